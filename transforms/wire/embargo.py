"""Embargo lines: not for publication before a moment, as the wire states it."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from typing import Final

from schemas.columns import Instant, instant, iso_day
from transforms.wire.calendar import search_date, settle

LONGEST: Final = 220
"""Characters of an embargo line at most."""


@dataclass(frozen=True, slots=True)
class Embargo:
    """An embargo line.

    Attributes:
        words: As printed.
        until: The moment it ends; None when date, time of day or zone are missing or mean more than one thing.
    """

    words: str
    until: Instant | None


_LINE: Final = re.compile(
    r"^[\s(\[*\-–—]{0,4}(?:(?:under\s)?(?:strict(?:ly)?\s)?embargo(?:ed)?\b(?!\s(?:on|against|of|was|is|has|and)\b)"
    r"|(?:not|nicht)\sfor\s(?:publication|release|use|broadcast)\s(?:or\s\w+\s)?(?:before|until|till)\b"
    r"|hold\sfor\s(?:release|publication)\b|for\s(?:release|publication)\s(?:at|on|after|from)\b"
    r"|sperrfrist\b|embargado\b|embargo\shasta\b|sous\sembargo\b|sotto\sembargo\b|под\sэмбарго\b)",
    re.IGNORECASE,
)
_OFFSETS: Final[dict[str, float]] = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "wet": 0,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "mez": 1,
    "cest": 2,
    "mesz": 2,
    "eet": 2,
    "sast": 2,
    "eest": 3,
    "msk": 3,
    "trt": 3,
    "eat": 3,
    "gst": 4,
    "pkt": 5,
    "npt": 5.75,
    "ict": 7,
    "wib": 7,
    "hkt": 8,
    "sgt": 8,
    "awst": 8,
    "jst": 9,
    "kst": 9,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "est": -5,
    "edt": -4,
    "cdt": -5,
    "mdt": -6,
    "mst": -7,
    "pst": -8,
    "pdt": -7,
    "brt": -3,
    "art": -3,
}
"""Hours east of Greenwich of abbreviations with one meaning in agency copy.

CST (Chicago, Beijing), IST (Delhi, Jerusalem, Dublin), AST and the like have several: they stay unknown.
"""
_ZONES: Final[dict[str, str]] = {
    "et": "America/New_York",
    "eastern": "America/New_York",
    "ct": "America/Chicago",
    "central": "America/Chicago",
    "mt": "America/Denver",
    "mountain": "America/Denver",
    "pt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "uk time": "Europe/London",
    "london time": "Europe/London",
    "berlin time": "Europe/Berlin",
    "paris time": "Europe/Paris",
    "brussels time": "Europe/Brussels",
}
"""Names whose offset depends on the day."""

_ZONE: Final = (
    r"(?P<zone>(?:"
    + "|".join(sorted((*_OFFSETS, *_ZONES), key=len, reverse=True))
    + r")\b(?:\stime)?|[A-Z]{2,5}\b)?(?P<shift>[+-]\d{1,2}(?::?\d\d)?)?"
)
_TIME: Final = re.compile(
    r"(?<![\d.])(?:(?P<h1>\d{1,2})(?:[:.h](?P<m1>\d\d))?\s{0,2}(?P<half>[ap]\.?\s?m\b\.?)"
    r"|(?P<h2>\d{1,2})[:.h](?P<m2>\d\d)(?!\.?\d)(?::\d\d)?"
    r"|(?P<h3>[012]\d)(?P<m3>[0-5]\d)(?=\s{0,2}(?:hrs|hours|h\b|[A-Z]{1,5}\b|Uhr))|(?P<h4>\d{1,2})\s(?:uhr|h\b"
    r"|heures)|(?P<word>midnight|noon))"
    r"\s{0,2}(?:hrs|hours|h\b|uhr|local\stime)?\s{0,2}\(?" + _ZONE,
    re.IGNORECASE,
)


def read_embargo(line: str, published_at: Instant | None = None) -> Embargo | None:
    """The embargo that a line states.

    Args:
        line: A line above the story, or the start of a headline.
        published_at: Settles a weekday or a date without year; None leaves those unknown.

    Returns:
        The embargo; None when the line is none. An embargo whose end the words do not settle has ``until`` None.
    """
    text = line.strip()
    if len(text) > LONGEST or _LINE.match(text) is None:
        return None
    return Embargo(text, _until(text, published_at))


def _until(text: str, published_at: Instant | None) -> Instant | None:
    """The moment: day, time of day and zone must all be there."""
    time = _TIME.search(text)
    printed = search_date(text)
    day = settle(printed, published_at, coming=True) if printed else None
    if time is None or day is None:
        return None
    clock = _clock(time)
    if clock is None:
        return None
    naive = dt.datetime.combine(dt.date.fromisoformat(iso_day(day)), clock, tzinfo=dt.UTC)
    zone = _zone(time)
    if zone is None:
        return None
    return instant(naive.replace(tzinfo=zone))


def _clock(time: re.Match[str]) -> dt.time | None:
    """The time of day; None for hours that no day has, and for midnight, which may begin the day named or end it."""
    if time["word"]:
        return dt.time(12) if time["word"].lower() == "noon" else None
    hour = int(time["h1"] or time["h2"] or time["h3"] or time["h4"])
    minute = int(time["m1"] or time["m2"] or time["m3"] or 0)
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time["half"].lower().startswith("p") else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _zone(time: re.Match[str]) -> dt.tzinfo | None:
    """The time zone; None where the words name none, or one with several meanings."""
    words = (time["zone"] or "").lower()
    shift = time["shift"]
    if shift and words in {"", "gmt", "utc"}:
        digits = shift[1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        if hours > 14 or minutes > 59:
            return None
        return dt.timezone((1 if shift[0] == "+" else -1) * dt.timedelta(hours=hours, minutes=minutes))
    name = words.removesuffix(" time") if words not in _ZONES else words
    if name in _OFFSETS:
        return dt.timezone(dt.timedelta(hours=_OFFSETS[name]))
    return zoneinfo.ZoneInfo(_ZONES[name]) if name in _ZONES else None
