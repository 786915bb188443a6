"""Feeds asked as their time comes: what a shard of feeds does at a tick.

What it remembers, the engine keeps: for as long as it is on its way, until the lake has it.
"""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

import msgspec

from pipelines.outcome import reject_row
from pipelines.stream.clock import Tick
from pipelines.stream.mail import Mail
from pipelines.stream.outbox import Outbox
from pipelines.stream.plan import LAST_WAIT, Plan, page_host, shard_of
from pipelines.stream.worker import Worker, now
from schemas.columns import Instant
from schemas.records import Entry, Feed, FeedState
from transforms.fetching.client import Client
from transforms.fetching.hosts import host_of
from transforms.identify import same_words
from transforms.lake.settle import asked_at
from transforms.measure import count, measure_poll
from transforms.poll import schedule
from transforms.poll.poll import Polled, poll_feed
from transforms.seen import find, judge, remember_sight, said_by


class Sent(msgspec.Struct, frozen=True):
    """What a feed said of an entry that went on: its fingerprint, and when."""

    said: str
    at: Instant


class PollState(msgspec.Struct):
    """What a shard of feeds has on its way.

    Attributes:
        feeds: States of feeds that the lake has not yet, by feed.
        sent: Entries that the lake has not yet: by feed, then by first key.
    """

    feeds: dict[str, FeedState] = {}
    sent: dict[str, dict[str, Sent]] = {}


def poll_shard(shard: int, tick: Tick, state: PollState, worker: Worker) -> tuple[list[tuple[int, Mail]], str | None]:
    """Ask the feeds of a shard that are due, and take what has come back.

    Args:
        shard: Which.
        tick: Of the clock.
        state: What it has on its way; changed.
        worker: The process's.

    Returns:
        Fresh entries, in letters to the shards that read them; and the parcel with the polls, if there were any.
    """
    plan, view, courier = worker.plan, worker.view, worker.courier
    owner = f"poll {shard}"
    view.refresh(plan.tick / 4)
    feeds = {feed.feed_id: feed for feed in feeds_of(plan, shard)}
    _forget(state, worker)
    box = Outbox(worker, "PollFeeds")
    letters: dict[int, list[Entry]] = {}
    while (back := courier.take(owner)) is not None:
        _receive(back[1], state, worker, box, letters)
    if not tick.last:
        for feed in feeds.values():
            known = _newest(feed, state, worker)
            if _due(feed, known, plan, now()):
                courier.send(owner, feed.feed_id, partial(_poll, feed, known, plan.stream))
    until = time.monotonic() + (worker.farewell.left("poll", LAST_WAIT) if tick.last else plan.tick / 8)
    while (back := courier.take(owner, wait=max(until - time.monotonic(), 0))) is not None:
        _receive(back[1], state, worker, box, letters)
    mail = [
        (to, Mail.of(entries, tick, worker.store, f"{box.parcel_id}-{to}")) for to, entries in sorted(letters.items())
    ]
    return mail, box.seal()


def feeds_of(plan: Plan, shard: int) -> Iterator[Feed]:
    """The feeds of a shard: those of one host together, so that they share what is remembered of one another."""
    return (feed for feed in plan.feeds if shard_of(host_of(feed.url), plan.shards) == shard)


async def _poll(feed: Feed, known: FeedState | None, run_id: str, client: Client) -> Polled:
    return await poll_feed(feed, known, client, run_id=run_id)


def _due(feed: Feed, known: FeedState | None, plan: Plan, at: Instant) -> bool:
    """Whether a feed may be asked: by its own word, and not more often than the stream asks.

    A tick that comes a moment early counts, or a feed would be asked at every other one.
    """
    pause = feed.interval if feed.interval is not None else plan.every
    return schedule.due(feed, known, at) and at - asked_at(known) >= (pause - plan.tick / 2) * 1e6


def _newest(feed: Feed, state: PollState, worker: Worker) -> FeedState | None:
    """What is remembered of a feed: by the lake, or on its way there. Of two of one time the lake's is the word."""
    held, on_way = worker.view.feed(feed.feed_id), state.feeds.get(feed.feed_id)
    return on_way if asked_at(on_way) > asked_at(held) else held


def _forget(state: PollState, worker: Worker) -> None:
    """Drop what the lake has, and what has been on its way for too long to come there."""
    oldest = now() - worker.plan.retention
    for feed_id, on_way in list(state.feeds.items()):
        if asked_at(on_way) <= max(asked_at(worker.view.feed(feed_id)), oldest):
            del state.feeds[feed_id]
    for feed_id, sent in list(state.sent.items()):
        known = worker.view.find(sent)
        for key, word in list(sent.items()):
            held = said_by(known[key], feed_id) if key in known else None
            if word.at < oldest or (held is not None and same_words(held, word.said)):
                del sent[key]
        if not sent:
            del state.sent[feed_id]


def _receive(polled: Polled, state: PollState, worker: Worker, box: Outbox, letters: dict[int, list[Entry]]) -> None:
    """Take what a feed answered: what is fresh goes on, the rest goes into the parcel."""
    if polled.poll.outcome == "not_due" or polled.poll.reason == "out_of_time" or polled.state is None:
        return
    measure_poll(polled.poll)
    feed_id = polled.poll.feed_id
    counts = Counter[str]()
    for entry in polled.entries:
        verdict = _judge(entry, state, worker, box)
        counts[verdict] += 1
        count("DropSeen", f"entries:{verdict}")
        if verdict != "known":
            state.sent.setdefault(feed_id, {})[entry.keys[0]] = Sent(entry.fingerprint, now())
            letters.setdefault(shard_of(page_host(entry), worker.plan.shards), []).append(entry)
    state.feeds[feed_id] = polled.state
    box.polls.append(
        dataclasses.replace(polled.poll, new=counts["new"], edited=counts["edited"], known=counts["known"])
    )
    box.feeds.append(polled.state)
    box.add(reject_row(reject) for reject in polled.rejects)
    box.counts.update(f"reject:{reject.reason}" for reject in polled.rejects)
    box.counts.update({f"entries_{verdict}": count for verdict, count in counts.items()})


def _judge(entry: Entry, state: PollState, worker: Worker, box: Outbox) -> str:
    """Whether an entry goes on: what this feed said last, on its way or in the lake, decides."""
    sent = state.sent.get(entry.feed_id, {}).get(entry.keys[0])
    known = find(entry, worker.view.find(entry.keys))
    if sent is not None:
        if same_words(sent.said, entry.fingerprint):
            return "known"
        # It may say again what the lake holds, while something else is on its way: the reader of pages finds out.
        return "edited"
    at = now()
    verdict, _ = judge(entry, known, at)
    if verdict == "known" and known is not None:
        sight = remember_sight(entry, known)
        if sight is not None:
            box.sights.append(sight)
    return verdict
