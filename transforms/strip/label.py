"""The kind of every block of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import trafilatura

from transforms.strip.assemble import Piece
from transforms.strip.kinds import TAGS, TOKENS, is_caption, wording
from transforms.strip.metadata import Metadata, letters
from transforms.strip.scan import Block, Scan, attributes

_NEAR: Final = 6
"""Containers looked at around a block for a word that names its kind."""
_WORD: Final = re.compile(r"\w+|[\u3040-\u30ff\u3400-\u9fff]")
_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{100000}")
_BIG_MARKUP: Final = 4_000_000
_MANY_BLOCKS: Final = 30_000


def label_page(page: Scan, meta: Metadata, markup: str) -> list[Piece]:
    """Label the blocks of a scanned page.

    Args:
        page: The scanned page.
        meta: Its statements; the headline and the authors are recognised by them.
        markup: The page as text.

    Returns:
        The visible blocks in order, each with kind and rule.
    """
    chosen = _body(page, markup)
    first = chosen.index(True) if True in chosen else len(chosen)
    last = len(chosen) - 1 - chosen[::-1].index(True) if True in chosen else -1
    title = letters(meta.title)
    pieces = []
    for index, block in enumerate(page.blocks):
        names = _names(page, block)
        if chosen[index]:
            kind, rule = _in_body(block, names, title)
        elif _hidden(page, block.container):
            continue
        else:
            where = -1 if index < first else 1 if index > last else 0
            kind, rule = _outside(page, block, names, title, meta, where)
        pieces.append(Piece(block.text, kind, rule))
    return pieces


def _in_body(block: Block, names: Sequence[str], title: str) -> tuple[str, str]:
    """What a rule takes out of the chosen body: the headline, captions, and lines that only their words give away."""
    if title and letters(block.text) == title:
        return "headline", "same_as_title"
    if "caption" in names[:3] or "figcaption" in names[:3]:
        return "caption", "caption_element"
    if is_caption(block.text) and block.images:
        return "caption", "caption_words"
    if (rule := wording(block.text)) is not None:
        return rule.kind, rule.name
    return "body", "region"


def _outside(page: Scan, block: Block, names: Sequence[str], title: str, meta: Metadata, where: int) -> tuple[str, str]:
    """The kind of a block that is not the story, from its words, then its elements, then its place."""
    text = block.text
    if title and letters(text) == title:
        return "headline", "same_as_title"
    if "caption" in names[:3]:
        return "caption", "caption_element"
    if where <= 0 and meta.description and len(text) > 30 and letters(meta.description)[:60] == letters(text)[:60]:
        return "standfirst", "same_as_description"
    if (rule := wording(text)) is not None:
        return rule.kind, rule.name
    if where <= 0 and len(text) < 120 and any(name.lower() in text.lower() for name in meta.authors):
        return "byline", "names_author"
    if where <= 0 and is_caption(text) and block.images:
        return "caption", "caption_words"
    if names:
        return names[0], "element_name"
    if block.link_chars * 2 > len(text):
        return "navigation", "mostly_links"
    if (
        where == 0
        and block.container >= 0
        and page.containers[block.container].tag in {"td", "th", "li", "p", "h2", "h3", "h4"}
    ):
        return "body", "within_region"
    return "other", "outside_region"


def _names(page: Scan, block: Block) -> list[str]:
    """Kinds that the elements around a block are named after, innermost first."""
    found = []
    index = block.container
    for _ in range(_NEAR):
        if index < 0:
            break
        container = page.containers[index]
        if container.tag in {"body", "html", "main", "article"}:
            break
        if kind := _named(container.tag, container.attributes):
            found.append(kind)
        index = container.parent
    return found


@lru_cache(maxsize=16_384)
def _named(tag: str, written: str) -> str:
    """The kind that an element's tag, class or id names; empty when none."""
    marked = attributes(written)
    words = f"{marked.get('class', '')} {marked.get('id', '')}"[:400]
    for kind, pattern in TOKENS:
        if pattern.search(words):
            return kind
    return TAGS.get(tag, "")


def _hidden(page: Scan, index: int) -> bool:
    """Whether an element around a block hides it from readers."""
    for _ in range(60):
        if index < 0:
            return False
        container = page.containers[index]
        if container.attributes and _hides(container.attributes):
            return True
        index = container.parent
    return False


@lru_cache(maxsize=16_384)
def _hides(written: str) -> bool:
    if "hidden" not in written and "display" not in written:
        return False
    marked = attributes(written)
    style = marked.get("style", "").replace(" ", "").lower()
    return "hidden" in marked or "display:none" in style or "visibility:hidden" in style


def _body(page: Scan, markup: str) -> list[bool]:
    """Which blocks are the story, by trafilatura, or by the densest run of prose where it finds none or may not look."""
    if _harmless(page, markup):
        text = trafilatura.extract(markup, include_comments=False)
        if text and (chosen := _found_in(page, text)) and any(chosen):
            return chosen
    return densest([len(block.text) - 2 * block.link_chars for block in page.blocks])


def _harmless(page: Scan, markup: str) -> bool:
    """Whether libxml2 reads a page in bounded time: its cost grows with the square of depth and of attributes a tag."""
    deep = any(one.depth > 200 or len(one.attributes) > 20_000 for one in page.containers)
    return len(markup) < _BIG_MARKUP and len(page.blocks) < _MANY_BLOCKS and not deep and not _LONG_TAG.search(markup)


def _found_in(page: Scan, text: str) -> list[bool]:
    """Which blocks have at least half of their three-word runs in a text."""
    words = _WORD.findall(text.lower())
    runs = set(zip(words, words[1:], words[2:], strict=False))
    lines = {letters(line.strip("-|# ")) for line in text.split("\n")}
    chosen = []
    for block in page.blocks:
        own = _WORD.findall(block.text.lower())
        if len(own) < 5:
            chosen.append(letters(block.text) in lines)
        else:
            grams = list(zip(own, own[1:], own[2:], strict=False))
            chosen.append(sum(gram in runs for gram in grams) * 2 >= len(grams))
    return chosen


def densest(sizes: Sequence[int]) -> list[bool]:
    """The run of blocks with the most characters, where each block costs 60: the oldest way to find a story."""
    best = total = start = 0
    span = (0, 0)
    for index, size in enumerate(sizes):
        total += size - 60
        if total <= 0:
            total, start = 0, index + 1
        elif total > best:
            best, span = total, (start, index + 1)
    return [span[0] <= index < span[1] for index in range(len(sizes))]
