"""Stories under way in a shard of page hosts: what the engine keeps of them, and how much of it there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec

from pipelines.stream.plan import FLYING, FLYING_HOST, FLYING_TEXT
from schemas.records import Entry, LedgerEntry

NOBODY: Final = ""
"""In the place of a host, where nobody has to be asked."""


class OnWay(msgspec.Struct):
    """A story that the lake does not know yet as it is known here.

    Attributes:
        line: The last word on it.
        flying: The entry that is being fetched and read; None when none is.
        host: Whose turn that waits for; nobody's where the feed carries the text. To find out takes reading all of it.
        next: What a feed said of it meanwhile, as it stands in the feed. Where there was no room for that, the line is
            of what the feed said, and the lake has it tried.
    """

    line: LedgerEntry
    flying: Entry | None = None
    host: str = NOBODY
    next: Entry | None = None

    @property
    def superseded(self) -> LedgerEntry | None:
        """The line of what waits in the lake while an older word of the story is flying; None where nothing does."""
        waits = self.flying is not None and self.flying.fingerprint != self.line.fingerprint
        return self.line if waits else None


class ReadState(msgspec.Struct):
    """What a shard of page hosts has on its way, by story."""

    stories: dict[str, OnWay] = {}


class UnderWay:
    """Finds a shard's stories by their names, and counts the places, and the text, that they take.

    Args:
        state: Changed with it.
    """

    def __init__(self, state: ReadState) -> None:
        self.stories = state.stories
        self._by_key = {key: story for story, on_way in self.stories.items() for key in on_way.line.keys}
        self._flying = Counter(on_way.host for on_way in self.stories.values() if on_way.flying is not None)
        self._text = sum(_length(on_way.flying) + _length(on_way.next) for on_way in self.stories.values())

    def find(self, keys: Iterable[str]) -> OnWay | None:
        """The story of the most trusted of these keys that is known here."""
        return next((self.stories[story] for key in keys if (story := self._by_key.get(key)) in self.stories), None)

    def put(self, on_way: OnWay) -> None:
        """Take a story, or its new names."""
        self.stories[on_way.line.story_id] = on_way
        self._by_key.update((key, on_way.line.story_id) for key in on_way.line.keys)

    def room(self, host: str = NOBODY) -> bool:
        """Whether one more may set out, for a host."""
        places = self._flying.total() < FLYING and (host == NOBODY or self._flying[host] < FLYING_HOST)
        return places and self._text < FLYING_TEXT

    def set_out(self, on_way: OnWay, entry: Entry, host: str) -> None:
        """Note that an entry is being fetched and read."""
        on_way.flying, on_way.host = entry, host
        self._flying[host] += 1
        self._text += _length(entry)

    def come_back(self, on_way: OnWay) -> None:
        """Note that what was flying is here."""
        self._flying[on_way.host] -= 1
        self._text -= _length(on_way.flying)
        on_way.flying = None

    def put_off(self, on_way: OnWay, entry: Entry) -> bool:
        """Keep a newer word of a story until the older is here, in the place of any other; whether there was room."""
        self.next_of(on_way)
        if self._text >= FLYING_TEXT:
            return False
        on_way.next = entry
        self._text += _length(entry)
        return True

    def next_of(self, on_way: OnWay) -> Entry | None:
        """What was put off of a story, once."""
        entry, on_way.next = on_way.next, None
        self._text -= _length(entry)
        return entry


def _length(entry: Entry | None) -> int:
    """Characters of an entry that its feed chose."""
    if entry is None:
        return 0
    texts = (entry.url, entry.guid, entry.title, entry.summary, entry.content, *entry.authors, *entry.keywords)
    return sum(len(text) for text in texts if text is not None)
