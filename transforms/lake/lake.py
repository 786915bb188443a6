"""A lake: one poll lease, numbered commits, a snapshot; and what a killed run left, finished or discarded.

A commit is three steps under a short lock. Its manifest is put under the next number: from here on it holds, whatever
happens. Then its files are renamed into place, then the snapshot is replaced. Whoever comes next and finds a manifest
beyond the snapshot takes these steps again; each may be taken twice.
"""

from __future__ import annotations

import dataclasses
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from schemas.columns import Instant, day_of, moment
from schemas.records import StagedFile
from transforms.lake.errors import CommitBusy, LakeDamaged, LeaseHeld, NotALake, Superseded
from transforms.lake.fold import fold, foldable
from transforms.lake.manifest import (
    FORMAT,
    Draft,
    Logbook,
    Manifest,
    Memory,
    Receipt,
    decode,
    encode,
    encode_manifest,
    manifest_path,
    receipt_path,
    staged_folder,
)
from transforms.lake.sink import write_rows
from transforms.lake.snapshot import (
    GRACE,
    ROOT_PATH,
    Retired,
    Root,
    Snapshot,
    missing,
    next_segments,
    read_root,
    read_snapshot,
    write_empty_files,
)
from transforms.lake.state import LakeState, checkpoint_due, read_state, write_checkpoint
from transforms.lake.store import CONTROL, LocalStore, LockTaken, OnStep, open_store

Clock = Callable[[], Instant]
"""Gives the time."""

COMMIT_WAIT: Final = 120.0
"""Seconds that a commit waits for another; a commit itself takes less than one, recovery of a large one a few."""

_FORMAT_PATH: Final = f"{CONTROL}/format.json"


