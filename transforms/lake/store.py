"""Where a lake's bytes live: the few promises the commit protocol needs of a place.

Paths are relative to the lake, with slashes. The promises that matter are :meth:`Store.put_if_absent`, of several that
put the same path exactly one succeeds and what it put is whole, and :meth:`Store.put_if_version`, which replaces a file
only while it is the one that was read. A store without them cannot hold a lake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NewType, Protocol

from schemas.columns import Instant
from schemas.tables import TABLES
from transforms.lake.errors import CommitBusy, LakeError, NotALake

if TYPE_CHECKING:
    import pyarrow as pa

    from transforms.lake.objects import ObjectStore

CONTROL: Final = "_lake"
"""The folder of the lake's own files, beside the tables."""

OnStep = Callable[[str, str], None]
"""Told of every change before it is made: what (open, write, sync, link, rename, unlink, mkdir, lock on a disk; put,
copy, delete in an object store) and where."""

Clock = Callable[[], Instant]
"""Gives the time."""

Version = NewType("Version", str)
"""Which content of a file was read. Equal contents may have equal versions, so put what differs every time."""

TURNS: Final = 100
"""Times that :func:`update` tries before it gives up: with so many others in the way something else is wrong."""

_SCHEME: Final = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")
_HIVE: Final = re.compile(r"(?<=/)([^/=]+)=")


class LockTaken(Exception):  # noqa: N818 - not an error by itself: the caller says what it means
    """Somebody else holds a lock; ``note`` is what the holder wrote."""

    def __init__(self, note: bytes) -> None:
        super().__init__(note)
        self.note = note


class VersionChanged(Exception):  # noqa: N818 - not an error by itself: read again, decide again
    """A file is not the one that was read any more.

    Where a request is repeated after its answer was lost, one's own put may be what is there now.
    """


class Held(Protocol):
    """A lock that is held."""

    @property
    def token(self) -> int:
        """Greater than that of every holder before; 0 where the lock dies with its holder, who then needs none."""
        ...

    @property
    def fences(self) -> bool:
        """Whether the holder before may still be at work: it never said that it had ended."""
        ...

    def check(self) -> None:
        """Be sure to hold it still, as far as this process knows.

        Raises:
            LeaseLost: It expired, and somebody else may hold it.
        """
        ...

    def confirm(self) -> None:
        """Like :meth:`check`, by asking the store."""
        ...


class Store(Protocol):
    """What a lake asks of the place it lives in.

    Attributes:
        address: How a reader names the lake: an absolute path, or an address such as ``s3://bucket/prefix``.
        folder: The lake as a folder of this machine; None where it is none.
    """

    address: str
    folder: Path | None

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            FileNotFoundError: There is none.
        """
        ...

    def read_all(self, paths: Sequence[str]) -> Iterator[bytes]:
        """The bytes of several files in order, some at once where that is quicker.

        Raises:
            FileNotFoundError: There is not one of them.
        """
        ...

    def read_version(self, path: str) -> tuple[bytes, Version]:
        """The bytes of a file, and which they are.

        Raises:
            FileNotFoundError: There is none.
        """
        ...

    def put_if_absent(self, path: str, data: bytes) -> None:
        """Put a file that must not be there, durably, at once whole.

        Raises:
            FileExistsError: It is there; the store holds what the other one put.
        """
        ...

    def put_if_version(self, path: str, data: bytes, version: Version | None) -> Version:
        """Put a file in the place of the one that was read, durably, at once whole.

        Args:
            path: The file.
            data: Its new bytes.
            version: What was read; None when there was none.

        Returns:
            The version of what was put.

        Raises:
            VersionChanged: It is another one now, or gone.
        """
        ...

    def replace(self, path: str, data: bytes) -> None:
        """Put a file in the place of the one there, if any, durably; a reader gets the old bytes or the new."""
        ...

    def stage(self, files: Mapping[str, bytes | memoryview]) -> None:
        """Write files durably that nobody reads before something else names them; they may be there already."""
        ...

    def upload(self, path: str, file: Path) -> None:
        """Put a file of this machine, however large, durably."""
        ...

    def publish(self, moves: Sequence[tuple[str, str]]) -> None:
        """Bring staged files to their places, durably; doing so again is no error.

        Raises:
            LakeDamaged: A file is neither staged nor in its place.
        """
        ...

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files; a file that is gone is no error."""
        ...

    def discard(self, folder: str) -> None:
        """Delete a folder with all that is in it."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        ...

    def list(self, folder: str) -> Iterator[str]:
        """Paths of what lies directly in a folder, in order; nothing when there is no such folder."""
        ...

    def map(self, path: str) -> pa.MemoryMappedFile:
        """A file that never changes, mapped into memory; what it takes of this machine ends with the last who reads it.

        Raises:
            FileNotFoundError: There is none.
        """
        ...

    def lock(self, path: str, note: bytes, clock: Clock) -> AbstractContextManager[Held]:
        """Hold a lock that ends with the block, and some time after its holder however that dies.

        Args:
            path: Names the lock.
            note: What others are told while it is held; JSON or nothing.
            clock: The holder's.

        Raises:
            LockTaken: Somebody else holds it.
        """
        ...

    def seize(self, path: str, clock: Clock) -> bool:
        """Take a lock for good from whoever held it and is gone, and say so; False where somebody holds it."""
        ...

    def turn(self, path: str, note: bytes, wait: float) -> AbstractContextManager[None]:
        """Let committers of this machine wait for each other where they can; nothing rests on it.

        Args:
            path: Names the lock.
            note: What others are told.
            wait: Seconds to wait.

        Raises:
            LockTaken: It was not free in time.
        """
        ...

    def file_system(self) -> Any | None:
        """A file system by which DuckDB reads the lake's files (:mod:`transforms.lake.blocks`); None on a disk."""
        ...

    def prove(self, path: str, data: bytes) -> None:
        """Be sure that the store keeps its two promises.

        Args:
            path: A file that is there.
            data: Its bytes, which it has afterwards as well.

        Raises:
            NotALake: It does not.
        """
        ...


