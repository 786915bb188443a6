"""Fresh entries on their way from the feeds' shards to those that read pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from pipelines.stream.clock import Tick
from schemas.records import Entry
from transforms.lake.manifest import encode, staged_folder
from transforms.lake.store import Store

INLINE: Final = 1 << 16
"""Bytes that a letter carries through a shuffle; what is larger lies in the store, and its place goes through."""


class Mail(msgspec.Struct, frozen=True):
    """A letter: a tick, and entries.

    Attributes:
        tick: Of the clock.
        entries: As they stand in the feed, not judged.
        folder: Where the entries lie, if they lie elsewhere.
    """

    tick: Tick
    entries: tuple[Entry, ...] = ()
    folder: str | None = None

    @classmethod
    def of(cls, entries: Sequence[Entry], tick: Tick, store: Store, name: str) -> Mail:
        """A letter of entries; ``name`` is that of a folder of its own in the store, should it be needed."""
        data = encode(tuple(entries))
        if len(data) <= INLINE:
            return cls(tick, tuple(entries))
        folder = staged_folder(name)
        store.stage({f"{folder}/entries.json": data})
        return cls(tick, (), folder)

    def read(self, store: Store) -> tuple[Entry, ...]:
        """Its entries; none where they were committed, and deleted with that."""
        if self.folder is None:
            return self.entries
        try:
            return msgspec.json.decode(store.read(f"{self.folder}/entries.json"), type=tuple[Entry, ...])
        except FileNotFoundError:
            return ()
