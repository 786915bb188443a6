"""What a block looks like in numbers: its words, its place, the company it keeps.

Containers are contiguous ranges of blocks, so every sum over a container is a difference of cumulative sums.
The recipe was found by measurement; `docs/models/strip.md` says which features carry weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.metadata import spells
from transforms.strip.scan import Scan
from transforms.strip.shape import shape
from transforms.strip.vocabulary import FLAGS, HIDDEN, read_names
from transforms.strip.words import Words

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
_LONG: Final = 1500.0
"""Characters beyond which a block weighs no more."""
_FAR: Final = 60.0
"""Blocks beyond which a distance says no more."""
_RELATED, _COMMENTS = 2, 3
_TELLING: Final = {"": 0, "related_posts": _RELATED, "comments": _COMMENTS, "comment_form": _COMMENTS}
"""A number for each kind that wording gives away, 1 for those not named."""
_BITS: Final = np.arange(len(FLAGS))[:, None]
_PROSE: Final = 60
_WIDE_PROSE: Final = 20
"""Characters from which a block that is not a link may be prose; fewer in scripts without spaces."""
_REACH: Final = 15
"""Blocks on either side of such a block that may belong to the story."""

FEATURES: Final = (
    *"log_size link_density links bold images breaks word_length commas sentences ends_prose ends_open".split(),
    *"upper lower quote sign digit capitals tag parent_tag".split(),
    *"words words-1 words-2 words+1 words+2 words_next words_before".split(),
    *"likely likely-1 likely+1 likely_before likely_next likely_near".split(),
    *"size-1 size+1 links-1 links+1 links_near".split(),
    *"name parent_name grand_name name_low name_high name_sum".split(),
    *"depth_best depth_half in_half in_best is_best parent_best grand_best position place blocks before".split(),
    *"good good_parent good_grand good_grand2 purity_parent purity_grand".split(),
    *"links_in links_parent links_grand mass_parent blocks_parent blocks_own".split(),
    *"template_share template_good template_purity run_share run_place run_gap from_title repeats".split(),
    *"told told-1 told+1 told_before told_next since_related since_comments".split(),
    *FLAGS,
    "known",
)
"""Names of the columns of :meth:`Blocks.matrix`, in order."""


class Blocks:
    """A page's blocks measured: what does not depend on what is held for prose is measured once.

    Attributes:
        hidden: Blocks that readers do not see.
        look: What the first guess at prose sees of each block.
    """

    def __init__(self, page: Scan, words: Words, names: Floats, told: Sequence[str], title: str) -> None:
        """Measure a page.

        Args:
            page: A scanned page with at least one block.
            words: :func:`transforms.strip.words.read_words` of it.
            names: :func:`transforms.strip.vocabulary.name_scores` of it.
            told: The kind that each block's wording gives away, empty where it gives none.
            title: The headline's letters, as :func:`transforms.strip.metadata.letters` gives them.
        """
        texts = [block.text for block in page.blocks]
        own = _own(page, texts)
        self._boxes = boxes = _Boxes.of(page, names)
        holder = boxes.holder
        self.look = np.stack(
            [
                np.ones(len(texts)), words.scores, boxes.names[holder], boxes.total[holder], own["log_size"],
                own["link_density"], own["ends_prose"], own["sentences"], own["commas"] / 100, own["lower"],
            ],
            axis=1,
        )  # fmt: skip
        self._weight = np.minimum(own.pop("size"), _LONG)
        self._same = _template(page, holder)
        flags = boxes.flags[holder]
        self.hidden: NDArray[np.bool_] = (flags & HIDDEN) > 0
        self._fixed = own | _company(words.scores, own["log_size"], own["link_density"]) | _headline(texts, title)
        self._fixed |= _among(boxes, self._weight, own["link_density"]) | _told(told)
        self._fixed["known"] = np.full(len(texts), words.known, np.float32)
        self._fixed |= dict(zip(FLAGS, (flags >> _BITS) & 1, strict=True))

    def guess(self, first_look: Sequence[float]) -> Floats:
        """The first guess at how likely each block is prose of the story."""
        prose = self.look @ np.array(first_look)
        likely: Floats = (1.0 / (1.0 + np.exp(-np.clip(prose, -30, 30)))).astype(np.float32)
        return likely

    def matrix(self, likely: Floats) -> Floats:
        """A row of features for each block, given how likely each is the story."""
        weight = self._weight
        columns = self._fixed | _prose_near(likely, weight) | _in_boxes(self._boxes, likely, weight)
        columns |= _in_templates(self._same, likely, weight)
        columns |= dict(zip(("run_share", "run_place", "run_gap"), runs(likely, weight), strict=True))
        return table([columns[name] for name in FEATURES])


def table(columns: Sequence[NDArray[Any]]) -> Floats:
    """Columns side by side, rows in one piece."""
    found = np.empty((len(columns), len(columns[0])), np.float32)
    for row, column in zip(found, columns, strict=True):
        row[:] = column
    return np.ascontiguousarray(found.T)


def candidates(texts: Sequence[str], linked: Sequence[int]) -> NDArray[np.bool_]:
    """Blocks near one that may be prose: only they are looked at further; all where there is none.

    Args:
        texts: The blocks' texts.
        linked: Characters of each that stand in links.
    """
    prose = np.array(
        [
            (size := len(text)) >= _WIDE_PROSE
            and (size >= _PROSE or text[size // 2] > "\u2e80")
            and link_chars * 2 < size
            for text, link_chars in zip(texts, linked, strict=True)
        ]
    )
    return window(prose, -_REACH, _REACH + 1) > 0 if prose.any() else ~prose


def _own(page: Scan, texts: list[str]) -> dict[str, Floats]:
    """What a block's own text shows."""
    shown = shape(texts)
    blocks = page.blocks
    return shown | {
        "link_density": np.minimum(_column([block.link_chars for block in blocks]) / shown["size"], 1.0),
        "links": np.log1p(_column([block.links for block in blocks])),
        "bold": np.minimum(_column([block.bold_chars for block in blocks]) / shown["size"], 1.0),
        "images": np.minimum(_column([block.images for block in blocks]), 5),
        "breaks": _column([block.breaks for block in blocks]),
    }


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, np.float32)


