"""What the shards of a stream do at a tick, against a real newsroom, without an engine: its state is in our hands."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from pipelines.config import feeds_of_urls
from pipelines.outcome import Reading
from pipelines.stream.clock import Tick
from pipelines.stream.commit import Window, commit_window
from pipelines.stream.mail import INLINE, Mail
from pipelines.stream.plan import Plan
from pipelines.stream.polling import PollState, poll_shard
from pipelines.stream.reading import read_shard
from pipelines.stream.under_way import OnWay, ReadState
from pipelines.stream.worker import Worker, forget_turns
from schemas.records import Entry, Page, Refusal
from tests.lake.conftest import ROOT
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, assert_once
from transforms.fetch.fetch import fetch_page
from transforms.fetching.client import Client
from transforms.fetching.network import Network
from transforms.lake import Lake
from transforms.lake.parcel import read_parcel
from transforms.poll.poll import Polled

STREAM = "stream-0000feed"

ENDS_WHILE_READING = """
import os, sys, time
from functools import partial
from pathlib import Path
from pipelines.stream.plan import Plan
from pipelines.stream.reading import _fetch
from pipelines.stream.worker import Worker
from schemas.records import Entry
from transforms.fetching.network import Network
from transforms.lake import Lake

lake, notes = sys.argv[1:]
Lake.open(lake)
times = {"window": 9, "every": 9, "tick": 9, "shards": 1}
plan = Plan(lake=lake, stream="stream-0", feeds=(), network=Network(run_id="stream-0"), raw=False, **times)
worker = Worker(plan)

def read(entry, page):
    Path(notes, entry.story_id).touch()
    time.sleep(0.5)

worker.read = read
for number in range(8 * os.cpu_count()):
    said = {"fingerprint": "0", "content": "A text.", "content_from": "feed", "story_id": str(number)}
    entry = Entry(feed_id="feed", url=None, guid=None, keys=(), **said)
    worker.courier.send("read 0", entry.story_id, partial(_fetch, worker, entry, ""))
while not os.listdir(notes):
    time.sleep(0.01)
"""


class Job:
    """An engine of one shard: runs ticks, keeps state as bytes, commits windows."""

    def __init__(self, lake: Path, feeds: list[str], every: float = 0.2) -> None:
        Lake.open(lake)
        self.lake = lake
        network = Network(run_id=STREAM, allow=("127.0.0.0/8",))
        self.plan = Plan(
            lake=str(lake),
            stream=STREAM,
            feeds=tuple(replace(feed, rate=50.0) for feed in feeds_of_urls(feeds)),
            network=network,
            window=10,
            every=every,
            tick=0.4,
            shards=1,
            raw=False,
        )
        self.worker = Worker(self.plan)
        self.polls, self.reads = b"{}", b"{}"
        self.parcels: list[str] = []
        self.windows = 1_000.0

    def tick(self, *, last: bool = False) -> None:
        """One tick through both steps."""
        tick = Tick(time.time(), last=last)
        polls = msgspec.json.decode(self.polls, type=PollState)
        mail, parcel = poll_shard(0, tick, polls, self.worker)
        self.polls = msgspec.json.encode(polls)
        for letter in [*(letter for _, letter in mail), Mail(tick)]:
            self._read(letter)
        self.parcels += [parcel] if parcel else []

    def _read(self, letter: Mail) -> None:
        reads = msgspec.json.decode(self.reads, type=ReadState)
        self.parcels += [name for name in (read_shard(0, letter, reads, self.worker),) if name]
        self.reads = msgspec.json.encode(reads)

    def until_quiet(self) -> None:
        """Tick until nothing is on its way, several times over: an answer may just have come back."""
        quiet = 0
        for _ in range(1200):
            self.tick()
            flying = [story for story in self.on_way().values() if story.flying is not None]
            quiet = 0 if flying or self.worker.courier.under_way("poll 0") else quiet + 1
            if quiet == 4:
                return
            time.sleep(0.05)
        raise AssertionError("pages never came back")

    def until_asked(self) -> None:
        """Tick until the pages of all stories are on their way, before any of them is taken."""
        while len(self.on_way()) < 6:
            tick = Tick(time.time())
            polls = msgspec.json.decode(self.polls, type=PollState)
            mail, parcel = poll_shard(0, tick, polls, self.worker)
            self.polls = msgspec.json.encode(polls)
            self.parcels += [parcel] if parcel else []
            for _, letter in mail:
                self._read(letter)

    def on_way(self) -> dict[str, OnWay]:
        """Stories in the engine's state."""
        return msgspec.json.decode(self.reads, type=ReadState).stories

    def commit(self) -> None:
        """End the window."""
        self.windows += 10
        self.parcels = list(commit_window(Window(self.windows - 10, self.windows), self.parcels, self.worker))

    def close(self) -> None:
        self.worker.close()


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(stories=(), generated=6, generated_feeds=2) as newsroom:
        yield newsroom


@pytest.fixture
def job(tmp_path: Path, room: Newsroom) -> Iterator[Job]:
    made = Job(tmp_path / "lake", room.feeds)
    yield made
    made.close()


