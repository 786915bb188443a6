"""Who took part, as the encoder's head marks it, and how that stands beside the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.story import Span
from transforms.attribute import extract_attributions
from transforms.event import extract_events
from transforms.event.lexicon import VERBS
from transforms.event.marked import Marked
from transforms.event.mention import Mention
from transforms.event.merge import Happening, Located, _abbreviates
from transforms.event.parties import KINDS, LEAST, Party, find_parties
from transforms.language import encoder
from transforms.language.tokens import tokenize

REPORT = (
    "unidentified gunmen shot and killed mayor tomas arrieta quiroga outside his home in santa ilma yesterday. police "
    "said the attackers used submachineguns and fled in a red van."
)


def kinds_of(text: str) -> dict[str, str]:
    return {text[party.span.start : party.span.end]: party.kind for party in find_parties(text)}


def test_the_sides_of_an_attack_are_told_apart():
    found = kinds_of(REPORT)
    assert found["tomas arrieta quiroga"] == "person"
    assert "perpetrator" in {kind for words, kind in found.items() if "gunmen" in words}
    assert found["submachineguns"] == "weapon"


def test_a_story_without_violence_names_no_party():
    text = "The council of Santa Ilma voted on Monday to widen the road to the harbour and to plant limes beside it."
    assert [party for party in find_parties(text) if party.confidence > 0.6] == []


def test_without_capitals_the_head_leads():
    (event, *_) = extract_events(REPORT)
    assert event.targets[0].text == "tomas arrieta quiroga"
    assert any("gunmen" in actor.text for actor in event.actors)
    assert [weapon.text for weapon in event.instruments] == ["submachineguns"]


def test_a_title_before_a_name_is_no_second_target():
    (event, *_) = extract_events("gunmen assassinated bishop ada lorena kern in the capital on monday.")
    assert [target.text for target in event.targets] == ["ada lorena kern"]


@pytest.mark.parametrize(
    ("words", "kind", "plain"),
    [
        ("eleven powerful bombs", "weapon", "bombs"),
        ("some 30 kg of dynamite", "weapon", "dynamite"),
        ("9-mm pistols", "weapon", "9-mm pistols"),
        ("various branches of the bank", "thing", "branches of the bank"),
        ("two trucks loaded", "thing", "trucks"),
        ("bus covering", "thing", "bus"),
        ("office building", "thing", "office building"),
        ("three guards who were", "people", "three guards"),
        ("several alleged rebels", "perpetrator", "rebels"),
        ("self-defense committees", "perpetrator", "self-defense committees"),
        ("self-styled laguna front", "group", "laguna front"),
        ("3", "weapon", "3"),
    ],
)
def test_a_party_is_named_in_its_plain_words(words: str, kind: str, plain: str):
    text = f"in santa ilma there were {words} the harbour road."
    at = text.index(words)
    tokens = tokenize(text)
    marked = Marked(tokens, [Party(kind, Span(at, at + len(words)), 0.9)])
    happening = Happening("ASSAULT")
    happening.mentions.append(Located(Mention(0, 1, VERBS["killed"]), None, []))
    marked.hand_out([happening])
    assert [(kind, tokens.printed(p.first, p.end)) for kind, p in happening.parties] == [(kind, plain)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nrc", "national relief council", True),
        ("national relief council", "nrc", True),
        ("fpl", "front for the peasants of laguna", True),
        ("nrc", "national relief committee of norrland", False),
        ("ab", "alba bank", False),
        ("police", "police", False),
    ],
)
def test_initials_are_the_name_they_stand_for(one: str, other: str, same: bool):
    assert _abbreviates(one, other) is same


def test_the_pass_of_the_attributions_serves_the_events_too():
    first, second = "Gunmen killed four farmers near Santa Ilma on Monday.", "The mayor said the road was closed."
    body = f"{first}\n\n{second}"
    paragraphs = (Span(0, len(first)), Span(len(first) + 2, len(body)))
    encoder._remembered.cache_clear()
    said = extract_attributions(body, paragraphs=paragraphs)
    events = extract_events(body, attributions=said, paragraphs=paragraphs)
    assert said
    assert events
    assert encoder._remembered.cache_info().misses == 1
    assert encoder._remembered.cache_info().hits >= 1


@given(st.text(alphabet="abc .,\"'\n-ÀЖ中0", max_size=300))
def test_every_party_stands_in_the_text(text: str):
    for party in find_parties(text):
        assert isinstance(party, Party)
        assert party.kind in KINDS
        assert 0 <= party.span.start < party.span.end <= len(text)
        assert LEAST <= party.confidence <= 1
