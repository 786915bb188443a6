"""Polls feeds: asks those that are due, reads what is new, says what to remember. Without Beam."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass

from schemas.columns import Instant
from schemas.logbook import Poll, Reject
from schemas.records import Entry, Feed, FeedState, Refusal
from transforms.fetching.answer import Answer
from transforms.fetching.client import Client
from transforms.fetching.hosts import host_of
from transforms.fetching.stream import Emit, as_they_come
from transforms.poll import schedule
from transforms.poll.parse import ParsedFeed, parse_feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one poll brought."""

    poll: Poll
    state: FeedState | None
    """What the lake remembers from now on; None for a new feed that was never asked."""
    entries: tuple[Entry, ...] = ()
    """All of the document; which of them the lake knows is not asked here."""
    rejects: tuple[Reject, ...] = ()


def _now() -> Instant:
    return Instant(int(time.time() * 1e6))


async def poll_all(
    feeds: Iterable[tuple[Feed, FeedState | None]],
    client: Client,
    *,
    run_id: str,
    clock: Callable[[], Instant] = _now,
) -> AsyncGenerator[Polled, None]:
    """Poll feeds, each in its host's turn, and yield what each brought as it comes.

    Feeds of one host are asked one after the other, hosts together: fifty hosts that hang cost one time limit.

    Args:
        feeds: Feeds with what the lake remembers of them.
        client: Fetches.
        run_id: For the rows.
        clock: The present, UTC.
    """
    hosts: dict[str, list[tuple[Feed, FeedState | None]]] = defaultdict(list)
    for feed, state in feeds:
        hosts[host_of(schedule.address(feed, state))].append((feed, state))

    def job(waiting: list[tuple[Feed, FeedState | None]]) -> Callable[[Emit[Polled]], Awaitable[None]]:
        async def run(emit: Emit[Polled]) -> None:
            for feed, state in waiting:
                polled = await poll_feed(feed, state, client, run_id=run_id, clock=clock)
                # Entries take some four times the bytes of their document.
                size = 4 * (polled.poll.bytes or 0)
                client.room.took(size)
                try:
                    await emit(polled)
                finally:
                    client.room.took(-size)

        return run

    async with contextlib.aclosing(as_they_come([job(waiting) for waiting in hosts.values()])) as stream:
        async for polled in stream:
            yield polled


async def poll_feed(
    feed: Feed,
    state: FeedState | None,
    client: Client,
    *,
    run_id: str,
    clock: Callable[[], Instant] = _now,
) -> Polled:
    """Poll one feed, if it is due."""
    now = clock()
    url = schedule.address(feed, state)
    if not schedule.due(feed, state, now):
        row = _row(feed, url, run_id, now, "not_due", next_due_at=state.next_due_at if state else None)
        return Polled(poll=row, state=state)
    answer = await client.fetch(url, kind="feed", headers=schedule.validators(feed, state), rate=feed.rate)
    if isinstance(answer, Refusal):
        return _failed(feed, state, answer, answer, None, run_id, now, clock())
    if answer.status == 304 or schedule.unchanged(state, answer):
        after = schedule.next_state(feed, state, answer, None, clock())
        outcome = "not_modified" if answer.status == 304 else "unchanged"
        return Polled(
            poll=_row(feed, url, run_id, now, outcome, answer=answer, next_due_at=after.next_due_at), state=after
        )
    content_type = answer.header("content-type")
    # Reading is CPU work of up to seconds: in the loop itself it would let every other request time out.
    parsed = await asyncio.to_thread(
        parse_feed, answer.body, content_type=content_type, url=answer.url, feed=feed, now=now
    )
    if isinstance(parsed, Refusal):
        return _failed(feed, state, answer, parsed, answer, run_id, now, clock())
    return _fetched(feed, state, answer, parsed, run_id, now, clock())


def _fetched(
    feed: Feed, state: FeedState | None, answer: Answer, parsed: ParsedFeed, run_id: str, now: Instant, then: Instant
) -> Polled:
    after = schedule.next_state(feed, state, answer, parsed, then)
    row = _row(
        feed,
        answer.url if answer.moved_to else schedule.address(feed, state),
        run_id,
        now,
        "fetched",
        answer=answer,
        parsed=parsed,
        next_due_at=after.next_due_at,
    )
    rejects = tuple(
        Reject(
            run_id=run_id,
            stage="poll",
            reason=invalid.reason,
            transient=False,
            message=invalid.message,
            url=invalid.item.url,
            feed_id=feed.feed_id,
            payload=answer.payload,
            first_at=now,
            rejected_at=then,
        )
        for invalid in parsed.invalid
    )
    return Polled(poll=row, state=after, entries=parsed.entries, rejects=rejects)


def _failed(
    feed: Feed,
    state: FeedState | None,
    answer: Answer | Refusal,
    refusal: Refusal,
    got: Answer | None,
    run_id: str,
    now: Instant,
    then: Instant,
) -> Polled:
    parsed = None if got is None else refusal
    after = schedule.next_state(feed, state, answer, parsed, then)
    url = schedule.address(feed, state)
    row = _row(feed, url, run_id, now, "failed", answer=got, refusal=refusal, next_due_at=after.next_due_at)
    return Polled(poll=row, state=after)


def _row(
    feed: Feed,
    url: str,
    run_id: str,
    at: Instant,
    outcome: str,
    *,
    answer: Answer | None = None,
    parsed: ParsedFeed | None = None,
    refusal: Refusal | None = None,
    next_due_at: Instant | None = None,
) -> Poll:
    status = answer.status if answer else None
    return Poll(
        run_id=run_id,
        feed_id=feed.feed_id,
        url=url,
        polled_at=answer.started if answer else at,
        outcome=outcome,
        status=status,
        reason=refusal.reason if refusal else None,
        message=refusal.message if refusal else parsed.fault if parsed else None,
        format=parsed.format if parsed else None,
        bytes=len(answer.body) if answer and status != 304 else None,
        seconds=answer.seconds if answer else None,
        entries=len(parsed.entries) if parsed else 0,
        invalid=len(parsed.invalid) if parsed else 0,
        next_due_at=next_due_at,
    )
