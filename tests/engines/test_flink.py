"""A stream on a real Flink cluster whose parts are killed under it: the lake holds what the newsroom served, once."""

from __future__ import annotations

import socket
import statistics
from pathlib import Path
from typing import Any

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from tests.engines.flink import OF_THE_JOB_SERVER, Cluster
from tests.engines.judge_verdict import Verdict
from tests.engines.on_flink import follow_on_flink, weigh_checkpoints
from tests.engines.part import until
from tests.newsroom.live import Cut

pytestmark = [pytest.mark.engines("flink"), pytest.mark.slow, pytest.mark.timeout(1200)]

SMALL = Cut(stories=40, publishers=4, seconds=55.0, seed=1, crawl_delay=0.5)


def test_the_job_server_knows_the_options_that_are_documented(tmp_path: Path):
    part = Cluster(tmp_path).job_server
    assert part.listens is not None
    part.start()
    try:
        until(lambda: part.check() or socket.create_connection(part.listens).close() or True, "the job server listens")
        with grpc.insecure_channel("{}:{}".format(*part.listens)) as channel:
            asked = beam_job_api_pb2.DescribePipelineOptionsRequest()
            answer = beam_job_api_pb2_grpc.JobServiceStub(channel).DescribePipelineOptions(asked, timeout=60)
    finally:
        part.kill()
    assert {option.name for option in answer.options} >= OF_THE_JOB_SERVER


def test_a_task_manager_is_killed(tmp_path: Path):
    verdict = judged(SMALL, tmp_path, rate=4.0, window=5.0, every=2.0, faults=["taskmanager"])
    # With bundles of a second, the runner's default, it is three seconds.
    assert verdict.counts["poll gap p50, s"] < 2.5, "\n" + verdict.table()


@pytest.mark.long
@pytest.mark.parametrize("fault", ["pool", "jobmanager", "savepoint"])
def test_another_part_is_killed_or_the_job_stopped_with_a_savepoint(tmp_path: Path, fault: str):
    judged(SMALL, tmp_path, rate=4.0, window=5.0, every=2.0, faults=[fault])


@pytest.mark.long
def test_a_checkpoint_within_the_first_bundle_holds_no_tick_back(tmp_path: Path):
    """Bundles last so long that all of them, the clock's first and a stop's last too, are ended by a checkpoint."""
    judged(SMALL, tmp_path, rate=4.0, window=5.0, every=2.0, options=["--max_bundle_time_mills=15000"])


@pytest.mark.long
def test_checkpoints_of_a_quiet_stream_do_not_grow(tmp_path: Path):
    """Beam's runner keeps what a source gives back when it waits, each time under a new name: some 5 KB a tick."""
    sizes = weigh_checkpoints(tmp_path, quiet=20.0, seconds=60.0)
    third = len(sizes) // 3
    assert third > 5
    assert statistics.median(sizes[-third:]) < statistics.median(sizes[:third]) + 20_000


@pytest.mark.long
@pytest.mark.timeout(2400)
@pytest.mark.parametrize(
    ("parallelism", "faults"), [(1, []), (4, []), (2, ["taskmanager", "pool"]), (2, ["jobmanager", "savepoint"])]
)
def test_two_thousand_stories_of_a_hundred_publishers(tmp_path: Path, parallelism: int, faults: list[str]):
    window = 15.0
    verdict = judged(Cut(), tmp_path, parallelism=parallelism, faults=faults, window=window)
    assert verdict.counts["due"] > Cut().stories
    if not faults:
        assert verdict.counts["visible p99, s"] <= 2 * window, "\n" + verdict.table()


def judged(cut: Cut, folder: Path, **how: Any) -> Verdict:
    """Stream on Flink; the judge's word, which is good."""
    _, _, verdict = follow_on_flink(cut, folder, **how)
    assert verdict.good, "\n" + verdict.table()
    assert verdict.counts["due"] > 0
    return verdict
