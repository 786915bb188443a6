"""Rows into Parquet: one explicit schema in every file, sorted, with all that lets a query skip.

Equal rows give equal bytes. What a file holds is told by its metadata: table, schema version, partition column,
commit, the wirelake that wrote it, and a sentence for every column.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.columns import plain
from schemas.records import StagedFile
from schemas.tables import TABLES, Table, TableRow
from transforms.lake.errors import LakeDamaged, LakeFormat
from transforms.lake.manifest import check_commit_id, mend, staged_folder
from transforms.lake.store import Store

ZSTD_LEVEL: Final = 6
"""Level 6: about a tenth smaller than level 1 on wire copy, before the time starts to climb."""

GROUP_BYTES: Final = 32 << 20
"""Uncompressed bytes of a row group at most, about: what a reader must hold of each column at once."""

GROUP_ROWS: Final = 20_000
"""Rows of a row group at most."""

HELD_BYTES: Final = 64 << 20
"""Arrow bytes held before files are written early."""

BATCH_ROWS: Final = 256
"""Rows converted to Arrow at once; records cost about ten times what their Arrow form does."""

_BLOOM_FPP: Final = 0.01


def write_rows(store: Store, commit_id: str, rows: Iterable[TableRow]) -> tuple[StagedFile, ...]:
    """Write rows of several tables and days as staged files of a commit, in bounded memory.

    Args:
        store: The lake's store.
        commit_id: The commit they wait for.
        rows: In any order.

    Returns:
        One receipt a file. A table and day has one file, or several where the rows exceed what is held at once.
    """
    writer = RowWriter(store, commit_id)
    staged: list[StagedFile] = []
    for row in rows:
        staged.extend(writer.add(row))
    staged.extend(writer.flush())
    return tuple(staged)


class RowWriter:
    """Takes rows one by one and writes staged files when enough are held.

    Args:
        store: The lake's store.
        commit_id: The commit that the files wait for.
        held_bytes: Arrow bytes that may be held before files are written.
        attempt: Names the attempt at the commit where several may be made at once; see :func:`staged_folder`.
    """

    def __init__(self, store: Store, commit_id: str, held_bytes: int = HELD_BYTES, *, attempt: str = "") -> None:
        check_commit_id(commit_id)
        self._store = store
        self._commit_id = commit_id
        self._folder = staged_folder(commit_id, attempt)
        self._limit = held_bytes
        self._rows: dict[str, list[TableRow]] = {}
        self._batches: dict[str, list[pa.Table]] = {}
        self._held = 0

    def add(self, row: TableRow) -> tuple[StagedFile, ...]:
        """Take a row; receipts when it was one too many to hold, else nothing."""
        waiting = self._rows.setdefault(row.table, [])
        waiting.append(row)
        if len(waiting) >= BATCH_ROWS:
            self._convert(row.table)
            if self._held >= self._limit:
                return self.flush()
        return ()

    def add_table(self, name: str, rows: pa.Table) -> tuple[StagedFile, ...]:
        """Take rows of a table in Arrow form, the partition among their columns; receipts as :meth:`add` gives them."""
        if rows.num_rows:
            self._batches.setdefault(name, []).append(rows)
            self._held += rows.nbytes
        return self.flush() if self._held >= self._limit else ()

    def flush(self) -> tuple[StagedFile, ...]:
        """Write all that is held."""
        for name in list(self._rows):
            self._convert(name)
        files: dict[str, bytes] = {}
        receipts = []
        for name, batches in sorted(self._batches.items()):
            for day, table in _by_day(TABLES[name], pa.concat_tables(batches)):
                data = encode_table(TABLES[name], table, self._commit_id)
                receipt = _receipt(
                    TABLES[name], day, table.num_rows, data, commit_id=self._commit_id, folder=self._folder
                )
                files[receipt.staged] = data
                receipts.append(receipt)
        self._batches.clear()
        self._held = 0
        if files:
            self._store.stage(files)
        return tuple(receipts)

    def _convert(self, name: str) -> None:
        rows = self._rows.pop(name)
        if rows:
            batch = to_arrow(TABLES[name], rows)
            self._batches.setdefault(name, []).append(batch)
            self._held += batch.nbytes


def to_arrow(table: Table, rows: Iterable[TableRow]) -> pa.Table:
    """Rows of one table in its schema, with one column more: the partition, as text.

    Half a surrogate pair in a text, which no Parquet file can hold, becomes U+FFFD; offsets stay.

    Raises:
        pa.ArrowInvalid: A value does not fit its column.
        OverflowError: A number needs more than 64 bits.
    """
    plains = [_plain_row(row) for row in rows]
    schema = table.schema.append(pa.field(table.partition, pa.string(), nullable=False))
    try:
        return pa.Table.from_pylist(plains, schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist(mend(plains), schema)


def _plain_row(row: TableRow) -> dict[str, Any]:
    columns: dict[str, Any] = {TABLES[row.table].partition: row.day}
    for record in row.records:
        columns.update(plain(record))
    return columns


def _by_day(table: Table, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each day, in the table's order; other columns settle ties, so that equal rows give equal bytes."""
    ties = [field.name for field in table.schema if field.name not in table.sort and not pa.types.is_nested(field.type)]
    keys: list[tuple[str, Literal["ascending"]]] = [
        (name, "ascending") for name in (table.partition, *table.sort, *ties)
    ]
    ordered = rows.take(pc.sort_indices(rows, sort_keys=keys))
    bare = ordered.drop_columns([table.partition])
    start = 0
    for day, rows_of_day in sorted(Counter(ordered.column(table.partition).to_pylist()).items()):
        yield str(day), bare.slice(start, rows_of_day)
        start += rows_of_day


