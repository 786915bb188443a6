"""What the lake remembers between runs: feeds, hosts, ledger; and its checkpoints.

A checkpoint is a folder ``_lake/state/NNNNNNNNNN/``: feeds and hosts as JSON, the ledger as Arrow files. The state is a
checkpoint and the manifests after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from schemas.columns import Instant
from schemas.records import FeedState, HostState
from transforms.lake.checkpoint import read_ledger, write_ledger
from transforms.lake.ledger import Ledger
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
        state = LakeState(
            feeds={feed.feed_id: feed for feed in feeds},
            hosts={host.host: host for host in hosts},
            ledger=read_ledger(store, root.state),
            seq=root.checkpoint_seq,
        )
    since = range(root.checkpoint_seq + 1, root.seq + 1)
    for seq, data in zip(since, store.read_all([manifest_path(seq) for seq in since]), strict=True):
        state.apply(decode(data, Memory, manifest_path(seq)), seq)
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
    folder = f"{CONTROL}/state/{state.seq:010d}"
    files = {
        f"{folder}/feeds.json": encode(_Feeds(feeds=feeds)),
        f"{folder}/hosts.json": encode(_Hosts(hosts=hosts)),
    }
    store.stage(files)
    ledger_bytes = write_ledger(store, folder, state.ledger, cutoff, {key for feed in feeds for key in feed.items})
    return folder, ledger_bytes + sum(len(content) for content in files.values())


def _last_used(feed: FeedState) -> int:
    return max(feed.last_success_at or 0, feed.last_failure_at or 0, feed.next_due_at or 0)


class _Feeds(msgspec.Struct):
    feeds: tuple[FeedState, ...] = ()
    format: int = 1


class _Hosts(msgspec.Struct):
    hosts: tuple[HostState, ...] = ()
    format: int = 1
