"""The lake's own logbook: what was rejected, which feeds were polled, what each run did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Something a step could not use, with what is needed to try it again."""

    run_id: Annotated[str, "The run that met it."]
    stage: Annotated[str, "poll, fetch, strip, or read: where the story was read and the fault was ours."]
    reason: Annotated[str, "Reason code; docs/rejects.md lists them all."]
    transient: Annotated[bool, "Whether it may pass: then the next runs try again by themselves."]
    message: Annotated[str, "One line for a person, with the figures that mattered."]
    url: Annotated[str | None, "What was asked for."] = None
    feed_id: Annotated[str | None, "The feed it came by."] = None
    story_id: Annotated[str | None, "The story it would have been."] = None
    payload: Annotated[
        str | None, "`FILE#OFFSET` of the raw response, relative to the lake; null when none was kept."
    ] = None
    attempts: Annotated[int, "How many times it has been tried, this time included."] = 1
    first_at: Annotated[Instant, "When it was first tried."]
    rejected_at: Annotated[Instant, "When this attempt failed."]
    next_try_at: Annotated[Instant | None, "Not before; null when it is given up."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One request for a feed, or the reason why there was none."""

    run_id: Annotated[str, "The run that polled."]
    feed_id: Annotated[str, "The feed."]
    url: Annotated[str, "Its address, after permanent redirects."]
    polled_at: Annotated[Instant, "When the request was due to be sent."]
    outcome: Annotated[str, "fetched, not_modified (304), unchanged (same bytes), failed, not_due."]
    status: Annotated[int | None, "HTTP status of the last answer; null when there was none."] = None
    reason: Annotated[str | None, "Reason code of a failure; docs/rejects.md lists them all."] = None
    message: Annotated[str | None, "One line about the failure."] = None
    format: Annotated[str | None, "rss20, rss10, atom10, json11 …, as recognised."] = None
    bytes: Annotated[int | None, "Size of the body after decompression."] = None
    seconds: Annotated[float | None, "From request to last byte, waiting for the host's gate not counted."] = None
    entries: Annotated[int, "Entries read."] = 0
    new: Annotated[int, "Entries that the lake did not know."] = 0
    edited: Annotated[int, "Entries that the lake knew otherwise."] = 0
    known: Annotated[int, "Entries that the lake knew as they are."] = 0
    invalid: Annotated[int, "Entries with neither an address nor a text: each is a reject."] = 0
    next_due_at: Annotated[Instant | None, "The feed is not asked before; null when any time will do."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What went into a step of a run and what came out."""

    name: Annotated[str, "The step: PollFeeds, DropSeen, FetchPages …"]
    read: Annotated[int, "Elements in."] = 0
    written: Annotated[int, "Elements out."] = 0
    rejected: Annotated[int, "Elements that went to rejects."] = 0
    seconds: Annotated[
        float | None, "CPU seconds of the process; ReadStories has those of FetchPages and the extractors too."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How late the new stories of one feed were in a run: from publication to the commit that shows them."""

    feed_id: Annotated[str, "The feed."]
    stories: Annotated[int, "New stories with a publication time."] = 0
    mean: Annotated[float, "Mean, seconds. The first poll of a feed brings what it has had for days."] = 0.0
    most: Annotated[float, "The latest of them, seconds."] = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a pipeline, as far as it has come."""

    run_id: Annotated[str, "Start time and a random part; sorts by time."]
    pipeline: Annotated[str, "ingest, stream, backfill, compact."]
    started_at: Annotated[Instant, "When it started."]
    updated_at: Annotated[Instant, "When this row was written."]
    outcome: Annotated[str, "complete; partial when the run was stopped, or has not ended."]
    commits: Annotated[int, "Commits so far, this one included."] = 0
    feeds: Annotated[int, "Feeds configured."] = 0
    polled: Annotated[int, "Feeds asked."] = 0
    answered: Annotated[int, "Feeds that answered with a feed or with `not modified`."] = 0
    stories: Annotated[int, "Story versions written."] = 0
    new: Annotated[int, "Of them, first versions."] = 0
    edited: Annotated[int, "Of them, later versions."] = 0
    rejects: Annotated[int, "Rejects written."] = 0
    attributions: Annotated[int, "Attributions written."] = 0
    events: Annotated[int, "Events written."] = 0
    passed_through: Annotated[int, "Stories in languages that the extractors do not read."] = 0
    steps: Annotated[tuple[Step, ...], "Counts in and out of every step."] = ()
    lags: Annotated[tuple[Lag, ...], "How late new stories were, by feed."] = ()
    wall_seconds: Annotated[float, "Wall time so far."] = 0.0
    cpu_seconds: Annotated[float, "CPU time of the process so far."] = 0.0
    versions: Annotated[tuple[str, ...], "`name==version` of wirelake, Beam and the extractors."] = ()