@dataclass(frozen=True, slots=True)
class _Boxes:
    """A page's containers as arrays, and behind them a virtual outermost one for blocks that stand in none."""

    holder: Ints
    """The innermost container of each block."""
    parent: Ints
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
    def of(cls, page: Scan, names: Floats) -> _Boxes:
        count, root = len(page.blocks), len(page.containers)
        given = page.containers
        parent = np.array([one.parent for one in given] + [root], np.int32)
        holder = np.array([block.container for block in page.blocks], np.int32)
        parent[parent < 0] = root
        holder[holder < 0] = root
        low, high, total, flags = _down(page, names)
        return cls(
            holder=holder,
            parent=parent,
            start=np.array([one.start for one in given] + [0], np.int32),
            end=np.minimum(np.array([one.end for one in given] + [count], np.int32), count),
            depth=_column([one.depth for one in given] + [-1]),
            tags=_column([_TAG_INDEX.get(one.tag, 0) for one in given] + [0]),
            names=np.append(names, np.float32(0.0)),
            low=low,
            high=high,
            total=total,
            flags=flags,
        )

    def sums(self, values: Floats) -> NDArray[np.float64]:
        """The sum of a block value over each container."""
        total = sums(values)
        return total[self.end] - total[self.start]


def _company(words: Floats, size: Floats, links: Floats) -> dict[str, Floats]:
    """What stands before and behind a block."""
    return {
        "words": words, "words-1": shifted(words, 1), "words-2": shifted(words, 2), "words+1": shifted(words, -1),
        "words+2": shifted(words, -2), "words_next": window(words, 1, 6), "words_before": window(words, -5, 0),
        "size-1": shifted(size, 1), "size+1": shifted(size, -1), "links-1": shifted(links, 1),
        "links+1": shifted(links, -1), "links_near": window(links, -3, 4),
    }  # fmt: skip


