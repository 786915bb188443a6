"""A web server on loopback whose answers a test writes byte by byte."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.newsroom.publishers import has_whole_loopback_network

Handler = Callable[["Request", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Request:
    at: float
    path: str
    headers: dict[str, str]


def response(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole response; header names with underscores for dashes."""
    lines = [f"HTTP/1.1 {status} Test", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def html(text: str = "Harbour reopens") -> bytes:
    return response(200, f"<html><body><p>{text}</p></body></html>".encode(), Content_Type="text/html; charset=utf-8")


@dataclass
class Site:
    """One listening address. `answers` maps a path to bytes, to bytes used one after the other, or to code."""

    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    answers: dict[str, bytes | list[bytes] | Handler] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    connections: int = 0
    """Made so far."""
    open: int = 0
    """Not closed yet."""

    def url(self, path: str = "/") -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
                request = Request(time.monotonic(), head[0].split(" ")[1], headers)
                self.requests.append(request)
                default = response(404, b"no") if request.path == "/robots.txt" else response(404, b"nothing here")
                answer = self.answers.get(request.path, default)
                if isinstance(answer, list):
                    answer = answer.pop(0) if len(answer) > 1 else answer[0]
                if isinstance(answer, bytes):
                    writer.write(answer)
                    await writer.drain()
                else:
                    await answer(request, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            pass
        finally:
            self.open -= 1
            writer.close()


class Loopback:
    """Serves sites in a loop of its own thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._servers: list[asyncio.Server] = []

    def site(self, host: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None, port: int = 0) -> Site:
        """A site at an address of its own; where the system has 127.0.0.1 alone (macOS), at a port of its own there."""
        if not has_whole_loopback_network():
            host, port = "127.0.0.1", 0
        site = Site(host, tls)

        async def start() -> asyncio.Server:
            return await asyncio.start_server(site.serve, host, port, ssl=tls)

        server = asyncio.run_coroutine_threadsafe(start(), self._loop).result(5)
        self._servers.append(server)
        site.port = server.sockets[0].getsockname()[1]
        return site

    def close(self) -> None:
        async def stop() -> None:
            for server in self._servers:
                server.close()
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


async def hang(request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def drip(request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def reset(request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    raise ConnectionResetError


async def truncated(request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>")
    await writer.drain()
    raise ConnectionResetError
