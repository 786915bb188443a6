"""Requests of a worker that nobody waits for: sent now, asked after later.

A streaming engine hands a worker one small piece after the other, and holds everything back behind a piece that takes
long. So no piece waits for a host: it leaves its errands with the courier of its process and takes what has come back
since. Errands live in memory only; whoever leaves one remembers it elsewhere, and leaves it again when a worker died.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Generic, TypeVar

from transforms.fetching.client import Client

T = TypeVar("T")
Errand = Callable[[Client], Awaitable[T]]

RENEW: Final = 600.0
"""Seconds after which a new client takes over: what robots.txt said, and idle connections, are no older."""

GONE: Final = 120.0
"""Seconds of visits by others after which an owner that does not come is taken to be served elsewhere, where an engine
moved its key: what came for it is dropped. One that was only slow finds nothing there, and sends again."""

LULL: Final = 10.0
"""Seconds between two visits that count for more than that: an engine that stood still has visited for nobody."""


class Courier(Generic[T]):
    """Runs errands in a loop of its own thread. Safe to use from all threads of a process.

    Args:
        make: Makes a client; called in the loop.
        size: Bytes that an answer holds; past what the client's room allows no further request starts.
    """

    def __init__(self, make: Callable[[], Client], size: Callable[[T], int]) -> None:
        self._make = make
        self._size = size
        self._lock = threading.Condition()
        self._under_way: dict[str, set[str]] = defaultdict(set)
        self._back: dict[str, deque[tuple[str, T | BaseException, Client]]] = defaultdict(deque)
        self._visited: dict[str, float] = {}
        self._visits = 0.0
        self._last_visit = time.monotonic()
        self._outside: set[asyncio.Timeout] = set()
        self._home = False
        self._client: Client | None = None
        self._client_made = 0.0
        self._using: dict[Client, int] = defaultdict(int)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="courier", daemon=True)
        self._thread.start()

    def send(self, owner: str, name: str, errand: Errand[T]) -> bool:
        """Set out on an errand, unless the owner has one of that name under way or back; whether it did."""
        with self._lock:
            if name in self._under_way[owner] or any(name == back for back, _, _ in self._back[owner]):
                return False
            self._under_way[owner].add(name)
            self._visited.setdefault(owner, self._visits)
        asyncio.run_coroutine_threadsafe(self._run(owner, name, errand), self._loop)
        return True

    def under_way(self, owner: str) -> int:
        """How many errands of an owner are not back yet."""
        with self._lock:
            return len(self._under_way[owner])

    def has(self, owner: str, name: str) -> bool:
        """Whether an errand is under way or back."""
        with self._lock:
            return name in self._under_way[owner] or any(name == back for back, _, _ in self._back[owner])

    def take(self, owner: str, *, wait: float = 0.0) -> tuple[str, T] | None:
        """What came back first for an owner, once: name and answer; None where nothing is back.

        Args:
            owner: Whose errands.
            wait: Seconds to wait for it, if any is under way.

        Raises:
            Exception: What an errand raised.
        """
        with self._lock:
            self._visit(owner)
            self._lock.wait_for(lambda: self._back[owner] or not self._under_way[owner], wait)
            if not self._back[owner]:
                return None
            name, answer, client = self._back[owner].popleft()
        self._make_room(answer, client)
        if isinstance(answer, BaseException):
            raise answer
        return name, answer

    @contextlib.asynccontextmanager
    async def outside(self) -> AsyncIterator[None]:
        """Around the part of an errand that waits for others, in the loop.

        Raises:
            TimeoutError: All were called home.
        """
        async with asyncio.timeout(0 if self._home else None) as waiting:
            self._outside.add(waiting)
            try:
                yield
            finally:
                self._outside.discard(waiting)

    def call_home(self) -> None:
        """Let no errand wait outside any longer, now or later: what is left is what they make of what they have."""

        def call() -> None:
            self._home = True
            for waiting in self._outside:
                waiting.reschedule(self._loop.time())

        self._loop.call_soon_threadsafe(call)

    def close(self) -> None:
        """Give up all errands and end the thread; a second time does nothing."""

        async def end() -> None:
            mine = asyncio.current_task()
            tasks = [task for task in asyncio.all_tasks() if task is not mine]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._client is not None:
                await self._client.__aexit__(None, None, None)

        if not self._thread.is_alive():
            return
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _visit(self, owner: str) -> None:
        """Note that an owner is served here, and drop what came for those that are not any more."""
        at = time.monotonic()
        self._visits += min(at - self._last_visit, LULL)
        self._last_visit = at
        self._visited[owner] = self._visits
        for other, visited in self._visited.items():
            if visited < self._visits - GONE:
                while self._back[other]:
                    _, answer, client = self._back[other].popleft()
                    self._make_room(answer, client)

    def _make_room(self, answer: T | BaseException, client: Client) -> None:
        """An answer is no longer kept here."""
        if not isinstance(answer, BaseException):
            self._loop.call_soon_threadsafe(client.room.took, -self._size(answer))

    async def _run(self, owner: str, name: str, errand: Errand[T]) -> None:
        client = await self._borrow()
        answer: T | BaseException
        try:
            answer = got = await errand(client)
            client.room.took(self._size(got))
        except Exception as error:  # noqa: BLE001 - whoever takes it raises it
            answer = error
        finally:
            await self._return(client)
        with self._lock:
            self._under_way[owner].discard(name)
            self._back[owner].append((name, answer, client))
            self._lock.notify_all()

    async def _borrow(self) -> Client:
        if self._client is None or time.monotonic() - self._client_made > RENEW:
            old, self._client = self._client, await self._make().__aenter__()
            self._client_made = time.monotonic()
            if old is not None:
                await self._end_unused(old)
        self._using[self._client] += 1
        return self._client

    async def _return(self, client: Client) -> None:
        self._using[client] -= 1
        if client is not self._client:
            await self._end_unused(client)

    async def _end_unused(self, client: Client) -> None:
        if not self._using[client]:
            del self._using[client]
            await client.__aexit__(None, None, None)
