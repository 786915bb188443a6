"""Turns that several workers share: who may send the next request to a host, and when.

A gate (:mod:`transforms.fetching.gate`) knows the requests of its own process. Where several processes or machines ask,
each request also books its start in a record that all of them read and write, one record a host: the earliest next
start, the spacing that its robots.txt asks for, and until when it wants to be left alone. So the limit holds **by
host, over everybody who books in the same place**: for feeds, robots.txt, pages and redirect hops, whatever an engine
does with keys, bundles and restarts, since the record outlives them. The clocks of machines are trusted to agree
within the spacing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol
from urllib.parse import quote

import msgspec

Update = Callable[[str, Callable[[bytes | None], bytes]], object]
"""Changes a small file by compare-and-swap: its name, and a function from its bytes (None for none) to new ones."""

LONGEST: Final = 86_400.0
"""Seconds that a record may put a host off: a clock that was wrong once must not close it for ever."""


class Booking(NamedTuple):
    """A turn: ``start`` in Unix seconds, None where the host is closed for too long; ``closed_until``, 0 when open."""

    start: float | None
    closed_until: float


class Turns(Protocol):
    """Where turns are booked. Safe to call from several threads; may wait for a disk or a network."""

    def book(self, host: str, *, spacing: float, now: float, patience: float) -> Booking:
        """Take the next turn of a host.

        Args:
            host: `host:port`.
            spacing: Seconds between two requests that the caller knows of; the record may know more.
            now: Unix seconds: no earlier turn.
            patience: Seconds that the caller waits for a host that is closed; where it is closed longer nothing is
                booked.
        """

    def close(self, host: str, until: float) -> None:
        """The host wants to be left alone until then, Unix seconds."""

    def slow_down(self, host: str, *, spacing: float, now: float) -> None:
        """The host asks for this spacing, from a request on that starts now."""


class _Record(msgspec.Struct):
    next_start: float = 0.0
    spacing: float = 0.0
    closed_until: float = 0.0


class SharedTurns:
    """Turns in small files, one a host.

    Args:
        update: Changes one; a name is a host's, safe as a file name.
    """

    def __init__(self, update: Update) -> None:
        self._update = update

    def book(self, host: str, *, spacing: float, now: float, patience: float) -> Booking:
        """See :meth:`Turns.book`."""
        booking = Booking(None, 0.0)

        def take(record: _Record) -> None:
            nonlocal booking
            closed_until = min(record.closed_until, now + LONGEST)
            if closed_until > now + patience:
                booking = Booking(None, closed_until)
                return
            start = max(now, min(record.next_start, now + LONGEST), closed_until)
            record.next_start = start + max(spacing, record.spacing)
            booking = Booking(start, closed_until)

        self._change(host, take)
        return booking

    def close(self, host: str, until: float) -> None:
        """See :meth:`Turns.close`."""

        def shut(record: _Record) -> None:
            record.closed_until = max(record.closed_until, until)

        self._change(host, shut)

    def slow_down(self, host: str, *, spacing: float, now: float) -> None:
        """See :meth:`Turns.slow_down`."""

        def pace(record: _Record) -> None:
            record.spacing = spacing
            record.next_start = max(record.next_start, now + spacing)

        self._change(host, pace)

    def _change(self, host: str, change: Callable[[_Record], None]) -> None:
        def put(before: bytes | None) -> bytes:
            try:
                record = msgspec.json.decode(before, type=_Record) if before else _Record()
            except msgspec.MsgspecError:
                record = _Record()  # torn by a power cut: it says nothing
            change(record)
            return msgspec.json.encode(record)

        self._update(quote(host, safe=""), put)
