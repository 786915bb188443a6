"""ExtractAttributions: the same rules as a Beam step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import apache_beam as beam

from schemas.attribution import Attribution
from schemas.columns import Day
from schemas.story import Span
from transforms.attribute import extract_attributions


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the step reads of a story.

    Attributes:
        key: Whatever identifies the story; passed through.
        body: Its body.
        language: ISO 639-1 code; None when it was not recognised.
        published_on: Day of publication; None when it is not known.
        agency: Who wrote it.
        paragraphs: Its paragraphs.
    """

    key: str
    body: str
    language: str | None = "en"
    published_on: Day | None = None
    agency: str | None = None
    paragraphs: tuple[Span, ...] = ()


def _attributed(text: Text) -> Iterable[tuple[str, Attribution]]:
    for row in extract_attributions(
        text.body,
        language=text.language,
        published_on=text.published_on,
        agency=text.agency,
        paragraphs=text.paragraphs,
    ):
        yield text.key, row


class ExtractAttributions(beam.PTransform):
    """Turn texts into (key, attribution) pairs.

    Bounded and unbounded alike; element by element, without state, so that windows and timestamps stay as they are.
    Texts that are not English give nothing.
    """

    def expand(self, pcoll: beam.PCollection[Text]) -> beam.PCollection[tuple[str, Attribution]]:
        """Apply the rules to every text."""
        return pcoll | "Attribute" >> beam.FlatMap(_attributed)
