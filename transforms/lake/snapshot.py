"""What is live in a lake: the root that is replaced with every commit, the segments it points at, a reader's view.

The root names one segment for each table and month of partitions; a segment lists the live files of its month. A commit
writes the segments of the months it touches anew and lets the root point at them, so that its cost grows with what
it brings, not with the lake. All paths are relative to the lake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from schemas.columns import Instant
from schemas.tables import TABLES
from transforms.lake.errors import LakeDamaged
from transforms.lake.manifest import FORMAT, Manifest, decode, encode
from transforms.lake.sink import empty_file
from transforms.lake.store import CONTROL, Store, Version

ROOT_PATH: Final = f"{CONTROL}/snapshot.json"

GRACE: Final = 3600 * 1_000_000
"""Microseconds for which files stay after the snapshot stops naming them: one hour, the longest a query may take that
began with the older snapshot."""

RECENT: Final = 256
"""Commits whose ids the root names, so that none of them is made twice; about ten kilobytes."""

_DAY: Final = re.compile(r"=(\d{4}-\d{2}-\d{2})/")
_READS: Final = 5


@dataclass(frozen=True, slots=True)
class Retired:
    """A file that the snapshot named until some time.

    Attributes:
        path: The file or, for a checkpoint, the folder.
        at: When the snapshot stopped naming it.
    """

    path: str
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The content of ``snapshot.json``.

    Attributes:
        format: Version of this format.
        seq: Number of the last commit applied; 0 in a new lake.
        commit_id: Its commit id; empty in a new lake.
        epoch: The greatest token of a lease that committed; 0 where leases have none.
        recent: Ids of the last commits, oldest first, this one's included.
        segments: For each table its live segments, one a month.
        manifests: Manifests whose polls and runs are not folded into Parquet.
        unfolded_since: When the oldest of them was made; None when there is none.
        folded_through: The manifest up to which polls and runs are in Parquet.
        state: Folder of the last checkpoint of the state; None before the first.
        checkpoint_seq: The commit as of which it was made.
        state_bytes: Its size.
        log_bytes: Size of the manifests after it, which a reader of the state reads as well.
        retired: What is deleted once its grace has passed.
    """

    format: int = FORMAT
    seq: int = 0
    commit_id: str = ""
    epoch: int = 0
    recent: tuple[str, ...] = ()
    segments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    manifests: tuple[str, ...] = ()
    unfolded_since: Instant | None = None
    folded_through: int = 0
    state: str | None = None
    checkpoint_seq: int = 0
    state_bytes: int = 0
    log_bytes: int = 0
    retired: tuple[Retired, ...] = ()

    def number_of(self, commit_id: str) -> int | None:
        """The number of a recent commit; None where it is none."""
        if commit_id == self.commit_id:
            return self.seq
        if commit_id in self.recent:
            return self.seq - len(self.recent) + 1 + self.recent.index(commit_id)
        return None


@dataclass(frozen=True, slots=True)
class LiveFile:
    """One file of a segment: its path, its rows, and the day of its partition as ``YYYY-MM-DD``.

    Its size in bytes is None in segments of a wirelake that did not note it.
    """

    path: str
    rows: int
    day: str
    bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The live files of one table and month (``YYYY-MM``)."""

    format: int = FORMAT
    table: str
    month: str
    files: tuple[LiveFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A reader's view: whole commits, as of one moment.

    Attributes:
        seq: Number of the last commit in it.
        files: For each table the absolute paths, or addresses, of its files; the first has no rows and every column.
        rows: For each table the rows of these files.
        live: For each table the same files as its segments list them, but for the first.
        manifests: Absolute paths, or addresses, of the manifests whose polls and runs are in no file.
        root: What ``snapshot.json`` said.
    """

    seq: int
    files: dict[str, tuple[str, ...]]
    rows: dict[str, int]
    live: dict[str, tuple[LiveFile, ...]]
    manifests: tuple[str, ...]
    root: Root


def read_root(store: Store) -> Root:
    """The root; that of a new lake where there is none."""
    return read_root_version(store)[0]


def read_root_version(store: Store) -> tuple[Root, Version | None]:
    """The root and which it is; that of a new lake and None where there is none."""
    try:
        data, version = store.read_version(ROOT_PATH)
    except FileNotFoundError:
        return Root(), None
    return decode(data, Root, ROOT_PATH), version


def read_segment(store: Store, path: str) -> Segment:
    """A segment that the root names."""
    return decode(store.read(path), Segment, path)


