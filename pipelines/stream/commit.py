"""The commit of a window: its parcels settled against the lake, merged, and put, all of them or none."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version as installed
from typing import Final

from pipelines.counts import count_lag
from pipelines.story import EXTRACTORS
from pipelines.stream.plan import window_id
from pipelines.stream.worker import Worker, now
from schemas.columns import Instant
from schemas.logbook import Lag, Run, Step
from schemas.records import StagedFile
from transforms.lake import Draft, Superseded
from transforms.lake.merge import merge
from transforms.lake.parcel import Parcel, drop_parcel, read_parcel
from transforms.lake.settle import Settled, settle
from transforms.lake.store import CONTROL
from transforms.measure import measure, measure_files

TRIES: Final = 20
"""Times that a commit is made anew because another one, of compaction say, came in between."""

_VERSIONS: Final = ("wirelake", "apache-beam", "pyarrow")
_log = logging.getLogger("wirelake.stream")


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """A window that has ended: Unix seconds."""

    start: float
    end: float


def commit_window(window: Window, parcel_ids: Iterable[str], worker: Worker) -> tuple[str, ...]:
    """Commit a window, once.

    The first commit of a window is the only one. What comes for it later, because an engine replays it or because it
    was late, goes with the next window.

    Args:
        window: Which.
        parcel_ids: Its parcels, and those carried over from windows before.
        worker: The process's.

    Returns:
        Parcels to carry over to the next window.
    """
    worker.hold_lease()
    commit_id = window_id(worker.plan.stream, window.start)
    ids = tuple(dict.fromkeys(parcel_ids))
    return ids if _commit(window, commit_id, ids, worker) is None else ()


def rescue(worker: Worker) -> int:
    """Commit what a killed stream had read, or had heard of, and not committed; under the poll lease.

    What its feeds answered (their validators) is left out: the letters with their entries died with it. So they are
    asked anew, and what they say is known by then.

    Returns:
        How many parcels it left.
    """
    folders = (path.rpartition("/")[2] for path in worker.store.list(f"{CONTROL}/staged"))
    ids = [name for name in folders if name.startswith("stream-")]
    at = now() / 1e6
    commit_id = window_id(f"rescue-{worker.plan.stream}", at)
    return _commit(Window(at, at), commit_id, ids, worker, whole=False) or 0


def _commit(window: Window, commit_id: str, ids: Iterable[str], worker: Worker, *, whole: bool = True) -> int | None:
    """Commit parcels and delete them. Without any there is no commit, and no trace.

    Returns:
        How many there were; None where the window, or a later one, has been committed by another worker.
    """
    parcels = {name: parcel for name in ids if (parcel := read_parcel(worker.store, name)) is not None}
    if not parcels:
        return 0
    begun = time.monotonic()
    for _ in range(TRIES):
        worker.view.refresh()
        last, at = worker.view.last_commit(worker.plan.stream), worker.view.seq
        if last is not None and commit_id <= last:
            return None
        try:
            draft = _draft(window, commit_id, tuple(parcels.values()), worker)
        except FileNotFoundError:
            continue  # another worker has committed them meanwhile, as the next look at the lake shows
        try:
            worker.lake.commit(draft if whole else dataclasses.replace(draft, feeds=()), after=at)
        except Superseded:
            for folder in {file.staged.rpartition("/")[0] for file in draft.files}:
                worker.store.discard(folder)
            continue
        break
    else:
        raise Superseded(f"window {commit_id}: other commits came in between, or took its parcels, {TRIES} times")
    measure("WriteLake", "commit_milliseconds", (time.monotonic() - begun) * 1e3)
    measure_files(draft.files)
    for feed_id, times in _published(parcels.values()).items():
        for published in times:
            count_lag(feed_id, published, now())
    for name, parcel in parcels.items():
        drop_parcel(worker.store, name, parcel)
    if draft.run is not None:
        run = draft.run
        counts = (run.polled, run.new, run.edited, run.rejects)
        _log.info("%s: polled %d, new %d, edited %d, rejected %d", commit_id, *counts)
    return len(parcels)


def _draft(window: Window, commit_id: str, parcels: Sequence[Parcel], worker: Worker) -> Draft:
    """What of the parcels the lake does not hold, as a commit."""
    settled = settle(parcels, worker.view.find, worker.view.feed)
    files = merge(worker.store, commit_id, list(zip(parcels, settled.rows, strict=True)))
    settled.polls = tuple(dataclasses.replace(poll, run_id=commit_id) for poll in settled.polls)
    return Draft(
        commit_id=commit_id,
        run_id=commit_id,
        files=files,
        ledger=settled.ledger,
        feeds=settled.feeds,
        hosts=settled.hosts,
        polls=settled.polls,
        run=_run(window, commit_id, parcels, settled, files=files, feeds=len(worker.plan.feeds)),
    )


def _run(
    window: Window,
    commit_id: str,
    parcels: Sequence[Parcel],
    settled: Settled,
    *,
    files: Sequence[StagedFile],
    feeds: int,
) -> Run:
    """The window's row of runs. Versions that the lake had already count as unchanged."""
    counts, seconds, rows = Counter[str](), Counter[str](), Counter[str]()
    for parcel in parcels:
        counts.update(parcel.counts)
        seconds.update(parcel.seconds)
    for file in files:
        rows[file.table] += file.rows
    at = now()
    answered = sum(poll.outcome != "failed" for poll in settled.polls)
    edited = min(counts["edited"], rows["stories"])
    return Run(
        run_id=commit_id,
        pipeline="stream",
        started_at=Instant(int(window.start * 1e6)),
        updated_at=at,
        outcome="complete",
        commits=1,
        feeds=feeds,
        polled=len(settled.polls),
        answered=answered,
        stories=rows["stories"],
        new=rows["stories"] - edited,
        edited=edited,
        rejects=rows["rejects"],
        attributions=rows["attributions"],
        events=rows["events"],
        passed_through=counts["passed_through"],
        steps=_steps(counts, seconds, rows, len(settled.polls), answered),
        lags=tuple(_lag(feed_id, times, at) for feed_id, times in sorted(_published(parcels).items())),
        wall_seconds=window.end - window.start,
        cpu_seconds=float(seconds.total()),
        versions=(
            *(f"{name}=={installed(name)}" for name in _VERSIONS),
            *(f"{extractor.name}=={extractor.version}" for extractor in EXTRACTORS),
        ),
    )