def _prose_near(likely: Floats, weight: Floats) -> dict[str, Floats]:
    """What is held for prose before and behind a block."""
    return {
        "likely": likely, "likely-1": shifted(likely, 1), "likely+1": shifted(likely, -1),
        "likely_before": window(likely, -8, 0), "likely_next": window(likely, 1, 9),
        "likely_near": window(likely * weight, -4, 5),
    }  # fmt: skip


def _among(boxes: _Boxes, weight: Floats, links: Floats) -> dict[str, Floats]:
    """The containers around a block: their names, their links, their size."""
    count, own = len(weight), boxes.holder
    up1 = boxes.parent[own]
    up2 = boxes.parent[up1]
    mass = boxes.sums(weight)
    linked = boxes.sums(weight * links) / np.maximum(mass, 1.0)
    blocks = np.log1p(boxes.end - boxes.start)
    return {
        "tag": boxes.tags[own], "parent_tag": boxes.tags[up1],
        "name": boxes.names[own], "parent_name": boxes.names[up1], "grand_name": boxes.names[up2],
        "name_low": boxes.low[own], "name_high": boxes.high[own], "name_sum": boxes.total[own],
        "place": np.arange(count, dtype=np.float32) / count, "blocks": np.full(count, np.log1p(count)),
        "links_in": linked[own], "links_parent": linked[up1], "links_grand": linked[up2],
        "mass_parent": np.log1p(mass[up1]), "blocks_parent": blocks[up1], "blocks_own": blocks[own],
    }  # fmt: skip


def _in_boxes(boxes: _Boxes, likely: Floats, weight: Floats) -> dict[str, Floats]:
    """Where a block stands among the containers that hold prose."""
    count = len(likely)
    mass, good = boxes.sums(weight), boxes.sums(weight * likely)
    gain = good - 0.4 * mass
    good_before = np.cumsum(weight * likely)
    everything = max(float(good[-1]), 1.0)
    # two guesses at the story's container: the deepest with half of the prose, and the one that gains most
    half = _deepest(boxes, good >= 0.5 * everything)
    best = int(np.argmax(gain - 2.0 * np.maximum(0.0, -boxes.depth)))
    index = np.arange(count, dtype=np.float32)
    own = boxes.holder
    up1 = boxes.parent[own]
    up2 = boxes.parent[up1]
    start, end, depth = boxes.start, boxes.end, boxes.depth
    share, purity = good / everything, good / np.maximum(mass, 1)
    return {
        "depth_best": depth[own] - depth[best], "depth_half": depth[own] - depth[half],
        "in_half": (index >= start[half]) & (index < end[half]),
        "in_best": (index >= start[best]) & (index < end[best]),
        "is_best": own == best, "parent_best": up1 == best, "grand_best": up2 == best,
        "position": (index - start[best]) / max(1, end[best] - start[best]),
        "before": np.concatenate([[0.0], good_before[:-1]]) / everything,
        "good": share[own], "good_parent": share[up1], "good_grand": share[up2],
        "good_grand2": share[boxes.parent[up2]],
        "purity_parent": purity[up1], "purity_grand": purity[up2],
    }  # fmt: skip


def _told(kinds: Sequence[str]) -> dict[str, Floats]:
    """Where wording gives a kind away, and how long ago other stories or comments were announced."""
    codes = np.array([_TELLING.get(kind, 1) for kind in kinds])
    told = (codes > 0).astype(np.float32)
    return {
        "told": told, "told-1": shifted(told, 1), "told+1": shifted(told, -1),
        "told_before": window(told, -8, 0), "told_next": window(told, 1, 9),
        "since_related": since(codes == _RELATED), "since_comments": since(codes == _COMMENTS),
    }  # fmt: skip


def since(marked: NDArray[np.bool_]) -> Floats:
    """Blocks since the last marked one, itself included."""
    place = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, place, -1))
    return np.where(last < 0, _FAR, np.minimum(place - last, _FAR)).astype(np.float32)


