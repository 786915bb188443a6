"""Counts what becomes of an entry, in ingest and stream alike: metrics of the steps that read a story."""

from __future__ import annotations

from pipelines.outcome import Outcome
from schemas.attribution import Attribution
from schemas.columns import Instant
from schemas.event import Event
from schemas.logbook import Reject
from schemas.records import Entry
from schemas.story import Story
from transforms.measure import count, measure


def count_outcome(entry: Entry, outcome: Outcome, cpu: float) -> None:
    """Count an entry that came to its end.

    Args:
        entry: The entry.
        outcome: What became of it.
        cpu: Seconds of CPU that reading took.
    """
    measure("ReadStories", "cpu_milliseconds", cpu * 1e3)
    records = [row.records[-1] for row in outcome.rows]
    if not any(isinstance(record, Reject) for record in records):
        count("ReadStories", f"stories:{'unchanged' if outcome.version is None else entry.change}")
    for record in records:
        match record:
            case Story():
                count("ReadStories", f"kinds:{record.page_kind}")
                count("ReadStories", f"languages:{record.language or 'unknown'}")
            case Attribution():
                count("ExtractAttributions", f"attributions:{record.stance}")
            case Event():
                count("ExtractEvents", f"events:{record.type or 'none'}")
            case Reject():
                count("ReadStories", f"rejects:{record.reason}")


def first_published(entry: Entry, outcome: Outcome) -> Instant | None:
    """When a new story was published; None when it is not new, or nothing says when."""
    stories = (row.records[-1] for row in outcome.rows)
    times = (record.published_at for record in stories if isinstance(record, Story) and entry.change == "new")
    return next(times, None)


def count_lag(feed_id: str, published: Instant, at: Instant) -> float:
    """Measure how late a story of a feed is that is seen at a time; seconds, none below zero."""
    lag = max(0.0, (at - published) / 1e6)
    measure("ReadStories", "lag_seconds", lag)
    measure("FeedLag", feed_id, lag)
    return lag
