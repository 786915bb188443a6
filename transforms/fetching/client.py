"""Fetches one address: guarded, gated, bounded, redirects followed one by one. Every failure is a value."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from types import TracebackType
from typing import Protocol, Self

import httpcore
import httpx

from schemas.columns import Instant
from schemas.records import Refusal
from transforms.fetching import guard
from transforms.fetching.address import REDIRECTS, check, leads_to
from transforms.fetching.agent import user_agent
from transforms.fetching.answer import Answer, Redirect, body_digest
from transforms.fetching.asked import Asked
from transforms.fetching.failures import FAULTS, failure, words_of
from transforms.fetching.gate import PAUSE, ClosedError, HostGate, Sent
from transforms.fetching.headers import retry_after
from transforms.fetching.hosts import host_of
from transforms.fetching.limits import Limits
from transforms.fetching.reasons import refuse
from transforms.fetching.received import Received, judge, receive
from transforms.fetching.robots import Robots
from transforms.fetching.stream import Room
from transforms.fetching.transport import GuardedBackend, GuardedTransport, RefusedError


@cache
def _tls() -> ssl.SSLContext:
    """One verified context for all clients: reading the certificates takes some 20 ms."""
    return httpx.create_ssl_context()


class Keeps(Protocol):
    """Where raw responses go: :class:`transforms.fetching.archive.Archive`."""

    def keep(self, *, url: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, at: Instant) -> str:
        """Write one response and say where: `FILE#OFFSET`."""


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
        asked = Asked(kind=kind, headers=headers or {}, rate=rate, known=known)
        try:
            return await self._follow(url, asked)
        except FAULTS as error:
            # A fault of ours at one address must not keep all others out of the lake.
            return refuse(asked.stage, "internal_error", f"{type(error).__name__}: {words_of(error)}")

    async def _follow(self, url: str, asked: Asked) -> Answer | Refusal:
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
            if hop.status not in REDIRECTS:
                break
            target = leads_to(checked, hop, asked.stage, followed=len(redirects), most=self._limits.redirects)
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

    async def _hop(self, url: httpx.URL, asked: Asked, budget: float) -> Received | Refusal:
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
        return answer if answer.status in REDIRECTS else judge(answer, asked, self._now()) or answer

    def _now(self) -> Instant:
        """The time now."""
        return Instant(int(self._clock() * 1e6))

    def _keep(self, url: httpx.URL, raw: Received, asked: Asked) -> None:
        """Archive a response, unless it says nothing new."""
        if self._archive is None or raw.status == 304:
            return
        if asked.known is not None and asked.known == body_digest(raw.body):
            return
        at = Instant(int(raw.at * 1e6))
        raw.payload = self._archive.keep(url=str(url), status=raw.status, headers=raw.headers, body=raw.wire, at=at)

    @asynccontextmanager
    async def _turn(self, host: str, asked: Asked) -> AsyncIterator[Sent]:
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

    async def _exchange(self, url: httpx.URL, asked: Asked, budget: float, turn: Sent) -> Received | Refusal:
        """One request and its response, with every failure of network and protocol as a value."""
        limits, stage = self._limits, asked.stage
        request = asked.of(url, agent=self._agent, limits=limits)
        response: httpx.Response | None = None
        try:
            async with asyncio.timeout(max(budget, 0.001)):
                response = await self._transport.handle_async_request(request)
                await self._gate.arrived(turn)
                return await receive(response, asked, limits, self.room, keep_wire=self._archive is not None)
        except TimeoutError:
            return refuse(stage, "timeout", f"not complete within {limits.whole:g} s")
        except (RefusedError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return failure(error, stage, limits)
        except (ssl.SSLError, OSError) as error:
            return refuse(stage, "tls" if isinstance(error, ssl.SSLError) else "reset", words_of(error))
        finally:
            if response is not None:
                await _close(response)

    def _tell(self, host: str, answer: Received | Refusal) -> None:
        """Tell the gate how the host behaved."""
        if isinstance(answer, Refusal):
            self._gate.failed(host, answer.reason, answer.message)
            return
        self._gate.answered(host)
        if answer.status in (429, 503):
            wait = retry_after(answer.header("retry-after"), self._now())
            if wait is not None or answer.status == 429:
                self._gate.close(host, PAUSE if wait is None else wait)


async def _close(response: httpx.Response) -> None:
    """Give the connection back, or drop it where the body was not read to its end."""
    try:
        async with asyncio.timeout(1.0):
            await response.stream.aclose()  # type: ignore[union-attr]
    except (TimeoutError, OSError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        # Nothing is lost with a connection that cannot even be closed: the answer is here.
        return
