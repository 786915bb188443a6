"""A story cut into paragraphs and sentences, with quotations kept whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas.story import Span
from transforms.attribute.quotations import Quotation, find_quotations, is_speech
from transforms.attribute.words import Sentence, read_sentence

_PARAGRAPH: Final = re.compile(r"[^\n]+")
_STOP: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Sens|Rep|Reps|Gov|St|Sgt|Capt|Maj|Prof|Rev|Brig|Hon|vs|No|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Corp|Co|Cpl|Pvt|Adm|Cmdr|Supt|Det|Insp|Msgr|Ariz|Calif|Conn|Fla|Ill|"
    r"Mass|Mich|Minn|Miss|Penn|Pa|Va|Vt|Wash|Wis|Tenn|Tex|Ala|Ark|Colo|Ga|Ind|Kan|Ky|La|Md|Mo|Neb|Nev|Okla|Ore)|"
    r"\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_LONGEST_SENTENCE: Final = 4_000
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
            inside = [quotation for quotation in speech if first <= quotation.start < last]
            terms = [quotation for quotation in marked if first <= quotation.start < last]
            sentences.append(read_sentence(body, first, last, number, inside, terms))
    return Passage(sentences, quotations)


def sentence_bounds(body: str, start: int, end: int, speech: list[Quotation]) -> list[tuple[int, int]]:
    """Where the sentences of one paragraph start and end; speech is never cut."""
    bounds: list[tuple[int, int]] = []
    which = 0
    first = start
    for match in _STOP.finditer(body, start, end):
        at = match.end()
        while which < len(speech) and speech[which].end < at:
            which += 1
        if which < len(speech) and speech[which].start < at < speech[which].end:
            continue
        if (
            _ABBREVIATION.search(body, max(first, match.start() - 12), match.start() + 1)
            and match.end() - match.start() == 1
        ):
            continue
        bounds.append((first, at))
        first = at
        while first < end and body[first].isspace():
            first += 1
    if first < end:
        bounds.append((first, end))
    return [piece for bound in bounds for piece in _pieces(*bound)]


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(end, at + _LONGEST_SENTENCE)) for at in range(start, end, _LONGEST_SENTENCE)]
