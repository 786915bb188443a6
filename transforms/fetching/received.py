"""One response: read within the limits, and judged when it is whole."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Final

import httpx

from schemas.columns import Instant
from schemas.records import Refusal
from transforms.fetching.asked import Asked
from transforms.fetching.decode import Body, OverrunError, UndecodableError
from transforms.fetching.failures import status_code
from transforms.fetching.headers import retry_after
from transforms.fetching.limits import Limits
from transforms.fetching.media import not_html
from transforms.fetching.reasons import refuse
from transforms.fetching.stream import Room

_ERROR_BODY: Final = 1 << 14
"""Bytes of an error's body that are read, to keep its words for the archive and its connection alive."""
_BOMB: Final = 100
"""Decoded to received bytes past which an oversized body is a bomb: text at its best packs some 20 to 1."""


@dataclass(slots=True)
class Received:
    """One response, read as far as it is wanted."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""
    body: bytes
    """Decoded."""
    wire: bytes
    """As received; empty where no archive wants it."""
    payload: str | None = None
    """Where the archive keeps it; None where it does not."""
    at: float = 0.0
    """Unix seconds when it was asked for."""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether its status is one of success, 2xx."""
        return 200 <= self.status < 300

    def header(self, name: str) -> str | None:
        """First header of this lower-case name."""
        return next((value for key, value in self.headers if key == name), None)


async def receive(
    response: httpx.Response, asked: Asked, limits: Limits, room: Room, *, keep_wire: bool
) -> Received | Refusal:
    """Read a response, as far as it is wanted and within the limits.

    Args:
        response: Its body not read yet.
        asked: What it answers.
        limits: Bytes.
        room: Large bodies wait in it for one another.
        keep_wire: Whether the body is kept also as it was received, for an archive.
    """
    kind, stage = asked.kind, asked.stage
    headers = tuple((key.lower(), value) for key, value in response.headers.multi_items())
    good = 200 <= response.status_code < 300
    why = not_html(response.headers.get("content-type"), b"") if good and kind == "page" else None
    if why:
        return refuse(stage, "not_html", why)
    try:
        body = Body(
            response.headers.get("content-encoding") if good else None, limits.body_bytes if good else _ERROR_BODY
        )
        enough = limits.robots_bytes if kind == "robots" else None
        wire = await _drain(response, body, limits.wire_bytes, enough, room, keep_wire=keep_wire)
    except UndecodableError as error:
        return refuse(stage, "bad_encoding", str(error))
    except OverrunError:
        if good:
            return _overrun(body, limits, stage)
        wire = b""
    whole, ended = body.end()
    if not ended and body.received:
        return refuse(stage, "truncated", f"the compressed body stops after {body.received} bytes, before its own end")
    if kind == "robots":
        whole = whole[: limits.robots_bytes]
    return Received(response.status_code, headers, whole, wire if body.encoded else whole)


async def _drain(
    response: httpx.Response, body: Body, most: int, enough: int | None, room: Room, *, keep_wire: bool
) -> bytes:
    """Read a response into a body; what came on the wire, where it is encoded and wanted.

    Raises:
        UndecodableError: It is not encoded as announced.
        OverrunError: It is larger than the limits.
    """
    wire: list[bytes] = []
    async with AsyncExitStack() as held:
        large = False
        async for chunk in response.stream:  # type: ignore[union-attr]
            if keep_wire and body.encoded:
                wire.append(chunk)
            body.feed(chunk)
            if body.received > most:
                raise OverrunError
            if enough is not None and body.size > enough:
                break
            if not large and max(body.size, body.received) > Room.LARGE:
                # Sixty-four bodies of the largest size at once would be a gibibyte.
                await held.enter_async_context(room.large)
                large = True
    return b"".join(wire)


def _overrun(body: Body, limits: Limits, stage: str) -> Refusal:
    """A body past the limits: a bomb, or just large."""
    if body.received > limits.wire_bytes:
        return refuse(stage, "too_large", f"more than {limits.wire_bytes} bytes received")
    bomb = body.encoded and limits.body_bytes > body.received * _BOMB
    message = f"more than {limits.body_bytes} bytes, unpacked from {body.received} received"
    return refuse(stage, "decompression_bomb" if bomb else "too_large", message)


def judge(received: Received, asked: Asked, now: Instant) -> Refusal | None:
    """Why a whole response that is no redirect is no answer either; None where it is one."""
    stage = asked.stage
    if received.status == 304 and asked.conditional:
        return None
    if not received.good:
        wait = retry_after(received.header("retry-after"), now)
        code, message = status_code(received.status), f"HTTP {received.status}"
        refusal = refuse(stage, code, message, retry_after=wait, payload=received.payload)
        return replace(refusal, status=received.status)
    if not received.body.strip() and asked.kind != "robots":
        return refuse(stage, "empty", f"{received.status} without a body", payload=received.payload)
    if asked.kind == "page" and (why := not_html(received.header("content-type"), received.body[:1024])):
        return refuse(stage, "not_html", why, payload=received.payload)
    return None
