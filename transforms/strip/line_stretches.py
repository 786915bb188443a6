"""Stretches of a text's lines that are held for the story, or not: how large, how sure, and what stands between them.

A text has one story, in few stretches; readers' comments and neighbouring stories make stretches of their own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.features import Floats, since, sums
from transforms.strip.line_patterns import until

HALF: Final = 0.5
_FAR: Final = 60.0
"""Lines beyond which a distance says no more."""
_MANY: Final = 20
"""Stretches beyond which a rank says no more."""
_STORY: Final = 400.0
_STORY_SHARE: Final = 0.3
"""Likely characters, or share of the largest stretch's, with which the first stretch may be where the story begins."""

STRETCH_FEATURES: Final = (
    *"likely_since likely_until likely_share stretches largest_share".split(),
    *"stretch_lines stretch_share stretch_mean stretch_mass stretch_rank".split(),
    *"largest_gap largest_low largest_told first_low first_told".split(),
)


def stretches(likely: Floats, weight: Floats, told: Floats) -> dict[str, Floats]:
    """Measure a text's stretches.

    Args:
        likely: How likely each line is the story.
        weight: Its characters, those of very long lines bounded.
        told: 1 where a line's wording gives another kind away.

    Returns:
        A column for each of :data:`STRETCH_FEATURES`.
    """
    count = len(likely)
    inside = likely > HALF
    breaks = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, stops = np.concatenate([[0], breaks]), np.concatenate([breaks, [count]])
    size = stops - starts
    own = np.repeat(np.arange(len(starts)), size)
    mass = np.bincount(own, likely * weight).astype(np.float64)
    good = np.where(inside[starts], mass, 0.0)
    largest = int(np.argmax(good))
    first = int(np.argmax(good > min(_STORY, _STORY_SHARE * good[largest])))
    index = np.arange(count)
    low, marked = sums(1.0 - likely), sums(told)
    found = {
        "likely_since": since(inside), "likely_until": until(inside),
        "likely_share": np.full(count, inside.mean()),
        "stretches": np.full(count, np.log1p(inside[starts].sum())),
        "largest_share": np.full(count, good[largest] / max(1.0, good.sum())),
        "stretch_lines": size[own], "stretch_share": (mass / max(1.0, mass.sum()))[own],
        "stretch_mean": (np.bincount(own, likely) / size)[own], "stretch_mass": np.log1p(mass)[own],
        "stretch_rank": _ranks(good, mass)[own],
        "largest_gap": np.clip(_outside(index, starts[largest], stops[largest]), -_FAR, _FAR),
    }  # fmt: skip
    for name, at in (("largest", largest), ("first", first)):
        side = np.where(index < starts[at], -1.0, 1.0)
        found[f"{name}_low"] = side * np.log1p(_between(low, starts[at], stops[at]))
        found[f"{name}_told"] = np.log1p(_between(marked, starts[at], stops[at]))
    return {name: values.astype(np.float32, copy=False) for name, values in found.items()}


def _ranks(good: NDArray[np.float64], mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many stretches of the story are larger than each stretch."""
    larger = len(good) - np.searchsorted(np.sort(good), mass, side="right")
    return np.minimum(larger, _MANY).astype(np.float64)


def _outside(index: NDArray[np.int_], start: int, stop: int) -> NDArray[np.int_]:
    """Lines from a stretch, negative above it, 0 within."""
    return np.where(index < start, index - start, np.maximum(0, index - stop + 1))


def _between(total: NDArray[np.float64], start: int, stop: int) -> NDArray[np.float64]:
    """What a cumulative sum gains between each line and a stretch, both aside."""
    index = np.arange(len(total) - 1)
    above = total[start] - total[np.minimum(index + 1, start)]
    below = total[np.maximum(index, stop)] - total[stop]
    gained: NDArray[np.float64] = np.maximum(above + below, 0.0)
    return gained
