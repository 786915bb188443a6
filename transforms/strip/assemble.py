"""From labelled blocks to an article: body with spans, captions with credits, removals with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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


@dataclass(slots=True)
class Piece:
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
    length = 0
    standfirst = None
    for piece in pieces:
        at = length + len(_GAP) if length else 0
        if piece.kind == "body":
            paragraphs.append(Span(start=at, end=at + len(piece.text)))
            body.append(piece.text)
            length = at + len(piece.text)
            continue
        if piece.kind == "caption":
            words, credit = split_credit(piece.text)
            captions.append(Caption(text=words, credit=credit))
        elif piece.kind == "standfirst" and standfirst is None:
            standfirst = piece.text
        if removed and removed[-1][0] == piece.kind and removed[-1][1] == piece.rule and removed[-1][3] == at:
            removed[-1][2].append(piece.text)
        else:
            removed.append((piece.kind, piece.rule, [piece.text], at))
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


def breaks_off(paragraph: str) -> bool:
    """Whether a last paragraph says that the story goes on elsewhere."""
    return bool(_BREAKS_OFF.search(paragraph[-300:]))
