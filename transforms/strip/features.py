"""What a block looks like in numbers: its words, its place, the company it keeps.

The recipe was found by measurement; `docs/models/strip.md` says which features carry weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.boxes import Boxes
from transforms.strip.metadata import spells
from transforms.strip.scan import Block, Scan
from transforms.strip.shape import shape
from transforms.strip.vocabulary import FLAGS, HIDDEN, Names
from transforms.strip.words import Words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_LONG: Final = 1500.0
"""Characters beyond which a block weighs no more."""
_FAR: Final = 60.0
"""Blocks beyond which a distance says no more."""
_RELATED, _COMMENTS = 2, 3
_TELLING: Final = {"": 0, "related_posts": _RELATED, "comments": _COMMENTS, "comment_form": _COMMENTS}
"""A number for each kind that wording gives away, 1 for those not named."""
_TOP: Final = 30
"""Blocks among which the last that is the headline counts; behind them the first does."""
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
_AT: Final = {name: at for at, name in enumerate(FEATURES)}
_LOOK: Final = "words name name_sum log_size link_density ends_prose sentences commas lower".split()
_COMMAS: Final = 1 + _LOOK.index("commas")
_SEEN: Final = [_AT[name] for name in _LOOK]


def _from(name: str, many: int) -> slice:
    """The places of so many features from one on."""
    return slice(_AT[name], _AT[name] + many)


class Blocks:
    """A page's blocks measured: what does not depend on what is held for prose is measured once.

    Attributes:
        hidden: Whether readers do not see a block.
        headlines: The places of blocks that are the headline.
        named: What the containers around a block are named after: kinds, innermost first, three at most.
        look: What the first guess at prose sees of each block.
    """

    def __init__(self, page: Scan, words: Words, names: Names, told: Sequence[str], title: str) -> None:
        """Measure a page.

        Args:
            page: A scanned page with at least one block.
            words: :func:`transforms.strip.words.read_words` of it.
            names: :func:`transforms.strip.vocabulary.read_names` of it.
            told: The kind that each block's wording gives away, empty where it gives none.
            title: The headline's letters, as :func:`transforms.strip.metadata.letters` gives them.
        """
        texts = [block.text for block in page.blocks]
        self._rows = rows = np.zeros((len(FEATURES), len(texts)), np.float32)
        size = _own(rows, page.blocks, texts)
        self._weight = weight = np.minimum(size, _LONG)
        self._boxes = boxes = Boxes.of(page, names)
        self.named = boxes.kinds
        flags = boxes.flags.take(boxes.around[0])
        self.hidden: NDArray[np.bool_] = (flags & HIDDEN) > 0
        rows[_from(FLAGS[0], len(FLAGS))] = (flags >> _BITS) & 1
        self._mass = _held(boxes, weight)
        _company(rows, words)
        _among(rows, boxes, self._mass, weight)
        _told(rows, told)
        self.headlines = _headline(rows, texts, title)
        self.look = np.ones((len(texts), 1 + len(_LOOK)))
        self.look[:, 1:] = rows[_SEEN].T
        self.look[:, _COMMAS] = rows[_AT["commas"]] / 100

    def guess(self, first_look: Sequence[float]) -> Floats:
        """The first guess at how likely each block is prose of the story."""
        prose = self.look @ np.array(first_look)
        likely: Floats = (1.0 / (1.0 + np.exp(-np.clip(prose, -30, 30)))).astype(np.float32)
        return likely

    def matrix(self, likely: Floats) -> Floats:
        """A row of features for each block, given how likely each is the story."""
        rows, weight, good = self._rows, self._weight, self._weight * likely
        _prose_near(rows, likely, good)
        _in_boxes(rows, self._boxes, self._mass, good)
        _in_templates(rows, self._boxes.template, weight, good)
        rows[_from("run_share", 3)] = runs(likely, weight)
        return rows.T


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


def _own(rows: Floats, blocks: Sequence[Block], texts: list[str]) -> Floats:
    """What a block's own text shows; gives the sizes."""
    shown = shape(texts)
    size = shown.pop("size")
    for name, column in shown.items():
        rows[_AT[name]] = column
    rows[_AT["link_density"]] = np.minimum(np.array([block.link_chars for block in blocks], np.float32) / size, 1.0)
    rows[_AT["links"]] = np.log1p(np.array([block.links for block in blocks], np.float32))
    rows[_AT["bold"]] = np.minimum(np.array([block.bold_chars for block in blocks], np.float32) / size, 1.0)
    rows[_AT["images"]] = np.minimum([block.images for block in blocks], 5)
    rows[_AT["breaks"]] = [block.breaks for block in blocks]
    return size


