"""The local disk as a lake's store: hard links put, renames replace, everything is synced before it counts."""

from __future__ import annotations

import errno
import fcntl
import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

import pyarrow as pa

from transforms.lake.errors import CommitBusy, LakeDamaged, NotALake
from transforms.lake.store import CONTROL, Clock, Held, LockTaken, OnStep, Version, VersionChanged

_POOL: Final = 8
"""Threads that sync at once: the journal writes what they wait for together."""

_ALONE: Final = 8
"""Up to so many files are written one after the other; a pool costs more than it saves."""

_SWAP: Final = f"{CONTROL}/swap.lock"
"""Held for the moment between reading a version and replacing it."""

_SWAP_WAIT: Final = 60.0
"""Seconds that a swap waits for others, which take milliseconds each."""

_FINDER: Final = ".DS_Store"
"""What macOS leaves in every folder that somebody has looked into."""

_TEMPORARIES: Final = itertools.count()
"""Tells the temporary files of one process apart."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Flock:
    """A lock that the kernel ends with its holder: who holds it, holds it."""

    token: int = 0
    fences: bool = False

    def check(self) -> None:
        """See :meth:`transforms.lake.store.Held.check`."""

    def confirm(self) -> None:
        """See :meth:`transforms.lake.store.Held.confirm`."""


class LocalStore:
    """A folder of this machine: hard links put, renames replace, everything is synced before it counts.

    Args:
        root: The lake's folder; made with the first file.
        on_step: Told of every change before it is made; a test dies there.
    """

    def __init__(self, root: str | Path, on_step: OnStep | None = None) -> None:
        self.root = Path(root).absolute()
        self.address = str(self.root)
        self.folder: Path | None = self.root
        self._on_step = on_step

    def read(self, path: str) -> bytes:
        """See :meth:`Store.read`."""
        return (self.root / path).read_bytes()

    def read_all(self, paths: Sequence[str]) -> Iterator[bytes]:
        """See :meth:`Store.read_all`."""
        return map(self.read, paths)

    def read_version(self, path: str) -> tuple[bytes, Version]:
        """See :meth:`Store.read_version`."""
        data = self.read(path)
        return data, _version(data)

    def put_if_absent(self, path: str, data: bytes) -> None:
        """See :meth:`Store.put_if_absent`: a temporary file, then a hard link, which fails where a name is taken."""
        target = self._parent(path)
        temporary = self._temporary(path)
        self._write(temporary, data)
        try:
            self._step("link", target)
            os.link(temporary, target)
        except OSError as error:
            if error.errno in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
                raise NotALake(
                    f"{self.root} is on a file system without hard links, which a commit needs: choose another disk"
                ) from error
            raise
        finally:
            self._unlink(temporary)
        self._sync_folder(target.parent)

    def put_if_version(self, path: str, data: bytes, version: Version | None) -> Version:
        """See :meth:`Store.put_if_version`: compared and replaced under one lock for all such files."""
        try:
            with self._flock(_SWAP, b"", _SWAP_WAIT):
                there = _version(self.read(path)) if self.exists(path) else None
                if there != version:
                    raise VersionChanged(path)
                self.replace(path, data)
        except LockTaken:
            raise CommitBusy(f"{self.root / _SWAP} is held; is the process that holds it stopped?") from None
        return _version(data)

    def replace(self, path: str, data: bytes) -> None:
        """See :meth:`Store.replace`."""
        target = self._parent(path)
        temporary = self._temporary(path)
        self._write(temporary, data)
        self._step("rename", target)
        temporary.replace(target)
        self._sync_folder(target.parent)

    def stage(self, files: Mapping[str, bytes | memoryview]) -> None:
        """See :meth:`Store.stage`."""
        targets = [(self._parent(path), data) for path, data in files.items()]
        self._each(lambda item: self._write(*item), targets)
        self._each(self._sync_folder, _distinct(target.parent for target, _ in targets))

    def upload(self, path: str, file: Path) -> None:
        """See :meth:`Store.upload`."""
        target = self._parent(path)
        temporary = self._temporary(path)
        shutil.copyfile(file, temporary)
        with temporary.open("rb") as copy:
            os.fsync(copy.fileno())
        self._step("rename", target)
        temporary.replace(target)
        self._sync_folder(target.parent)

    def publish(self, moves: Sequence[tuple[str, str]]) -> None:
        """See :meth:`Store.publish`."""
        targets = [(self.root / staged, self._parent(final)) for staged, final in moves]
        self._each(lambda item: self._rename(*item), targets)
        self._each(self._sync_folder, _distinct(target.parent for _, target in targets))

    def delete(self, paths: Iterable[str]) -> None:
        """See :meth:`Store.delete`."""
        for path in paths:
            self._unlink(self.root / path)

    def discard(self, folder: str) -> None:
        """See :meth:`Store.discard`."""
        # os.walk goes on where somebody else, who finishes the same commit, has deleted a folder meanwhile.
        for inner, _, names in os.walk(self.root / folder, topdown=False):
            for name in names:
                self._unlink(Path(inner, name))
            self._rmdir(Path(inner))

    def exists(self, path: str) -> bool:
        """See :meth:`Store.exists`."""
        return (self.root / path).exists()

    def list(self, folder: str) -> Iterator[str]:
        """See :meth:`Store.list`."""
        try:
            names = sorted(entry.name for entry in os.scandir(self.root / folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        for name in names:
            yield f"{folder}/{name}" if folder else name

    def map(self, path: str) -> pa.MemoryMappedFile:
        """See :meth:`Store.map`."""
        return pa.memory_map(str(self.root / path))

    @contextmanager
    def lock(self, path: str, note: bytes, clock: Clock) -> Iterator[Held]:  # noqa: ARG002 - the kernel keeps the time
        """See :meth:`Store.lock`: ``flock``, which the kernel ends with the process.

        A child forked without exec shares the lock and keeps it; programs started in the usual way do not.
        """
        with self._flock(path, note, 0):
            yield _Flock()

    def seize(self, path: str, clock: Clock) -> bool:  # noqa: ARG002 - the kernel keeps the time
        """See :meth:`Store.seize`."""
        if not self.exists(path):
            return True
        try:
            with self._flock(path, b"", 0):
                return True
        except LockTaken:
            return False

    def turn(self, path: str, note: bytes, wait: float) -> AbstractContextManager[None]:
        """See :meth:`Store.turn`."""
        return self._flock(path, note, wait)

    @contextmanager
    def _flock(self, path: str, note: bytes, wait: float) -> Iterator[None]:
        target = self._parent(path)
        self._step("lock", target)
        file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            deadline = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise LockTaken(os.pread(file, 4096, 0)) from None
                    time.sleep(0.01)
            os.ftruncate(file, 0)
            os.pwrite(file, note, 0)
            yield
        finally:
            os.close(file)

    def file_system(self) -> None:
        """See :meth:`Store.file_system`."""

    def prove(self, path: str, data: bytes) -> None:
        """See :meth:`Store.prove`: hard links and locks of a disk are proven by the first put."""

    def _step(self, what: str, path: Path) -> None:
        if self._on_step is not None:
            self._on_step(what, path.relative_to(self.root).as_posix())

    def _parent(self, path: str) -> Path:
        """The absolute path, its folder made and its name in the folder above durable."""
        target = self.root / path
        missing = []
        folder = target.parent
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for folder in reversed(missing):
            if folder.is_relative_to(self.root):
                self._step("mkdir", folder)
            try:
                folder.mkdir(exist_ok=True)
            except (FileNotFoundError, FileExistsError):  # as in /proc, or under a link to what is not there
                raise NotALake(f"{folder}: no folder can be made there: choose another place") from None
            self._sync_folder(folder.parent)
        return target

    def _temporary(self, path: str) -> Path:
        """Where a file is written first: one folder for all, so that leftovers are found without listing a lake.

        What is staged keeps its temporaries beside it, because it may be written while another commit recovers.
        """
        if path.startswith(f"{CONTROL}/staged/"):
            return self.root / f"{path}.tmp"
        flat = path.removeprefix(f"{CONTROL}/").replace("/", "~")
        return self._parent(f"{CONTROL}/scratch/{flat}.{os.getpid()}-{next(_TEMPORARIES)}.tmp")

    def _write(self, target: Path, data: bytes | memoryview) -> None:
        self._step("open", target)
        with target.open("wb", buffering=0) as file:
            rest = memoryview(data)
            if self._on_step is not None:
                self._step("write", target)
                half = len(data) // 2
                file.write(rest[:half])
                rest = rest[half:]
            self._step("write", target)
            while rest:
                rest = rest[file.write(rest) :]
            self._step("sync", target)
            os.fsync(file.fileno())

    def _rename(self, staged: Path, final: Path) -> None:
        self._step("rename", final)
        try:
            staged.replace(final)
        except FileNotFoundError:
            if not final.exists():
                raise LakeDamaged(
                    f"{final.relative_to(self.root)} is part of a commit, but neither in its place nor staged: "
                    "somebody deleted it; restore it from a copy of the lake"
                ) from None

    def _unlink(self, path: Path) -> None:
        self._step("unlink", path)
        path.unlink(missing_ok=True)

    def _rmdir(self, path: Path) -> None:
        self._step("rmdir", path)
        try:
            path.rmdir()
        except FileNotFoundError:
            return
        except OSError as error:
            # Another attempt at the same commit stages there: what it leaves, the next recovery discards.
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise

    def _sync_folder(self, folder: Path) -> None:
        if folder.is_relative_to(self.root):
            self._step("sync", folder)
        file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(file)
        finally:
            os.close(file)

    @staticmethod
    def _each(do: Callable[[_T], None], items: Sequence[_T]) -> None:
        """Do it for every item; many at once where there are many."""
        if len(items) <= _ALONE:
            for item in items:
                do(item)
            return
        with ThreadPoolExecutor(_POOL) as pool:
            for _ in pool.map(do, items):
                pass


def open_folder(address: str, on_step: OnStep | None = None) -> LocalStore:
    """The store of a lake that is a folder of this machine; it need not be there.

    Raises:
        NotALake: It is empty, a file, or a folder of something else.
    """
    if not address:
        raise NotALake("the lake's address is empty: give a folder of this machine, such as ./lake")
    root = Path(address)
    try:
        root.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise NotALake(f"{address}: {error.strerror}: give a folder, one that is empty or does not exist") from None
    if root.exists() and not root.is_dir():
        raise NotALake(f"{address} is a file: give a folder, one that is empty or does not exist, or a lake")
    if root.is_dir() and not (root / CONTROL).is_dir():
        others = sorted(entry.name for entry in root.iterdir() if entry.name != _FINDER)
        if others:
            raise NotALake(
                f"{address} is a folder with other things in it ({others[0]} …) and no lake: give a lake, an empty "
                "folder or one that does not exist"
            )
    return LocalStore(root, on_step)


def _version(data: bytes) -> Version:
    return Version(blake2b(data, digest_size=16).hexdigest())


def _distinct(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))
