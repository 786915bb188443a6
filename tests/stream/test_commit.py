from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.stream.commit import Window, commit_window, rescue
from pipelines.stream.outbox import Outbox
from pipelines.stream.plan import Plan, window_id
from pipelines.stream.worker import Worker
from schemas.columns import Day
from schemas.logbook import Poll
from schemas.records import FeedState, StagedFile
from tests.lake.rows import NOON, ledger_entry, rows, run_row, story_id
from tests.pipelines.lakes import ask, assert_once
from transforms.fetching.network import Network
from transforms.lake import Draft, Lake
from transforms.lake.parcel import Parcel, Word, read_parcel
from transforms.lake.store import Store

FIRST, SECOND, THIRD = (Window(start, start + 10) for start in (1_790_000_000.0, 1_790_000_010.0, 1_790_000_020.0))
STREAM = "stream-0000abcd"


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    lake = str(tmp_path / "lake")
    Lake.open(lake)
    network = Network(run_id=STREAM)
    plan = Plan(lake=lake, stream=STREAM, feeds=(), network=network, window=10, every=5, tick=1, shards=1, raw=False)
    made = Worker(plan)
    yield made
    made.close()


def parcel(worker: Worker, *numbers: int, at: int = 0) -> str:
    """The id of a parcel with one version each of some stories."""
    box = Outbox(worker, "ReadStories")
    for number in numbers:
        box.add(row for row in rows(number) if row.table != "rejects")
        version = f"{number:016x}"
        known = replace(
            ledger_entry(number), versions=(version,), published_day=Day(NOON // 86_400_000_000), seen_at=NOON + at
        )
        box.words.append(Word(line=known, version=version))
    sealed = box.seal()
    assert sealed is not None
    return sealed


def held(worker: Worker) -> list[str]:
    return [story for (story,) in ask(Path(worker.plan.lake), "SELECT story_id FROM stories ORDER BY ALL")]


def ids(*numbers: int) -> list[str]:
    return sorted(story_id(number) for number in numbers)


def manifests(worker: Worker) -> int:
    return len(list(worker.store.list("_lake/manifests")))


def test_a_window_is_one_commit_whatever_number_of_parcels_it_has(worker: Worker):
    assert commit_window(FIRST, [parcel(worker, 1, 2), parcel(worker, 3)], worker) == ()
    assert (held(worker), manifests(worker)) == (ids(1, 2, 3), 1)
    files = Lake.open(worker.plan.lake).snapshot().files["stories"]
    assert len(files) == 2, "the empty one, and one for the window's day"
    commit = window_id(STREAM, FIRST.start)
    assert ask(Path(worker.plan.lake), "SELECT DISTINCT commit FROM stories") == [(commit,)]
    assert ask(Path(worker.plan.lake), "SELECT run_id, pipeline, stories, new FROM runs") == [(commit, "stream", 3, 3)]


def test_the_first_commit_of_a_window_is_the_only_one_and_what_it_lacks_goes_with_the_next(worker: Worker):
    commit_window(FIRST, [parcel(worker, 1, 2)], worker)
    replayed = parcel(worker, 2, 3, at=5)
    assert commit_window(FIRST, [replayed], worker) == (replayed,)
    assert (held(worker), manifests(worker)) == (ids(1, 2), 1)
    assert commit_window(SECOND, [replayed, parcel(worker, 4)], worker) == ()
    assert (held(worker), manifests(worker)) == (ids(1, 2, 3, 4), 2)
    assert assert_once(Path(worker.plan.lake)) == 4


def test_a_parcel_that_was_committed_is_gone_and_naming_it_again_is_no_harm(worker: Worker):
    sealed = parcel(worker, 1)
    commit_window(FIRST, [sealed], worker)
    assert read_parcel(worker.store, sealed) is None
    assert list(worker.store.list("_lake/staged")) == []
    assert commit_window(SECOND, [sealed, parcel(worker, 2)], worker) == ()
    assert held(worker) == ids(1, 2)


def test_a_worker_that_dies_between_its_commit_and_its_cleaning_leaves_nothing_twice(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
):
    sealed = parcel(worker, 1)
    monkeypatch.setattr("pipelines.stream.commit.drop_parcel", lambda *_: None)
    commit_window(FIRST, [sealed], worker)
    monkeypatch.undo()
    assert commit_window(FIRST, [sealed], worker) == (sealed,)
    assert commit_window(SECOND, [sealed], worker) == ()
    assert (held(worker), read_parcel(worker.store, sealed)) == (ids(1), None)


def test_what_a_killed_stream_had_read_is_committed_by_the_next_but_not_what_its_feeds_promised(worker: Worker):
    done, left = parcel(worker, 1, 2), parcel(worker, 2, 3)
    commit_window(FIRST, [done], worker)
    box = Outbox(worker, "PollFeeds")
    box.polls.append(Poll(run_id=STREAM, feed_id="feed", url="u", polled_at=NOON, outcome="fetched"))
    box.feeds.append(FeedState(feed_id="feed", url="u", configured_url="u", etag="newer", last_success_at=NOON))
    box.seal()
    half = worker.store.root / "_lake" / "staged" / f"{STREAM}-half"
    half.mkdir()
    (half / "stories.staged").write_bytes(b"PAR1")
    worker.close()
    other = Worker(replace(worker.plan, stream="stream-0000beef", network=Network(run_id="stream-0000beef")))
    try:
        other.hold_lease()
        assert rescue(other) == 2
        other.lake.recover()
        assert rescue(other) == 0
    finally:
        other.close()
    assert (held(worker), read_parcel(worker.store, left)) == (ids(1, 2, 3), None)
    assert assert_once(Path(worker.plan.lake)) == 3
    assert not half.exists()
    assert worker.lake.state().feeds == {}
    assert ask(Path(worker.plan.lake), "SELECT count(*) FROM polls") == [(1,)]


def test_a_window_in_which_nothing_happened_leaves_no_trace(worker: Worker):
    assert commit_window(FIRST, [], worker) == ()
    assert manifests(worker) == 0


def test_a_commit_of_somebody_else_in_between_makes_the_window_anew(worker: Worker, monkeypatch: pytest.MonkeyPatch):
    lake = Lake.open(worker.plan.lake)
    calls = iter([True])

    def merge_late(store: object, commit_id: str, parcels: object) -> tuple[StagedFile, ...]:
        if next(calls, False):
            lake.commit(Draft(commit_id="compact-1", run_id="compact", run=run_row("compact", NOON)))
        return merge(store, commit_id, parcels)

    from pipelines.stream.commit import merge  # noqa: PLC0415 - as it is before it is replaced

    monkeypatch.setattr("pipelines.stream.commit.merge", merge_late)
    commit_window(FIRST, [parcel(worker, 1)], worker)
    assert (held(worker), manifests(worker)) == (ids(1), 2)


@pytest.mark.parametrize("moment", ["parcels read", "files staged"])
def test_of_two_attempts_at_one_window_at_once_one_commits_and_the_other_carries_over(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, moment: str
):
    """The second begins and ends within the first, as where an engine moved the commit elsewhere."""
    sealed = parcel(worker, 1, 2)
    other = Worker(worker.plan)
    seconds: list[str] = []

    def overtake(at: str) -> None:
        if at == moment and not seconds:
            seconds.append(at)
            assert commit_window(FIRST, [sealed], other) == ()

    def read_and_wait(store: Store, name: str) -> Parcel | None:
        found = read_parcel(store, name)
        if store is worker.store:
            overtake("parcels read")
        return found

    def stage(what: str, path: str) -> None:
        if (what, Path(path).suffix) == ("open", ".staged"):
            overtake("files staged")

    monkeypatch.setattr("pipelines.stream.commit.read_parcel", read_and_wait)
    worker.lake.store.__dict__["_on_step"] = stage
    try:
        assert commit_window(FIRST, [sealed], worker) == (sealed,)
    finally:
        other.close()
    assert seconds == [moment]
    assert (held(worker), manifests(worker)) == (ids(1, 2), 1)
    assert list(worker.store.list("_lake/staged")) == []
    assert commit_window(SECOND, [sealed], worker) == ()


def test_a_stream_that_is_taken_up_by_another_process_knows_its_last_window(worker: Worker):
    commit_window(SECOND, [parcel(worker, 1)], worker)
    other = Worker(worker.plan)
    try:
        late = parcel(other, 2)
        assert commit_window(FIRST, [late], other) == (late,)
        assert commit_window(THIRD, [late], other) == ()
    finally:
        other.close()
    assert held(worker) == ids(1, 2)
