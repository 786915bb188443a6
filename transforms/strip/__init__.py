"""Boilerplate out: a page, a feed's markup or a plain text becomes an article, and what was removed stays with it.

Pure functions; the Beam step over them is :class:`transforms.strip.step.StripBoilerplate`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from schemas.records import Article, Entry, Refusal
from transforms.strip.assemble import Piece, assemble, body_of
from transforms.strip.decode import decode, is_binary, reread
from transforms.strip.label import label_page
from transforms.strip.lines import guess_title, label_lines
from transforms.strip.mend import mended
from transforms.strip.metadata import Metadata, read_metadata
from transforms.strip.page_kind import page_kind
from transforms.strip.repair import repair
from transforms.strip.scan import MAX_TAGS, Scan, scan

__all__ = ["MAX_BYTES", "VERSION", "read_body", "strip_fragment", "strip_page", "strip_text"]

VERSION: Final = "9"
"""Changes whenever the same input may give another article."""
MAX_BYTES: Final = 16 * 1024 * 1024
"""Input beyond this is not looked at: it is the fetch's cap."""
MAX_BLOCKS: Final = 60_000
"""More blocks than this is refused; the largest page of the measured sets has 5,000."""


def strip_page(
    markup: bytes | str, *, url: str | None, content_type: str | None = None, entry: Entry | None = None
) -> Article | Refusal:
    """Read the article out of a fetched page.

    Args:
        markup: The page as fetched, decompressed, or as text where somebody has decoded it; what goes beyond
            :data:`MAX_BYTES` is not looked at.
        url: The address that answered.
        content_type: The header's value; its charset is a hint.
        entry: The feed's entry; its title stands in for a headline that the page lacks.

    Returns:
        The article, or a refusal with the reason `binary`, `too_deep`, `too_large_tree` or `no_text`.
    """
    kind = _kind(content_type)
    text = _decoded(markup, kind, content_type)
    if isinstance(text, Refusal):
        return text
    title = entry.title if entry else None
    if kind == "text/plain":
        return strip_text(text, title=title)
    return _strip_markup(text, url=url, title=title)


def read_body(markup: bytes | str, *, url: str | None) -> str:
    """The body of the article that :func:`strip_page` reads out of a page, for who asks for nothing else.

    What a page states is read as far as its body depends on it: no times, no address, no kind of page, nor is put
    together what was removed. That is a fourteenth of the work.

    Args:
        markup: As for :func:`strip_page`.
        url: The address that answered.

    Returns:
        The paragraphs with one blank line between them; empty where :func:`strip_page` refuses the page.
    """
    text = _decoded(markup, "", None)
    labelled = text if isinstance(text, Refusal) else _labelled(text, url, whole=False)
    return "" if isinstance(labelled, Refusal) else body_of(labelled.pieces)


def strip_fragment(markup: str, *, url: str | None, title: str | None) -> Article | Refusal:
    """Read the article out of the markup that a feed carries.

    Args:
        markup: `content:encoded` or `description`; plain text is read as lines.
        url: The story's link.
        title: The feed's title of it.

    Returns:
        As :func:`strip_page`; title and metadata are what the fragment itself says, else the given title.
    """
    if "<" not in markup:
        return strip_text(markup, title=title)
    return _strip_markup(markup[:MAX_BYTES], url=url, title=title)


def strip_text(text: str, *, title: str | None = None) -> Article | Refusal:
    """Read the article out of plain text with boilerplate left in.

    Args:
        text: Lines; a line is a paragraph or a piece of boilerplate.
        title: The headline where it is known; else a first line that reads like one is taken.

    Returns:
        The article, or a refusal with the reason `no_text` or `too_large_tree`.
    """
    lines = [words for line in mended(text[:MAX_BYTES]).splitlines() if (words := " ".join(line.split()))]
    if not lines:
        return _refuse("no_text", "the text holds no line")
    if len(lines) > MAX_BLOCKS:
        return _refuse("too_large_tree", f"more than {MAX_BLOCKS} lines")
    if title is None:
        title = guess_title(lines)
    return _article(repair(label_lines(lines, title), title or ""), Metadata(title=title or ""))


def _kind(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _decoded(markup: bytes | str, kind: str, content_type: str | None) -> str | Refusal:
    if kind.startswith(("image/", "audio/", "video/", "font/")) or is_binary(markup):
        return _refuse("binary", f"{kind or 'bytes'} is no text")
    held = markup[:MAX_BYTES]
    return reread(held, content_type) if isinstance(held, str) else decode(held, content_type)


def _strip_markup(markup: str, *, url: str | None, title: str | None) -> Article | Refusal:
    labelled = _labelled(markup, url, title)
    if isinstance(labelled, Refusal):
        return labelled
    return _article(labelled.pieces, labelled.meta, labelled.page, url)


class _Labelled(NamedTuple):
    """A page whose blocks have their kinds."""

    pieces: list[Piece]
    meta: Metadata
    page: Scan


def _labelled(markup: str, url: str | None, title: str | None = None, *, whole: bool = True) -> _Labelled | Refusal:
    """A page's blocks with their kinds, and what it states: all of that, or what its body depends on."""
    if len(markup) > MAX_TAGS and markup.count("<") > MAX_TAGS:
        return _refuse("too_large_tree", f"more than {MAX_TAGS} tags")
    markup = mended(markup)
    page = scan(markup)
    if page.too_deep:
        return _refuse("too_deep", "elements are nested deeper than any page needs")
    if len(page.blocks) > MAX_BLOCKS:
        return _refuse("too_large_tree", f"more than {MAX_BLOCKS} blocks of text")
    if not page.blocks:
        return _refuse("no_text", "the page shows no text")
    meta = read_metadata(page, url, markup, whole=whole)
    if title and not meta.title:
        meta = Metadata(title=" ".join(title.split()))
    return _Labelled(repair(label_page(page, meta), meta.title), meta, page)


def _article(
    pieces: list[Piece], meta: Metadata, page: Scan | None = None, url: str | None = None
) -> Article | Refusal:
    parts = assemble(pieces)
    if not parts.body:
        return _refuse("no_text", "no block reads like a story")
    return Article(
        title=meta.title,
        standfirst=parts.standfirst,
        body=parts.body,
        paragraphs=parts.paragraphs,
        captions=parts.captions,
        removed=parts.removed,
        authors=meta.authors,
        published_at=meta.published_at,
        published_source=meta.published_source,
        modified_at=meta.modified_at,
        canonical_url=meta.canonical_url,
        outlet=meta.outlet,
        section=meta.section,
        keywords=meta.keywords,
        language=meta.language,
        page_kind=page_kind(parts, meta, page, url),
        truncated=parts.truncated,
    )


def _refuse(reason: str, message: str) -> Refusal:
    return Refusal(stage="strip", reason=reason, transient=False, message=message)
