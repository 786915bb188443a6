"""The second half of a run: fetch the pages of a slice, read the stories, stage the rows."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import apache_beam as beam

from pipelines.options import IngestOptions
from pipelines.progress import tell
from pipelines.runner import run_bounded
from pipelines.spool import Spool, Task, read_entry, read_spool
from pipelines.story import ReadStory, read_story
from pipelines.tally import Tally
from schemas.attribution import Attribution
from schemas.columns import Instant, day_of, iso_day
from schemas.event import Event
from schemas.logbook import Reject
from schemas.records import Entry, HostState, Page, Refusal
from schemas.story import Story
from schemas.tables import TableRow
from transforms.fetch.transform import HOSTS, PAGES, REFUSALS, FetchPages
from transforms.fetching.archive import ReusableFetches
from transforms.fetching.network import Network
from transforms.lake import Lake, Receipt
from transforms.lake.lake import now
from transforms.lake.write import WriteLake
from transforms.measure import count, measure
from transforms.seen import remember_held, remember_refused

ROWS: Final = "rows"
LEDGER: Final = "ledger"
LEFT: Final = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the slices of a run share.

    Attributes:
        options: What the run was asked to do.
        lake: Where the rows go.
        network: How pages are fetched.
        spool: The run's folder of working files.
        entries: The spool that tasks refer to.
        reuse: What killed runs had fetched, which is not fetched again; None when there is none.
    """

    options: IngestOptions
    lake: Lake
    network: Network
    spool: Path
    entries: Path
    reuse: ReusableFetches | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceDone:
    """What a slice gave, staged and not yet committed.

    Attributes:
        receipt: Staged files and the ledger's entries.
        handled: Tasks that came to an end, good or bad.
        hosts: What to remember of the hosts.
        tally: What the steps counted; its lags reach up to ``since``.
        rejects: Rejects by reason, those of the poll round included.
        since: When the slice was begun.
    """

    receipt: Receipt
    handled: tuple[Task, ...]
    hosts: tuple[HostState, ...]
    tally: Tally
    rejects: Counter[str]
    since: Instant


def read_slice(desk: Desk, commit_id: str, tasks: Sequence[Task], rejects: Sequence[Reject]) -> SliceDone:
    """Fetch, read and stage a slice.

    Args:
        desk: What the slices share.
        commit_id: The commit that the rows wait for.
        tasks: The slice.
        rejects: Rejects of the poll round that this commit brings along.
    """
    if not desk.options.raw:
        rejects = [dataclasses.replace(reject, payload=None) for reject in rejects]
    left, hosts = desk.spool / f"{commit_id}-left.jsonl", desk.spool / f"{commit_id}-hosts.jsonl"
    since = now()
    tally = Tally.of(run_bounded(_pipeline(desk, commit_id, tasks, rejects, since, left=left, hosts=hosts)))
    reasons = tally.by("ReadStories", "rejects")
    reasons.update(reject.reason for reject in rejects)
    offsets_left = set(read_spool(left, int))
    return SliceDone(
        receipt=desk.lake.read_receipt(commit_id),
        handled=tuple(task for task in tasks if task.offset not in offsets_left),
        hosts=tuple(read_spool(hosts, HostState)),
        tally=tally,
        rejects=reasons,
        since=since,
    )


def _pipeline(
    desk: Desk,
    commit_id: str,
    tasks: Sequence[Task],
    rejects: Sequence[Reject],
    since: Instant,
    *,
    left: Path,
    hosts: Path,
) -> Callable[[beam.Pipeline], None]:
    lake = str(desk.lake.store.local(""))
    reader = _ReadStory(desk.entries, desk.network.run_id, commit_id, since, keep=desk.options.raw)

    def build(pipeline: beam.Pipeline) -> None:
        pages = [task for task in tasks if task.url is not None]
        carried = [(task, None) for task in tasks if task.url is None]
        fetched = (
            pipeline
            | "Pages" >> beam.Create(pages, reshuffle=False)
            | "FetchPages" >> FetchPages(desk.network, part=commit_id, reuse=desk.reuse)
        )
        read = [
            pairs | f"ReadStories{name}" >> beam.ParDo(reader).with_outputs(LEDGER, LEFT, main=ROWS)
            for name, pairs in (
                ("OfPages", fetched[PAGES]),
                ("NotFetched", fetched[REFUSALS]),
                ("OfFeeds", pipeline | "Carried" >> beam.Create(carried, reshuffle=False)),
            )
        ]
        failed_polls = pipeline | "FailedPolls" >> beam.Create(
            [_reject_row(reject) for reject in rejects], reshuffle=False
        )
        rows = (*(part[ROWS] for part in read), failed_polls) | "Rows" >> beam.Flatten()
        ledger = tuple(part[LEDGER] for part in read) | "Ledger" >> beam.Flatten()
        _ = tuple(part[LEFT] for part in read) | "Left" >> beam.Flatten() | "SpoolLeft" >> Spool(left)
        _ = fetched[HOSTS] | "SpoolHosts" >> Spool(hosts)
        _ = {"rows": rows, "ledger": ledger} | "WriteLake" >> WriteLake(lake, commit_id)

    return build