def _held(boxes: Boxes, values: Floats) -> NDArray[np.float64]:
    """The sum of a block value over each container: they are ranges of blocks, so it is a difference."""
    total = sums(values)
    return total.take(boxes.end) - total.take(boxes.start)


def _shift(rows: Floats, name: str, values: Floats, *steps: int) -> None:
    """The value of the blocks so many places after (before, when negative), 0 beyond the ends."""
    for step in steps:
        row = rows[_AT[f"{name}{step:+}"]]
        if step < 0:
            row[-step:] = values[:step]
        else:
            row[:-step] = values[step:]


def _company(rows: Floats, words: Words) -> None:
    """What stands before and behind a block."""
    rows[_AT["words"]] = words.scores
    rows[_AT["known"]] = words.known
    _shift(rows, "words", words.scores, -2, -1, 1, 2)
    rows[_from("words_next", 2)] = windows(words.scores, (1, 6), (-5, 0))
    _shift(rows, "size", rows[_AT["log_size"]], -1, 1)
    links = rows[_AT["link_density"]]
    _shift(rows, "links", links, -1, 1)
    rows[_AT["links_near"]] = window(links, -3, 4)


def _prose_near(rows: Floats, likely: Floats, good: Floats) -> None:
    """What is held for prose before and behind a block."""
    rows[_AT["likely"]] = likely
    _shift(rows, "likely", likely, -1, 1)
    rows[_from("likely_before", 2)] = windows(likely, (-8, 0), (1, 9))
    rows[_AT["likely_near"]] = window(good, -4, 5)


def _among(rows: Floats, boxes: Boxes, mass: NDArray[np.float64], weight: Floats) -> None:
    """The containers around a block: their names, their links, their size."""
    count, around = len(weight), boxes.around
    own = around[0]
    rows[_from("tag", 2)] = boxes.tags.take(around[:2])
    rows[_from("name", 3)] = boxes.names.take(around[:3])
    rows[_from("name_low", 3)] = boxes.low.take(own), boxes.high.take(own), boxes.total.take(own)
    linked = _held(boxes, weight * rows[_AT["link_density"]]) / np.maximum(mass, 1.0)
    rows[_from("links_in", 3)] = linked.take(around[:3])
    rows[_AT["mass_parent"]] = np.log1p(mass.take(around[1]))
    rows[_from("blocks_parent", 2)] = np.log1p(boxes.end - boxes.start).take(around[1::-1])
    rows[_AT["place"]] = np.arange(count, dtype=np.float32) / count
    rows[_AT["blocks"]] = np.log1p(count)


