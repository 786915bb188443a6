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
        own = _own_end(tokens, at + 1, first)
        if tokens.words[first - 1] == "from" or not _PARTING.isdisjoint(tokens.words[own:first]):
            return True
        return _acts(tokens, own, first)
    gap = tokens.words[end:at]
    if gap[:1] == [","]:
        return _acts_after(tokens, end, at)
    if not _LEAVING.isdisjoint(gap):
        return True
    return not _begins_sentence(tokens, first) and _acts(tokens, end, at)


def _acts_after(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a verb follows a place and its region, so that the subject is there: `a man in Goma, Kivu, met`."""
    at = start
    while at < stop and (tokens.words[at] in (",", ".") or tokens.capital(at)):
        at += 1
    return at < stop and _is_finite(tokens, at)


def _own_end(tokens: Tokens, start: int, stop: int) -> int:
    """The token behind a noun's own verb: `the attack on a farm | was reported in …`; its start where it has none."""
    at = start
    while at < stop and tokens.words[at] != "," and tokens.words[at] not in _PARTING and not _is_finite(tokens, at):
        at += 1
    while at < stop and _is_finite(tokens, at):
        at += 1
    return at


def _acts(tokens: Tokens, start: int, stop: int) -> bool:
    return any(_is_finite(tokens, at) for at in range(start, stop))


def _is_finite(tokens: Tokens, at: int) -> bool:
    here = tokens.words[at]
    return here.endswith("ed") or (is_verb(tokens, at) and not here.endswith("ing"))


def _begins_sentence(tokens: Tokens, first: int) -> bool:
    """Whether a name stands in the first words of its sentence: `In Homs a bomb …`, `Homs was shaken by …`."""
    return first < _FRONT or tokens.sentence[first - _FRONT] != tokens.sentence[first]


_FRONT: Final = 6
_LEAVING: Final = frozenset({"with", "about", "before", "after", "since"})
"""Words between a place and a noun with which the noun is elsewhere: `anger in Goma about the attack`."""
_PARTING: Final = RELATIVES | REPORTING | word_set("after before while because though although since but as")
