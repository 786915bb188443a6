"""The raw archive: responses as received, in WARC 1.1 files of a run, `LAKE/raw/<run_id>/<part>.warc.gz`.

Each record is a gzip member of its own, so that `FILE#OFFSET` finds it and a file whose end is torn is good up to it.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http.client import responses
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final
from urllib.parse import urldefrag, urljoin
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from schemas.columns import Instant, instant, moment
from schemas.records import Page
from transforms.fetching.decode import Body, OverrunError, UndecodableError
from transforms.fetching.limits import MEBIBYTE

LEVEL: Final = 1
"""zlib level of records. 456 news pages, 98 MB: level 1 takes 1.3 ms a page and leaves 23.5 MB, level 6 3.2 ms and
19.8 MB, level 9 (warcio's own writer, with its digests) 5.3 ms and 19.7 MB."""
DAY: Final = 86_400_000_000
"""Microseconds that a fetched page is as good as a new one."""
_HOP: Final = frozenset({"transfer-encoding", "connection", "keep-alive", "trailer", "upgrade"})
"""Headers of the connection, not of the response: the chunks they describe are undone."""
_SYNC: Final = 64 * MEBIBYTE


class Archive:
    """One file of the archive, open for writing. Safe to share between threads.

    Nothing is durable before :meth:`sync`; call it before a commit that names payloads.

    Args:
        lake: The lake's folder; the archive is made within it.
        run_id: The run.
        part: Name of this file within the run; a name that is taken gets a random end.
    """

    def __init__(self, lake: Path, run_id: str, part: str) -> None:
        self._lake = lake
        self._folder = lake / "raw" / run_id
        self._part = part
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._name = ""
        self._unsynced = 0

    def keep(self, *, url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, at: Instant) -> str:
        """Write one response.

        Args:
            url: What was asked.
            status: Of the response.
            headers: As received.
            body: As received, content-encoding kept, transfer-encoding undone.
            at: When it was asked for.

        Returns:
            `FILE#OFFSET`, relative to the lake.
        """
        packed_already = any(name == "content-encoding" for name, _ in headers)
        packer = zlib.compressobj(0 if packed_already else LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        record = _record(url, status, headers, body, at)
        packed = b"".join([*(packer.compress(part) for part in record), packer.flush()])
        with self._lock:
            file = self._open()
            offset = file.tell()
            file.write(packed)
            file.flush()
            self._unsynced += len(packed)
            if self._unsynced > _SYNC:
                self._sync(file)
            return f"{self._name}#{offset}"

    def sync(self) -> None:
        """Make what is written durable."""
        with self._lock:
            if self._file is not None:
                self._sync(self._file)

    def close(self) -> None:
        """Sync and close; a later :meth:`keep` opens a new file."""
        with self._lock:
            if self._file is not None:
                self._sync(self._file)
                self._file.close()
                self._file = None

    def _sync(self, file: BinaryIO) -> None:
        os.fsync(file.fileno())
        self._unsynced = 0

    def _open(self) -> BinaryIO:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{self._part}.warc.gz"
            try:
                self._file = path.open("xb")
            except FileExistsError:
                path = self._folder / f"{self._part}-{uuid4().hex[:8]}.warc.gz"
                self._file = path.open("xb")
            # The name has to be durable too, or a synced file may have none after a power cut.
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
            self._name = PurePosixPath("raw", self._folder.name, path.name).as_posix()
        return self._file


def _record(url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, at: Instant) -> Iterator[bytes]:
    """A WARC 1.1 response record (ISO 28500:2017), uncompressed, in parts.

    Written by hand: warcio's own writer packs at level 9 and takes two digests of each body, four times the CPU.
    """
    lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
    lines += [f"{name}: {_line(value)}" for name, value in headers if name not in _HOP]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")
    when = moment(at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    yield (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid4()}>\r\nWARC-Date: {when}\r\n"
        f"WARC-Target-URI: {_line(url)}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(head) + len(body)}\r\n\r\n"
    ).encode("utf-8", "replace")
    yield head
    yield body
    yield b"\r\n\r\n"


def _line(text: str) -> str:
    return " ".join(text.splitlines())


@dataclass(frozen=True, slots=True)
class Kept:
    """A response read back from the archive.

    Attributes:
        url: What was asked.
        status: Of the response.
        headers: Names in lower case.
        body: Decoded, at most the limit.
        at: When it was asked for.
        payload: Where it stands, `FILE#OFFSET`.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: Instant
    payload: str

    def page(self) -> Page:
        """As a page."""
        content_type = next((value for name, value in self.headers if name == "content-type"), None)
        return Page(url=self.url, body=self.body, content_type=content_type, fetched_at=self.at, payload=self.payload)


def read_payload(lake: Path, payload: str, *, limit: int = 16 * MEBIBYTE) -> Kept | None:
    """Read the response that a payload reference names; None where it is not there or not whole.

    Args:
        lake: The lake's folder.
        payload: `FILE#OFFSET`.
        limit: Decoded bytes at most.
    """
    name, _, offset = payload.rpartition("#")
    path = lake / name
    if not offset.isdigit() or not path.is_file() or lake.resolve() not in path.resolve().parents:
        return None
    with path.open("rb") as file:
        file.seek(int(offset))
        for kept in _records(file, name, limit):
            return kept
    return None


def read_archive(lake: Path, run_id: str, *, limit: int = 16 * MEBIBYTE) -> Iterator[Kept]:
    """All whole responses of a run, files in order of name; a torn end ends its file."""
    folder = lake / "raw" / run_id
    for path in sorted(folder.glob("*.warc.gz")) if folder.is_dir() else ():
        with path.open("rb") as file:
            yield from _records(file, PurePosixPath("raw", run_id, path.name).as_posix(), limit)


def _records(file: BinaryIO, name: str, limit: int) -> Iterator[Kept]:
    records = ArchiveIterator(file)
    try:
        for record in records:
            # `get_record_offset` would read the record to its end; this is where the record began.
            kept = _kept(record, f"{name}#{records.offset}", limit)
            if kept is not None:
                yield kept
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, OSError, AttributeError, LookupError, TypeError):
        # The end is torn: a run was killed while it wrote. What stands before is whole. warcio trips over half a
        # record's missing headers with whatever exception comes first.
        return


def _kept(record: ArcWarcRecord, payload: str, limit: int) -> Kept | None:
    """A response record, or None where it is another kind or not whole."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    headers = tuple((str(name).lower(), str(value)) for name, value in record.http_headers.headers)
    raw = record.raw_stream.read()
    if record.raw_stream.limit != 0:
        return None
    encoding = next((value for key, value in headers if key == "content-encoding"), None)
    try:
        body = Body(encoding, limit)
        body.feed(raw)
    except (UndecodableError, OverrunError):
        return None
    return Kept(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        status=int(record.http_headers.get_statuscode() or 0),
        headers=headers,
        body=body.end()[0],
        at=_instant(record.rec_headers.get_header("WARC-Date") or ""),
        payload=payload,
    )


def _instant(text: str) -> Instant:
    return instant(dt.datetime.fromisoformat(text.replace("Z", "+00:00")))


class ReusableFetches:
    """Pages that runs had fetched when they were killed before their commit: they are not fetched again.

    Only complete answers with status 200, younger than a day; redirects that lead to them are followed as they were.

    Args:
        lake: The lake's folder.
        run_ids: The killed runs.
        now: The present.
        wanted: Addresses for which a page of then is as good as one of now; None for all.
    """

    def __init__(
        self, lake: Path, run_ids: Iterable[str], *, now: Instant, wanted: Container[str] | None = None
    ) -> None:
        self._lake = lake
        self._wanted = wanted
        self._payloads: dict[str, str] = {}
        self._moves: dict[str, str] = {}
        for run_id in run_ids:
            for kept in read_archive(lake, run_id):
                if now - kept.at > DAY:
                    continue
                if kept.status == 200 and kept.body.strip():
                    self._payloads[kept.url] = kept.payload
                elif kept.status in (301, 302, 303, 307, 308):
                    location = next((value for name, value in kept.headers if name == "location"), "")
                    self._moves[kept.url] = urljoin(kept.url, location)

    def __len__(self) -> int:
        return len(self._payloads)

    def page(self, url: str) -> Page | None:
        """The page of an address, or None where no killed run had it."""
        if self._wanted is not None and url not in self._wanted:
            return None
        url = urldefrag(url)[0]
        for _ in range(6):
            if url in self._payloads:
                kept = read_payload(self._lake, self._payloads[url])
                return kept.page() if kept else None
            if url not in self._moves:
                return None
            url = self._moves[url]
        return None


__all__ = ["Archive", "Kept", "ReusableFetches", "read_archive", "read_payload"]
