"""What a worker of a stream hands to the commit of its window: staged files, and what must become true with them.

A parcel lies in the lake's store, in a folder of its own beside its files; only its path crosses a shuffle. It is
deleted once it is committed, so a parcel that is gone was committed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from schemas.columns import Instant
from schemas.logbook import Poll
from schemas.records import FeedState, HostState, LedgerEntry, StagedFile
from transforms.lake.manifest import decode, encode, staged_folder
from transforms.lake.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What became of an entry.

    Attributes:
        line: The ledger's line.
        version: The version that the parcel's files hold of the story; None when they hold none.
    """

    line: LedgerEntry
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one worker did in one go.

    Attributes:
        made_at: When.
        files: Staged files with its rows.
        words: What became of entries, in order.
        sights: New names of stories, and stories that another feed names.
        polls: Rows of the table polls.
        feeds: What to remember of the feeds polled.
        hosts: What to remember of hosts.
        counts: Tallies by name.
        seconds: CPU time by step.
        published: When its new stories were published, by feed.
        spent: Folders that nobody needs once this is committed.
    """

    made_at: Instant
    files: tuple[StagedFile, ...] = ()
    words: tuple[Word, ...] = ()
    sights: tuple[LedgerEntry, ...] = ()
    polls: tuple[Poll, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    hosts: tuple[HostState, ...] = ()
    counts: dict[str, int]
    seconds: dict[str, float]
    published: dict[str, tuple[Instant, ...]] = field(default_factory=dict)
    spent: tuple[str, ...] = ()


def new_parcel(stream: str) -> str:
    """The id of a new parcel: its files are staged under it."""
    return f"{stream}-{uuid4().hex}"


def put_parcel(store: Store, parcel_id: str, parcel: Parcel) -> None:
    """Put a parcel, durably."""
    store.stage({_path(parcel_id): encode(parcel)})


def read_parcel(store: Store, parcel_id: str) -> Parcel | None:
    """A parcel; None where it is gone, because it was committed."""
    path = _path(parcel_id)
    try:
        return decode(store.read(path), Parcel, path)
    except FileNotFoundError:
        return None


def drop_parcel(store: Store, parcel_id: str, parcel: Parcel) -> None:
    """Delete a parcel that was committed; first its name, so that half of one is never read."""
    store.delete([_path(parcel_id)])
    for folder in (staged_folder(parcel_id), *parcel.spent):
        store.discard(folder)


def _path(parcel_id: str) -> str:
    return f"{staged_folder(parcel_id)}/parcel.json"
