"""What a page says of itself: headline, authors, times, address, outlet, section, keywords, language.

Several sources say the same thing in turn, most trusted first: JSON-LD of a news article, the head's statements,
the page's own elements. None of them is believed against the visible headline.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from schemas.columns import Instant
from transforms.strip.dates import PUBLISHED, modified, published
from transforms.strip.scan import Scan, attributes

_ARTICLE_TYPES: Final = re.compile(
    r"Article|BlogPosting|Report|LiveBlog|Review$|^VideoObject$|^WebPage$|^CreativeWork$"
)
_SEPARATOR: Final = re.compile(r"(\s+[-|–—·•»:<>~/]+\s+|\s*[|»]\s*|(?<=\S)\s+::\s+)")
_MAX_DATA: Final = 400_000
_SITES: Final = frozenset({"NewsMediaOrganization", "WebSite"})
_DECODER: Final = json.JSONDecoder(strict=False)
_COMMENT_OPENED: Final = re.compile(r"<!--|//<!\[CDATA\[|/\*.{0,50}?\*/")
_NAMING: Final = frozenset({"property", "name", "itemprop", "http-equiv"})
"""Attributes of a meta tag that say what it states."""
_NO_LETTERS: Final = {code: None for code in range(128) if not chr(code).isalnum()}
"""What is left out of a text that is all ASCII, for :meth:`str.translate`, which is ten times as fast there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The statements of one page; None and empty where it makes none."""

    title: str = ""
    description: str | None = None
    authors: tuple[str, ...] = ()
    published_at: Instant | None = None
    published_source: str | None = None
    modified_at: Instant | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    types: tuple[str, ...] = ()
    """schema.org types that the page's JSON-LD names, and `og:` before the type of OpenGraph."""
    article_body: str | None = None
    """`articleBody` of JSON-LD, as written."""
    free: bool | None = None
    """`isAccessibleForFree` of JSON-LD: False before a paywall."""
    dated_article: bool = False
    """Whether it has the publication time that OpenGraph knows for articles only."""
    software: tuple[str, ...] = ()
    """What made the page, as its `generator` statements say."""


def letters(text: str) -> str:
    """A text without all but letters and digits, for comparing headlines."""
    return (text.translate(_NO_LETTERS) if text.isascii() else re.sub(r"[\W_]+", "", text)).lower()


def spells(text: str, key: str) -> bool:
    """Whether a text has these letters and no others, neither being empty; most texts' first letter says no."""
    first = text[0]
    return (not first.isalnum() or first.lower()[0] == key[0]) and letters(text) == key


def read_metadata(page: Scan, url: str | None, markup: str = "", *, whole: bool = True) -> Metadata:
    """Read the statements of a scanned page.

    Args:
        page: The scanned page.
        url: Its address; relative canonical addresses are joined to it.
        markup: The page as text, where a date is looked for when no statement carries one.
        whole: Whether to read more than the body depends on, which are headline, description, authors and
            `articleBody`.
    """
    metas = _metas(page)
    nodes = list(_nodes(page.data))
    article = _article(nodes)
    outlet = _outlet(metas, article, nodes)
    title = _title(page, metas, article, outlet, url)
    meta = Metadata(
        title=title,
        description=_first(metas, "og:description", "description", "twitter:description") or None,
        authors=_authors(page, metas, article),
        outlet=outlet,
        article_body=_text(article.get("articleBody")) or None,
    )
    if not whole:
        return meta
    spoken = page.language or _first(metas, "og:locale", "content-language") or None
    at, source = published(
        page,
        metas,
        [_text(article.get(name)) for name in PUBLISHED],
        _places(page, title),
        language=spoken,
        url=url,
        markup=markup,
    )
    return replace(
        meta,
        published_at=at,
        published_source=source,
        modified_at=modified(metas, _text(article.get("dateModified")), language=spoken),
        canonical_url=_canonical(page, metas, url),
        section=_section(metas, article),
        keywords=_keywords(metas, article),
        language=_language(page, metas, article),
        types=tuple(dict.fromkeys(kind for node in nodes for kind in _types(node)))
        + tuple(f"og:{kind}" for kind in metas.get("og:type", ())),
        free=_free(article),
        dated_article="article:published_time" in metas,
        software=tuple(metas.get("generator", ())),
    )


