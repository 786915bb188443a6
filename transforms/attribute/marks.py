"""What the encoder's head marks: cues, and for each the words of its source and its content."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from schemas.story import Span
from transforms.attribute.frames import Chars
from transforms.language.encoder import Reading, open_session, read_story
from transforms.language.windows import LONGEST

HEAD: Final = Path(__file__).with_name("attribution.npz")

_AT_ONCE: Final = 16
"""Cues of one paragraph that are linked at once; more take memory and are no faster."""
_MOST_CUES: Final = 20
"""Cues of a hundred words that are looked at, the surest: no prose has more."""
_SWITCH: Final = 0.8
"""What it costs to change between none, source and content: without it, contents fall into pieces."""
_LEAST_SOURCE: Final = 0.3
"""Least probability of a word to be the source where no run of words is."""
_EDGE: Final = 15
_LENIENT: Final = 0.7
"""What is added to the log scores of cue words, so that cues in doubt are looked at: the confidence decides."""
_DOUBTFUL: Final = 1.7
"""The same for what has no source, of which the words are less plainly cues: `questions about`, `is seen as`."""
_SURENESS: Final = (0.46, 3.63, 1.46, -2.17, 2.3)
"""Weights of a mark's confidence, a logistic regression on PolNeAR's development part: the cue's log odds, the mean log
probabilities of the content's and the source's words, whether there is a source, and a constant."""
_NOTHING: Final = (-3.0, -2.0)
"""What stands for the mean log probability of a content and a source that are not there."""

Array = NDArray[np.float32]
Cue = tuple[int, int, float]
"""First word, one past the last, and how sure it is one."""
_lock: Final = threading.Lock()
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """One attribution as the head marks it.

    Attributes:
        cue: Characters of the cue.
        source: Those of the source; empty where it has none.
        content: Those of the content, in pieces.
        confidence: How likely it is right, between 0 and 1.
    """

    cue: Chars
    source: list[Chars]
    content: list[Chars]
    confidence: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What the head marks in a story.

    Attributes:
        found: In the order of their cues, paragraph by paragraph; those in doubt behind the others.
        reach: One past the last character that the encoder read.
    """

    found: list[Mark]
    reach: int


class Head:
    """The weights of the head in memory."""

    def __init__(self, path: Path = HEAD) -> None:
        """Load them.

        Raises:
            OSError: The file is missing or cannot be read.
        """
        with np.load(path, allow_pickle=False) as held:
            self._cue_weight = held["cue_weight"].astype(np.float32).T
            self._cue_bias = held["cue_bias"].astype(np.float32)
            self._near = held["distances"].astype(np.float32)[_buckets()]
            self._within = self._near[LONGEST] + held["mark"].astype(np.float32)
            self._session: Any = open_session(held["link"].tobytes())

    def cues(self, reading: Reading) -> tuple[list[Cue], list[Cue]]:
        """The cues of a paragraph, and further words that are worth a row where nobody is named as their source."""
        scores = _log_softmax(reading.hidden[reading.places] @ self._cue_weight + self._cue_bias)
        doubtful = list(_spans(scores, _DOUBTFUL))
        found = _surest(_spans(scores, _LENIENT)) if doubtful else []
        return found, _surest(cue for cue in doubtful if not any(_meet(cue, other) for other in found))

    def link(self, reading: Reading, cues: Sequence[Cue]) -> Iterator[Array]:
        """For each cue the log probabilities of each word to be nothing, source or content."""
        ends = np.append(reading.places, len(reading.hidden))
        length = len(reading.hidden)
        for number in range(0, len(cues), _AT_ONCE):
            some = cues[number : number + _AT_ONCE]
            marks = np.empty((len(some), length, self._within.size), np.float32)
            shares = np.zeros((len(some), length), np.float32)
            for row, (one, other, _) in enumerate(some):
                first, last = int(ends[one]), int(ends[other])
                marks[row, :first] = self._near[LONGEST - first : LONGEST]
                marks[row, first:last] = self._within
                marks[row, last:] = self._near[LONGEST + 1 : LONGEST + 1 + length - last]
                shares[row, first:last] = 1 / (last - first)
            inputs = {"hidden": reading.hidden, "marks": marks, "shares": shares}
            yield from _log_softmax(self._session.run(["scores"], inputs)[0][:, reading.places])


@cache
def _load() -> Head | None:
    if not HEAD.exists():
        _log.warning("No %s: attributions are found by rules alone, which find fewer.", HEAD.name)
        return None
    return Head()


def load_head() -> Head | None:
    """The head of this process, loaded once; None, and one line in the log, where its file is not there."""
    with _lock:
        return _load()


def find_marks(body: str, paragraphs: Sequence[Span]) -> Marks | None:
    """The attributions that the head marks in a story; None where there are no weights, or no onnxruntime."""
    head = load_head()
    readings = read_story(body, paragraphs) if head is not None else None
    if head is None or readings is None:
        return None
    found: list[Mark] = []
    for reading in readings:
        cues, more = head.cues(reading)
        linked = zip([*cues, *more], head.link(reading, [*cues, *more]), strict=True)
        marks = [_mark(reading, cue, scores) for cue, scores in linked]
        found += marks[: len(cues)]
        found += (mark for mark in marks[len(cues) :] if mark.content and not mark.source)
    reach = readings[-1].words.ends[readings[-1].last - 1] if readings else 0
    return Marks(found, reach)


