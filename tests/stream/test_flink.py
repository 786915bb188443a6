"""What a launcher says to Flink itself; that a stop ends the job there is tested on a cluster, in `tests/engines`."""

from __future__ import annotations

from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.portability.api import beam_runner_api_pb2 as proto
from apache_beam.utils import proto_utils

from pipelines.config import ConfigError
from pipelines.stream.alarm import clock_of
from pipelines.stream.flink import cancel_job, master_of
from pipelines.stream.options import stream_options_of
from pipelines.stream.prism import EngineFailed
from pipelines.stream.steps import build
from tests.engines.part import free_port


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("--flink_master=localhost:8081", "http://localhost:8081"),
        ("--flink_master=http://flink.example:8081/", "http://flink.example:8081"),
        ("--flink_master=https://flink.example:443", "https://flink.example:443"),
    ],
)
def test_flink_is_named_as_beam_takes_it(given: str, address: str):
    assert master_of(["--parallelism=4", given]) == address


@pytest.mark.parametrize("given", [[], ["--flink_master=[auto]"], ["--flink_master=[local]"], ["--flink_master="]])
def test_a_flink_of_beams_own_choice_is_refused(given: list[str]):
    with pytest.raises(ConfigError, match="--flink_master=HOST:PORT"):
        master_of(given)


def test_ticks_are_those_of_a_timer_on_flink_where_a_source_that_waits_is_never_forgotten(tmp_path: Path):
    given = ("--job_endpoint=localhost:1", "--flink_master=localhost:2")
    options = stream_options_of(
        lake=str(tmp_path), runner="flink", feed_urls=["https://a.example/"], runner_options=given
    )
    pipeline = beam.Pipeline()
    build(pipeline, options.plan(), clock_of(options.runner))
    steps = {step.unique_name: step.spec for step in pipeline.to_runner_api().components.transforms.values()}
    tick = proto_utils.parse_Bytes(steps["Clock/Tick"].payload, proto.ParDoPayload)
    assert set(tick.timer_family_specs) == {"ts-tick", "ts-end"}
    assert not tick.restriction_coder_id


def test_a_flink_that_does_not_answer_is_said_to_have_the_job_still():
    master = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(EngineFailed, match=f"stream-00000001 may still run on Flink at {master}, cancel it there"):
        cancel_job(master, "stream-00000001", patience=1.5)
