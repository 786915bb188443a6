"""feedparser's readers under a watch: a document costs bounded time and memory, what was read before a fault is kept.

feedparser is given text of ours (:mod:`transforms.poll.prologue`), never an address, and its sanitiser is left out: it
takes most of its time, and the story's own reader judges markup later.
"""

from __future__ import annotations

import io
import time
import xml.sax
import xml.sax.handler
import xml.sax.xmlreader
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from feedparser.api import LooseFeedParser, StrictFeedParser

from transforms.poll.prologue import Prologue

FAULTS: Final = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What feedparser raises on odd input, by its own test cases and by mutation of feeds; SAX has its own exception."""

SECONDS: Final = 15.0
"""CPU time of one document at most; 19,000 plain items in 16 MiB take five."""
MOST_ELEMENTS: Final = 1_500_000
MOST_ENTRIES: Final = 20_000
"""Entries that are read of one document; what follows is left out, and the document says so."""
MOST_DEPTH: Final = 1_000
"""Elements within one another; a feed whose entries carry markup has some twenty."""
MOST_TAGS: Final = 200
"""Keywords of one entry."""
MOST_ATTRIBUTES: Final = 1_000
"""Attributes of one element: feedparser takes quadratic time over them."""
_TITLE_TEXT: Final = 2_000
_SHORT: Final = frozenset(
    {
        "published",
        "updated",
        "created",
        "expired",
        "author",
        "publisher",
        "name",
        "email",
        "width",
        "height",
        "language",
    }
)
"""Elements whose text feedparser searches with patterns that take quadratic time: only their beginning is read."""


class TooSlowError(Exception):
    """The document took longer, or holds more elements, than any honest feed. Not one of feedparser's own errors."""


class _EnoughError(Exception):
    """The most entries are read."""


@dataclass(slots=True)
class Reading:
    """What feedparser made of a document.

    Attributes:
        version: feedparser's name of the format, such as rss20 or atom10; empty where it saw none.
        feed: Its feed dictionary.
        entries: Its entry dictionaries.
        fault: What was wrong with the document, or None.
        cut: Whether it has more than MOST_ENTRIES entries.
    """

    version: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    fault: str | None
    cut: bool


class _Watched:
    """Mixed into feedparser's parsers: counts elements, watches the clock, shortens what is searched slowly."""

    deadline: float
    counted = 0
    entries: list[Any]
    elementstack: list[Any]
    basestack: list[str]
    baseuri: str

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        self.counted += 1
        if self.counted > MOST_ELEMENTS:
            raise TooSlowError(f"it has more than {MOST_ELEMENTS} elements")
        if not self.counted % 64 and time.thread_time() > self.deadline:
            raise TooSlowError(f"reading it took more than {SECONDS:g} s")
        if len(self.entries) >= MOST_ENTRIES and tag.rpartition(":")[2] in ("item", "entry"):
            raise _EnoughError
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def unknown_endtag(self, tag: str) -> None:
        super().unknown_endtag(tag)  # type: ignore[misc]
        if self.basestack and not self.basestack[-1]:
            # feedparser keeps the last xml:base where there was none outside of it.
            self.baseuri = ""

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        # feedparser compares each tag with all before it.
        tags = self._get_context().setdefault("tags", [])  # type: ignore[attr-defined]
        if len(tags) < MOST_TAGS or not tags[-1]["term"]:
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        if element in _SHORT and self.elementstack and self.elementstack[-1][0] == element:
            pieces = self.elementstack[-1][2]
            if len(pieces) > 1000 or sum(map(len, pieces)) > _TITLE_TEXT:
                whole = "".join(
                    piece.decode("utf-8", "replace") if isinstance(piece, bytes) else piece for piece in pieces[:1000]
                )
                self.elementstack[-1][2] = [whole[:_TITLE_TEXT]]
        return super().pop(element, strip_whitespace)  # type: ignore[misc]


class _Strict(_Watched, StrictFeedParser):  # type: ignore[misc, unused-ignore]
    """Well-formed XML, by expat."""

    depth = 0

    def startElementNS(self, name: Any, qname: str | None, attrs: Any) -> None:  # noqa: N802 (SAX's name)
        """Begin an element, unless it has more attributes, or stands deeper, than any honest one."""
        if len(attrs) > MOST_ATTRIBUTES:
            raise TooSlowError(f"an element has more than {MOST_ATTRIBUTES} attributes")
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise TooSlowError(f"elements stand more than {MOST_DEPTH} deep")
        super().startElementNS(name, qname, attrs)

    def endElementNS(self, name: Any, qname: str | None) -> None:  # noqa: N802 (SAX's name)
        """End an element."""
        self.depth -= 1
        super().endElementNS(name, qname)


