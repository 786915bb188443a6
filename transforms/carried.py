"""Whether a feed carries a story whole, so that its page need not be fetched."""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from schemas.records import Entry

WHOLE_FROM: Final = 150
"""Words from which a text is taken for a whole story. A wire's urgent has fewer, but so has every teaser: a page more
is fetched rather than a story cut."""

_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_WORD: Final = re.compile(r"\w+")
_LETTER_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CUT_OFF: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|(?:continue reading|read (?:more|the full|the rest)|keep reading|"
    r"full story|weiterlesen|lire la suite|leer más|continua a leggere|читать далее)\b[^.]{0,80})\s*$",
    re.IGNORECASE,
)
_MARKUP: Final = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|table|figure|img|a|em|strong|b|i|span|blockquote)\b[^<>]{0,2000}>", re.I
)


class Source(NamedTuple):
    """Where the text of a story is taken from: ``page`` or ``feed``, and the reason (a column of ``stories``)."""

    kind: str
    reason: str


def choose_source(entry: Entry) -> Source:
    """Where to take an entry's text from.

    ``feed`` only if configured so, or if the feed's text is long and does not break off; an entry without an address
    has nothing but its feed.
    """
    if entry.content_from == "page" and entry.url is not None:
        return Source("page", "configured")
    if entry.content_from == "feed":
        return Source("feed", "configured")
    text = carried_text(entry)
    if entry.url is None:
        return Source("feed", "entry_has_no_address")
    if not text:
        return Source("page", "feed_has_no_text")
    if is_whole(text):
        return Source("feed", "feed_is_whole")
    return Source("page", "feed_is_summary")


def carried_text(entry: Entry) -> str:
    """The longer of content and summary, markup and all; empty when the feed has neither."""
    return max(entry.content or "", entry.summary or "", key=len)


def has_markup(text: str) -> bool:
    """Whether a feed's text is HTML rather than plain lines."""
    return _MARKUP.search(text) is not None


def is_whole(text: str) -> bool:
    """Whether a text, markup allowed, is long enough for a story and does not break off."""
    plain = html.unescape(_TAG.sub(" ", text)).strip()
    words = len(_WORD.findall(plain)) + len(_LETTER_WITHOUT_SPACES.findall(plain)) // 2
    return words >= WHOLE_FROM and _CUT_OFF.search(plain[-200:]) is None
