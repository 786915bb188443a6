"""Annotated texts as windows with labels.

A file of attributions holds one JSON object a line, gzip or not: `text`, and `attributions`, each with `source`, `cue`
and `content` as lists of [start, end). A file of places holds `text` and `toponyms` with `start` and `end`.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from transforms.language.pieces import WordPiece, Words
from transforms.language.windows import Segment, Window, pack, segments_of

ROLES: Final = ("cue", "source", "content", "place")
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
    labels: dict[int, int]


@dataclass(slots=True)
class Sample:
    """A window with a label (outside, begin, inside) for the first piece of each word, a list for each role known."""

    window: Window
    tags: dict[str, list[int]]
    links: list[Link] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.window.pieces)


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


def samples_of(tokenizer: WordPiece, record: dict[str, Any], dice: random.Random) -> Iterator[Sample]:
    """The windows of one record; where they begin and end is drawn anew with every call."""
    text = record["text"]
    segments = [s for words in paragraphs_of(tokenizer, text) for s in segments_of(text, words, SHORTEST)]
    for window in pack(tokenizer, segments, lambda: dice.randint(SHORTEST, LONGEST)):
        yield label(window, record)


def label(window: Window, record: dict[str, Any]) -> Sample:
    """The labels of a window."""
    if "toponyms" in record:
        spans = [[[place["start"], place["end"]]] for place in record["toponyms"]]
        return Sample(window, {"place": _tags(window, spans)})
    found = record["attributions"]
    tags = {role: _tags(window, [row[role] for row in found]) for role in ("cue", "source", "content")}
    return Sample(window, tags, list(_links(window, found)))


def _words(segment: Segment, spans: Sequence[Span]) -> list[int]:
    """The words of a segment, counted from its first, that begin within some spans."""
    starts = segment.words.starts
    return [
        at - segment.first
        for at in range(segment.first, segment.last)
        if any(start <= starts[at] < end for start, end in spans)
    ]


def _tags(window: Window, items: Sequence[Sequence[Span]]) -> list[int]:
    """Outside 0, begin 1, inside 2 on first pieces, `IGNORE` elsewhere; what is marked twice keeps its first label."""
    tags = [IGNORE] * len(window.pieces)
    for segment, places in window.segments:
        for place in places:
            tags[place] = 0
        reach = segment.words.starts[segment.first], segment.words.ends[segment.last - 1]
        for spans in items:
            for span in spans:
                if span[1] <= reach[0] or span[0] >= reach[1]:
                    continue
                for number, word in enumerate(_words(segment, [span])):
                    if tags[places[word]] == 0:
                        tags[places[word]] = 1 if number == 0 else 2
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
    """Batches of like length and like labels, in random order."""
    by_kind: dict[tuple[str, ...], list[Sample]] = {}
    for sample in samples:
        by_kind.setdefault(tuple(sample.tags), []).append(sample)
    found = []
    for group in by_kind.values():
        group.sort(key=lambda sample: (len(sample) // 8, dice.random()))
        held: list[Sample] = []
        for sample in group:
            if held and (len(held) + 1) * max(len(sample), *map(len, held)) > tokens:
                found.append(held)
                held = []
            held.append(sample)
        if held:
            found.append(held)
    dice.shuffle(found)
    return found
