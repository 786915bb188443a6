"""Gathers what a step does in one go, and hands it over as a parcel."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from pipelines.stream.worker import Worker, now
from schemas.columns import Instant
from schemas.logbook import Poll
from schemas.records import FeedState, LedgerEntry, StagedFile
from schemas.tables import TableRow
from transforms.lake.parcel import Parcel, Word, new_parcel, put_parcel
from transforms.lake.sink import RowWriter


class Outbox:
    """A parcel in the making.

    Args:
        worker: The process's.
        step: Whose CPU time it is.
    """

    def __init__(self, worker: Worker, step: str) -> None:
        self.parcel_id = new_parcel(worker.plan.stream)
        self.polls: list[Poll] = []
        self.feeds: list[FeedState] = []
        self.words: list[Word] = []
        self.sights: list[LedgerEntry] = []
        self.spent: list[str] = []
        self.counts: Counter[str] = Counter()
        self.published: dict[str, list[Instant]] = {}
        self.cpu = 0.0
        """Seconds that other threads worked for it."""
        self._worker = worker
        self._step = step
        self._begun = time.thread_time()
        self._writer = RowWriter(worker.store, self.parcel_id)
        self._files: list[StagedFile] = []

    def add(self, rows: Iterable[TableRow]) -> None:
        """Take rows."""
        for row in rows:
            self._files.extend(self._writer.add(row))

    def seal(self) -> str | None:
        """Put the parcel into the store; its id, or None where there is nothing in it."""
        self._files.extend(self._writer.flush())
        if not (self._files or self.words or self.sights or self.polls or self.feeds or self.spent):
            return None
        self._worker.sync()
        parcel = Parcel(
            made_at=now(),
            files=tuple(self._files),
            words=tuple(self.words),
            sights=tuple(self.sights),
            polls=tuple(self.polls),
            feeds=tuple(self.feeds),
            hosts=self._worker.gate.changed(),
            counts=dict(self.counts),
            seconds={self._step: time.thread_time() - self._begun + self.cpu},
            published={feed_id: tuple(times) for feed_id, times in self.published.items()},
            spent=tuple(self.spent),
        )
        put_parcel(self._worker.store, self.parcel_id, parcel)
        return self.parcel_id
