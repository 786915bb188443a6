"""Whether a place stands in the clause of the noun that names an event."""

from __future__ import annotations

from typing import Final

from transforms.event.chunk_words import RELATIVES, REPORTING
from transforms.event.place_of_verb import is_verb
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens


def is_elsewhere(tokens: Tokens, at: int, first: int, end: int) -> bool:
    """Whether another clause or a relation parts a place from a noun: `the attacker's parents came from Goma`.

    Args:
        tokens: The text.
        at: Index of the noun.
        first: First token of the place.
        end: Token after it.
    """
    if first > at:
        gap = tokens.words[at + 1 : first]
        return gap[-1:] == ["from"] or not _PARTING.isdisjoint(gap) or _acts(tokens, at + _OWN, first)
    gap = tokens.words[end:at]
    if gap[:1] == [","] or _begins_sentence(tokens, first):
        return False
    return "with" in gap or _acts(tokens, end, at)


def _acts(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a finite verb stands between two tokens."""
    return any(
        (is_verb(tokens, at) and not tokens.words[at].endswith("ing")) or tokens.words[at].endswith("ed")
        for at in range(start, stop)
    )


_OWN: Final = 4
"""Tokens from a noun on in which its own verb stands: `the explosion was reported at …`."""


def _begins_sentence(tokens: Tokens, first: int) -> bool:
    """Whether a name stands in the first words of its sentence: `In Homs a bomb …`, `Homs was shaken by …`."""
    return first < _FRONT or tokens.sentence[first - _FRONT] != tokens.sentence[first]


_FRONT: Final = 6
_PARTING: Final = RELATIVES | REPORTING | word_set("after before while because though although since but as")
