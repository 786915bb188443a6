"""An item of a feed as the document gives it, whatever the format. Pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from schemas.columns import Instant

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
LONGEST_TEXT: Final = 4 << 20
"""Characters of one entry's text that are kept."""
LONGEST_ID: Final = 4_096
"""Characters of an address, or of a guid, that are kept."""
LONGEST_TITLE: Final = 2_000
LONGEST_NAME: Final = 300
LONGEST_WORD: Final = 200
"""Characters of a keyword."""
LONGEST_LANGUAGE: Final = 35
"""Characters of the longest usual language tag (RFC 5646, 4.4.1). A feed says it once, and every entry carries it."""
MOST_NAMES: Final = 50
MOST_WORDS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item, usable or not."""

    guid: str | None = None
    """guid, id or rdf:about, as written."""
    url: str | None = None
    """Absolute http or https link; None where it has none."""
    title: str | None = None
    """As text: no markup, entities resolved, white space single."""
    summary: str | None = None
    """Description, markup or text, where it is not the whole story."""
    content: str | None = None
    """What the feed gives as the whole story, markup or text."""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str | None = None
    published_at: Instant | None = None
    updated_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed document as read, before its items get an identity."""

    format: str
    """rss20, rss10, rss091u, atom10, atom03, cdf, json11 …; `rss` and `atom` where the version is unknown."""
    title: str | None
    language: str | None
    items: tuple[Item, ...]
    ttl: float | None
    """Seconds between polls that the document asks for (ttl, sy:updatePeriod); None where it does not."""
    fault: str | None
    """What was wrong with a document that could be read all the same."""
    cut: bool = False
    """Whether it has more items than are read of one document."""


def absolute(link: str | None, base: str) -> str | None:
    """A link as an absolute http or https address without white space, or None where it is none."""
    if not link:
        return None
    link = "".join(link.split()) if "\n" in link or "\t" in link or "\r" in link else link.strip().replace(" ", "%20")
    try:
        found = urljoin(base, link) if base else link
        parts = urlsplit(found)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(found) > LONGEST_ID:
            return None
        # Non-ASCII letters in path and query become UTF-8 percent escapes (RFC 3987); what is escaped stays.
        return found if found.isascii() else _escape(found)
    except ValueError:  # half a surrogate pair, which has no escape, too
        return None


def _escape(url: str) -> str:
    parts = urlsplit(url)
    safe = "!#$%&'()*+,/:;=?@[]~-._"
    return parts._replace(
        path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=quote(parts.fragment, safe)
    ).geturl()


def plain(text: str | None) -> str | None:
    """A title as text: tags out, entities resolved (twice escaped ones too), white space single; None for nothing."""
    if not text:
        return None
    text = text[: LONGEST_TITLE * 8]
    if "<" in text:
        # Up to the last end of a comment every beginning of one has an end, so that none is looked for in vain.
        last = text.rfind("-->") + 3
        text = _TAG.sub("", _COMMENT.sub("", text[:last]) + text[last:])
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())[:LONGEST_TITLE] or None
