"""What is asked for, over all hops, and the request that asks an address for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from transforms.fetching.decode import ACCEPTED
from transforms.fetching.limits import Limits

ACCEPT: Final[Mapping[str, str]] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "*/*;q=0.5",
    "page": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, over all hops.

    Attributes:
        kind: page (robots.txt binds it, only text is read), feed, or robots.
        headers: Further request headers; validators for instance.
        rate: Requests a second at most, for each host that this leads to.
        known: Digest of a body that is not archived again; None for none.
    """

    kind: str
    headers: Mapping[str, str]
    rate: float
    known: str | None

    @property
    def stage(self) -> str:
        """The stage of its refusals."""
        return "poll" if self.kind == "feed" else "fetch"

    @property
    def conditional(self) -> bool:
        """Whether it carries validators, so that a 304 answers it."""
        return any(name.lower().startswith("if-") for name in self.headers)

    def of(self, url: httpx.URL, *, agent: str, limits: Limits) -> httpx.Request:
        """The request for one address."""
        waits = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": None}
        return httpx.Request(
            "GET",
            url,
            headers={
                "User-Agent": agent,
                "Accept": ACCEPT[self.kind],
                "Accept-Encoding": ACCEPTED,
                "Connection": "keep-alive",
                **self.headers,
            },
            extensions={"timeout": waits},
        )
