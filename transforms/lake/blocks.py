"""How DuckDB reads a lake in an object store: an fsspec file system over ranges that asks for nothing twice.

DuckDB opens a file anew for every view that names it, which is free on a disk and two requests here. But no file of a
lake ever changes, and within a session not even the snapshot shall. So a file's end, where Parquet has its footer, is
fetched with its size in one request and kept; of the rest only the blocks that a query touches.
"""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Protocol

from fsspec import AbstractFileSystem

TAIL: Final = 64 << 10
"""Bytes of a file's end: its footer, and all of a small file."""

BLOCK: Final = 256 << 10
"""Bytes fetched at least of what lies before the end."""

KEPT: Final = 256 << 20
"""Bytes kept of both; what was used longest ago goes first."""

POOL: Final = 32
"""Requests at once while all ends are fetched."""


class Ranges(Protocol):
    """Where the bytes come from."""

    def end_of(self, path: str, length: int) -> tuple[int, bytes]:
        """The size of a file and its last bytes.

        Raises:
            FileNotFoundError: There is none.
        """
        ...

    def part_of(self, path: str, start: int, end: int) -> bytes:
        """Bytes of a file."""
        ...


class Blocks(AbstractFileSystem):
    """Files under an address, read only.

    Args:
        address: Of the lake; DuckDB names files by it.
        ranges: Gives bytes by path relative to the lake.
        kept: Bytes kept.
    """

    cachable = False

    def __init__(self, address: str, ranges: Ranges, kept: int = KEPT) -> None:
        super().__init__()
        self.protocol = address.partition("://")[0]
        self._root = f"{address}/"
        self._ranges = ranges
        self._limit = kept
        self._turn = threading.Lock()
        self._sizes: dict[str, int] = {}
        self._parts: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._held = 0

    def warm(self, files: Iterable[str]) -> None:
        """Fetch the ends of files, many at once, before DuckDB asks for them one after the other."""
        with ThreadPoolExecutor(POOL) as pool:
            for _ in pool.map(self.end_of, files):
                pass

    def end_of(self, path: str) -> tuple[int, bytes]:
        """The size of a file and its end."""
        end = self._kept(path, -1)
        if end is not None:
            return self._sizes[path], end
        size, end = self._ranges.end_of(path.removeprefix(self._root), TAIL)
        self._sizes[path] = size
        self._keep(path, -1, end)
        return size, end

    def bytes_of(self, path: str, start: int, end: int) -> bytes:
        """Bytes of a file; blocks that are missing side by side are fetched in one request."""
        size, tail = self.end_of(path)
        end = min(end, size)
        before = size - len(tail)
        if start >= before or start >= end:
            return tail[max(start - before, 0) : max(end - before, 0)]
        numbers = range(start // BLOCK, (end - 1) // BLOCK + 1)
        blocks = {number: self._kept(path, number) for number in numbers}
        missing = [number for number, block in blocks.items() if block is None]
        if missing:
            first = missing[0] * BLOCK
            fetched = self._ranges.part_of(path.removeprefix(self._root), first, min((missing[-1] + 1) * BLOCK, size))
            for number in range(missing[0], missing[-1] + 1):
                blocks[number] = fetched[number * BLOCK - first : (number + 1) * BLOCK - first]
                self._keep(path, number, blocks[number] or b"")
        joined = b"".join(block or b"" for block in blocks.values())
        return joined[start - numbers[0] * BLOCK : end - numbers[0] * BLOCK]

    def _kept(self, path: str, number: int) -> bytes | None:
        with self._turn:
            part = self._parts.get((path, number))
            if part is not None:
                self._parts.move_to_end((path, number))
            return part

    def _keep(self, path: str, number: int, part: bytes) -> None:
        with self._turn:
            self._held += len(part) - len(self._parts.pop((path, number), b""))
            self._parts[path, number] = part
            while self._held > self._limit and len(self._parts) > 1:
                self._held -= len(self._parts.popitem(last=False)[1])

    # What fsspec asks of a file system; the names and parameters are its own.

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        """Paths keep their scheme: the lake's address is part of them."""
        return path

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Name, size and kind of a file."""
        return {"name": path, "size": self.end_of(path)[0], "type": "file"}

    def modified(self, path: str) -> dt.datetime:  # noqa: ARG002 - see above: never
        """When a file was changed last."""
        return dt.datetime.fromtimestamp(0, dt.UTC)

    def glob(self, path: str, **_: Any) -> list[str]:
        """The file of that name: a lake's files are named, not looked for."""
        return [path] if self.exists(path) else []

    def _open(self, path: str, mode: str = "rb", **_: Any) -> _File:
        if mode != "rb":
            raise PermissionError(f"{path}: a lake is only read here")
        return _File(self, path)


class _File(io.RawIOBase):
    """One file, open."""

    def __init__(self, files: Blocks, path: str) -> None:
        self._files = files
        self._path = path
        self._at = 0
        self.size = files.end_of(path)[0]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self.size)[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        data = self._files.bytes_of(self._path, self._at, self._at + len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
