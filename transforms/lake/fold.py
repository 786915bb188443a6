"""Polls and runs: out of the manifests, into Parquet, once a day.

They ride in the manifests of the commits they belong to, so that a run with nothing new writes no data file. The
first commit of a later UTC day folds them into files of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.columns import Instant, day_of, iso_day
from schemas.logbook import Run
from schemas.tables import TableRow
from transforms.lake.manifest import Logbook

STILL_RUNNING: Final = 6 * 3600 * 1_000_000
"""Microseconds for which a run that never said it was complete may be running still."""


def foldable(logbooks: Sequence[Logbook], run_id: str, now: Instant) -> tuple[Logbook, ...]:
    """The manifests, oldest first, whose polls and runs can go into Parquet for good.

    A run has one row, its last. So a manifest is folded when its day is over and its run has ended; what follows the
    first that cannot be folded waits with it, because what is folded is told by one number.

    Args:
        logbooks: Manifests not folded, oldest first.
        run_id: The run that commits now: it has not ended.
        now: The time of that commit.
    """
    today = day_of(now)
    end = next((i for i, book in enumerate(logbooks) if day_of(book.made_at) >= today), len(logbooks))
    while True:
        last = {book.run_id: book.run for book in logbooks[:end]}
        going_on = {run_id, *(book.run_id for book in logbooks[end:])}
        going_on |= {run for run, row in last.items() if _may_go_on(row, now)}
        first = next((i for i, book in enumerate(logbooks[:end]) if book.run_id in going_on), end)
        if first == end:
            return tuple(logbooks[:end])
        end = first


def _may_go_on(run: Run | None, now: Instant) -> bool:
    return run is not None and run.outcome == "partial" and now - run.updated_at < STILL_RUNNING


def fold(logbooks: Sequence[Logbook]) -> tuple[TableRow, ...]:
    """The rows of polls and runs: every poll, and the last row of each run."""
    runs = {logbook.run.run_id: logbook.run for logbook in logbooks if logbook.run is not None}
    polls = [
        TableRow("polls", iso_day(day_of(poll.polled_at)), (poll,)) for logbook in logbooks for poll in logbook.polls
    ]
    return (*polls, *(TableRow("runs", iso_day(day_of(run.started_at)), (run,)) for run in runs.values()))
