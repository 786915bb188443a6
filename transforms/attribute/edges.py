"""Edges of what the encoder marks: where a source, a cue's verb and a content begin and end as a reader would say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.attribute.frames import Chars
from transforms.attribute.quotations import Quotation

_AGREED: Final = 0.8
"""Share of characters in common from which two readings of a content are the same, and the rules' edges hold."""

_NEAR: Final = 12
"""Characters at the edges in which two readings of a short span may differ besides."""
_DATELINE: Final = re.compile(r"[A-Z]{3}[^()\n]{0,40}(?:\([A-Za-z ]{2,30}\) ?)?(?:--|[-–—]) ?(?=\S)")
_UNIT: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|weekend|(?:week|month|year|day)s?|today|tomorrow|yesterday|tonight|"
    r"midnight|noon|dawn|morning|afternoon|evening|night|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)"
)
_TIME: Final = re.compile(
    r"(?: (?:on|by|in|at|from|until|since|before|after|next|last|this|the|early|late|earlier|later|an?|same))*"
    rf" {_UNIT}\b(?: (?:\d{{1,4}}|{_UNIT})\b)*"
)


_JOINT: Final = re.compile(
    r" (?:(?:not )?to|as|not|an?|the|this|his|her|its|their|our|my|more|himself|herself|itself|themselves)\b"
    r"[^,;:.!?()\"“”\n–—]{0,60}"
)
"""Words between a cue and its content that are the content's first: `did not supply [an estimate for] his plans`."""


_SECOND: Final = re.compile(
    r",? (?:and|but) (?:(?:also|then|later|now|still) )?(?:(?:had|has|is|are|was|were|would|will|could|did|does)\b|"
    r"[a-z]{2,}ed (?=(?:an?|the|its|his|her|their|all|two|three|\d+)\b))"
)
"""Where a second predicate of the source begins: `praised the pilots [but also had to] ground them`."""
_OPEN_END: Final = re.compile(r"(?<![\w’'-])(?:an?|the|its|their|every)$")
_ONLY_AS: Final = re.compile(r"(?: only)?,?(?: as)? [A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*")
_ASIDE: Final = re.compile(r", (?:speaking|who|citing|talking)$")


def overlap(some: Sequence[Chars], others: Sequence[Chars]) -> bool:
    """Whether any two spans share a character."""
    return any(start < stop and begin < end for start, end in some for begin, stop in others)


def bare_source(body: str, source: Sequence[Chars]) -> list[Chars]:
    """A source without the dateline before it and the day behind it: `SARROW, June 3 (Agency) - Rebels on Monday`."""
    found = []
    for start, end in source:
        dateline = _DATELINE.match(body, start, end)
        first = dateline.end() if dateline else start
        days = [
            match for match in _TIME.finditer(body, first, end) if match.end() == end and match.group()[:4] == " on "
        ]
        found.append((first, days[0].start() if days and days[0].start() > first else end))
    return found


def whole_quotation(piece: Chars, speech: Sequence[Quotation]) -> Chars:
    """A piece of content with the marks of the quotations whose words it holds."""
    start, end = piece
    for quotation in speech:
        if quotation.start <= start <= quotation.inner_start + 1 and quotation.inner_start < end:
            start = quotation.start
        if quotation.inner_end - 1 <= end <= quotation.end and quotation.inner_end > start:
            end = quotation.end
    return start, end


def closed(body: str, piece: Chars) -> Chars:
    """A piece with the mark behind it that closes a quotation of few words in it: `the move “baseless|”`."""
    start, end = piece
    mark = body[end : end + 1]
    opened = mark == "”" and body.rfind("“", start, end) > body.rfind("”", start, end)
    opened = opened or (mark == '"' and body.count('"', start, end) % 2 == 1)
    return start, end + opened


def from_cue(body: str, cue: Chars, content: Sequence[Chars], source: Sequence[Chars]) -> list[Chars]:
    """Pieces of a content of which the one after the cue begins where the cue ends, if so few words stand between."""
    found = list(content)
    number = next((number for number, piece in enumerate(content) if piece[0] >= cue[1]), None)
    if number is not None and not overlap([(cue[1], content[number][0])], source):
        first, last = content[number]
        if _JOINT.fullmatch(body, cue[1], first):
            found[number] = (cue[1], last)
    return found