def _metas(page: Scan) -> dict[str, list[str]]:
    """Contents of meta tags by lower-case name or property, white space normalised, empty ones left out."""
    found: dict[str, list[str]] = {}
    for meta in page.metas[:2_000]:
        content = " ".join(meta.get("content", "").split())
        if content:
            for key in {meta[name].strip().lower() for name in _NAMING & meta.keys()}:
                found.setdefault(key, []).append(content)
    found.pop("", None)
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _nodes(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """All typed objects of the page's JSON-LD, outermost first, 500 at most."""
    left = 500
    for script in scripts[:50]:
        queue: list[Any] = [_parse(script)]
        while queue and left:
            node = queue.pop(0)
            if isinstance(node, list):
                queue[:0] = node[:200]
            elif isinstance(node, dict):
                if "@type" in node:
                    left -= 1
                    yield node
                queue += [
                    node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement") if key in node
                ]


def _parse(script: str) -> Any:
    """JSON-LD as sites write it: in comments, with raw line ends, with a semicolon after it."""
    text = script[:_MAX_DATA].strip()
    if opened := _COMMENT_OPENED.match(text):
        text = text[opened.end() :]
    text = text.removesuffix("-->" if text.endswith("-->") else "//]]>")
    try:
        return _DECODER.decode(text.strip(" \r\n\t;"))
    except (ValueError, RecursionError):
        return None


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)][:20]


