"""When a feed is asked, with which validator, and what is remembered of the answer. Pure."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import Final

from schemas.columns import Instant
from schemas.records import Feed, FeedState, Refusal
from transforms.fetching.answer import Answer, body_digest
from transforms.fetching.headers import freshness
from transforms.poll.parse import ParsedFeed

DAY: Final = 86_400.0
WEEK: Final = 7 * DAY
SHORTEST: Final = 60.0
"""A feed's own word of less than a minute is no wish to wait: it is due at each run."""
STEP: Final = 900.0
"""Seconds by which each further failure in a row lengthens the pause: linear, because doubling sends a feed to sleep
for days after one bad night."""
_MICRO: Final = 1_000_000


def due(feed: Feed, state: FeedState | None, now: Instant) -> bool:
    """Whether a feed may be asked now."""
    if state is None or state.configured_url != feed.url or state.next_due_at is None:
        return True
    # A clock that was wrong once must not silence a feed for ever.
    return now >= state.next_due_at or state.next_due_at - now > 2 * WEEK * _MICRO


def address(feed: Feed, state: FeedState | None) -> str:
    """Where a feed is asked: where it permanently moved to, else as configured."""
    return state.url if state is not None and state.configured_url == feed.url else feed.url


def validators(feed: Feed, state: FeedState | None) -> dict[str, str]:
    """The conditional header to send: the ETag alone where there is one, else the date; none for a new feed.

    One only: servers that get both disagree on which counts (RFC 9110, 13.2.2, is widely ignored), and some answer 200
    for ever.
    """
    if state is None or state.configured_url != feed.url:
        return {}
    if state.etag:
        return {"If-None-Match": state.etag}
    if state.last_modified:
        return {"If-Modified-Since": state.last_modified}
    return {}


def unchanged(state: FeedState | None, answer: Answer) -> bool:
    """Whether a 200 brought the very bytes that were read whole the last time."""
    return state is not None and state.body_digest is not None and state.body_digest == body_digest(answer.body)


def next_state(
    feed: Feed,
    state: FeedState | None,
    answer: Answer | Refusal,
    parsed: ParsedFeed | Refusal | None,
    now: Instant,
) -> FeedState:
    """What the lake remembers after a poll.

    Args:
        feed: The feed as configured.
        state: What it remembered before; None for a new feed.
        answer: What the server said, or why it said nothing.
        parsed: The document, or why it could not be read; None for a 304 and for unchanged bytes.
        now: When the answer was complete.
    """
    if state is None or state.configured_url != feed.url:
        state = FeedState(feed_id=feed.feed_id, url=feed.url, configured_url=feed.url)
    if isinstance(answer, Refusal):
        return _failed(feed, state, answer, now)
    if isinstance(parsed, Refusal):
        # The validators of a document that nobody could read would hide it behind a 304 for ever.
        return replace(_failed(feed, state, parsed, now), etag=None, last_modified=None, body_digest=None)
    state = _validated(state, answer, parsed)
    wait = _wait(feed, state, answer, now)
    return replace(
        state,
        url=answer.moved_to or state.url,
        failures=0,
        last_success_at=now,
        next_due_at=None if wait is None else Instant(now + int(wait * _MICRO)),
    )


def _validated(state: FeedState, answer: Answer, parsed: ParsedFeed | None) -> FeedState:
    """The state with what the next request and the next comparison need."""
    etag = answer.header("etag")
    modified = answer.header("last-modified")
    if answer.status == 304:
        # A 304 may renew a validator, and often leaves them out (RFC 9110, 15.4.5).
        return replace(state, etag=_header(etag) or state.etag, last_modified=_header(modified) or state.last_modified)
    state = replace(state, etag=_header(etag), last_modified=_header(modified), body_digest=body_digest(answer.body))
    if parsed is None:
        return state
    items = tuple(dict.fromkeys(key for entry in parsed.entries for key in entry.keys))
    return replace(state, items=items, ttl=parsed.ttl)


def _header(value: str | None) -> str | None:
    """A validator that can be sent back: one line of printable characters, not too long."""
    return value if value and len(value) <= 1024 and value.isprintable() and value.isascii() else None


def _wait(feed: Feed, state: FeedState, answer: Answer, now: Instant) -> float | None:
    """Seconds until the feed may be asked again; None when any time will do."""
    fresh = freshness(
        cache_control=answer.header("cache-control"),
        expires=answer.header("expires"),
        date=answer.header("date"),
        age=answer.header("age"),
        now=now,
    )
    own = min(max(fresh or 0.0, state.ttl or 0.0), DAY)
    wait = max(own if own >= SHORTEST else 0.0, feed.interval or 0.0)
    return wait or None


def _failed(feed: Feed, state: FeedState, refusal: Refusal, now: Instant) -> FeedState:
    """The state after a failure. The first one costs nothing: the feed is due again at the next run."""
    if refusal.reason == "out_of_time":
        return state  # never asked
    failures = state.failures + 1
    wait = min((failures - 1) * STEP * _jitter(feed.feed_id, failures), DAY)
    if refusal.reason == "http_410":
        wait = WEEK
    wait = max(wait, min(refusal.retry_after or 0.0, DAY))
    return replace(
        state,
        failures=failures,
        last_failure_at=now,
        next_due_at=Instant(now + int(wait * _MICRO)) if wait else None,
    )


def _jitter(feed_id: str, failures: int) -> float:
    """Between 0.9 and 1.1, the same at every repetition: feeds that failed together do not come back together."""
    part = blake2b(f"{feed_id} {failures}".encode(), digest_size=2).digest()
    return 0.9 + 0.2 * int.from_bytes(part, "big") / 65_535
