"""Where nothing dies with its holder: leases with an end, tokens that commits carry, claims, on a disk used so."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schemas.columns import Instant
from tests.lake.conftest import ROOT, story_ids
from tests.lake.rows import NOON, Clock, Lockless, draft, story_id
from transforms.lake import Draft, Lake, LeaseHeld, LeaseLost, Version, VersionChanged, update
from transforms.lake import lease as lease_module
from transforms.lake.lease import TERM, TOLERANCE, take
from transforms.lake.local import LocalStore
from transforms.lake.manifest import manifest_path
from transforms.lake.store import LockTaken

SECOND = 1_000_000
OVER = int((TERM + TOLERANCE) * SECOND) + 1
"""After so many microseconds a lock that nobody renewed is free."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Lockless:
    return Lockless(tmp_path / "lake")


@pytest.fixture
def lake(store: Lockless, clock: Clock) -> Lake:
    return Lake.over(store, clock=clock)


@pytest.fixture
def hung(store: Lockless, clock: Clock) -> Iterator[Lake]:
    """A run that holds the lease, has a commit staged, and hangs."""
    lake = Lake.over(store, clock=Clock(clock.at))
    with lake.lease("hung") as held:
        yield lake
        with pytest.raises(LeaseLost):
            held.confirm()


def test_a_lock_is_free_a_term_and_the_tolerance_after_it_was_last_renewed(store: Lockless, clock: Clock):
    first = take(store, "lock", b'"me"', clock)
    with pytest.raises(LockTaken) as taken:
        take(store, "lock", b"", clock)
    assert taken.value.note == b'"me"'
    clock.at += 40 * SECOND
    first.renew()
    clock.at += OVER - 1
    with pytest.raises(LockTaken):
        take(store, "lock", b"", clock)
    clock.at += 1
    second = take(store, "lock", b"", clock)
    assert (second.token, second.fences) == (2, True)
    first.renew()
    with pytest.raises(LeaseLost):
        first.check()
    second.check()


def test_a_lock_that_was_given_back_is_free_at_once_and_needs_no_fence(store: Lockless, clock: Clock):
    take(store, "lock", b"", clock).end(well=True)
    second = take(store, "lock", b"", clock)
    assert (second.token, second.fences) == (2, False)
    second.end(well=False)
    third = take(store, "lock", b"", clock)
    assert (third.token, third.fences) == (3, True)


@pytest.mark.parametrize("apart", [-TOLERANCE, 0, TOLERANCE])
def test_with_clocks_as_far_apart_as_is_tolerated_no_two_hold_it(store: Lockless, clock: Clock, apart: float):
    """The holder renews late but in time, by its own clock; the other one looks just before that, by its own."""
    holder = take(store, "lock", b"", clock)
    for _ in range(3):
        clock.at += int(TERM * SECOND)
        holder.check()
        with pytest.raises(LockTaken):
            take(store, "lock", b"", Clock(clock.at + int(apart * SECOND)))
        holder.renew()


def test_of_many_that_take_a_free_lock_one_has_it(store: Lockless, clock: Clock):
    def contend(number: int) -> int:
        try:
            return take(store, "lock", b"", clock).token
        except LockTaken:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(contend, range(8))) == [0] * 7 + [1]


def test_a_lease_is_renewed_while_its_holder_works(lake: Lake, store: Lockless, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lease_module, "TERM", 0.04)
    with lake.lease("run"):
        renewed = threading.Event()
        for _ in range(500):
            if json.loads(store.read("_lake/lease"))["renewals"] >= 3:
                renewed.set()
                break
            threading.Event().wait(0.01)
        assert renewed.is_set()
    assert json.loads(store.read("_lake/lease"))["state"] == "free"


def test_a_holder_whose_lease_expired_can_not_commit_over_its_successor(hung: Lake, lake: Lake, clock: Clock):
    late = draft(hung, "hung", "late", [1])
    clock.at += OVER
    with lake.lease("next") as held:
        assert (held.token, held.fences) == (2, True)
        lake.recover()
        lake.commit(draft(lake, "next", "next", [2]))
        with pytest.raises(LeaseLost, match="another run took over"):
            hung.commit(late)
        with pytest.raises(LeaseLost):
            hung.commit(Draft(commit_id="without-files", run_id="hung"))
    assert story_ids(lake.store.root, "stories") == ([story_id(2)],) * 2


