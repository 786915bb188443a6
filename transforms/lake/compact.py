"""Many small files of a table and day, written anew as few: which of them, and how.

Every commit leaves a file a table and day, and a query pays for each file that it opens. Rows stay as they are, in the
table's order; only the files that hold them change. What comes of a day is not small, or too few to be taken up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

import pyarrow as pa

from schemas.records import StagedFile
from schemas.tables import TABLES
from transforms.lake.errors import LakeDamaged
from transforms.lake.sink import RowWriter, read_table
from transforms.lake.snapshot import LiveFile
from transforms.lake.store import Store

SMALL: Final = 4 << 20
"""Bytes below which a file is small; some thousands of stories."""

FEW: Final = 4
"""Small files that a table has of a day before they are worth writing anew."""

FEW_OF_TODAY: Final = 32
"""The same of the UTC day that is not over, whose rows would be written anew with every run."""

GROUP_BYTES: Final = 128 << 20
"""Bytes of small files that are written anew together."""

RUN_FILES: Final = 20_000
"""Files that a run replaces at most: for an hour the snapshot names each, in a hundred bytes."""

COMMIT_BYTES: Final = 1 << 30
"""Bytes that a commit replaces, about. A stream looks for its last commit among the last hundred."""


@dataclass(frozen=True, slots=True)
class Group:
    """Small files of one table and day that are replaced together.

    Attributes:
        table: The table.
        day: ``YYYY-MM-DD`` of its partition.
        files: In the order of their names, which is that of their commits.
    """

    table: str
    day: str
    files: tuple[LiveFile, ...]

    @property
    def bytes(self) -> int:
        """Their size; a file of which the lake has not noted it counts as if it were just not small."""
        return sum(map(_size, self.files))


def plan(live: Mapping[str, Sequence[LiveFile]], today: str) -> tuple[Group, ...]:
    """Which files are to be written anew together: the largest groups first.

    Args:
        live: The live files of each table.
        today: The UTC day that is not over, ``YYYY-MM-DD``.

    Returns:
        Groups of at least :data:`FEW` files and at most :data:`GROUP_BYTES` and :data:`RUN_FILES`.
    """
    groups = []
    for table, files in live.items():
        small = sorted(
            (file for file in files if file.bytes is None or file.bytes < SMALL),
            key=lambda file: (file.day, file.path),
        )
        for day, of_day in groupby(small, key=lambda file: file.day):
            found = list(of_day)
            if len(found) >= (FEW if day < today else FEW_OF_TODAY):
                groups += [Group(table, day, cut) for cut in _cuts(found) if len(cut) >= FEW]
    return tuple(sorted(groups, key=lambda group: (-len(group.files), group.table, group.day)))


def _cuts(files: Iterable[LiveFile]) -> Iterator[tuple[LiveFile, ...]]:
    """Cut files into groups of at most so many bytes, and no more files than a run may replace."""
    cut: list[LiveFile] = []
    held = 0
    for file in files:
        if held + _size(file) > GROUP_BYTES or len(cut) == RUN_FILES:
            yield tuple(cut)
            cut, held = [], 0
        cut.append(file)
        held += _size(file)
    yield tuple(cut)


def _size(file: LiveFile) -> int:
    return SMALL if file.bytes is None else file.bytes


def of_one_run(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The first groups of a plan, as many as one run replaces."""
    return _first(groups, (len(group.files) for group in groups), RUN_FILES)


def of_one_commit(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The first groups of a plan, as many as one commit replaces; one at least."""
    return _first(groups, (group.bytes for group in groups), COMMIT_BYTES)


def _first(groups: Sequence[Group], sizes: Iterable[int], most: int) -> tuple[Group, ...]:
    fit = sum(held <= most for held in accumulate(sizes))
    return tuple(groups[: max(fit, 1)])


def rewrite(store: Store, commit_id: str, group: Group) -> tuple[StagedFile, ...]:
    """Stage the rows of a group's files as one file of a commit, or as few where they exceed what is held at once.

    Memory: what :data:`transforms.lake.sink.HELD_BYTES` allows, and one file of the group; sixteen in a bucket.

    Raises:
        FileNotFoundError: A file is gone: another commit replaced it an hour ago, or somebody deleted it.
        LakeFormat: A newer wirelake wrote one.
        LakeDamaged: A file is not what was committed.
    """
    table = TABLES[group.table]
    partition = pa.field(table.partition, pa.string(), nullable=False)
    writer = RowWriter(store, commit_id)
    staged: list[StagedFile] = []
    for file, data in zip(group.files, store.read_all([file.path for file in group.files]), strict=True):
        rows = read_table(data, table, file.path)
        if rows.num_rows != file.rows:
            raise LakeDamaged(f"{file.path} has {rows.num_rows} rows, not {file.rows}: restore it from a copy")
        days = pa.repeat(pa.scalar(file.day, pa.string()), rows.num_rows)
        staged.extend(writer.add_table(table.name, rows.append_column(partition, days)))
    return (*staged, *writer.flush())
