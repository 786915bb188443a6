"""DropSeen: what the lake already holds goes no further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import apache_beam as beam

from schemas.columns import Instant
from schemas.records import Entry, LedgerEntry
from transforms.lake import Lake, Ledger, NotALake
from transforms.measure import count
from transforms.seen import find, judge, remember_sight


class Judged(NamedTuple):
    """An entry and what the lake knows of it: ``new``, ``edited`` or ``known``, and a line for the ledger if any."""

    verdict: str
    entry: Entry
    memory: LedgerEntry | None


@dataclass
class DropSeen(beam.PTransform):
    """Judge entries by the lake's ledger: ``PCollection[Entry] -> PCollection[Judged]``.

    Every entry comes out once, with its verdict (``new``, ``edited``, ``known``), and with what the ledger has to learn
    of a known one.
    Bounded input; the ledger is read once a worker, so the same input gives the same output while the poll lease is
    held. Memory is that of the ledger: a map into its checkpoint, and what was committed since.

    Attributes:
        lake: The lake's address; there need not be one, and then everything is new.
        now: When the run polls: the first sight of what is new.
    """

    lake: str
    now: Instant

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, entries: beam.PCollection) -> beam.PCollection:
        """Apply the transform."""
        return entries | "Judge" >> beam.ParDo(_Judge(self.lake, self.now))


class _Judge(beam.DoFn):
    _ledger: Ledger

    def __init__(self, lake: str, now: Instant) -> None:
        self._lake = lake
        self._now = now

    def setup(self) -> None:
        try:
            self._ledger = Lake.open(self._lake, create=False).state().ledger
        except NotALake:
            self._ledger = Ledger()

    def process(self, entry: Entry) -> Iterator[Judged]:
        known = find(entry, self._ledger.find(entry.keys))
        verdict, judged = judge(entry, known, self._now)
        memory = remember_sight(entry, known) if verdict == "known" and known is not None else None
        count("DropSeen", f"entries:{verdict}")
        yield Judged(verdict, judged, memory)
