"""The kind of every block of a page: the fitted model says what is the story, rules say what the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.strip.assemble import Piece
from transforms.strip.features import Blocks, candidates
from transforms.strip.kinds import wordings
from transforms.strip.metadata import Metadata, letters, spells
from transforms.strip.phrases import openings
from transforms.strip.pictures import is_caption
from transforms.strip.rules import Rule
from transforms.strip.scan import Block, Scan
from transforms.strip.vocabulary import read_names
from transforms.strip.weights import load_weights
from transforms.strip.words import read_words

_LEAD: Final = 20
"""Characters by which a block is the description."""
_SURE: Final = 0.5
_TELLING: Final = frozenset({"comments", "comment_form", "cookie_notice", "related_posts"})
"""Kinds for which an element's name says more than the words of one block in it."""
_NO_STORY: Final = frozenset({"comments", "comment_form", "author_bio", "byline"})
"""Kinds after which no element with a story in it is named."""
_ENOUGH: Final = 200
_ENOUGH_SHARE: Final = 0.2
"""Characters, or share, of the likely text outside of elements so named, from which those within go out: a few sites
name the whole page after its comments."""
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
    texts = [block.text for block in page.blocks]
    near = candidates(texts, [block.link_chars for block in page.blocks])
    rules = read_wording(page, near)
    words = read_words(texts, near, weights)
    told = [rule.kind if rule else "" for rule in rules]
    blocks = Blocks(page, words, read_names(page, weights), told, letters(meta.title))
    likely = np.zeros(len(texts), np.float32)
    likely[near] = weights.likely(blocks.matrix(blocks.guess(weights.first_look))[near])
    return label_blocks(page, meta, _checked(page, meta, likely), blocks, rules)


def read_wording(page: Scan, near: NDArray[np.bool_]) -> list[Rule | None]:
    """The rule that each block's wording matches; links far from the story are not looked at."""
    told = zip(page.blocks, near.tolist(), strict=True)
    asked = [at for at, (block, is_near) in enumerate(told) if is_near or block.link_chars * 2 <= len(block.text)]
    texts = [page.blocks[at].text for at in asked]
    rules: list[Rule | None] = [None] * len(page.blocks)
    for at, rule, opened in zip(asked, wordings(texts), openings(texts), strict=True):
        rules[at] = rule or opened
    return rules


def _checked(page: Scan, meta: Metadata, likely: NDArray[np.floating]) -> NDArray[np.floating]:
    """The model's word, or the page's `articleBody` where the model finds next to nothing of a long one.

    Measured in November 2026: where both find a story the model is the better one more often than not, so that
    `articleBody` is a second opinion for pages on which the first is empty, and only for blocks that the page shows.
    """
    stated = meta.article_body or ""
    if len(stated) < _LONG_STATED:
        return likely
    sizes = np.array([len(block.text) for block in page.blocks])
    if sizes[likely > _SURE].sum() * 5 >= len(stated):
        return likely
    key = letters(stated)
    held = np.array([len(block.text) > 30 and letters(block.text)[:200] in key for block in page.blocks])
    if sizes[held].sum() * 2 < len(stated):
        return likely
    return np.where(held, 1.0, 0.0)


def label_blocks(
    page: Scan,
    meta: Metadata,
    likely: NDArray[np.floating],
    blocks: Blocks,
    rules: Sequence[Rule | None],
) -> list[Piece]:
    """Turn the model's word on each block into kinds.

    Args:
        page: The scanned page.
        meta: Its statements.
        likely: Probability of each block to be the story.
        blocks: What was measured: which ones are the headline, what their containers are named after, and which ones
            readers do not see; of these, those that are not the story are left out.
        rules: The rule that each block's wording matches.
    """
    chosen = choose(page, _without_named(page, blocks.named, likely))
    end = len(chosen) - 1 - chosen[::-1].index(True) if True in chosen else len(chosen)
    stated = _Stated.of(meta)
    pieces = []
    told = zip(page.blocks, chosen, blocks.hidden.tolist(), blocks.named, rules, strict=True)
    for index, (block, is_story, unseen, named, rule) in enumerate(told):
        if unseen and not is_story:
            continue
        if index in blocks.headlines:
            kind, name = "headline", "same_as_title"
        elif is_story:
            kind, name = _in_story(block, named, rule)
        else:
            kind, name = _outside(block, named, stated, rule, behind=index > end)
        pieces.append(Piece(block.text, kind, name))
    return pieces


