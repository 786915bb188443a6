"""Plain text with boilerplate left in: the kind of every line, by wording, shape, order and neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.strip.assemble import Piece
from transforms.strip.kinds import is_caption, wording
from transforms.strip.label import densest
from transforms.strip.metadata import letters

_TAIL: Final = frozenset({"related_posts", "comment_form", "comments", "newsletter", "licence_notice", "author_bio"})
"""Kinds after whose heading short lines belong to it."""
_PROSE: Final = re.compile(r"[.!?。！？…:;][\"'”’»)\]]*$")


def label_lines(lines: Sequence[str], title: str | None) -> list[Piece]:
    """Label the lines of a text.

    Args:
        lines: Lines without surrounding white space, none empty.
        title: The headline where it is known.

    Returns:
        A piece for each line.
    """
    key = letters(title or "")
    run = densest([len(line) for line in lines])
    first = run.index(True) if True in run else 0
    last = len(run) - 1 - run[::-1].index(True) if True in run else len(run) - 1
    pieces: list[Piece] = []
    tail = ""
    for index, line in enumerate(lines):
        kind, rule = _kind(line, key)
        if kind == "body":
            prose = len(line) > 60 and bool(_PROSE.search(line))
            if prose and first <= index <= last:
                tail = ""
            elif tail:
                kind, rule = tail, "after_heading"
            elif not (first <= index <= last or prose):
                kind, rule = "other", "outside_run"
        elif kind in _TAIL:
            tail = kind
        pieces.append(Piece(line, kind, rule))
    if not any(piece.kind == "body" for piece in pieces):
        return [Piece(line, "body", "only_text") for line in lines]
    return pieces


def _kind(line: str, title: str) -> tuple[str, str]:
    if title and letters(line) == title:
        return "headline", "same_as_title"
    if (rule := wording(line)) is not None:
        return rule.kind, rule.name
    if is_caption(line):
        return "caption", "caption_words"
    return "body", "run"
