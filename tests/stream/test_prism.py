"""A stream on a real Prism, asked to stop, killed, and started anew, against a newsroom that goes on publishing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.config import ConfigError
from pipelines.stream.options import find_prism
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, assert_once
from transforms.lake import Lake

pytestmark = [pytest.mark.engines("prism"), pytest.mark.slow]

PATIENCE = 120.0
"""Seconds for what takes ten: the machine may be busy."""


@pytest.fixture(autouse=True)
def prism() -> Path:
    try:
        return find_prism()
    except ConfigError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(stories=(), generated=12, generated_feeds=3) as newsroom:
        yield newsroom


class Stream:
    """`wirelake stream` in a process of its own."""

    def __init__(self, folder: Path, room: Newsroom) -> None:
        self.lake = folder / "lake"
        self.log = folder / "stream.log"
        self._feeds = folder / "feeds.toml"
        self._feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\nrate = 50.0\ninterval = 1\n' for url in room.feeds))
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, or start it anew."""
        self.process = self.run()
        return self.process

    def run(self, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from pipelines.cli import main; main()", "stream", "--lake", str(self.lake)]
        command += ["--feeds", str(self._feeds), "--window", "5s", "--runner", "prism", "--allow-net", "127.0.0.0/8"]
        with self.log.open("ab") as log:
            return subprocess.Popen([*command, *more], stdout=log, stderr=log)

    def stop(self) -> int:
        """Ask it to stop, as a supervisor does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def held(self) -> int:
        """Versions in the lake."""
        if not (self.lake / "_lake" / "snapshot.json").exists():
            return 0
        return Lake.open(self.lake, create=False).snapshot().rows["stories"]


@pytest.fixture
def stream(tmp_path: Path, room: Newsroom) -> Iterator[Stream]:
    made = Stream(tmp_path, room)
    yield made
    if made.process.poll() is None:
        made.kill()
    print(made.log.read_text())


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.2)


def pages(room: Newsroom) -> list[str]:
    return [request.path for request in room.log if "feed" not in request.path and "robots" not in request.path]


def engines_of(stream: Stream) -> list[int]:
    """Processes of the Prism that a stream started, by itself or through a shell, alive."""
    parents: dict[int, int] = {}
    prisms = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            parent = re.search(r"PPid:\s+(\d+)", (folder / "status").read_text())
        except OSError:
            continue
        parents[int(folder.name)] = int(parent[1]) if parent else 0
        if command[0].endswith(b"prism"):
            prisms.append(int(folder.name))
    return [pid for pid in prisms if stream.process.pid in (parents[pid], parents.get(parents[pid]))]


def test_a_stream_that_is_stopped_has_committed_what_it_polled_and_starts_anew_without_a_repeat(
    stream: Stream, room: Newsroom
):
    until(lambda: stream.held() == 12)
    assert stream.stop() == 0
    assert "stopped; what was polled is committed" in stream.log.read_text()
    assert not list((stream.lake / "_lake" / "staged").iterdir())
    asked = len(pages(room))
    windows = ask(stream.lake, "SELECT count(*), count(DISTINCT run_id), sum(new) FROM runs WHERE pipeline = 'stream'")
    stream.start()
    until(lambda: ask(stream.lake, "SELECT count(*) FROM runs")[0][0] > windows[0][0] + 1)
    assert stream.stop() == 0
    assert windows[0][0] == windows[0][1]
    assert windows[0][2] == 12
    assert assert_once(stream.lake) == 12
    assert len(pages(room)) == asked, "a page that was held was asked for again"


def test_a_stream_that_is_killed_loses_and_doubles_nothing(stream: Stream, room: Newsroom):
    until(lambda: len(pages(room)) >= 3)
    stream.kill()
    stream.start()
    until(lambda: stream.held() == 12)
    assert stream.stop() == 0
    assert assert_once(stream.lake) == 12


def test_one_lake_is_polled_by_one_stream_at_a_time(stream: Stream):
    until(lambda: stream.held() > 0)
    other = stream.run()
    assert other.wait(PATIENCE) == 75
    assert "another run polls this lake: stream-" in stream.log.read_text()
    assert stream.stop() == 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_an_engine_whose_stream_was_killed_ends_by_itself(stream: Stream, room: Newsroom):
    until(lambda: len(room.log) > 0)
    (engine,) = engines_of(stream)
    stream.kill()

    def ended() -> bool:
        status = Path(f"/proc/{engine}/status")
        return not status.exists() or re.search(r"State:\s+Z", status.read_text()) is not None

    until(ended)


def test_a_terminals_interrupt_stops_the_stream_and_not_its_engine(stream: Stream):
    until(lambda: stream.held() > 0)
    os.kill(stream.process.pid, signal.SIGINT)
    assert stream.process.wait(PATIENCE) == 0
    assert_once(stream.lake)