def update(store: Store, path: str, change: Callable[[bytes | None], bytes]) -> bytes:
    """Change a small file that others change too: read, decide, put, and again if somebody was faster.

    Args:
        store: Where it is.
        path: The file.
        change: Gives the new bytes for those read, None where there is no file. May be called several times.

    Returns:
        The bytes put.

    Raises:
        CommitBusy: Others were faster a hundred times.
    """
    for _ in range(TURNS):
        before: tuple[bytes, Version] | tuple[None, None]
        try:
            before = store.read_version(path)
        except FileNotFoundError:
            before = (None, None)
        data = change(before[0])
        try:
            store.put_if_version(path, data, before[1])
        except VersionChanged:
            continue
        return data
    raise CommitBusy(f"{store.address}/{path} changed {TURNS} times while it was to be changed")


def open_store(lake: str | Path, on_step: OnStep | None = None) -> Store:
    """The store of a lake's address.

    Args:
        lake: A folder of this machine, which need not be there; or ``s3://bucket/prefix``, ``gs://bucket/prefix``.
        on_step: Told of every change before it is made.

    Raises:
        NotALake: The address is one that no store here serves, a file, a folder of something else, or has a folder in
            its path that readers would take for a column.
        LakeError: The address needs a package that is not installed.
    """
    from transforms.lake.local import open_folder  # noqa: PLC0415 - both stand on what is above

    address = str(lake)
    if not _SCHEME.match(address):
        folder = open_folder(address, on_step)
        _check_path(folder.root.resolve().as_posix())
        return folder
    if not address.startswith(("s3://", "gs://")):
        raise NotALake(
            f"{address}: a lake is a folder of this machine, such as ./lake, or in an object store, "
            "such as s3://bucket/lake or gs://bucket/lake"
        )
    _check_path(address)
    return _open_objects(address) if on_step is None else _objects(address, on_step)


def _check_path(path: str) -> None:
    """Refuse a path that readers would read as rows: `outlet=x` above the tables is a partition to them as well."""
    for name in _HIVE.findall(path):
        if any(name.lower() in table.schema.names or name.lower() == table.partition for table in TABLES.values()):
            raise NotALake(
                f"{path}: readers of Parquet would take the folder {name}=… for the column {name}: choose another path"
            )


@cache
def _open_objects(address: str) -> ObjectStore:
    """One store an address and process: its connections are shared."""
    return _objects(address, None)


def _objects(address: str, on_step: OnStep | None) -> ObjectStore:
    try:
        from transforms.lake.objects import ObjectStore  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise LakeError(f"{address}: object stores need a package more: pip install 'wirelake[objects]'") from error
    return ObjectStore(address, on_step)
