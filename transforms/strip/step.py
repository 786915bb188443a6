"""The Beam step over :func:`transforms.strip.strip_page`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import apache_beam as beam

from schemas.records import Page, Refusal
from transforms.strip import strip_page

REFUSED: Final = "refused"
"""Tag of the output with what could not be read."""


class StripBoilerplate(beam.PTransform):
    """Read the article out of each page.

    Input: bounded or unbounded, elements :class:`schemas.records.Page`. Output: a dictionary of two collections,
    `articles` with pairs (page address, :class:`schemas.records.Article`) and `refused` with pairs (page address,
    :class:`schemas.records.Refusal`). One element out for each element in; windows and timestamps are kept.
    """

    def expand(self, pages: Any) -> dict[str, Any]:
        """Apply to a collection of pages."""
        outputs = pages | "Strip" >> beam.FlatMap(_strip).with_outputs(REFUSED, main="articles")
        return {"articles": outputs.articles, "refused": outputs[REFUSED]}


def _strip(page: Page) -> Iterator[Any]:
    found = strip_page(page.body, url=page.url, content_type=page.content_type)
    yield beam.pvalue.TaggedOutput(REFUSED, (page.url, found)) if isinstance(found, Refusal) else (page.url, found)
