"""Killed at any step, the next run makes it whole: every story exactly once, in every table."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from tests.lake.conftest import ROOT, STORY_TABLES, Crash, story_ids
from tests.lake.rows import DAY, NOON, story_id
from transforms.lake import Lake

pytestmark = pytest.mark.timeout(900)
"""Hundreds of runs with syncs of their own take their time on a busy disk, and a job cut off answers the next."""

STORIES, SLICE_OF = 2, 2
AFTER = 100_000_000
"""Microseconds after which a lease that nobody renewed is over."""


def assert_whole(lake: Path, stories: int = STORIES) -> None:
    expected = sorted(story_id(number) for number in range(stories))
    for table in STORY_TABLES:
        by_snapshot, by_glob = story_ids(lake, table)
        assert by_snapshot == expected, table
        assert by_glob == expected, table
    control = lake / "_lake"
    assert list((control / "staged").iterdir()) == []
    assert list((control / "scratch").iterdir()) == []
    assert not list(lake.rglob("*.tmp"))


@pytest.fixture
def job(tmp_path: Path) -> dict[str, object]:
    return {"lake": tmp_path / "lake", "run_id": "a", "stories": STORIES, "slice_of": SLICE_OF, "at": NOON}


@pytest.mark.slow
def test_a_commit_killed_at_any_step_is_whole_after_the_next_run(crash: Crash, job: dict[str, object], tmp_path: Path):
    steps = crash(**job)["steps"]
    assert_whole(tmp_path / "lake")
    assert {step.split()[0] for step in steps} == {
        "mkdir", "lock", "open", "write", "sync", "link", "rename", "unlink", "rmdir",
    }  # fmt: skip
    for die_at in range(1, len(steps) + 1):
        lake = tmp_path / f"lake-{die_at}"
        again = {**job, "lake": lake}
        assert crash(**again, die_at=die_at)["signal"] == signal.SIGKILL, steps[die_at - 1]
        # The run after it dies too, somewhere in its recovery or its own commits, and the third one lives.
        crash(**{**again, "run_id": "b", "die_at": 1 + die_at * 7 % 60})
        crash(**{**again, "run_id": "c"})
        assert_whole(lake)
        shutil.rmtree(lake)


@pytest.mark.slow
def test_a_recovery_killed_at_any_step_is_whole_after_the_next_run(
    crash: Crash, job: dict[str, object], tmp_path: Path
):
    steps = crash(**job)["steps"]
    manifests = [number for number, step in enumerate(steps, 1) if step.startswith("link _lake/manifests/")]
    published = [number for number, step in enumerate(steps, 1) if step.startswith("rename stories/")]
    swapped = [number for number, step in enumerate(steps, 1) if step == "rename _lake/snapshot.json"]
    assert [len(manifests), len(published), len(swapped)] == [1, 1, 1]
    for dies_at in (manifests[0], manifests[0] + 1, published[0] + 1, swapped[0], swapped[0] + 1):
        dead = tmp_path / f"dead-{dies_at}"
        assert crash(**{**job, "lake": dead, "die_at": dies_at})["signal"] == signal.SIGKILL
        shutil.copytree(dead, tmp_path / "count")
        recovery = crash(**{**job, "lake": tmp_path / "count", "run_id": "b"})["steps"]
        shutil.rmtree(tmp_path / "count")
        for recovery_dies_at in range(1, len(recovery) + 1):
            lake = tmp_path / "again"
            shutil.copytree(dead, lake)
            answer = crash(**{**job, "lake": lake, "run_id": "b", "die_at": recovery_dies_at})
            assert answer["signal"] == signal.SIGKILL
            crash(**{**job, "lake": lake, "run_id": "c"})
            assert_whole(lake)
            shutil.rmtree(lake)


@pytest.mark.slow
def test_a_commit_that_folds_and_checkpoints_killed_at_any_step_is_whole(crash: Crash, tmp_path: Path):
    base = {"stories": 4, "slice_of": 2, "run_id": "a", "at": NOON, "checkpoint_every": 2}
    crash(**{**base, "lake": tmp_path / "base", "stories": 2})
    tomorrow = {**base, "run_id": "b", "at": NOON + DAY}
    shutil.copytree(tmp_path / "base", tmp_path / "count")
    steps = crash(**{**tomorrow, "lake": tmp_path / "count"})["steps"]
    for part in ("polls/", "runs/", "_lake/state/"):
        assert any(part in step for step in steps), part
    for die_at in range(1, len(steps) + 1):
        lake = tmp_path / "again"
        shutil.copytree(tmp_path / "base", lake)
        assert crash(**{**tomorrow, "lake": lake, "die_at": die_at})["signal"] == signal.SIGKILL
        crash(**{**tomorrow, "lake": lake, "run_id": "c"})
        assert_whole(lake, 4)
        assert duckdb.sql(f"select run_id from '{lake}/runs/**/*.parquet'").fetchall() == [("a",)]
        assert duckdb.sql(f"select count(*) from '{lake}/polls/**/*.parquet'").fetchall() == [(1,)]
        state = Lake.open(lake, create=False).state()
        assert len(state.ledger.find(f"guid-{number}" for number in range(4))) == 4
        assert state.feeds["feed"].etag is not None
        shutil.rmtree(lake)


@pytest.mark.slow
def test_a_commit_without_a_lock_killed_at_any_request_is_whole_once_its_lease_is_over(
    crash: Crash, job: dict[str, object], tmp_path: Path
):
    """As in an object store; see tests/engines/test_objects.py for a real one."""
    job |= {"lockless": True, "report": tmp_path / "report"}
    steps = crash(**job)["steps"]
    assert {step.split()[0] for step in steps} == {"put", "copy", "delete"}
    for die_at in range(1, len(steps) + 1):
        again = {**job, "lake": tmp_path / f"lake-{die_at}"}
        assert crash(**again, die_at=die_at)["signal"] == signal.SIGKILL, steps[die_at - 1]
        crash(**{**again, "run_id": "b", "at": NOON + AFTER, "die_at": 1 + die_at * 7 % 40})
        crash(**{**again, "run_id": "c", "at": NOON + 2 * AFTER})
        expected = sorted(story_id(number) for number in range(STORIES))
        for table in STORY_TABLES:
            assert story_ids(again["lake"], table) == (expected, expected), (table, steps[die_at - 1])
        assert not list((again["lake"] / "_lake/staged").iterdir())
        shutil.rmtree(again["lake"])


@pytest.mark.slow
@pytest.mark.parametrize("lockless", [False, True], ids=["disk", "store"])
def test_a_compaction_killed_at_any_step_hides_and_repeats_nothing(
    crash: Crash, job: dict[str, object], tmp_path: Path, lockless: bool
):
    job |= {"stories": 4, "slice_of": 1, "lockless": lockless, "report": tmp_path / "report"}
    crash(**{**job, "lake": tmp_path / "base"})
    shutil.copytree(tmp_path / "base", tmp_path / "count")
    again = {**job, "lake": tmp_path / "count", "compact": True}
    steps = crash(**again)["steps"]
    for part in ("claim", "stories/", "_lake/manifests/", "_lake/segments/", "_lake/snapshot.json"):
        assert any(part in step for step in steps), part
    lake = tmp_path / "lake"
    expected, later = (sorted(story_id(number) for number in range(count)) for count in (4, 5))
    for die_at in range(1, len(steps) + 1):
        shutil.copytree(tmp_path / "base", lake)
        again = {**job, "lake": lake, "compact": True}
        assert crash(**again, die_at=die_at)["signal"] == signal.SIGKILL, steps[die_at - 1]
        for compacted in (False, True):
            if compacted:
                crash(**again)
                assert [len(files) for files in Lake.open(lake).snapshot().live.values()][:4] == [1, 1, 1, 1]
            for table in STORY_TABLES:
                assert story_ids(lake, table)[0] == expected, (table, steps[die_at - 1])
        # What was replaced goes with the next commit after the grace, what the dead one staged with the next run.
        crash(**{**job, "lake": lake, "run_id": "b", "stories": 5, "at": NOON + DAY})
        assert not list((lake / "_lake/staged").iterdir())
        for table in STORY_TABLES:
            assert story_ids(lake, table) == (later, later), (table, steps[die_at - 1])
        shutil.rmtree(lake)


class Reader(threading.Thread):
    """Samples the snapshot until told to stop; keeps what it should never have seen."""

    def __init__(self, lake: Path) -> None:
        super().__init__()
        self.lake, self.stop, self.samples, self.wrong = lake, threading.Event(), 0, []
        self.most = 0

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.sample()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            self.wrong.append(error)

    def sample(self) -> None:
        if not (self.lake / "_lake/format.json").exists():
            return
        files = Lake.open(self.lake, create=False).snapshot().files
        with duckdb.connect(config={"threads": 1}) as session:
            counts = [
                session.execute("select count(story_id), count(distinct story_id) from read_parquet($f)", {
                    "f": list(files[table])
                }).fetchone()
                for table in STORY_TABLES
            ]  # fmt: skip
        if len(set(counts)) != 1 or counts[0][0] != counts[0][1] or counts[0][0] < self.most:
            self.wrong.append(counts)
        self.most = max(self.most, counts[0][0])
        self.samples += 1


@pytest.mark.slow
def test_twenty_kills_at_random_moments_lose_nothing_and_a_reader_never_notices(tmp_path: Path):
    lake, stories = tmp_path / "lake", 60
    program = (
        "import sys; from tests.lake.rows import ingest, NOON;"
        f"print('ready', flush=True); ingest(sys.argv[1], sys.argv[2], {stories}, 1, NOON)"
    )
    moments = random.Random(20261122)
    reader = Reader(lake)
    reader.start()
    kills = 0
    for number in range(20):
        command = [sys.executable, "-c", program, str(lake), f"run{number}"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(moments.uniform(0.0, 0.06))
            run.kill()
        kills += run.returncode == -signal.SIGKILL
    subprocess.run([sys.executable, "-c", program, str(lake), "last"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    reader.stop.set()
    reader.join()
    assert_whole(lake, stories)
    assert kills >= 15, "most runs ended before they were killed: the moments are too late"
    assert reader.wrong == []
    assert reader.samples >= 20
