"""wirelake's steps in the forms that scorers of extraction, attribution and events take."""

from __future__ import annotations

from typing import Any

from benchmarks.attribution_adapter import attributions
from benchmarks.event_adapter import events
from schemas.columns import moment
from schemas.records import Article
from transforms.carried import has_markup
from transforms.poll.parse import parse_feed
from transforms.strip import read_body, strip_text

__all__ = ["attributions", "body", "events", "feed"]


def body(html: str, url: str | None = None) -> str:
    """The body of a page, or of a plain text (no address, no markup); empty when there is none.

    The body alone is read, as trafilatura's `extract` with its defaults does, beside which these speeds are put: that
    reads no metadata either, for which it has `extract_with_metadata`.
    """
    if url is not None or has_markup(html):
        return read_body(html, url=url)
    article = strip_text(html)
    return article.body if isinstance(article, Article) else ""


def feed(body: bytes, content_type: str | None = None) -> list[dict[str, Any]]:
    """The items of a feed document, those included that name neither an address nor a text."""
    parsed = parse_feed(body, content_type=content_type, url="http://feed.example/")
    return [
        {
            "id": item.guid,
            "url": item.url,
            "title": item.title,
            "published_at": moment(item.published_at).isoformat() if item.published_at is not None else None,
        }
        for item in getattr(parsed, "items", ())
    ]
