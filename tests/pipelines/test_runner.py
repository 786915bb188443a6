from __future__ import annotations

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.runners.portability.fn_api_runner import fn_runner

from pipelines.runner import counters, run_bounded


class Count(beam.DoFn):
    def process(self, element: int):
        Metrics.counter("wirelake", "odd" if element % 2 else "even").inc()
        yield element


def test_bounded_runs_use_the_pinned_engine_also_with_a_dead_letter_output():
    def build(pipeline: beam.Pipeline) -> None:
        good, _ = (
            pipeline
            | beam.Create([1, 2, 3])
            | beam.Map(lambda n: 6 // (n - 2)).with_exception_handling(dead_letter_tag="bad")
        )
        _ = good | beam.Map(str)

    assert isinstance(run_bounded(build), fn_runner.RunnerResult)


def test_counters_are_read_by_name():
    result = run_bounded(lambda pipeline: pipeline | beam.Create([1, 2, 3]) | beam.ParDo(Count()))
    assert counters(result, "wirelake") == {"odd": 2, "even": 1}
    assert counters(result, "other") == {}
