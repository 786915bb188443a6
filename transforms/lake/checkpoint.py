"""The ledger on disk: parts of entries in columns, and one index over them.

A checkpoint takes the rows of the one before that still stand and adds what was put since, a part at a time: of the
entries no more than one part is held, of the index twenty bytes a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.columns import Instant
from schemas.records import LedgerEntry
from transforms.lake.ledger import INDEX, Columns, Ledger, digests_of, story_digests, to_batch
from transforms.lake.manifest import decode, encode
from transforms.lake.store import Store

PART_ROWS: Final = 65_536
"""Entries of a part; about 18 MB."""

_NOWHERE: Final = np.iinfo(np.int64).max
"""The row of a key that was given up."""

_Index = tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]
"""High halves, low halves, rows."""


def read_ledger(store: Store, folder: str) -> Ledger:
    """The ledger as of a checkpoint."""
    path = f"{folder}/ledger.json"
    parts = decode(store.read(path), _Contents, path).parts
    return Ledger(
        Columns([store.map(_part(folder, number)) for number in range(parts)], store.map(f"{folder}/index.arrow"))
    )


def write_ledger(store: Store, folder: str, ledger: Ledger, cutoff: Instant, in_feeds: set[str]) -> int:
    """Write a ledger without what is too old.

    Args:
        store: The lake's store.
        folder: The checkpoint's.
        ledger: As it is to be remembered.
        cutoff: Entries last handled before are forgotten.
        in_feeds: Keys that stand in a feed: their entries are never forgotten.

    Returns:
        Bytes written.
    """
    newer = [
        entry for entry in ledger.stories.values() if entry.seen_at >= cutoff or not in_feeds.isdisjoint(entry.keys)
    ]
    stands = np.zeros(0, dtype=np.bool_)
    old: _Index = (np.empty(0, np.uint64), np.empty(0, np.uint64), np.empty(0, np.int64))
    if ledger.columns is not None:
        stands = _standing(ledger.columns, ledger.stories, cutoff, in_feeds)
        old = _renumbered(ledger.columns, stands)
    size = number = 0
    for number, batch in enumerate(_parts(ledger.columns, stands, newer), 1):
        size += _write(store, _part(folder, number - 1), batch)
    index = _index(old, *_new_rows(newer, ledger.released(), int(stands.sum())))
    size += _write(store, f"{folder}/index.arrow", index)
    store.stage({f"{folder}/ledger.json": encode(_Contents(parts=number))})
    return size


def _part(folder: str, number: int) -> str:
    return f"{folder}/entries-{number:05d}.arrow"


def _write(store: Store, path: str, batch: pa.RecordBatch) -> int:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    data = sink.getvalue()
    store.stage({path: memoryview(data)})
    return data.size


def _parts(
    columns: Columns | None, stands: npt.NDArray[np.bool_], newer: list[LedgerEntry]
) -> Iterator[pa.RecordBatch]:
    """The entries that stay, then the newer ones, in parts of about the same size."""
    held: list[pa.RecordBatch] = []
    for batch in _pieces(columns, stands, newer):
        held.append(batch)
        if sum(piece.num_rows for piece in held) >= PART_ROWS:
            yield pa.concat_batches(held)  # type: ignore[attr-defined]  # the stubs lack it
            held = []
    if held:
        yield pa.concat_batches(held)  # type: ignore[attr-defined]  # the stubs lack it


def _pieces(
    columns: Columns | None, stands: npt.NDArray[np.bool_], newer: list[LedgerEntry]
) -> Iterator[pa.RecordBatch]:
    start = 0
    for batch in columns.batches if columns is not None else ():
        yield batch.filter(pa.array(stands[start : start + batch.num_rows]))
        start += batch.num_rows
    for start in range(0, len(newer), PART_ROWS):
        yield to_batch(newer[start : start + PART_ROWS])


def _standing(columns: Columns, stories: Iterable[str], cutoff: Instant, in_feeds: set[str]) -> npt.NDArray[np.bool_]:
    """Which rows stay: young or still in a feed, and not spoken of since."""
    stands = np.concatenate(
        [np.zeros(0, dtype=np.bool_), *(batch.column("seen_at").to_numpy() >= cutoff for batch in columns.batches)]
    )
    rows = columns.rows_of(digests_of(sorted(in_feeds)))
    stands[rows[rows >= 0]] = True
    spoken_of = columns.rows_of(story_digests(stories))
    stands[spoken_of[spoken_of >= 0]] = False
    return stands


def _renumbered(columns: Columns, stands: npt.NDArray[np.bool_]) -> _Index:
    """The index over the rows that stay."""
    new_number = np.cumsum(stands) - 1
    keep = stands[columns.row]
    return columns.high[keep], columns.low[keep], new_number[columns.row[keep]]


def _new_rows(
    newer: list[LedgerEntry], released: list[str], first: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """The digests that lead to the newer entries, with their rows; and those that lead nowhere now."""
    digests = [
        digests_of([key for entry in newer for key in entry.keys]),
        story_digests(entry.story_id for entry in newer),
        digests_of(released),
    ]
    rows = [first + number for number, entry in enumerate(newer) for _ in entry.keys]
    rows.extend(range(first, first + len(newer)))
    rows.extend([_NOWHERE] * len(released))
    return np.concatenate(digests), np.array(rows, dtype=np.int64)


def _index(old: _Index, digests: npt.NDArray[np.uint64], rows: npt.NDArray[np.int64]) -> pa.RecordBatch:
    """The sorted index. Of two rows with one digest the later stays: it has the last word on the key."""
    high = np.concatenate([old[0], digests[:, 0]])
    low = np.concatenate([old[1], digests[:, 1]])
    row = np.concatenate([old[2], rows])
    order = np.lexsort((row, low, high))
    high, low, row = high[order], low[order], row[order]
    last = np.ones(len(high), dtype=np.bool_)
    last[:-1] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    last &= row != _NOWHERE
    arrays = [pa.array(high[last]), pa.array(low[last]), pa.array(row[last].astype(np.uint32))]
    return pa.RecordBatch.from_arrays(arrays, schema=INDEX)


class _Contents(msgspec.Struct):
    parts: int
    format: int = 1