def one_thing(body: str, content: Sequence[Chars]) -> list[Chars]:
    """Pieces of a content that is a thing or a person, each up to what else the source did."""
    found = []
    for first, last in content:
        second = _SECOND.search(body, first, last)
        quoted = second is not None and any(mark in body[first : second.start()] for mark in '"“')
        found.append((first, last if second is None or quoted else second.start()))
    return found


def with_time(body: str, limit: int, content: Sequence[Chars], others: Sequence[Chars]) -> list[Chars]:
    """Pieces of a content with the time that closes them, `by the weekend`, where nothing else of the row stands there.

    Args:
        body: The story's body.
        limit: Where the sentence ends.
        content: The pieces.
        others: Cue and source.
    """
    found = []
    for number, (start, end) in enumerate(content):
        match = _TIME.match(body, end, min(limit, end + 60))
        rest = [*others, *content[:number], *content[number + 1 :]]
        found.append((start, match.end() if match and not overlap([(end, match.end())], rest) else end))
    return found


def is_same(some: Sequence[Chars], others: Sequence[Chars], share: float = _AGREED) -> bool:
    """Whether two readings of a span are the same but for their edges: they have that share of characters in common."""
    common = _common(some, others)
    apart = _length(some) + _length(others) - 2 * common
    return common > share * (common + apart) or (common > apart and apart <= _NEAR)


def is_torn(pieces: Sequence[Chars], whole: Sequence[Chars]) -> bool:
    """Whether pieces are most of one span from which speech within it was cut: `said [a guard] told them [it fell]`."""
    return len(pieces) > 1 == len(whole) and _common(pieces, whole) == _length(pieces) > 0.5 * _length(whole)


def _common(some: Sequence[Chars], others: Sequence[Chars]) -> int:
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in some for begin, stop in others)


def _length(spans: Sequence[Chars]) -> int:
    return sum(end - start for start, end in spans)


def holds(outer: Chars, inner: Chars) -> bool:
    """Whether one span lies within another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def behind(body: str, cue: Chars, piece: Chars) -> Chars:
    """A content without words of its cue: `read out | the verdict`."""
    first, last = piece
    return (cue[1] + (body[cue[1]] == " "), last) if cue[0] < first < cue[1] < last else piece


def to_comma(body: str, piece: Chars, cue: Chars) -> Chars:
    """A source with all of the aside that it begins before its verb: `an engineer, [speaking | to us on terms],`."""
    first, last = piece
    aside = _ASIDE.search(body, first, last) is not None and body[cue[0] - 2 : cue[0]] == ", " and last < cue[0]
    return (first, cue[0] - 2) if aside and "," not in body[last : cue[0] - 2] else piece


def with_name(body: str, piece: Chars) -> Chars:
    """A source with the name that it gives: `a shopkeeper, who gave his name | only as Tarek`."""
    rest = _ONLY_AS.match(body, piece[1]) if body.endswith("name", piece[0], piece[1]) else None
    return (piece[0], rest.end()) if rest else piece


def inside(piece: Chars, start: int, end: int) -> Chars:
    """A piece without what it takes from the next sentence: `said [Ada Kern. | Tom Selk] denied it`."""
    first, last = max(piece[0], start), min(piece[1], end)
    return (first, last) if first < last else piece


def joined(body: str, pieces: Sequence[Chars]) -> list[Chars]:
    """Pieces of a content, of which one that ends before its noun goes on to the next: `kidnapped a [host]; he was`."""
    found: list[Chars] = []
    for piece in pieces:
        if found and breaks_off(body, found):
            found[-1] = found[-1][0], piece[1]
        else:
            found.append(piece)
    return found


def breaks_off(body: str, content: Sequence[Chars]) -> bool:
    """Whether a content ends before the noun that its last word opens: `close the`."""
    return bool(content) and _OPEN_END.search(body, *content[-1]) is not None
