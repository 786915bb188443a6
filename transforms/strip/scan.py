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
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

MAX_TAGS: Final = 400_000
"""More `<` than this is refused; the largest page of the measured sets has 31,000."""
MAX_DEPTH: Final = 2_000
"""Block elements open at once, more is refused; the deepest page of the measured sets has 80."""

_ATTRIBUTES: Final = r"""((?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)"""
_TOKEN: Final = re.compile(
    r"([^<]++|<(?![a-zA-Z/!?]))"  # 1 text
    # 2 name, 3 attributes and 4 content of an element whose content is no markup, or none to read
    r"|<((?i:script|style|title|textarea|iframe|(?:noscript|template|object)(?![^>]{0,4000}+(?<=/)>)))"
    rf"(?=[\s/>]){_ATTRIBUTES}((?:[^<]++|<(?!/(?i:\2)))*+)"
    rf"|<(/?)([a-zA-Z][^\s/>]*+){_ATTRIBUTES}"  # 5 slash, 6 name, 7 attributes
    # drawings and formulas, which end where a tag of HTML begins
    r"|<((?i:svg|math))(?=[\s/>])(?![^>]{0,4000}+(?<=/)>)[^>]*+>"
    r"(?:[^<]++|<(?!/(?i:\8)|(?i:div|p|ul|ol|li|h[1-6]|table|span|img)[\s>]))*+"
    r"|<!--(?:>|->|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|<[!?/][^>]*+(?:>|\Z)"
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
_HEAD: Final = frozenset({"meta", "link", "img", "input", "time", "a", "html"})


class Named(NamedTuple):
    """What tag, class, id and the like of an element say."""

    words: tuple[str, ...]
    """The tag, the words, and pairs of neighbours."""
    flags: int
    """Bits of :data:`transforms.strip.vocabulary.FLAGS`."""
    kind: str
    """The kind of what stands in an element so named; empty when the names tell none."""


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
    named: Named | None = None
    """What its names say; filled by :func:`transforms.strip.vocabulary.read_names`."""


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
    times: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """`<time>` elements with the index of the block in which they stand."""
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
    return _Scanner().run(markup)


class _Scanner:
    """The state of one pass."""

    def __init__(self) -> None:
        self.page = Scan()
        self.containers = self.page.containers
        self.stack: list[int] = []
        self.open: dict[str, int] = {}
        self.text: list[str] = []
        self.link_chars = self.links = self.bold_chars = self.images = 0
        self.in_link = self.in_bold = False
        self.breaks = False

    def run(self, markup: str) -> Scan:
        page, text, stack = self.page, self.text, self.stack
        for words, raw, raw_attributes, content, slash, name, written, _ in _TOKEN.findall(markup):
            if words:
                if not text and words.isspace():
                    continue
                text.append(words)
                if self.in_link or self.in_bold:
                    self._weigh(words)
            elif name:
                tag = name if name in _KNOWN else name.lower()
                if tag in _BLOCK or "-" in tag:
                    if slash:
                        self._close(tag)
                    else:
                        self._open(tag, written)
                        if len(stack) > MAX_DEPTH:
                            page.too_deep = True
                            break
                elif tag in _INLINE:
                    self._inline(tag, slash, written)
            elif raw:
                self._raw(raw.lower(), raw_attributes, content)
        self._flush()
        while stack:
            self._pop()
        return page

    def _weigh(self, words: str) -> None:
        size = len(words) if not words.isspace() else 0
        if self.in_link:
            self.link_chars += size
        if self.in_bold:
            self.bold_chars += size

    def _flush(self) -> None:
        """End the block at hand."""
        if not self.text:
            return
        raw = "".join(self.text)
        self.text.clear()
        words = " ".join((html.unescape(raw) if "&" in raw else raw).split())
        if words:
            self.page.blocks.append(
                Block(
                    words,
                    self.stack[-1] if self.stack else -1,
                    self.link_chars,
                    self.links,
                    self.bold_chars,
                    self.images,
                    self.breaks,
                    False,
                )
            )
            self.link_chars = self.links = self.bold_chars = self.images = 0
            self.breaks = False

    def _open(self, tag: str, written: str) -> None:
        stack, containers = self.stack, self.containers
        if "-" not in tag:
            if self.text:
                self._flush()
            self.breaks = self.in_bold = False
        if stack:
            top = containers[stack[-1]].tag
            if top == "p" and tag in _CLOSES_P:
                self._pop()
            elif tag in _ENDS_LIKE:
                ends = _ENDS_LIKE[tag]
                while stack and containers[stack[-1]].tag in ends:
                    self._pop()
        containers.append(Container(tag, written, stack[-1] if stack else -1, len(stack), len(self.page.blocks)))
        stack.append(len(containers) - 1)
        self.open[tag] = self.open.get(tag, 0) + 1

    def _close(self, tag: str) -> None:
        if "-" not in tag:
            if self.text:
                self._flush()
            self.breaks = self.in_bold = False
        if not self.open.get(tag):
            return
        stack, containers = self.stack, self.containers
        if containers[stack[-1]].tag == tag:
            self._pop()
            return
        if tag not in _SCOPE and tag not in {"tr", "tbody", "thead", "tfoot", "body"}:
            for index in reversed(stack):
                if containers[index].tag == tag:
                    break
                if containers[index].tag in _SCOPE:
                    return
        while containers[stack[-1]].tag != tag:
            self._pop()
        self._pop()

    def _pop(self) -> None:
        container = self.containers[self.stack.pop()]
        container.end = len(self.page.blocks)
        if "-" in container.tag and any(not words.isspace() for words in self.text):
            container.end += 1  # the block at hand began in it
        self.open[container.tag] -= 1

    def _inline(self, tag: str, slash: str, written: str) -> None:
        """Tags that nest nothing: breaks, links, emphasis, pictures, the head's statements."""
        page = self.page
        if tag in _CUT:
            if tag == "html" and not slash and page.language is None:
                found = attributes(written)
                page.language = found.get("lang") or found.get("xml:lang")
            self._flush()
            self.breaks = tag == "br"
        elif tag == "a":
            self.in_link = not slash and "href" in written.lower()
            self.links += self.in_link
        elif tag in {"b", "strong"}:
            self.in_bold = not slash
        elif slash:
            return
        elif tag == "img":
            self.images += 1
        elif tag == "meta":
            page.metas.append(attributes(written))
        elif tag == "link":
            page.links.append(attributes(written))
        elif tag == "time":
            page.times.append((len(page.blocks), attributes(written)))
        elif tag == "input":
            found = attributes(written)
            if found.get("type", "").lower() in {"submit", "button"} and found.get("value", "").strip():
                self._flush()
                self.text.append(found["value"])
                self._flush()
                page.blocks[-1].widget = True

    def _raw(self, name: str, written: str, content: str) -> None:
        if name == "title":
            self.page.titles.append(" ".join(html.unescape(content).split()))
        elif name == "script" and "ld+json" in written.lower():
            self.page.data.append(content)
        elif name == "textarea":
            self._flush()


_INLINE: Final = frozenset({"br", "hr", "html", "a", "b", "strong", "img", "meta", "link", "time", "input"})
_KNOWN: Final = _BLOCK | _INLINE | {"span", "em", "i", "u", "font", "small"}
