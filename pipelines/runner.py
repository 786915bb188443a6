"""The engine of bounded runs, pinned.

``DirectRunner`` is three engines: it tries Prism (fetched from the network), then one of two in-process ones, by what
the graph holds. A dead-letter output more, or a network less, must not change what runs (research: beam.md, fact 1).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.runner import PipelineResult


def run_bounded(build: Callable[[beam.Pipeline], None]) -> PipelineResult:
    """Build a bounded pipeline and run it to its end in this process.

    Args:
        build: Adds the steps to the pipeline.

    Returns:
        The result, its metrics included.

    Raises:
        Exception: Whatever a step raised; this engine tries a bundle once.
    """
    logging.getLogger("apache_beam").setLevel(logging.WARNING)
    pipeline = beam.Pipeline(runner=FnApiRunner(), options=PipelineOptions([], pipeline_type_check=False))
    build(pipeline)
    result = pipeline.run()
    result.wait_until_finish()
    return result


def counters(result: PipelineResult, namespace: str) -> dict[str, int]:
    """The committed counters of one namespace, by name."""
    query = beam.metrics.MetricsFilter().with_namespace(namespace)
    found: dict[str, int] = {}
    for counter in result.metrics().query(query)["counters"]:
        found[counter.key.metric.name] = found.get(counter.key.metric.name, 0) + counter.result
    return found