def _article(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The object that describes the story: news types before general ones, with a headline before without."""

    def worth(node: dict[str, Any]) -> tuple[bool, bool, bool]:
        kinds = " ".join(_types(node))
        return (
            "Article" in kinds or "Posting" in kinds or "Report" in kinds,
            "headline" in node,
            "datePublished" in node,
        )

    fit = [node for node in nodes if any(_ARTICLE_TYPES.search(kind) for kind in _types(node))]
    return max(fit, key=worth, default={})


def _text(value: Any) -> str:
    """A string of JSON-LD, from a string, a list or an object with a value."""
    while isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    return value.strip() if "<" not in value else re.sub(r"<[^<>]{0,500}>", " ", value).strip()


def _title(
    page: Scan, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None, url: str | None
) -> str:
    """The visible headline that the head's statements confirm, else the most trusted statement without the outlet."""
    stated = [
        " ".join(_unescape(text).split())
        for text in (
            _text(article.get("headline")),
            _first(metas, "og:title"),
            _first(metas, "twitter:title"),
            next(iter(page.titles), ""),
            _first(metas, "title", "dc.title", "headline"),
        )
    ]
    stated = [text for text in stated if letters(text)]
    keys = [*map(letters, stated)]
    host = _host(url)
    names = {letters(name) for name in (outlet, host.removeprefix("www."), _domain(host)) if name}
    short = [*dict.fromkeys(_without_outlet(text, names) for text in dict.fromkeys(stated))]
    short = [text for text in short if letters(text) not in names]
    sites = names | _rests(keys)
    visible = [one for one in _headings(page) if one.key not in sites and len(one.text) <= 400]
    mains = [one for one in visible if one.main]
    held = _contained(visible, keys)
    found = (
        (held.text if held and held.main else "")
        or _without_rest(mains, short)
        or _alike(mains, stated, 0.5)
        or (held.text if held else "")
        or (_alike(mains, stated, 0.0) if len({one.text for one in mains}) == 1 else "")
        or next(iter((*short, *(one.text for one in visible), *stated)), "")
    )
    if found.isupper():
        return next((text for text in short if letters(text) == letters(found) and not text.isupper()), found)
    return found


def _contained(headings: Sequence[Heading], stated: Sequence[str]) -> Heading | None:
    """The heading whose letters make up most of a statement's, and more than a third; an h2 needs more."""
    best, share = None, 0.35
    for one in headings:
        if len(one.key) > 3:
            for place, title in enumerate(stated):
                if one.key in title:
                    worth = len(one.key) / len(title) - (0.0 if one.main else 0.2) - 0.01 * place
                    if worth > share:
                        best, share = one, worth
    return best


def _without_rest(headings: Sequence[Heading], short: Sequence[str]) -> str:
    """The statement that stands at the beginning or end of a longer heading, where a bar or a line parts the rest."""
    keys = [*map(letters, short)]
    for one in headings:
        parts = {letters(part) for part in (*_SEPARATOR.split(one.text), *one.lines, one.text.partition(" (")[0])}
        for text, own in zip(short, keys, strict=True):
            if len(own) > 15 and len(own) * 2 > len(one.key) and own in parts:
                return text
    return ""


def _rests(keys: Sequence[str]) -> set[str]:
    """What one statement has before or behind another: the outlet's name, whatever it calls itself elsewhere."""
    pairs = [(long, short) for long in keys for short in keys if len(long) > len(short) > 15]
    before = {long.removesuffix(short) for long, short in pairs if long.endswith(short)}
    return before | {long.removeprefix(short) for long, short in pairs if long.startswith(short)}


def _alike(headings: Sequence[Heading], stated: Sequence[str], least: float) -> str:
    """The one heading that says what a statement says in other words, with more than this share of its own."""
    texts = {one.text for one in headings if len(one.text) > 15}
    alike = [text for text in texts if any(_share_words(text, title, least) for title in stated)]
    return alike[0] if len(alike) == 1 else ""


def _share_words(one: str, other: str, least: float) -> bool:
    """Whether two headlines share two longer words, or more than this share of the words of the first."""
    if not least:
        words = [set(re.findall(r"\w{4,}", text.lower())) for text in (one, other)]
        return len(words[0] & words[1]) >= min(2, *map(len, words))
    words = [set(re.findall(r"\w{3,}", text.lower())) for text in (one, other)]
    return len(words[0] & words[1]) > max(1, least * len(words[0]))


class Heading(NamedTuple):
    """A heading that the page shows."""

    text: str
    main: bool
    """Whether it is an h1, or marked as the headline."""
    lines: tuple[str, ...]
    key: str
    """The letters of the text."""


def _headings(page: Scan) -> list[Heading]:
    """The page's first h1 and h2, joined over their lines, and what microdata call the headline."""
    marked = [one for one in page.containers if one.tag in {"h1", "h2"} or "headline" in one.attributes]
    found: list[Heading] = []
    for one in marked:
        lines = tuple(_unescape(block.text) for block in page.blocks[one.start : min(one.end, one.start + 6)])
        if lines and (one.tag in {"h1", "h2"} or (one.end - one.start <= 2 and "itemprop" in one.attributes)):
            text = " ".join(lines)
            found.append(Heading(text, one.tag != "h2", lines, letters(text)))
        if len(found) > 60:
            break
    return found


def _places(page: Scan, title: str) -> list[int]:
    """Index of the block after each place where the headline stands, five at most; else after the h1 elements."""
    found, key, (least, most) = [], letters(title), (len(title) - 20, len(title) + 20)
    if key:
        alike = [at for at, block in enumerate(page.blocks) if least <= len(block.text) <= most]
        found = [at + 1 for at in alike if spells(page.blocks[at].text, key)]
    return (found or [one.end for one in page.containers if one.tag == "h1"] or [40])[:5]


def _without_outlet(text: str, names: set[str]) -> str:
    """A title without the outlet's name at its end or start, and without what a bar parts from it."""
    pieces = _SEPARATOR.split(text)
    if len(pieces) == 1:
        return text
    parts, marks = pieces[::2], ["", *pieces[1::2]]
    while len(parts) > 1:
        last, mark = parts[-1], marks[-1]
        if _names_outlet(last, names) or (
            ("|" in mark or "»" in mark or len(last.split()) <= 3) and len("".join(parts[:-1])) > len(last)
        ):
            parts.pop()
            marks.pop()
        elif _names_outlet(parts[0], names):
            parts.pop(0)
            marks.pop(0)
        else:
            break
    return "".join(piece for pair in zip(["", *marks[1:]], parts, strict=True) for piece in pair).strip()


def _names_outlet(part: str, names: set[str]) -> bool:
    key = letters(part)
    return any(key == name or (len(key) > 3 and key in name) or (len(name) > 3 and name in key) for name in names)


def _unescape(text: str) -> str:
    """Statements are often escaped twice."""
    return html.unescape(text) if "&" in text else text


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _domain(host: str) -> str:
    """The site's name in its address: `example` of `www.example.co.uk`."""
    labels = [label for label in host.split(".") if label not in {"www", "m", "news", "com", "co", "org", "net", "amp"}]
    return max(labels[:-1] or labels, key=len, default="")


def _outlet(metas: dict[str, list[str]], article: dict[str, Any], nodes: list[dict[str, Any]]) -> str | None:
    publisher = article.get("publisher")
    names = chain(
        [
            _text(publisher.get("name")) if isinstance(publisher, dict) else "",
            _first(metas, "og:site_name", "application-name", "publisher", "dc.publisher"),
        ],
        (_text(node.get("name")) for node in nodes if not _SITES.isdisjoint(_types(node))),
    )
    return next((" ".join(_unescape(name).split()) for name in names if name and "://" not in name), None)


def _authors(page: Scan, metas: dict[str, list[str]], article: dict[str, Any]) -> tuple[str, ...]:
    given = article.get("author") or article.get("creator") or ()
    names = [_text(one) for one in (given if isinstance(given, list) else [given])[:30]]
    if not any(names):
        names = [
            name
            for key in ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
            for name in metas.get(key, ())
        ]
    if not any(names):
        names = _authors_shown(page)
    clean = (_name(name) for name in names if name)
    return tuple(dict.fromkeys(name for name in clean if name))[:30]


def _authors_shown(page: Scan) -> list[str]:
    """Names in elements that microdata or `rel=author` mark."""
    found = []
    for container in page.containers:
        if "author" in container.attributes and container.end - container.start == 1:
            marked = attributes(container.attributes)
            if "author" in marked.get("itemprop", "") or "author" in marked.get("rel", ""):
                found.append(page.blocks[container.start].text)
    return found[:5]


def _name(text: str) -> str:
    """A name without "By" and addresses; empty when it is none."""
    text = re.sub(r"^\s*(?:by|von|par|por|di)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    return "" if "://" in text or "@" in text or len(text) > 80 or not letters(text) else text


def _canonical(page: Scan, metas: dict[str, list[str]], url: str | None) -> str | None:
    """The address the page calls its own, when it is one of http or https."""
    stated = [link.get("href", "") for link in page.links if "canonical" in link.get("rel", "").lower().split()]
    for address in [*stated, _first(metas, "og:url")]:
        try:
            joined = urljoin(url or "", address.strip())
            if address.strip() and urlsplit(joined).scheme in {"http", "https"} and urlsplit(joined).hostname:
                return joined
        except ValueError:
            continue
    return None


def _section(metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    return (
        _text(article.get("articleSection")) or _first(metas, "article:section", "section", "parsely-section") or None
    )


def _keywords(metas: dict[str, list[str]], article: dict[str, Any]) -> tuple[str, ...]:
    given = article.get("keywords")
    words = [_text(one) for one in (given if isinstance(given, list) else [given])[:100]]
    words += [*metas.get("keywords", ()), *metas.get("news_keywords", ()), *metas.get("article:tag", ())][:100]
    split = (" ".join(word.split()) for text in words for word in re.split(r"[,;，、]", text[:4_000]))
    return tuple(dict.fromkeys(word for word in split if 0 < len(word) <= 80))[:50]


def _free(article: dict[str, Any]) -> bool | None:
    """A truth value of JSON-LD, which sites write as one, as text, or as the address of schema.org's."""
    given = str(article.get("isAccessibleForFree", "")).rsplit("/", 1)[-1].lower()
    return {"true": True, "false": False}.get(given)


def _language(page: Scan, metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    """ISO 639-1 code that the page states."""
    for text in (
        page.language,
        _text(article.get("inLanguage")),
        _first(metas, "og:locale", "content-language", "language"),
    ):
        if text and (found := re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", text.strip())):
            return found.group().lower()
    return None
