"""Plain text with boilerplate left in: the kind of every line, by wording, shape, order and neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.assemble import Piece
from transforms.strip.ending import THREAD, ending
from transforms.strip.kinds import wordings
from transforms.strip.label import choose, is_headline
from transforms.strip.line_features import Lines
from transforms.strip.metadata import letters
from transforms.strip.pictures import is_caption
from transforms.strip.rules import Rule
from transforms.strip.scan import Block, Scan
from transforms.strip.weights import Weights, load_weights
from transforms.strip.words import read_words

_TRUST: Final = 0.6
"""What the odds of the model are worth on sites that it has not seen."""
_LEAST_SURE: Final = 0.3
"""Probability up to which no line is the story, however few are likelier."""
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
    texts = Scan([Block(line, -1, 0, 0, 0, 0, False, False) for line in lines])
    rules = wordings(lines)
    likely = likely_lines(lines, rules, title or "", load_weights("lines"))
    return label_likely(texts, rules, letters(title or ""), likely)


def guess_title(lines: Sequence[str]) -> str | None:
    """A first line that reads like a headline; None for any other."""
    return lines[0] if len(lines) > 2 and len(lines[0]) < _HEADLINE and lines[0][-1] not in ".!?,;" else None


def likely_lines(
    lines: Sequence[str], rules: Sequence[Rule | None], title: str, weights: Weights
) -> NDArray[np.floating]:
    """The probability of each line to be the story.

    The lines are looked at twice: what the first look takes for the story tells the second one what company a line
    keeps.

    Args:
        lines: Lines, none empty.
        rules: The rule that each one's wording matches.
        title: The headline, empty when it is not known.
        weights: The line model.
    """
    kinds = [rule.kind if rule else "" for rule in rules]
    measured = Lines(lines, read_words(lines, [True] * len(lines), weights).scores, kinds, title)
    first = measured.first(measured.guess(weights.first_look))
    likely = weights.likely(first)
    return weights.likely(measured.second(first, likely), look=1)


def label_likely(text: Scan, rules: Sequence[Rule | None], title: str, likely: NDArray[np.floating]) -> list[Piece]:
    """Turn the model's word on each line into kinds.

    Args:
        text: The lines as blocks.
        rules: The rule that each one's wording matches.
        title: The headline's letters, empty when it is not known.
        likely: Probability of each line to be the story.
    """
    texts = [block.text for block in text.blocks]
    named = [_by_words(line, rule, title) for line, rule in zip(texts, rules, strict=True)]
    chosen = choose(text, likely, _sure(likely, np.array([len(line) for line in texts])))
    if len(chosen) > 1 and chosen[-2] and _CUT_OFF.search(texts[-1]):
        chosen[-1] = True
    chosen = [is_story and not kind for is_story, (kind, _) in zip(chosen, named, strict=True)]
    end, why = ending(texts, [rule for _, rule in named], chosen, likely)
    if why == THREAD:
        named[end] = "comments", THREAD
    pieces: list[Piece] = []
    tail = ""
    for index, (line, is_story) in enumerate(zip(texts, chosen, strict=True)):
        kind, rule = named[index]
        if kind in _TAIL:
            tail = kind
        elif not kind and is_story and index < end:
            kind, rule, tail = "body", "model", ""
        elif not kind:
            kind, rule = (tail, "after_heading") if tail else ("other", "after_end" if is_story else "model")
        pieces.append(Piece(line, kind, rule))
    if not any(piece.kind == "body" for piece in pieces):
        return [Piece(piece.text, "body" if piece.rule == "model" else piece.kind, piece.rule) for piece in pieces]
    return pieces


def _sure(likely: NDArray[np.floating], sizes: NDArray[np.int_]) -> float:
    """The probability beyond which lines are the story: that from which their text has the highest F1 to be expected.

    Where all is clear it lies near a half; where much of the text is doubtful, lower.
    """
    trusted = likely * _TRUST / (1.0 - likely * (1.0 - _TRUST))
    order = np.argsort(-trusted, kind="stable")
    size, good = np.cumsum(sizes[order]), np.cumsum((sizes * trusted)[order])
    best = order[np.argmax(good / (size + good[-1]))]
    return max(_LEAST_SURE, float(np.nextafter(likely[best], 0)))


def _by_words(line: str, rule: Rule | None, title: str) -> tuple[str, str]:
    """The kind that the line's own words give away; empty when they do not."""
    if is_headline(line, title):
        return "headline", "same_as_title"
    if rule is not None:
        return rule.kind, rule.name
    if is_caption(line):
        return "caption", "caption_words"
    return "", ""
