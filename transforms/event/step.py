"""The step of a pipeline that reads events."""

from __future__ import annotations

from typing import Any

import apache_beam as beam

from transforms.event.extract import extract_events


class ExtractEvents(beam.PTransform):
    """Keyword arguments of :func:`extract_events` in, tuples of events out; bounded and unbounded alike."""

    def expand(self, bodies: Any) -> Any:
        """Apply :func:`extract_events` to each element, a mapping of its keyword arguments."""
        return bodies | "ExtractEvents" >> beam.Map(lambda arguments: extract_events(**arguments))