def _deepest(boxes: _Boxes, fits: NDArray[np.bool_]) -> int:
    """The deepest of some containers, the virtual outermost one when there is none."""
    found = np.flatnonzero(fits)
    return int(found[np.argmax(boxes.depth[found])]) if len(found) else len(boxes.depth) - 1


def _in_templates(same: Ints, likely: Floats, weight: Floats) -> dict[str, Floats]:
    """How much of the page, and of its prose, stands in blocks of the same template."""
    mass = np.bincount(same, weight).astype(np.float32)
    good = np.bincount(same, weight * likely).astype(np.float32)
    return {
        "template_share": mass[same] / max(float(mass.sum()), 1.0),
        "template_good": good[same] / max(float(good.sum()), 1.0),
        "template_purity": good[same] / np.maximum(mass[same], 1.0),
    }


def shifted(values: Floats, by: int) -> Floats:
    """The value of the block so many places before (after, when negative), 0 beyond the ends."""
    moved = np.zeros_like(values)
    if 0 < by < len(values):
        moved[by:] = values[:-by]
    elif 0 < -by < len(values):
        moved[:by] = values[-by:]
    return moved


def window(values: NDArray[Any], back: int, ahead: int) -> Floats:
    """The mean over the blocks from `back` up to, and without, `ahead` places away."""
    count = len(values)
    total = sums(values)
    edges = np.arange(back, count + back), np.arange(ahead, count + ahead)
    lower, upper = (np.minimum(np.maximum(edge, 0), count) for edge in edges)
    means: Floats = ((total[upper] - total[lower]) / np.maximum(1, upper - lower)).astype(np.float32)
    return means


def sums(values: NDArray[Any]) -> NDArray[np.float64]:
    """Cumulative sums with a zero before them."""
    total = np.zeros(len(values) + 1)
    np.cumsum(values, dtype=np.float64, out=total[1:])
    return total


def _down(page: Scan, scores: Floats) -> tuple[Floats, Floats, Floats, Ints]:
    """Lowest, highest and fading sum of name scores from the root down to each container, and the flags on the way."""
    lows: list[float] = []
    highs: list[float] = []
    sums: list[float] = []
    flags: list[int] = []
    for one, score, named in zip(page.containers, scores.tolist(), read_names(page), strict=True):
        up = one.parent
        if up < 0:
            lows.append(score)
            highs.append(score)
            sums.append(score)
            flags.append(named.flags)
        else:
            low, high = lows[up], highs[up]
            lows.append(low if low < score else score)
            highs.append(high if high > score else score)
            sums.append(score + 0.7 * sums[up])
            flags.append(named.flags | flags[up])
    return (
        np.array([*lows, 0.0], np.float32),
        np.array([*highs, 0.0], np.float32),
        np.array([*sums, 0.0], np.float32),
        np.array([*flags, 0], np.int32),
    )


def runs(likely: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """The run of blocks that gains most prose: whether a block is in it, how far through, and how far outside."""
    gain = sums(weight * (likely - 0.5) - 15.0)
    lowest = np.minimum.accumulate(gain)
    stop = int(np.argmax(gain - lowest))
    start = int(np.argmin(gain[: stop + 1]))
    index = np.arange(len(likely), dtype=np.float32)
    inside = ((index >= start) & (index < stop)).astype(np.float32)
    gap = np.where(index < start, index - start, np.where(index >= stop, index - stop + 1, 0))
    return inside, ((index - start) / max(1, stop - start)).astype(np.float32), np.clip(gap, -60, 60).astype(np.float32)


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


def _headline(texts: list[str], title: str) -> dict[str, Floats]:
    """How far a block stands from the headline, and how often its text recurs."""
    seen = Counter(texts)
    at = -1
    if title:
        size, limit = len(title), 2 * len(title) + 40
        for index, text in enumerate(texts):
            if size <= len(text) <= limit and spells(text, title):
                at = index
                if index > 30:
                    break
    place = np.arange(len(texts), dtype=np.float32)
    return {
        "from_title": np.clip(place - at, -40, 200) if at >= 0 else np.full(len(texts), -99.0, np.float32),
        "repeats": np.minimum([*map(seen.__getitem__, texts)], 4).astype(np.float32),
    }