class _ReadStory(beam.DoFn):
    """Reads the story of a task off its page, or off the feed's text; a failure becomes a reject and a memory of it."""

    def __init__(self, entries: Path, run_id: str, commit_id: str, since: Instant, *, keep: bool) -> None:
        self._entries = entries
        self._run_id = run_id
        self._commit_id = commit_id
        self._since = since
        self._keep = keep

    def process(self, element: tuple[Task, Page | Refusal | None]) -> Iterator[Any]:
        task, page = element
        if isinstance(page, Refusal) and page.reason == "out_of_time":
            yield beam.pvalue.TaggedOutput(LEFT, task.offset)
            return
        entry = read_entry(self._entries, task)
        at = now()
        if isinstance(page, Refusal):
            yield from self._refuse(entry, page, at)
        else:
            if page is not None and not self._keep:
                page = dataclasses.replace(page, payload=None)
            yield from self._read(entry, page, at)
        tell(self._run_id)

    def _read(self, entry: Entry, page: Page | None, at: Instant) -> Iterator[Any]:
        begun = time.thread_time()
        try:
            story = read_story(entry, page, commit=self._commit_id, now=at)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one story must not keep all others out of the lake
            message = f"{type(error).__name__}: {error}"[:500]
            payload = page.payload if page is not None else None
            story = Refusal(stage="read", reason="internal_error", transient=False, message=message, payload=payload)
        measure("ReadStories", "cpu_milliseconds", (time.thread_time() - begun) * 1e3)
        if isinstance(story, Refusal):
            yield from self._refuse(entry, story, at)
            return
        measure_story(entry, story, self._since)
        yield from story.rows
        memory = remember_held(entry, version=story.version, day=story.day, now=at)
        yield beam.pvalue.TaggedOutput(LEDGER, memory)

    def _refuse(self, entry: Entry, refusal: Refusal, at: Instant) -> Iterator[Any]:
        count("ReadStories", f"rejects:{refusal.reason}")
        memory = remember_refused(entry, refusal, now=at)
        yield beam.pvalue.TaggedOutput(LEDGER, memory)
        yield _reject_row(
            Reject(
                run_id=self._run_id,
                stage=refusal.stage,
                reason=refusal.reason,
                transient=refusal.transient,
                message=refusal.message,
                url=entry.url,
                feed_id=entry.feed_id,
                story_id=entry.story_id,
                payload=refusal.payload if self._keep else None,
                attempts=memory.attempts,
                first_at=memory.first_seen_at,
                rejected_at=at,
                next_try_at=memory.next_try_at,
            )
        )


def measure_story(entry: Entry, read: ReadStory, at: Instant) -> None:
    """Count a story that was read, what was found in it, and how late it is.

    Args:
        entry: What its feed says of it.
        read: What was read.
        at: When it is seen.
    """
    count("ReadStories", f"stories:{entry.change if read.version is not None else 'unchanged'}")
    for row in read.rows:
        record = row.records[-1]
        if isinstance(record, Story):
            count("ReadStories", f"kinds:{record.page_kind}")
            count("ReadStories", f"languages:{record.language or 'unknown'}")
            if entry.change == "new" and record.published_at is not None:
                lag = max(0.0, (at - record.published_at) / 1e6)
                measure("ReadStories", "lag_seconds", lag)
                measure("FeedLag", entry.feed_id, lag)
        elif isinstance(record, Attribution):
            count("ExtractAttributions", f"attributions:{record.stance}")
        elif isinstance(record, Event):
            count("ExtractEvents", f"events:{record.type}")


def _reject_row(reject: Reject) -> TableRow:
    return TableRow("rejects", iso_day(day_of(reject.rejected_at)), (reject,))
