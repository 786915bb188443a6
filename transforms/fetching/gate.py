"""One gate a host: every request, for a feed, robots.txt, a page or a redirect, passes the gate of the host it goes to.

A gate spaces requests, lets one through at a time, closes for as long as the host asks, and gives a host up for the
run when it fails to answer. What it knows comes from, and goes back to, :class:`schemas.records.HostState`.

The same object serves several event loops in several threads: a run polls in one and fetches in others, and a redirect
or robots.txt crosses shards. So it counts under a plain lock, and wakes its waiters through their own loops.

The spacing counts from the arrival of a request, which is when its host begins to answer at the latest: so the host
sees it kept by its own clock. The limit holds by host, over all that share a gate. Several processes do not: they share
:class:`transforms.fetching.turns.Turns`, where each request takes its turn before it sets out.
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final
from uuid import uuid4

from schemas.columns import Instant
from schemas.records import HostState, Refusal
from transforms.fetching.reasons import TRANSIENT_TIMEOUTS, refuse
from transforms.fetching.turns import Turns

DAY: Final = 86_400.0
PAUSE: Final = 60.0
"""Seconds to leave a host alone after a 429 that does not say how long."""
ROBOTS_KEPT: Final = 64 << 10
"""Characters of what a robots.txt says to us that outlive the client that read it: they stand in each commit that asked
its host, and hosts of one hostile domain are as many as it likes. Of a longer one the next client asks again."""
_Waiter = tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]


@dataclass(slots=True)
class _Host:
    state: HostState
    next_allowed: float = 0.0
    """Unix seconds: the earliest start of the next request."""
    closed_until: float = 0.0
    spacing: float = 0.0
    """Seconds that robots.txt asks for."""
    busy: bool = False
    waiters: deque[_Waiter] = field(default_factory=deque)
    failures: int = 0
    """Requests in a row that met no working host."""
    failed_at: float = 0.0
    message: str = ""


@dataclass(slots=True)
class Sent:
    """A request on its way to a host.

    Attributes:
        host: `host:port`.
        spacing: Seconds until the next one, from its arrival.
        name: Tells it from those of other processes.
        arrived: Whether the host is known to have it.
    """

    host: str
    spacing: float
    name: str = field(default_factory=lambda: uuid4().hex)
    arrived: bool = False


class ClosedError(Exception):
    """The gate will not open in time. Carries the refusal for whoever asked."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


