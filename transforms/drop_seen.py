"""DropSeen: what the lake already holds goes no further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import apache_beam as beam

from schemas.columns import Instant
from schemas.records import Entry
from transforms.lake import Lake, Ledger, NotALake
from transforms.seen import find, judge


@dataclass
class DropSeen(beam.PTransform):
    """Judge entries by the lake's ledger: ``PCollection[Entry] -> PCollection[tuple[str, Entry]]``.

    Every entry comes out once, with its verdict (``new``, ``edited``, ``known``); known ones without their texts.
    Bounded input; the ledger is read once a worker, so the same input gives the same output while the poll lease is
    held. Memory grows with the ledger's index (16 bytes a key), not with its entries.

    Attributes:
        lake: The lake's folder; it need not exist, and then everything is new.
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

    def process(self, entry: Entry) -> Iterator[tuple[str, Entry]]:
        yield judge(entry, find(entry, self._ledger.find(entry.keys)), self._now)