class Lake:
    """A lake in a store; made by :meth:`open`."""

    def __init__(self, store: LocalStore, clock: Clock) -> None:
        self.store = store
        self._clock = clock
        self._leased = False

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = True, clock: Clock | None = None, on_step: OnStep | None = None
    ) -> Lake:
        """Open the lake at an address.

        Args:
            path: A folder of this machine.
            create: Make a lake where there is none. A reader says False, and then nothing is written.
            clock: Gives the time of commits; the system's unless a test says otherwise.
            on_step: Told of every change before it is made.

        Raises:
            NotALake: There is none, or none can be made there.
            LakeFormat: A newer wirelake wrote it.
        """
        store = open_store(path, on_step)
        if not create and not store.exists(CONTROL):
            raise NotALake(f"{path} is no lake yet: `wirelake ingest` makes one")
        lake = cls(store, clock or now)
        try:
            decode(store.read(_FORMAT_PATH), _Format, _FORMAT_PATH)
        except FileNotFoundError:
            if create:
                lake._create()
        return lake

    def _create(self) -> None:
        """Make the control folder. Putting the format's file also proves that the store can put if absent."""
        with self._committing():
            if not self.store.exists(_FORMAT_PATH):
                write_empty_files(self.store)
                self.store.put_if_absent(_FORMAT_PATH, encode(_Format()))

    @contextmanager
    def lease(self, holder: str) -> Iterator[None]:
        """Be the one run that polls this lake; ends with the block, or with the process however it dies.

        Args:
            holder: Who holds it, for the message to others: the run id.

        Raises:
            LeaseHeld: Another run polls; the message names it, its process, and since when.
        """
        note = encode(_Note(holder, os.getpid(), socket.gethostname(), self._clock()))
        try:
            with self.store.lock(f"{CONTROL}/lease", note, wait=0):
                self._leased = True
                try:
                    yield
                finally:
                    self._leased = False
        except LockTaken as taken:
            raise LeaseHeld(f"another run polls this lake: {_who(taken.note)}; wait for its end, or stop it") from None

    @contextmanager
    def claim(self, commit_id: str) -> Iterator[None]:
        """Keep what is staged for a commit from being taken for a dead run's; for writers without the poll lease."""
        with self.store.lock(f"{staged_folder(commit_id)}/claim", b"", wait=0):
            yield

    def recover(self) -> int:
        """Finish the commits that a killed run left, and discard what it had not committed.

        Returns:
            The number of the last commit.

        Raises:
            RuntimeError: The lease is not held: a run might be writing what would be discarded.
        """
        if not self._leased:
            raise RuntimeError("take the lease first: with lake.lease(run_id): lake.recover()")
        with self._committing():
            root = self._catch_up(read_root(self.store))
            write_empty_files(self.store)
            for folder in list(self.store.list(f"{CONTROL}/staged")):
                if not self._claimed(folder):
                    self.store.discard(folder)
            self.store.delete(list(self.store.list(f"{CONTROL}/scratch")))
            return root.seq

    def _claimed(self, folder: str) -> bool:
        if not self.store.exists(f"{folder}/claim"):
            return False
        try:
            with self.store.lock(f"{folder}/claim", b"", wait=0):
                return False
        except LockTaken:
            return True

    def state(self) -> LakeState:
        """Feeds, hosts and ledger as of the last commit applied."""
        return read_state(self.store, read_root(self.store))

    def snapshot(self) -> Snapshot:
        """What a reader sees now: whole commits."""
        return read_snapshot(self.store)

    def read_receipt(self, commit_id: str) -> Receipt:
        """What the pipeline of a commit wrote.

        Raises:
            LakeDamaged: There is no receipt: the pipeline did not end.
        """
        path = receipt_path(commit_id)
        try:
            return decode(self.store.read(path), Receipt, path)
        except FileNotFoundError:
            raise LakeDamaged(f"{path} is not there: the pipeline that writes it did not end") from None

    def commit(self, draft: Draft, *, after: int | None = None) -> int:
        """Commit a draft, all of it: rows, identities, validators, polls.

        Committing the same draft again at once, after an error, commits it once.

        Args:
            draft: What to commit.
            after: The commit that it must follow, because it was made from what was known then; None for any.

        Returns:
            Its number.

        Raises:
            Superseded: A file to be replaced is not live any more, or another commit came after `after`; nothing was
                committed.
            CommitBusy: Another commit does not end.
            LakeDamaged: A staged file is gone.
        """
        with self._committing():
            root = read_root(self.store)
            while True:
                root = self._catch_up(root)
                if root.commit_id == draft.commit_id:
                    return root.seq
                if after is not None and root.seq != after:
                    raise Superseded(f"commit {root.seq} came after {after}: read the state and make the commit anew")
                manifest = self._manifest(draft, root)
                data = encode_manifest(manifest)
                try:
                    self.store.put_if_absent(manifest_path(manifest.seq), data)
                except FileExistsError:
                    continue
                return self._apply(root, manifest, len(data)).seq

    def _manifest(self, draft: Draft, root: Root) -> Manifest:
        """The draft as the next commit after the root; folds polls and runs of days that are over."""
        gone = missing(self.store, root, draft.removed)
        if gone:
            raise Superseded(f"{min(gone)} was replaced by another commit: read the snapshot and make the commit anew")
        made_at = self._clock()
        files: tuple[StagedFile, ...] = ()
        folded_through, unfolded_since = root.folded_through, root.unfolded_since
        if unfolded_since is not None and day_of(unfolded_since) < day_of(made_at):
            logbooks = [decode(self.store.read(path), Logbook, path) for path in root.manifests]
            folded = foldable(logbooks, draft.run_id, made_at)
            if folded:
                files = write_rows(self.store, draft.commit_id, fold(folded))
                folded_through = folded[-1].seq
                unfolded_since = next((book.made_at for book in logbooks[len(folded) :]), None)
        fields = {field.name: getattr(draft, field.name) for field in dataclasses.fields(Draft)}
        fields["files"] = tuple({file.path: file for file in (*draft.files, *files)}.values())
        return Manifest(
            **fields,
            seq=root.seq + 1,
            made_at=made_at,
            folded_through=folded_through,
            unfolded_since=made_at if unfolded_since is None else unfolded_since,
        )

    def _catch_up(self, root: Root) -> Root:
        """Apply the manifests beyond the root, found by asking for the next number until there is none."""
        while True:
            path = manifest_path(root.seq + 1)
            try:
                data = self.store.read(path)
            except FileNotFoundError:
                return root
            root = self._apply(root, decode(data, Manifest, path), len(data))

    def _apply(self, root: Root, manifest: Manifest, size: int) -> Root:
        """Make a manifest true: files into place, then the snapshot."""
        self.store.publish([(file.staged, file.path) for file in manifest.files])
        segments, written = next_segments(self.store, root, manifest)
        self.store.stage(written)
        after = dataclasses.replace(
            root,
            seq=manifest.seq,
            commit_id=manifest.commit_id,
            segments=segments,
            manifests=tuple(manifest_path(seq) for seq in range(manifest.folded_through + 1, manifest.seq + 1)),
            folded_through=manifest.folded_through,
            unfolded_since=manifest.unfolded_since,
            log_bytes=root.log_bytes + size,
        )
        if checkpoint_due(after):
            state = read_state(self.store, root)
            state.apply(Memory(ledger=manifest.ledger, feeds=manifest.feeds, hosts=manifest.hosts), manifest.seq)
            folder, state_bytes = write_checkpoint(self.store, state, manifest.made_at)
            after = dataclasses.replace(
                after, state=folder, checkpoint_seq=manifest.seq, state_bytes=state_bytes, log_bytes=0
            )
        after = self._retire(root, after, manifest)
        self.store.replace(ROOT_PATH, encode(after))
        self.store.discard(staged_folder(manifest.commit_id))
        return after

    def _retire(self, root: Root, after: Root, manifest: Manifest) -> Root:
        """Note what the new root names no more, and delete what was so noted long enough ago."""
        expired = [old for old in root.retired if old.at + GRACE <= manifest.made_at]
        for old in expired:
            if old.path.startswith(f"{CONTROL}/state/"):
                self.store.discard(old.path)
        self.store.delete(old.path for old in expired if not old.path.startswith(f"{CONTROL}/state/"))
        gone = [*manifest.removed, *sorted(_paths(root) - _paths(after))]
        if root.state is not None and root.state != after.state:
            gone.append(root.state)
        both = (min(root.folded_through, root.checkpoint_seq), min(after.folded_through, after.checkpoint_seq))
        gone.extend(manifest_path(seq) for seq in range(both[0] + 1, both[1] + 1))
        kept = [old for old in root.retired if old.at + GRACE > manifest.made_at]
        retired = (*kept, *(Retired(path, manifest.made_at) for path in gone))
        return dataclasses.replace(after, retired=retired)

    @contextmanager
    def _committing(self) -> Iterator[None]:
        """Hold the lock under which the lake changes."""
        note = encode(_Note("a commit", os.getpid(), socket.gethostname(), self._clock()))
        try:
            with self.store.lock(f"{CONTROL}/commit.lock", note, wait=COMMIT_WAIT):
                yield
        except LockTaken as taken:
            raise CommitBusy(f"the lake is busy: {_who(taken.note)}; is that process stopped?") from None


def now() -> Instant:
    """The system's time."""
    return Instant(time.time_ns() // 1000)


def _paths(root: Root) -> set[str]:
    return {path for paths in root.segments.values() for path in paths}


@dataclasses.dataclass(frozen=True, slots=True)
class _Format:
    format: int = FORMAT


@dataclasses.dataclass(frozen=True, slots=True)
class _Note:
    holder: str
    pid: int
    host: str
    since: Instant


def _who(note: bytes) -> str:
    """Who holds a lock, in words; its note may be torn by a kill or not written yet."""
    try:
        known = msgspec.json.decode(note, type=_Note)
    except msgspec.MsgspecError:
        return "a process that has not said who it is"
    since = moment(known.since).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{known.holder}, process {known.pid} on {known.host}, since {since}"