def choose(page: Scan, likely: NDArray[np.floating], sure: float = _SURE) -> list[bool]:
    """Which blocks are the story.

    Those that the model holds for likely, less likely ones where that is next to nothing; then two repairs: a few
    blocks between two of the story come in unless the model is sure against them (headings, cells, short lines), and
    little that stands alone far from the rest goes out.

    Args:
        page: The scanned page.
        likely: Probability of each block to be the story.
        sure: Probability beyond which a block is held for likely.
    """
    sizes = [len(block.text) for block in page.blocks]
    chosen = likely > sure
    for threshold in _UNSURE:
        if sum(compress(sizes, chosen)) >= _FEW:
            break
        chosen = likely > threshold
    groups: list[list[int]] = []
    for index in np.flatnonzero(chosen).tolist():
        if groups and index - groups[-1][-1] <= _FAR:
            groups[-1].append(index)
        else:
            groups.append([index])
    masses = [sum(map(sizes.__getitem__, group)) for group in groups]
    for group, mass in zip(groups, masses, strict=True):
        if mass < _LITTLE and mass * 10 < max(masses):
            chosen[group] = False
    found = np.flatnonzero(chosen)
    for above, below in pairwise(found.tolist()):
        if 1 < below - above <= _GAP + 1 and (likely[above + 1 : below] > _AGAINST).all():
            chosen[above + 1 : below] = True
    kept: list[bool] = chosen.tolist()
    return kept


def _in_story(block: Block, names: Sequence[str], rule: Rule | None) -> tuple[str, str]:
    """What a rule takes out of the chosen blocks: captions, and lines that only their words give away."""
    text = block.text
    if "caption" in names:
        return "caption", "caption_element"
    if block.images and is_caption(text):
        return "caption", "caption_words"
    if rule is not None:
        return rule.kind, rule.name
    return "body", "model"


class _Stated(NamedTuple):
    """What the page's statements say of the texts around the story."""

    lead: str
    """How the description begins."""
    authors: tuple[str, ...]
    """In lower case."""

    @classmethod
    def of(cls, meta: Metadata) -> _Stated:
        """Those of a page."""
        authors = tuple(name.lower() for name in meta.authors)
        return cls((meta.description or "")[:_LEAD], authors)


def _outside(
    block: Block, names: Sequence[str], stated: _Stated, rule: Rule | None, *, behind: bool
) -> tuple[str, str]:
    """The kind of a block that is not the story, from its words, then its elements, then its place."""
    text = block.text
    if "caption" in names:
        return "caption", "caption_element"
    if not behind and stated.lead and len(text) > 30 and text[:_LEAD] == stated.lead:
        return "standfirst", "same_as_description"
    linked = block.link_chars * 2 > len(text)
    if rule is not None and not linked and not (names and names[0] in _TELLING):
        return rule.kind, rule.name
    if not behind and stated.authors and len(text) < 120 and any(map(text.lower().__contains__, stated.authors)):
        return "byline", "names_author"
    if not behind and block.images and is_caption(text):
        return "caption", "caption_words"
    if names:
        return names[0], "element_name"
    if linked:
        return "navigation", "mostly_links"
    return "other", "model"


def is_headline(text: str, title: str) -> bool:
    """Whether a text is the headline, given as its letters."""
    return bool(title) and len(title) <= len(text) <= 2 * len(title) + 40 and spells(text, title)


def _without_named(page: Scan, named: Sequence[Sequence[str]], likely: NDArray[np.floating]) -> NDArray[np.floating]:
    """The model's word, overruled in elements named after what is no story, where enough of one stands elsewhere."""
    held = [(index, len(page.blocks[index].text)) for index in np.flatnonzero(likely > _SURE).tolist()]
    without = {index for index, _ in held if not _NO_STORY.isdisjoint(named[index][:1])}
    rest = sum(size for index, size in held if index not in without)
    if not without or rest < min(_ENOUGH, _ENOUGH_SHARE * sum(size for _, size in held)):
        return likely
    out = [not _NO_STORY.isdisjoint(kinds[:1]) for kinds in named]
    return np.where(out, 0.0, likely)