def _mark(reading: Reading, cue: Cue, scores: Array) -> Mark:
    first, last, sure = cue
    labels = _smooth(scores)
    labels[first:last] = 0
    source = _best_run(labels, scores)
    content = [run for run in _runs(labels) if labels[run[0]] == 2]
    return Mark(
        _chars(reading, first, last),
        [_chars(reading, *source)] if source else [],
        [_chars(reading, *run) for run in content],
        _confidence(sure, scores[labels == 2, 2], scores[slice(*source), 1] if source else scores[:0, 1]),
    )


def _confidence(cue: float, content: Array, source: Array) -> float:
    """How likely an attribution is right, by how sure each of its parts is."""
    facts = (
        float(np.log(cue / (1 - cue + 1e-6))),
        float(content.mean()) if content.size else _NOTHING[0],
        float(source.mean()) if source.size else _NOTHING[1],
        float(source.size > 0),
        1.0,
    )
    return float(1 / (1 + np.exp(-sum(weight * fact for weight, fact in zip(_SURENESS, facts, strict=True)))))


def _chars(reading: Reading, first: int, last: int) -> Chars:
    words = reading.words
    return words.starts[reading.first + first], words.ends[reading.first + last - 1]


def _surest(cues: Iterable[Cue]) -> list[Cue]:
    """At most so many cues of a paragraph as are looked at."""
    found = list(cues)
    return found if len(found) <= _MOST_CUES else sorted(sorted(found, key=lambda cue: -cue[2])[:_MOST_CUES])


def _meet(one: Cue, other: Cue) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _spans(scores: Array, lenient: float = 0.0) -> Iterator[Cue]:
    """Runs of begin and inside, by Viterbi: inside follows begin or inside alone."""
    raised = scores + np.array([0, lenient, lenient], np.float32)
    if not len(raised) or (raised[:, 0] >= raised[:, 1:].max(axis=1)).all():
        return
    labels = _begun(raised)
    at = 0
    while at < len(labels):
        if labels[at] == 0:
            at += 1
            continue
        end = at + 1
        while end < len(labels) and labels[end] == 2:
            end += 1
        yield at, end, float(np.exp(scores[np.arange(at, end), labels[at:end]].mean()))
        at = end


def _begun(scores: Array) -> NDArray[np.intp]:
    """The likeliest labels of words, where inside follows begin or inside alone."""
    rows = scores.tolist()
    none, begin, inside = rows[0][0], rows[0][1], -math.inf
    back: list[tuple[int, int, int]] = []
    for more_none, more_begin, more_inside in rows[1:]:
        before, goes_on = (1, begin) if begin >= inside else (2, inside)
        label, best = (0, none) if none >= goes_on else (before, goes_on)
        back.append((label, label, before))
        none, begin, inside = best + more_none, best + more_begin, goes_on + more_inside
    return _traced(back, (none, begin, inside))


def _smooth(scores: Array) -> NDArray[np.intp]:
    """The likeliest labels where every change of label costs the same: each word stays, or comes from the likeliest."""
    rows = scores.tolist()
    none, source, content = rows[0]
    back: list[tuple[int, int, int]] = []
    for more_none, more_source, more_content in rows[1:]:
        best = max(none, source, content)
        label = 0 if none == best else 1 if source == best else 2
        best -= _SWITCH
        back.append((label if none < best else 0, label if source < best else 1, label if content < best else 2))
        none = (best if none < best else none) + more_none
        source = (best if source < best else source) + more_source
        content = (best if content < best else content) + more_content
    return _traced(back, (none, source, content))


def _traced(back: list[tuple[int, int, int]], ends: tuple[float, float, float]) -> NDArray[np.intp]:
    """The labels from the last to the first, by where the likeliest way to each came from."""
    label = ends.index(max(ends))
    labels = [label]
    for before in reversed(back):
        label = before[label]
        labels.append(label)
    return np.array(labels[::-1])


def _runs(labels: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Runs of one label."""
    edges = [0, *(np.flatnonzero(np.diff(labels)) + 1).tolist(), len(labels)]
    return list(pairwise(edges))


def _best_run(labels: NDArray[np.intp], scores: Array) -> tuple[int, int] | None:
    """The one run of a source: that which is surest over all its words.

    A pronoun by itself does not pay for two changes of label: where there is no run, the likeliest word and those
    beside it make one.
    """
    runs = [run for run in _runs(labels) if labels[run[0]] == 1]
    if runs:
        return max(runs, key=lambda run: float((scores[slice(*run), 1] - scores[slice(*run), 0]).sum()))
    likely = (scores[:, 1] > np.log(_LEAST_SOURCE)) & (labels == 0)
    if not likely.any():
        return None
    best = int(np.where(likely, scores[:, 1], -np.inf).argmax())
    return next(run for run in _runs(likely.astype(np.intp)) if run[0] <= best < run[1])


def _buckets() -> NDArray[np.intp]:
    """For distances to the cue, from `-LONGEST` to `LONGEST`, their classes, which are the encoder's own.

    Exact up to four pieces, then by powers of the root of two.
    """
    distance = np.arange(-LONGEST, LONGEST + 1)
    size = np.abs(distance)
    log = np.minimum(np.floor(4 + 2 * np.log2(np.maximum(size, 1) / 4)), _EDGE).astype(np.intp)
    bucket = np.where(size <= 4, size, log)
    return np.where(distance < 0, _EDGE - bucket, _EDGE + bucket)


def _log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
