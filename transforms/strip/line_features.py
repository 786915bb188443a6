"""What a line of plain text looks like in numbers: its words, its shape, its neighbours, what it shares with the story.

Without elements around it a line is judged by its company. Headings that name what follows them, names and terms that
recur in the story, and the alternation of short and long that teasers and comments have stand in for markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.features import Floats, runs, shifted, since, sums, window
from transforms.strip.line_patterns import PATTERN_FEATURES, patterns, until
from transforms.strip.line_stretches import HALF, STRETCH_FEATURES, stretches
from transforms.strip.metadata import letters
from transforms.strip.shape import shape

_LONG: Final = 1500.0
_PROSE: Final = 80
_TERM: Final = re.compile(r"[^\W\d_]{5,}")
_DIGIT: Final = re.compile(r"\d")
_WIDE: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_READ: Final = 1500
_READ_LEAST: Final = 40
_READ_IN_ALL: Final = 2_000_000
"""Characters of a line whose terms are read; fewer in a text of very many lines, which bounds time and memory."""
_HEADS: Final = ("related_posts", "comments", "comment_form", "newsletter", "share")

_FIXED: Final = (
    *"log_size word_length commas sentences ends_prose ends_open upper lower quote sign digit capitals".split(),
    *"digits titled quotes words words-1 words-2 words+1 words+2".split(),
    *"words_next words_before words_far_next words_far_before words_low_before words_low_next".split(),
    *"size-1 size-2 size+1 size+2 size_before size_next ends-1 ends+1 ends_before ends_next".split(),
    *"place place_end lines prose_run prose_gap_before prose_gap_next".split(),
    *"in_title from_title repeats starts_another kind kind-1 kind+1 kinds_before kinds_next".split(),
    *(f"since_{head}" for head in _HEADS),
    *PATTERN_FEATURES,
)
_MOVING: Final = (
    *"likely likely-1 likely-2 likely-3 likely+1 likely+2 likely+3 likely_before likely_next".split(),
    *"likely_far_before likely_far_next likely_near good_all before after run_share run_place run_gap".split(),
    *STRETCH_FEATURES,
    *"size_to_story words_to_story".split(),
    *"shared shared_rare shared_before".split(),
)
LINE_FEATURES: Final = (*_FIXED, *_MOVING, *(f"{name} again" for name in _MOVING))
"""Names of the columns of :meth:`Lines.first`, and behind them those that :meth:`Lines.second` adds."""


class Lines:
    """A text's lines measured: what does not depend on what is held for the story is measured once.

    Attributes:
        look: What the first guess at prose sees of each line.
    """

    def __init__(self, texts: Sequence[str], words: Floats, kinds: Sequence[str], title: str) -> None:
        """Measure a text.

        Args:
            texts: The lines, none empty.
            words: The word score of each.
            kinds: The kind that each one's wording gives away, empty for none.
            title: The headline as printed; empty when it is not known.
        """
        own = _own(texts)
        reach = min(_READ, max(_READ_LEAST, _READ_IN_ALL // len(texts)))
        self._terms = [_term_set(text[:reach]) for text in texts]
        self._everywhere = Counter(word for terms in self._terms for word in terms)
        self._weight = np.minimum(own.pop("size"), _LONG)
        size, ends = own["log_size"], own["ends_prose"]
        ones = np.ones(len(words), np.float32)
        self.look = np.stack([ones, words, size, ends, own["sentences"], own["commas"] / 100, own["lower"]], axis=1)
        self._fixed = own | {"words": words} | _around("words", words, 2) | _around("size", size, 2)
        self._fixed |= _around("ends", ends, 1) | _far("words", words)
        self._fixed |= {"words_low_before": _lowest(words), "words_low_next": _lowest(words[::-1])[::-1]}
        self._fixed |= _shape(size, ends) | _repeats(texts) | _kinds(kinds) | patterns(texts)
        self._fixed |= _from_title(texts, letters(title)) | _in_title(self._terms, _term_set(title[:_READ]))

    def guess(self, first_look: Sequence[float]) -> Floats:
        """The first guess at how likely each line is prose of the story."""
        prose = self.look @ np.array(first_look)
        likely: Floats = (1.0 / (1.0 + np.exp(-np.clip(prose, -30, 30)))).astype(np.float32)
        return likely

    def first(self, likely: Floats) -> Floats:
        """A row of features for each line, given a guess at how likely each is the story."""
        return np.concatenate([np.stack([self._fixed[name] for name in _FIXED], axis=1), self._moving(likely)], axis=1)

    def second(self, first: Floats, likely: Floats) -> Floats:
        """The same rows with what the first look at all lines taught about each one's company."""
        return np.concatenate([first, self._moving(likely)], axis=1)

    def _moving(self, likely: Floats) -> Floats:
        """The features that depend on what is held for the story."""
        weight = self._weight
        columns = {"likely": likely, "likely_near": window(likely * weight, -4, 5)}
        columns |= _around("likely", likely, 3) | _far("likely", likely) | _places(likely, weight)
        columns |= stretches(likely, weight, self._fixed["kind"]) | self._to_story(likely)
        columns |= self._shared((columns["run_share"] > 0) & (likely > HALF))
        return np.stack([columns[name] for name in _MOVING], axis=1).astype(np.float32, copy=False)

    def _to_story(self, likely: Floats) -> dict[str, Floats]:
        """How a line's size and words differ from the story's, whatever its language and its paragraphs."""
        held = likely * self._weight
        size, words = self._fixed["log_size"], self._fixed["words"]
        return {
            "size_to_story": size - (likely @ size) / max(1.0, float(likely.sum())),
            "words_to_story": words - (held @ words) / max(1.0, float(held.sum())),
        }

    def _shared(self, core: NDArray[np.bool_]) -> dict[str, Floats]:
        """What a line shares with the story, and with the part of it that stands before."""
        is_core = core.tolist()
        inside: Counter[str] = Counter()
        for own, told in zip(self._terms, is_core, strict=True):
            if told:
                inside.update(own)
        everywhere = self._everywhere
        known: set[str] = set()
        rows = []
        for own, told in zip(self._terms, is_core, strict=True):
            least = 1 if told else 0
            held = [word for word in own if inside[word] > least]
            rare = sum([1.0 / everywhere[word] for word in own])
            count = max(3, len(own))
            rows.append(
                (
                    len(held) / count,
                    sum([1.0 / everywhere[word] for word in held]) / max(rare, 1.0),
                    len(own & known) / count,
                )
            )
            if told:
                known |= own
        names = ("shared", "shared_rare", "shared_before")
        return dict(zip(names, np.array(rows, np.float32).T, strict=True))


