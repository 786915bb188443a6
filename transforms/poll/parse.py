"""A feed document as entries. Pure: bytes in, entries or a refusal out, whatever the bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from schemas.columns import Instant
from schemas.records import Entry, Feed, Refusal
from transforms.fetching.reasons import refuse
from transforms.identify import feed_id, identify
from transforms.poll.dates import read_date
from transforms.poll.items import (
    LONGEST_ID,
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_NAMES,
    MOST_WORDS,
    Document,
    Item,
    absolute,
    plain,
)
from transforms.poll.jsonfeed import looks_like_json, read_json
from transforms.poll.prologue import EntityBombError, decode, read_prologue
from transforms.poll.reader import Reading, TooSlowError, read_document

MOST_BYTES: Final = 16 << 20
_PERIODS: Final = {
    "hourly": 3_600.0,
    "daily": 86_400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}
"""sy:updatePeriod (RSS 1.0 syndication module)."""
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(rss|rdf|feed|channel|item|entry)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invalid:
    """An item that cannot become an entry."""

    item: Item
    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed that could be read."""

    format: str
    """rss20, rss10, rss091u, atom10, atom03, cdf, json11 …"""
    title: str | None
    language: str | None
    """As the feed says it, in lower case; a hint."""
    entries: tuple[Entry, ...]
    """Usable items, in the order of the document, each once."""
    items: tuple[Item, ...]
    """All items of the document as they stand there, the unusable and repeated too."""
    ttl: float | None
    """Seconds between polls that the document asks for; None where it does not."""
    invalid: tuple[Invalid, ...] = ()
    fault: str | None = None
    """What was wrong with a document that could be read all the same."""
    cut: bool = False
    """Whether it has more items than are read of one document."""


def parse_feed(
    body: bytes, *, content_type: str | None, url: str, feed: Feed | None = None, now: Instant | None = None
) -> ParsedFeed | Refusal:
    """Read a feed: RSS 0.9x to 2.0, RDF, Atom, CDF or JSON Feed. Never raises, and takes bounded time and memory.

    Args:
        body: The document, decompressed.
        content_type: The Content-Type header, or None.
        url: The address that answered: relative links are relative to it, where no xml:base says otherwise.
        feed: The feed as configured; its outlet, agency, language, content and rate go into the entries.
        now: Dates more than 400 days after it are not believed; all are where it is None.

    Returns:
        The feed; a broken one too, as far as it could be read (`fault` says what is broken). Or a refusal: empty,
        too_large, not_a_feed, malformed, entity_bomb or too_slow.
    """
    document = read_items(body, content_type=content_type, url=url, now=now)
    if isinstance(document, Refusal):
        return document
    feed = feed or Feed(feed_id=feed_id(url), url=url)
    invalid: list[Invalid] = []
    entries: list[Entry] = []
    for item, identity in zip(document.items, identify(document.items, feed=feed.feed_id), strict=True):
        if item.url is None and not (item.content or item.summary):
            message = f"neither an address nor a text: {(item.title or item.guid or 'no title')[:200]}"
            invalid.append(Invalid(item=item, reason="no_address_no_text", message=message))
        elif identity.keys:
            entries.append(_entry(item, identity.keys, identity.fingerprint, feed, document))
    return ParsedFeed(
        format=document.format,
        title=document.title,
        language=document.language,
        entries=tuple(entries),
        items=document.items,
        ttl=document.ttl,
        invalid=tuple(invalid),
        fault=document.fault,
        cut=document.cut,
    )


def read_items(body: bytes, *, content_type: str | None, url: str, now: Instant | None = None) -> Document | Refusal:
    """The items of a document as they stand there, without identity: the first half of :func:`parse_feed`."""
    if len(body) > MOST_BYTES:
        return refuse("poll", "too_large", f"{len(body)} bytes, more than {MOST_BYTES}")
    if not body.strip(b" \t\r\n\x00"):
        return refuse("poll", "empty", "a document without content")
    text, encoding = decode(body, content_type)
    if looks_like_json(text):
        found = read_json(text, url=url, now=now)
        return refuse("poll", "not_a_feed", found) if isinstance(found, str) else found
    return _read_xml(text, encoding, content_type, url, now)


def _read_xml(text: str, encoding: str, content_type: str | None, url: str, now: Instant | None) -> Document | Refusal:
    try:
        prologue = read_prologue(text)
        if not _ROOT.search(prologue.root):
            return refuse("poll", "not_a_feed", _what_it_is(prologue.root, content_type, encoding))
        reading = read_document(prologue)
    except EntityBombError as error:
        return refuse("poll", "entity_bomb", str(error))
    except TooSlowError as error:
        return refuse("poll", "too_slow", str(error))
    return _document(reading, url, now, prologue.root, content_type)