def encode_table(table: Table, rows: pa.Table, commit_id: str) -> bytes:
    """Sorted rows of one table and day as the bytes of a Parquet file.

    Args:
        table: Its specification.
        rows: In the table's schema and order, without the partition column.
        commit_id: Written into the file's metadata.
    """
    metadata = {
        **(table.schema.metadata or {}),
        b"wirelake.commit": commit_id.encode(),
        b"wirelake.writer": _writer().encode(),
    }
    rows = rows.replace_schema_metadata(metadata)
    group_rows = max(1, min(GROUP_ROWS, rows.num_rows, GROUP_BYTES * max(rows.num_rows, 1) // max(rows.nbytes, 1)))
    bloom = {name: {"ndv": group_rows, "fpp": _BLOOM_FPP} for name in table.bloom if rows.num_rows}
    sink = io.BytesIO()
    with pq.ParquetWriter(
        sink,
        rows.schema,
        version="2.6",
        data_page_version="2.0",
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        use_dictionary=_dictionary_paths(table, rows),  # type: ignore[arg-type]  # the stubs know bool only
        write_page_index=True,
        write_page_checksum=True,
        sorting_columns=pq.SortingColumn.from_ordering(rows.schema, [(name, "ascending") for name in table.sort]),
        bloom_filter_options=bloom or None,
    ) as writer:
        writer.write_table(rows, row_group_size=group_rows)
    return sink.getvalue()


def read_table(data: bytes, table: Table, path: str) -> pa.Table:
    """A file's rows in the table's schema. Columns that are younger than the file are null, or empty lists.

    Args:
        data: The file.
        table: Its specification.
        path: Its path, for the message.

    Raises:
        LakeFormat: A newer wirelake wrote it, with columns that would be lost here.
        LakeDamaged: It is no such file.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        rows = file.read(use_threads=False)  # threads cost more than to read some rows
        if not rows.schema.equals(table.schema):
            unknown = _leaves(file) - _known_leaves(table.name)
            if unknown:
                raise LakeFormat(f"{path} has a column {min(unknown)}: use the newer wirelake that wrote it")
            for field in table.schema:
                if field.name not in rows.schema.names:
                    empty: list[str] | None = [] if pa.types.is_list(field.type) else None
                    rows = rows.append_column(field, pa.array([empty] * rows.num_rows, field.type))
            rows = rows.select(table.schema.names).cast(table.schema)
        # Fields read from a file carry its numbers of columns, which would be written again.
        return pa.Table.from_arrays(rows.columns, schema=table.schema)
    except (ValueError, pa.ArrowException, OSError) as error:  # a column that must not be null is a ValueError
        problem = str(error).splitlines()[0]
        raise LakeDamaged(f"{path} is not what wirelake wrote there ({problem}): restore it from a copy") from error


def _leaves(file: pq.ParquetFile) -> set[str]:
    """Every column of a file, nested ones by their path."""
    return {file.schema.column(number).path for number in range(len(file.schema.names))}


@cache
def _known_leaves(name: str) -> set[str]:
    return _leaves(pq.ParquetFile(pa.BufferReader(empty_file(TABLES[name]))))


def empty_file(table: Table) -> bytes:
    """A file of the table without rows: it gives a reader's list every column."""
    return encode_table(table, table.schema.empty_table(), "empty")


def _receipt(table: Table, day: str, rows: int, data: bytes, *, commit_id: str, folder: str) -> StagedFile:
    """The receipt of a file. Its shard is its digest: a replay that reads the same writes the same name."""
    digest = hashlib.sha256(data).hexdigest()
    return StagedFile(
        table=table.name,
        day=day,
        path=f"{table.name}/{table.partition}={day}/{commit_id}-{digest[:12]}.parquet",
        staged=f"{folder}/{table.name}-{day}-{digest[:12]}.staged",
        rows=rows,
        bytes=len(data),
        digest=digest,
    )


def _dictionary_paths(table: Table, rows: pa.Table) -> list[str]:
    """The leaf columns that a dictionary makes smaller: texts that repeat.

    Ids and prose do not; in the files of a short run a dictionary of them is all overhead.
    """
    paths: list[str] = []
    for field in table.schema:
        if pa.types.is_string(field.type):
            distinct = pc.count_distinct(rows.column(field.name)).as_py()
            if field.name not in table.bloom and 2 * distinct <= rows.num_rows:
                paths.append(field.name)
        else:
            paths.extend(_text_leaves(field.type, field.name))
    return paths


def _text_leaves(kind: pa.DataType, path: str) -> Iterator[str]:
    """Paths of the texts inside a nested type, as Parquet spells them."""
    if pa.types.is_string(kind):
        yield path
    elif pa.types.is_list(kind):
        yield from _text_leaves(kind.value_type, f"{path}.list.element")
    elif pa.types.is_struct(kind):
        for field in kind:
            yield from _text_leaves(field.type, f"{path}.{field.name}")


@cache
def _writer() -> str:
    """The software that writes, for the file's metadata."""
    try:
        ours = importlib.metadata.version("wirelake")
    except importlib.metadata.PackageNotFoundError:
        ours = "unknown"
    return f"wirelake {ours}, pyarrow {pa.__version__}"
