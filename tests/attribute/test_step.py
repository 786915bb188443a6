"""The Beam step: the same rows as the function, beside the story's key."""

from __future__ import annotations

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from transforms.attribute import extract_attributions
from transforms.attribute.step import ExtractAttributions, Text

BODY = "The mine is safe, Morn said. The union declined to comment."


def test_the_step_gives_the_rows_of_the_function_with_their_key():
    expected = [("a", row) for row in extract_attributions(BODY)]
    assert len(expected) == 2
    with TestPipeline("FnApiRunner") as pipeline:
        texts = pipeline | beam.Create([Text(key="a", body=BODY), Text(key="b", body=BODY, language="de")])
        assert_that(texts | ExtractAttributions(), equal_to(expected))
