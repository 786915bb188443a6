"""The faults by name, with the reason codes that wirelake should record for each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from tests.newsroom import misbehave
from tests.newsroom.exchange import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to misbehave."""

    name: str
    says: str
    act: Callable[[Exchange], Awaitable[None]]
    feed: tuple[str, ...] = ()
    """Reason codes for a feed, any of them right; empty when the feed must be read all the same."""
    page: tuple[str, ...] = ()
    """Reason codes for a page, any of them right; empty when the story must arrive all the same."""
    in_robots: bool = False
    """Whether it is robots.txt that misbehaves, not what was asked for."""


_TIME: Final = ("read_timeout", "timeout")
_NOT_READ: Final = ("malformed", "not_a_feed")

FAULTS: Final[dict[str, Fault]] = {
    fault.name: fault
    for fault in (
        Fault(
            name="304",
            says="304, asked for or not",
            act=misbehave.not_modified,
            feed=("http_other",),
            page=("http_other",),
        ),
        Fault(name="404", says="not found", act=misbehave.not_found, feed=("http_404",), page=("http_404",)),
        Fault(name="410", says="gone", act=misbehave.gone, feed=("http_410",), page=("http_410",)),
        Fault(
            name="429",
            says="too many requests, seconds",
            act=misbehave.too_many_requests,
            feed=("http_429",),
            page=("http_429", "host_closed"),
        ),
        Fault(
            name="429_date",
            says="too many requests, a date",
            act=misbehave.too_many_requests_until,
            feed=("http_429",),
            page=("http_429", "host_closed"),
        ),
        Fault(name="500", says="server error", act=misbehave.server_error, feed=("http_5xx",), page=("http_5xx",)),
        Fault(
            name="503_once",
            says="503, then healthy",
            act=misbehave.unavailable_once,
            feed=("http_5xx",),
            page=("http_5xx",),
        ),
        Fault(name="hang", says="never answers", act=misbehave.hang, feed=_TIME, page=(*_TIME, "host_unavailable")),
        Fault(name="drip", says="a byte now and then", act=misbehave.drip, feed=("timeout",), page=("timeout",)),
        Fault(
            name="truncated",
            says="half of the length",
            act=misbehave.truncated,
            feed=("truncated",),
            page=("truncated",),
        ),
        Fault(name="malformed", says="broken markup", act=misbehave.malformed, feed=_NOT_READ),
        Fault(name="wrong_charset", says="Windows-1252 called UTF-8", act=misbehave.wrong_charset),
        Fault(
            name="entity_bomb",
            says="a billion laughs",
            act=misbehave.entity_bomb,
            feed=("entity_bomb",),
            page=("no_text", "entity_bomb", "not_html", "empty"),
        ),
        Fault(
            name="gzip_bomb",
            says="a megabyte that unpacks to a gigabyte",
            act=misbehave.gzip_bomb,
            feed=("decompression_bomb", "too_large"),
            page=("decompression_bomb", "too_large"),
        ),
        Fault(
            name="layered_bomb",
            says="kilobytes, packed twice, that unpack to a gigabyte",
            act=misbehave.layered_bomb,
            feed=("decompression_bomb", "too_large", "bad_encoding"),
            page=("decompression_bomb", "too_large", "bad_encoding"),
        ),
        Fault(name="huge", says="64 MB", act=misbehave.huge, feed=("too_large",), page=("too_large",)),
        Fault(
            name="nested",
            says="300,000 nested elements",
            act=misbehave.nested,
            feed=(*_NOT_READ, "too_slow", "too_large"),
            page=("too_deep", "too_large_tree", "no_text", "too_large"),
        ),
        Fault(
            name="redirect_loop",
            says="two addresses in a circle",
            act=misbehave.redirect_loop,
            feed=("redirect_loop",),
            page=("redirect_loop",),
        ),
        Fault(
            name="redirect_chain",
            says="seven redirects",
            act=misbehave.redirect_chain,
            feed=("too_many_redirects",),
            page=("too_many_redirects",),
        ),
        Fault(
            name="redirect_refused",
            says="a redirect into a refused network",
            act=misbehave.redirect_refused,
            feed=("refused_address", "bad_redirect"),
            page=("refused_address", "bad_redirect"),
        ),
        Fault(name="redirect_shared", says="many sites lead to one host", act=misbehave.redirect_shared),
        Fault(name="reset", says="connection reset", act=misbehave.reset, feed=("reset",), page=("reset",)),
        Fault(name="empty", says="no body", act=misbehave.empty, feed=("empty",), page=("empty",)),
        Fault(name="binary", says="a picture", act=misbehave.binary, feed=_NOT_READ, page=("not_html",)),
        Fault(
            name="robots_disallow",
            says="robots.txt closes the site",
            act=misbehave.robots_disallow,
            page=("robots",),
            in_robots=True,
        ),
        Fault(
            name="robots_500",
            says="robots.txt fails",
            act=misbehave.robots_error,
            page=("robots_unavailable",),
            in_robots=True,
        ),
    )
}
"""The faults by name."""