def _in_boxes(rows: Floats, boxes: Boxes, mass: NDArray[np.float64], held: Floats) -> None:
    """Where a block stands among the containers that hold prose."""
    start, end, depth, around = boxes.start, boxes.end, boxes.depth, boxes.around[:4]
    good = _held(boxes, held)
    everything = max(float(good[-1]), 1.0)
    # two guesses at the story's container: the deepest with half of the prose, and the one that gains most
    half = boxes.deepest(good >= 0.5 * everything)
    best = int(np.argmax(good - 0.4 * mass - 2.0 * np.maximum(0.0, -depth)))
    index = np.arange(len(held), dtype=np.float32)
    depths = depth.take(around[0])
    rows[_AT["depth_best"]] = depths - depth[best]
    rows[_AT["depth_half"]] = depths - depth[half]
    rows[_AT["in_half"]] = (index >= start[half]) & (index < end[half])
    rows[_AT["in_best"]] = (index >= start[best]) & (index < end[best])
    rows[_from("is_best", 3)] = around[:3] == best
    rows[_AT["position"]] = (index - start[best]) / max(1, end[best] - start[best])
    rows[_AT["before"], 1:] = np.cumsum(held)[:-1].astype(np.float64) / everything
    rows[_from("good", 4)] = (good / everything).take(around)
    rows[_from("purity_parent", 2)] = (good / np.maximum(mass, 1)).take(around[1:3])


def _in_templates(rows: Floats, same: Ints, weight: Floats, held: Floats) -> None:
    """How much of the page, and of its prose, stands in blocks of the same template."""
    mass, good = np.bincount(same, weight).astype(np.float32), np.bincount(same, held).astype(np.float32)
    rows[_AT["template_share"]] = (mass / max(float(mass.sum()), 1.0)).take(same)
    rows[_AT["template_good"]] = (good / max(float(good.sum()), 1.0)).take(same)
    rows[_AT["template_purity"]] = (good / np.maximum(mass, 1.0)).take(same)


def _told(rows: Floats, kinds: Sequence[str]) -> None:
    """Where wording gives a kind away, and how long ago other stories or comments were announced."""
    codes = np.fromiter(map(_TELLING.get, kinds, repeat(1)), np.int64, len(kinds))
    told = (codes > 0).astype(np.float32)
    rows[_AT["told"]] = told
    _shift(rows, "told", told, -1, 1)
    rows[_from("told_before", 2)] = windows(told, (-8, 0), (1, 9))
    rows[_from("since_related", 2)] = since(codes == _RELATED), since(codes == _COMMENTS)


def _headline(rows: Floats, texts: list[str], title: str) -> frozenset[int]:
    """How far a block stands from the headline, and how often its text recurs; gives the places of the headline."""
    found: list[int] = []
    if title:
        least, most = len(title), 2 * len(title) + 40
        found = [index for index, text in enumerate(texts) if least <= len(text) <= most and spells(text, title)]
    rows[_AT["from_title"]] = -99
    if found:
        at = next((index for index in found if index > _TOP), found[-1])
        rows[_AT["from_title"]] = np.minimum(np.maximum(np.arange(len(texts)) - at, -40), 200)
    seen = Counter(texts)
    rows[_AT["repeats"]] = np.minimum([*map(seen.__getitem__, texts)], 4)
    return frozenset(found)


def since(marked: NDArray[np.bool_]) -> Floats:
    """Blocks since the last marked one, itself included."""
    place = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, place, -1))
    return np.where(last < 0, _FAR, np.minimum(place - last, _FAR)).astype(np.float32)


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
    return windows(values, (back, ahead))[0].astype(np.float32)


def windows(values: NDArray[Any], *reaches: tuple[int, int]) -> list[NDArray[np.float64]]:
    """:func:`window` over several reaches."""
    count, far = len(values), max(abs(edge) for reach in reaches for edge in reach)
    total = np.zeros(count + 2 * far + 1)
    np.cumsum(values, dtype=np.float64, out=total[far + 1 : far + 1 + count])
    total[far + 1 + count :] = total[far + count]
    place = np.minimum(np.maximum(np.arange(-far, count + far + 1), 0), count)
    found = []
    for back, ahead in reaches:
        lower, upper = (slice(far + edge, far + edge + count) for edge in (back, ahead))
        held = np.maximum(1, place[upper] - place[lower])
        found.append((total[upper] - total[lower]) / held)
    return found


def sums(values: NDArray[Any]) -> NDArray[np.float64]:
    """Cumulative sums with a zero before them."""
    total = np.zeros(len(values) + 1)
    np.cumsum(values, dtype=np.float64, out=total[1:])
    return total


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
