"""One pass over markup: blocks of text, the containers they stand in, and the head's statements.

A scanner of its own and not a parser's tree, because time and memory must be linear in the input whatever it is.
Measured in November 2026: lexbor takes over 20 s for 100,000 open ``<div>``, for 300,000 open ``<option>`` and for one
tag of 200,000 attributes, and no limit can be set from Python; on the annotated pages, parsing, serialising and cutting
its tree takes 1.6 ms a page where this expression takes 1.3. What the scanner gives up is repair of crossed inline
tags, which no block of text depends on.

Block elements nest by a stack with the HTML standard's implied ends of p, li, dt, dd, option, tr, td and th.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from typing import Final

from msgspec import Struct

from transforms.strip.tags import BLOCK, CUT, ENDS, OVER_SCOPE, PLAIN, SCOPE, TAG

MAX_TAGS: Final = 400_000
"""More `<` than this is refused; the largest page of the measured sets has 31,000."""
MAX_DEPTH: Final = 2_000
"""Block elements open at once, more is refused; the deepest page of the measured sets has 80."""

_MAX_LOOKED_AT: Final = 10_000_000
"""Open elements that end tags of others are compared with, more is refused: about a second's work."""
_SHORT: Final = 1_000
"""Characters of attributes up to which what they hold is remembered: what a site repeats is not long."""
_ATTRIBUTE: Final = re.compile(r"""([^\s=/"'>][^\s=/>]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++)))?+""")


class Container(Struct, gc=False):  # a page has hundreds: the garbage collector need not go through them
    """An element that holds blocks: a contiguous range of them."""

    tag: str
    attributes: str
    """As written between name and `>`."""
    parent: int
    """Index of the container around it; -1 for the outermost."""
    depth: int
    start: int
    """Index of its first block."""
    end: int = 0
    """One past the index of its last block."""


class Block(Struct, gc=False):
    """A run of text without a break."""

    text: str = ""
    """White space normalised, entities resolved."""
    container: int = -1
    """Index of the innermost container; -1 where it stands in none."""
    link_chars: int = 0
    """Characters of the text that stand in links, before entities were resolved."""
    links: int = 0
    bold_chars: int = 0
    """Characters in b and strong."""
    images: int = 0
    """Pictures between the block before and the end of this one."""
    breaks: bool = False
    """Whether only `<br>` parts it from the block before."""
    widget: bool = False
    """Whether it is the face of an input."""


