"""What all steps of a stream share in one process: the lake as last read, the gate, the courier, the raw archive."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Final

from pipelines.outcome import Reading, read_page
from pipelines.stream.plan import Plan, page_host
from schemas.columns import Instant
from schemas.records import Entry, Page
from transforms.fetching.courier import Courier
from transforms.fetching.network import drop_gate, shared_gate
from transforms.fetching.turns import SharedTurns, is_over
from transforms.lake import Lake, LeaseHeld, Store, cells, update
from transforms.lake.follow import LakeView
from transforms.lake.lease import TERM, TOLERANCE
from transforms.lake.store import CONTROL
from transforms.poll.poll import Polled

_ROTATE: Final = 3600.0
"""Seconds of one file of the raw archive."""

_READERS: Final = 4
"""Stories read at once at most, and on one core fewer than there are: reading is CPU work that holds Python's lock most
of the time, and the network's loop must get its share."""
_TURNS: Final = f"{CONTROL}/turns"
"""The folder of the turns of hosts."""

_WORKERS: Final[dict[str, Worker]] = {}
_LOCK: Final = threading.Lock()


class Farewell:
    """How long the last ticks of a process wait: all shards of a step together, not one after the other."""

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}

    def left(self, step: str, seconds: float) -> float:
        """Seconds that are left; the shard that asks first sets the end for all.

        Args:
            step: What waits.
            seconds: How long, from then.
        """
        end = self._ends.setdefault(step, time.monotonic() + seconds)
        return max(end - time.monotonic(), 0.0)


class Worker:
    """The one of a process and stream; see :func:`worker`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lake = Lake.open(plan.lake)
        self.store = self.lake.store
        readers = min(_READERS, max(1, (os.cpu_count() or 1) - 1))
        self.readers = ThreadPoolExecutor(readers, "reader")
        self.places = asyncio.Semaphore(readers)
        """For the courier's loop, where pages wait: what threads have been given, a process does before it ends."""
        self.farewell = Farewell()
        self._lease = ExitStack()
        self._leased = False
        self._taking = threading.Lock()
        self.view = LakeView(plan.lake, page_host)
        turns = SharedTurns(self._update_turn, plan.stream)
        self.gate = shared_gate(plan.network, self.view.hosts(), turns)
        self._archive = plan.network.open_archive("part")
        self._rotated = time.monotonic()
        self.courier: Courier[Any] = Courier(lambda: plan.network.client(self.gate, archive=self._archive), _size)

    def _update_turn(self, name: str, change: Callable[[bytes | None], bytes]) -> None:
        path = f"{_TURNS}/{name}.json"
        if self.store.folder is not None:
            cells.update(self.store.folder / path, change)
        else:
            update(self.store, path, change)

    def read(self, entry: Entry, page: Page | None) -> Reading:
        """Read a story; its rows learn at the commit by which one they came."""
        return read_page(entry, page, commit_id=self.plan.stream, now=now(), keep=self.plan.raw)

    def sync(self) -> None:
        """Make durable what rows may name."""
        if self._archive is None:
            return
        if time.monotonic() - self._rotated > _ROTATE:
            self._archive.close()
            self._rotated = time.monotonic()
        else:
            self._archive.sync()

    def hold_lease(self) -> None:
        """Hold the lake's poll lease for as long as this process does: it is the process that commits.

        Where an engine moved that step, its former self may still live and hold it for the same stream. On a disk
        nothing is lost by that, since a commit follows the one it was made after, or is made anew. In an object store
        a commit needs the lease, so the former self's end is waited for.

        Raises:
            LeaseHeld: Another run polls this lake.
        """
        with self._taking:
            begun = time.monotonic()
            while not self._leased:
                try:
                    self._lease.enter_context(self.lake.lease(self.plan.stream))
                    self._leased = True
                except LeaseHeld as held:
                    waited = time.monotonic() - begun
                    ours = self.plan.stream in str(held)
                    # A holder that has just taken it may not have said yet who it is.
                    if waited > (TERM + 2 * TOLERANCE if ours else 1.0):
                        raise
                    if ours and self.store.folder is not None:
                        return
                    time.sleep(1.0 if ours else 0.05)

    def close(self) -> None:
        """Give up what is under way, and the lease."""
        self.courier.close()
        self.readers.shutdown(wait=False, cancel_futures=True)
        drop_gate(self.plan.network.run_id)
        if self._archive is not None:
            self._archive.close()
        self._lease.close()


def worker(plan: Plan) -> Worker:
    """The worker of a stream in this process, made by the first who asks."""
    with _LOCK:
        found = _WORKERS.get(plan.stream)
        if found is None:
            found = _WORKERS[plan.stream] = Worker(plan)
        return found


def close_worker(stream: str) -> None:
    """End a stream's worker in this process, if there is one."""
    with _LOCK:
        found = _WORKERS.pop(stream, None)
    if found is not None:
        found.close()


def forget_turns(store: Store, at: float) -> None:
    """Delete the turns of hosts that have not been asked for a day; their number would grow with the hosts ever asked.

    Only where the poll lease says that nobody takes turns: a store deletes whatever is there, also a turn just taken.

    Args:
        store: The lake's.
        at: The present, in Unix seconds.
    """
    paths = list(store.list(_TURNS))
    store.delete([path for path, data in zip(paths, store.read_all(paths), strict=True) if is_over(data, at)])


def now() -> Instant:
    """The present."""
    return Instant(time.time_ns() // 1000)


def _size(answer: Any) -> int:
    """Bytes that an answer holds in memory, about."""
    if isinstance(answer, Polled):
        return 4 * (answer.poll.bytes or 0)
    page = answer.page if isinstance(answer, Reading) else None
    return len(page.body) if isinstance(page, Page) else 0
