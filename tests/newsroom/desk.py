"""The desk: what stands on each page and in each feed at this moment, with its validators."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Final

from tests.newsroom import feeds, pages
from tests.newsroom.exchange import Answer, Request, conditional
from tests.newsroom.generated import generated_story
from tests.newsroom.publishers import FeedSpec, Publisher
from tests.newsroom.site import Site
from tests.newsroom.story import NewsroomStory

_TEMPLATES: Final = tuple(pages.TEMPLATES)


@dataclass(slots=True)
class Generated:
    """The generated stories of a newsroom: how many, over how many sites, from which seed."""

    total: int
    sites: int
    content: str
    """summary or full: what their feeds carry."""
    seed: int


class Desk:
    """The stories of a newsroom as they are now.

    Attributes:
        served: The stories that can be read, by slug.
        revision: How often a story was corrected, killed, published or withdrawn.
    """

    def __init__(self, served: dict[str, NewsroomStory], generated: Generated) -> None:
        self.served = served
        self.revision = 0
        self._generated = generated

    def _current(self, publisher: Publisher, slug: str) -> NewsroomStory | None:
        story = self.served.get(slug)
        return publisher.edit(story) if story else None

    def page(self, site: Site, publisher: Publisher, slug: str, request: Request) -> Answer:
        """A publisher's page of a story."""
        story = self._current(publisher, slug)
        if story is None:
            return Answer(status=404, body=b"<html><body><h1>Not found</h1></body></html>")
        others = [other for other in self.served.values() if publisher.key in other.sites and other.slug != slug]
        start = zlib.crc32(slug.encode()) % max(1, len(others))
        related = tuple(
            (other.headline, site.base + publisher.story_path(other)) for other in (others[start:] + others[:start])[:5]
        )
        place = pages.Place(
            site=publisher.title,
            url=site.base + publisher.story_path(story),
            home=site.base,
            language=publisher.language,
            related=related,
        )
        markup = pages.render(publisher.template, story, place)
        return conditional(markup.encode(), "text/html; charset=utf-8", story.modified, request)

    def feed(self, site: Site, publisher: Publisher, spec: FeedSpec, slugs: list[str], request: Request) -> Answer:
        """A publisher's feed of what it carries now."""
        stories = [story for slug in slugs if (story := self._current(publisher, slug))]
        listing = feeds.Listing(
            spec=spec,
            title=publisher.title,
            home=site.base,
            url=site.base + spec.path,
            items=[(story, site.base + publisher.story_path(story)) for story in stories],
            poll=site.visits[spec.path],
            language=publisher.language,
        )
        return self._listed(listing, request)

    def _listed(self, listing: feeds.Listing, request: Request) -> Answer:
        body, content_type = feeds.render(listing)
        if not listing.spec.validators:
            return Answer(body=body, content_type=content_type)
        latest = max((story.modified for story, _ in listing.items), default=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
        # A story taken out leaves no later date behind: the revision moves the feed's date on all the same.
        poll = listing.poll if listing.spec.ids == "unstable" else 0
        return conditional(body, content_type, latest + dt.timedelta(seconds=self.revision + poll), request)

    def generated_feed(self, site: Site, spec: FeedSpec, number: int, request: Request) -> Answer:
        """The feed of a site's share of the generated stories."""
        made = self._generated
        items = [
            (generated_story(index, made.seed), f"{site.base}/story/{index}.html")
            for index in range(number, made.total, made.sites)
        ]
        listing = feeds.Listing(
            spec=spec, title=f"Local News {number + 1}", home=site.base, url=site.base + spec.path, items=items
        )
        return self._listed(listing, request)

    def generated_page(self, site: Site, request: Request) -> Answer:
        """The page of a generated story, another look for each number."""
        made = self._generated
        name = request.path.removeprefix("/story/").removesuffix(".html")
        if not name.isdecimal() or int(name) >= made.total:
            return Answer(status=404, body=b"<html><body><h1>Not found</h1></body></html>")
        story = generated_story(int(name), made.seed)
        template = _TEMPLATES[int(name) % len(_TEMPLATES)]
        place = pages.Place(site="Local News", url=site.base + request.path, home=site.base)
        body = pages.render(template, story, place).encode()
        return conditional(body, "text/html; charset=utf-8", story.modified, request)

    def loose_feed(
        self, site: Site, spec: FeedSpec, items: list[tuple[NewsroomStory, str]], request: Request
    ) -> Answer:
        """A feed of stories at given addresses."""
        listing = feeds.Listing(spec=spec, title=site.key, home=site.base, url=site.base + spec.path, items=items)
        return self._listed(listing, request)

    def loose_page(self, site: Site, story: NewsroomStory, request: Request) -> Answer:
        """The page of a story that no publisher has."""
        place = pages.Place(site=site.key, url=site.base + request.path, home=site.base)
        return conditional(
            pages.render("agency", story, place).encode(), "text/html; charset=utf-8", story.modified, request
        )
