"""Metrics of one machine as a text file for Prometheus: node_exporter's textfile collector reads it.

Counters and summaries go on from what the file says, so that they grow from run to run as Prometheus expects; a file
that was lost is a counter's reset, which Prometheus knows. Gauges are those of the last run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from pipelines.report import Report
from pipelines.samples import Samples, read_samples
from pipelines.tally import Tally
from transforms.measure import MEASURES, Measure


def write_metrics(path: Path, report: Report, tally: Tally) -> None:
    """Add a run to the file, atomically.

    Args:
        path: The file; a temporary one is made beside it and renamed.
        report: The run.
        tally: What its steps counted.

    Raises:
        ConfigError: What stands there is no file of metrics.
        OSError: It cannot be written.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Run(report, tally, read_samples(path)))
    write_to_textfile(str(path), registry)


class _Run(Collector):
    """A run's metrics on top of those of earlier runs."""

    def __init__(self, report: Report, tally: Tally, before: Samples) -> None:
        self._report = report
        self._tally = tally
        self._before = before

    def collect(self) -> Iterator[Metric]:
        """The families, each with all its samples."""
        for measure in MEASURES:
            yield self._counter(measure) if measure.unit is None else self._summary(measure, measure.unit)
        report = self._report
        for name, says, number in (("runs", "Runs that ended.", 1), ("commits", "Commits made.", report.commits)):
            value = number + self._before.get((f"wirelake_{name}_total", ""), 0)
            yield CounterMetricFamily(f"wirelake_{name}", says, value=value)
        for name, says, gauge in (
            ("timestamp_seconds", "When the last run ended, Unix time.", time.time()),
            ("duration_seconds", "How long the last run took.", report.wall_seconds),
            ("cpu_seconds", "CPU of the last run's process.", report.cpu_seconds),
            ("left_entries", "Entries that the last run left to the next one.", report.left),
            ("answered_feeds", "Feeds that answered the last run.", report.answered),
            ("failed_feeds", "Feeds that failed in the last run.", report.polled - report.answered),
        ):
            yield GaugeMetricFamily(f"wirelake_last_run_{name}", says, value=gauge)

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