def _published(parcels: Iterable[Parcel]) -> dict[str, list[Instant]]:
    """When new stories were published, by feed."""
    found: dict[str, list[Instant]] = {}
    for parcel in parcels:
        for feed_id, times in parcel.published.items():
            found.setdefault(feed_id, []).extend(times)
    return found


def _lag(feed_id: str, published: Sequence[Instant], at: Instant) -> Lag:
    """How late a feed's stories are that are seen at a time."""
    lags = [max(0.0, (at - moment) / 1e6) for moment in published]
    return Lag(feed_id=feed_id, stories=len(lags), mean=sum(lags) / len(lags), most=max(lags))


def _steps(
    counts: Counter[str], seconds: Counter[str], rows: Counter[str], polled: int, answered: int
) -> tuple[Step, ...]:
    """What went into each step and came out, as the workers counted: attempts that were replayed are in it."""
    fresh = counts["entries_new"] + counts["entries_edited"]
    in_english = rows["stories"] - counts["passed_through"]
    steps = (
        Step(name="PollFeeds", read=polled, written=answered, rejected=polled - answered),
        Step(name="DropSeen", read=fresh + counts["entries_known"], written=fresh),
        Step(name="FetchPages", read=counts["asked"], written=counts["fetched"], rejected=counts["not_fetched"]),
        Step(name="ReadStories", read=counts["read"], written=rows["stories"], rejected=counts["not_read"]),
        Step(name="ExtractAttributions", read=max(in_english, 0), written=rows["attributions"]),
        Step(name="ExtractEvents", read=max(in_english, 0), written=rows["events"]),
        Step(name="WriteLake", read=rows.total(), written=rows.total()),
    )
    return tuple(dataclasses.replace(step, seconds=seconds.get(step.name)) for step in steps)