def _document(
    reading: Reading, url: str, now: Instant | None, root: str, content_type: str | None
) -> Document | Refusal:
    """A reading of feedparser's as a document."""
    if not reading.entries and not reading.version:
        if reading.fault and not root[:2000].lower().lstrip().startswith(("<html", "<!doctype html")):
            return refuse("poll", "malformed", reading.fault)
        return refuse("poll", "not_a_feed", _what_it_is(root, content_type, "utf-8"))
    if not reading.entries and reading.fault:
        return refuse("poll", "malformed", f"{reading.fault}; no entry could be read before it")
    feed = reading.feed
    return Document(
        format=reading.version or "rss",
        title=plain(_string(feed.get("title"))),
        language=(_string(feed.get("language")) or "").lower()[:LONGEST_LANGUAGE] or None,
        items=tuple(_item(entry, url, now) for entry in reading.entries),
        ttl=_ttl(feed),
        fault=reading.fault,
        cut=reading.cut,
    )


def _item(entry: dict[str, Any], base: str, now: Instant | None) -> Item:
    contents = [part for part in entry.get("content") or () if isinstance(part, dict)]
    content = max((_string(part.get("value")) or "" for part in contents), key=len, default="")
    summary = _string(entry.get("summary"))
    if content and summary and summary.strip() == content.strip():
        summary = None  # feedparser copies the content where there is no summary
    dates = {name: _string(dict.get(entry, name)) for name in ("published", "created", "updated")}
    published = read_date(dates["published"], now) or read_date(dates["created"], now)
    updated = read_date(dates["updated"], now)
    return Item(
        guid=_string(entry.get("id")),
        url=_link(entry, base),
        title=plain(_string(entry.get("title"))),
        summary=summary[:LONGEST_TEXT] if summary else None,
        content=content[:LONGEST_TEXT] or None,
        authors=_authors(entry),
        keywords=_keywords(entry),
        language=(_string(next((part.get("language") for part in contents), None)) or "")[:LONGEST_LANGUAGE] or None,
        # Atom and Dublin Core feeds often carry `updated` alone: then it is the time of publication as well.
        published_at=published if published is not None else updated,
        updated_at=updated,
    )


def _link(entry: dict[str, Any], base: str) -> str | None:
    """The story's address: feedparser's choice, else another link that may be the story's, else the guid."""
    first = absolute(_string(entry.get("link")), base)
    if first:
        return first
    for link in entry.get("links") or ():
        if isinstance(link, dict) and link.get("rel", "alternate") in ("alternate", "related", "via"):
            found = absolute(_string(link.get("href")), base)
            if found:
                return found
    guid = _string(entry.get("id")) or ""
    return absolute(guid, "") if entry.get("guidislink") else None


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    found = [plain(_string(author.get("name"))) for author in entry.get("authors") or () if isinstance(author, dict)]
    names = [name for name in (*found, *([] if any(found) else [plain(_string(entry.get("author")))])) if name]
    return tuple(dict.fromkeys(name[:LONGEST_NAME] for name in names if name))[:MOST_NAMES]


def _keywords(entry: dict[str, Any]) -> tuple[str, ...]:
    tags = [tag for tag in (entry.get("tags") or ())[:MOST_WORDS] if isinstance(tag, dict)]
    found = (plain(_string(tag.get("label")) or _string(tag.get("term"))) for tag in tags)
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in found if word))


def _ttl(feed: dict[str, Any]) -> float | None:
    """Seconds between polls: the longer of ttl (minutes, RSS 2.0) and sy:updatePeriod over sy:updateFrequency."""
    found = []
    minutes = _number(feed.get("ttl"))
    if minutes:
        found.append(minutes * 60)
    period = _PERIODS.get((_string(feed.get("sy_updateperiod")) or "").strip().lower())
    if period:
        found.append(period / (_number(feed.get("sy_updatefrequency")) or 1))
    return max(found, default=None)


def _number(value: Any) -> float | None:
    text = _string(value) or ""
    found = re.match(r"\s*([0-9]{1,9})", text)
    return float(found[1]) if found and float(found[1]) > 0 else None


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _entry(item: Item, keys: tuple[str, ...], fingerprint: str, feed: Feed, document: Document) -> Entry:
    return Entry(
        feed_id=feed.feed_id,
        url=item.url,
        guid=item.guid[:LONGEST_ID] if item.guid else None,
        keys=keys,
        fingerprint=fingerprint,
        title=item.title,
        summary=item.summary,
        content=item.content,
        authors=item.authors,
        keywords=item.keywords,
        language=feed.language or item.language or document.language,
        published_at=item.published_at,
        updated_at=item.updated_at,
        outlet=feed.outlet or document.title,
        agency=feed.agency,
        content_from=feed.content,
        rate=feed.rate,
    )


def _what_it_is(root: str, content_type: str | None, encoding: str) -> str:
    """A word for the person who sees the reject on what came instead of a feed."""
    start = root[:2000].lower()
    kind = (content_type or "no Content-Type").split(";", 1)[0].strip()[:80]
    if "<html" in start or "<!doctype html" in start or "<body" in start:
        return f"an HTML page, not a feed ({kind})"
    if root[:1000].count("\ufffd") > 20 or not root.lstrip().startswith("<"):
        return f"neither XML nor JSON ({kind}, read as {encoding})"
    return f"XML, but no element of a feed in it ({kind})"
