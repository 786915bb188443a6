"""A window that an engine replays, its pages answered otherwise the second time: the first commit of it holds.

The commit step is driven as an engine drives it, by one worker, by two in turn, and by two at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.outcome import read_entry_page
from pipelines.stream.commit import Window, commit_window
from pipelines.stream.outbox import Outbox
from pipelines.stream.plan import Plan, window_id
from pipelines.stream.worker import Worker
from schemas.columns import Instant
from schemas.records import Entry, Page, Refusal
from tests.pipelines.lakes import ask, assert_once
from transforms.fetching.network import Network
from transforms.lake import Lake
from transforms.lake.parcel import Word

STREAM = "stream-00000001"
FIRST, SECOND, THIRD = (Window(start, start + 10.0) for start in (1000.0, 1010.0, 1020.0))
NOON = 1_790_000_000_000_000


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    Lake.open(tmp_path / "lake")
    return Plan(
        lake=str(tmp_path / "lake"),
        stream=STREAM,
        feeds=(),
        network=Network(run_id=STREAM),
        window=10.0,
        every=5.0,
        tick=1.0,
        shards=1,
        raw=False,
    )


@pytest.fixture
def worker(plan: Plan) -> Iterator[Worker]:
    made = Worker(plan)
    yield made
    made.close()


def entry(number: int, said: str = "first") -> Entry:
    key = f"{number:032x}"
    return Entry(
        feed_id="feed",
        url=f"http://paper.example/{number}",
        guid=None,
        keys=(key,),
        story_id=key,
        fingerprint=said,
        prints=(f"feed {said}",),
        first_seen_at=Instant(NOON),
    )


def page(number: int, take: int, at: int) -> Page:
    text = f"The council of Ostrava Minor met for hour {take} of its sitting number {number} and rose without a vote."
    body = f"<html><body><article><h1>Council meets, {number}</h1><p>{text}</p></article></body></html>".encode()
    return Page(url=f"http://paper.example/{number}", body=body, content_type="text/html", fetched_at=Instant(at))


NOT_THERE = Refusal(stage="fetch", reason="http_5xx", transient=True, message="HTTP 503", status=503)


def parcel(worker: Worker, *answers: tuple[int, Page | Refusal], at: int) -> str:
    """What one attempt of a worker brought: by story, its page or why there was none."""
    box = Outbox(worker, "ReadStories")
    for number, answer in answers:
        outcome = read_entry_page(
            entry(number), answer, commit_id=box.parcel_id, run_id=box.parcel_id, now=Instant(at), keep=False
        )
        box.add(outcome.rows)
        box.words.append(Word(line=outcome.memory, version=outcome.version))
    sealed = box.seal()
    assert sealed is not None
    return sealed


def versions(plan: Plan) -> list[tuple[int, int, str]]:
    """Story, hour in its text, and commit, in the order of versions."""
    rows = ask(
        Path(plan.lake),
        'SELECT story_id, body, "commit" FROM story_versions ORDER BY story_id, version_number',
    )
    return [(int(story, 16), int(body.split(" hour ")[1].split()[0]), commit) for story, body, commit in rows]


def manifests(plan: Plan) -> int:
    return len(list((Path(plan.lake) / "_lake" / "manifests").glob("*.json")))


def test_the_first_commit_of_a_window_holds_and_what_came_later_goes_with_the_next(plan: Plan, worker: Worker):
    first, second = window_id(STREAM, FIRST.start), window_id(STREAM, SECOND.start)
    # The first attempt got pages 1 and 2, and none of 3; the replay got an edited page 1, none of 2, and page 3.
    one = parcel(worker, (1, page(1, 1, NOON)), (2, page(2, 1, NOON)), (3, NOT_THERE), at=NOON)
    other = parcel(worker, (1, page(1, 2, NOON + 5)), (2, NOT_THERE), (3, page(3, 1, NOON + 5)), at=NOON + 5)
    assert commit_window(FIRST, [one], worker) == ()
    assert versions(plan) == [(1, 1, first), (2, 1, first)]
    assert commit_window(FIRST, [other], worker) == (other,)
    assert commit_window(FIRST, [one, other], worker) == (one, other)
    assert (versions(plan), manifests(plan)) == ([(1, 1, first), (2, 1, first)], 1)
    assert commit_window(SECOND, [one, other], worker) == ()
    assert versions(plan) == [(1, 1, first), (1, 2, second), (2, 1, first), (3, 1, second)]
    assert commit_window(THIRD, commit_window(SECOND, [other], worker), worker) == ()
    assert manifests(plan) == 2
    assert assert_once(Path(plan.lake)) == 4


def test_a_replay_that_got_the_same_adds_nothing(plan: Plan, worker: Worker):
    one, other = (parcel(worker, (1, page(1, 1, NOON)), at=NOON + later) for later in (0, 5))
    commit_window(FIRST, [one], worker)
    assert commit_window(FIRST, [other], worker) == (other,)
    commit_window(SECOND, [other], worker)
    assert versions(plan) == [(1, 1, window_id(STREAM, FIRST.start))]
    assert assert_once(Path(plan.lake)) == 1


def test_a_worker_that_was_taken_for_dead_commits_nothing_of_a_window_that_was_committed(plan: Plan, worker: Worker):
    """Both have looked at the lake, and see it as it was, when the first of them commits."""
    ghost = Worker(plan)
    one = parcel(worker, (1, page(1, 1, NOON)), at=NOON)
    other = parcel(ghost, (1, page(1, 2, NOON + 5)), (2, page(2, 1, NOON + 5)), at=NOON + 5)
    commit_window(FIRST, [one], worker)
    assert commit_window(FIRST, [other], ghost) == (other,)
    ghost.close()
    assert versions(plan) == [(1, 1, window_id(STREAM, FIRST.start))]


def commit_at_once(window: Window, parcels: list[str], workers: list[Worker]) -> list[tuple[str, ...]]:
    """What two workers carry over that commit a window at the same time, each with a parcel of its own."""
    gate = threading.Barrier(2)
    left: list[tuple[str, ...]] = [(), ()]

    def commit(place: int) -> None:
        gate.wait()
        try:
            left[place] = commit_window(window, [parcels[place]], workers[place])
        except Exception:  # noqa: BLE001 - whatever it is, the bundle has failed
            # The other one has committed, and cleared away what waited under the commit's name: an engine tries again.
            left[place] = commit_window(window, [parcels[place]], workers[place])

    threads = [threading.Thread(target=commit, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return left


@pytest.mark.slow
def test_two_workers_that_commit_one_window_at_once_lose_nothing(plan: Plan):
    """Whichever is first, the other's parcel goes with the next window."""
    workers = [Worker(plan), Worker(plan)]
    for round_ in range(20):
        window, following = (Window(2000.0 + 20 * round_ + more, 2010.0 + 20 * round_ + more) for more in (0, 10))
        number = 10 * (round_ + 1)
        parcels = [
            parcel(
                worker, (number, page(number, 1, NOON)), (number + 1 + place, page(number, 1, NOON)), at=NOON + place
            )
            for place, worker in enumerate(workers)
        ]
        left = commit_at_once(window, parcels, workers)
        assert sorted(map(len, left)) == [0, 1], left
        commit_window(following, [name for names in left for name in names], workers[0])
        found = [story for story, _, _ in versions(plan) if number <= story < number + 10]
        assert found == [number, number + 1, number + 2]
    for worker in workers:
        worker.close()
    assert assert_once(Path(plan.lake)) == 60
