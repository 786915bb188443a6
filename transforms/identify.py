"""Which items are the same item: identity keys and a fingerprint for the entries of one document. Pure.

An item is known when the lake holds any of its keys, so each item gets every key that identifies it within its
document, most trusted first: its guid, its link, its title with its time. Feeds break each of them: guids are missing,
the same for all, or new at every poll; links all lead to the home page, or carry a session. What several items of a
document share identifies none of them and is dropped.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from courlan import normalize_url

from schemas.columns import Instant

TRACKERS: Final = re.compile(
    r"(?:utm_.+|mtm_.+|pk_(?:campaign|kwd|source|medium|keyword|content|cid)|itm_.+"
    r"|at_(?:campaign|medium|custom\d|link.*)|ns_(?:campaign|mchannel|source|linkname|fee)|xtor|cmpid|icid|ncid|ocid|smid|smtyp|spm|ftag|mbid|partner"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|igshid|igsh|ttclid|mc_cid|mc_eid|_ga|_gl"
    r"|_hsenc|_hsmi|vero_.+|oly_.+_id|wt_mc|ito|ref_src|feedtype|feedname|rss|source_type"
    r"|phpsessid|jsessionid|aspsessionid.*|asp\.net_sessionid|cfid|cftoken|sessionid|session_id|sessid|sid)\Z",
    re.IGNORECASE,
)
"""Query parameters that tell who came how, never which story. Whole names: courlan's own list matches beginnings and
would take `gallery=12` and `cid=7` for trackers, and two stories for one."""

_SESSION_PATH: Final = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_COUNTS: Final = re.compile(
    r"\b\d[\d.,]{0,14} ?(?:comments?|replies|reply|views?|shares?|likes?|points?|votes?|reads?|kommentare?"
    r"|commentaires?)\b",
    re.IGNORECASE,
)
_UNCHANGED: Final = ".-"
"""Ends the fingerprint of an item without a time of change."""
_TOLD: Final = "!"
"""Ends the fingerprint of an item with one, where others of its document have none."""
_LARGEST: Final = 1 << 20
"""Characters of a text that the fingerprint reads."""


class Item(Protocol):
    """What identity is read from."""

    @property
    def guid(self) -> str | None:
        """As the feed gives it."""

    @property
    def url(self) -> str | None:
        """Absolute link."""

    @property
    def title(self) -> str | None:
        """Headline as text."""

    @property
    def summary(self) -> str | None:
        """Description, markup or text."""

    @property
    def content(self) -> str | None:
        """The whole story, markup or text."""

    @property
    def published_at(self) -> Instant | None:
        """When it was published."""

    @property
    def updated_at(self) -> Instant | None:
        """When the feed says it changed."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What one item is known by.

    Attributes:
        keys: 32 hex digits each, most trusted first; empty for a repetition of an earlier item of the document.
        fingerprint: Digest of what the feed says of it, 32 hex digits.
    """

    keys: tuple[str, ...]
    fingerprint: str


def feed_id(url: str) -> str:
    """The id of a configured feed: 16 hex digits of its address."""
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def canonical_url(url: str) -> str:
    """An address without what does not identify: trackers, sessions, fragment, letter case of the host, default port.

    A fragment that routes (`#!/…`, `#/…`) is kept. An address that cannot be taken apart comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        path = _SESSION_PATH.sub("", parts.path) or "/"
        query = urlencode(
            sorted(
                (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKERS.match(key)
            )
        )
        fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
        bare: str = normalize_url(urlunsplit((parts.scheme, parts.netloc, path, "", "")))
        scheme, netloc, path, _, _ = urlsplit(bare)
        return urlunsplit((scheme, netloc, path, query, fragment))
    except (ValueError, AttributeError):
        return url.strip()


def identify(items: Sequence[Item], *, feed: str) -> list[Identity]:
    """Keys and fingerprint of each item of one document, in its order.

    Args:
        items: All items of the document: what identifies is only seen among its neighbours.
        feed: The feed's id; guids that are no address, and titles, count within their feed only.
    """
    candidates = [(_guid_key(item.guid, feed), _link_key(item.url), _text_key(item, feed)) for item in items]
    # The same item twice in a document is one item; only different items make a shared candidate worthless.
    first: dict[object, int] = {}
    for index, (item, keys) in enumerate(zip(items, candidates, strict=True)):
        first.setdefault((keys, _last_key(item, feed)), index)
    kept = sorted(first.values())
    shared = Counter(key for index in kept for key in set(candidates[index]) if key)
    last = Counter(_last_key(items[index], feed) for index in kept)
    times = {item.updated_at for item in items}
    own_time = len(items) < 2 or len(times) > 1
    found = [Identity((), fingerprint(item, own_time=own_time, told=None in times)) for item in items]
    for index in kept:
        good = [key for key in candidates[index] if key and shared[key] == 1]
        if not good:
            text = _last_key(items[index], feed)
            good = [text if last[text] == 1 else f"{text} {items[index].guid} {items[index].url}"]
        found[index] = Identity(tuple(dict.fromkeys(map(_digest, good))), found[index].fingerprint)
    return found


def fingerprint(item: Item, *, own_time: bool = True, told: bool = False) -> str:
    """Digest of title, summary, content and time of change, without what changes by itself.

    Markup, white space, addresses within it and counts of comments are left out.

    Args:
        item: The item.
        own_time: Whether its time of change is its own; where a document gives all items the same one, it is the time
            of the document.
        told: Whether the document gives a time of change only to items that were changed: then to have one is an edit.
    """
    text = _digest("\x1f".join([_plain(item.title), _plain(item.summary), _plain(item.content)]))
    if item.updated_at is None:
        return text + _UNCHANGED
    return f"{text}.{_digest(str(item.updated_at))[:8]}{_TOLD if told else ''}" if own_time else text


def same_words(one: str, other: str) -> bool:
    """Whether two fingerprints are of the same text, and of the same time of change where both have one.

    A document whose items begin, or cease, to have times of their own has not edited them all; one that gives a time to
    a single item has edited that one.

    Args:
        one: Of what was said before.
        other: Of what is said now.
    """
    (text, _, time), (other_text, _, other_time) = one.partition("."), other.partition(".")
    if text != other_text:
        return False
    if f".{time}" == _UNCHANGED:
        return not other_time.endswith(_TOLD)
    had, has = time.removesuffix(_TOLD), other_time.removesuffix(_TOLD)
    return not had or not has or f".{has}" == _UNCHANGED or had == has


def _plain(text: str | None) -> str:
    if not text:
        return ""
    bare = " ".join(html.unescape(_TAG.sub(" ", text[:_LARGEST])).split())
    return " ".join(_COUNTS.sub(" ", bare).split())


def _guid_key(guid: str | None, feed: str) -> str | None:
    guid = (guid or "").strip()
    if not guid:
        return None
    if guid.lower().startswith(("http://", "https://")):
        return _link_key(guid) or f"guid {feed} {guid}"
    return f"guid {feed} {guid}"


def _link_key(url: str | None) -> str | None:
    """The same for http and https; None for a home page, which identifies nothing."""
    if not url:
        return None
    bare = canonical_url(url).split("://", 1)[-1]
    _, slash, rest = bare.partition("/")
    return f"url {bare.rstrip('/')}" if slash and rest.strip("/") else None


def _text_key(item: Item, feed: str) -> str | None:
    """Title and time: enough where both are there."""
    title = _plain(item.title)
    return f"text {feed} {title} {item.published_at}" if title and item.published_at is not None else None


def _last_key(item: Item, feed: str) -> str:
    """All that an item says: for one that nothing else tells from its neighbours."""
    text = _plain(item.content) or _plain(item.summary)
    return f"last {feed} {item.published_at} {_plain(item.title)}\x1f{text}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
