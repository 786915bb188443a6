"""Who said what, how, and on what condition: the attributions of a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.attribution import Attribution
from schemas.columns import Day
from schemas.story import Span
from transforms.attribute.findings import find_frames
from transforms.attribute.marks import find_marks
from transforms.attribute.passages import read_passage
from transforms.attribute.rows import build_rows

__all__ = ["VERSION", "extract_attributions"]

VERSION: Final = "7"
"""Raised with every change that can change a row."""


def extract_attributions(
    body: str,
    *,
    language: str | None = "en",
    published_on: Day | None = None,
    agency: str | None = None,
    paragraphs: Sequence[Span] = (),
) -> tuple[Attribution, ...]:
    """Every statement, refusal and silence of a story, and whose it is.

    The rules know English. A story in another language, or in none that was recognised, gives no rows rather than
    invented ones.

    Args:
        body: The story's body; all spans point into it.
        language: ISO 639-1 code of the body.
        published_on: Day of publication: `on Monday` is the last Monday not after it. None leaves days unresolved.
        agency: Who wrote the story, which then stands behind `the agency`.
        paragraphs: The paragraphs of the body; when empty, every line is one.

    Returns:
        Rows in the order of their contents, numbered from 0. The time taken grows with the length of the body.
    """
    if language != "en" or not body:
        return ()
    passage = read_passage(body, paragraphs)
    return build_rows(body, passage, find_frames(body, passage, find_marks(body, paragraphs)), published_on, agency)
