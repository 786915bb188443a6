"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) as items: feedparser does not read it. Pure.

Types are taken as they come: feeds in the wild write numbers for ids and a single author for a list.
"""

from __future__ import annotations

import json
from typing import Any, Final

from schemas.columns import Instant
from transforms.poll.dates import read_date
from transforms.poll.items import (
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WORD,
    MOST_NAMES,
    MOST_WORDS,
    Document,
    Item,
    absolute,
)

MOST_ITEMS: Final = 20_000
_VERSIONS: Final = {"https://jsonfeed.org/version/1": "json10", "https://jsonfeed.org/version/1.1": "json11"}


def looks_like_json(text: str) -> bool:
    """Whether a document begins as a JSON object does."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json(text: str, *, url: str, now: Instant | None) -> Document | str:
    """Read a JSON feed.

    Args:
        text: The document.
        url: What its addresses are relative to.
        now: To judge dates in the future.

    Returns:
        The document, or why it is no JSON feed.
    """
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return f"it is no JSON: {' '.join(str(error).split())[:200]}"
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return "it is JSON, but has no list of items"
    version = str(data.get("version") or "").replace("http://", "https://").rstrip("/")
    if "jsonfeed.org" not in version and not data.get("title"):
        return "it is JSON, but names no version of JSON Feed"
    authors = _names(data)
    return Document(
        format=_VERSIONS.get(version, "json"),
        title=_text(data.get("title"), LONGEST_TITLE),
        language=_text(data.get("language"), LONGEST_LANGUAGE),
        items=tuple(_item(item, url, authors, now) for item in data["items"][:MOST_ITEMS] if isinstance(item, dict)),
        ttl=None,
        fault=None,
        cut=len(data["items"]) > MOST_ITEMS,
    )


def _item(item: dict[str, Any], base: str, authors: tuple[str, ...], now: Instant | None) -> Item:
    html, text = _text(item.get("content_html")), _text(item.get("content_text"))
    tags = item.get("tags")
    return Item(
        guid=_text(item.get("id")),
        url=absolute(_text(item.get("url")), base) or absolute(_text(item.get("external_url")), base),
        title=_text(item.get("title"), LONGEST_TITLE),
        summary=_text(item.get("summary")),
        content=html or text,
        authors=_names(item) or authors,
        keywords=tuple(found for tag in tags[:MOST_WORDS] if (found := _text(tag, LONGEST_WORD)))
        if isinstance(tags, list)
        else (),
        language=_text(item.get("language"), LONGEST_LANGUAGE),
        published_at=read_date(_text(item.get("date_published")), now),
        updated_at=read_date(_text(item.get("date_modified")), now),
    )


def _names(holder: dict[str, Any]) -> tuple[str, ...]:
    """Names of `authors` (1.1), else of `author` (1.0)."""
    found = holder.get("authors")
    people = found[:MOST_NAMES] if isinstance(found, list) else [holder.get("author")]
    names = (_text(person.get("name") if isinstance(person, dict) else person, LONGEST_NAME) for person in people)
    return tuple(name for name in names if name)


def _text(value: Any, most: int = LONGEST_TEXT) -> str | None:
    """A string or a number as text of so many characters without outer white space; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        return str(value).strip()[:most] or None
    except ValueError:  # an integer of more digits than Python prints
        return None