def read_snapshot(store: Store) -> Snapshot:
    """The snapshot now.

    Raises:
        LakeDamaged: The snapshot names a segment that is gone.
    """
    for _ in range(_READS):
        root = read_root(store)
        try:
            return _read_files(store, root)
        except FileNotFoundError as error:
            gone = error
    raise LakeDamaged(f"{ROOT_PATH} names {gone.filename}, which is gone: restore it from a copy of the lake") from gone


def _read_files(store: Store, root: Root) -> Snapshot:
    paths = [(name, path) for name in TABLES for path in root.segments.get(name, ())]
    live: dict[str, list[LiveFile]] = {name: [] for name in TABLES}
    for (name, path), data in zip(paths, store.read_all([path for _, path in paths]), strict=True):
        live[name].extend(decode(data, Segment, path).files)
    return Snapshot(
        seq=root.seq,
        files={
            name: tuple(f"{store.address}/{path}" for path in (empty_path(name), *(file.path for file in files)))
            for name, files in live.items()
        },
        rows={name: sum(file.rows for file in files) for name, files in live.items()},
        live={name: tuple(files) for name, files in live.items()},
        manifests=tuple(f"{store.address}/{path}" for path in root.manifests),
        root=root,
    )


def empty_path(table: str) -> str:
    """Where the file without rows of a table lies."""
    return f"{CONTROL}/empty/{table}/{TABLES[table].partition}=1970-01-01/empty.parquet"


def write_empty_files(store: Store) -> None:
    """Put a file without rows for each table, with the columns that this wirelake knows."""
    for name, table in TABLES.items():
        content, path = empty_file(table), empty_path(name)
        try:
            if store.read(path) == content:
                continue
        except FileNotFoundError:
            pass
        store.replace(path, content)


def next_segments(store: Store, root: Root, manifest: Manifest) -> tuple[dict[str, tuple[str, ...]], dict[str, bytes]]:
    """The segments after a commit: all of them by table, and the content of those to be written.

    Applying a commit again gives the same names and the same content.
    """
    segments = {table: dict(_months(paths)) for table, paths in root.segments.items()}
    removed = set(manifest.removed)
    touched = sorted({(file.table, file.day[:7]) for file in manifest.files} | set(map(_table_month, removed)))
    before = {key: path for key in touched if (path := segments.setdefault(key[0], {}).pop(key[1], None))}
    contents = dict(zip(before, store.read_all(list(before.values())), strict=True))
    written: dict[str, bytes] = {}
    for table, month in touched:
        content = contents.get((table, month))
        live = {} if content is None else _live(content, before[table, month])
        for file in manifest.files:
            if file.table == table and file.day[:7] == month:
                live[file.path] = LiveFile(file.path, file.rows, file.day, file.bytes)
        kept = tuple(file for _, file in sorted(live.items(), key=_by_day) if file.path not in removed)
        if kept:
            path = f"{CONTROL}/segments/{table}/{month}-{manifest.seq:010d}.json"
            segments[table][month] = path
            written[path] = encode(Segment(table=table, month=month, files=kept))
    return {table: tuple(paths[month] for month in sorted(paths)) for table, paths in sorted(segments.items())}, written


def _live(segment: bytes, path: str) -> dict[str, LiveFile]:
    return {file.path: file for file in decode(segment, Segment, path).files}


def missing(store: Store, root: Root, paths: tuple[str, ...]) -> set[str]:
    """Which of these paths are not live."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for path in paths:
        wanted.setdefault(_table_month(path), set()).add(path)
    gone: set[str] = set()
    for (table, month), of_month in wanted.items():
        segment = dict(_months(root.segments.get(table, ()))).get(month)
        live = {file.path for file in read_segment(store, segment).files} if segment else set()
        gone |= of_month - live
    return gone


def _months(paths: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(path.rsplit("/", 1)[1][:7], path) for path in paths]


def _table_month(path: str) -> tuple[str, str]:
    """Table and month of a data file's path.

    Raises:
        ValueError: It is no path of a data file.
    """
    day = _DAY.search(path)
    if day is None:
        raise ValueError(f"{path} is no data file of a lake: such a path has table, partition=YYYY-MM-DD and name")
    return path.split("/", 1)[0], day[1][:7]


def _by_day(item: tuple[str, LiveFile]) -> tuple[str, str]:
    return item[1].day, item[0]
