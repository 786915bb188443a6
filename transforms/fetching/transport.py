"""The seam to the network: httpx over connections that go to checked addresses only."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import httpcore
import httpx

from transforms.fetching import guard

_KEPT: Final = 4.0
"""Seconds for which an idle connection is kept: longer than the usual spacing of a host's requests, shorter than most
servers keep it."""

_Origin = tuple[bytes, bytes, int | None]
"""Scheme, host and port; no port is the scheme's own."""


class RefusedError(Exception):
    """A connection that may not, or cannot, be made. Raised through httpcore, caught by the client.

    Attributes:
        code: Reason code.
        message: One line for a person.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to what a name resolves to now, once the address is checked: nothing is looked up twice.

    httpcore keeps the name for SNI, for the certificate and for the Host header.
    """

    def __init__(self, *, allow: Sequence[guard.Network], resolver: guard.Resolver, dns_seconds: float) -> None:
        self._allow = tuple(allow)
        self._resolver = resolver
        self._dns_seconds = dns_seconds
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address that answers.

        Raises:
            RefusedError: No address, or none that may be asked.
            httpcore.ConnectError: None of them answered.
            httpcore.ConnectTimeout: None of them answered in time.
        """
        last: Exception | None = None
        for address in await self._addresses(host, port):
            try:
                return await self._sockets.connect_tcp(
                    address, port, timeout=timeout, local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"no address for {host}")

    async def _addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be asked, two at most: a third would cost a third time limit."""
        literal = guard.address(host)
        if literal is not None:
            found: Sequence[str] = [str(literal)]
        else:
            try:
                async with asyncio.timeout(self._dns_seconds):
                    found = await self._resolver(host, port)
            except TimeoutError:
                raise RefusedError("dns", f"no answer for the name {host} within {self._dns_seconds:g} s") from None
            except OSError as error:
                raise RefusedError("dns", f"{host}: {error.strerror or error}") from None
        if not found:
            raise RefusedError("dns", f"the name {host} has no address")
        checked = [text for text in found if (at := guard.address(text)) and guard.permitted(at, self._allow)]
        if not checked:
            raise RefusedError("refused_address", f"{host} leads to {', '.join(found[:4])}, which is not public")
        return checked[:2]

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 (httpcore's signature)
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: nothing fetched lives behind a local socket."""
        raise RefusedError("refused_address", f"{path} is a local socket")

    async def sleep(self, seconds: float) -> None:
        """Sleep, as httpcore asks between attempts."""
        await asyncio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    """httpcore's body as httpx's, exceptions untouched: the client reads httpcore's own."""

    def __init__(self, stream: Any, closed: Callable[[], Awaitable[None]]) -> None:
        self._stream = stream
        self._closed = closed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            await self._closed()


@dataclass(slots=True)
class _Site:
    """The connections to one origin."""

    pool: httpcore.AsyncConnectionPool
    requests: int = 0
    left: float = 0.0
    """When the last request ended, of the monotonic clock."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """An httpx transport whose connections all pass the guard. HTTP/1.1, certificates verified.

    Each origin has a pool of its own: twice a request httpcore looks at every connection of a pool, and every pair of
    idle ones, which for a hundred hosts is most of what a request costs.

    Raises httpcore's exceptions and :class:`RefusedError`.

    Args:
        backend: Connects.
        tls: For https.
        keep: Origins to which an idle connection is kept, at most.
    """

    def __init__(self, backend: GuardedBackend, *, tls: ssl.SSLContext, keep: int) -> None:
        self._backend = backend
        self._tls = tls
        self._keep = keep
        self._busy: dict[_Origin, _Site] = {}
        self._idle: OrderedDict[_Origin, _Site] = OrderedDict()
        """Those left longest ago come first."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; nothing is followed, stored or logged."""
        url = request.url
        origin = (url.raw_scheme, url.raw_host, url.port)
        site = self._enter(origin)
        try:
            answer = await site.pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        except BaseException:
            await self._leave(origin, site)
            raise
        body = _Body(answer.stream, partial(self._leave, origin, site))
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close every connection."""
        sites = (*self._busy.values(), *self._idle.values())
        self._busy.clear()
        self._idle.clear()
        for site in sites:
            await site.pool.aclose()

    def _enter(self, origin: _Origin) -> _Site:
        site = self._busy.get(origin) or self._idle.pop(origin, None) or _Site(self._pool())
        self._busy[origin] = site
        site.requests += 1
        return site

    async def _leave(self, origin: _Origin, site: _Site) -> None:
        """Keep the connection for the next request, and close those that have waited for theirs too long."""
        site.requests -= 1
        if site.requests or self._busy.get(origin) is not site:
            return
        now = time.monotonic()
        site.left = now
        self._idle[origin] = self._busy.pop(origin)
        while self._idle:
            origin, oldest = next(iter(self._idle.items()))
            if len(self._idle) <= self._keep and now - oldest.left < _KEPT:
                return
            del self._idle[origin]
            await oldest.pool.aclose()

    def _pool(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            max_connections=None,
            keepalive_expiry=_KEPT,
            network_backend=self._backend,
        )
