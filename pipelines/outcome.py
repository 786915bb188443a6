"""What becomes of an entry once its page is there, or is not: rows, and a line for the ledger. Pure."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass

from pipelines.story import READ_LANGUAGES, ReadStory, read_story
from schemas.columns import Instant, day_of, iso_day
from schemas.logbook import Reject
from schemas.records import Entry, LedgerEntry, Page, Refusal
from schemas.tables import TableRow
from transforms.seen import remember_held, remember_refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry.

    Attributes:
        rows: Of stories, attributions and events; or of rejects.
        memory: The ledger's line.
        version: The version that the rows add; None when they add none.
        counts: Names of the tallies that it raises by one.
    """

    rows: tuple[TableRow, ...]
    memory: LedgerEntry
    version: str | None
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off an entry's page, or off the feed's text: the part of it that takes CPU.

    Attributes:
        page: What was fetched, or why nothing was; None when the feed carries the text.
        story: Its rows, or why there are none.
        cpu: Seconds of this thread's CPU that it took.
    """

    page: Page | Refusal | None
    story: ReadStory | Refusal
    cpu: float = 0.0


def read_entry_page(
    entry: Entry, page: Page | Refusal | None, *, commit_id: str, run_id: str, now: Instant, keep: bool
) -> Outcome:
    """Read the story of an entry off its page, or off the feed's text; a failure becomes a reject.

    Args:
        entry: As judged.
        page: What was fetched, or why nothing was; None when the feed carries the text.
        commit_id: The commit that the rows will be part of.
        run_id: The run.
        now: When this is.
        keep: Whether the raw response stays, so that rows may name it.
    """
    reading = read_page(entry, page, commit_id=commit_id, now=now, keep=keep)
    return outcome_of(entry, reading, run_id=run_id, now=now, keep=keep)


def read_page(entry: Entry, page: Page | Refusal | None, *, commit_id: str, now: Instant, keep: bool) -> Reading:
    """The first half of :func:`read_entry_page`: needs nothing that is known of the story by other names."""
    if isinstance(page, Refusal):
        return Reading(page, page)
    begun = time.thread_time()
    kept = page if page is None or keep else dataclasses.replace(page, payload=None)
    story: ReadStory | Refusal
    try:
        story = read_story(entry, kept, commit=commit_id, now=now)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one story must not keep all others out of the lake
        message = f"{type(error).__name__}: {error}"[:500]
        payload = kept.payload if kept is not None else None
        story = Refusal(stage="read", reason="internal_error", transient=False, message=message, payload=payload)
    return Reading(page, story, time.thread_time() - begun)


def outcome_of(entry: Entry, reading: Reading, *, run_id: str, now: Instant, keep: bool) -> Outcome:
    """The second half: what a reading makes of its entry, as it is known now."""
    page, story = reading.page, reading.story
    counts = () if page is None else ("asked", "not_fetched") if isinstance(page, Refusal) else ("asked", "fetched")
    if not isinstance(page, Refusal):
        counts = (*counts, "read")
    if isinstance(story, Refusal):
        if story is not page:
            counts = (*counts, "not_read")
        return _refused(entry, story, counts, run_id=run_id, now=now, keep=keep)
    counts = (*counts, "unchanged" if story.version is None else entry.change)
    if story.version is not None and story.language not in READ_LANGUAGES:
        counts = (*counts, "passed_through")
    memory = remember_held(entry, version=story.version, day=story.day, now=now)
    return Outcome(story.rows, memory, story.version, counts)


def _refused(
    entry: Entry, refusal: Refusal, counts: tuple[str, ...], *, run_id: str, now: Instant, keep: bool
) -> Outcome:
    memory = remember_refused(entry, refusal, now=now)
    reject = Reject(
        run_id=run_id,
        stage=refusal.stage,
        reason=refusal.reason,
        transient=refusal.transient,
        message=refusal.message,
        url=entry.url,
        feed_id=entry.feed_id,
        story_id=entry.story_id,
        payload=refusal.payload if keep else None,
        attempts=memory.attempts,
        first_at=memory.first_seen_at,
        rejected_at=now,
        next_try_at=memory.next_try_at,
    )
    return Outcome((reject_row(reject),), memory, None, (*counts, f"reject:{refusal.reason}"))


def reject_row(reject: Reject) -> TableRow:
    """A reject as a row of its table."""
    return TableRow("rejects", iso_day(day_of(reject.rejected_at)), (reject,))
