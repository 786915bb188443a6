"""A stream into a bucket, on a real Prism and a real object server, stopped and started anew."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.objects import BUCKET, serving, story_ids, under
from tests.newsroom import Newsroom
from tools.engines import object_server
from transforms.lake import Lake, NotALake
from transforms.lake.objects import ObjectStore

pytestmark = [pytest.mark.engines("prism", "object_server"), pytest.mark.slow]

COMMITTED = ": polled "
"""What a stream says of a window."""

OLD_TURN = "_lake/turns/long-gone.example%3A443.json"

PATIENCE = 180.0
"""Seconds for what takes twenty: the machine may be busy."""


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with serving(object_server.binary(), tmp_path / "data") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield f"s3://{BUCKET}/{uuid.uuid4().hex}"


def held(address: str) -> int:
    try:
        return Lake.open(address, create=False).snapshot().rows.get("stories", 0)
    except NotALake:
        return 0


def run_until(address: str, feeds: Path, log: Path, stories: int) -> int:
    """Run a stream until it has committed and the lake holds that many stories, stop it, and give its exit code."""
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "stream", "--lake", address, "--no-raw"]
    command += ["--feeds", str(feeds), "--window", "5s", "--runner", "prism", "--allow-net", "127.0.0.0/8"]
    begun = log.read_text().count(COMMITTED) if log.exists() else 0
    with log.open("ab") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            deadline = time.monotonic() + PATIENCE
            while held(address) < stories or log.read_text().count(COMMITTED) == begun:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            return process.wait(PATIENCE)
        finally:
            process.kill()


def test_a_bucket_gets_each_story_once_and_keeps_the_turns_of_hosts(address: str, tmp_path: Path):
    feeds, log = tmp_path / "feeds.toml", tmp_path / "stream.log"
    with Newsroom(stories=(), generated=12, generated_feeds=3) as room:
        feeds.write_text("".join(f'[[feed]]\nurl = "{url}"\nrate = 50.0\ninterval = 1\n' for url in room.feeds))
        assert run_until(address, feeds, log, 12) == 0, log.read_text()
        ObjectStore(address).replace(OLD_TURN, b'{"next_start": 1000000000.0}')
        # At once: the lease was given back, and what is held is not asked for again.
        assert run_until(address, feeds, log, 12) == 0, log.read_text()
        asked = Counter(request.path for request in room.log if "feed" not in request.path)
    live, there = story_ids(address, "stories")
    assert len(live) == len(set(live)) == 12
    assert live == there
    assert max(count for path, count in asked.items() if "robots" not in path) == 1
    turns = under(ObjectStore(address), "_lake/turns")
    assert turns
    assert OLD_TURN not in turns
