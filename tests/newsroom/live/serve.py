"""The live newsroom itself: the plan, on loopback addresses, from the first request on."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import math
import threading
import time
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial

from tests.newsroom import feeds, pages
from tests.newsroom.exchange import Answer, Request
from tests.newsroom.live.log import Log, asked
from tests.newsroom.live.plan import HUB, House, Item, Plan, Shown
from tests.newsroom.live.takes import BEGAN
from tests.newsroom.server import Newsroom
from tests.newsroom.site import Site

_BEAT = 0.02
"""Seconds between two beats of the loop's own clock."""

_GONE = Answer(status=410, body=b"<html><body><h1>Gone</h1></body></html>")
_NOT_FOUND = Answer(status=404, body=b"<html><body><h1>Not found</h1></body></html>")


class LiveNewsroom:
    """A newsroom that plays a plan; a context manager.

    Args:
        plan: What happens.
        port: Of every site; 0 takes a free one.

    Attributes:
        began: Unix seconds at which the timeline began: with the first request; None before.
        playing: Set when it has begun.
    """

    def __init__(self, plan: Plan, *, port: int = 0) -> None:
        self.plan = plan
        self.began: float | None = None
        self.playing = threading.Event()
        self._room = Newsroom(stories=(), port=port)
        self._houses: list[Site] = []
        self._hosts: dict[str, str] = {}
        self._ended = math.inf
        self._stalls: list[tuple[float, float]] = []
        # What one look at a feed costs is paid once for all who look while it does not change.
        self._rendered: dict[int, tuple[Shown, bytes, str]] = {}

    def __enter__(self) -> LiveNewsroom:
        self._room.start()
        self._hub = self._room.open(HUB)
        self._hub.fallback = self._hub_page
        for house in self.plan.houses:
            site = self._room.open(f"house-{house.number}")
            site.fallback = partial(self._answer, house)
            site.routes["/robots.txt"] = partial(_robots, house)
            self._houses.append(site)
        self._hosts = {str(number): _address(site) for number, site in enumerate(self._houses)}
        self._hosts[HUB] = _address(self._hub)
        self._watching = asyncio.run_coroutine_threadsafe(self._watch_itself(), self._room.loop)
        return self

    def __exit__(self, *_: object) -> None:
        self._watching.cancel()
        self._room.stop()
        self._ended = time.time()

    @property
    def feeds(self) -> list[str]:
        """Addresses of the feeds."""
        return [site.base + house.spec.path for house, site in zip(self.plan.houses, self._houses, strict=True)]

    def log(self) -> Log:
        """What was served and asked so far."""
        began = math.nan if self.began is None else self.began
        return Log(
            self.plan, began, self._hosts, min(self._ended, time.time()), asked(self._room.log), tuple(self._stalls)
        )

    async def _watch_itself(self) -> None:
        """Note when the loop did not run: what came in meanwhile is logged later than it came."""
        last = time.time()
        while True:
            await asyncio.sleep(_BEAT)
            now = time.time()
            if now - last > 2 * _BEAT:
                self._stalls.append((last, now))
            last = now

    def _now(self, request: Request) -> float:
        """The moment of a request; the first one starts the clock, on a whole second as dates in headers are."""
        if self.began is None:
            self.began = math.floor(request.time)
            self.playing.set()
        return request.time - self.began

    def _answer(self, house: House, request: Request) -> Answer:
        at = self._now(request)
        path = request.path.partition("?")[0]
        site = self._houses[house.number]
        if path == house.spec.path:
            if not house.feed_moved:
                return self._feed(house, at, request)
            return _redirect(f"{self._houses[house.number + 1].base}/of/{house.number}.xml")
        if path.startswith("/of/") and house.number and path == f"/of/{house.number - 1}.xml":
            return self._feed(self.plan.houses[house.number - 1], at, request)
        kind, _, number = path.removesuffix(".html").rpartition("-" if path.startswith("/story-") else "/")
        if kind not in ("/story", "/go") or not number.isdecimal() or int(number) >= len(self.plan.items):
            return _NOT_FOUND
        item = self.plan.items[int(number)]
        if item.publisher != house.number or path != item.link:
            return _NOT_FOUND
        return _redirect(self._hub.base + item.path) if item.through_hub else self._page(item, site, at)

    def _hub_page(self, request: Request) -> Answer:
        at = self._now(request)
        number = request.path.partition("?")[0].removesuffix(".html").rpartition("-")[2]
        item = self.plan.items[int(number)] if number.isdecimal() and int(number) < len(self.plan.items) else None
        if item is None or not request.path.startswith(item.path):
            return _NOT_FOUND
        return self._page(item, self._hub, at)

    def _page(self, item: Item, site: Site, at: float) -> Answer:
        take = item.printed(at)
        if take is None:
            return _NOT_FOUND if at < item.published else _GONE
        house = self.plan.houses[item.publisher]
        place = pages.Place(site=_title(house), url=site.base + item.path, home=site.base)
        return Answer(body=pages.render(house.template, take.story, place).encode())

    def _feed(self, house: House, at: float, request: Request) -> Answer:
        shown = self.plan.feed(house.number, at)
        known = self._rendered.get(house.number)
        if known is None or known[0] is not shown:
            known = self._rendered[house.number] = (shown, *self._listed(house, shown))
        _, body, content_type = known
        headers = self._validators(house, shown, body)
        if _held(request.headers, headers):
            return Answer(status=304, content_type=content_type, headers=headers)
        return Answer(body=body, content_type=content_type, headers=headers)

    def _listed(self, house: House, shown: Shown) -> tuple[bytes, str]:
        site = self._houses[house.number]
        return feeds.render(
            feeds.Listing(
                spec=house.spec,
                title=_title(house),
                home=site.base,
                url=site.base + house.spec.path,
                items=[(take.story, site.base + item.link) for item, take in shown.items],
            )
        )

    def _validators(self, house: House, shown: Shown, body: bytes) -> dict[str, str]:
        assert self.began is not None
        changed = BEGAN if math.isinf(shown.at) else dt.datetime.fromtimestamp(self.began + shown.at, dt.UTC)
        both = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"',
            "Last-Modified": format_datetime(changed.replace(microsecond=0), usegmt=True),
        }
        kept = {"both": tuple(both), "etag": ("ETag",), "date": ("Last-Modified",), "none": ()}[house.validators]
        return {name: both[name] for name in kept}


def _address(site: Site) -> str:
    return f"{site.host}:{site.port}"


def _title(house: House) -> str:
    return f"Evening Ledger {house.number}"


def _robots(house: House, _: Request) -> Answer:
    delay = "" if house.crawl_delay is None else f"Crawl-delay: {house.crawl_delay:g}\n"
    return Answer(body=f"User-agent: *\nAllow: /\n{delay}".encode(), content_type="text/plain; charset=utf-8")


def _redirect(location: str) -> Answer:
    return Answer(status=302, headers={"Location": location})


def _held(asked_with: dict[str, str], validators: dict[str, str]) -> bool:
    """Whether the reader has what would be served (RFC 9110, 13.2.2): the ETag decides where one was sent."""
    if "if-none-match" in asked_with:
        return asked_with["if-none-match"] == validators.get("ETag")
    since, changed = asked_with.get("if-modified-since"), validators.get("Last-Modified")
    return bool(since and changed and parsedate_to_datetime(changed) <= parsedate_to_datetime(since))
