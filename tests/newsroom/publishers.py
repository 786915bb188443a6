"""Who publishes: sites with a look, an address and feeds of their own, and what each does to the copy it buys."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tests.newsroom.story import NewsroomStory


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """One feed of a publisher."""

    path: str
    format: str
    """rss20, rss10, atom10 or json11."""
    content: str = "summary"
    """summary (standfirst or first paragraph), full (markup of the whole story), text (the whole page as plain
    text with its boilerplate), description (the whole story as markup in the description element)."""
    ids: str = "address"
    """address (guid is the link), opaque (a tag of its own), none, unstable (another one at every poll)."""
    tracker: bool = False
    """Whether links carry tracking parameters."""
    validators: bool = True
    """Whether the feed answers conditional requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A site."""

    key: str
    title: str
    template: str
    """Name of the page template in :mod:`tests.newsroom.pages`."""
    feeds: tuple[FeedSpec, ...]
    path: str = "/story/{slug}"
    """Address of a story; may name slug, section and year, month, day of publication."""
    language: str = "en"
    house_style: str = "as_filed"
    """What it does to copy: as_filed, trimmed, restyled."""

    def story_path(self, story: NewsroomStory) -> str:
        """Where the site has the story: path and query."""
        return self.path.format(slug=story.slug, section=story.section.lower().replace(" ", "-"), **_date_parts(story))

    def edit(self, story: NewsroomStory) -> NewsroomStory:
        """The story as this site prints it."""
        if self.house_style == "trimmed" and len(story.paragraphs) > 5:
            return replace(story, paragraphs=story.paragraphs[:-1])
        if self.house_style == "restyled":
            restyled = tuple(_straight(paragraph) for paragraph in story.paragraphs)
            return replace(story, paragraphs=restyled)
        return story


def _straight(text: str) -> str:
    """Typographic quotation marks and dashes made plain, as some outlets do."""
    for old, new in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'")):
        text = text.replace(old, new)
    return text


def _date_parts(story: NewsroomStory) -> dict[str, str]:
    return {"year": f"{story.published:%Y}", "month": f"{story.published:%m}", "day": f"{story.published:%d}"}


PUBLISHERS: Final[dict[str, Publisher]] = {
    publisher.key: publisher
    for publisher in (
        Publisher(
            key="courier",
            title="The Dovrin Courier",
            template="wordpress",
            path="/{year}/{month}/{day}/{slug}/",
            feeds=(FeedSpec(path="/feed/", format="rss20", content="full", ids="opaque"),),
        ),
        Publisher(
            key="portal",
            title="Lunhaven Today",
            template="portal",
            path="/{section}/{slug}.html",
            house_style="trimmed",
            feeds=(FeedSpec(path="/rss/latest.xml", format="rss20"),),
        ),
        Publisher(
            key="meridian",
            title="Meridian Wire",
            template="agency",
            feeds=(FeedSpec(path="/atom.xml", format="atom10", ids="opaque"),),
        ),
        Publisher(
            key="gazette",
            title="The Kitoma Gazette",
            template="table",
            path="/news.php?id={slug}",
            house_style="restyled",
            feeds=(FeedSpec(path="/backend.rdf", format="rss10"),),
        ),
        Publisher(
            key="swift",
            title="Swift Mobile News",
            template="amp",
            path="/amp/{slug}",
            feeds=(FeedSpec(path="/feed.json", format="json11", content="full", ids="opaque"),),
        ),
        Publisher(
            key="bazaar",
            title="Bazaar Online",
            template="soup",
            path="/a/{slug}",
            feeds=(FeedSpec(path="/feed.atom", format="atom10", content="full"),),
        ),
        Publisher(
            key="plainwire",
            title="Plainwire",
            template="wordpress",
            path="/{year}/{month}/{slug}/",
            feeds=(FeedSpec(path="/plain.xml", format="rss20", content="text", ids="opaque"),),
        ),
        Publisher(
            key="beacon",
            title="Harbour Beacon",
            template="portal",
            path="/{section}/{slug}",
            feeds=(FeedSpec(path="/rss.xml", format="rss20", tracker=True, ids="opaque"),),
        ),
        Publisher(
            key="noguid",
            title="Ridge Valley Radio",
            template="soup",
            path="/bulletin/{slug}",
            feeds=(FeedSpec(path="/rss", format="rss20", ids="none"),),
        ),
        Publisher(
            key="shifting",
            title="The Shifting Post",
            template="agency",
            path="/item/{slug}",
            feeds=(FeedSpec(path="/rss.php", format="rss20", ids="unstable"),),
        ),
        Publisher(
            key="anzeiger",
            title="Brunnheimer Anzeiger",
            template="portal",
            language="de",
            path="/{section}/{slug}.html",
            feeds=(FeedSpec(path="/rss.xml", format="rss20", content="description"),),
        ),
        Publisher(
            key="faro",
            title="El Faro de Alba",
            template="wordpress",
            language="es",
            path="/{year}/{month}/{slug}/",
            feeds=(FeedSpec(path="/feed/", format="rss20"),),
        ),
        Publisher(
            key="courrier",
            title="Le Courrier de Corvanne",
            template="soup",
            language="fr",
            path="/article/{slug}",
            feeds=(FeedSpec(path="/flux.atom", format="atom10"),),
        ),
    )
}
"""The publishers of the hand-written stories."""


@cache
def has_whole_loopback_network() -> bool:
    """Whether any address of 127/8 can be bound (Linux), or 127.0.0.1 alone (macOS)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("127.1.0.1", 0))
        except OSError:
            return False
    return True


def listen(number: int, port: int) -> socket.socket:
    """A listening socket of the publisher with this number: an address of its own, else a port of its own.

    Args:
        number: From 0; 127.1.x.y is derived from it.
        port: The port wanted; 0, and a port already taken, mean any.

    Raises:
        ValueError: There are not so many addresses.
    """
    if not 0 <= number < 250 * 250:
        raise ValueError(f"the newsroom has addresses for 62,500 publishers, not for number {number}")
    own_address = has_whole_loopback_network()
    address = f"127.1.{number // 250}.{number % 250 + 1}" if own_address else "127.0.0.1"
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port if own_address or number == 0 else 0))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        listener.bind((address, 0))
    listener.listen(512)
    listener.setblocking(False)
    return listener
