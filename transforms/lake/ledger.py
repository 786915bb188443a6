"""What the lake remembers of entries: a ledger that is looked up, not loaded.

The ledger as of the last checkpoint lies in Arrow files that are mapped into memory: the entries in columns, and an
index of 128-bit digests, sorted, that leads from a key or a story to its row. What was committed since lies over it
in dicts. The last word on a story is its only entry, and an entry is found by the keys it names itself; where two
stories claim one key, the later has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemas.records import Entry, LedgerEntry
from transforms.lake.manifest import encode

SCHEMA: Final = pa.schema(
    [
        ("story_id", pa.string()),
        ("keys", pa.list_(pa.string())),
        ("feed_id", pa.string()),
        ("fingerprint", pa.string()),
        ("prints", pa.list_(pa.string())),
        ("state", pa.string()),
        ("published_day", pa.int64()),
        ("versions", pa.list_(pa.string())),
        ("first_seen_at", pa.int64()),
        ("seen_at", pa.int64()),
        ("attempts", pa.int64()),
        ("next_try_at", pa.int64()),
        ("entry", pa.binary()),
    ]
)
"""Columns of the entries; ``entry`` is JSON, null unless the entry is pending."""

INDEX: Final = pa.schema([("high", pa.uint64()), ("low", pa.uint64()), ("row", pa.uint32())])
"""Columns of the index: the halves of a digest, sorted, and the row it leads to."""

Digests = npt.NDArray[np.uint64]
"""Digests as an array of shape (n, 2): high and low half."""


class Columns:
    """The ledger as of a checkpoint, mapped into memory.

    Args:
        parts: Files of entries, in order.
        index: The index.
    """

    def __init__(self, parts: Sequence[pa.NativeFile], index: pa.NativeFile) -> None:
        table = pa.ipc.open_file(index).read_all()
        self.high, self.low, self.row = (column_array(table.column(name)) for name in ("high", "low", "row"))
        self.batches = [pa.ipc.open_file(part).get_batch(0) for part in parts]
        self._starts = np.cumsum([0, *(batch.num_rows for batch in self.batches)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def rows_of(self, digests: Digests) -> npt.NDArray[np.int64]:
        """The row that each digest leads to, -1 for none."""
        rows = np.full(len(digests), -1, dtype=np.int64)
        if not len(self.high):
            return rows
        starts = np.searchsorted(self.high, digests[:, 0], side="left")
        for i, start in enumerate(starts.tolist()):
            high, low = digests[i]
            at = start
            while at < len(self.high) and self.high[at] == high:
                if self.low[at] == low:
                    rows[i] = self.row[at]
                    break
                at += 1
        return rows

    def read(self, rows: Sequence[int]) -> dict[int, LedgerEntry]:
        """The entries of rows."""
        wanted = np.unique(np.asarray(rows, dtype=np.int64))
        found: dict[int, LedgerEntry] = {}
        for number, batch in enumerate(self.batches):
            start, end = self._starts[number], self._starts[number + 1]
            here = wanted[(wanted >= start) & (wanted < end)]
            if len(here):
                for row, plain in zip(here.tolist(), batch.take(pa.array(here - start)).to_pylist(), strict=True):
                    found[row] = _from_plain(plain)
        return found

    def pending_rows(self) -> list[int]:
        """Rows of the entries whose state is pending."""
        found = [
            np.flatnonzero(pc.equal(batch.column("state"), pa.scalar("pending")).to_numpy(zero_copy_only=False)) + start
            for batch, start in zip(self.batches, self._starts[:-1], strict=True)
        ]
        return [int(row) for part in found for row in part]


class Ledger:
    """Identity key to entry, over the retention window.

    Args:
        columns: The ledger as of the last checkpoint; None when there is none.
    """

    def __init__(self, columns: Columns | None = None) -> None:
        self.columns = columns
        self.stories: dict[str, LedgerEntry] = {}
        self._keys: dict[str, LedgerEntry | None] = {}

    def put(self, entry: LedgerEntry) -> None:
        """Take the last word on a story."""
        # Out and in again: a checkpoint writes the entries in the order of their last words.
        before = self.stories.pop(entry.story_id, None)
        if before is not None:
            for key in before.keys:
                if self._keys.get(key) is before:
                    self._keys[key] = None
        self.stories[entry.story_id] = entry
        for key in entry.keys:
            self._keys[key] = entry

    def find(self, keys: Iterable[str]) -> dict[str, LedgerEntry]:
        """The entries that the keys name; keys that the lake does not know are left out."""
        asked = list(dict.fromkeys(keys))
        found = {key: entry for key in asked if (entry := self._keys.get(key)) is not None}
        rest = [key for key in asked if key not in self._keys]
        if self.columns is None or not rest:
            return found
        rows = self.columns.rows_of(digests_of(rest)).tolist()
        entries = self.columns.read([row for row in rows if row >= 0])
        for key, row in zip(rest, rows, strict=True):
            # A story that was spoken of since is found by the keys of its newer entry alone.
            if row >= 0 and entries[row].story_id not in self.stories:
                found[key] = entries[row]
        return found

    def released(self) -> list[str]:
        """Keys that an entry since the checkpoint had and its successor has not: they lead nowhere now."""
        return [key for key, entry in self._keys.items() if entry is None]

    def pending(self) -> Iterator[LedgerEntry]:
        """The entries to be tried again, whether due or not: oldest words first."""
        if self.columns is not None:
            for entry in self.columns.read(self.columns.pending_rows()).values():
                if entry.story_id not in self.stories:
                    yield entry
        yield from (entry for entry in self.stories.values() if entry.state == "pending")


def digests_of(texts: Sequence[str]) -> Digests:
    """128-bit digests of keys; see :func:`story_digests` for stories."""
    joined = b"".join(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts)
    return np.frombuffer(joined, dtype=np.dtype(">u8")).reshape(-1, 2).astype(np.uint64)


def story_digests(stories: Iterable[str]) -> Digests:
    """Digests that lead to the entries of stories, apart from those of keys of the same text."""
    return digests_of([f"story\0{story}" for story in stories])


def to_batch(entries: Sequence[LedgerEntry]) -> pa.RecordBatch:
    """Entries as a batch."""
    return pa.RecordBatch.from_pylist([_to_plain(entry) for entry in entries], SCHEMA)


def column_array(column: pa.ChunkedArray[Any]) -> npt.NDArray[Any]:
    """A column without nulls as an array; without a copy where it is one chunk."""
    return column.chunk(0).to_numpy() if column.num_chunks == 1 else column.to_numpy()


def _to_plain(entry: LedgerEntry) -> dict[str, Any]:
    plain = {name: getattr(entry, name) for name in SCHEMA.names}
    plain["entry"] = None if entry.entry is None else encode(entry.entry)
    return plain


def _from_plain(plain: dict[str, Any]) -> LedgerEntry:
    plain |= {name: tuple(plain[name]) for name in ("keys", "prints", "versions")}
    if plain["entry"] is not None:
        plain["entry"] = msgspec.json.decode(plain["entry"], type=Entry)
    return LedgerEntry(**plain)
