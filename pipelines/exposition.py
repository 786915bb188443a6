"""Metrics of one machine as a text file for Prometheus: node_exporter's textfile collector reads it.

Counters and summaries go on from what the file says, so that they grow from run to run as Prometheus expects; a file
that was lost is a counter's reset, which Prometheus knows. Gauges are of the last run, or of the present.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from pipelines.report import Report
from pipelines.samples import Samples
from pipelines.tally import Tally
from transforms.measure import MEASURES, Measure


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value of the present: its name without ``wirelake_``, what it says, how much it is."""

    name: str
    says: str
    value: float


def of_run(report: Report) -> tuple[Gauge, ...]:
    """The gauges of a run that has ended."""
    return (
        Gauge("last_run_timestamp_seconds", "When the last run ended, Unix time.", time.time()),
        Gauge("last_run_duration_seconds", "How long the last run took.", report.wall_seconds),
        Gauge("last_run_cpu_seconds", "CPU of the last run's process.", report.cpu_seconds),
        Gauge("last_run_left_entries", "Entries that the last run left to the next one.", report.left),
        Gauge("last_run_answered_feeds", "Feeds that answered the last run.", report.answered),
        Gauge("last_run_failed_feeds", "Feeds that failed in the last run.", report.polled - report.answered),
    )


def of_stream() -> tuple[Gauge, ...]:
    """The gauges of a stream that runs."""
    return (Gauge("stream_timestamp_seconds", "When the stream was last seen to run, Unix time.", time.time()),)


def write_metrics(path: Path, tally: Tally, gauges: Iterable[Gauge], before: Samples) -> None:
    """Write the file anew, atomically.

    Args:
        path: The file; a temporary one is made beside it and renamed.
        tally: What the steps counted.
        gauges: What else to say.
        before: What the file said before that was counted.

    Raises:
        OSError: It cannot be written.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(tally, tuple(gauges), before))
    write_to_textfile(str(path), registry)


class _Families(Collector):
    """Metrics on top of those of earlier runs."""

    def __init__(self, tally: Tally, gauges: tuple[Gauge, ...], before: Samples) -> None:
        self._tally = tally
        self._gauges = gauges
        self._before = before

    def collect(self) -> Iterator[Metric]:
        """The families, each with all its samples."""
        for measure in MEASURES:
            yield self._counter(measure) if measure.unit is None else self._summary(measure, measure.unit)
        for gauge in self._gauges:
            yield GaugeMetricFamily(f"wirelake_{gauge.name}", gauge.says, value=gauge.value)

    def _counter(self, measure: Measure) -> Metric:
        name = f"wirelake_{measure.family}_total"
        values = {label: value for (of, label), value in self._before.items() if of == name}
        for label, number in self._tally.by(measure.step, measure.name).items():
            values[label] = values.get(label, 0) + number
        family = CounterMetricFamily(f"wirelake_{measure.family}", measure.says, labels=_labels(measure))
        for label, value in sorted(values.items()):
            family.add_metric([label] if measure.label else [], value)
        return family

    def _summary(self, measure: Measure, unit: float) -> Metric:
        name = f"wirelake_{measure.family}"
        values = {
            label: (int(count), self._before.get((f"{name}_sum", label), 0.0))
            for (of, label), count in self._before.items()
            if of == f"{name}_count"
        }
        for label, spread in self._tally.spread(measure.step, measure.name).items():
            count, total = values.get(label, (0, 0.0))
            values[label] = (count + spread.count, total + spread.total * unit)
        family = SummaryMetricFamily(name, measure.says, labels=_labels(measure))
        for label, (count, total) in sorted(values.items()):
            family.add_metric([label] if measure.label else [], count_value=count, sum_value=total)
        return family


def _labels(measure: Measure) -> list[str]:
    return [measure.label] if measure.label else []
