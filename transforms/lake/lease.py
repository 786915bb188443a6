"""A lock where nothing dies with its holder: a record that says until when it holds, renewed while the holder lives.

The record is replaced by compare-and-swap only. Every holder has a token greater than the one before. Clocks decide who
may take a lock, and never whether a commit is right: that is decided by the token, in the log (see
:meth:`transforms.lake.lake.Lake.commit`). With clocks up to :data:`TOLERANCE` apart no two believe to hold it at once.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import msgspec

from schemas.columns import Instant
from transforms.lake.errors import LakeError, LeaseLost
from transforms.lake.manifest import decode, encode
from transforms.lake.store import Clock, Held, LockTaken, Store, Version, VersionChanged

TERM: Final = 60.0
"""Seconds that a lock holds unless it is renewed. A killed holder's is free after that and the tolerance."""

TOLERANCE: Final = 30.0
"""Seconds that clocks may be apart: so long after its end another may take it."""

RENEWALS: Final = 4
"""Renewals a term: three may fail."""

SEIZED: Final = "seized"
"""The end of a lock that was taken for good."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a lock's file.

    Attributes:
        format: Version of this format.
        token: How many held it, this one included.
        nonce: Tells one holder's record from all others'.
        expires_at: When it ends, by the holder's clock.
        state: ``held``, ``free`` when its holder has ended well, or ``seized``.
        renewals: How often it was renewed, so that no two records are equal.
        note: What others are told.
    """

    format: int = 1
    token: int
    nonce: str
    expires_at: Instant
    state: str = "held"
    renewals: int = 0
    note: msgspec.Raw = msgspec.Raw(b"null")


@dataclass(slots=True)
class TimedLock:
    """A lock in a store, taken by :func:`take`.

    Attributes:
        store: Where.
        path: Its file.
        clock: The holder's.
        record: As last put.
        version: Of that.
        term: Seconds.
        fences: Whether the holder before never said that it had ended.
    """

    store: Store
    path: str
    clock: Clock
    record: Record
    version: Version
    term: float
    fences: bool
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _lost: bool = False

    @property
    def token(self) -> int:
        """See :class:`Held`."""
        return self.record.token

    def check(self) -> None:
        """See :meth:`Held.check`."""
        if self._lost or self.clock() > self.record.expires_at:
            raise LeaseLost(
                f"{self.store.address}/{self.path} was not renewed in time and may be another's: what was committed "
                "stays, the rest is for the next run"
            )

    def confirm(self) -> None:
        """See :meth:`Held.confirm`."""
        self.renew()
        self.check()

    def renew(self) -> None:
        """Hold it for another term, unless it is lost."""
        self._put("held", Instant(self.clock() + int(self.term * 1e6)))

    def end(self, *, well: bool) -> None:
        """Let it go. Where the holder fell, what it asked of the store may still happen: the next fences it off."""
        with suppress(LakeError):
            self._put("free" if well else "held", Instant(0))

    def _put(self, state: str, expires_at: Instant) -> None:
        with self._turn:
            if self._lost:
                return
            after = msgspec.structs.replace(
                self.record, state=state, expires_at=expires_at, renewals=self.record.renewals + 1
            )
            try:
                self.version = self.store.put_if_version(self.path, encode(after), self.version)
            except VersionChanged:
                found, version = _read(self.store, self.path)
                if found is None or version is None or found.nonce != self.record.nonce:
                    self._lost = True
                    return
                self.version = version
            self.record = after


def take(store: Store, path: str, note: bytes, clock: Clock, *, state: str = "held") -> TimedLock:
    """Take a lock that is free, or whose holder's time is over.

    Args:
        store: Where.
        path: The lock's file.
        note: What others are told; JSON or nothing.
        clock: The holder's.
        state: Of the record.

    Raises:
        LockTaken: Somebody else holds it.
    """
    before, version = _read(store, path)
    now = clock()
    if before is not None and before.state == "held" and now <= before.expires_at + int(TOLERANCE * 1e6):
        raise LockTaken(bytes(before.note))
    if before is not None and before.state == SEIZED and state != SEIZED:
        raise LockTaken(bytes(before.note))
    record = Record(
        token=1 if before is None else before.token + 1,
        nonce=uuid.uuid4().hex,
        expires_at=Instant(now + int(TERM * 1e6)),
        state=state,
        note=msgspec.Raw(note or b"null"),
    )
    fences = before is not None and before.state == "held"
    try:
        put = store.put_if_version(path, encode(record), version)
    except VersionChanged:
        found, put_before = _read(store, path)
        if found is None or put_before is None or found.nonce != record.nonce:
            raise LockTaken(b"" if found is None else bytes(found.note)) from None
        put = put_before
    return TimedLock(store=store, path=path, clock=clock, record=record, version=put, term=TERM, fences=fences)


@contextmanager
def timed_lock(store: Store, path: str, note: bytes, clock: Clock) -> Iterator[Held]:
    """Hold a lock by renewing it from a thread of its own; see :meth:`transforms.lake.store.Store.lock`."""
    lock = take(store, path, note, clock)
    ended = threading.Event()
    thread = threading.Thread(target=_keep, args=(lock, ended), name=f"renews {path}", daemon=True)
    thread.start()
    well = False
    try:
        yield lock
        well = True
    finally:
        ended.set()
        thread.join()
        lock.end(well=well)


def _keep(lock: TimedLock, ended: threading.Event) -> None:
    """Renew until told to stop. A renewal that fails is tried again until the term is over; the holder then sees it."""
    while not ended.wait(lock.term / RENEWALS):
        with suppress(LakeError):
            lock.renew()


def _read(store: Store, path: str) -> tuple[Record | None, Version | None]:
    try:
        data, version = store.read_version(path)
    except FileNotFoundError:
        return None, None
    return decode(data, Record, path), version
