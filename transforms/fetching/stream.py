"""Results of many asynchronous jobs as one stream: within a loop, and out of a loop in a thread of its own.

Bounded on the way: a slow consumer slows the jobs down, an error of a job is the consumer's, a consumer that stops
stops the jobs.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
Emit = Callable[[T], Awaitable[None]]


class Room:
    """How much may be on its way at once: requests on the network, and bytes that nobody has taken yet.

    Use as an asynchronous context manager around one request. Belongs to one loop.

    Args:
        requests: Requests at once.
        most_bytes: Bytes fetched and not yet taken, past which no further request starts.
        large: Bodies of more than a mebibyte at once.
    """

    LARGE: Final = 1 << 20

    def __init__(self, requests: int, *, most_bytes: int = 64 << 20, large: int = 6) -> None:
        if requests < 1:
            raise ValueError(f"at least 1 request at once, not {requests}")
        self.large = asyncio.Semaphore(large)
        self._requests = asyncio.Semaphore(requests)
        self._most = most_bytes
        self._bytes = 0
        self._open = asyncio.Event()
        self._open.set()

    async def __aenter__(self) -> None:
        await self._requests.acquire()
        try:
            await self._open.wait()
        except BaseException:
            self._requests.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._requests.release()

    def took(self, size: int) -> None:
        """So many bytes wait for the consumer; negative when it has taken them."""
        self._bytes += size
        if self._bytes <= self._most:
            self._open.set()
        else:
            self._open.clear()


@dataclass(frozen=True, slots=True)
class _End:
    """The last thing in a queue."""

    error: BaseException | None = None


async def as_they_come(jobs: Iterable[Callable[[Emit[T]], Awaitable[None]]]) -> AsyncGenerator[T, None]:
    """Run jobs at once and yield what they emit, in the order of arrival.

    Args:
        jobs: Each gets a function to emit with, which waits while the consumer is behind.

    Raises:
        Exception: What a job raised; the others are cancelled.
    """
    ready: asyncio.Queue[T | _End] = asyncio.Queue(maxsize=1)

    async def run(job: Callable[[Emit[T]], Awaitable[None]]) -> None:
        await job(ready.put)

    async def run_all() -> None:
        error: BaseException | None = None
        try:
            async with asyncio.TaskGroup() as group:
                for job in jobs:
                    group.create_task(run(job))
        except BaseExceptionGroup as several:
            error = several.exceptions[0]
        await ready.put(_End(error))

    everything = asyncio.create_task(run_all())
    try:
        while not isinstance(found := await ready.get(), _End):
            yield found
        if found.error is not None:
            raise found.error
    finally:
        everything.cancel()
        await asyncio.wait({everything})


def in_thread(
    make: Callable[[], AsyncGenerator[T, None]], *, ahead: int = 2, name: str = "fetch"
) -> Generator[T, None, None]:
    """Run an asynchronous stream in an event loop of its own thread and yield its items here.

    While the consumer works on one item, the loop fetches on. Closing the generator, or dropping it, cancels the stream
    and waits for its end.

    Args:
        make: Called in the loop, makes the stream.
        ahead: Items that may wait for the consumer.
        name: Of the thread.

    Raises:
        Exception: What the stream raised.
    """
    bridge = _Bridge(make, ahead)
    thread = threading.Thread(target=bridge.run, name=name, daemon=True)
    thread.start()
    try:
        while not isinstance(found := bridge.take(), _End):
            yield found
        if found.error is not None:
            raise found.error
    finally:
        bridge.stop()
        thread.join()


class _Bridge(Generic[T]):
    """Carries items from a loop in one thread to a consumer in another."""

    def __init__(self, make: Callable[[], AsyncGenerator[T, None]], ahead: int) -> None:
        self._make = make
        self._ahead = ahead
        self._ready: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work: asyncio.Task[None] | None = None
        self._places: asyncio.Semaphore | None = None

    def run(self) -> None:
        """Run the loop to the end of the stream: what the thread does."""
        error: BaseException | None = None
        try:
            asyncio.run(self._main())
        except BaseException as raised:  # noqa: BLE001 (the consumer raises it)
            error = raised
        self._started.set()
        self._ready.put(_End(error))

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._places = asyncio.Semaphore(self._ahead)
        self._work = asyncio.create_task(self._pump(self._places))
        self._started.set()
        await asyncio.wait({self._work})
        if not self._work.cancelled():
            self._work.result()

    async def _pump(self, places: asyncio.Semaphore) -> None:
        async with contextlib.aclosing(self._make()) as stream:
            async for item in stream:
                self._ready.put(item)
                await places.acquire()

    def take(self) -> T | _End:
        """The next item, in the consumer's thread; makes place for another."""
        found = self._ready.get()
        if not isinstance(found, _End):
            self._call(lambda: self._places.release() if self._places else None)
        return found

    def stop(self) -> None:
        """Cancel the stream, in the consumer's thread."""
        self._started.wait()
        self._call(lambda: self._work.cancel() if self._work else None)

    def _call(self, what: Callable[[], object]) -> None:
        if self._loop is not None:
            # RuntimeError: the loop has ended by itself, and there is nothing left to tell it.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(what)
