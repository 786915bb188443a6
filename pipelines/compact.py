"""Compact: the small files of each table and day written anew as few, while others read and write.

It takes no poll lease. An ingest or a stream that commits meanwhile only takes a number before it; another compact may
take its files, and what that leaves is planned anew.
"""

from __future__ import annotations

import dataclasses
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib.metadata import version as installed
from typing import Final, TypeAlias

from rich.console import Console

from pipelines.listing import plural, print_rows
from pipelines.progress import Watch
from schemas.columns import Instant, day_of, iso_day
from schemas.logbook import Run, Step
from schemas.records import StagedFile
from transforms.lake import Draft, Lake, LakeDamaged, LeaseHeld, Superseded
from transforms.lake.compact import FEW, FEW_OF_TODAY, SMALL, Group, of_one_commit, of_one_run, plan, rewrite
from transforms.lake.lake import now
from transforms.lake.manifest import new_run_id, staged_folder
from transforms.lake.snapshot import missing, read_root

TRIES: Final = 5
"""Times that a run plans anew because another compact replaced the same files."""

_VERSIONS: Final = ("wirelake", "pyarrow")

Replaced: TypeAlias = tuple[Group, tuple[StagedFile, ...]]
"""A group, and the files in its place."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Compaction:
    """What a run has done so far.

    Attributes:
        run_id: Start time and a random part; sorts by time.
        started_at: When it started.
        cpu_from: CPU seconds that the process had taken by then.
        dry: Whether nothing was to be written.
        done: Groups replaced, each with the files in its place; in a dry run those that would be, with none.
        left: Small files that are left to a later run.
        commits: Commits made.
        complete: Whether the last of them said that the run has ended.
    """

    run_id: str
    started_at: Instant
    cpu_from: float
    dry: bool = False
    done: tuple[Replaced, ...] = ()
    left: int = 0
    commits: int = 0
    complete: bool = False

    def row(self) -> Run:
        """The run's row. It has no stories: none of their rows is new."""
        rows = sum(file.rows for group, _ in self.done for file in group.files)
        cpu = time.process_time() - self.cpu_from
        return Run(
            run_id=self.run_id,
            pipeline="compact",
            started_at=self.started_at,
            updated_at=now(),
            outcome="complete" if self.complete else "partial",
            commits=self.commits,
            steps=(Step(name="Compact", read=rows, written=rows, seconds=cpu),),
            wall_seconds=(now() - self.started_at) / 1e6,
            cpu_seconds=cpu,
            versions=tuple(f"{name}=={installed(name)}" for name in _VERSIONS),
        )


def run_compact(
    lake: Lake, watch: Watch | None = None, *, dry_run: bool = False, today: str | None = None
) -> Compaction:
    """Write the small files of a lake anew, and commit them in the place of the old ones.

    Args:
        lake: The lake.
        watch: Told of the progress.
        dry_run: Whether to write nothing.
        today: The UTC day that is not over, ``YYYY-MM-DD``; by default the clock's.

    Returns:
        What was done; all of it is committed.

    Raises:
        LeaseHeld: Another compact is at work, and was faster time and again.
        LakeError: The lake was damaged, or written by a newer wirelake.
    """
    watch, started_at = watch or Watch(), now()
    today = today or iso_day(day_of(started_at))
    cpu_from = time.process_time()
    planned = plan(lake.snapshot().live, today)
    left = of_one_run(planned)
    run = Compaction(
        run_id=new_run_id(started_at),
        started_at=started_at,
        cpu_from=cpu_from,
        dry=dry_run,
        left=sum(len(group.files) for group in planned[len(left) :]),
    )
    if dry_run:
        return dataclasses.replace(run, done=tuple((group, ()) for group in left))
    watch.stage("compacting", sum(len(group.files) for group in left))
    lost = 0
    while left:
        groups = of_one_commit(left)
        try:
            # Named for what was tried, so that no attempt finds what another one staged.
            run = _commit(
                lake, run, groups, f"{run.run_id}-{run.commits + lost:04d}", last=len(groups) == len(left), watch=watch
            )
            left = left[len(groups) :]
        except Superseded as error:
            lost += 1
            if lost == TRIES:
                raise LeaseHeld(f"another compact of this lake was faster {TRIES} times: wait for its end") from error
            left = of_one_run(plan(lake.snapshot().live, today))
    if run.commits and not run.complete:
        run = dataclasses.replace(run, commits=run.commits + 1, complete=True)
        lake.commit(Draft(commit_id=f"{run.run_id}-end", run_id=run.run_id, run=run.row()))
    return run


