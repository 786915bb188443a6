"""What the lake remembers between runs: feeds, hosts, ledger; and its checkpoints.

A checkpoint is a folder ``_lake/state/NNNNNNNNNN/``: feeds and hosts as JSON, the ledger as two Arrow files. The state
is a checkpoint and the manifests after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.columns import Instant
from schemas.records import FeedState, HostState
from transforms.lake.ledger import BATCH_ROWS, INDEX, Columns, Ledger, digests_of, story_digests, to_batch
from transforms.lake.manifest import Memory, decode, encode, manifest_path
from transforms.lake.snapshot import Root
from transforms.lake.store import CONTROL, Store

RETENTION: Final = 90
"""Days after which the ledger forgets an entry that stands in no feed any more, and the state a feed that nobody polls.
Ninety, because feeds of small outlets keep items for a quarter."""

EVERY: Final = 20
"""Commits between two checkpoints at least."""

EVERY_AT_MOST: Final = 200
"""Commits between two checkpoints at most."""

LOG_SHARE: Final = 8
"""Between the two, a checkpoint is due when the manifests since have an eighth of its size: writing it then costs no
more than eight times what the commits themselves wrote, and reading the state stays cheap."""

_DAY: Final = 86_400_000_000

_NOWHERE: Final = np.iinfo(np.int64).max
"""The row of a key that was given up."""


@dataclass(slots=True)
class LakeState:
    """What a run starts from.

    Attributes:
        feeds: By feed id.
        hosts: By ``host:port``.
        ledger: What is known of entries.
        seq: The commit as of which this is.
    """

    feeds: dict[str, FeedState] = field(default_factory=dict)
    hosts: dict[str, HostState] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    seq: int = 0

    def apply(self, memory: Memory, seq: int) -> None:
        """Take what a commit says."""
        self.feeds.update((feed.feed_id, feed) for feed in memory.feeds)
        self.hosts.update((host.host, host) for host in memory.hosts)
        for entry in memory.ledger:
            self.ledger.put(entry)
        self.seq = seq


def read_state(store: Store, root: Root) -> LakeState:
    """The state as of the root."""
    state = LakeState()
    if root.state is not None:
        feeds = decode(store.read(f"{root.state}/feeds.json"), _Feeds, f"{root.state}/feeds.json").feeds
        hosts = decode(store.read(f"{root.state}/hosts.json"), _Hosts, f"{root.state}/hosts.json").hosts
        columns = Columns(store.local(f"{root.state}/entries.arrow"), store.local(f"{root.state}/index.arrow"))
        state = LakeState(
            feeds={feed.feed_id: feed for feed in feeds},
            hosts={host.host: host for host in hosts},
            ledger=Ledger(columns),
            seq=root.checkpoint_seq,
        )
    for seq in range(root.checkpoint_seq + 1, root.seq + 1):
        path = manifest_path(seq)
        state.apply(decode(store.read(path), Memory, path), seq)
    return state


def checkpoint_due(root: Root) -> bool:
    """Whether the state is written anew with the commit that makes this root."""
    commits = root.seq - root.checkpoint_seq
    return commits >= EVERY_AT_MOST or (commits >= EVERY and LOG_SHARE * root.log_bytes >= root.state_bytes)


def write_checkpoint(store: Store, state: LakeState, now: Instant, retain_days: int = RETENTION) -> tuple[str, int]:
    """Write the state without what is too old to matter.

    Args:
        store: The lake's store.
        state: As of the commit that is being applied.
        now: Retention counts back from here.
        retain_days: Days for which entries are remembered that stand in no feed.

    Returns:
        The checkpoint's folder and its size in bytes.
    """
    cutoff = Instant(now - retain_days * _DAY)
    feeds = tuple(feed for feed in state.feeds.values() if _last_used(feed) >= cutoff)
    hosts = tuple(
        host for host in state.hosts.values() if max(host.next_allowed_at or 0, host.robots_expires_at or 0) > now
    )
    entries, index = _encode_ledger(state.ledger, cutoff, {key for feed in feeds for key in feed.items})
    folder = f"{CONTROL}/state/{state.seq:010d}"
    files: dict[str, Any] = {
        f"{folder}/feeds.json": encode(_Feeds(feeds=feeds)),
        f"{folder}/hosts.json": encode(_Hosts(hosts=hosts)),
        f"{folder}/entries.arrow": entries,
        f"{folder}/index.arrow": index,
    }
    store.stage(files)
    return folder, sum(len(content) for content in files.values())


def _last_used(feed: FeedState) -> int:
    return max(feed.last_success_at or 0, feed.last_failure_at or 0, feed.next_due_at or 0)


def _encode_ledger(ledger: Ledger, cutoff: Instant, in_feeds: set[str]) -> tuple[memoryview, memoryview]:
    """The entries' file and the index: the checkpoint's rows that still stand, then what was put since."""
    newer = [
        entry for entry in ledger.stories.values() if entry.seen_at >= cutoff or not in_feeds.isdisjoint(entry.keys)
    ]
    released = ledger.released()
    new_digests = np.concatenate(
        [
            digests_of([key for entry in newer for key in entry.keys]),
            story_digests(entry.story_id for entry in newer),
            digests_of(released),
        ]
    )
    new_row = np.array([*(i for i, entry in enumerate(newer) for _ in entry.keys), *range(len(newer))], dtype=np.int64)

    sink = pa.BufferOutputStream()
    kept = 0
    old: tuple[npt.NDArray[Any], ...] = tuple(np.empty(0, dtype=np.uint64) for _ in range(3))
    with pa.ipc.new_file(sink, to_batch([]).schema) as writer:
        if ledger.columns is not None:
            stands = _standing(ledger.columns, ledger.stories, cutoff, in_feeds)
            start = 0
            for batch in ledger.columns.batches:
                part = batch.filter(pa.array(stands[start : start + batch.num_rows]))
                start += batch.num_rows
                if part.num_rows:
                    writer.write_batch(part)
            kept = int(stands.sum())
            old = _renumbered(ledger.columns, stands)
        for at in range(0, len(newer), BATCH_ROWS):
            writer.write_batch(to_batch(newer[at : at + BATCH_ROWS]))
    return memoryview(sink.getvalue()), _encode_index(
        old, new_digests, np.concatenate([new_row + kept, np.full(len(released), _NOWHERE)])
    )


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


def _renumbered(columns: Columns, stands: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[Any], ...]:
    """The index over the rows that stay."""
    new_number = np.cumsum(stands) - 1
    keep = stands[columns.row]
    return columns.high[keep], columns.low[keep], new_number[columns.row[keep]]


def _encode_index(
    old: tuple[npt.NDArray[Any], ...], digests: npt.NDArray[np.uint64], rows: npt.NDArray[np.int64]
) -> memoryview:
    """The sorted index. Of two rows with one digest the later stays: it has the last word on the key."""
    high = np.concatenate([old[0], digests[:, 0]])
    low = np.concatenate([old[1], digests[:, 1]])
    row = np.concatenate([old[2].astype(np.int64), rows])
    order = np.lexsort((row, low, high))
    high, low, row = high[order], low[order], row[order]
    last = np.ones(len(high), dtype=np.bool_)
    last[:-1] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    last &= row != _NOWHERE
    table = pa.table([high[last], low[last], row[last].astype(np.uint32)], schema=INDEX)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, INDEX) as writer:
        writer.write_table(table)
    return memoryview(sink.getvalue())


class _Feeds(msgspec.Struct):
    feeds: tuple[FeedState, ...] = ()
    format: int = 1


class _Hosts(msgspec.Struct):
    hosts: tuple[HostState, ...] = ()
    format: int = 1
