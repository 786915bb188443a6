"""A lake: one poll lease, numbered commits, a snapshot; and what a killed run left, finished or discarded.

How a commit is made is the log's matter (:mod:`transforms.lake.log`); who may make one, and what is discarded of those
who did not, is told here.
"""

from __future__ import annotations

import dataclasses
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from schemas.columns import Instant, moment
from schemas.records import StagedFile
from transforms.lake.errors import CommitBusy, LakeDamaged, LeaseHeld, LeaseLost, NotALake
from transforms.lake.log import Log
from transforms.lake.manifest import FORMAT, Draft, Receipt, decode, encode, receipt_path, staged_folder
from transforms.lake.snapshot import Root, Snapshot, read_root, read_snapshot, write_empty_files
from transforms.lake.state import LakeState, read_state
from transforms.lake.store import CONTROL, Clock, Held, LockTaken, OnStep, Store, open_store

COMMIT_WAIT: Final = 120.0
"""Seconds that a commit waits for another of this machine; a commit itself takes less than one, recovery of a large one
a few."""

_FORMAT_PATH: Final = f"{CONTROL}/format.json"


class Lake:
    """A lake in a store; made by :meth:`open`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self._clock = clock
        self._log = Log(store, clock)
        self._lease: Held | None = None
        self._claims: dict[str, Held] = {}

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = True, clock: Clock | None = None, on_step: OnStep | None = None
    ) -> Lake:
        """Open the lake at an address.

        Args:
            path: A folder of this machine, ``s3://bucket/prefix`` or ``gs://bucket/prefix``.
            create: Whether to make it if there is none. Who only reads says no.
            clock: Where the time comes from; the system's by default.
            on_step: Told of every change before it is made.

        Raises:
            NotALake: There is none, or none can be made there.
            LakeFormat: A newer wirelake wrote it.
            StoreFailed: The store does not answer, or lets nobody in.
        """
        store = open_store(path, on_step)
        if not create and not store.exists(CONTROL):
            raise NotALake(f"{path} is no lake yet: `wirelake ingest` makes one")
        return cls.over(store, create=create, clock=clock)

    @classmethod
    def over(cls, store: Store, *, create: bool = True, clock: Clock | None = None) -> Lake:
        """Open the lake in a store; see :meth:`open`."""
        lake = cls(store, clock or now)
        try:
            decode(store.read(_FORMAT_PATH), _Format, _FORMAT_PATH)
        except FileNotFoundError:
            if create:
                lake._create()
        if create:
            store.prove(_FORMAT_PATH, encode(_Format()))
        return lake

    def _create(self) -> None:
        """Make the control folder."""
        with self._turn():
            if not self.store.exists(_FORMAT_PATH):
                write_empty_files(self.store)
                with suppress(FileExistsError):
                    self.store.put_if_absent(_FORMAT_PATH, encode(_Format()))

    @contextmanager
    def lease(self, holder: str) -> Iterator[Held]:
        """Be the one run that polls this lake.

        It ends with the block. Where the holder dies it ends at once on a local disk, and in an object store when its
        time is over; commits carry its token there, and are refused once another holder has one.

        Args:
            holder: Who holds it, for the message to others: the run id.

        Raises:
            LeaseHeld: Another run polls; the message names it, its process, and since when.
        """
        try:
            with self.store.lock(f"{CONTROL}/lease", self._note(holder), self._clock) as held:
                self._lease = held
                try:
                    yield held
                finally:
                    self._lease = None
        except LockTaken as taken:
            raise LeaseHeld(f"another run polls this lake: {_who(taken.note)}; wait for its end, or stop it") from None

    @contextmanager
    def claim(self, commit_id: str) -> Iterator[None]:
        """Keep what is staged for a commit from being taken for a dead run's; for writers without the poll lease.

        Raises:
            LeaseHeld: Another process claims it, or a recovery is about to discard it.
        """
        try:
            with self.store.lock(f"{staged_folder(commit_id)}/claim", self._note(commit_id), self._clock) as held:
                self._claims[commit_id] = held
                try:
                    yield
                finally:
                    del self._claims[commit_id]
        except LockTaken as taken:
            raise LeaseHeld(f"commit {commit_id} is claimed already: {_who(taken.note)}") from None

    def recover(self) -> int:
        """Finish the commits that a killed run left, and discard what it had not committed.

        What is discarded is seized first. Where whoever staged it may be alive after all, a commit of nothing follows
        that carries this lease's token: what was committed before it is kept, and nobody commits after it without
        seeing that his lease or claim is gone.

        Returns:
            The number of the last commit of anybody else.

        Raises:
            RuntimeError: The lease is not held: a run might be writing what would be discarded.
            LeaseLost: It is not held any more.
        """
        if self._lease is None:
            raise RuntimeError("take the lease first: with lake.lease(run_id): lake.recover()")
        with self._turn():
            seq = self._log.catch_up(self._log.read()).root.seq
            write_empty_files(self.store)
            staged = list(self.store.list(f"{CONTROL}/staged"))
            dead = [folder for folder in staged if self.store.seize(f"{folder}/claim", self._clock)]
            if self._lease.token and (self._lease.fences or dead):
                fence = f"fence-{self._lease.token}"
                seq = self._put(Draft(commit_id=fence, run_id=fence), self._lease.token) - 1
            for folder in dead:
                self.store.discard(folder)
            self.store.delete(list(self.store.list(f"{CONTROL}/scratch")))
            return seq

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

    def commit(self, draft: Draft, *, token: int | None = None, after: int | None = None) -> int:
        """Commit a draft, all of it: rows, identities, validators, polls.

        A commit id is committed once: where it is among the last :data:`RECENT` commits its number is the answer and
        nothing is written, whatever else the draft says.

        Args:
            draft: What to commit.
            token: That of a lease held elsewhere, under which this is committed; by default this lake's own.
            after: The commit that it must follow, because it was made from what was known then; None for any. It is
                looked at before the commit id: two workers may commit the same window, each with other contents.

        Returns:
            Its number.

        Raises:
            Superseded: A file to be replaced is not live any more, or another commit came after ``after``; nothing was
                committed.
            LeaseLost: Another run took over the lease, or a recovery the claim or what was staged; nothing was
                committed.
            CommitBusy: Another commit does not end, or it cannot be told any more whether this one was made.
            LakeDamaged: A staged file is gone.
            RuntimeError: In an object store, files are to be committed that neither a lease nor a claim protects.
        """
        if token is None:
            token = self._lease.token if self._lease is not None else 0
        with self._turn():
            return self._put(draft, token, after)

    def _put(self, draft: Draft, token: int, after: int | None = None) -> int:
        return self._log.put(draft, token, lambda root: self._check(draft, token, root), after=after)

    def _check(self, draft: Draft, token: int, root: Root) -> None:
        """Be sure that nobody has taken this commit's files for a dead run's.

        Whoever does first says so and then puts a manifest: so that who looks here and then wins a number later than
        the one caught up with was in time.
        """
        if self._lease is not None:
            self._lease.check()
        if token and token < root.epoch:
            raise LeaseLost(
                f"another run took over this lake (lease {root.epoch}, this is {token}): what was committed stays, "
                "the rest is for that run"
            )
        claim = self._claims.get(draft.commit_id)
        if claim is not None:
            claim.confirm()
        elif draft.files and not token and self.store.folder is None:
            raise RuntimeError("commit under a lease or a claim: with lake.claim(commit_id): stage, commit")
        if self.store.folder is not None:
            # On a disk recovery discards in a turn of its own, so that what is staged now is there for this one.
            gone = [file.staged for file in draft.files if not self._there(file)]
            if gone:
                raise LeaseLost(f"{gone[0]} is gone: a run that took over discarded it; nothing was committed")

    def _there(self, file: StagedFile) -> bool:
        return self.store.exists(file.staged) or self.store.exists(file.path)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for other committers of this machine rather than do their work as well."""
        try:
            with self.store.turn(f"{CONTROL}/commit.lock", self._note("a commit"), COMMIT_WAIT):
                yield
        except LockTaken as taken:
            raise CommitBusy(f"the lake is busy: {_who(taken.note)}; is that process stopped?") from None

    def _note(self, holder: str) -> bytes:
        return encode(_Note(holder, os.getpid(), socket.gethostname(), self._clock()))


def now() -> Instant:
    """The system's time."""
    return Instant(time.time_ns() // 1000)


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
