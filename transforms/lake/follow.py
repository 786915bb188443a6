"""A lake followed by a worker that lives long: what is known, read once, then only what was committed since."""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from schemas.records import Entry, FeedState, HostState, LedgerEntry
from transforms.lake.lake import Lake
from transforms.lake.manifest import Memory, decode, manifest_path
from transforms.lake.snapshot import ROOT_PATH, Root, read_root
from transforms.lake.state import LakeState, read_state


class _Step(msgspec.Struct):
    """The part of a manifest that a follower reads."""

    commit_id: str
    ledger: tuple[LedgerEntry, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    hosts: tuple[HostState, ...] = ()


class _Name(msgspec.Struct):
    """The part of a manifest that says whose it is."""

    commit_id: str


class LakeView:
    """What a lake knows, as of the last :meth:`refresh`. Safe to share between threads.

    Memory is that of the lake's state: a map into its last checkpoint, and what was committed since. A newer
    checkpoint replaces both.

    Args:
        lake: The lake's address.
        group: What entries that wait to be tried are looked up by.
    """

    def __init__(self, lake: str | Path, group: Callable[[Entry], str]) -> None:
        self._lake = Lake.open(lake, create=False)
        self._group = group
        self._lock = threading.RLock()
        self._state = LakeState()
        self._checkpoint: str | None = None
        self._root = b""
        self._read_at = -math.inf
        self._waiting: dict[str, dict[str, LedgerEntry]] = defaultdict(dict)
        self._groups: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self.refresh()

    @property
    def seq(self) -> int:
        """The commit as of which this is."""
        with self._lock:
            return self._state.seq

    def refresh(self, max_age: float = 0.0) -> None:
        """Read what was committed since.

        Args:
            max_age: Seconds; what was read since then is new enough.
        """
        with self._lock:
            if time.monotonic() - self._read_at < max_age:
                return
            self._read_at = time.monotonic()
            try:
                data = self._lake.store.read(ROOT_PATH)
            except FileNotFoundError:
                return
            if data == self._root:
                return
            root = decode(data, Root, ROOT_PATH)
            if root.state != self._checkpoint:
                self._load(root)
            else:
                self._catch_up(root)
            self._root = data

    def _catch_up(self, root: Root) -> None:
        while self._state.seq < root.seq:
            try:
                self._follow(self._state, self._state.seq + 1)
            except FileNotFoundError:  # deleted long after it was folded: this worker has slept
                self._load(read_root(self._lake.store))
                return

    def find(self, keys: Iterable[str]) -> dict[str, LedgerEntry]:
        """What the ledger knows by these keys."""
        with self._lock:
            return self._state.ledger.find(keys)

    def feed(self, feed_id: str) -> FeedState | None:
        """What is remembered of a feed."""
        with self._lock:
            return self._state.feeds.get(feed_id)

    def hosts(self) -> tuple[HostState, ...]:
        """What is remembered of hosts."""
        with self._lock:
            return tuple(self._state.hosts.values())

    def groups(self) -> tuple[str, ...]:
        """The groups in which entries wait to be tried."""
        with self._lock:
            return tuple(self._waiting)

    def waiting(self, group: str) -> tuple[LedgerEntry, ...]:
        """The entries of a group that wait to be tried, due or not."""
        with self._lock:
            return tuple(self._waiting.get(group, {}).values())

    def last_commit(self, ending: str) -> str | None:
        """The last commit seen whose id ends so; None where none of the last hundred commits does."""
        with self._lock:
            if ending not in self._last:
                self._search(ending)
            return self._last[ending] or None

    def _load(self, root: Root) -> None:
        self._state = read_state(self._lake.store, root)
        self._checkpoint = root.state
        self._waiting, self._groups = defaultdict(dict), {}
        for entry in self._state.ledger.pending():
            self._note(entry)
        for ending in list(self._last):
            self._search(ending)

    def _follow(self, state: LakeState, seq: int) -> None:
        path = manifest_path(seq)
        step = decode(self._lake.store.read(path), _Step, path)
        state.apply(Memory(ledger=step.ledger, feeds=step.feeds, hosts=step.hosts), seq)
        for entry in step.ledger:
            self._note(entry)
        self._last[_ending(step.commit_id)] = step.commit_id

    def _note(self, entry: LedgerEntry) -> None:
        """Keep track of what waits."""
        before = self._groups.pop(entry.story_id, None)
        if before is not None:
            del self._waiting[before][entry.story_id]
            if not self._waiting[before]:
                del self._waiting[before]
        if entry.state == "pending" and entry.entry is not None:
            group = self._groups[entry.story_id] = self._group(entry.entry)
            self._waiting[group][entry.story_id] = entry

    def _search(self, ending: str) -> None:
        """Look through the newest manifests for a commit whose id ends so; those that follow are noted as they come."""
        self._last[ending] = ""
        seq = self._state.seq
        for at in range(seq, max(seq - 100, 0), -1):
            path = manifest_path(at)
            try:
                commit_id = decode(self._lake.store.read(path), _Name, path).commit_id
            except FileNotFoundError:
                return
            if _ending(commit_id) == ending:
                self._last[ending] = commit_id
                return


def _ending(commit_id: str) -> str:
    """What follows the first hyphen: the stream of a window's commit."""
    return commit_id.partition("-")[2]
