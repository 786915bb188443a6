"""The small files of a window's parcels into the few files of its commit.

Workers stage a file a table, day and bundle. The commit reads them once more, leaves out the rows that the lake has
already, and writes a file a table and day: readers meet few files, and the rows say by which commit they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.records import StagedFile
from schemas.tables import TABLES
from transforms.lake.parcel import Parcel
from transforms.lake.settle import Rows
from transforms.lake.sink import RowWriter
from transforms.lake.store import Store

_OF_COMMIT: Final = {"stories": "commit", "rejects": "run_id"}
"""Columns that name the commit, which the workers did not know yet; a window's run has its name."""


def merge(store: Store, commit_id: str, parcels: Sequence[tuple[Parcel, Rows]]) -> tuple[StagedFile, ...]:
    """Write the rows of parcels that are kept as staged files of a commit.

    Each call has a folder of its own: an engine may move the commit to another worker while the first one still writes.

    Memory: what :data:`transforms.lake.sink.HELD_BYTES` allows, and one file of a parcel.

    Args:
        store: The lake's store.
        commit_id: The commit; also the run of its rows.
        parcels: With the rows that are kept of each.
    """
    writer = RowWriter(store, commit_id, attempt=uuid4().hex)
    staged: list[StagedFile] = []
    for parcel, rows in parcels:
        for file in parcel.files:
            kept = _kept(file, _read(store, file), rows, commit_id)
            if kept.num_rows:
                staged.extend(writer.add_table(file.table, kept))
    staged.extend(writer.flush())
    return tuple(staged)


def _read(store: Store, file: StagedFile) -> pa.Table:
    # Threads, and the dataset that pq.read_table makes of a file, cost more than to read some rows.
    table = pq.ParquetFile(pa.BufferReader(store.read(file.staged))).read(use_threads=False)
    return table.cast(TABLES[file.table].schema).replace_schema_metadata(TABLES[file.table].schema.metadata)


def _kept(file: StagedFile, table: pa.Table, rows: Rows, commit_id: str) -> pa.Table:
    """The rows that are kept, with their day."""
    days = list(_days(file, table, rows))
    table = table.append_column(
        pa.field(TABLES[file.table].partition, pa.string(), nullable=False),
        pa.array([day or "" for day in days], pa.string()),
    )
    if None in days:
        table = table.filter(pa.array([day is not None for day in days]))
    name = _OF_COMMIT.get(file.table)
    if name is not None:
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), pa.array([commit_id] * table.num_rows, pa.string()))
    return table


def _days(file: StagedFile, table: pa.Table, rows: Rows) -> Iterator[str | None]:
    """The partition of each row, None for a row that is left out."""
    names = table.schema.names
    if file.table == "rejects":
        keep = _failures(rows)
        for values in _columns(table, "story_id", "rejected_at", "feed_id"):
            yield file.day if keep(*values) else None
    elif "story_id" in names and "version" in names:
        for values in _columns(table, "story_id", "version"):
            yield rows.versions.get(values)
    else:
        raise ValueError(f"a parcel has no rows of {file.table}")


def _failures(rows: Rows) -> Callable[..., bool]:
    def keep(story_id: str | None, rejected_at: Any, feed_id: str | None) -> bool:
        return (story_id, rejected_at) in rows.failures if story_id is not None else feed_id in rows.polls

    return keep


def _columns(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    columns = [table.column(name) for name in names]
    plain = [
        (column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column).to_pylist() for column in columns
    ]
    return zip(*plain, strict=True)
