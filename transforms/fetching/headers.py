"""What HTTP headers say about time: Retry-After, Cache-Control, Expires, Age. Pure."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Final

from schemas.columns import Instant, instant

DAY: Final = 86_400.0
_SECONDS: Final = re.compile(r"\s*([0-9]{1,12})(?:\.[0-9]*)?\s*\Z")
_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,12})", re.IGNORECASE)
_NO_CACHE: Final = re.compile(r"(?:^|[\s,])(?:no-cache|no-store)\b", re.IGNORECASE)


def http_date(text: str | None) -> Instant | None:
    """The instant that an HTTP date names, or None where it is none."""
    if not text or len(text) > 100:
        return None
    try:
        found = parsedate_to_datetime(text)
        return instant(found) if found.tzinfo is not None else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def retry_after(text: str | None, now: Instant) -> float | None:
    """Seconds that a Retry-After header asks to wait, in either of its forms (RFC 9110, 10.2.3); a day at most.

    None where there is none, or nonsense. A date in the past is 0.
    """
    if text is None:
        return None
    found = _SECONDS.match(text)
    if found:
        return min(float(found[1]), DAY)
    at = http_date(text)
    return None if at is None else min(max((at - now) / 1e6, 0.0), DAY)


def freshness(
    *, cache_control: str | None, expires: str | None, date: str | None = None, age: str | None = None, now: Instant
) -> float | None:
    """Seconds that an answer stays fresh (RFC 9111, 4.2), or None where it does not say; a day at most.

    max-age goes before Expires; `no-cache` and `no-store` are 0. Expires counts from the server's own Date, since
    either clock may be wrong.
    """
    if cache_control:
        if _NO_CACHE.search(cache_control):
            return 0.0
        found = _MAX_AGE.search(cache_control)
        if found:
            spent = _SECONDS.match(age) if age else None
            return min(max(float(found[1]) - (float(spent[1]) if spent else 0.0), 0.0), DAY)
    if expires is None:
        return None
    until = http_date(expires)
    if until is None:
        return 0.0  # "0" and other invalid dates mean already expired (RFC 9111, 5.3)
    return min(max((until - (http_date(date) or now)) / 1e6, 0.0), DAY)
