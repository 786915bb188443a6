"""The file of feeds: TOML with a table a feed, or plain addresses a line.

```toml
[defaults]              # for every feed below that says nothing else
rate = 0.5              # requests a second at most, for each host

[[feed]]
url = "https://example.org/world/rss.xml"
outlet = "Example Times"     # else: what the page or the feed calls itself
agency = "Reuters"           # if all of it is one agency's copy
language = "en"
content = "auto"             # auto, feed or page: where the text is taken from
interval = "30m"             # not asked more often; else the feed's own word holds
```

A mistake costs one line that names the file's line, the key and what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from schemas.records import Feed

MAX_INTERVAL: Final = 14 * 86400.0
"""Seconds: a feed's state that says more is taken for a clock gone wrong."""

MAX_RATE: Final = 50.0
"""Requests a second that no configuration may exceed for one host."""

_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_KEY_LINE: Final = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")
_OPML: Final = re.compile(r"\s*<(?:[?!].*<)?opml\b", re.DOTALL | re.IGNORECASE)
_HEAD: Final = 4096
"""Characters in which the root element begins."""
_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]\]?")


class ConfigError(Exception):
    """A mistake in what the user configured; its text is the one line that they read."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty")
    return value.strip()


def _url(value: object) -> str:
    text = _text(value)
    allowed = "an http or https address, such as https://example.org/rss.xml"
    try:
        parts = urlsplit(text)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(allowed) from None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or not port_is_valid:
        raise ValueError(allowed)
    if " " in text or not text.isprintable():  # nor are the halves of characters that bytes which are not UTF-8 become
        raise ValueError(allowed)
    if parts.username or parts.password:
        raise ValueError("an address without user name and password")
    return text


def _language(value: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise ValueError('two small letters of ISO 639-1, such as "en"')
    return value


def _content(value: object) -> str:
    if value not in ("auto", "feed", "page"):
        raise ValueError('"auto", "feed" or "page"')
    return str(value)


def _interval(value: object) -> float:
    seconds = -1.0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = float(value)
    elif isinstance(value, str) and (match := _DURATION.fullmatch(value.strip())):
        seconds = float(match[1]) * _UNITS[match[2]]
    if not 0 <= seconds <= MAX_INTERVAL:
        raise ValueError('seconds, or a number with s, m, h or d, such as "30m", and at most 14 days')
    return seconds


def _rate(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= MAX_RATE:
        return float(value)
    raise ValueError(f"requests a second, more than 0 and at most {MAX_RATE:g}")


_DEFAULTS: Final[Mapping[str, Callable[[object], Any]]] = {
    "agency": _text,
    "content": _content,
    "interval": _interval,
    "language": _language,
    "outlet": _text,
    "rate": _rate,
}
_FEED: Final[Mapping[str, Callable[[object], Any]]] = {"url": _url, **_DEFAULTS}


def _feed(url: str, **settings: Any) -> Feed:
    from transforms.identify import feed_id  # noqa: PLC0415 - `query` reads no feeds and need not wait for it

    return Feed(feed_id=feed_id(url), url=url, **settings)


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds of a file.

    Raises:
        ConfigError: The file cannot be read, or something in it is not as documented.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not in UTF-8: byte {error.start} cannot be read") from None
    if path.suffix.lower() == ".opml" or _OPML.match(text, 0, _HEAD):
        raise ConfigError(
            f"{path}: OPML is not read; write each xmlUrl of it on a line of its own, or as url of a [[feed]]"
        )
    if path.suffix.lower() == ".toml" or re.search(r"^\s*\[", text, re.MULTILINE):
        return _unique(_read_toml(text, str(path)), str(path))
    return _unique(_read_lines(text, str(path)), str(path))


def feeds_of_urls(urls: Iterable[str]) -> tuple[Feed, ...]:
    """Feeds with the defaults, from addresses on the command line.

    Raises:
        ConfigError: One of them is not an address that can be asked.
    """
    feeds = []
    for url in urls:
        try:
            checked = _url(url)
        except ValueError as allowed:
            raise ConfigError(f"--feed {url!r}: must be {allowed}") from None
        feeds.append((_feed(checked), 0))
    return _unique(feeds, "--feed")


def _read_lines(text: str, name: str) -> list[tuple[Feed, int]]:
    feeds = []
    for number, line in enumerate(text.splitlines(), 1):
        url = line.split(" #", 1)[0].strip()
        if not url or url.startswith("#"):
            continue
        try:
            feeds.append((_feed(_url(url)), number))
        except ValueError as allowed:
            raise ConfigError(f"{name}, line {number}: {url!r} must be {allowed}") from None
    return feeds


def _read_toml(text: str, name: str) -> list[tuple[Feed, int]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not TOML: {error}") from None
    lines = _Lines(text)
    for key in document:
        if key not in ("defaults", "feed"):
            raise ConfigError(
                f"{name}, line {lines.of_key(None, 0, key)}: {key!r} is not known here; allowed: [defaults], [[feed]]"
            )
    defaults, entries = document.get("defaults", {}), document.get("feed", [])
    if not isinstance(defaults, dict):
        raise ConfigError(f"{name}, line {lines.of_key(None, 0, 'defaults')}: defaults must be a table: [defaults]")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(
            f"{name}, line {lines.of_key(None, 0, 'feed')}: feeds are written [[feed]], with two brackets"
        )
    common = _checked(defaults, _DEFAULTS, partial(lines.of_key, "defaults", 0), name, "[defaults]")
    feeds = []
    for place, entry in enumerate(entries):
        header = lines.of_header("feed", place)
        values = _checked(entry, _FEED, partial(lines.of_key, "feed", place), name, "[[feed]]")
        if "url" not in values:
            raise ConfigError(f"{name}, line {header}: this [[feed]] has no url")
        feeds.append((_feed(**{**common, **values}), header))
    return feeds


def _checked(
    table: Mapping[str, object],
    allowed: Mapping[str, Callable[[object], Any]],
    line: Callable[[str], int],
    name: str,
    where: str,
) -> dict[str, Any]:
    values = {}
    for key, value in table.items():
        if key not in allowed:
            raise ConfigError(
                f"{name}, line {line(key)}: {key!r} is not known in {where}; allowed: {', '.join(allowed)}"
            )
        try:
            values[key] = allowed[key](value)
        except ValueError as expected:
            raise ConfigError(f"{name}, line {line(key)}: {key} = {value!r}: must be {expected}") from None
    return values


def _unique(feeds: list[tuple[Feed, int]], name: str) -> tuple[Feed, ...]:
    if not feeds:
        raise ConfigError(f"{name}: names no feed; write one address a line, or a [[feed]] with a url")
    seen: dict[str, int] = {}
    for feed, line in feeds:
        if feed.url in seen:
            where = f"{name}, line {line}" if line else name
            raise ConfigError(
                f"{where}: {feed.url} is named twice" + (f" (first on line {seen[feed.url]})" if line else "")
            )
        seen[feed.url] = line
    return tuple(feed for feed, _ in feeds)


class _Lines:
    """Where a key of a TOML text stands; tomllib does not say."""

    def __init__(self, text: str) -> None:
        self._headers: list[tuple[str, int]] = [("", 0)]
        self._keys: list[dict[str, int]] = [{}]
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                self._headers.append((header[2], number))
                self._keys.append({})
            elif key := _KEY_LINE.match(line):
                self._keys[-1].setdefault(key[1], number)

    def of_header(self, table: str, place: int) -> int:
        """Line of the ``place``-th header of a table; 1 when it is written inline."""
        lines = [number for name, number in self._headers if name == table]
        return lines[place] if place < len(lines) else 1

    def of_key(self, table: str | None, place: int, key: str) -> int:
        """Line of a key under that header; the header's own line when it is written inline."""
        if table is None:
            return self._keys[0].get(key) or next((n for name, n in self._headers if name == key), 1)
        sections = [i for i, (name, _) in enumerate(self._headers) if name == table]
        if place >= len(sections):
            return 1
        return self._keys[sections[place]].get(key, self._headers[sections[place]][1])
