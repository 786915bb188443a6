"""`kill -9` at any moment of a run: after the next one every story is there once, and readers never saw less."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, assert_once, ingest

STORIES = 240
KILLS = 20


class Reader(threading.Thread):
    """Reads the views over and over; notes what no reader may see."""

    def __init__(self, lake: Path) -> None:
        super().__init__(daemon=True)
        self.lake, self.samples, self.faults, self.seen = lake, 0, [], 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            if not (self.lake / "_lake" / "snapshot.json").exists():
                time.sleep(0.05)
                continue
            try:
                count = assert_stories_have_their_rows(self.lake)
                if count < self.seen:
                    self.faults.append(f"{self.seen} stories, then {count}")
                self.seen = count
            except Exception as error:  # noqa: BLE001 - the test reports whatever a reader met
                self.faults.append(repr(error))
            self.samples += 1
            time.sleep(0.1)


def assert_stories_have_their_rows(lake: Path) -> int:
    """How many stories a reader sees; the runs of the same snapshot say how many rows belong to them."""
    tables = ("stories", "attributions", "events")
    counts = ", ".join(f"(SELECT count(*) FROM {table}), (SELECT sum({table}) FROM runs)" for table in tables)
    ((stories, *_),) = seen = ask(lake, f"SELECT {counts}")
    assert seen[0][0::2] == seen[0][1::2], f"rows of {tables}, and what the runs tell of them: {seen[0]}"
    return int(stories)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_runs_killed_at_random_moments_lose_and_repeat_nothing(tmp_path: Path):
    lake = tmp_path / "lake"
    chance = random.Random(20211107)
    with Newsroom(stories=(), generated=STORIES, generated_feeds=6) as room:
        reader = Reader(lake)
        reader.start()
        command = [sys.executable, "-m", "tests.pipelines.apart", str(lake), *room.feeds]
        killed = 0
        for _ in range(KILLS):
            # So many requests from now, and a moment later: wherever the run is by then.
            asked = len(room.log) + chance.randint(1, 20)
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while run.poll() is None and len(room.log) < asked:
                time.sleep(0.002)
            time.sleep(chance.random() * 0.3)
            killed += run.poll() is None
            run.send_signal(signal.SIGKILL)
            run.wait()
        ingest(lake, room.feeds)
        reader.stopped.set()
        reader.join()
        pages = [ask_.path for ask_ in room.log if ask_.path.startswith("/story/")]
    assert killed > KILLS / 3
    assert reader.faults == []
    assert reader.samples > 20
    assert assert_once(lake) == STORIES
    # What a killed run had fetched is not fetched again: at most what was on its way when it was killed.
    assert len(pages) - len(set(pages)) <= killed * 6
