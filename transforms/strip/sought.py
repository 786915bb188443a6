"""Words sought in many texts at once: one look at every four signs in a row tells where any of them may begin."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

_ROW: Final = 4
"""Signs in a row, read as one number."""
_SPREAD: Final = 0x9E3779B1
"""Spreads such numbers over their upper half: Knuth's multiplier, 2^32 over the golden ratio."""
_AT_ONCE: Final = 1 << 20
"""Signs looked at at once: bounds memory on long texts."""


class Sought:
    """Words to be found wherever they stand, a word of fewer than four signs or beyond Latin-1 one by one."""

    def __init__(self, words: Iterable[str]) -> None:
        """Make the tables."""
        self._single: list[str] = []
        self._by_row: defaultdict[int, list[str]] = defaultdict(list)
        self._begins = np.zeros(1 << 16, np.bool_)
        for word in words:
            signs = word.encode("latin-1", "ignore")
            if len(signs) < len(word) or len(word) < _ROW:
                self._single.append(word)
            else:
                row = int.from_bytes(signs[:_ROW], "little")
                self._by_row[row].append(word)
                self._begins[_spread(np.array([row], np.uint32))] = True

    def places(self, texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """The index of each text that holds a word, where in it the word begins, and the word.

        Args:
            texts: Texts, in none of which a line ends.
        """
        starts = [0, *accumulate([len(text) + 1 for text in texts])]
        for at, word in self._found("\n".join(texts)):
            place = bisect_right(starts, at) - 1
            yield place, at - starts[place], word

    def _found(self, whole: str) -> Iterator[tuple[int, str]]:
        """Where in a text, and which word."""
        for word in self._single:
            at = whole.find(word)
            while at >= 0:
                yield at, word
                at = whole.find(word, at + 1)
        signs = whole.encode("latin-1", "replace") + b"\n" * (2 * _ROW)
        for start in range(0, len(whole), _AT_ONCE):
            count = min(_AT_ONCE, len(whole) - start) // _ROW + 1
            rows = np.concatenate([np.frombuffer(signs, "<u4", count, start + shift) for shift in range(_ROW)])
            hits = np.flatnonzero(self._begins.take(_spread(rows)))
            for hit, row in zip(hits.tolist(), rows.take(hits).tolist(), strict=True):
                at = start + hit % count * _ROW + hit // count
                for word in self._by_row.get(row, ()):
                    if whole.startswith(word, at):
                        yield at, word


def _spread(rows: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A number below 2^16 for each row."""
    spread = rows * np.uint32(_SPREAD)
    spread >>= np.uint32(16)
    return spread
