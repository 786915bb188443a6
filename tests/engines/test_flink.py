"""A stream on a real Flink cluster whose parts are killed under it: the lake holds what the newsroom served, once."""

from __future__ import annotations

import socket
from pathlib import Path

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from tests.engines.flink import OF_THE_JOB_SERVER, Cluster, until
from tests.engines.on_flink import FAULTS, follow_on_flink
from tests.newsroom.live import Cut

pytestmark = [pytest.mark.engines("flink"), pytest.mark.slow, pytest.mark.timeout(1200)]

SMALL = Cut(stories=60, publishers=6, seconds=60.0, seed=1, crawl_delay=2.0)


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


@pytest.mark.long
def test_a_task_manager_is_killed(tmp_path: Path):
    verdict = follow_on_flink(SMALL, tmp_path, parallelism=2, faults=["taskmanager"])
    assert verdict.good, verdict.table()


@pytest.mark.long
@pytest.mark.parametrize("fault", ["pool", "jobmanager", "savepoint"])
def test_another_part_is_killed_or_the_job_stopped_with_a_savepoint(tmp_path: Path, fault: str):
    verdict = follow_on_flink(SMALL, tmp_path, parallelism=1, faults=[fault])
    assert verdict.good, verdict.table()


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_a_day_of_a_hundred_publishers_at_parallelism_four_with_every_fault(tmp_path: Path):
    cut = Cut(stories=2000, publishers=100, seconds=180.0, seed=1, crawl_delay=2.0)
    verdict = follow_on_flink(cut, tmp_path, parallelism=4, faults=FAULTS)
    assert verdict.good, verdict.table()
