"""Plain text with boilerplate left in: the kind of every line, by wording, shape, order and neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.assemble import Piece
from transforms.strip.kinds import wording
from transforms.strip.label import choose, is_headline
from transforms.strip.line_features import Lines
from transforms.strip.metadata import letters
from transforms.strip.pictures import is_caption
from transforms.strip.scan import Block, Scan
from transforms.strip.vocabulary import read_words
from transforms.strip.weights import Weights, load_weights

_SURE: Final = 0.55
"""Probability beyond which a line is the story: without markup more is mistaken for it than missed."""
_CUT_OFF: Final = re.compile(r".{60}(?:\[(?:…|\.\.\.|&hellip;)\]|\[\+\d+ chars\])$")
"""What a feed puts where it cuts a story off: such a last line belongs to the story before it."""
_HEADLINE: Final = 200
"""Characters under which a first line may be a headline."""
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
    texts = Scan([Block(line, -1, 0, 0, 0, 0, False, False) for line in lines])
    return label_likely(texts, letters(title or ""), likely_lines(lines, title or "", weights))


def guess_title(lines: Sequence[str]) -> str | None:
    """A first line that reads like a headline; None for any other."""
    return lines[0] if len(lines) > 2 and len(lines[0]) < _HEADLINE and lines[0][-1] not in ".!?,;" else None


def likely_lines(lines: Sequence[str], title: str, weights: Weights) -> NDArray[np.floating]:
    """The probability of each line to be the story.

    The lines are looked at twice: what the first look takes for the story tells the second one what company a line
    keeps.

    Args:
        lines: Lines, none empty.
        title: The headline, empty when it is not known.
        weights: The line model.
    """
    measured = Lines(lines, read_words(lines, [True] * len(lines), weights).scores, title)
    first = measured.first(measured.guess(weights.first_look))
    likely = weights.likely(first)
    return weights.likely(measured.second(first, likely), look=1)


def label_likely(text: Scan, title: str, likely: NDArray[np.floating]) -> list[Piece]:
    """Turn the model's word on each line into kinds.

    Args:
        text: The lines as blocks.
        title: The headline's letters, empty when it is not known.
        likely: Probability of each line to be the story.
    """
    chosen = choose(text, likely, _SURE)
    if len(chosen) > 1 and chosen[-2] and _CUT_OFF.search(text.blocks[-1].text):
        chosen[-1] = True
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
