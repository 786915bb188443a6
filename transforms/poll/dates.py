"""Dates of feeds as instants: RFC 822, ISO 8601, and what feedparser knows besides. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Final

from feedparser.datetimes import _parse_date

from schemas.columns import Instant, instant

EARLIEST: Final = 631_152_000
"""1990-01-01: before the web, a date is a default value of some software."""
AHEAD: Final = 400 * 86_400
"""Seconds into the future that a feed may announce: some list next year's events."""
_LONGEST: Final = 120
_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?\Z"
)


def read_date(text: str | None, now: Instant | None = None) -> Instant | None:
    """The instant that a feed's date names; None where it is none, or cannot be true.

    A date without a time zone is taken as UTC, as feedparser and RFC 822 readers do; a date without a time is its
    midnight.

    Args:
        text: As the feed gives it.
        now: To judge dates in the future; not judged without.
    """
    if not text or len(text) > _LONGEST:
        return None
    text = " ".join(text.split())
    found = _iso(text) or _rfc822(text) or _other(text)
    return plausible(found, now)


def plausible(at: Instant | None, now: Instant | None = None) -> Instant | None:
    """The instant, or None where it lies before 1990 or more than 400 days ahead."""
    if at is None or at < EARLIEST * 1_000_000:
        return None
    return None if now is not None and at > now + AHEAD * 1_000_000 else at


def _iso(text: str) -> Instant | None:
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        at = dt.datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),
            int((fraction or "0")[:6].ljust(6, "0")),
            tzinfo=_zone(zone),
        )
        return instant(at)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> dt.tzinfo:
    if not text or text[0] not in "+-":
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def _rfc822(text: str) -> Instant | None:
    if not re.search(r"[A-Za-z]{3}", text) or ":" not in text:
        return None
    # Only zones that the standard library knows for certain; feedparser knows more names.
    if not re.search(r"(?:[+-]\d{4}|GMT|UTC?|Z)\)?\Z", text):
        return None
    try:
        at = parsedate_to_datetime(text)
        return instant(at if at.tzinfo is not None else at.replace(tzinfo=dt.UTC))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _other(text: str) -> Instant | None:
    """Feedparser's own handlers: W3C variants, asctime, Korean, Greek, Hungarian, Perforce."""
    try:
        parsed = _parse_date(text)
        return Instant(calendar.timegm(parsed) * 1_000_000) if parsed else None
    except (ValueError, TypeError, OverflowError, AttributeError, LookupError):
        return None
