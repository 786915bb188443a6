"""A page's containers in numbers: their place, their names, what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import count, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.names import KINDS
from transforms.strip.scan import Scan
from transforms.strip.vocabulary import OUTERMOST, Ints, Names

Floats = NDArray[np.float32]

_TAGS: Final = (
    "p",
    "li",
    "td",
    "blockquote",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "div",
    "button",
    "option",
    "a",
    "span",
)
_TAG_INDEX: Final = {tag: index + 1 for index, tag in enumerate(_TAGS)} | {"h5": 9, "h6": 9, "th": 3, "dt": 2, "dd": 2}
_AROUND: Final = 6
"""Containers looked at around a block."""
_NAMED: Final = 3
"""Kinds that they are named after that count, from the innermost outwards."""
_DIGITS: Final = len(KINDS) ** np.arange(_AROUND)
"""Factors that make one number of the numbers of their kinds."""
_FADES: Final = 0.7
"""What is left of a name's score from one container to the next one in it."""
_APART: Final = 0x27D4EB2F165667C5
"""An odd number that tells the names of a container from those of the one around it."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """A page's containers as arrays, and behind them a virtual outermost one for blocks that stand in none."""

    around: Ints
    """The innermost container of each block, the one around it and so on: a row for each of six."""
    template: Ints
    """A number for each block's container's names and those of the element around it: one template, one number."""
    start: Ints
    end: Ints
    depth: Floats
    tags: Floats
    names: Floats
    """Name score of each container."""
    low: Floats
    high: Floats
    total: Floats
    """Lowest, highest and fading sum of the name scores from the root down."""
    flags: Ints
    kinds: list[tuple[str, ...]]
    """What the containers of each block are named after, innermost first, three at most."""

    @classmethod
    def of(cls, page: Scan, names: Names) -> Boxes:
        """Those of a page, with what the name of each one says."""
        blocks, root = len(page.blocks), len(page.containers)
        given = page.containers
        parent = _ints([one.parent for one in given], root)
        holder = np.array([block.container for block in page.blocks])
        parent[parent < 0] = root
        holder[holder < 0] = root
        around = np.empty((_AROUND, blocks), np.int64)
        around[0] = holder
        for inner, outer in pairwise(around):
            outer[:] = parent.take(inner)
        depth = _ints([one.depth for one in given], -1)
        low, high, total, flags = _down(parent, int(depth.max()), names)
        return cls(
            around=around,
            template=_template(around, names),
            start=_ints([one.start for one in given], 0),
            end=np.minimum(_ints([one.end for one in given], blocks), blocks),
            depth=depth.astype(np.float32),
            tags=_ints([_TAG_INDEX.get(one.tag, 0) for one in given], 0).astype(np.float32),
            names=names.scores,
            low=low,
            high=high,
            total=total,
            flags=flags,
            kinds=_kinds(around, names),
        )

    def deepest(self, fits: NDArray[np.bool_]) -> int:
        """The deepest of some containers, the virtual outermost one when there is none."""
        found = np.flatnonzero(fits)
        return int(found[np.argmax(self.depth[found])]) if len(found) else len(self.depth) - 1


def _ints(values: list[int], last: int) -> Ints:
    values.append(last)
    return np.fromiter(values, np.int64, len(values))


def _down(parent: Ints, deepest: int, names: Names) -> tuple[Floats, Floats, Floats, Ints]:
    """Lowest, highest and fading sum of name scores from the root down to each container, and the flags on the way.

    Each round takes in as many containers around each as were taken in by all before: itself, its parent, two more.
    """
    low, high, total, flags = names.scores.copy(), names.scores.copy(), names.scores.astype(np.float64), names.flags
    low[-1], high[-1] = np.inf, -np.inf
    up, fades = parent, _FADES
    for _ in range(deepest.bit_length()):
        np.minimum(low, low.take(up), out=low)
        np.maximum(high, high.take(up), out=high)
        total += fades * total.take(up)
        flags = flags | flags.take(up)
        up, fades = up.take(up), fades * fades
    low[-1] = high[-1] = 0.0
    return low, high, total.astype(np.float32), flags


def _template(around: Ints, names: Names) -> Ints:
    """The first block whose container and the element around it have the same names: one template, one number."""
    own, outer = names.templates.take(around[:2])
    both = own * _APART + outer
    known: dict[int, int] = {}
    return np.fromiter(map(known.setdefault, both.tolist(), count()), np.int64, len(both))


def _kinds(around: Ints, names: Names) -> list[tuple[str, ...]]:
    """What the containers around each block are named after."""
    kinds = names.kinds.take(around)
    kinds[np.logical_or.accumulate(kinds == OUTERMOST, axis=0)] = 0
    return [_named(code) for code in (_DIGITS @ kinds).tolist()]


@lru_cache(maxsize=4096)
def _named(code: int) -> tuple[str, ...]:
    """The kinds whose numbers are the digits of a number, innermost first; 0 is of none."""
    numbers = [code // digit % len(KINDS) for digit in _DIGITS.tolist()]
    return tuple([KINDS[number] for number in numbers if number][:_NAMED])
