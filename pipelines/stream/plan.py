"""What a stream does, as plain data that crosses to workers; and how its keys are cut."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Final

from schemas.records import Entry, Feed
from transforms.fetching.hosts import host_of
from transforms.fetching.network import Network

FLYING: Final = 256
"""Stories of a shard that may be fetched and read at once; what is more waits in the lake."""

FLYING_HOST: Final = 16
"""Of them, pages of one host: a slow one must not take the places of all others."""

FLYING_TEXT: Final = 4 << 20
"""Characters that feeds gave of them, past which a shard begins none: the engine keeps these, and writes them anew at
every tick. Two hundred stories that feeds carry whole fit, of twenty thousand each, and beyond them a longest one."""

LAST_WAIT: Final = 10.0
"""Seconds that the last tick waits for feeds that are under way, and then for pages."""

LAST_READ: Final = 30.0
"""Seconds that it waits after that for what is there already to be read: of pages at most what is fetched ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A stream. Picklable; a worker needs nothing else.

    Attributes:
        lake: The lake's address.
        stream: Names the stream: `stream-` and eight hex digits.
        feeds: Feeds to poll.
        network: How requests are made.
        window: Seconds of a window, one commit each.
        every: Seconds between two polls of a feed that has no interval of its own.
        tick: Seconds between two ticks of the clock.
        shards: Keys over which feeds, and pages, are spread.
        raw: Whether raw responses are kept.
    """

    lake: str
    stream: str
    feeds: tuple[Feed, ...]
    network: Network
    window: float
    every: float
    tick: float
    shards: int
    raw: bool

    @property
    def retention(self) -> int:
        """Microseconds after which the lake alone is asked: what was on its way for longer got lost, or was refused."""
        return int(max(4 * self.window, 120.0) * 1e6)


def shard_of(name: str, shards: int) -> int:
    """The shard of a name: the same in every process, unlike `hash`."""
    return zlib.crc32(name.encode("utf-8", "replace")) % shards


def page_host(entry: Entry) -> str:
    """Whose turn an entry waits for: the host of its page, else its feed. All feeds that link to a page agree on it."""
    return host_of(entry.url) if entry.url is not None else entry.feed_id


def window_id(stream: str, start: float) -> str:
    """The id of a window: of its commit, and of its run. Sorts by time."""
    return f"{dt.datetime.fromtimestamp(start, dt.UTC):%Y%m%dT%H%M%SZ}-{stream}"
