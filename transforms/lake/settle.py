"""What of a window's parcels becomes part of the lake. Pure.

An engine may replay what it did before it lost a worker, with other answers from the network, and the parcels of both
attempts may come to a commit. The lake decides: a version of a story that it holds is not committed again, a word
that is older than what it knows changes nothing, and what it does not know is committed, whichever attempt brought it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.columns import Instant, iso_day
from schemas.logbook import Poll
from schemas.records import FeedState, HostState, LedgerEntry
from transforms.lake.ledger import Ledger
from transforms.lake.parcel import Parcel, Word
from transforms.seen import merge_sight

Find = Callable[[Iterable[str]], Mapping[str, LedgerEntry]]


@dataclass(slots=True)
class Rows:
    """Which rows of a parcel's files are kept.

    Attributes:
        versions: Story and version of those of stories, attributions and events, with the day of their partition.
        failures: Story and time of those of rejects that a story left.
        polls: Feeds whose other rejects are kept.
    """

    versions: dict[tuple[str, str], str] = field(default_factory=dict)
    failures: set[tuple[str, Instant]] = field(default_factory=set)
    polls: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Settled:
    """What is committed of some parcels.

    Attributes:
        rows: Of each parcel, in their order.
        ledger: The last word on each story.
        feeds: The newest state of each feed.
        hosts: The newest state of each host.
        polls: Polls that the lake has not.
        doubled: Versions that were there already.
    """

    rows: list[Rows]
    ledger: tuple[LedgerEntry, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    hosts: tuple[HostState, ...] = ()
    polls: tuple[Poll, ...] = ()
    doubled: int = 0


def settle(parcels: Sequence[Parcel], find: Find, feed: Callable[[str], FeedState | None]) -> Settled:
    """Decide what of parcels is committed.

    Args:
        parcels: In any order.
        find: What the lake knows by identity keys.
        feed: What the lake remembers of a feed.
    """
    settled = Settled([Rows() for _ in parcels])
    known = _Known(find)
    words = [(word, rows) for parcel, rows in zip(parcels, settled.rows, strict=True) for word in parcel.words]
    for word, rows in sorted(words, key=lambda pair: pair[0].line.seen_at):
        settled.doubled += _take(word, rows, known)
    for parcel in parcels:
        for sight in parcel.sights:
            before = known.find(sight.keys)
            if before is not None and before.state != "pending":
                known.put(merge_sight(before, sight))
    settled.ledger = tuple(known.said.stories.values())
    _settle_polls(parcels, settled, feed)
    hosts = {host.host: host for parcel in sorted(parcels, key=lambda one: one.made_at) for host in parcel.hosts}
    settled.hosts = tuple(hosts.values())
    return settled


class _Known:
    """What the lake knows, and what this window has said since."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self.said = Ledger()

    def find(self, keys: tuple[str, ...]) -> LedgerEntry | None:
        """What is known by the most trusted of keys."""
        said = self.said.find(keys)
        held = {key: line for key, line in self._find(keys).items() if line.story_id not in self.said.stories}
        return next((found for key in keys if (found := said.get(key) or held.get(key)) is not None), None)

    def put(self, line: LedgerEntry) -> None:
        """Say the last word on a story."""
        self.said.put(line)


def _take(word: Word, rows: Rows, known: _Known) -> int:
    """Take what became of an entry, if it is news; how many versions it brought that were there already."""
    line, version = word.line, word.version
    before = known.find(line.keys)
    if before is None:
        known.put(line)
        _keep(rows, line, version)
        return 0
    if before.story_id != line.story_id:
        # Two feeds named one story at once, by keys that came together only here: it has a name already.
        if before.state != "pending":
            known.put(merge_sight(before, line))
        return version is not None
    newer = line.seen_at > before.seen_at
    day = line.published_day if before.published_day is None else before.published_day
    if version is not None and version not in before.versions:
        held = before.versions
        versions = (*held, version) if newer or not held else (*held[:-1], version, held[-1])
        after = dataclasses.replace(line if newer else before, versions=versions, published_day=day)
        known.put(after)
        _keep(rows, after, version)
        return 0
    if newer:
        after = dataclasses.replace(line, versions=before.versions, published_day=day)
        known.put(after)
        _keep(rows, after, None)
    return version is not None


def _keep(rows: Rows, line: LedgerEntry, version: str | None) -> None:
    if version is not None and line.published_day is not None:
        rows.versions[line.story_id, version] = iso_day(line.published_day)
    if line.state != "held":
        rows.failures.add((line.story_id, line.seen_at))


def _settle_polls(parcels: Sequence[Parcel], settled: Settled, feed: Callable[[str], FeedState | None]) -> None:
    """Polls that are newer than what the lake remembers of their feeds, and what to remember of those."""
    newest: dict[str, FeedState] = {}
    polls: list[Poll] = []
    for parcel, rows in zip(parcels, settled.rows, strict=True):
        states = {state.feed_id: state for state in parcel.feeds}
        for poll in parcel.polls:
            state = states.get(poll.feed_id)
            if state is None or asked_at(state) > asked_at(feed(poll.feed_id)):
                polls.append(poll)
                rows.polls.add(poll.feed_id)
        for state in parcel.feeds:
            if asked_at(state) > max(asked_at(newest.get(state.feed_id)), asked_at(feed(state.feed_id))):
                newest[state.feed_id] = state
    settled.polls = tuple(sorted(polls, key=lambda poll: poll.polled_at))
    settled.feeds = tuple(newest.values())


def asked_at(state: FeedState | None) -> int:
    """When a feed was last asked, in microseconds; 0 for never."""
    return 0 if state is None else max(state.last_success_at or 0, state.last_failure_at or 0)
