"""One pass over markup: blocks of text, the containers they stand in, and the head's statements.

A scanner of its own and not a parser's tree, because time and memory must be linear in the input whatever it is.
Measured in November 2026: lexbor takes over 20 s for 100,000 open ``<div>``, for 300,000 open ``<option>`` and for one
tag of 200,000 attributes, and no limit can be set from Python; on the annotated pages, parsing, serialising and cutting
its tree takes 1.6 ms a page where this expression takes 1.3. What the scanner gives up is repair of crossed inline
tags, which no block of text depends on.

Tags, attributes, comments and raw text are cut as in the HTML standard (section 13.2.5); block elements nest by a
stack with the standard's implied ends of p, li, dt, dd, option, tr, td and th.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

MAX_TAGS: Final = 400_000
"""More `<` than this is refused; the largest page of the measured sets has 31,000."""
MAX_DEPTH: Final = 2_000
"""Block elements open at once, more is refused; the deepest page of the measured sets has 80."""

_ATTRIBUTES: Final = r"""((?:[^>=]++(?:="[^"]*+")?+|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)"""
_SPACE: Final = r" \t\n\r\f"
_TAG: Final = re.compile(
    # 1 name, 2 attributes and 3 content of an element whose content is no markup, or none to read; two letters tell
    # most tags from their names
    r"<(?:(?=[iInNoOsStT][bBcCeEfFiIoOtT])((?i:script|style|title|textarea|iframe|"
    r"(?:noscript|template|object)(?![^>]{0,4000}+(?<=/)>)))"
    rf"(?=[{_SPACE}/>]){_ATTRIBUTES}((?:[^<]++|<(?!/(?i:\1)))*+)"
    rf"|(/?[a-zA-Z][^{_SPACE}/>]*+)(?:>|{_ATTRIBUTES})"  # 4 name, with the slash before it, and 5 attributes, if any
    r"|!--(?:>|->|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|[!?/][^>]*+(?:>|\Z))"
)
_ATTRIBUTE: Final = re.compile(r"""([^\s=/"'>][^\s=/>]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++)))?+""")

_BLOCK: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup label legend li main menu nav ol optgroup option p pre section select "
    "summary table tbody td tfoot th thead tr ul".split()
)
_CUT: Final = frozenset({"br", "hr", "html", "head", "frameset", "noframes"})
_CLOSES_P: Final = _BLOCK - {"button", "caption", "label", "legend", "option", "optgroup", "td", "th", "tr", "tbody"}
_ENDS_LIKE: Final = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "tr": frozenset({"td", "th", "tr"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"td", "th", "tr", "thead", "tbody"}),
}
_SCOPE: Final = frozenset({"table", "td", "th", "caption"})
_OVER_SCOPE: Final = frozenset({"tr", "tbody", "thead", "tfoot", "body"})


@dataclass(slots=True)
class Container:
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


@dataclass(slots=True)
class Block:
    """A run of text without a break."""

    text: str
    """White space normalised, entities resolved."""
    container: int
    """Index of the innermost container."""
    link_chars: int
    """Characters of the text that stand in links, before entities were resolved."""
    links: int
    bold_chars: int
    """Characters in b and strong."""
    images: int
    """Pictures between the block before and the end of this one."""
    breaks: bool
    """Whether only `<br>` parts it from the block before."""
    widget: bool
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


