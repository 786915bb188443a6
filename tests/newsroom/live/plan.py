"""What a live newsroom does and when: a pure function of its size and seed, which server and judge read alike.

Times are seconds since the timeline began; stories of before, which a first poll finds, have negative ones.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Self

from tests.newsroom.live.takes import Take, first_take, next_take
from tests.newsroom.publishers import FeedSpec

HUB: Final = "hub"
"""The host that pages of many publishers redirect to."""

_FORMS: Final = tuple(
    FeedSpec(path="/feed.xml", format=form, content=content, ids=ids, tracker=tracker)
    for form, content, ids, tracker in (
        ("rss20", "summary", "address", False),
        ("atom10", "summary", "opaque", False),
        ("rss20", "full", "opaque", False),
        ("json11", "summary", "address", True),
        ("rss10", "summary", "address", False),
        ("rss20", "summary", "none", True),
        ("json11", "full", "opaque", False),
        ("rss20", "description", "address", False),
    )
)
_VALIDATORS: Final = ("both", "etag", "date", "none", "both")
_TEMPLATES: Final = ("wordpress", "portal", "agency", "table", "amp")


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How large a newsroom is.

    Raises:
        ValueError: A number makes no sense.
    """

    stories: int = 2000
    """Pages in all: a wire story on three sites counts three times."""
    publishers: int = 100
    seconds: float = 180.0
    """From the beginning to the last story."""
    seed: int = 1
    listed: int = 12
    """Items that a feed has at most: older ones fall off."""
    crawl_delay: float = 2.0
    """Seconds that the robots.txt of every tenth publisher asks for."""

    def __post_init__(self) -> None:
        if min(self.stories, self.publishers, self.listed) < 1 or self.seconds <= 0:
            raise ValueError(f"{self}: a newsroom has a story, a publisher, a place in its feed, and some time")


@dataclass(frozen=True, kw_only=True)
class House:
    """A publisher: a host with one feed."""

    number: int
    spec: FeedSpec
    validators: str
    """both, etag, date or none: what its feed answers conditional requests by."""
    template: str
    crawl_delay: float | None
    feed_moved: bool
    """Whether its feed is at the next publisher's, and its own address redirects there."""

    @property
    def whole(self) -> bool:
        """Whether its feed carries the text."""
        return self.spec.content != "summary"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One page of one publisher."""

    number: int
    publisher: int
    file: int
    """Which text: copies on several sites share it."""
    takes: tuple[Take, ...]
    gone: float | None
    """When it is withdrawn: it leaves the feed, and its page is gone (410)."""
    through_hub: bool
    """Whether its link redirects to the hub."""

    @property
    def link(self) -> str:
        """The path that the feed names."""
        return f"/go/{self.number}" if self.through_hub else self.path

    @property
    def path(self) -> str:
        """The path of its page, on the hub or its publisher's host."""
        return f"/{self.publisher}/story-{self.number}.html" if self.through_hub else f"/story-{self.number}.html"

    @property
    def published(self) -> float:
        """When it first stood in the feed."""
        return self.takes[0].at

    def printed(self, at: float) -> Take | None:
        """What its page shows; None before it is published and after it is withdrawn."""
        if at < self.published or (self.gone is not None and at >= self.gone):
            return None
        return [take for take in self.takes if take.at <= at][-1]

    def said(self, at: float) -> Take | None:
        """The take that its feed tells of: a silent edit does not show there."""
        if self.printed(at) is None:
            return None
        return [take for take in self.takes if take.at <= at and take.announced][-1]

    def page_span(self, take: Take) -> tuple[float, float]:
        """From when to when its page shows a take."""
        after = [later.at for later in self.takes if later.number > take.number]
        ends = [*after[:1], *([] if self.gone is None else [self.gone])]
        return take.at, min(ends, default=float("inf"))


@dataclass(frozen=True)
class Shown:
    """What a feed shows from a moment on: items, the newest first, each with the take it tells of."""

    at: float
    items: tuple[tuple[Item, Take], ...]


