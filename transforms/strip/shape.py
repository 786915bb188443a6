"""What the signs of a block or line show: its length, its sentences, how it begins and ends.

All texts are looked at as one array of characters: counting in it takes a third of the time of counting in each text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_AT_ONCE: Final = 2_000_000
"""Characters looked at at once: bounds memory on long texts."""


def _signs(signs: str) -> NDArray[np.uint32]:
    return np.array(sorted(map(ord, signs)), np.uint32)


_SPACE: Final = ord(" ")
_COMMA: Final = ord(",")
_STOPS: Final = _signs(".?!")
_ENDS_PROSE: Final = frozenset(".!?。！？…\"”»’'")
_ENDS_OPEN: Final = frozenset(":,;-–—|")
_QUOTES: Final = frozenset("\"“«‘'„")
_MARKS: Final = _signs("©|»")


def shape(texts: Sequence[str]) -> dict[str, Floats]:
    """The shape of each text.

    Args:
        texts: Texts without surrounding white space, none empty.

    Returns:
        A column for each of `size` (characters), `log_size`, `word_length`, `commas` (in a hundred characters),
        `sentences` (ends of one within), and the truth values `ends_prose`, `ends_open`, `upper`, `lower`, `quote`,
        `digit` (of the first character), `sign` and `capitals`.
    """
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    size = sizes.astype(np.float32)
    begins, ends = [text[0] for text in texts], [text[-1] for text in texts]
    spaces, commas, sentences, marks = _counts(texts, sizes)
    told = {
        "ends_prose": map(_ENDS_PROSE.__contains__, ends),
        "ends_open": map(_ENDS_OPEN.__contains__, ends),
        "upper": map(str.isupper, begins),
        "lower": map(str.islower, begins),
        "digit": map(str.isdigit, begins),
        "capitals": map(str.isupper, texts),
        "quote": map(_QUOTES.__contains__, begins),
    }
    return {name: np.fromiter(found, np.bool_, len(texts)).astype(np.float32) for name, found in told.items()} | {
        "sign": (marks > 0).astype(np.float32),
        "size": size,
        "log_size": np.log1p(size),
        "word_length": size / (spaces + np.float32(1.0)),
        "commas": commas / size * 100,
        "sentences": sentences,
    }


def codes_of(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The characters of some texts, one behind the other."""
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)


def _among(codes: NDArray[np.uint32], signs: NDArray[np.uint32]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = codes == signs[0]
    for sign in signs[1:]:
        found |= codes == sign
    return found


def _counts(texts: Sequence[str], sizes: NDArray[np.int64]) -> NDArray[np.float32]:
    """Spaces, commas, ends of sentences and marks in each text."""
    group = (np.cumsum(sizes) - sizes) // _AT_ONCE
    edges = np.concatenate([[0], np.flatnonzero(np.diff(group)) + 1, [len(texts)]]).tolist()
    found = np.empty((4, len(texts)), np.float32)
    for low, high in pairwise(edges):
        codes = codes_of(texts[low:high])
        starts = np.cumsum(sizes[low:high]) - sizes[low:high]
        spaces = codes == _SPACE
        ends = _among(codes, _STOPS)
        ends[:-1] &= spaces[1:]
        ends[-1] = False
        for row, told in zip(found, (spaces, codes == _COMMA, ends, _among(codes, _MARKS)), strict=True):
            row[low:high] = np.add.reduceat(told, starts, dtype=np.int32)
    return found
