"""The galley: the body under the pencil. Lines are cut at their ends, and everything keeps its offset."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from schemas.story import Removed, Span

_PARAGRAPH_END: Final = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(slots=True)
class Line:
    """One printed line: what is left of it are the characters of the body from `start` to `end`."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece taken out of the body, by its place there; title cuts have the place -1."""

    at: int
    kind: str
    text: str
    rule: str


@dataclass(slots=True)
class Galley:
    """A body in lines, from which marks are cut and which is then set anew.

    Attributes:
        body: The text as it came.
        lines: Its lines that are not blank, in order.
        cuts: What was taken out, in no order.
    """

    body: str
    lines: list[Line] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        start = block = 0
        blank = False
        for raw in self.body.split("\n"):
            left = len(raw) - len(raw.lstrip())
            if left == len(raw):
                blank = bool(self.lines)
            else:
                block += blank
                blank = False
                self.lines.append(Line(start + left, start + len(raw.rstrip()), block))
            start += len(raw) + 1

    def text(self, index: int) -> str:
        """What is left of a line."""
        line = self.lines[index]
        return self.body[line.start : line.end]

    def cut_head(self, index: int, length: int, kind: str, rule: str) -> None:
        """Take the first `length` characters of what is left of a line."""
        line = self.lines[index]
        self._keep(line.start, line.start + length, kind, rule)
        line.start = min(line.start + length, line.end)
        while line.start < line.end and self.body[line.start].isspace():
            line.start += 1

    def cut_tail(self, index: int, start: int, kind: str, rule: str) -> None:
        """Take what is left of a line from `start`, counted from its first character left."""
        line = self.lines[index]
        self._keep(line.start + start, line.end, kind, rule)
        line.end = line.start + start
        while line.end > line.start and self.body[line.end - 1].isspace():
            line.end -= 1

    def cut(self, index: int, kind: str, rule: str) -> None:
        """Take what is left of a line."""
        self.cut_head(index, self.lines[index].end - self.lines[index].start, kind, rule)

    def _keep(self, start: int, end: int, kind: str, rule: str) -> None:
        text = " ".join(self.body[start:end].split())
        if text:
            self.cuts.append(Cut(start, kind, text, rule))

    def empty(self) -> bool:
        """Whether nothing of the body is left, though there was something."""
        return bool(self.lines) and all(line.start >= line.end for line in self.lines)

    def restore(self) -> None:
        """Put everything back that was cut from the body."""
        headline = [cut for cut in self.cuts if cut.at < 0]
        self.lines.clear()
        self.__post_init__()
        self.cuts = headline

    def set(
        self, paragraphs: Sequence[Span], removed: Sequence[Removed]
    ) -> tuple[str, tuple[Span, ...], list[Removed]]:
        """The body without what was cut, its paragraphs, and all removals in the order of the page.

        Args:
            paragraphs: Of the body as it came; when there are none, blank lines part them.
            removed: Earlier removals, their positions in the body as it came.
        """
        if not self.cuts:
            return self.body, tuple(paragraphs) or tuple(_paragraphs(self.body)), list(removed)
        pieces = [line for line in self.lines if line.start < line.end]
        places: list[int] = []
        out: list[str] = []
        length = 0
        for index, line in enumerate(pieces):
            if index:
                gap = "\n" if line.block == pieces[index - 1].block else "\n\n"
                out.append(gap)
                length += len(gap)
            places.append(length)
            out.append(self.body[line.start : line.end])
            length += line.end - line.start
        body = "".join(out)
        move = _Move([line.start for line in pieces], [line.end for line in pieces], places, length)
        spans = (move.span(span) for span in (paragraphs or tuple(_paragraphs(self.body))))
        return body, tuple(span for span in spans if span is not None), self._order(removed, move)

    def _order(self, removed: Sequence[Removed], move: _Move) -> list[Removed]:
        earlier = [
            (
                item.position,
                0,
                Removed(kind=item.kind, text=item.text, rule=item.rule, position=move.point(item.position)),
            )
            for item in removed
        ]
        ours = [
            (cut.at, 1, Removed(kind=cut.kind, text=cut.text, rule=cut.rule, position=move.point(cut.at)))
            for cut in self.cuts
        ]
        return [item for _, _, item in sorted(earlier + ours, key=lambda entry: entry[:2])]


@dataclass(frozen=True, slots=True)
class _Move:
    """Where the characters of the old body are in the new one."""

    starts: list[int]
    ends: list[int]
    places: list[int]
    length: int

    def point(self, old: int) -> int:
        """The new offset of a character; of one that is gone, that of the next character kept."""
        index = bisect.bisect_right(self.ends, old)
        if index == len(self.starts):
            return self.length
        return self.places[index] + max(0, old - self.starts[index])

    def span(self, old: Span) -> Span | None:
        """The new span of a paragraph; None when nothing of it is left."""
        first = bisect.bisect_right(self.ends, old.start)
        last = bisect.bisect_left(self.starts, old.end) - 1
        if first > last or first >= len(self.starts):
            return None
        start = self.places[first] + max(0, old.start - self.starts[first])
        end = self.places[last] + min(old.end, self.ends[last]) - self.starts[last]
        return Span(start, end) if start < end else None


def _paragraphs(body: str) -> Iterator[Span]:
    start = len(body) - len(body.lstrip())
    for match in _PARAGRAPH_END.finditer(body, start):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    end = len(body.rstrip())
    if end > start:
        yield Span(start, end)
