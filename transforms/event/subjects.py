"""Who stands before a verb: the noun phrases of its clause that may be its subject."""

from __future__ import annotations

from typing import Final

from transforms.event.chunk_words import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    COMMON_VERBS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    TIME_WORDS,
)
from transforms.event.chunks import Phrase, opens_name, phrase_at, word
from transforms.event.lexicon import NOUNS, VERBS
from transforms.language.tokens import Tokens

_LEFT: Final = 24
"""Tokens that are looked through before a verb."""


def subject_of(tokens: Tokens, first: int) -> list[Phrase]:
    """The noun phrases before a verb group that begins at `first`; empty where none can be told."""
    sentence = tokens.sentence[first]
    at = first - 1
    if at < 0 or tokens.sentence[at] != sentence:
        return []
    if tokens.words[at] in RELATIVES:
        at -= 1
        if word(tokens, at) in BREAKS - {","} or word(tokens, at) in REPORTING or word(tokens, at) in PREPOSITIONS:
            return []
        if word(tokens, at) == ",":
            at -= 1
    elif tokens.words[at] == ",":
        at = _over_insertion(tokens, at)
        if at < 0:
            return []
    start = _clause_start(tokens, at, sentence)
    return _first_phrases(tokens, start, at + 1)


def _over_insertion(tokens: Tokens, comma: int) -> int:
    """The token before an insertion between two commas; -1 where there is none."""
    for at in range(comma - 1, max(-1, comma - 18), -1):
        if tokens.sentence[at] != tokens.sentence[comma]:
            return -1
        if tokens.words[at] == ",":
            return at - 1
    return -1


def _clause_start(tokens: Tokens, at: int, sentence: int) -> int:
    """The first token of the clause that ends before the verb."""
    lowest, end = max(0, at - _LEFT), at + 1
    while at >= lowest and tokens.sentence[at] == sentence:
        here = tokens.words[at]
        if here == ")" and word(tokens, at - 2) == "(":
            at -= 3
            continue
        if here in '"”' and (opens := opens_name(tokens, at, lowest)) >= 0:
            at = opens - 1
            continue
        if (
            here in RELATIVES
            or here in REPORTING
            or here in COMMON_VERBS
            or here in (";", ":", "(", ")", "”", "“", '"', "—", "–")
        ):
            break
        if here in (",",) or here in BREAKS - {"and", "or", ","}:
            break
        if here in AUXILIARIES and here not in ("s",):
            return _after_conjunction(tokens, at + 1, end)
        trigger = VERBS.get(here)
        if (
            trigger is not None
            and trigger.form in ("past", "participle", "ing")
            and here not in NOUNS
            and word(tokens, at - 1) != "-"
        ):
            break
        at -= 1
    return at + 1


def _after_conjunction(tokens: Tokens, start: int, end: int) -> int:
    """Where the last clause begins in what follows an auxiliary: `had left before | the guards attacked`."""
    return next((at + 1 for at in range(end - 2, start, -1) if tokens.words[at] in _CONJUNCTIONS), start)


_CONJUNCTIONS: Final = frozenset({"after", "before", "since", "until", "as"})


def _first_phrases(tokens: Tokens, start: int, stop: int) -> list[Phrase]:
    at = start
    leading: Phrase | None = None
    while at < stop:
        here = tokens.words[at]
        if here in ("and", "or", ",") or here in ADVERBS or here in TIME_WORDS or here.endswith("ly"):
            at += 1
            continue
        if here in PREPOSITIONS:
            inner = phrase_at(tokens, at + 1, stop)
            if inner is None:
                at += 1
                continue
            leading = leading or inner
            at = inner.end
            continue
        phrase = phrase_at(tokens, at, stop)
        if phrase is None:
            at += 1
            continue
        found = [phrase]
        while word(tokens, found[-1].end) in ("and", ",") and found[-1].end < stop - 1 and len(found) < 4:
            more = phrase_at(tokens, found[-1].end + 1, stop)
            if more is None:
                break
            found.append(more)
        return found
    return []
