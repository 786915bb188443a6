"""The job that a stream is on Dataflow, translated by Dataflow's own runner without the cloud, as a summary to read.

Run in the environment that `make dataflow` makes: `.dataflow/venv/bin/python -m tests.deploy.describe_job FEEDS`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import StandardOptions
from apache_beam.portability import common_urns
from apache_beam.portability.api import beam_runner_api_pb2 as proto
from apache_beam.utils import proto_utils

from pipelines.stream.options import stream_options_of
from pipelines.stream.run import remote_runner
from pipelines.stream.steps import build

OPTIONS = (
    "--project=desk",
    "--region=us-central1",
    "--job_name=wirelake",
    "--staging_location=gs://desk-launch/staging",
    "--temp_location=gs://desk-launch/temp",
    "--sdk_container_image=registry.example/wirelake:1",
    "--dry_run=True",
    "--no_auth",
)
"""What the launcher adds to a job's own parameters; a dry run translates and checks the job, and submits nothing."""


def describe(feeds: Path) -> Iterator[str]:
    """The lines of the summary."""
    options = stream_options_of(
        lake="gs://desk-wirelake/lake",
        runner="dataflow",
        feeds_file=feeds,
        window="5m",
        raw=False,
        runner_options=OPTIONS,
    )
    plan = options.plan()
    runner, settings = remote_runner(options, plan)
    pipeline = beam.Pipeline(runner=runner, options=settings)
    build(pipeline, plan)
    job = pipeline.run().job
    yield f"streaming: {settings.view_as(StandardOptions).streaming}"
    components = job.proto_pipeline.components
    for environment in components.environments.values():
        payload = proto_utils.parse_Bytes(environment.payload, proto.DockerPayload)
        yield f"image: {payload.container_image}"
    yield from _steps(components, job.proto_pipeline.root_transform_ids)


def _steps(components: Any, ids: Any, depth: int = 0) -> Iterator[str]:
    for step_id in ids:
        step = components.transforms[step_id]
        name = step.unique_name.rpartition("/")[2]
        if depth or not step.subtransforms:
            yield "  " * (depth - 1) + " ".join(filter(None, (name, *_kind(step), _windows(components, step))))
        if step.spec.urn != common_urns.primitives.PAR_DO.urn:
            yield from _steps(components, step.subtransforms, depth + 1)


def _kind(step: Any) -> Iterator[str]:
    urn = step.spec.urn.removeprefix("beam:transform:")
    if not step.subtransforms or step.spec.urn == common_urns.primitives.PAR_DO.urn:
        yield f"[{urn}]"
    if step.spec.urn == common_urns.primitives.PAR_DO.urn:
        payload = proto_utils.parse_Bytes(step.spec.payload, proto.ParDoPayload)
        if payload.restriction_coder_id:
            yield "splittable"
        for name, spec in sorted(payload.state_specs.items()):
            yield f"state:{name}:{spec.WhichOneof('spec')}"
        for name in sorted(payload.timer_family_specs):
            yield f"timer:{name}"


def _windows(components: Any, step: Any) -> str:
    """The windows of what a windowing step gives out."""
    if step.spec.urn != common_urns.primitives.ASSIGN_WINDOWS.urn:
        return ""
    for output in step.outputs.values():
        strategy = components.windowing_strategies[components.pcollections[output].windowing_strategy_id]
        fn = strategy.window_fn.urn.removeprefix("beam:window_fn:")
        mode = proto.AccumulationMode.Enum.Name(strategy.accumulation_mode)
        return f"({fn}, {mode}, lateness {strategy.allowed_lateness / 1000:g} s)"
    return ""


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print("\n".join(describe(Path(sys.argv[1]))))
