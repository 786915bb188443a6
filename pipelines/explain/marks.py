"""Which characters of a body belong to which row, and as what: the geometry that terminal and page share.

Attributions are numbered from 1, as footnotes are; events E1, E2 …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.explain.reading import Reading
from schemas.attribution import Attribution
from schemas.event import Event
from schemas.story import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of characters that a row points at.

    Attributes:
        start: Offset into the body.
        end: One past its last character.
        part: source, cue, content; trigger, actor, target, instrument, place, date, victims.
        row: The row's number as shown.
        numbered: Whether the number is printed behind it: not where the row goes on after a space, and alone there.
    """

    start: int
    end: int
    part: str
    row: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that lie in the same marks.

    Attributes:
        start: Offset into the body.
        end: One past its last character.
        inside: The marks that cover it, the outermost first.
        opening: Those of them that begin here, the outermost first.
        closing: Those that end with it, the innermost first.
    """

    start: int
    end: int
    inside: tuple[Mark, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]


def number(row: Attribution | Event) -> str:
    """The number that a row is shown under."""
    return f"E{row.seq + 1}" if isinstance(row, Event) else str(row.seq + 1)


def by_number(row: str) -> tuple[int, str]:
    """Sorts the numbers of rows: 2 before 10 before E1, as far as a footnote needs it."""
    return len(row.lstrip("E")) + 9 * row.startswith("E"), row


def first_offset(row: Attribution | Event) -> int:
    """Where a row is met first by a reader: the offset of its trigger, or of the first of its words."""
    if isinstance(row, Event):
        return min((span.start for span in row.trigger_spans), default=0)
    return min((span.start for _, spans in _said(row) for span in spans), default=0)


def marks_by_paragraph(reading: Reading) -> list[list[Mark]]:
    """The marks of each paragraph, cut at its edges and sorted: by start, then the longer first."""
    result: list[list[Mark]] = [[] for _ in reading.paragraphs]
    for row in reading.rows:
        parts = _said(row) if isinstance(row, Attribution) else _happened(row)
        for mark in _marks(reading, number(row), parts):
            result[reading.paragraph_of(mark.start)].append(mark)
    return [sorted(_numbered_alike(marks), key=_outermost_first) for marks in result]


def pieces(marks: Sequence[Mark], start: int, end: int) -> Iterator[Piece]:
    """Cut a paragraph where marks begin and end.

    Args:
        marks: The paragraph's, sorted.
        start: Its offset.
        end: One past its last character.
    """
    edges = sorted({start, end, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    waiting, inside = 0, list[Mark]()
    for left, right in pairwise(edges):
        inside = [mark for mark in inside if mark.end > left]
        opened = waiting
        while waiting < len(marks) and marks[waiting].start == left:
            waiting += 1
        inside += marks[opened:waiting]
        closing = tuple(mark for mark in reversed(inside) if mark.end == right)
        yield Piece(left, right, tuple(inside), tuple(marks[opened:waiting]), closing)


def _said(row: Attribution) -> list[tuple[str, Iterable[Span]]]:
    return [("source", row.source_spans), ("cue", row.cue_spans), ("content", row.content_spans)]


def _happened(row: Event) -> list[tuple[str, Iterable[Span]]]:
    return [
        ("trigger", row.trigger_spans),
        *(("actor", one.spans) for one in row.actors),
        *(("target", one.spans) for one in row.targets),
        *(("instrument", one.spans) for one in row.instruments),
        *(("place", one.spans) for one in row.places),
        ("date", row.date.spans if row.date is not None else ()),
        *(("victims", one.spans) for one in row.casualties),
    ]


def _marks(reading: Reading, row: str, parts: Iterable[tuple[str, Iterable[Span]]]) -> Iterator[Mark]:
    """A row's marks in order, each range once a part."""
    body = reading.story.body
    ranges = sorted({(*edge, part) for part, spans in parts for span in spans for edge in _lines(reading, span)})
    for place, (start, end, part) in enumerate(ranges):
        follower = ranges[place + 1][0] if place + 1 < len(ranges) else len(body)
        goes_on = part != "trigger" and body[end:follower] == " "
        yield Mark(start, end, part, row, numbered=not goes_on)


def _numbered_alike(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Rows that share a range are numbered there together, or none is."""
    numbered = {(mark.start, mark.end, mark.part) for mark in marks if mark.numbered}
    return (replace(mark, numbered=(mark.start, mark.end, mark.part) in numbered) for mark in marks)


def _lines(reading: Reading, span: Span) -> Iterator[tuple[int, int]]:
    """A span cut at the edges of the paragraphs."""
    for place in range(reading.paragraph_of(span.start), len(reading.paragraphs)):
        paragraph = reading.paragraphs[place]
        if paragraph.start >= span.end:
            return
        start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
        if start < end:
            yield start, end


def _outermost_first(mark: Mark) -> tuple[int, int, str, str]:
    return mark.start, -mark.end, mark.part, mark.row
