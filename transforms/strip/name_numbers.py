"""The names of many elements as numbers, as a :class:`transforms.strip.lexicon.Lexicon` is asked for them."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.strip.lexicon import Numbers, numbered, spaced

MOST: Final = 30
"""Names of an element that count."""
_SMALL, _CAPITAL, _BREAK = b"aA\n"
_CASE: Final = bytes(
    _SMALL if 97 <= code <= 122 else _CAPITAL if 65 <= code <= 90 else code if code == _BREAK else 0
    for code in range(256)
)
"""The case of a letter, for :meth:`bytes.translate`; breaks are kept."""


class Numbered(NamedTuple):
    """The numbers of :func:`transforms.strip.vocabulary.name_features` of some elements."""

    numbers: Numbers
    """First the tags, then the names of all, then the pairs of all: those of one element stand in their order."""
    own: Numbers
    """Which element each is of."""
    templates: Numbers
    """A number for each element, the same for elements of the same tag and names."""


def numbered_names(tags: Numbers, lines: bytes) -> Numbered:
    """What :func:`transforms.strip.vocabulary.name_features` says, of all elements at once.

    Args:
        tags: The numbers of their tags.
        lines: For each what its attributes hold that names it, with a break behind it: in all
            :data:`transforms.strip.lexicon.ROOM` signs at most.
    """
    every = np.arange(len(tags))
    cut = _Cut.of(lines)
    own = np.repeat(every, cut.counts)
    counted = _counted(cut.numbers * cut.named, own, int(cut.counts.max()))
    own, sizes, numbers = own.take(counted), cut.sizes.take(counted), cut.numbers.take(counted)
    paired = np.flatnonzero(own[1:] == own[:-1])
    pairs = spaced(numbers.take(paired), sizes.take(paired), numbers.take(paired + 1))
    numbers, own = np.concatenate([numbers, pairs]), np.concatenate([own, own.take(paired)])
    # the pairs tell the order of names; not the numbers themselves, sums of which other names' letters could have
    templates = tags.copy()
    np.add.at(templates, own, numbers * (numbers ^ (numbers >> 31)))
    return Numbered(np.concatenate([tags, numbers]), np.concatenate([every, own]), templates)


class _Cut(NamedTuple):
    """Lines cut into runs of small letters with a capital before them, if any, and runs of capitals."""

    numbers: Numbers
    sizes: Numbers
    """Letters of each."""
    named: NDArray[np.bool_]
    """Which are names: of two letters of the same case at least."""
    counts: Numbers
    """How many there are in each line."""

    @classmethod
    def of(cls, lines: bytes) -> _Cut:
        """Cut lines, each with a break behind it."""
        case = np.frombuffer(lines.translate(_CASE), np.uint8)
        small, capital = case == _SMALL, case == _CAPITAL
        letter = small | capital
        other = ~letter
        begins = letter.copy()
        begins[1:-1] &= other[:-2] | (capital[1:-1] & (small[:-2] | small[2:]))
        starts = np.flatnonzero(begins)
        ends = np.flatnonzero(letter[:-1] & (begins[1:] | other[1:])) + 1
        sizes = ends - starts
        named = (sizes > 2) | ((sizes == 2) & (case.take(starts) == case.take(ends - 1)))
        counts = starts.searchsorted(np.flatnonzero(case == _BREAK))
        counts[1:] -= counts[:-1].copy()
        codes = np.frombuffer(lines.lower(), np.uint8).astype(np.int64)
        return cls(numbered(codes, starts, ends), sizes, named, counts)


def _counted(numbers: Numbers, own: Numbers, most: int) -> Numbers:
    """The places of names that count: the first of its kind in an element, and of these the first thirty.

    Args:
        numbers: Their numbers, 0 for what is no name.
        own: Which element each is of.
        most: How many there are of one element.
    """
    order = numbers.argsort(kind="stable")
    inner, outer = numbers.take(order), own.take(order)
    again = (inner[1:] == inner[:-1]) & (outer[1:] == outer[:-1])
    first = numbers != 0
    first[order[1:][again]] = False
    counted = np.flatnonzero(first)
    if most > MOST:
        kept = own.take(counted)
        counted = counted[np.arange(len(kept)) - kept.searchsorted(kept) < MOST]
    return counted
