"""One request and its answer on the wire: what a handler sees, and the few ways to answer."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(slots=True)
class Request:
    """One request that the newsroom received."""

    time: float
    """Seconds since 1970 UTC, on arrival."""
    host: str
    """The address it was sent to."""
    port: int
    path: str
    """Path and query as sent."""
    headers: dict[str, str]
    """By lower-case name."""
    status: int = 0
    """Status of the answer; 0 while there is none, and for ever where the fault is to give none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plain answer."""

    status: int = 200
    body: bytes = field(default=b"", repr=False)
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Exchange:
    """A request, what a healthy newsroom would answer, and the connection to misbehave on."""

    def __init__(
        self, request: Request, healthy: Answer, writer: asyncio.StreamWriter, *, base: str, shared: str, visits: int
    ) -> None:
        self.request = request
        self.healthy = healthy
        self.base = base
        """``http://host:port`` of the site asked."""
        self.shared = shared
        """``http://host:port`` of the one site that many others redirect to."""
        self.visits = visits
        """How often this address was asked before."""
        self.is_feed = "html" not in healthy.content_type
        self.writer = writer
        self.closed = False

    async def answer(self, answer: Answer) -> None:
        """Send a whole answer, with its length."""
        await self.head(answer.status, answer.content_type, {"Content-Length": str(len(answer.body)), **answer.headers})
        if answer.status != HTTPStatus.NOT_MODIFIED:
            await self.send(answer.body)

    async def head(self, status: int, content_type: str, headers: dict[str, str]) -> None:
        """Send status line and headers."""
        self.request.status = status
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "Unknown"
        lines = [f"HTTP/1.1 {status} {phrase}", f"Content-Type: {content_type}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        await self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    async def send(self, data: bytes) -> None:
        """Send bytes, waiting while the reader is slow."""
        self.writer.write(data)
        await self.writer.drain()

    def close(self) -> None:
        """End the connection after what was sent."""
        self.closed = True
        self.writer.close()

    def abort(self) -> None:
        """End the connection now, whatever was sent."""
        self.closed = True
        self.writer.transport.abort()


def conditional(body: bytes, content_type: str, modified: dt.datetime, request: Request) -> Answer:
    """A body, or 304 where the request's validators say that the reader has it (RFC 9110, 13.2.2)."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Last-Modified": format_datetime(modified.replace(microsecond=0), usegmt=True)}
    if _has_it(request.headers, etag, modified):
        return Answer(status=304, content_type=content_type, headers=headers)
    return Answer(body=body, content_type=content_type, headers=headers)


def _has_it(headers: dict[str, str], etag: str, modified: dt.datetime) -> bool:
    held = headers.get("if-none-match")
    if held is not None:
        return held.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in held.split(",")]
    since = headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
