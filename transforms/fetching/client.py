"""Fetches one address: guarded, gated, bounded, redirects followed one by one. Every failure is a value."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from types import TracebackType
from typing import Final, Protocol, Self

import httpcore
import httpx

from schemas.columns import Instant
from schemas.records import Refusal
from transforms.fetching import guard
from transforms.fetching.agent import user_agent
from transforms.fetching.answer import Answer, Redirect, body_digest
from transforms.fetching.decode import ACCEPTED, Body, OverrunError, UndecodableError
from transforms.fetching.failures import FAULTS, check, failure, status_code, words_of
from transforms.fetching.gate import PAUSE, ClosedError, HostGate, Sent
from transforms.fetching.headers import retry_after
from transforms.fetching.hosts import host_of
from transforms.fetching.limits import Limits
from transforms.fetching.media import not_html
from transforms.fetching.reasons import refuse
from transforms.fetching.robots import Robots
from transforms.fetching.stream import Room
from transforms.fetching.transport import GuardedBackend, GuardedTransport, RefusedError

ACCEPT: Final[Mapping[str, str]] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "*/*;q=0.5",
    "page": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ERROR_BODY: Final = 1 << 14
"""Bytes of an error's body that are read, to keep its words for the archive and its connection alive."""
_BOMB: Final = 100
"""Decoded to received bytes past which an oversized body is a bomb: text at its best packs some 20 to 1."""


@cache
def _tls() -> ssl.SSLContext:
    """One verified context for all clients: reading the certificates takes some 20 ms."""
    return httpx.create_ssl_context()


class Keeps(Protocol):
    """Where raw responses go: :class:`transforms.fetching.archive.Archive`."""

    def keep(self, *, url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, at: Instant) -> str:
        """Write one response and say where: `FILE#OFFSET`."""


@dataclass(slots=True)
class _Raw:
    """One response, read as far as it is wanted."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Decoded."""
    wire: bytes
    """As received; empty where no archive wants it."""
    payload: str | None = None
    at: float = 0.0
    """Unix seconds when it was asked for."""
    seconds: float = 0.0

    def header(self, name: str) -> str | None:
        """First header of this lower-case name."""
        return next((value for key, value in self.headers if key == name), None)


class _Asked:
    """What is asked for, over all hops."""

    __slots__ = ("headers", "kind", "known", "rate", "stage")

    def __init__(self, kind: str, headers: Mapping[str, str], rate: float, known: str | None) -> None:
        self.kind = kind
        self.headers = headers
        self.rate = rate
        self.known = known
        self.stage = "poll" if kind == "feed" else "fetch"