class _Loose(_Watched, LooseFeedParser):  # type: ignore[misc, unused-ignore]
    """Everything else, by feedparser's SGML reader."""

    def handle_charref(self, ref: str) -> None:
        """A character reference; one that names no character stays as it is written."""
        try:
            super().handle_charref(ref)
        except (ValueError, OverflowError):
            self.handle_data(f"&#{ref};")


def read_document(prologue: Prologue) -> Reading:
    """Read a document with feedparser: strictly, else loosely, else what either had read by then.

    Links come out as far as xml:base makes them absolute; feedparser resolves each element's base against the
    document's address, a third of its time, so it is not told it.

    Args:
        prologue: The document.

    Raises:
        TooSlowError: It costs more than a feed may.
    """
    deadline = time.thread_time() + SECONDS
    strict = _Strict("", None, "utf-8")
    fault, cut = _run_strict(strict, prologue, deadline)
    if fault is None:
        return _reading(strict, prologue, None, cut)
    loose = _Loose("", None, "utf-8", {name: escape(value) for name, value in prologue.entities.items()})
    second, cut = _run_loose(loose, prologue, deadline)
    best = loose if len(loose.entries) >= len(strict.entries) else strict
    return _reading(best, prologue, fault if second is None else f"{fault}; {second}", cut)


def _run_strict(parser: Any, prologue: Prologue, deadline: float) -> tuple[str | None, bool]:
    """Run the strict parser: what was wrong, if anything, and whether it was stopped at the most entries."""
    _prepare(parser, deadline)
    sax = xml.sax.make_parser()  # noqa: S317 (the prologue has no entity left but plain text)
    sax.setFeature(xml.sax.handler.feature_namespaces, 1)
    sax.setFeature(xml.sax.handler.feature_external_ges, 0)
    sax.setContentHandler(parser)
    sax.setErrorHandler(parser)
    source = xml.sax.xmlreader.InputSource()
    source.setEncoding("utf-8")
    source.setByteStream(io.BytesIO((_doctype(prologue.entities) + prologue.root).encode("utf-8", "replace")))
    try:
        sax.parse(source)
    except _EnoughError:
        return None, True
    except xml.sax.SAXException as error:
        return _words(parser.exc or error), False
    except FAULTS as error:
        return f"feedparser: {_words(error)}", False
    return None, False


def _run_loose(parser: Any, prologue: Prologue, deadline: float) -> tuple[str | None, bool]:
    """Run the loose parser, likewise."""
    _prepare(parser, deadline)
    try:
        parser.feed(prologue.root)
    except _EnoughError:
        return None, True
    except FAULTS as error:
        return f"feedparser: {_words(error)}", False
    return None, False


def _prepare(parser: Any, deadline: float) -> None:
    parser.deadline = deadline
    parser.resolve_relative_uris = False
    parser.sanitize_html = False


def _reading(parser: Any, prologue: Prologue, fault: str | None, cut: bool) -> Reading:
    version = "rss091n" if prologue.netscape else parser.version
    if not version and prologue.root[:9].lower().startswith("<channel"):
        version = "cdf"
    return Reading(version, parser.feeddata, parser.entries, fault, cut)


def _doctype(entities: dict[str, str]) -> str:
    """A DOCTYPE with the entities that the document uses, as text: none can bring markup or another entity in."""
    if not entities:
        return ""
    lines = []
    for name, value in entities.items():
        # Escaped twice: once for the declaration, once for the place it is used in (XML 1.0, 4.4 and D).
        safe = value.replace("&", "&#38;#38;").replace("<", "&#38;#60;").replace('"', "&#34;").replace("%", "&#37;")
        lines.append(f'<!ENTITY {name} "{safe}">')
    return f"<!DOCTYPE feed [{''.join(lines)}]>"


def _words(error: BaseException) -> str:
    words = str(error) or type(error).__name__
    return " ".join(words.split())[:200]
