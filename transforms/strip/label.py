"""The kind of every block of a page: the fitted model says what is the story, rules say what the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.assemble import Piece
from transforms.strip.features import measure
from transforms.strip.kinds import wording
from transforms.strip.metadata import Metadata, letters
from transforms.strip.pictures import is_caption
from transforms.strip.scan import Block, Scan
from transforms.strip.vocabulary import name_scores, read_names, word_scores
from transforms.strip.weights import load_weights

_NEAR: Final = 6
"""Containers looked at around a block for a word that names its kind."""
_SURE: Final = 0.5
_TELLING: Final = frozenset({"comments", "comment_form", "cookie_notice", "related_posts"})
"""Kinds for which an element's name says more than the words of one block in it."""
_UNSURE: Final = (0.35, 0.2, 0.1, 0.05)
_FAR: Final = 8
"""Blocks between two parts of the story beyond which the smaller one stands alone."""
_LITTLE: Final = 200
"""Characters under which what stands alone goes out."""
_GAP: Final = 3
"""Blocks at most that come in because they stand between two of the story."""
_AGAINST: Final = 0.3
"""Probability under which they do not."""
_LONG_STATED: Final = 600
"""Characters of `articleBody` from which it is asked for a second opinion; teasers are shorter."""
_FEW: Final = 150
"""Characters under which the chosen text is no story, and the threshold is lowered."""


def label_page(page: Scan, meta: Metadata) -> list[Piece]:
    """Label the blocks of a scanned page.

    Args:
        page: The scanned page, with at least one block.
        meta: Its statements; the headline and the authors are recognised by them.

    Returns:
        The visible blocks in order, each with kind and rule.
    """
    weights = load_weights("blocks")
    words, names = word_scores(page, weights), name_scores(page, weights)
    matrix, hidden = measure(page, words, names, letters(meta.title), weights)
    likely = 1.0 / (1.0 + np.exp(-weights.margins(matrix)))
    return label_blocks(page, meta, _checked(page, meta, likely), hidden)


def _checked(page: Scan, meta: Metadata, likely: NDArray[np.floating]) -> NDArray[np.floating]:
    """The model's word, or the page's `articleBody` where the model finds next to nothing of a long one.

    Measured in November 2026: where both find a story the model is the better one more often than not, so that
    `articleBody` is a second opinion for pages on which the first is empty, and only for blocks that the page shows.
    """
    stated = meta.article_body or ""
    sizes = np.array([len(block.text) for block in page.blocks])
    if len(stated) < _LONG_STATED or sizes[likely > _SURE].sum() * 5 >= len(stated):
        return likely
    key = letters(stated)
    held = np.array([len(block.text) > 30 and letters(block.text)[:200] in key for block in page.blocks])
    if sizes[held].sum() * 2 < len(stated):
        return likely
    return np.where(held, 1.0, 0.0)


def label_blocks(page: Scan, meta: Metadata, likely: NDArray[np.floating], hidden: NDArray[np.bool_]) -> list[Piece]:
    """Turn the model's word on each block into kinds.

    Args:
        page: The scanned page.
        meta: Its statements.
        likely: Probability of each block to be the story.
        hidden: Blocks that readers do not see; those that are not the story are left out.
    """
    chosen = choose(page, likely)
    first = chosen.index(True) if True in chosen else len(chosen)
    last = len(chosen) - 1 - chosen[::-1].index(True) if True in chosen else -1
    title = letters(meta.title)
    pieces = []
    known: dict[int, list[str]] = {}
    read_names(page)
    for index, block in enumerate(page.blocks):
        if not chosen[index] and hidden[index]:
            continue
        names = _names(page, block, known)
        if chosen[index]:
            kind, rule = _in_story(block, names, title)
        else:
            where = -1 if index < first else 1 if index > last else 0
            kind, rule = _outside(block, names, title, meta, where)
        pieces.append(Piece(block.text, kind, rule))
    return pieces


def choose(page: Scan, likely: NDArray[np.floating]) -> list[bool]:
    """Which blocks are the story.

    Those that the model holds for likely, less likely ones where that is next to nothing; then two repairs: a few
    blocks between two of the story come in unless the model is sure against them (headings, cells, short lines), and
    little that stands alone far from the rest goes out.

    Args:
        page: The scanned page.
        likely: Probability of each block to be the story.
    """
    sizes = np.array([len(block.text) for block in page.blocks])
    chosen = likely > _SURE
    for threshold in _UNSURE:
        if sizes[chosen].sum() >= _FEW:
            break
        chosen = likely > threshold
    found = np.flatnonzero(chosen)
    groups = np.split(found, np.flatnonzero(np.diff(found) > _FAR) + 1)
    masses = [int(sizes[group].sum()) for group in groups]
    for group, mass in zip(groups, masses, strict=True):
        if mass < _LITTLE and mass * 10 < max(masses):
            chosen[group] = False
    found = np.flatnonzero(chosen)
    for above, below in pairwise(found.tolist()):
        if 1 < below - above <= _GAP + 1 and (likely[above + 1 : below] > _AGAINST).all():
            chosen[above + 1 : below] = True
    kept: list[bool] = chosen.tolist()
    return kept


def _in_story(block: Block, names: Sequence[str], title: str) -> tuple[str, str]:
    """What a rule takes out of the chosen blocks: the headline, captions, and lines that only their words give away."""
    text = block.text
    if is_headline(text, title):
        return "headline", "same_as_title"
    if "caption" in names[:3]:
        return "caption", "caption_element"
    if block.images and is_caption(text):
        return "caption", "caption_words"
    if (rule := wording(text)) is not None:
        return rule.kind, rule.name
    return "body", "model"


def _outside(block: Block, names: Sequence[str], title: str, meta: Metadata, where: int) -> tuple[str, str]:
    """The kind of a block that is not the story, from its words, then its elements, then its place."""
    text = block.text
    if is_headline(text, title):
        return "headline", "same_as_title"
    if "caption" in names[:3]:
        return "caption", "caption_element"
    if where <= 0 and meta.description and len(text) > 30 and text[:20] == meta.description[:20]:
        return "standfirst", "same_as_description"
    linked = block.link_chars * 2 > len(text)
    if not linked and not (names and names[0] in _TELLING) and (rule := wording(text)) is not None:
        return rule.kind, rule.name
    if where <= 0 and len(text) < 120 and any(name.lower() in text.lower() for name in meta.authors):
        return "byline", "names_author"
    if where <= 0 and block.images and is_caption(text):
        return "caption", "caption_words"
    if names:
        return names[0], "element_name"
    if linked:
        return "navigation", "mostly_links"
    return "other", "model"


def is_headline(text: str, title: str) -> bool:
    """Whether a text is the headline, given as its letters."""
    return bool(title) and len(title) <= len(text) <= 2 * len(title) + 40 and letters(text) == title


def _names(page: Scan, block: Block, known: dict[int, list[str]]) -> list[str]:
    """Kinds that the elements around a block are named after, innermost first; remembered for each container."""
    index = block.container
    if (kinds := known.get(index)) is not None:
        return kinds
    kinds = known[index] = []
    for _ in range(_NEAR):
        if index < 0:
            break
        container = page.containers[index]
        if container.tag in {"body", "html", "main", "article"}:
            break
        if container.named and container.named.kind:
            kinds.append(container.named.kind)
        index = container.parent
    return kinds