def paths(room: Newsroom) -> list[str]:
    return [request.path for request in room.log]


def test_a_story_is_fetched_once_while_it_is_on_its_way_and_once_it_is_held(job: Job, room: Newsroom):
    job.until_quiet()
    job.until_quiet()
    job.commit()
    job.until_quiet()
    job.commit()
    assert assert_once(job.lake) == 6
    asked = [path for path in paths(room) if "feed" not in path and "robots" not in path]
    assert len(asked) == len(set(asked)) == 6


def test_state_is_what_is_on_its_way_and_nothing_once_the_lake_has_it(job: Job):
    job.until_quiet()
    assert len(job.on_way()) == 6
    assert sum(map(len, msgspec.json.decode(job.polls, type=PollState).sent.values())) == 6
    job.commit()
    time.sleep(0.3)
    job.tick()
    assert job.on_way() == {}
    assert msgspec.json.decode(job.polls, type=PollState).sent == {}


def test_what_never_came_to_the_lake_is_forgotten_in_the_end_and_the_lake_asked_again(job: Job):
    """A commit that refuses a line, or loses it, leaves no state for ever: retention ends it."""
    job.until_quiet()
    lost = json.loads(job.reads)
    assert len(lost["stories"]) == 6
    for story in lost["stories"].values():
        story["line"]["seen_at"] -= job.plan.retention + 1
    job.reads = json.dumps(lost).encode()
    forgotten = json.loads(job.polls)
    for sent in forgotten["sent"].values():
        for word in sent.values():
            word["at"] -= job.plan.retention + 1
    for state in forgotten["feeds"].values():
        state["last_success_at"] -= job.plan.retention + 1
    job.polls, job.parcels = json.dumps(forgotten).encode(), []
    job.until_quiet()
    job.commit()
    assert assert_once(job.lake) == 6


def test_pages_are_read_while_no_tick_comes(job: Job):
    """However many there are: the next tick finds them read, and only keeps them."""
    job.until_asked()
    deadline = time.monotonic() + 30
    while job.worker.courier.under_way("read 0") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(story.flying is not None for story in job.on_way().values())
    job.tick()
    assert all(story.flying is None and story.line.state == "held" for story in job.on_way().values())
    read = [parcel for name in job.parcels if (parcel := read_parcel(job.worker.store, name)) and parcel.files]
    assert sum(file.rows for parcel in read for file in parcel.files if file.table == "stories") == 6
    told = sum(parcel.seconds["ReadStories"] for parcel in read)
    spent = job.worker.readers.submit(time.thread_time).result()
    assert told > spent / 2, "the time of the background is told as well"


def test_what_waits_is_not_looked_at_again_with_every_tick_and_letter(job: Job, monkeypatch: pytest.MonkeyPatch):
    """Where to take a text from is told by all of it; of a feed that carries its stories these are megabytes."""
    job.until_asked()
    deadline = time.monotonic() + 30
    while job.worker.courier.under_way("read 0") and time.monotonic() < deadline:
        time.sleep(0.05)
    monkeypatch.setattr("pipelines.stream.reading.choose_source", None)
    job.tick()
    assert all(story.flying is None and story.line.state == "held" for story in job.on_way().values())


