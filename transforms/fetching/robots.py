"""robots.txt (RFC 9309) of the hosts that pages come from.

It binds pages, which wirelake finds by itself, at every redirect hop; not feeds, which the user named and
subscribed to.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from schemas.columns import Instant
from schemas.records import Refusal
from transforms.fetching.answer import Answer
from transforms.fetching.gate import HostGate
from transforms.fetching.headers import freshness
from transforms.fetching.reasons import refuse

AGENT: Final = "wirelake"
"""The product token that robots.txt may name."""

DAY: Final = 86_400.0
_LEAST: Final = 3_600.0
"""A robots.txt with a shorter Cache-Control is kept an hour all the same: it is asked for once a run at most."""
_KEPT: Final = 512
"""Parsed files in memory at once."""
_AGENT_LINE: Final = re.compile(r"\s*user[- ]?agent\s*:?\s*(?P<name>[^#]*)", re.IGNORECASE)
_SAYS: Final = re.compile(
    r"[^:]*:|(?:dis{1,2}al{1,2}ow|diasllow|disallaw|allow|crawl[- ]delay|request[- ]rate|visit[- ]time)(?:\s|$)",
    re.IGNORECASE,
)
"""A line that says something, if only to others than us. What says nothing ends no list of agents."""
_OPEN: Final = frozenset({"too_many_redirects", "redirect_loop", "redirect_to_http", "bad_redirect", "empty"})
"""Answers that RFC 9309, 2.3.1.3, counts as "unavailable": everything is allowed."""
_UNREACHED: Final = frozenset({"dns", "refused_address", "connect", "connect_timeout", "tls"})
"""The page is behind the same door: its own reason says more than that robots.txt could not be had."""
_PASSING: Final = frozenset({"out_of_time", "host_unavailable", "host_closed"})
"""The gate's words: it says them again when it is asked again."""


def relevant(text: str) -> str:
    """robots.txt without what it says to others: the groups for `*` and for wirelake.

    A file may list thousands of agents; parsing them all is quadratic, and remembering them is for nothing.
    """
    kept: list[str] = []
    ours = False
    in_agents = False
    for line in text.splitlines():
        stripped = line.split("#", 1)[0].strip()
        if not stripped or len(stripped) > 4096:
            continue
        agent = _AGENT_LINE.match(stripped)
        if agent:
            name = agent["name"].strip().lower()
            mine = name == "*" or name.replace("*", "") == AGENT
            ours = mine or (ours and in_agents)
            if mine:
                kept.append(f"User-agent: {name}")
            in_agents = True
        elif _SAYS.match(stripped) and not stripped.lower().startswith(("sitemap", "site-map", "host")):
            in_agents = False
            if ours:
                kept.append(stripped)
    return "\n".join(kept)


class Robots:
    """Asks each host's robots.txt once, and keeps it in the gate's host states for a day or as Cache-Control says.

    4xx: everything is allowed. 5xx or no answer: nothing is asked for in this run; the next run tries again.

    Args:
        fetch: Fetches robots.txt of a URL, at a rate.
        gate: Keeps what they say, and the spacing they ask for.
        clock: Unix time.
    """

    def __init__(
        self, fetch: Callable[[str, float], Awaitable[Answer | Refusal]], gate: HostGate, clock: Callable[[], float]
    ) -> None:
        self._fetch = fetch
        self._gate = gate
        self._clock = clock
        self._parsed: OrderedDict[str, Protego] = OrderedDict()
        self._shut: dict[str, Refusal] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def forbids(self, url: str, host: str, rate: float) -> Refusal | None:
        """Why a page may not be asked for, or None where it may.

        Args:
            url: Absolute, checked.
            host: Its `host:port`.
            rate: Requests a second at most.
        """
        lock = self._asking.setdefault(host, asyncio.Lock())
        async with lock:
            rules = await self._rules(url, host, rate)
        if isinstance(rules, Refusal):
            return rules
        if rules.can_fetch(url, AGENT):
            return None
        return refuse("fetch", "robots", f"robots.txt of {host} forbids this page")

    async def _rules(self, url: str, host: str, rate: float) -> Protego | Refusal:
        if host in self._parsed:
            self._parsed.move_to_end(host)
            return self._parsed[host]
        if host in self._shut:
            return self._shut[host]
        text = self._gate.robots(host)
        if text is None:
            answer = await self._fetch("{0.scheme}://{0.netloc}/robots.txt".format(urlsplit(url)), rate)
            read = self._read(answer, host)
            if isinstance(read, Refusal):
                if read.reason not in _PASSING:
                    self._shut[host] = read
                return read
            text = read
        rules = Protego.parse(text)
        self._parsed[host] = rules
        if len(self._parsed) > _KEPT:
            self._parsed.popitem(last=False)
        self._pace(rules, host)
        return rules

    def _read(self, answer: Answer | Refusal, host: str) -> str | Refusal:
        """The text of an answer, remembered; or the refusal of everything on this host."""
        if isinstance(answer, Answer):
            text = relevant(answer.body.decode("utf-8", "replace").removeprefix("\ufeff"))
            fresh = freshness(
                cache_control=answer.header("cache-control"),
                expires=None,
                age=answer.header("age"),
                now=Instant(int(self._clock() * 1e6)),
            )
            self._gate.remember_robots(host, text, DAY if fresh is None else max(fresh, _LEAST))
            return text
        if answer.reason in _UNREACHED or answer.reason in _PASSING:
            return answer
        if answer.reason in _OPEN or (
            answer.reason.startswith("http_") and answer.reason not in ("http_5xx", "http_429")
        ):
            self._gate.remember_robots(host, "", DAY)
            return ""
        message = f"robots.txt of {host}: {answer.message}"
        return refuse("fetch", "robots_unavailable", message, retry_after=answer.retry_after, payload=answer.payload)

    def _pace(self, rules: Protego, host: str) -> None:
        wanted = rules.crawl_delay(AGENT) or 0.0
        rate = rules.request_rate(AGENT)
        if rate is not None:
            # Whole numbers of any length: the quotient of two may be none of Python's floats.
            wanted = max(wanted, min(rate.seconds, int(DAY)) / rate.requests)
        if wanted > 0:
            self._gate.slow_down(host, wanted)
