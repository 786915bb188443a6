"""New, edited or known: what the lake already holds decides, never a date.

A cursor ("newer than the last poll") loses items that a feed lists late; a set of identities does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

from schemas.columns import Day, Instant
from schemas.records import Entry, LedgerEntry, Refusal
from transforms.identify import same_words

RETRY_AFTER: Final = (0.0, 600.0, 3600.0, 6 * 3600.0, 24 * 3600.0, 72 * 3600.0)
"""Seconds to wait after the first, second … failed attempt. The first retry is the next run, whenever it comes, because
most failures pass within minutes; after the last there is none: four days of trying are the end."""

MAX_KEYS: Final = 8
"""Identity keys that are kept of one story."""

MAX_PRINTS: Final = 8
"""Feeds whose words about one story are kept."""

UNSENT: Final = frozenset({"host_closed", "host_unavailable"})
"""Reasons for which nothing was asked: they use up no attempt."""

GIVE_UP_AFTER: Final = 14 * 86_400_000_000
"""Microseconds after the first sight, past which a page that was never got is given up, asked for or not."""

MAX_WAIT: Final = 7 * 86400.0
"""Seconds that a server's Retry-After may put a retry off."""


def find(entry: Entry, held: Mapping[str, LedgerEntry]) -> LedgerEntry | None:
    """What the lake remembers of an entry, by the most trusted of its keys that it knows."""
    return next((held[key] for key in entry.keys if key in held), None)


def judge(entry: Entry, known: LedgerEntry | None, now: Instant) -> tuple[str, Entry]:
    """Whether an entry is ``new``, ``edited`` or ``known``, and the entry as it goes on.

    Two feeds of one paper may name the same story in different words: an edit is what differs from what the same feed
    said before. A story whose page failed is not asked for before its time, whatever its feed says meanwhile.

    Args:
        entry: As parsed from a feed.
        known: What the ledger remembers of it, None when nothing.
        now: The first sight of a new entry.

    Returns:
        The verdict, and the entry with its story, the versions held and its partition.
    """
    if known is None:
        prints = (_print(entry),)
        return "new", dataclasses.replace(entry, story_id=entry.keys[0], change="new", first_seen_at=now, prints=prints)
    before = said_by(known, entry.feed_id)
    waits = known.state == "pending" and known.next_try_at is not None and known.next_try_at > now
    if before is None or same_words(before, entry.fingerprint) or waits:
        return "known", entry
    change = "edited" if known.versions else "new"
    return change, dataclasses.replace(
        entry,
        story_id=known.story_id,
        change=change,
        versions=known.versions,
        prints=_prints(entry, known),
        published_day=known.published_day,
        first_seen_at=known.first_seen_at,
        attempts=known.attempts if known.state == "pending" else 0,
        keys=_keys(entry, known),
    )


def remember_sight(entry: Entry, known: LedgerEntry) -> LedgerEntry | None:
    """The ledger's line for a known entry that has a new name, or that another feed names; None when it has neither."""
    if known.state == "pending":
        return None
    sight = dataclasses.replace(known, keys=_keys(entry, known), prints=_prints(entry, known))
    return None if sight == known else sight


def merge_sight(known: LedgerEntry, seen: LedgerEntry) -> LedgerEntry:
    """The ledger's line for a known story with the names, and the words of feeds, of a further sight of it."""
    feeds = {said.partition(" ")[0] for said in seen.prints}
    others = [said for said in known.prints if said.partition(" ")[0] not in feeds]
    return dataclasses.replace(
        known,
        keys=tuple(dict.fromkeys((*known.keys, *seen.keys)))[:MAX_KEYS],
        prints=tuple(sorted((*seen.prints, *others)[:MAX_PRINTS])),
    )


def due_again(pending: Sequence[LedgerEntry], now: Instant) -> tuple[Entry, ...]:
    """Entries whose last attempt failed in a way that may have passed, or had none, and whose time has come."""
    return tuple(
        dataclasses.replace(
            known.entry,
            story_id=known.story_id,
            change="edited" if known.versions else "new",
            versions=known.versions,
            prints=known.prints,
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
    versions = entry.versions if version is None else (*entry.versions, version)
    return _line(entry, now, state="held", published_day=day, versions=versions)


def remember_left(entry: Entry, *, now: Instant) -> LedgerEntry:
    """The ledger's line for an entry that a run had no time for: the next one takes it up."""
    return _line(entry, now, state="pending", attempts=entry.attempts, waiting=entry)


def remember_refused(entry: Entry, refusal: Refusal, *, now: Instant) -> LedgerEntry:
    """The ledger's line for an entry that failed: pending while it may pass, with the time of the next attempt."""
    attempts = entry.attempts + (refusal.reason not in UNSENT)
    first_seen_at = entry.first_seen_at if entry.first_seen_at is not None else now
    again = refusal.transient and attempts <= len(RETRY_AFTER) and now - first_seen_at < GIVE_UP_AFTER
    if not again:
        return _line(entry, now, state="refused", attempts=attempts)
    wait = min(max(RETRY_AFTER[attempts - 1] if attempts else 0.0, refusal.retry_after or 0.0), MAX_WAIT)
    # Its text is not needed again: an entry that waits for a page is one whose text the feed does not carry.
    waiting = dataclasses.replace(entry, content=None, attempts=attempts)
    return _line(
        entry, now, state="pending", attempts=attempts, next_try_at=Instant(now + int(wait * 1e6)), waiting=waiting
    )


def _line(
    entry: Entry,
    now: Instant,
    *,
    state: str,
    published_day: Day | None = None,
    versions: tuple[str, ...] | None = None,
    attempts: int = 0,
    next_try_at: Instant | None = None,
    waiting: Entry | None = None,
) -> LedgerEntry:
    """A line of the ledger; what is not said is as the entry has it."""
    return LedgerEntry(
        story_id=entry.story_id,
        keys=entry.keys,
        feed_id=entry.feed_id,
        fingerprint=entry.fingerprint,
        prints=entry.prints,
        state=state,
        published_day=entry.published_day if published_day is None else published_day,
        versions=entry.versions if versions is None else versions,
        first_seen_at=entry.first_seen_at if entry.first_seen_at is not None else now,
        seen_at=now,
        attempts=attempts,
        next_try_at=next_try_at,
        entry=waiting,
    )


def _keys(entry: Entry, known: LedgerEntry) -> tuple[str, ...]:
    """A story's names, the ones it had before included, bounded for feeds that rename it at every poll."""
    return tuple(dict.fromkeys((*known.keys, *entry.keys)))[:MAX_KEYS]


def _print(entry: Entry) -> str:
    return f"{entry.feed_id} {entry.fingerprint}"


def _prints(entry: Entry, known: LedgerEntry) -> tuple[str, ...]:
    """What each feed says of a story, with what this one says now."""
    others = [said for said in known.prints if not said.startswith(f"{entry.feed_id} ")]
    return tuple(sorted((_print(entry), *others[: MAX_PRINTS - 1])))


def said_by(known: LedgerEntry, feed_id: str) -> str | None:
    """What a feed last said of a story, as a fingerprint; None when it has not named it."""
    found = next((said.partition(" ")[2] for said in known.prints if said.startswith(f"{feed_id} ")), None)
    return known.fingerprint if found is None and known.feed_id == feed_id else found