def _commit(
    lake: Lake, run: Compaction, groups: Sequence[Group], commit_id: str, *, last: bool, watch: Watch
) -> Compaction:
    """Replace the files of groups in one commit; a group that would have as many files after it is left alone.

    Raises:
        Superseded: Another compact replaced some of them; nothing was committed.
    """
    folder = staged_folder(commit_id)
    with lake.claim(commit_id):
        try:
            written = _rewrite_all(lake, commit_id, groups, watch)
        except BaseException:
            # No manifest names it yet, and a disk that is full needs the room.
            lake.store.discard(folder)
            raise
        if not written:
            lake.store.discard(folder)
            return run
        after = dataclasses.replace(run, done=(*run.done, *written), commits=run.commits + 1, complete=last)
        try:
            lake.commit(_draft(after, commit_id, written))
        except Superseded:
            lake.store.discard(folder)
            raise
        return after


def _rewrite_all(lake: Lake, commit_id: str, groups: Sequence[Group], watch: Watch) -> list[Replaced]:
    """Stage what takes the place of groups, but of those that would have as many files after it."""
    written = []
    for group in groups:
        files = _rewrite(lake, commit_id, group)
        if len(files) < len(group.files):
            written.append((group, files))
        watch.advance(len(group.files))
    return written


def _draft(run: Compaction, commit_id: str, written: Sequence[Replaced]) -> Draft:
    return Draft(
        commit_id=commit_id,
        run_id=run.run_id,
        files=tuple(file for _, files in written for file in files),
        removed=tuple(file.path for group, _ in written for file in group.files),
        run=run.row(),
    )


def _rewrite(lake: Lake, commit_id: str, group: Group) -> tuple[StagedFile, ...]:
    """The staged files in a group's place.

    Raises:
        Superseded: Another compact replaced the group so long ago that its files are gone.
        LakeDamaged: They are gone, and the lake names them still.
    """
    try:
        return rewrite(lake.store, commit_id, group)
    except FileNotFoundError as error:
        if missing(lake.store, read_root(lake.store), tuple(file.path for file in group.files)):
            raise Superseded(f"{error.filename} was replaced by another commit") from error
        raise LakeDamaged(
            f"{error.filename} is part of the lake, but somebody deleted it: restore it from a copy of the lake"
        ) from error


def print_compaction(run: Compaction, console: Console) -> None:
    """Print what a run did: a line a table."""
    if not run.done:
        small = f"{FEW} files below {SMALL >> 20} MiB of one day ({FEW_OF_TODAY} of today)"
        console.print(f"nothing to compact: no table has {small}", highlight=False, soft_wrap=True)
        return
    tables = defaultdict(list)
    for group, files in run.done:
        tables[group.table].append((group, files))
    rows = [_line(table, done, dry=run.dry) for table, done in tables.items()]
    names = ("table", "days", "rows", "files", "KiB") + (() if run.dry else ("files after", "KiB after"))
    took = f"run {run.run_id}: {plural(run.commits, 'commit')}, {(now() - run.started_at) / 1e6:.1f} s"
    print_rows(console, names, rows, title="dry run, nothing written" if run.dry else took)
    if run.left:
        console.print(f"{plural(run.left, 'small file')} more: run it again in an hour", highlight=False)


def _line(table: str, done: Sequence[Replaced], *, dry: bool) -> tuple[str | int, ...]:
    """A table's figures; of files whose size the lake has not noted the sum is not known."""
    before = [file for group, _ in done for file in group.files]
    after = [file for _, files in done for file in files]
    known = [file.bytes for file in before if file.bytes is not None]
    size = sum(known) >> 10 if len(known) == len(before) else "?"
    line = (table, len({group.day for group, _ in done}), sum(file.rows for file in before), len(before), size)
    return line if dry else (*line, len(after), sum(file.bytes for file in after) >> 10)
