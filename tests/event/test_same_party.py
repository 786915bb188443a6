"""Which marked phrases name one party."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.event.chunks import Phrase
from transforms.event.same_party import same_parties
from transforms.language.tokens import Tokens, tokenize


def marked(tokens: Tokens, kind: str, *texts: str) -> list[tuple[str, Phrase]]:
    found = []
    for text in texts:
        words = tokenize(text).words
        first = next(at for at in range(len(tokens)) if tokens.words[at : at + len(words)] == words)
        found.append((kind, Phrase(first, first + len(words))))
    return found


def groups(text: str, kind: str, *texts: str) -> list[list[str]]:
    tokens = tokenize(text)
    same = same_parties(tokens, marked(tokens, kind, *texts))
    return [[tokens.printed(p.first, p.end) for p in group] for group in dict.fromkeys(same.values())]


@pytest.mark.parametrize(
    ("text", "kind", "one", "other"),
    [
        ("the people's army of norrland (ean) struck; ean units fled.", "group", "people's army of norrland", "ean"),
        ("the laguna front of the peasants; the lfp denied it.", "group", "laguna front of the peasants", "lfp"),
        ("the revolutionary front of laguna said so. lrf men fled.", "group", "revolutionary front of laguna", "lrf"),
        ("the lundish embassy was hit. the embassy is shut.", "thing", "lundish embassy", "embassy"),
        ("bishop ada lorena kern was shot. kern had spoken.", "person", "ada lorena kern", "kern"),
    ],
)
def test_a_part_of_a_name_and_initials_are_the_party_of_the_whole(text: str, kind: str, one: str, other: str):
    tokens = tokenize(text)
    last = max(at for at, word in enumerate(tokens.words) if word == other)
    parties = [*marked(tokens, kind, one), (kind, Phrase(last, last + 1))]
    (group,) = set(same_parties(tokens, parties).values())
    assert [tokens.printed(p.first, p.end) for p in group] == [one, other]


@pytest.mark.parametrize(
    ("text", "kind", "texts"),
    [
        ("masked gunmen came first, then other gunmen.", "perpetrator", ("masked gunmen", "other gunmen")),
        ("the front of laguna and the pnr quarrelled.", "group", ("front of laguna", "pnr")),
        ("ada kern and berta olm were hurt.", "person", ("ada kern", "berta olm")),
    ],
)
def test_others_stay_apart(text: str, kind: str, texts: tuple[str, ...]):
    assert groups(text, kind, *texts) == [[each] for each in texts]


def test_many_names_take_linear_time():
    tokens = tokenize(" ".join(f"front {'abcdefghij'[n % 10]}{n} of laguna" for n in range(8_000)))
    parties = [("group", Phrase(at, at + 4)) for at in range(0, len(tokens) - 4, 4)]
    began = time.process_time()
    same_parties(tokens, parties)
    assert time.process_time() - began < 5


@given(st.lists(st.tuples(st.sampled_from(["group", "person", "thing"]), st.integers(0, 11), st.integers(1, 4))))
def test_every_phrase_is_of_one_group(drawn: list[tuple[str, int, int]]):
    tokens = tokenize("the national front nf (nf) ada kern kern of the front ...")
    parties = [(kind, Phrase(first, first + width)) for kind, first, width in drawn if first + width <= len(tokens)]
    same = same_parties(tokens, parties)
    assert all(phrase in same[phrase] for _, phrase in parties)