def test_what_a_hung_holder_commits_before_the_fence_is_known_to_its_successor(hung: Lake, lake: Lake, clock: Clock):
    late = draft(hung, "hung", "late", [1])
    clock.at += OVER
    with lake.lease("next"):
        hung.commit(late)
        assert lake.recover() == 1
        assert set(lake.state().ledger.find(["url-1"])) == {"url-1"}


def test_a_commit_in_flight_while_the_fence_is_put_is_before_it_or_never(store: Lockless, clock: Clock):
    """At every step of a slow commit the successor takes over: the story is there if and only if the log has it."""
    total = steps_of_a_commit(store.root.parent / "count")
    for at in range(1, total + 1):
        root = store.root.parent / f"lake-{at}"
        outcome: list[int | str] = []
        steps = 0

        def take_over(what: str, path: str) -> None:
            nonlocal steps
            steps += 1
            if steps == at:  # noqa: B023 - called within the round
                successor = Lake.over(Lockless(root), clock=Clock(NOON + OVER))  # noqa: B023 - called within the round
                with successor.lease("next"):
                    successor.recover()
                    successor.commit(draft(successor, "next", "next", [2]))

        slow_store = Lockless(root)
        slow = Lake.over(slow_store, clock=Clock())
        with slow.lease("slow"):
            waiting = draft(slow, "slow", "slow", [1])
            slow_store.on_request = take_over
            try:
                outcome.append(slow.commit(waiting))
            except LeaseLost:
                outcome.append("lost")
            slow_store.on_request = None
        expected = [1, 2] if outcome != ["lost"] else [2]
        with Lake.over(Lockless(root), clock=Clock(NOON + 2 * OVER)).lease("last"):
            assert story_ids(root, "stories") == (sorted(map(story_id, expected)),) * 2, (at, outcome)


def steps_of_a_commit(root: Path) -> int:
    count = 0

    def step(what: str, path: str) -> None:
        nonlocal count
        count += 1

    store = Lockless(root)
    lake = Lake.over(store, clock=Clock())
    with lake.lease("slow"):
        waiting = draft(lake, "slow", "slow", [1])
        store.on_request = step
        lake.commit(waiting)
        store.on_request = None
    return count


def test_a_claim_is_respected_while_it_is_renewed_and_then_no_more(lake: Lake, store: Lockless, clock: Clock):
    writer = Lake.over(store, clock=Clock(clock.at))
    with writer.claim("alive"), lake.lease("run"):
        waiting = draft(writer, "alive", "alive", [1])
        lake.recover()
        assert writer.commit(waiting) == 1
    with writer.claim("hung"):
        waiting = draft(writer, "hung", "hung", [2])
        clock.at += OVER
        with lake.lease("run"):
            lake.recover()
        with pytest.raises(LeaseLost):
            writer.commit(waiting)
    assert list(store.list("_lake/staged")) == []
    assert story_ids(store.root, "stories") == ([story_id(1)],) * 2


def test_files_that_nothing_protects_are_not_committed(lake: Lake):
    with pytest.raises(RuntimeError, match="under a lease or a claim"):
        lake.commit(draft(lake, "run", "bare", [1]))


def test_a_second_claim_of_one_commit_is_told_so(lake: Lake, store: Lockless, clock: Clock):
    other = Lake.over(store, clock=clock)
    with lake.claim("twice"), pytest.raises(LeaseHeld, match="twice is claimed already"), other.claim("twice"):
        pass


def test_a_commit_under_a_token_of_elsewhere_is_fenced_as_well(lake: Lake, store: Lockless, clock: Clock):
    worker = Lake.over(store, clock=clock)
    with lake.lease("stream") as held:
        worker.commit(draft(worker, "stream", "w1", [1]), token=held.token)
    clock.at += OVER
    with lake.lease("next"):
        lake.commit(draft(lake, "next", "n1", [2]))
    with pytest.raises(LeaseLost):
        worker.commit(draft(worker, "stream", "w2", [3]), token=1)


