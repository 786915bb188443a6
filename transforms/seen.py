"""New, edited or known: what the lake already holds decides, never a date.

A cursor ("newer than the last poll") loses items that a feed lists late; a set of identities does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

from schemas.columns import Day, Instant
from schemas.records import Entry, LedgerEntry, Refusal

RETRY_AFTER: Final = (0.0, 600.0, 3600.0, 6 * 3600.0, 24 * 3600.0, 72 * 3600.0)
"""Seconds to wait after the first, second … failed attempt. The first retry is the next run, whenever it comes, because
most failures pass within minutes; after the last there is none: four days of trying are the end."""

MAX_KEYS: Final = 8
"""Identity keys that are kept of one story."""

MAX_WAIT: Final = 7 * 86400.0
"""Seconds that a server's Retry-After may put a retry off."""


def find(entry: Entry, held: Mapping[str, LedgerEntry]) -> LedgerEntry | None:
    """What the lake remembers of an entry, by the most trusted of its keys that it knows."""
    return next((held[key] for key in entry.keys if key in held), None)


def judge(entry: Entry, known: LedgerEntry | None, now: Instant) -> tuple[str, Entry]:
    """Whether an entry is ``new``, ``edited`` or ``known``, and the entry as it goes on.

    Args:
        entry: As parsed from a feed.
        known: What the ledger remembers of it, None when nothing.
        now: The first sight of a new entry.

    Returns:
        The verdict, and the entry with its story, the versions held and its partition. An entry whose pages failed so
        far is ``known`` while the feed says the same of it: the ledger brings it back when it is due.
    """
    if known is None:
        return "new", dataclasses.replace(entry, story_id=entry.keys[0], change="new", first_seen_at=now)
    if known.fingerprint == entry.fingerprint:
        return "known", entry
    change = "edited" if known.versions else "new"
    return change, dataclasses.replace(
        entry,
        story_id=known.story_id,
        change=change,
        versions=known.versions,
        published_day=known.published_day,
        first_seen_at=known.first_seen_at,
        # A story stays findable under the names it had before, bounded for feeds that rename it at every poll.
        keys=tuple(dict.fromkeys((*entry.keys, *known.keys)))[:MAX_KEYS],
    )


def due_again(pending: Sequence[LedgerEntry], now: Instant) -> tuple[Entry, ...]:
    """Entries whose last attempt failed in a way that may have passed, and whose time has come."""
    return tuple(
        dataclasses.replace(
            known.entry,
            story_id=known.story_id,
            change="edited" if known.versions else "new",
            versions=known.versions,
            published_day=known.published_day,
            first_seen_at=known.first_seen_at,
            attempts=known.attempts,
            keys=known.keys,
        )
        for known in pending
        if known.entry is not None and (known.next_try_at is None or known.next_try_at <= now)
    )


def remember_held(entry: Entry, *, version: str | None, day: Day, now: Instant) -> LedgerEntry:
    """The ledger's line for an entry whose story is in the lake; ``version`` is None when it brought nothing new."""
    return LedgerEntry(
        story_id=entry.story_id,
        keys=entry.keys,
        feed_id=entry.feed_id,
        fingerprint=entry.fingerprint,
        state="held",
        published_day=day,
        versions=entry.versions if version is None else (*entry.versions, version),
        first_seen_at=entry.first_seen_at if entry.first_seen_at is not None else now,
        seen_at=now,
    )


def remember_refused(entry: Entry, refusal: Refusal, *, now: Instant) -> LedgerEntry:
    """The ledger's line for an entry that failed: pending while it may pass, with the time of the next attempt."""
    attempts = entry.attempts + 1
    again = refusal.transient and attempts <= len(RETRY_AFTER)
    wait = min(max(RETRY_AFTER[attempts - 1], refusal.retry_after or 0.0), MAX_WAIT) if again else 0.0
    return LedgerEntry(
        story_id=entry.story_id,
        keys=entry.keys,
        feed_id=entry.feed_id,
        fingerprint=entry.fingerprint,
        state="pending" if again else "refused",
        published_day=entry.published_day,
        versions=entry.versions,
        first_seen_at=entry.first_seen_at if entry.first_seen_at is not None else now,
        seen_at=now,
        attempts=attempts,
        next_try_at=Instant(now + int(wait * 1e6)) if again else None,
        # Its text is not needed again: an entry that waits for a page is one whose text the feed does not carry.
        entry=dataclasses.replace(entry, content=None, attempts=attempts) if again else None,
    )
