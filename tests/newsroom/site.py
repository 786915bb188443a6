"""One listening address of the newsroom: what stands at which path of it."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.newsroom.exchange import Answer, Request
from tests.newsroom.faults import Fault

Route = Callable[[Request], Answer]
"""What answers a request."""

_ALLOW_ALL = Answer(body=b"User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")
_NOT_FOUND = Answer(status=404, body=b"<html><body><h1>Not found</h1></body></html>")


@dataclass(slots=True)
class Site:
    """A host of the newsroom."""

    key: str
    listener: socket.socket
    routes: dict[str, Route] = field(default_factory=dict)
    """By path and query; faults add a query of their own, so a path without one is looked up second."""
    fallback: Route | None = None
    faults: dict[str, Fault] = field(default_factory=dict)
    """By path; under `*` for the whole site."""
    visits: Counter[str] = field(default_factory=Counter)
    """Requests by path and query."""

    @property
    def host(self) -> str:
        """The address it listens on."""
        return str(self.listener.getsockname()[0])

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.listener.getsockname()[1])

    @property
    def base(self) -> str:
        """``http://host:port``."""
        return f"http://{self.host}:{self.port}"

    def healthy(self, request: Request) -> Answer:
        """What it answers when nothing goes wrong."""
        path = request.path
        if path == "/robots.txt" and path not in self.routes:
            return _ALLOW_ALL
        route = self.routes.get(path) or self.routes.get(path.partition("?")[0]) or self.routes.get(_untracked(path))
        if route is None:
            route = self.fallback
        return route(request) if route else _NOT_FOUND

    def fault(self, request: Request) -> Fault | None:
        """The fault that this request meets."""
        path, _, _ = request.path.partition("?")
        fault = self.faults.get(request.path) or self.faults.get(path) or self.faults.get("*")
        if fault is None or fault.in_robots != (path == "/robots.txt"):
            return None
        return fault


def _untracked(path: str) -> str:
    """The path without tracking parameters."""
    base, _, query = path.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("utm_")]
    return f"{base}?{'&'.join(kept)}" if kept else base
