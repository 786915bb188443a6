"""A story cut into paragraphs and sentences, with quotations kept whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.story import Span
from transforms.attribute.quotations import Quotation, find_quotations, is_speech
from transforms.attribute.words import Sentence, read_sentence
from transforms.language import split_sentences

_PARAGRAPH: Final = re.compile(r"[^\n]+")
_LONGEST_SENTENCE: Final = 2_000
"""Characters; a longer one is hostile or a table, and is cut here so that no rule meets it whole."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A story as its sentences.

    Attributes:
        sentences: In order; quotations that are speech are one word each.
        quotations: Those of each paragraph.
    """

    sentences: list[Sentence]
    quotations: list[list[Quotation]]


def read_passage(body: str, paragraphs: Sequence[Span]) -> Passage:
    """Cut a story into sentences of tagged words.

    Args:
        body: The story's body.
        paragraphs: Its paragraphs where they are known; else every line is one.

    Returns:
        The sentences, none of which ends within a quotation.
    """
    bounds = [(span.start, span.end) for span in paragraphs] or [match.span() for match in _PARAGRAPH.finditer(body)]
    sentences: list[Sentence] = []
    quotations: list[list[Quotation]] = []
    for number, (start, end) in enumerate(bounds):
        found = find_quotations(body, start, end)
        quotations.append(found)
        speech = [quotation for quotation in found if is_speech(body, quotation)]
        marked = [quotation for quotation in found if not is_speech(body, quotation)]
        for first, last in sentence_bounds(body, start, end, speech):
            inside, terms = _between(speech, first, last), _between(marked, first, last)
            sentences.append(read_sentence(body, first, last, number, speech=inside, marked=terms))
    return Passage(sentences, quotations)


def _between(quotations: list[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations that open within a range; they are in order."""
    first = bisect_left(quotations, start, key=lambda quotation: quotation.start)
    last = bisect_left(quotations, end, key=lambda quotation: quotation.start)
    return quotations[first:last]


def sentence_bounds(body: str, start: int, end: int, speech: list[Quotation]) -> list[tuple[int, int]]:
    """Where the sentences of one paragraph start and end; speech is never cut."""
    bounds: list[tuple[int, int]] = []
    which = 0
    first: int | None = None
    for span in split_sentences(body[start:end]):
        last = start + span.end
        first = start + span.start if first is None else first
        while which < len(speech) and speech[which].end < last:
            which += 1
        if which < len(speech) and speech[which].start < last < speech[which].end:
            continue
        bounds.append((first, last))
        first = None
    if first is not None:
        bounds.append((first, end))
    return [piece for bound in bounds for piece in _pieces(*bound, speech)]


def _pieces(start: int, end: int, speech: list[Quotation]) -> Iterator[tuple[int, int]]:
    """A sentence, or pieces of one that is longer than any is: none cuts a quotation."""
    if end - start <= _LONGEST_SENTENCE:
        yield start, end
        return
    first = start
    for quotation in [*_between(speech, start, end), None]:
        stop = end if quotation is None else min(end, quotation.start)
        while stop - first > _LONGEST_SENTENCE:
            yield first, first + _LONGEST_SENTENCE
            first += _LONGEST_SENTENCE
        if quotation is not None and quotation.end - first > _LONGEST_SENTENCE:
            if quotation.start > first:
                yield first, quotation.start
            yield quotation.start, min(end, quotation.end)
            first = min(end, quotation.end)
    if first < end:
        yield first, end
