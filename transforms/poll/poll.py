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
from transforms.poll.parse import Invalid, ParsedFeed, parse_feed


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
    asked = _Asked(feed, state, run_id, clock())
    if not schedule.due(feed, state, asked.at):
        return Polled(poll=asked.row("not_due", state), state=state)
    known = state.body_digest if state else None
    headers = schedule.validators(feed, state)
    answer = await client.fetch(asked.url, kind="feed", headers=headers, rate=feed.rate, known=known)
    if isinstance(answer, Refusal):
        after = schedule.next_state(feed, state, answer, None, clock())
        return Polled(poll=asked.row("failed", after, refusal=answer), state=after)
    if answer.status == 304 or schedule.unchanged(state, answer):
        after = schedule.next_state(feed, state, answer, None, clock())
        outcome = "not_modified" if answer.status == 304 else "unchanged"
        return Polled(poll=asked.row(outcome, after, answer=answer), state=after)
    content_type = answer.header("content-type")
    # Reading is CPU work of up to seconds: in the loop itself it would let every other request time out.
    parsed = await asyncio.to_thread(
        parse_feed, answer.body, content_type=content_type, url=answer.url, feed=feed, now=asked.at
    )
    after = schedule.next_state(feed, state, answer, parsed, clock())
    if isinstance(parsed, Refusal):
        return Polled(poll=asked.row("failed", after, answer=answer, refusal=parsed), state=after)
    return Polled(
        poll=asked.row("fetched", after, answer=answer, parsed=parsed),
        state=after,
        entries=parsed.entries,
        rejects=tuple(asked.reject(invalid, answer) for invalid in parsed.invalid),
    )


class _Asked:
    """One poll and the rows it leaves."""

    def __init__(self, feed: Feed, state: FeedState | None, run_id: str, at: Instant) -> None:
        self.url = schedule.address(feed, state)
        self.at = at
        self._feed_id = feed.feed_id
        self._run_id = run_id

    def row(
        self,
        outcome: str,
        after: FeedState | None,
        *,
        answer: Answer | None = None,
        parsed: ParsedFeed | None = None,
        refusal: Refusal | None = None,
    ) -> Poll:
        """The row of polls. A feed that was read although it is broken has a message and no reason."""
        status = answer.status if answer else refusal.status if refusal else None
        return Poll(
            run_id=self._run_id,
            feed_id=self._feed_id,
            url=after.url if after else self.url,
            polled_at=answer.started if answer else self.at,
            outcome=outcome,
            status=status,
            reason=refusal.reason if refusal else None,
            message=refusal.message if refusal else parsed.fault if parsed else None,
            format=parsed.format if parsed else None,
            bytes=len(answer.body) if answer and status != 304 else None,
            seconds=answer.seconds if answer else None,
            entries=len(parsed.entries) if parsed else 0,
            invalid=len(parsed.invalid) if parsed else 0,
            next_due_at=after.next_due_at if after else None,
        )

    def reject(self, invalid: Invalid, answer: Answer) -> Reject:
        """The row of rejects for an item that cannot become an entry."""
        return Reject(
            run_id=self._run_id,
            stage="poll",
            reason=invalid.reason,
            transient=False,
            message=invalid.message,
            url=invalid.item.url,
            feed_id=self._feed_id,
            payload=answer.payload,
            first_at=self.at,
            rejected_at=self.at,
        )
