"""Feeds of a publisher in the formats that readers meet, the same bytes for the same stories."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from typing import Final

from tests.newsroom.body import body_lines, body_markup
from tests.newsroom.publishers import FeedSpec
from tests.newsroom.story import NewsroomStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed about to be written.

    Attributes:
        spec: Its form.
        title: The publisher's title.
        home: The publisher's address.
        url: The feed's own address.
        items: Stories with their addresses, in the order of the feed.
        poll: How often it has been asked; only a feed with unstable ids looks at it.
    """

    spec: FeedSpec
    title: str
    home: str
    url: str
    items: Sequence[tuple[NewsroomStory, str]]
    poll: int = 0
    language: str = "en"


def render(listing: Listing) -> tuple[bytes, str]:
    """The feed's bytes and its content type."""
    write, content_type = FORMATS[listing.spec.format]
    return write(listing).encode("utf-8"), content_type


def _link(listing: Listing, url: str) -> str:
    if not listing.spec.tracker:
        return url
    return f"{url}{'&' if '?' in url else '?'}utm_source=rss&utm_medium=feed&utm_campaign=latest"


def _id(listing: Listing, story: NewsroomStory, url: str) -> str | None:
    match listing.spec.ids:
        case "none":
            return None
        case "opaque":
            return f"tag:newsroom,2025:{story.slug}"
        case "unstable":
            return hashlib.sha256(f"{story.slug}/{listing.poll}".encode()).hexdigest()[:20]
        case _:
            return url


def _summary(story: NewsroomStory) -> str:
    return story.standfirst or story.printed[0]


def _safe(markup: str) -> str:
    """Text for a CDATA section."""
    return markup.replace("]]>", "]]&gt;")


def _rss20(listing: Listing) -> str:
    items = []
    for story, url in listing.items:
        identity = _id(listing, story, url)
        permalink = "true" if listing.spec.ids == "address" else "false"
        parts = [f"<title>{escape(story.headline)}</title>", f"<link>{escape(_link(listing, url))}</link>"]
        if identity is not None:
            parts.append(f'<guid isPermaLink="{permalink}">{escape(identity)}</guid>')
        parts.append(f"<pubDate>{format_datetime(story.published)}</pubDate>")
        if story.modified != story.published:
            parts.append(f"<atom:updated>{story.modified.isoformat()}</atom:updated>")
        if story.byline:
            parts.append(f"<dc:creator>{escape(story.byline.removeprefix('By '))}</dc:creator>")
        parts += [f"<category>{escape(keyword)}</category>" for keyword in (story.section, *story.keywords)]
        match listing.spec.content:
            case "full":
                parts.append(f"<description>{escape(_summary(story))}</description>")
                parts.append(f"<content:encoded><![CDATA[{_safe(body_markup(story))}]]></content:encoded>")
            case "description":
                parts.append(f"<description><![CDATA[{_safe(body_markup(story))}]]></description>")
            case "text":
                parts.append(f"<description>{escape(body_lines(story))}</description>")
            case _:
                parts.append(f"<description>{escape(_summary(story))}</description>")
        items.append("<item>" + "".join(parts) + "</item>")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>{escape(listing.title)}</title><link>{escape(listing.home)}/</link>
<description>News of {escape(listing.title)}</description><language>{listing.language}</language>
<atom:link href="{escape(listing.url)}" rel="self" type="application/rss+xml"/>
{chr(10).join(items)}
</channel></rss>
"""


def _rss10(listing: Listing) -> str:
    order = "".join(f'<rdf:li rdf:resource="{escape(url)}"/>' for _, url in listing.items)
    items = "\n".join(
        f'<item rdf:about="{escape(url)}"><title>{escape(story.headline)}</title>'
        f"<link>{escape(_link(listing, url))}</link><description>{escape(_summary(story))}</description>"
        f"<dc:date>{story.modified.isoformat()}</dc:date><dc:subject>{escape(story.section)}</dc:subject></item>"
        for story, url in listing.items
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{escape(listing.url)}"><title>{escape(listing.title)}</title><link>{escape(listing.home)}/</link>
<description>News of {escape(listing.title)}</description><items><rdf:Seq>{order}</rdf:Seq></items></channel>
{items}
</rdf:RDF>
"""


def _atom10(listing: Listing) -> str:
    entries = []
    for story, url in listing.items:
        identity = _id(listing, story, url) or url
        content = ""
        if listing.spec.content == "full":
            content = f'<content type="html">{escape(body_markup(story))}</content>'
        author = f"<author><name>{escape(story.byline.removeprefix('By '))}</name></author>" if story.byline else ""
        entries.append(
            f"<entry><title>{escape(story.headline)}</title>"
            f'<link rel="alternate" href="{escape(_link(listing, url))}"/>'
            f"<id>{escape(identity)}</id><published>{story.published.isoformat()}</published>"
            f"<updated>{story.modified.isoformat()}</updated>{author}"
            f'<category term="{escape(story.section)}"/><summary>{escape(_summary(story))}</summary>{content}</entry>'
        )
    updated = max((story.modified.isoformat() for story, _ in listing.items), default="2025-01-01T00:00:00+00:00")
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{listing.language}">
<title>{escape(listing.title)}</title><id>{escape(listing.url)}</id><updated>{updated}</updated>
<author><name>{escape(listing.title)}</name></author>
<link rel="self" href="{escape(listing.url)}"/><link rel="alternate" href="{escape(listing.home)}/"/>
{chr(10).join(entries)}
</feed>
"""


def _json11(listing: Listing) -> str:
    items = []
    for story, url in listing.items:
        item: dict[str, object] = {
            "id": _id(listing, story, url) or url,
            "url": _link(listing, url),
            "title": story.headline,
            "summary": _summary(story),
            "date_published": story.published.isoformat(),
            "date_modified": story.modified.isoformat(),
            "tags": [story.section, *story.keywords],
        }
        if story.byline:
            item["authors"] = [{"name": story.byline.removeprefix("By ")}]
        if listing.spec.content == "full":
            item["content_html"] = body_markup(story)
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": listing.title,
        "home_page_url": f"{listing.home}/",
        "feed_url": listing.url,
        "language": listing.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


FORMATS: Final[dict[str, tuple[Callable[[Listing], str], str]]] = {
    "rss20": (_rss20, "application/rss+xml; charset=utf-8"),
    "rss10": (_rss10, "application/rdf+xml; charset=utf-8"),
    "atom10": (_atom10, "application/atom+xml; charset=utf-8"),
    "json11": (_json11, "application/feed+json; charset=utf-8"),
}
"""How each format is written, and its content type."""