def _own(texts: Sequence[str]) -> dict[str, Floats]:
    """What a line's own text shows."""
    shown = shape(texts)
    digits, titled, quotes = np.array(
        [
            (
                len(_DIGIT.findall(text, 0, 300)),
                sum([word[0].isupper() for word in text[:300].split()]),
                text.count('"') + text.count("“") + text.count("«"),
            )
            for text in texts
        ],
        np.float32,
    ).T
    size = shown["size"]
    most = np.minimum(size, 300)
    return shown | {
        "digits": digits / most,
        "titled": titled / np.maximum(1.0, size / shown["word_length"] * most / size),
        "quotes": np.minimum(quotes, 6),
    }


def _lowest(values: Floats) -> Floats:
    """The lowest of the eight before each."""
    found = np.zeros_like(values)
    for by in range(1, 9):
        found = np.minimum(found, shifted(values, by))
    return found


def _around(name: str, values: Floats, reach: int) -> dict[str, Floats]:
    """The values of the neighbours, and the means of six before and behind."""
    found = {f"{name}_before": window(values, -6, 0), f"{name}_next": window(values, 1, 7)}
    for by in range(1, reach + 1):
        found |= {f"{name}-{by}": shifted(values, by), f"{name}+{by}": shifted(values, -by)}
    return found


def _far(name: str, values: Floats) -> dict[str, Floats]:
    return {f"{name}_far_before": window(values, -20, 0), f"{name}_far_next": window(values, 1, 21)}


def _shape(size: Floats, ends: Floats) -> dict[str, Floats]:
    """Where a line stands in the text and in a run of lines that look like prose."""
    count = len(size)
    place = np.arange(count, dtype=np.float32)
    is_prose = (size > np.log1p(_PROSE)) & (ends > 0)
    return {
        "place": place / count,
        "place_end": np.minimum(count - place, 200),
        "lines": np.full(count, np.log1p(count)),
        "prose_run": since(~is_prose) + until(~is_prose),
        "prose_gap_before": shifted(since(is_prose), 1),
        "prose_gap_next": shifted(until(is_prose), -1),
    }


def _places(likely: Floats, weight: Floats) -> dict[str, Floats]:
    """Where a line stands to the story's prose."""
    good = sums(likely * weight)
    everything = max(float(good[-1]), 1.0)
    found = dict(zip(("run_share", "run_place", "run_gap"), runs(likely, weight), strict=True))
    return found | {
        "before": good[:-1] / everything,
        "after": 1.0 - good[1:] / everything,
        "good_all": np.full(len(likely), np.log1p(everything)),
    }


def _repeats(texts: Sequence[str]) -> dict[str, Floats]:
    """How often a line stands in the text, and whether another one begins like it."""
    seen = Counter(texts)
    starts = Counter(text[:25] for text in texts)
    return {
        "repeats": np.array([min(seen[text], 4) for text in texts], np.float32),
        "starts_another": np.array([starts[text[:25]] > seen[text] for text in texts], np.float32),
    }


def _term_set(text: str) -> set[str]:
    """The longer words of a text, pairs of signs where words are not parted."""
    text = text.lower()
    found = set(_TERM.findall(text))
    if not text.isascii():
        for run in _WIDE.findall(text):
            found.discard(run)
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def _in_title(terms: Sequence[set[str]], title: set[str]) -> dict[str, Floats]:
    """The share of the headline's longer words that a line has; -1 where there is no headline."""
    if not title:
        return {"in_title": np.full(len(terms), -1.0, np.float32)}
    return {"in_title": np.array([len(own & title) / max(2, len(title)) for own in terms], np.float32)}


def _from_title(texts: Sequence[str], title: str) -> dict[str, Floats]:
    """Lines from the headline, -99 where it is not in the text."""
    far = np.full(len(texts), -99.0, np.float32)
    if title:
        for at, text in enumerate(texts):
            if len(title) <= len(text) <= 2 * len(title) + 40 and letters(text) == title:
                far = np.clip(np.arange(len(texts), dtype=np.float32) - at, -40, 200)
                break
    return {"from_title": far}


def _kinds(kinds: Sequence[str]) -> dict[str, Floats]:
    """Which lines' wordings give a kind away, here and around, and how long ago each kind of heading was."""
    told = np.array([bool(kind) for kind in kinds], np.float32)
    found = {"kind": told, "kind-1": shifted(told, 1), "kind+1": shifted(told, -1)}
    found |= {"kinds_before": window(told, -8, 0), "kinds_next": window(told, 1, 9)}
    for head in _HEADS:
        found[f"since_{head}"] = since(np.array([kind == head for kind in kinds]))
    return found
