"""Annotated texts as windows with labels.

Each file holds one JSON object a line, gzip or not, with `text` and what it was annotated with: `attributions`, each
with `source`, `cue` and `content` as lists of [start, end); `toponyms` with `start` and `end`; or `events`, whose
parties are either `roles` (a list of entities each, with the `mentions` by which the text names them, see
:mod:`.roles`) or `source` and `target` with `start` and `end`. A text with nothing is read for what teachers see in it.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tools.fit_encoder.roles import ACTS, ROLES, acts_of, raise_case, roles_of
from transforms.language.pieces import WordPiece, Words
from transforms.language.windows import Segment, Window, pack, segments_of

HEADS: Final[dict[str, int]] = {
    "cue": 3,
    "source": 3,
    "content": 3,
    "place": 3,
    "role": 1 + 2 * len(ROLES),
    "act": 1 + 2 * len(ACTS),
}
"""Labels of each head that marks spans: outside, and begin and inside of each kind."""
SHORTEST, LONGEST = 128, 192
IGNORE: Final = -100

Span = list[int]


@dataclass(slots=True)
class Link:
    """One cue with the labels of its paragraph: 0 none, 1 source, 2 content; places are those of the window."""

    start: int
    end: int
    first: int
    last: int
    labels: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Sample:
    """A window with the labels of its words for each head that its text is annotated for.

    Attributes:
        pieces: Numbers of its pieces.
        signs: Their classes of case and quotation marks.
        firsts: The first piece of each word.
        parts: Where each paragraph begins and ends.
        tags: A label for each word, by head.
        links: Its cues with their sources and contents.
    """

    pieces: list[int]
    signs: list[int]
    firsts: list[int]
    parts: list[tuple[int, int]]
    tags: dict[str, list[int]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.pieces)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)


def paragraphs_of(tokenizer: WordPiece, text: str) -> list[Words]:
    """The words of each line."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        words = tokenizer.read(text, at, at + len(line))
        at += len(line)
        if len(words):
            found.append(words)
    return found


def samples_of(
    tokenizer: WordPiece, record: dict[str, Any], dice: random.Random, capitals: dict[str, bool]
) -> Iterator[Sample]:
    """The windows of one record; where they begin and end is drawn anew with every call.

    Half the times a text without capitals gets them by what `capitals` knows of other texts, so that its annotations
    serve for today's stories too.
    """
    text = record["text"]
    paragraphs = paragraphs_of(tokenizer, text)
    if "events" in record and text.islower() and dice.random() < 0.5:
        for words in paragraphs:
            raise_case(words, text, capitals)
    segments = [s for words in paragraphs for s in segments_of(text, words, SHORTEST)]
    items = _items(record)
    for window in pack(tokenizer, segments, lambda: dice.randint(SHORTEST, LONGEST)):
        yield _sample(window, items, record.get("attributions", []))


def _items(record: dict[str, Any]) -> dict[str, list[tuple[int, list[Span]]]]:
    """For each head that the record is annotated for its items: their kind, and the spans of each."""
    if "toponyms" in record:
        return {"place": [(0, [[place["start"], place["end"]]]) for place in record["toponyms"]]}
    if "attributions" in record:
        found = record["attributions"]
        return {role: [(0, row[role]) for row in found] for role in ("cue", "source", "content")}
    if "events" in record:
        acts = any("source" in event for event in record["events"])
        return {"act": acts_of(record)} if acts else {"role": roles_of(record)}
    return {}


def _sample(window: Window, items: dict[str, list[tuple[int, list[Span]]]], found: list[dict[str, Any]]) -> Sample:
    firsts = [place for _, places in window.segments for place in places]
    parts = [(places[0], places[-1] + _width(segment)) for segment, places in window.segments]
    tags = {head: _tags(window, spans) for head, spans in items.items()}
    return Sample(window.pieces, window.signs, firsts, parts, tags, list(_links(window, found)))


def _words(segment: Segment, spans: Sequence[Span]) -> list[int]:
    """The words of a segment, counted from its first, that begin within some spans."""
    starts = segment.words.starts
    return [
        at - segment.first
        for at in range(segment.first, segment.last)
        if any(start <= starts[at] < end for start, end in spans)
    ]


def _tags(window: Window, items: Sequence[tuple[int, list[Span]]]) -> list[int]:
    """For each word 0, or begin and inside of a kind; what is marked twice keeps its first label."""
    tags: list[int] = []
    for segment, places in window.segments:
        here = [0] * len(places)
        reach = segment.words.starts[segment.first], segment.words.ends[segment.last - 1]
        for kind, spans in items:
            for span in spans:
                if span[1] <= reach[0] or span[0] >= reach[1]:
                    continue
                for number, word in enumerate(_words(segment, [span])):
                    if here[word] == 0:
                        here[word] = 1 + 2 * kind + (number > 0)
        tags += here
    return tags


def _links(window: Window, found: Sequence[dict[str, Any]]) -> Iterator[Link]:
    for segment, places in window.segments:
        reach = segment.words.starts[segment.first], segment.words.ends[segment.last - 1]
        for row in found:
            if not row["cue"] or row["cue"][0][1] <= reach[0] or row["cue"][0][0] >= reach[1]:
                continue
            cue = _words(segment, row["cue"])
            if not cue:
                continue
            labels = dict.fromkeys(places, 0)
            labels.update({places[word]: 2 for word in _words(segment, row["content"])})
            labels.update({places[word]: 1 for word in _words(segment, row["source"])})
            end = places[cue[-1] + 1] if cue[-1] + 1 < len(places) else places[-1] + _width(segment)
            yield Link(places[0], places[-1] + _width(segment), places[cue[0]], end, labels)


def _width(segment: Segment) -> int:
    """Pieces of the last word."""
    return len(segment.words.pieces[segment.last - 1])


def batches(samples: list[Sample], tokens: int, dice: random.Random) -> list[list[Sample]]:
    """Batches of like length, in random order."""
    ordered = sorted(samples, key=lambda sample: (len(sample) // 8, dice.random()))
    found: list[list[Sample]] = []
    held: list[Sample] = []
    for sample in ordered:
        if held and (len(held) + 1) * max(len(sample), *map(len, held)) > tokens:
            found.append(held)
            held = []
        held.append(sample)
    if held:
        found.append(held)
    dice.shuffle(found)
    return found