class HostGate:
    """The gates of all hosts of a run, for one request a host at a time. Safe to share between loops and threads.

    Hosts are named `host:port`.

    Args:
        states: What former runs knew.
        give_up_after: Failures in a row, of the kind that says the host is down, after which its other requests of this
            run are refused unsent.
        give_up_for: Seconds for which they are; a run that never ends tries again.
        max_wait: Seconds that a request waits for a host that asked for a pause; longer pauses refuse it. Waiting for
            the turn among other requests is not limited.
        max_delay: Seconds of spacing at most, whatever robots.txt asks.
        turns: Where turns are booked that other processes take as well; None for a process on its own.
        clock: Unix time, for tests.
    """

    def __init__(
        self,
        states: Iterable[HostState] = (),
        *,
        give_up_after: int = 2,
        give_up_for: float = math.inf,
        max_wait: float = 30.0,
        max_delay: float = 30.0,
        turns: Turns | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if give_up_after < 1:
            raise ValueError("HostGate needs a give_up_after of at least 1")
        self._give_up_after = give_up_after
        self._give_up_for = give_up_for
        self._turns = turns
        self._max_wait = max_wait
        self._max_delay = max_delay
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._changed: set[str] = set()
        now = clock()
        for state in states:
            # A clock that was wrong once must not close a host for ever: no pause is longer than a day.
            at = min((state.next_allowed_at or 0) / 1e6, now + DAY)
            fresh = (state.robots_expires_at or 0) / 1e6 > now
            spacing = min(state.spacing, max_delay) if fresh else 0.0
            self._hosts[state.host] = _Host(state, next_allowed=at, closed_until=at, spacing=spacing)

    @asynccontextmanager
    async def turn(self, host: str, *, rate: float = 1.0, stage: str = "fetch") -> AsyncIterator[None]:
        """Wait for the host's turn and hold it for the length of the block.

        Args:
            host: `host:port`.
            rate: Requests a second at most; the site's own robots.txt can only slow it down.
            stage: poll or fetch, for the refusal.

        Raises:
            ClosedError: The host asked for a pause longer than the run waits, or is given up for this run.
        """
        await self._enter(host, stage)
        try:
            await self._wait_spacing(host, rate, stage)
            yield
        finally:
            self._leave(host)

    async def _enter(self, host: str, stage: str) -> None:
        with self._lock:
            known = self._host(host)
            self._check(known, stage)
            if not known.busy:
                known.busy = True
                return
            loop = asyncio.get_running_loop()
            mine: asyncio.Future[None] = loop.create_future()
            known.waiters.append((loop, mine))
        try:
            await mine
        except asyncio.CancelledError:
            with self._lock:
                waiting = (loop, mine) in known.waiters
                if waiting:
                    known.waiters.remove((loop, mine))
            if not waiting:
                # The turn was handed over while the task was being cancelled: hand it on.
                self._leave(host)
            raise

    async def _wait_spacing(self, host: str, rate: float, stage: str) -> None:
        while True:
            with self._lock:
                known = self._host(host)
                self._check(known, stage)
                now = self._clock()
                start = max(now, known.next_allowed, known.closed_until)
                if start <= now:
                    known.next_allowed = now + _spacing(known, rate)
                    self._changed.add(host)
                    return
            await asyncio.sleep(start - now)

    def _leave(self, host: str) -> None:
        with self._lock:
            known = self._hosts[host]
            while known.waiters:
                loop, waiter = known.waiters.popleft()
                try:
                    loop.call_soon_threadsafe(_wake, waiter)
                except RuntimeError:
                    continue  # its loop has ended, and the waiter with it
                return
            known.busy = False

    def _check(self, known: _Host, stage: str) -> None:
        """Raise ClosedError where waiting is no use."""
        given_up = known.failures >= self._give_up_after
        if given_up and self._clock() - known.failed_at < self._give_up_for:
            raise ClosedError(
                refuse(stage, "host_unavailable", f"{known.state.host} is given up for this run: {known.message}")
            )
        wait = known.closed_until - self._clock()
        if wait > self._max_wait:
            message = f"{known.state.host} asked to be left alone for another {wait:.0f} s"
            raise ClosedError(refuse(stage, "host_closed", message, retry_after=wait))

    async def starts(self, host: str, *, rate: float = 1.0, stage: str = "fetch") -> Sent:
        """A request of this turn is sent only now, or when its turn among other processes has come: returns then.

        Raises:
            ClosedError: The host has asked another process for a pause longer than the run waits.
        """
        with self._lock:
            sent = Sent(host, _spacing(self._host(host), rate))
        if self._turns is not None:
            await self._take(self._turns, sent, stage)
        with self._lock:
            self._host(host).next_allowed = self._clock() + sent.spacing
        return sent

    async def _take(self, turns: Turns, sent: Sent, stage: str) -> None:
        take = partial(turns.take, sent.host, sent.name, spacing=sent.spacing, patience=self._max_wait)
        while True:
            turn = await asyncio.to_thread(take, now=self._clock())
            with self._lock:
                known = self._host(sent.host)
                known.closed_until = max(known.closed_until, turn.closed_until)
                self._check(known, stage)
            if turn.start is not None:
                await asyncio.sleep(turn.start - self._clock())
                return
            await asyncio.sleep(min(max(sent.spacing / 4, 0.05), 0.5))

    async def arrived(self, sent: Sent) -> None:
        """The host has got the request, since it answers, or never will: the spacing counts from here. Once."""
        if sent.arrived:
            return
        with self._lock:
            known = self._host(sent.host)
            known.next_allowed = max(known.next_allowed, self._clock() + sent.spacing)
        if self._turns is not None:
            give_back = partial(self._turns.give_back, sent.host, sent.name, spacing=sent.spacing)
            await asyncio.to_thread(give_back, now=self._clock())
        sent.arrived = True

    def answered(self, host: str) -> None:
        """The host answered, whatever it said: it is not down."""
        with self._lock:
            self._host(host).failures = 0

    def failed(self, host: str, code: str, message: str) -> None:
        """A request met no answer; codes that say the host is down count towards giving it up."""
        if code not in TRANSIENT_TIMEOUTS:
            return
        with self._lock:
            known = self._host(host)
            known.failures += 1
            known.failed_at = self._clock()
            known.message = message

    def close(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long; a day at most."""
        with self._lock:
            known = self._host(host)
            known.closed_until = max(known.closed_until, self._clock() + min(seconds, DAY))
            self._changed.add(host)
            until = known.closed_until
        if self._turns is not None:
            self._turns.close(host, until)

    def slow_down(self, host: str, seconds: float) -> None:
        """robots.txt asks for this spacing of requests."""
        with self._lock:
            known = self._host(host)
            known.spacing = min(max(seconds, 0.0), self._max_delay)
            known.state = replace(known.state, spacing=known.spacing)
            self._changed.add(host)
            # Of the request for robots.txt itself the spacing was not known when it started.
            known.next_allowed = max(known.next_allowed, self._clock() + known.spacing)
            spacing = known.spacing
        if self._turns is not None:
            self._turns.slow_down(host, spacing=spacing, now=self._clock())

    def robots(self, host: str) -> str | None:
        """What robots.txt says to us, where that is known and not too old; empty when everything is allowed."""
        with self._lock:
            state = self._host(host).state
            fresh = state.robots_expires_at is not None and state.robots_expires_at / 1e6 > self._clock()
            return state.robots if fresh else None

    def remember_robots(self, host: str, text: str, seconds: float) -> None:
        """Keep what robots.txt says for so long, unless it is longer than :data:`ROBOTS_KEPT`."""
        kept, expires = None, None
        if len(text) <= ROBOTS_KEPT:
            kept, expires = text, Instant(int((self._clock() + seconds) * 1e6))
        with self._lock:
            known = self._host(host)
            # What it asks for is said after this, if it asks for anything.
            known.spacing = 0.0
            known.state = replace(known.state, robots=kept, robots_expires_at=expires, spacing=0.0)
            self._changed.add(host)

    def states(self) -> tuple[HostState, ...]:
        """What the next run has to know, hosts in order of name; without those of which there is nothing to know."""
        with self._lock:
            now = Instant(int(self._clock() * 1e6))
            all_of_them = [self._snapshot(known) for _, known in sorted(self._hosts.items())]
        return tuple(
            state for state in all_of_them if (state.next_allowed_at or 0) > now or (state.robots_expires_at or 0) > now
        )

    def changed(self) -> tuple[HostState, ...]:
        """Hosts as they are now of which something changed since this was last asked."""
        with self._lock:
            names, self._changed = sorted(self._changed), set()
            return tuple(self._snapshot(self._hosts[name]) for name in names)

    def _snapshot(self, known: _Host) -> HostState:
        at = max(known.next_allowed, known.closed_until)
        return replace(known.state, next_allowed_at=Instant(int(at * 1e6)) if at > 0 else None)

    def _host(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            known = self._hosts[host] = _Host(HostState(host=host))
        return known


def _spacing(known: _Host, rate: float) -> float:
    return max(1.0 / rate if rate > 0 else 0.0, known.spacing)


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