class Plan:
    """All that will happen."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.houses = tuple(_house(number, cut) for number in range(cut.publishers))
        self.items = tuple(_items(cut, self.houses))

    @classmethod
    def of(cls, **fields: float) -> Self:
        """The plan of a cut given by its fields."""
        return cls(Cut(**fields))  # type: ignore[arg-type]

    @cached_property
    def feeds(self) -> tuple[tuple[Shown, ...], ...]:
        """By publisher, all that its feed shows, in order of time."""
        of: list[list[Item]] = [[] for _ in self.houses]
        for item in self.items:
            of[item.publisher].append(item)
        return tuple(tuple(self._shown(items)) for items in of)

    def _shown(self, items: list[Item]) -> Iterator[Shown]:
        moments = {take.at for item in items for take in item.takes} | {item.gone for item in items if item.gone}
        yield Shown(float("-inf"), ())
        for at in sorted(moments):
            there = [(item, take) for item in items if (take := item.said(at))]
            there.sort(key=lambda pair: pair[0].published, reverse=True)
            yield Shown(at, tuple(there[: self.cut.listed]))

    def house(self, item: int) -> House:
        """The publisher of an item."""
        return self.houses[self.items[item].publisher]

    def feed(self, publisher: int, at: float) -> Shown:
        """What a publisher's feed shows at a moment."""
        shown = self.feeds[publisher]
        return shown[bisect_right(shown, at, key=lambda state: state.at) - 1]

    @cached_property
    def said_spans(self) -> dict[tuple[int, int], list[tuple[float, float]]]:
        """By item and take: from when to when the item's feed told of that take."""
        spans: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for states in self.feeds:
            for state, after in pairwise((*states, Shown(float("inf"), ()))):
                for item, take in state.items:
                    known = spans.setdefault((item.number, take.number), [])
                    if known and known[-1][1] == state.at:
                        known[-1] = (known[-1][0], after.at)
                    else:
                        known.append((state.at, after.at))
        return spans


def _house(number: int, cut: Cut) -> House:
    moved = number % 50 == 4 and number + 1 < cut.publishers
    return House(
        number=number,
        spec=_FORMS[number % len(_FORMS)],
        validators=_VALIDATORS[number % len(_VALIDATORS)],
        template=_TEMPLATES[number // 2 % len(_TEMPLATES)],
        crawl_delay=cut.crawl_delay if number % 10 == 3 else None,
        feed_moved=moved,
    )


def _items(cut: Cut, houses: tuple[House, ...]) -> Iterator[Item]:
    for number in range(cut.stories):
        chance = random.Random(f"{cut.seed}/live/{number}")
        # A tenth of all is there before anybody asks. Every tenth page is a copy of the wire story before it.
        at = _whole(cut.seconds * ((number + chance.random()) / cut.stories * 1.1 - 0.1))
        house = houses[number % len(houses)]
        takes = tuple(_takes(number - (number % 10 == 9), at, cut, house, chance))
        withdrawn = takes[-1].at + cut.seconds * chance.uniform(0.1, 0.3) if chance.random() < 0.05 else None
        yield Item(
            number=number,
            publisher=house.number,
            file=number - (number % 10 == 9),
            takes=takes,
            gone=_whole(withdrawn) if withdrawn is not None and withdrawn < cut.seconds else None,
            through_hub=number % 25 == 7 and not house.whole,
        )


def _takes(file: int, at: float, cut: Cut, house: House, chance: random.Random) -> Iterator[Take]:
    """The first take, and for every fourth item some more; a copy has edits of its own."""
    take = first_take(file, cut.seed, at)
    yield take
    while chance.random() < 0.25:
        at = _whole(at + cut.seconds * chance.uniform(0.05, 0.4))
        kinds = ("dated", "dated", "undated", "undated", "kill") + (() if house.whole else ("silent",))
        if at >= cut.seconds:
            return
        take = next_take(take, chance.choice(kinds), at)
        yield take
        if take.killed:
            return


def _whole(at: float) -> float:
    """A moment on a whole second: a date in a header has no finer grain, and two changes in one would share it."""
    return float(round(at))
