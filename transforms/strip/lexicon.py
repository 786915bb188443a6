"""A list of words with their scores that is asked for all words of a page at once.

Words stand in it as numbers: the polynomial of a text's characters in :data:`BASE`, modulo 2**64. That of any stretch
of a page follows from two sums up to its ends, so that no word is cut out to be looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.shape import codes_of

Numbers = NDArray[np.int64]

ROOM: Final = 1 << 18
"""Characters that may be numbered at once."""
_ODD: Final = 0x9E3779B97F4A7C15
BASE: Final = _ODD - (1 << 64)
"""The same, as a signed number of 64 bits."""
_BITS: Final = 16
"""The highest bits of a number, by which its place is found."""
_LINES: Final = 500
"""Texts numbered at once; none has more than 500 characters."""


def _powers(base: int) -> Numbers:
    factors = np.full(ROOM, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64).view(np.int64)


_POWERS: Final = _powers(_ODD)
_BACK: Final = _powers(pow(_ODD, -1, 1 << 64))


def numbered(codes: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """The number of each of some stretches of characters, given as their code points."""
    total = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(codes * _POWERS[: len(codes)], out=total[1:])
    return (total.take(ends) - total.take(starts)) * _BACK.take(starts)


def preceded(signs: Numbers | int, numbers: Numbers) -> Numbers:
    """The numbers of texts with a sign put before each, given as its code point."""
    return signs + BASE * numbers


def spaced(first: Numbers, sizes: Numbers, second: Numbers) -> Numbers:
    """The numbers of pairs of texts with a space between them; the first of each pair has so many characters."""
    return first + _POWERS.take(sizes) * preceded(ord(" "), second)


def numbers_of(texts: Sequence[str]) -> Numbers:
    """The number of each text, none of which has a line break."""
    found = [np.zeros(0, np.int64)]
    for at in range(0, len(texts), _LINES):
        codes = codes_of(["\n".join(texts[at : at + _LINES]), "\n"]).astype(np.int64)
        ends = np.flatnonzero(codes == ord("\n"))
        found.append(numbered(codes, np.append(0, ends[:-1] + 1), ends))
    return np.concatenate(found)


class Lexicon:
    """Words and scores: in the order of their numbers, with the place of the first for each value of the highest bits.

    Numbers are multiplied once more before, which spreads those of short words.
    """

    def __init__(self, words: Sequence[str], *scores: NDArray[np.float64]) -> None:
        """Make a list of words with one score each, or several.

        Raises:
            ValueError: When two words have the same number.
        """
        keys = (numbers_of(words) * BASE).view(np.uint64)
        order = np.argsort(keys)
        keys = keys[order]
        if (keys[1:] == keys[:-1]).any():
            raise ValueError("two words of the list have the same number: change BASE")
        slots = keys >> np.uint64(64 - _BITS)
        held = np.bincount(slots.astype(np.int64), minlength=1 << _BITS)
        self._looks = int(held.max())
        """Words in the fullest slot."""
        self._first = (np.cumsum(held) - held).astype(np.int32)
        self._keys = np.append(keys, np.zeros(self._looks, np.uint64))
        self._scores = [np.append(column[order], 0.0).astype(np.float32) for column in scores]
        self._none = len(keys)

    def look_up(self, numbers: Numbers) -> tuple[NDArray[Any], ...]:
        """The scores of each number's word, 0 for those that the list does not have, and whether it does."""
        asked = (numbers * BASE).view(np.uint64)
        place = self._first.take((asked >> np.uint64(64 - _BITS)).view(np.int64)).astype(np.int64)
        found = np.full(len(asked), self._none)
        for _ in range(self._looks):
            np.copyto(found, place, where=self._keys.take(place) == asked)
            place += 1
        return *(column.take(found) for column in self._scores), found < self._none
