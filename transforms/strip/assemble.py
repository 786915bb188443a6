"""From labelled blocks to an article: body with spans, captions with credits, removals with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from msgspec import Struct

from schemas.story import Caption, Removed, Span
from transforms.strip.pictures import split_credit

_GAP: Final = "\n\n"
_BREAKS_OFF: Final = re.compile(
    r"(?:\[(?:…|\.\.\.)\]|\[(?:&hellip;|\+\d+ chars)\]|(?:…|\.\.\.)\s*(?:read (?:more|the (?:full|rest|whole))|"
    r"continue reading|more|»|→)?)\s*[\])»→.]*$|"
    r"\bread (?:more|the (?:full|whole|rest)\b.{0,40}?) (?:at|on|here|in|of)\b.{0,80}$|\bcontinue reading\b.{0,80}$|"
    r"the post .{3,200} appeared first on .{2,80}$",
    re.IGNORECASE,
)


class Piece(Struct, gc=False):
    """A block or line with its label."""

    text: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Assembled:
    """The parts of an article that are text of the page."""

    body: str
    paragraphs: tuple[Span, ...]
    captions: tuple[Caption, ...]
    removed: tuple[Removed, ...]
    standfirst: str | None
    truncated: bool


def assemble(pieces: Sequence[Piece]) -> Assembled:
    """Put body and removals together.

    Args:
        pieces: The visible text of a page in order, each labelled; kind `body` is the story.

    Returns:
        The body's paragraphs parted by one blank line, and the rest. Neighbours removed by one rule are one removal,
        a line each; body and removals together hold every piece.
    """
    paragraphs: list[Span] = []
    body: list[str] = []
    captions: list[Caption] = []
    removed: list[tuple[str, str, list[str], int]] = []
    length = at = 0
    standfirst = None
    for (kind, rule), alike in groupby(pieces, attrgetter("kind", "rule")):
        texts = [piece.text for piece in alike]
        if kind == "body":
            for text in texts:
                length = at + len(text)
                paragraphs.append(Span(at, length))
                at = length + len(_GAP)
            body += texts
            continue
        if kind == "caption":
            captions += [Caption(text=words, credit=credit) for words, credit in map(split_credit, texts)]
        elif kind == "standfirst" and standfirst is None:
            standfirst = texts[0]
        removed.append((kind, rule, texts, at))
    return Assembled(
        body=_GAP.join(body),
        paragraphs=tuple(paragraphs),
        captions=tuple(captions),
        removed=tuple(
            Removed(kind=kind, text="\n".join(lines), rule=rule, position=min(at, length))
            for kind, rule, lines, at in removed
        ),
        standfirst=standfirst,
        truncated=bool(body) and breaks_off(body[-1]),
    )


def body_of(pieces: Sequence[Piece]) -> str:
    """The body that :func:`assemble` puts together, alone."""
    return _GAP.join([piece.text for piece in pieces if piece.kind == "body"])


def breaks_off(paragraph: str) -> bool:
    """Whether a last paragraph says that the story goes on elsewhere."""
    return bool(_BREAKS_OFF.search(paragraph[-300:]))
