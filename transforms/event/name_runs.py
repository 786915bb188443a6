"""Runs of capitalised words: the names that a text may mean a place by, whether or not a gazetteer has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transforms.event.chunk_words import TIME_WORDS
from transforms.event.place_words import NEUTRAL
from transforms.event.places import PlaceMention
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_LONGEST: Final = 7
"""Tokens of a name, hyphens and apostrophes included."""
_NO_NAME: Final = frozenset(TIME_WORDS) | NEUTRAL | word_set("mr mrs i may march gmt ap afp reuters")
_JOINS: Final = frozenset({"-", "'", "’", "‘"})
_INNER: Final = frozenset({"al", "el", "ez", "as", "ar", "ash", "of", "de", "la", "del", "du", "bin"})


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` to, not with, `end` are a name."""

    first: int
    end: int
    known: PlaceMention | None
    """What the gazetteer reads there; None where it knows no such place."""


def names_in(tokens: Tokens, start: int, stop: int, known: dict[int, PlaceMention]) -> list[Name]:
    """The names between two tokens, in order: places of the gazetteer, and every other capitalised run.

    Args:
        tokens: The text.
        start: First token looked at.
        stop: Token after the last one looked at.
        known: Places of the text by their first token.
    """
    found: list[Name] = []
    at = start
    while at < stop:
        place = known.get(at)
        if place is not None:
            found.append(Name(at, place.end, place))
            at = place.end
        elif _begins(tokens, at):
            end = _end(tokens, at, stop, known)
            found.append(Name(at, end, None))
            at = end
        else:
            at += 1
    return found


def _begins(tokens: Tokens, at: int) -> bool:
    here = tokens.words[at]
    if here == "al" and at + 2 < len(tokens) and tokens.words[at + 1] == "-" and tokens.capital(at + 2):
        return True
    return tokens.capital(at) and here not in _NO_NAME


def _end(tokens: Tokens, at: int, stop: int, known: dict[int, PlaceMention]) -> int:
    end = at + 1
    while end < min(stop, at + _LONGEST) and end not in known:
        here = tokens.words[end]
        if "\n" in tokens.text[tokens.ends[end - 1] : tokens.starts[end]]:
            break
        touching = tokens.starts[end] == tokens.ends[end - 1]
        if here in _JOINS and touching:
            if not (end + 1 < stop and tokens.starts[end + 1] == tokens.ends[end] and tokens.words[end + 1] != "s"):
                break
        elif not (tokens.capital(end) and here not in _NO_NAME) and not (
            here in _INNER and end + 1 < stop and (tokens.capital(end + 1) or tokens.words[end + 1] == "-")
        ):
            break
        end += 1
    return end