def test_a_commit_id_of_late_is_committed_once_whatever_came_between(lake: Lake):
    with lake.lease("run"):
        first = draft(lake, "run", "window-1", [1])
        assert lake.commit(first) == 1
        assert lake.commit(draft(lake, "run", "window-2", [2])) == 2
        assert lake.commit(draft(lake, "run", "window-1", [3])) == 1
    assert story_ids(lake.store.root, "stories")[0] == sorted(map(story_id, (1, 2)))


def test_who_slept_while_the_log_was_cut_short_commits_at_its_end(lake: Lake, store: Lockless, clock: Clock):
    """Between reading the root and putting its manifest a process sleeps so long that its number is free again."""
    other = Lake.over(Lockless(store.root), clock=clock)

    def sleep(what: str, path: str) -> None:
        if what == "put" and path == manifest_path(2):
            store.on_request = None
            for number in range(10):
                with other.claim(f"other-{number}"):
                    other.commit(draft(other, "other", f"other-{number}", [10 + number]))
            store.delete([manifest_path(2)])  # as retention does, an hour after it was folded and checkpointed

    with lake.claim("first"):
        lake.commit(draft(lake, "me", "first", [1]))
    with lake.claim("slept"):
        waiting = draft(lake, "me", "slept", [2])
        store.on_request = sleep
        assert lake.commit(waiting) == 12
    assert not store.exists(manifest_path(2))
    assert len(story_ids(store.root, "stories")[0]) == 12


def test_the_root_names_only_so_many_commits(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("transforms.lake.log.RECENT", 5)
    for number in range(8):
        lake.commit(Draft(commit_id=f"c{number}", run_id="r"))
    root = lake.snapshot().root
    assert (len(root.recent), root.number_of("c2"), root.number_of("c3"), root.number_of("c7")) == (5, None, 4, 8)


def test_put_if_version_replaces_what_was_read_and_nothing_else(tmp_path: Path):
    store = LocalStore(tmp_path)
    first = store.put_if_version("small", b"1", None)
    assert store.read_version("small") == (b"1", first)
    with pytest.raises(VersionChanged):
        store.put_if_version("small", b"2", None)
    with pytest.raises(VersionChanged):
        store.put_if_version("small", b"2", Version("other"))
    with pytest.raises(VersionChanged):
        store.put_if_version("none", b"2", first)
    second = store.put_if_version("small", b"2", first)
    assert store.read_version("small") == (b"2", second)


def test_changes_of_many_processes_are_all_made(tmp_path: Path):
    program = (
        "import sys; from transforms.lake import LocalStore, update\n"
        "store = LocalStore(sys.argv[1])\n"
        "for _ in range(25): update(store, 'count', lambda data: str(int(data or b'0') + 1).encode())"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    children = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [child.wait() for child in children] == [0] * 4
    assert LocalStore(tmp_path).read("count") == b"100"


def test_update_gives_up_when_it_never_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = LocalStore(tmp_path)
    turns = iter(range(1000))

    def change(data: bytes | None) -> bytes:
        store.replace("contested", str(next(turns)).encode())
        return b"mine"

    with pytest.raises(Exception, match="contested changed 100 times"):
        update(store, "contested", change)


def test_a_lake_of_an_older_wirelake_has_no_recent_commits_and_goes_on(lake: Lake):
    lake.commit(Draft(commit_id="one", run_id="r"))
    root = json.loads(lake.store.read("_lake/snapshot.json"))
    del root["recent"], root["epoch"]
    lake.store.replace("_lake/snapshot.json", json.dumps(root).encode())
    assert lake.commit(Draft(commit_id="one", run_id="r")) == 1
    assert lake.commit(Draft(commit_id="two", run_id="r")) == 2
    assert lake.snapshot().root.number_of("two") == 2


def test_instants_of_records_are_whole_microseconds(store: Lockless):
    record = take(store, "lock", b"", lambda: Instant(NOON)).record
    assert record.expires_at == NOON + 60 * SECOND
