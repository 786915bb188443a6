"""ReadWireMarks as a composite of a pipeline."""

from __future__ import annotations

import apache_beam as beam

from schemas.records import Article, WireMarks
from transforms.wire.read import read_wire_marks


class ReadWireMarks(beam.PTransform):
    """Read the wire's marks off articles: the twin of :func:`transforms.wire.read_wire_marks`.

    Takes pairs of an article and the agency its feed is configured with (None where it is not), gives pairs of the
    article and its marks. Element by element, in no order, bounded or not; the same input gives the same output.
    """

    def expand(
        self, pcoll: beam.PCollection[tuple[Article, str | None]]
    ) -> beam.PCollection[tuple[Article, WireMarks]]:
        """Read each element on its own."""
        return pcoll | "Read" >> beam.MapTuple(_read).with_output_types(tuple[Article, WireMarks])


def _read(article: Article, agency: str | None) -> tuple[Article, WireMarks]:
    return article, read_wire_marks(article, agency=agency)
