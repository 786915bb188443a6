"""Turns that several workers share: who may send the next request to a host, and when.

A gate (:mod:`transforms.fetching.gate`) knows the requests of its own process. Where several processes or machines ask,
each request also takes its turn in a record that all of them read and write, one record a host: who has the turn, the
earliest next start, the spacing that its robots.txt asks for, and until when it wants to be left alone. So the limit
holds **by host, over everybody who takes turns in the same place**: for feeds, robots.txt, pages and redirect hops,
whatever an engine does with keys, bundles and restarts, since the record outlives them.

A turn is given back when the host has begun to answer, and the spacing counts from then: so the host sees it kept by
its own clock, however long a request was on its way. The clocks of machines are trusted to agree within the spacing.

A record that nobody has used for a day binds nobody (:func:`is_over`) and may be deleted while nobody takes turns.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Final, NamedTuple, Protocol
from urllib.parse import quote

import msgspec

Update = Callable[[str, Callable[[bytes | None], bytes]], object]
"""Changes a small file by compare-and-swap: its name, and a function from its bytes (None for none) to new ones."""

LONGEST: Final = 86_400.0
"""Seconds that a record may put a host off: a clock that was wrong once must not close it for ever."""

HOLD: Final = 10.0
"""Seconds after its start for which a turn is held that is not given back: longer than any request is on its way to its
host. What answers later than that has arrived all the same, and a process may have died."""

_LONGEST_NAME: Final = 100


class Turn(NamedTuple):
    """An answer to who asked for a turn.

    Attributes:
        start: Unix seconds when the request may set out; None where the turn is another's, or the host is closed.
        closed_until: Unix seconds until which the host is closed for longer than the caller waits; 0 otherwise.
    """

    start: float | None
    closed_until: float


class Turns(Protocol):
    """Where turns are taken. Safe to call from several threads; may wait for a disk or a network."""

    def take(self, host: str, holder: str, *, spacing: float, now: float, patience: float) -> Turn:
        """Take the next turn of a host, if it is free.

        Args:
            host: `host:port`.
            holder: Names this request.
            spacing: Seconds between two requests that the caller knows of; the record may know more.
            now: Unix seconds: no earlier turn.
            patience: Seconds that the caller waits for a host that is closed.
        """

    def give_back(self, host: str, holder: str, *, spacing: float, now: float) -> None:
        """The host has got the request of this turn, or never will: the spacing counts from now."""

    def close(self, host: str, until: float) -> None:
        """The host wants to be left alone until then, Unix seconds."""

    def slow_down(self, host: str, *, spacing: float, now: float) -> None:
        """The host asks for this spacing, from a request on that starts now."""


class _Record(msgspec.Struct):
    holder: str = ""
    held_until: float = 0.0
    next_start: float = 0.0
    spacing: float = 0.0
    closed_until: float = 0.0


def is_over(data: bytes, now: float) -> bool:
    """Whether a record has nothing to say any more: its last turn and pause ended more than :data:`LONGEST` ago.

    For no longer than that a robots.txt counts, whose spacing it may hold.

    Args:
        data: The record's bytes.
        now: Unix seconds.
    """
    record = _decode(data)
    return max(record.held_until, record.next_start, record.closed_until) < now - LONGEST


class SharedTurns:
    """Turns in small files, one a host.

    Args:
        update: Changes one; a name is a host's, safe as a file name.
        group: Of processes that take turns now, at most one of a place at a time; what another group still holds is
            void, since its processes are gone.
    """

    def __init__(self, update: Update, group: str = "") -> None:
        self._update = update
        self._group = f"{group}/"

    def take(self, host: str, holder: str, *, spacing: float, now: float, patience: float) -> Turn:
        """See :meth:`Turns.take`."""
        turn = Turn(None, 0.0)

        def change(record: _Record) -> None:
            nonlocal turn
            closed_until = min(record.closed_until, now + LONGEST)
            if closed_until > now + patience:
                turn = Turn(None, closed_until)
                return
            start = max(now, min(record.next_start, now + LONGEST), closed_until)
            if record.holder.startswith(self._group) and now < min(record.held_until, now + LONGEST):
                turn = Turn(None, 0.0)
                return
            record.holder, record.held_until = self._group + holder, start + HOLD
            record.next_start = start + max(spacing, record.spacing)
            turn = Turn(start, 0.0)

        self._change(host, change)
        return turn

    def give_back(self, host: str, holder: str, *, spacing: float, now: float) -> None:
        """See :meth:`Turns.give_back`."""

        def change(record: _Record) -> None:
            if record.holder == self._group + holder:
                record.holder = ""
            record.next_start = max(record.next_start, now + max(spacing, record.spacing))

        self._change(host, change)

    def close(self, host: str, until: float) -> None:
        """See :meth:`Turns.close`."""

        def change(record: _Record) -> None:
            record.closed_until = max(record.closed_until, until)

        self._change(host, change)

    def slow_down(self, host: str, *, spacing: float, now: float) -> None:
        """See :meth:`Turns.slow_down`."""

        def change(record: _Record) -> None:
            record.spacing = spacing
            record.next_start = max(record.next_start, now + spacing)

        self._change(host, change)

    def _change(self, host: str, change: Callable[[_Record], None]) -> None:
        def put(before: bytes | None) -> bytes:
            record = _decode(before)
            change(record)
            return msgspec.json.encode(record)

        self._update(_name(host), put)


def _decode(data: bytes | None) -> _Record:
    try:
        return msgspec.json.decode(data, type=_Record) if data else _Record()
    except msgspec.MsgspecError:
        return _Record()  # torn by a power cut: it says nothing


def _name(host: str) -> str:
    """What the record of a host is called: the longest names that DNS allows are too long for a file's."""
    name = quote(host, safe="")
    return name if len(name) <= _LONGEST_NAME else blake2b(host.encode(), digest_size=16).hexdigest()
