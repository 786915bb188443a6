"""Feeds that carry long texts: what a shard keeps of them stays small, and what it leaves to the lake comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pipelines.outcome import Reading
from pipelines.stream.clock import Tick
from pipelines.stream.commit import Window, commit_window
from pipelines.stream.mail import Mail
from pipelines.stream.plan import FLYING_TEXT, Plan
from pipelines.stream.reading import read_shard
from pipelines.stream.under_way import OnWay, ReadState
from pipelines.stream.worker import Worker
from schemas.records import Entry, Page
from tests.pipelines.lakes import ask, assert_once
from transforms.fetching.network import Network
from transforms.lake import Lake

STREAM = "stream-0000feed"


class Shard:
    """A shard of stories whose text their feeds carry: its state is in our hands, and its readers wait for a word."""

    def __init__(self, lake: Path) -> None:
        Lake.open(lake)
        network = Network(run_id=STREAM)
        times = {"window": 10, "every": 5, "tick": 0.2, "shards": 1}
        self.worker = Worker(Plan(lake=str(lake), stream=STREAM, feeds=(), network=network, raw=False, **times))
        self.lake = lake
        self.state = b"{}"
        self.may_read = threading.Event()
        self._parcels: list[str] = []
        self._windows = 1_000.0
        self._read = self.worker.read
        self.worker.read = self._read_when_told  # type: ignore[method-assign]

    def _read_when_told(self, entry: Entry, page: Page | None) -> Reading:
        self.may_read.wait(60)
        return self._read(entry, page)

    def go(self, *entries: Entry) -> None:
        """A letter of entries; a tick without any."""
        tick = Tick(time.time())
        name = f"{STREAM}-{time.time_ns()}"
        letter = Mail.of(entries, tick, self.worker.store, name) if entries else Mail(tick)
        state = msgspec.json.decode(self.state, type=ReadState)
        parcel = read_shard(0, letter, state, self.worker)
        self._parcels += [parcel] if parcel else []
        self.state = msgspec.json.encode(state)

    def until_read(self) -> None:
        """Tick until nothing is on its way."""
        self.may_read.set()
        deadline = time.monotonic() + 120
        while any(story.flying is not None for story in self.on_way()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
            self.go()

    def on_way(self) -> list[OnWay]:
        return list(msgspec.json.decode(self.state, type=ReadState).stories.values())

    def commit(self) -> None:
        self._windows += 10
        window = Window(self._windows - 10, self._windows)
        self._parcels = list(commit_window(window, self._parcels, self.worker))

    def waits(self) -> int:
        """Entries that the lake says wait to be tried."""
        return sum(1 for _ in Lake.open(self.lake).state().ledger.pending())

    def close(self) -> None:
        self.may_read.set()
        self.worker.close()


@pytest.fixture
def shard(tmp_path: Path) -> Iterator[Shard]:
    made = Shard(tmp_path / "lake")
    yield made
    made.close()


def story(number: int, size: int, version: int = 0) -> Entry:
    """An entry whose feed carries it: a sentence of its own, and as many as it takes."""
    said = f"The council of Orlen heard on Monday that bridge {number} needs {version + 3} new piers, engineers said. "
    again = "It will decide in the spring whether the works can begin before the river rises. "
    return Entry(
        feed_id="feed",
        url=None,
        guid=None,
        keys=(f"{number:032x}",),
        fingerprint=f"{version:032x}",
        title=f"Bridge {number} needs new piers",
        content=said + again * (size // len(again)),
    )


def test_state_stays_small_where_feeds_carry_long_texts(shard: Shard):
    """Sixty of two hundred thousand characters in each of three feeds: 36 MB, were they all begun."""
    for feed in range(3):
        shard.go(*(story(number, 200_000) for number in range(60 * feed, 60 * feed + 60)))
        assert len(shard.state) < FLYING_TEXT + 500_000
    shard.go()
    assert len(shard.state) < FLYING_TEXT + 500_000
    begun = sum(on_way.flying is not None for on_way in shard.on_way())
    assert begun * 200_000 > FLYING_TEXT * 0.9, "and what fits is begun"
    shard.commit()
    assert shard.waits() == 180


def test_what_there_was_no_room_for_comes_from_the_lake(shard: Shard, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipelines.stream.under_way.FLYING_TEXT", 10_000)
    shard.go(*(story(number, 2_000) for number in range(12)))
    assert sum(on_way.flying is not None for on_way in shard.on_way()) == 5
    shard.until_read()
    shard.commit()
    assert (assert_once(shard.lake), shard.waits()) == (5, 7)
    deadline = time.monotonic() + 120
    while shard.waits():
        assert time.monotonic() < deadline
        shard.go()
        time.sleep(shard.worker.plan.tick / 4)  # for as long as the lake is not looked at again
        shard.until_read()
        shard.commit()
    assert assert_once(shard.lake) == 12


@pytest.mark.parametrize("committed", [False, True], ids=["in one window", "over two windows"])
def test_an_edit_that_there_is_no_room_for_waits_in_the_lake_and_neither_version_is_lost(
    shard: Shard, monkeypatch: pytest.MonkeyPatch, committed: bool
):
    monkeypatch.setattr("pipelines.stream.under_way.FLYING_TEXT", 10_000)
    shard.go(story(1, 2_000), story(2, 10_000))
    shard.go(story(1, 100_000, version=1))
    edited, other = shard.on_way()
    assert (edited.next, edited.line.fingerprint, other.next) == (None, f"{1:032x}", None)
    assert len(shard.state) < 30_000
    if committed:
        shard.commit()
        assert shard.waits() == 2
    shard.until_read()
    shard.commit()
    assert shard.waits() == 1, "the edit"
    deadline = time.monotonic() + 120
    while shard.waits():
        assert time.monotonic() < deadline
        time.sleep(shard.worker.plan.tick / 4)
        shard.go()
        shard.until_read()
        shard.commit()
    assert assert_once(shard.lake) == 3
    bodies = ask(shard.lake, "SELECT body FROM stories WHERE title = 'Bridge 1 needs new piers' ORDER BY length(body)")
    assert [f"{piers} new piers" in body for piers, (body,) in zip((3, 4), bodies, strict=True)] == [True, True]
    (line,) = Lake.open(shard.lake).state().ledger.find([f"{1:032x}"]).values()
    assert (line.state, len(line.versions), line.fingerprint) == ("held", 2, f"{1:032x}")


def test_an_edit_that_there_is_room_for_follows_at_once(shard: Shard):
    shard.go(story(1, 2_000))
    shard.go(story(1, 4_000, version=1))
    (edited,) = shard.on_way()
    assert edited.next is not None
    shard.until_read()
    shard.commit()
    assert (assert_once(shard.lake), shard.waits()) == (2, 0)