@lru_cache(maxsize=4096)
def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name, the first of each name; names without a value have an empty one."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written[:20_000]):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


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
        self.stack: list[int] = []
        self.tags: list[str] = []
        """The tag of each container on the stack."""
        self.open: defaultdict[str, int] = defaultdict(int)
        self.text: list[str] = []
        self.links = self.images = self.link_chars = self.bold_chars = 0
        self.in_link = self.in_bold = self.breaks = False

    def run(self, markup: str) -> None:
        text = self.text
        parts = iter(_TAG.split(markup))
        if (first := next(parts)).strip():
            text.append(first)
        for raw, raw_attributes, content, name, written, words in zip(*[parts] * 6, strict=True):
            if name:
                handle, tag, parts_text = _KNOWN.get(name) or _handler(name)
                if parts_text:
                    if text:
                        self._flush()
                    self.breaks = self.in_bold = False
                if handle is not None:
                    handle(self, tag, written or "")
            elif raw:
                self._raw(raw.lower(), raw_attributes, content)
            if words and (text or not words.isspace()):
                text.append(words)
                if self.in_link:
                    self.link_chars += len(words.lstrip())
                if self.in_bold:
                    self.bold_chars += len(words.lstrip())
        self._flush()
        while self.stack:
            self._pop()

    def _flush(self) -> None:
        """End the block at hand."""
        if not self.text:
            return
        raw = "".join(self.text)
        self.text.clear()
        words = (html.unescape(raw) if "&" in raw else raw).strip()
        if not words.isprintable() or "  " in words:  # else its white space is single spaces, which is quickly told
            words = " ".join(words.split())
        if words:
            holder = self.stack[-1] if self.stack else -1
            self.blocks.append(
                Block(words, holder, self.link_chars, self.links, self.bold_chars, self.images, self.breaks, False)
            )
            self.link_chars = self.links = self.bold_chars = self.images = 0
            self.breaks = False

    def nest(self, tag: str, written: str) -> None:
        """Put an element on the stack, and those off it whose end it implies."""
        stack, tags, containers = self.stack, self.tags, self.containers
        if tags:
            if tags[-1] == "p":
                if tag in _CLOSES_P:
                    self._pop()
            elif (ends := _ENDS_LIKE.get(tag)) is not None:
                while tags and tags[-1] in ends:
                    self._pop()
        depth = len(stack)
        parent = stack[-1] if stack else -1
        stack.append(len(containers))
        containers.append(Container(tag, written, parent, depth, len(self.blocks)))
        tags.append(tag)
        self.open[tag] += 1
        if depth >= MAX_DEPTH:
            raise _TooDeepError

    def close(self, tag: str, _: str = "") -> None:
        """Take an element off the stack, and those in it; nothing where none of that tag is open in reach."""
        tags = self.tags
        if tags and tags[-1] == tag:
            self._pop()
            return
        if not self.open.get(tag):
            return
        if tag not in _SCOPE and tag not in _OVER_SCOPE:
            for one in reversed(tags):
                if one == tag:
                    break
                if one in _SCOPE:
                    return
        while tags[-1] != tag:
            self._pop()
        self._pop()

    def _pop(self) -> None:
        container = self.containers[self.stack.pop()]
        tag = self.tags.pop()
        self.open[tag] -= 1
        container.end = end = len(self.blocks)
        if self.text and "-" in tag and any(not words.isspace() for words in self.text):
            container.end = end = end + 1  # the block at hand began in it
        if end == container.start:
            self.containers.pop()  # nothing stands in it, and what stood in it went likewise before
            if container.attributes:
                self.page.hollow.append(container.attributes)

    def link(self, _: str, written: str) -> None:
        self.in_link = "href" in written or "href" in written.lower()
        self.links += self.in_link

    def end_link(self, _: str, __: str) -> None:
        self.in_link = False

    def bold(self, _: str, __: str) -> None:
        self.in_bold = True

    def end_bold(self, _: str, __: str) -> None:
        self.in_bold = False

    def cut(self, tag: str, _: str) -> None:
        self._flush()
        self.breaks = tag == "br"

    def root(self, _: str, written: str) -> None:
        if self.page.language is None:
            found = attributes(written)
            self.page.language = found.get("lang") or found.get("xml:lang")
        self.cut("html", "")

    def image(self, _: str, __: str) -> None:
        self.images += 1

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

    def _raw(self, name: str, written: str, content: str) -> None:
        if name == "title":
            self.page.titles.append(" ".join(html.unescape(content).split()))
        elif name == "script" and "ld+json" in written.lower():
            self.page.data.append(content)
        elif name == "textarea":
            self._flush()


_Handler = Callable[[_Scanner, str, str], None]
_HANDLERS: Final[dict[str, _Handler]] = (
    dict.fromkeys(_BLOCK, _Scanner.nest)
    | dict.fromkeys([f"/{tag}" for tag in _BLOCK], _Scanner.close)
    | dict.fromkeys([f"{slash}{tag}" for tag in _CUT for slash in ("", "/")], _Scanner.cut)
    | {
        "html": _Scanner.root, "a": _Scanner.link, "/a": _Scanner.end_link, "b": _Scanner.bold, "/b": _Scanner.end_bold,
        "strong": _Scanner.bold, "/strong": _Scanner.end_bold, "img": _Scanner.image, "meta": _Scanner.meta,
        "link": _Scanner.related, "time": _Scanner.time, "input": _Scanner.face,
    }
)  # fmt: skip
"""What a tag does, by its name and the slash before it."""
_KNOWN: Final = {name: (handle, tag := name.removeprefix("/"), tag in _BLOCK) for name, handle in _HANDLERS.items()}
"""The same with the name of the element, and whether it holds blocks."""


@lru_cache(maxsize=1024)
def _handler(name: str) -> tuple[_Handler | None, str, bool]:
    """What a tag as written does, the name of its element, and whether that holds blocks and parts text."""
    name = name.lower()
    tag = name.removeprefix("/")
    if "-" in tag:  # an element with a name of its own holds blocks and parts no text
        return (_Scanner.close if tag != name else _Scanner.nest), tag, False
    return _KNOWN.get(name) or (None, tag, False)
