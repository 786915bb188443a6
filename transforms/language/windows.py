"""Windows: the paragraphs of a story packed into stretches that the encoder reads at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language.pieces import NO_SIGN, WordPiece, Words

LENGTH: Final = 128
"""Pieces of a window, with the marks around its paragraphs; longer ones cost more and gave nothing."""
LONGEST: Final = 512
"""Pieces for which the encoder knows a place."""
_CUTS: Final = frozenset('.!?;”"')
_SHORTEST_CUT: Final = 0.4
"""Share of a window that a part of an over-long paragraph fills at least."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph, or a part of one that is longer than a window.

    Attributes:
        words: The words of its paragraph.
        first: Its first word.
        last: One past its last.
        pieces: How many pieces these have.
    """

    words: Words
    first: int
    last: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    Attributes:
        pieces: Numbers of the pieces.
        signs: Their classes of case and quotation marks.
        segments: The paragraphs it holds, each with the place of the first piece of each of its words.
    """

    pieces: list[int]
    signs: list[int]
    segments: list[tuple[Segment, list[int]]]


def segments_of(text: str, words: Words, length: int) -> Iterator[Segment]:
    """A paragraph in parts that fit a window, cut after a sentence where one ends in the second half of a part."""
    room = length - 2
    first = total = 0
    cut = cut_total = 0
    for at, pieces in enumerate(words.pieces):
        if total + len(pieces) > room:
            if cut <= first or cut_total < _SHORTEST_CUT * room:
                cut, cut_total = at, total
            yield Segment(words, first, cut, cut_total)
            first, total = cut, total - cut_total
            cut_total = 0
        total += len(pieces)
        if text[words.starts[at]] in _CUTS:
            cut, cut_total = at + 1, total
    if first < len(words):
        yield Segment(words, first, len(words), total)


def pack(tokenizer: WordPiece, segments: Sequence[Segment], length: Callable[[], int]) -> Iterator[Window]:
    """Windows of whole consecutive segments.

    Args:
        tokenizer: Knows the marks around paragraphs.
        segments: Of one story, in order; none is longer than the shortest window.
        length: Gives the length of the next window, in pieces.
    """
    held: list[Segment] = []
    total, room = 1, length()
    for segment in segments:
        if held and total + segment.pieces + 1 > room:
            yield _window(tokenizer, held)
            held, total, room = [], 1, length()
        held.append(segment)
        total += segment.pieces + 1
    if held:
        yield _window(tokenizer, held)


def _window(tokenizer: WordPiece, segments: list[Segment]) -> Window:
    window = Window([tokenizer.begin], [NO_SIGN], [])
    for segment in segments:
        places: list[int] = []
        words = segment.words
        for at in range(segment.first, segment.last):
            places.append(len(window.pieces))
            window.pieces.extend(words.pieces[at])
            window.signs.extend([words.signs[at]] * len(words.pieces[at]))
        window.pieces.append(tokenizer.end)
        window.signs.append(NO_SIGN)
        window.segments.append((segment, places))
    return window
