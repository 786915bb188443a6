"""The step gives what the function gives."""

from __future__ import annotations

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to

from schemas.columns import day
from transforms.event import extract_events
from transforms.event.step import ExtractEvents


def test_the_step_gives_the_events_of_each_body():
    arguments = {"body": "Gunmen killed two guards in Homs on Monday.", "published_on": day("2024-05-14")}
    expected = len(extract_events(**arguments))
    assert expected == 1
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        found = pipeline | beam.Create([arguments]) | ExtractEvents() | "Count" >> beam.Map(len)
        assert_that(found, equal_to([expected]))
