from __future__ import annotations

import apache_beam as beam
import pytest
from apache_beam.metrics import Metrics
from apache_beam.runners.portability.fn_api_runner import fn_runner

from pipelines.runner import run_bounded
from pipelines.tally import Spread, Tally
from transforms.lake import LakeDamaged


class Count(beam.DoFn):
    def process(self, element: int):
        Metrics.counter("wirelake", "number:odd" if element % 2 else "number:even").inc()
        Metrics.distribution("wirelake", "size").update(element)
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


@pytest.mark.parametrize("raised", [OSError(28, "No space left on device"), LakeDamaged("it is gone")])
def test_what_a_disk_or_the_lake_tells_a_step_comes_out_as_it_is(raised: Exception):
    def step(_: int) -> int:
        raise raised

    with pytest.raises(type(raised)) as caught:
        run_bounded(lambda pipeline: pipeline | beam.Create([1]) | beam.Map(step) | beam.Map(str))
    assert str(caught.value).startswith(str(raised))


def test_a_fault_of_ours_keeps_the_step_that_it_is_in():
    def step(_: int) -> int:
        try:
            return open("/nowhere").fileno()  # noqa: PTH123
        except FileNotFoundError:
            return {}["missing"]

    with pytest.raises(KeyError, match=r"while running"):
        run_bounded(lambda pipeline: pipeline | beam.Create([1]) | "Look" >> beam.Map(step))


def test_what_steps_counted_and_measured_is_read_by_step_and_name():
    tally = Tally.of(run_bounded(lambda pipeline: pipeline | beam.Create([1, 2, 3]) | beam.ParDo(Count())))
    assert tally.counters == {("wirelake", "number:odd"): 2, ("wirelake", "number:even"): 1}
    assert tally.by("wirelake", "number") == {"odd": 2, "even": 1}
    assert tally.spreads == {("wirelake", "size"): Spread(3, 6, 1, 3)}
    tally.add(tally)
    assert tally.by("wirelake", "number") == {"odd": 4, "even": 2}
    assert tally.spreads["wirelake", "size"] == Spread(6, 12, 1, 3)
