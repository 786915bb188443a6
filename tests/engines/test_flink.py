"""A stream on a real Flink cluster whose parts are killed under it: the lake holds what the newsroom served, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.on_flink import FAULTS, follow_on_flink
from tests.newsroom.live import Cut

pytestmark = [pytest.mark.engines("flink"), pytest.mark.slow, pytest.mark.timeout(1200)]

SMALL = Cut(stories=60, publishers=6, seconds=60.0, seed=1, crawl_delay=2.0)


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
