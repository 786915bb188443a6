"""A page's containers in numbers: their place, their names, what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.scan import Scan
from transforms.strip.vocabulary import read_names

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

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
_AROUND: Final = 4


@dataclass(frozen=True, slots=True)
class Boxes:
    """A page's containers as arrays, and behind them a virtual outermost one for blocks that stand in none."""

    around: Ints
    """The innermost container of each block, the one around it and so on: a row for each of four."""
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

    @classmethod
    def of(cls, page: Scan, names: Floats) -> Boxes:
        """Those of a page, with the score of each one's names."""
        count, root = len(page.blocks), len(page.containers)
        given = page.containers
        parents = [one.parent for one in given]
        parent = np.array([*parents, root], np.int32)
        holder = np.array([block.container for block in page.blocks], np.int32)
        parent[parent < 0] = root
        holder[holder < 0] = root
        around = np.empty((_AROUND, count), np.int32)
        around[0] = holder
        for inner, outer in pairwise(around):
            outer[:] = parent.take(inner)
        low, high, total, flags = _down(page, parents, names)
        return cls(
            around=around,
            template=_template(page, holder),
            start=np.array([one.start for one in given] + [0], np.int32),
            end=np.minimum(np.array([one.end for one in given] + [count], np.int32), count),
            depth=_floats([one.depth for one in given] + [-1]),
            tags=_floats([_TAG_INDEX.get(one.tag, 0) for one in given] + [0]),
            names=np.append(names, np.float32(0.0)),
            low=low,
            high=high,
            total=total,
            flags=flags,
        )

    def deepest(self, fits: NDArray[np.bool_]) -> int:
        """The deepest of some containers, the virtual outermost one when there is none."""
        found = np.flatnonzero(fits)
        return int(found[np.argmax(self.depth[found])]) if len(found) else len(self.depth) - 1


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, np.float32)


def _down(page: Scan, parents: Sequence[int], scores: Floats) -> tuple[Floats, Floats, Floats, Ints]:
    """Lowest, highest and fading sum of name scores from the root down to each container, and the flags on the way."""
    # what stands around the outermost is looked up at -1, where the last of them is, that of the virtual container
    count = len(page.containers)
    lows, highs, sums, flags = [inf] * (count + 1), [-inf] * (count + 1), [0.0] * (count + 1), [0] * (count + 1)
    for at, (up, score, named) in enumerate(zip(parents, scores.tolist(), read_names(page), strict=True)):
        low, high = lows[up], highs[up]
        lows[at] = low if low < score else score
        highs[at] = high if high > score else score
        sums[at] = score + 0.7 * sums[up]
        flags[at] = named.flags | flags[up]
    lows[-1] = highs[-1] = 0.0
    return _floats(lows), _floats(highs), _floats(sums), np.array(flags, np.int32)


def _template(page: Scan, holder: Ints) -> Ints:
    """A number for each block's container's names and those of the element around it: one template, one number."""
    named = read_names(page)
    known: dict[tuple[Any, ...], int] = {}
    numbers: dict[int, int] = {len(named): 0}
    for index in set(holder.tolist()) - {len(named)}:
        up = page.containers[index].parent
        key = (named[index].words, named[up].words if up >= 0 else None)
        numbers[index] = known.setdefault(key, len(known) + 1)
    return np.array([numbers[index] for index in holder.tolist()], np.int32)
