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

from pipelines.counts import count_lag, count_outcome, first_published
from pipelines.options import IngestOptions
from pipelines.outcome import read_entry_page, reject_row
from pipelines.progress import tell
from pipelines.runner import run_bounded
from pipelines.spool import Spool, Task, read_entry, read_spool
from pipelines.tally import Tally
from pipelines.workroom import Workroom
from schemas.columns import Instant
from schemas.logbook import Reject
from schemas.records import HostState, Page, Refusal
from transforms.fetch.transform import HOSTS, PAGES, REFUSALS, FetchPages
from transforms.fetching.archive import ReusableFetches
from transforms.fetching.network import Network
from transforms.lake import Lake, Receipt
from transforms.lake.lake import now
from transforms.lake.write import WriteLake

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
        room: Where the run works.
        entries: The spool that tasks refer to.
        reuse: What killed runs had fetched, which is not fetched again; None when there is none.
    """

    options: IngestOptions
    lake: Lake
    network: Network
    room: Workroom
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
    spool = desk.room.spool(desk.network.run_id)
    left, hosts = spool / f"{commit_id}-left.jsonl", spool / f"{commit_id}-hosts.jsonl"
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
    lake = desk.lake.store.address
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
            [reject_row(reject) for reject in rejects], reshuffle=False
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
        begun = time.thread_time()
        outcome = read_entry_page(
            entry, page, commit_id=self._commit_id, run_id=self._run_id, now=now(), keep=self._keep
        )
        count_outcome(entry, outcome, time.thread_time() - begun)
        published = first_published(entry, outcome)
        if published is not None:
            count_lag(entry.feed_id, published, self._since)
        yield from outcome.rows
        yield beam.pvalue.TaggedOutput(LEDGER, outcome.memory)
        tell(self._run_id)
