"""The newsroom itself: sites on loopback addresses, one event loop in a thread of its own, no network beyond."""

from __future__ import annotations

import asyncio
import threading
import time
import zlib
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlsplit

from tests.newsroom.desk import Desk, Generated
from tests.newsroom.exchange import Answer, Exchange, Request
from tests.newsroom.faults import FAULTS
from tests.newsroom.generated import generated_story
from tests.newsroom.publishers import PUBLISHERS, FeedSpec, Publisher, listen
from tests.newsroom.site import Site
from tests.newsroom.story import NewsroomStory, load_stories

_T = TypeVar("_T")

_HEAD_LIMIT: Final = 64 * 1024
_IDLE_SECONDS: Final = 30.0


class Newsroom:
    """A web of invented publishers on loopback, as a context manager or between ``start`` and ``stop``.

    Args:
        stories: What the publishers carry; the hand-written stories by default, ``()`` for none.
        generated: How many further stories from :func:`tests.newsroom.generate` there are.
        generated_feeds: Over how many sites, each with one feed, they are spread in turn.
        generated_content: ``summary`` or ``full``: what those feeds carry.
        seed: Seed of the generated stories.
        port: The port of the first site, and where the system has all of 127/8 of every site; 0 takes a free one.

    Attributes:
        log: Every request since the start, in order of arrival.
        feeds: Addresses of all healthy feeds: the publishers' and the generated ones.
    """

    def __init__(
        self,
        *,
        stories: Sequence[NewsroomStory] | None = None,
        generated: int = 0,
        generated_feeds: int = 1,
        generated_content: str = "summary",
        seed: int = 1,
        port: int = 0,
    ) -> None:
        self.log: list[Request] = []
        self.feeds: list[str] = []
        self._filed = {story.slug: story for story in (load_stories() if stories is None else stories)}
        served = {slug: story for slug, story in self._filed.items() if not story.held_back}
        self._generated = Generated(generated, max(1, generated_feeds), generated_content, seed)
        self._desk = Desk(served, self._generated)
        self._port = port
        self._sites: dict[str, Site] = {}
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._servers: list[asyncio.Server] = []
        self._talks: set[asyncio.Task[None]] = set()
        self._feeds_made = 0
        self._shared_base = ""

    def start(self) -> Self:
        """Open every site and begin to answer; returns when all listen."""
        if self._thread is not None:
            raise RuntimeError("this newsroom has been started: make another")
        self._thread = threading.Thread(target=self._run, name="newsroom", daemon=True)
        self._thread.start()
        for publisher in PUBLISHERS.values():
            stories = [story for story in self._filed.values() if publisher.key in story.sites]
            if stories:
                self._open_publisher(publisher, stories)
        self._open_generated()
        return self

    def stop(self) -> None:
        """Close every connection and every site."""
        if self._thread is None or not self._thread.is_alive():
            return
        self._await(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def stories(self) -> tuple[NewsroomStory, ...]:
        """Every story filed, as filed, served or not."""
        return tuple(self._filed.values())

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop that answers, in a thread of its own."""
        return self._loop

    def served(self, slug: str) -> NewsroomStory | None:
        """The story as it is served now, before house style; None when it is not.

        Raises:
            KeyError: No story has this slug.
        """
        self._filed[slug]
        return self._desk.served.get(slug)

    def story_url(self, slug: str, publisher: str | None = None) -> str:
        """Where a publisher (by key; the story's first by default) has the story, trackers not included."""
        story = self._filed[slug]
        key = publisher or story.sites[0]
        return self._sites[key].base + PUBLISHERS[key].story_path(story)

    def feed_url(self, publisher: str, number: int = 0) -> str:
        """The address of a publisher's feed."""
        return self._sites[publisher].base + PUBLISHERS[publisher].feeds[number].path

    def requests(self, url: str) -> list[Request]:
        """The requests for an address, in order of arrival; fragment not looked at."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return [ask for ask in list(self.log) if (ask.host, ask.port, ask.path) == (parts.hostname, parts.port, path)]

    def correct(self, slug: str) -> NewsroomStory:
        """Publish the corrected text on every site that carries the story: page, feed and updated date change."""
        return self._put(self._filed[slug].after_correction())

    def kill(self, slug: str) -> NewsroomStory:
        """Put the kill notice in the story's place."""
        return self._put(self._filed[slug].after_kill())

    def publish(self, slug: str) -> NewsroomStory:
        """Serve a story that was held back or withdrawn, as filed."""
        return self._put(self._filed[slug])

    def withdraw(self, slug: str) -> None:
        """Take a story out of the feeds; its page is not found from now on."""
        del self._desk.served[slug]
        self._desk.revision += 1

    def _put(self, story: NewsroomStory) -> NewsroomStory:
        self._desk.served[story.slug] = story
        self._desk.revision += 1
        return story

    def fault(self, url: str, name: str | None) -> None:
        """Let an address misbehave from now on; None heals it. A robots fault closes the whole site.

        Raises:
            KeyError: There is no such fault, or no site at this address.
        """
        parts = urlsplit(url)
        site = next(
            (site for site in self._sites.values() if (site.host, site.port) == (parts.hostname, parts.port)), None
        )
        if site is None:
            raise KeyError(f"no site of this newsroom at {url}")
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if name is None:
            site.faults.pop(path, None)
            site.faults.pop("*", None)
        else:
            if name == "redirect_shared":
                self._open_shared()
            site.faults["*" if FAULTS[name].in_robots else path] = FAULTS[name]

    def faulty_feed(self, name: str, number: int = 0) -> str:
        """A feed with this fault on a host of its own; another number is another host."""
        return self._faulty(name, number) + "/feed.xml"

    def faulty_page(self, name: str, number: int = 0) -> str:
        """A story's page with this fault on a host of its own; another number is another host."""
        return self._faulty(name, number) + "/page.html"

    def feed_of(self, *urls: str, content: str = "summary") -> str:
        """A healthy feed on a host of its own, with one entry for each address, in this order."""
        self._feeds_made += 1
        site = self.open(f"feed-of-{self._feeds_made}")
        items = [(self._story_at(url), url) for url in urls]
        spec = FeedSpec(path="/feed.xml", format="rss20", content=content)
        site.routes[spec.path] = partial(self._desk.loose_feed, site, spec, items)
        return site.base + spec.path

    def _faulty(self, name: str, number: int) -> str:
        fault = FAULTS[name]
        if name == "redirect_shared":
            self._open_shared()
        key = f"fault-{name}-{number}"
        if key not in self._sites:
            site = self.open(key)
            story = self._story_at(site.base + "/page.html")
            spec = FeedSpec(path="/feed.xml", format="rss20")
            site.routes[spec.path] = partial(self._desk.loose_feed, site, spec, [(story, site.base + "/story.html")])
            site.routes["/page.html"] = partial(self._desk.loose_page, site, story)
            site.routes["/story.html"] = partial(self._desk.loose_page, site, story)
            if fault.in_robots:
                site.faults["*"] = fault
            else:
                site.faults |= {"/feed.xml": fault, "/page.html": fault}
        return self._sites[key].base

    def _story_at(self, url: str) -> NewsroomStory:
        """The generated story that stands at an address of no publisher: another address, another story."""
        parts = urlsplit(url)
        keys = [key for key, site in self._sites.items() if (site.host, site.port) == (parts.hostname, parts.port)]
        number = zlib.crc32(f"{keys[0] if keys else parts.netloc}{parts.path}?{parts.query}".encode())
        return replace(generated_story(number, seed=0), slug=f"at-{number:08x}")

    def open(self, key: str) -> Site:
        """A site of this name on an address of its own, where nothing stands yet."""
        site = Site(key=key, listener=listen(len(self._sites), self._port))
        self._port = self._port or site.port
        self._sites[key] = site
        self._await(self._serve(site))
        return site

    def _open_publisher(self, publisher: Publisher, stories: list[NewsroomStory]) -> None:
        site = self.open(publisher.key)
        for story in stories:
            site.routes[publisher.story_path(story)] = partial(self._desk.page, site, publisher, story.slug)
        for spec in publisher.feeds:
            site.routes[spec.path] = partial(self._desk.feed, site, publisher, spec, [story.slug for story in stories])
            self.feeds.append(site.base + spec.path)

    def _open_generated(self) -> None:
        if not self._generated.total:
            return
        spec = FeedSpec(path="/feed.xml", format="rss20", content=self._generated.content)
        for number in range(self._generated.sites):
            site = self.open(f"generated-{number}")
            site.routes[spec.path] = partial(self._desk.generated_feed, site, spec, number)
            site.fallback = partial(self._desk.generated_page, site)
            self.feeds.append(site.base + spec.path)

    def _open_shared(self) -> None:
        """Open the one site that many others redirect to, if it is not."""
        if "shared" not in self._sites:
            site = self.open("shared")
            site.fallback = partial(self._shared_answer, site)
            self._shared_base = site.base

    def _shared_answer(self, site: Site, request: Request) -> Answer:
        if request.path.endswith("/feed"):
            page = site.base + request.path.removesuffix("feed") + "page"
            spec = FeedSpec(path=request.path, format="rss20")
            return self._desk.loose_feed(site, spec, [(self._story_at(page), page)], request)
        return self._desk.loose_page(site, self._story_at(site.base + request.path), request)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _await(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _serve(self, site: Site) -> None:
        self._servers.append(
            await asyncio.start_server(partial(self._talk, site), sock=site.listener, limit=_HEAD_LIMIT)
        )

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        talks = [talk for talk in self._talks if not talk.done()]
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after the other."""
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            while await self._exchange(site, reader, writer):
                pass
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # The reader left: what it had asked is in the log.
        finally:
            self._talks.discard(task)
            writer.close()

    async def _exchange(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection lasts."""
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        target = ([*first.split(" "), "/"])[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Request(time=time.time(), host=site.host, port=site.port, path=target, headers=headers)
        self.log.append(request)
        visits = site.visits[target]
        healthy = site.healthy(request)
        site.visits[target] += 1
        exchange = Exchange(request, healthy, writer, base=site.base, shared=self._shared_base, visits=visits)
        fault = site.fault(request)
        if fault is None:
            await exchange.answer(healthy)
        else:
            await fault.act(exchange)
        return not exchange.closed and headers.get("connection", "").lower() != "close"