def test_a_process_that_ends_does_not_read_first_what_waits_to_be_read(tmp_path: Path):
    """On a cluster nobody closes its worker; and while it lives, it may hold the lease that its successor waits for."""
    notes = tmp_path / "notes"
    notes.mkdir()
    command = [sys.executable, "-c", ENDS_WHILE_READING, str(tmp_path / "lake"), str(notes)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    assert 0 < len(list(notes.iterdir())) <= 2 * (os.cpu_count() or 1)


def test_hosts_that_hang_are_waited_for_once_at_the_end_and_not_once_a_shard(job: Job, monkeypatch: pytest.MonkeyPatch):
    async def hang(client: Client) -> Polled:
        await asyncio.sleep(60)
        raise AssertionError("it was waited for")

    monkeypatch.setattr("pipelines.stream.polling.LAST_WAIT", 1.0)
    for shard in range(8):
        job.worker.courier.send(f"poll {shard}", "a feed", hang)
    began = time.monotonic()
    for shard in range(8):
        poll_shard(shard, Tick(time.time(), last=True), PollState(), job.worker)
    assert 1.0 <= time.monotonic() - began < 4.0  # a shard each: 8


@pytest.fixture
def hanging() -> Iterator[str]:
    """The address of a story whose host takes requests and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/story"


class Readers:
    """What a job's readers do: they wait for a word, and pages that are there wait for them."""

    def __init__(self, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may_read = threading.Event()
        self.came: list[Page | Refusal] = []
        read = job.worker.read

        async def fetch(entry: Entry, client: Client) -> Page | Refusal:
            page = await fetch_page(entry, client)
            self.came.append(page)
            return page

        def read_when_told(entry: Entry, page: Page | None) -> Reading:
            self.may_read.wait(60)
            return read(entry, page)

        monkeypatch.setattr("pipelines.stream.reading.fetch_page", fetch)
        monkeypatch.setattr(job.worker, "read", read_when_told)

    def until_come(self, pages: int) -> None:
        """Wait until so many are there."""
        deadline = time.monotonic() + 60
        while len(self.came) < pages:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_the_last_tick_has_read_what_came_and_waits_no_longer_for_a_host(
    job: Job, hanging: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("pipelines.stream.reading.LAST_WAIT", 0.5)
    readers = Readers(job, monkeypatch)
    job.until_asked()
    late = Entry(feed_id="f", url=hanging, guid=None, keys=("late",), fingerprint="0")
    job._read(Mail(Tick(time.time()), (late,)))
    readers.until_come(6)
    threading.Timer(1.5, readers.may_read.set).start()
    job.tick(last=True)
    assert readers.may_read.is_set()
    assert not job.worker.courier.under_way("read 0")
    job.commit()
    assert assert_once(job.lake) == 6
    (waits,) = Lake.open(job.lake).state().ledger.pending()
    assert (waits.entry is not None, waits.story_id, waits.attempts) == (True, "late", 0)


def test_the_last_tick_does_not_wait_for_ever_for_a_page_to_be_read(job: Job, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipelines.stream.reading.LAST_WAIT", 0.2)
    monkeypatch.setattr("pipelines.stream.reading.LAST_READ", 0.3)
    readers = Readers(job, monkeypatch)
    job.until_asked()
    readers.until_come(6)
    job.tick(last=True)
    assert not readers.may_read.is_set()
    assert job.worker.courier.under_way("read 0") == 6
    readers.may_read.set()
    job.commit()
    assert len(list(Lake.open(job.lake).state().ledger.pending())) == 6


def test_validators_of_a_poll_come_with_the_entries_that_it_brought(job: Job):
    """A commit that has a feed's state has every entry of it: held, refused, or waiting with all that the feed said."""
    for _ in range(40):
        job.tick()
        parcels = [read_parcel(job.worker.store, name) for name in job.parcels]
        states = [state for parcel in parcels if parcel for state in parcel.feeds]
        if states:
            break
        time.sleep(0.05)
    assert states
    job.commit()
    state = Lake.open(job.lake).state()
    for feed in state.feeds.values():
        known = state.ledger.find(feed.items)
        assert set(known) == set(feed.items)
        assert all(line.entry is not None for line in known.values() if line.state == "pending")


def test_a_job_that_is_killed_and_started_anew_takes_up_what_the_lake_says_waits(job: Job, room: Newsroom):
    job.tick()
    time.sleep(0.3)
    job.tick()
    job.commit()
    job.close()
    job.worker = Worker(job.plan)
    job.polls, job.reads, job.parcels = b"{}", b"{}", []
    job.until_quiet()
    job.commit()
    assert assert_once(job.lake) == 6


def test_a_bundle_that_is_replayed_with_the_state_before_it_loses_and_doubles_nothing(job: Job):
    job.until_quiet()
    before = job.polls, job.reads
    kept, job.parcels = job.parcels, []
    job.polls, job.reads = b"{}", b"{}"
    job.until_quiet()
    job.parcels += kept
    job.commit()
    assert assert_once(job.lake) == 6
    job.polls, job.reads = before
    job.until_quiet()
    job.commit()
    assert assert_once(job.lake) == 6


def test_two_feeds_that_name_one_story_bring_it_once(tmp_path: Path, room: Newsroom):
    both = [room.feeds[0], f"{room.feeds[0]}?edition=2"]
    job = Job(tmp_path / "lake", both)
    try:
        job.until_quiet()
        job.commit()
        job.until_quiet()
        job.commit()
        assert assert_once(job.lake) == 3
        assert {feed for (feed,) in ask(job.lake, "SELECT DISTINCT feed_id FROM polls")} == {
            feed.feed_id for feed in job.plan.feeds
        }
    finally:
        job.close()


def test_turns_of_hosts_that_nobody_asks_any_more_are_deleted_at_a_start(job: Job):
    job.until_quiet()
    store = job.worker.store
    turns = list(store.list("_lake/turns"))
    assert turns
    (store.folder / "_lake/turns/torn.example%3A80.json").write_bytes(b'{"hol')
    forget_turns(store, time.time())
    assert list(store.list("_lake/turns")) == turns, "what is a minute old still binds"
    forget_turns(store, time.time() + 2 * 86_400)
    assert list(store.list("_lake/turns")) == []


def test_the_last_tick_asks_no_feed(job: Job, room: Newsroom):
    job.tick(last=True)
    assert paths(room) == []


def test_a_letter_of_some_size_goes_by_its_place(tmp_path: Path):
    store = Lake.open(tmp_path / "lake").store
    small = Entry(feed_id="f", url="http://a.example/1", guid=None, keys=("k",), fingerprint="x")
    large = replace(small, content="Bridge " * INLINE)
    assert Mail.of([small], Tick(0.0), store, "one").folder is None
    letter = Mail.of([large], Tick(0.0), store, "two")
    assert len(msgspec.json.encode(letter)) < 1000
    assert letter.read(store) == (large,)
