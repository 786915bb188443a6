"""Plain text with boilerplate left in: the kind of every line, by wording, shape, order and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.assemble import Piece
from transforms.strip.features import measure
from transforms.strip.kinds import wording
from transforms.strip.label import choose, is_headline
from transforms.strip.metadata import letters
from transforms.strip.pictures import is_caption
from transforms.strip.scan import Block, Scan
from transforms.strip.vocabulary import name_scores, word_scores
from transforms.strip.weights import load_weights

_TAIL: Final = frozenset({"related_posts", "comment_form", "comments", "newsletter", "author_bio", "about_company"})
"""Kinds whose heading names what follows it."""


def label_lines(lines: Sequence[str], title: str | None) -> list[Piece]:
    """Label the lines of a text.

    Args:
        lines: Lines without surrounding white space, none empty.
        title: The headline where it is known.

    Returns:
        A piece for each line.
    """
    weights = load_weights("lines")
    text = Scan([Block(line, -1, 0, 0, 0, 0, False, False) for line in lines])
    matrix, _ = measure(text, word_scores(text, weights), name_scores(text, weights), letters(title or ""), weights)
    likely = 1.0 / (1.0 + np.exp(-weights.margins(matrix)))
    return label_likely(text, letters(title or ""), likely)


def label_likely(text: Scan, title: str, likely: NDArray[np.floating]) -> list[Piece]:
    """Turn the model's word on each line into kinds.

    Args:
        text: The lines as blocks.
        title: The headline's letters, empty when it is not known.
        likely: Probability of each line to be the story.
    """
    chosen = choose(text, likely)
    pieces: list[Piece] = []
    tail = ""
    for block, is_story in zip(text.blocks, chosen, strict=True):
        line = block.text
        kind, rule = _by_words(line, title)
        if kind in _TAIL:
            tail = kind
        elif not kind and is_story:
            kind, rule, tail = "body", "model", ""
        elif not kind:
            kind, rule = (tail, "after_heading") if tail else ("other", "model")
        pieces.append(Piece(line, kind, rule))
    if not any(piece.kind == "body" for piece in pieces):
        return [Piece(piece.text, "body" if piece.rule == "model" else piece.kind, piece.rule) for piece in pieces]
    return pieces


def _by_words(line: str, title: str) -> tuple[str, str]:
    """The kind that the line's own words give away; empty when they do not."""
    if is_headline(line, title):
        return "headline", "same_as_title"
    if (rule := wording(line)) is not None:
        return rule.kind, rule.name
    if is_caption(line):
        return "caption", "caption_words"
    return "", ""