@dataclass(slots=True)
class Scan:
    """What one pass over a page found."""

    blocks: list[Block] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    """Attributes of `<link>` elements that name the canonical address."""
    times: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """`<time>` elements with the index of the block in which they stand."""
    hollow: list[str] = field(default_factory=list)
    """Attributes of elements without text, such as the frame of a player."""
    data: list[str] = field(default_factory=list)
    """Contents of JSON-LD scripts."""
    language: str | None = None
    too_deep: bool = False


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name, the first of each name; names without a value have an empty one."""
    return _remembered(written) if len(written) <= _SHORT else _attributes(written)


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written[:20_000]):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


_remembered = lru_cache(maxsize=4096)(_attributes)


def scan(markup: str) -> Scan:
    """Cut a page into blocks.

    Args:
        markup: The page, decoded; at most :data:`MAX_TAGS` `<` are looked at by the caller's check.

    Returns:
        Blocks and containers in the order of the page. `too_deep` is set, and the rest left out, when more than
        :data:`MAX_DEPTH` elements were open at once.
    """
    scanner = _Scanner()
    try:
        scanner.run(markup)
    except _TooDeepError:
        scanner.page.too_deep = True
    return scanner.page


class _TooDeepError(Exception):
    """More elements are open at once than any page needs."""


class _Scanner:
    """The state of one pass."""

    def __init__(self) -> None:
        self.page = Scan()
        self.blocks, self.containers = self.page.blocks, self.page.containers
        self.stack: list[Container] = []
        self.holder = -1
        """Index of the container on top of the stack."""
        self.text: list[str] = []
        """What the block at hand has so far; its first piece is not blank."""
        self.block = Block()
        self.in_link = self.in_bold = False
        self.looked_at = 0
        """Open elements that end tags of others have been compared with."""

    def run(self, markup: str) -> None:
        text, stack, close = self.text, self.stack, _Scanner.close
        parts = TAG.split(markup)
        if parts[0].strip():
            text.append(parts[0])
        names = self._read_raw(parts)
        rows = zip(map(_TAGS.__getitem__, names), parts[5::6], parts[6::6], strict=True)
        del parts, names  # or the garbage collector goes through them again and again
        for (handle, tag, parts_text), written, words in rows:
            if handle is not None:
                if parts_text:
                    if text:
                        self._flush()
                    self.in_bold = self.block.breaks = False
                if handle is close and stack and stack[-1].tag == tag:
                    self._pop()  # as most end tags end what is on top
                else:
                    handle(self, tag, written or "")
            if words and (text or not words.isspace()):
                text.append(words)
                if self.in_link:
                    self.block.link_chars += len(words.lstrip())
                if self.in_bold:
                    self.block.bold_chars += len(words.lstrip())
        self._flush()
        while stack:
            self._pop()

    def _read_raw(self, parts: list[str]) -> list[str]:
        """Keep what titles and JSON-LD scripts hold; gives the names of all tags."""
        names, raw = parts[4::6], parts[1::6]
        for at in compress(range(len(raw)), raw):
            names[at] = name = raw[at].lower()
            if name == "title":
                self.page.titles.append(" ".join(html.unescape(parts[6 * at + 3]).split()))
            elif name == "script" and "ld+json" in parts[6 * at + 2].lower():
                self.page.data.append(parts[6 * at + 3])
        return names

    def _flush(self) -> None:
        """End the block at hand."""
        text = self.text
        if not text:
            return
        raw = "".join(text)
        text.clear()
        words = (html.unescape(raw) if "&" in raw else raw).strip()
        if not words.isprintable() or "  " in words:  # else its white space is single spaces, which is quickly told
            words = " ".join(words.split())
        if words:
            block = self.block
            block.text, block.container = words, self.holder
            self.blocks.append(block)
            self.block = Block()

    def nest(self, tag: str, written: str) -> None:
        """Put an element on the stack, and those off it whose end it implies."""
        stack, containers = self.stack, self.containers
        if stack and stack[-1].tag in ENDS.get(tag, ()):
            self._end_implied(ENDS[tag])
        if (depth := len(stack)) >= MAX_DEPTH:
            raise _TooDeepError
        container = Container(tag, written, self.holder, depth, len(self.blocks))
        self.holder = len(containers)
        stack.append(container)
        containers.append(container)

    def _end_implied(self, ends: frozenset[str]) -> None:
        """Take off the stack the p on top of it, or else what is among these."""
        stack = self.stack
        if stack[-1].tag == "p":
            self._pop()
        else:
            while stack and stack[-1].tag in ends:
                self._pop()

    def close(self, tag: str, _: str = "") -> None:
        """Take an element off the stack, and those in it; nothing where none of that tag is open in reach."""
        stack = self.stack
        barred = SCOPE if tag not in SCOPE and tag not in OVER_SCOPE else ()
        for place in range(len(stack) - 1, -1, -1):
            one = stack[place]
            if one.tag == tag:
                while len(stack) > place:
                    self._pop()
                return
            self.looked_at += 1
            if one.tag in barred:
                break
        if self.looked_at > _MAX_LOOKED_AT:
            raise _TooDeepError

    def _pop(self) -> None:
        container = self.stack.pop()
        self.holder = container.parent
        container.end = end = len(self.blocks)
        if self.text and "-" in container.tag:
            container.end = end = end + 1  # the block at hand began in it
        if end == container.start:
            self.containers.pop()  # nothing stands in it, and what stood in it went likewise before
            if container.attributes:
                self.page.hollow.append(container.attributes)

    def link(self, _: str, written: str) -> None:
        self.in_link = "href" in written or "href" in written.lower()
        self.block.links += self.in_link

    def end_link(self, _: str, __: str) -> None:
        self.in_link = False

    def bold(self, _: str, __: str) -> None:
        self.in_bold = True

    def end_bold(self, _: str, __: str) -> None:
        self.in_bold = False

    def part(self, _: str, __: str) -> None:
        self._flush()

    def cut(self, tag: str, _: str) -> None:
        self._flush()
        self.block.breaks = tag == "br"

    def root(self, _: str, written: str) -> None:
        if self.page.language is None:
            found = attributes(written)
            self.page.language = found.get("lang") or found.get("xml:lang")
        self.cut("html", "")

    def image(self, _: str, __: str) -> None:
        self.block.images += 1

    def meta(self, _: str, written: str) -> None:
        self.page.metas.append(attributes(written))

    def related(self, _: str, written: str) -> None:
        if "canonical" in written.lower():
            self.page.links.append(attributes(written))

    def time(self, _: str, written: str) -> None:
        self.page.times.append((len(self.blocks), attributes(written)))

    def face(self, _: str, written: str) -> None:
        """The face of a button is a block of its own."""
        if "value" not in written.lower():
            return
        found = attributes(written)
        if found.get("type", "").lower() in {"submit", "button"} and found.get("value", "").strip():
            self._flush()
            self.text.append(found["value"])
            self._flush()
            self.blocks[-1].widget = True


_Handler = Callable[[_Scanner, str, str], None]
_Tag = tuple[_Handler | None, str, bool]
"""What a tag does, the name of its element, and whether that holds blocks and parts text."""


class _Tags(dict[str | None, _Tag]):
    """What each tag does, by its name as written and the slash before it; None is for what is no tag."""

    def __missing__(self, name: str) -> _Tag:
        return _rare(name)


@lru_cache(maxsize=1024)
def _rare(name: str) -> _Tag:
    """What a tag does that is not among the known ones as it is written."""
    name = name.lower()
    tag = name.removeprefix("/")
    if "-" in tag:  # an element with a name of its own holds blocks and parts no text
        return (_Scanner.close if tag != name else _Scanner.nest), tag, False
    return _TAGS.get(name) or (None, tag, False)


_HANDLERS: Final[dict[str, _Handler | None]] = (
    dict.fromkeys([f"{slash}{tag}" for tag in PLAIN for slash in ("", "/")])
    | dict.fromkeys(BLOCK, _Scanner.nest)
    | dict.fromkeys([f"/{tag}" for tag in BLOCK], _Scanner.close)
    | dict.fromkeys([f"{slash}{tag}" for tag in CUT for slash in ("", "/")], _Scanner.cut)
    | {
        "html": _Scanner.root, "a": _Scanner.link, "/a": _Scanner.end_link, "b": _Scanner.bold, "/b": _Scanner.end_bold,
        "strong": _Scanner.bold, "/strong": _Scanner.end_bold, "img": _Scanner.image, "meta": _Scanner.meta,
        "link": _Scanner.related, "textarea": _Scanner.part, "time": _Scanner.time, "input": _Scanner.face,
    }
)  # fmt: skip
_TAGS: Final = _Tags({None: (None, "", False)})
for _name, _handle in _HANDLERS.items():
    _TAGS[_name] = _handle, _name.removeprefix("/"), _name.removeprefix("/") in BLOCK