class Client:
    """Fetches addresses for one event loop. Use as an asynchronous context manager.

    Guarantees: no address outside the public network unless `allow` holds it, at any hop, whatever a name resolves to;
    https never continues as http; no cookie, no credential; nothing past the limits is read or kept.

    Args:
        gate: Every request passes the gate of its host; may be shared with other clients and threads.
        limits: Seconds and bytes.
        allow: Networks that may be asked although they are not public.
        concurrency: Requests on the network at once, over all hosts.
        archive: Where complete responses go as received.
        deadline: Unix seconds after which no request starts.
        contact: For the User-Agent: an e-mail address or a web page of whoever runs this.
        resolver: Names to addresses, for tests.
        tls: For tests.
        clock: Unix time, for tests.
    """

    def __init__(
        self,
        gate: HostGate,
        *,
        limits: Limits | None = None,
        allow: Sequence[guard.Network] = (),
        concurrency: int = 64,
        archive: Keeps | None = None,
        deadline: float | None = None,
        contact: str | None = None,
        resolver: guard.Resolver = guard.resolve,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._gate = gate
        self._limits = limits or Limits()
        self._archive = archive
        self._deadline = deadline
        self._clock = clock
        self.room = Room(concurrency)
        """Bounds what is on its way; whoever holds finished bodies back says so here."""
        self._agent = user_agent(contact)
        backend = GuardedBackend(allow=allow, resolver=resolver, dns_seconds=self._limits.dns)
        self._transport = GuardedTransport(backend, tls=tls or _tls(), keep=concurrency)
        self._robots = Robots(lambda url, rate: self.fetch(url, kind="robots", rate=rate), gate, clock)
        for name in ("httpx", "httpcore"):
            # At DEBUG httpcore writes some twenty lines a request; whoever wants them sets the level after this.
            if logging.getLogger(name).level == logging.NOTSET:
                logging.getLogger(name).setLevel(logging.WARNING)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def fetch(
        self,
        url: str,
        *,
        kind: str = "page",
        headers: Mapping[str, str] | None = None,
        rate: float = 1.0,
        known: str | None = None,
    ) -> Answer | Refusal:
        """Fetch an address.

        Args:
            url: Absolute.
            kind: page (robots.txt binds it, only text is read), feed, or robots.
            headers: Further request headers; validators for instance.
            rate: Requests a second at most, for each host that this leads to.
            known: Digest of a body that is not archived again.

        Returns:
            The answer, 2xx or 304, or why there is none.
        """
        asked = _Asked(kind, headers or {}, rate, known)
        try:
            return await self._follow(url, asked)
        except FAULTS as error:
            # A fault of ours at one address must not keep all others out of the lake.
            return refuse(asked.stage, "internal_error", f"{type(error).__name__}: {words_of(error)}")

    async def _follow(self, url: str, asked: _Asked) -> Answer | Refusal:
        """Ask an address, and where it redirects to."""
        started: float | None = None
        seconds = 0.0
        redirects: list[Redirect] = []
        while True:
            checked = check(url, redirects, asked.stage)
            if isinstance(checked, Refusal):
                return checked
            hop = await self._hop(checked, asked, self._limits.whole - seconds)
            if isinstance(hop, Refusal):
                return hop
            started = hop.at if started is None else started
            seconds += hop.seconds
            if hop.status not in _REDIRECTS:
                break
            target = self._next(checked, hop, asked.stage, len(redirects))
            if isinstance(target, Refusal):
                return target
            redirects.append(Redirect(url=str(checked), status=hop.status, to=target))
            url = target
        return Answer(
            url=str(checked),
            status=hop.status,
            headers=hop.headers,
            body=hop.body,
            payload=hop.payload,
            redirects=tuple(redirects),
            started=Instant(int(started * 1e6)),
            seconds=seconds,
        )

    def _next(self, url: httpx.URL, raw: _Raw, stage: str, followed: int) -> str | Refusal:
        """Where a redirect leads, if it may be followed."""
        location = raw.header("location")
        if not location:
            return refuse(stage, "bad_redirect", f"{raw.status} without a Location", payload=raw.payload)
        if followed >= self._limits.redirects:
            return refuse(stage, "too_many_redirects", f"more than {self._limits.redirects} redirects, last at {url}")
        try:
            target = url.join(location.strip()).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            return refuse(stage, "bad_redirect", f"{location[:200]}: {error}", payload=raw.payload)
        if url.scheme == "https" and target.scheme == "http":
            return refuse(stage, "redirect_to_http", f"{url} redirects to {target}", payload=raw.payload)
        return str(target)

    async def _hop(self, url: httpx.URL, asked: _Asked, budget: float) -> _Raw | Refusal:
        """One request, in its host's turn."""
        host = host_of(str(url))
        if asked.kind == "page":
            forbidden = await self._robots.forbids(str(url), host, asked.rate)
            if forbidden:
                return forbidden
        try:
            async with self._turn(host, asked) as turn:
                sent, clock = self._clock(), time.perf_counter()
                answer = await self._exchange(url, asked, budget, turn)
                spent = time.perf_counter() - clock
                self._tell(host, answer)
        except ClosedError as closed:
            return closed.refusal
        except TimeoutError:
            return refuse(asked.stage, "out_of_time", "the run's time was up before its turn came")
        if isinstance(answer, Refusal):
            return answer
        answer.at, answer.seconds = sent, spent
        self._keep(url, answer, asked)
        return self._judge(answer, asked)

    def _keep(self, url: httpx.URL, raw: _Raw, asked: _Asked) -> None:
        """Archive a response, unless it says nothing new."""
        if self._archive is None or raw.status == 304:
            return
        if asked.known is not None and asked.known == body_digest(raw.body):
            return
        at = Instant(int(raw.at * 1e6))
        raw.payload = self._archive.keep(url=str(url), status=raw.status, headers=raw.headers, body=raw.wire, at=at)

    @asynccontextmanager
    async def _turn(self, host: str, asked: _Asked) -> AsyncIterator[Sent]:
        """The host's turn, then a place among all requests; TimeoutError when the run's time is up before."""
        async with AsyncExitStack() as held:
            left = None if self._deadline is None else self._deadline - self._clock()
            if left is not None and left <= 0:
                raise TimeoutError
            async with asyncio.timeout(left):
                await held.enter_async_context(self._gate.turn(host, rate=asked.rate, stage=asked.stage))
                # After the turn, so that nobody who holds a place waits for a gate.
                await held.enter_async_context(self.room)
                turn = await self._gate.starts(host, rate=asked.rate, stage=asked.stage)
            try:
                yield turn
            finally:
                await self._gate.arrived(turn)

    async def _exchange(self, url: httpx.URL, asked: _Asked, budget: float, turn: Sent) -> _Raw | Refusal:
        """One request and its response, with every failure of network and protocol as a value."""
        limits, stage = self._limits, asked.stage
        request = httpx.Request(
            "GET",
            url,
            headers={
                "User-Agent": self._agent,
                "Accept": ACCEPT[asked.kind],
                "Accept-Encoding": ACCEPTED,
                "Connection": "keep-alive",
                **asked.headers,
            },
            extensions={
                "timeout": {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}
            },
        )
        response: httpx.Response | None = None
        try:
            async with asyncio.timeout(max(budget, 0.001)):
                response = await self._transport.handle_async_request(request)
                await self._gate.arrived(turn)
                return await self._read(response, asked)
        except TimeoutError:
            return refuse(stage, "timeout", f"not complete within {limits.whole:g} s")
        except (RefusedError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return failure(error, stage, limits)
        except (ssl.SSLError, OSError) as error:
            return refuse(stage, "tls" if isinstance(error, ssl.SSLError) else "reset", words_of(error))
        finally:
            if response is not None:
                await _close(response)

    async def _read(self, response: httpx.Response, asked: _Asked) -> _Raw | Refusal:
        """The body, as far as it is wanted and within the limits."""
        kind, stage = asked.kind, asked.stage
        headers = tuple((key.lower(), value) for key, value in response.headers.multi_items())
        good = 200 <= response.status_code < 300
        why = not_html(response.headers.get("content-type"), b"") if good and kind == "page" else None
        if why:
            return refuse(stage, "not_html", why)
        try:
            body = Body(
                response.headers.get("content-encoding") if good else None,
                self._limits.body_bytes if good else _ERROR_BODY,
            )
            wire = await self._drain(response, body, self._limits.robots_bytes if kind == "robots" else None)
        except UndecodableError as error:
            return refuse(stage, "bad_encoding", str(error))
        except OverrunError:
            if good:
                return self._overrun(body, stage)
            wire = b""
        whole, ended = body.end()
        if not ended and body.received:
            return refuse(
                stage, "truncated", f"the compressed body stops after {body.received} bytes, before its own end"
            )
        if kind == "robots":
            whole = whole[: self._limits.robots_bytes]
        return _Raw(response.status_code, headers, whole, wire if body.encoded else whole)

    async def _drain(self, response: httpx.Response, body: Body, enough: int | None) -> bytes:
        """Read a response into a body; what came on the wire, where it is encoded and an archive wants it.

        Raises:
            UndecodableError: It is not encoded as announced.
            OverrunError: It is larger than the limits.
        """
        wire: list[bytes] = []
        async with AsyncExitStack() as held:
            large = False
            async for chunk in response.stream:  # type: ignore[union-attr]
                if self._archive is not None and body.encoded:
                    wire.append(chunk)
                body.feed(chunk)
                if body.received > self._limits.wire_bytes:
                    raise OverrunError
                if enough is not None and body.size > enough:
                    break
                if not large and max(body.size, body.received) > Room.LARGE:
                    # Sixty-four bodies of the largest size at once would be a gibibyte.
                    await held.enter_async_context(self.room.large)
                    large = True
        return b"".join(wire)

    def _overrun(self, body: Body, stage: str) -> Refusal:
        """A body past the limits: a bomb, or just large."""
        limits = self._limits
        if body.received > limits.wire_bytes:
            return refuse(stage, "too_large", f"more than {limits.wire_bytes} bytes received")
        bomb = body.encoded and limits.body_bytes > body.received * _BOMB
        message = f"more than {limits.body_bytes} bytes, unpacked from {body.received} received"
        return refuse(stage, "decompression_bomb" if bomb else "too_large", message)

    def _tell(self, host: str, answer: _Raw | Refusal) -> None:
        """Tell the gate how the host behaved."""
        if isinstance(answer, Refusal):
            self._gate.failed(host, answer.reason, answer.message)
            return
        self._gate.answered(host)
        if answer.status in (429, 503):
            wait = retry_after(answer.header("retry-after"), Instant(int(self._clock() * 1e6)))
            if wait is not None or answer.status == 429:
                self._gate.close(host, PAUSE if wait is None else wait)

    def _judge(self, raw: _Raw, asked: _Asked) -> _Raw | Refusal:
        """A response that is whole: an answer, or why it is none."""
        status, kind, stage = raw.status, asked.kind, asked.stage
        if status in _REDIRECTS:
            return raw
        if status == 304 and any(name.lower().startswith("if-") for name in asked.headers):
            return raw
        if 200 <= status < 300:
            if not raw.body.strip() and kind != "robots":
                return refuse(stage, "empty", f"{status} without a body", payload=raw.payload)
            if kind == "page" and (why := not_html(raw.header("content-type"), raw.body[:1024])):
                return refuse(stage, "not_html", why, payload=raw.payload)
            return raw
        wait = retry_after(raw.header("retry-after"), Instant(int(self._clock() * 1e6)))
        refusal = refuse(stage, status_code(status), f"HTTP {status}", retry_after=wait, payload=raw.payload)
        return replace(refusal, status=status)


async def _close(response: httpx.Response) -> None:
    """Give the connection back, or drop it where the body was not read to its end."""
    try:
        async with asyncio.timeout(1.0):
            await response.stream.aclose()  # type: ignore[union-attr]
    except (TimeoutError, OSError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        # Nothing is lost with a connection that cannot even be closed: the answer is here.
        return
