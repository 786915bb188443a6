"""Measures of attributions over annotated stories: the standard library alone, so that peers need nothing of ours.

An attribution is a mapping with ``source``, ``cue`` and ``content``, lists of ``[start, end]`` into the text, and
``type`` (direct, indirect, mixed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Attribution = Mapping[str, Any]
Tokens = frozenset[int]

_WORD = re.compile(r"\w+")
_MODIFIER = re.compile(
    r",|\(|\s(?:of|in|from|for|at|on|with|who|whose|which|that|to|close|familiar|briefed|including|and|near|inside"
    r"|within|against|speaking|about|by|as|working|involved|—|-)\b"
)
"""Where what follows the head of a noun phrase begins."""
_PLAIN = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according to|wr(?:ite|ites|ote|iting|itten)"
    r"|(?:add|ask|comment|insist|tweet|explain|warn|confirm|claim)(?:s|ed|ing)?|report(?:s|ed|ing|edly)?"
    r"|(?:announc|stat|not|acknowledg|argu|declin|cit)(?:e|es|ed|ing)|den(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
"""Cues of plain reporting: what is called core."""
_MARKS = '"“”'


class Story:
    """A text and the words in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [match.span() for match in _WORD.finditer(text)]

    def words(self, spans: Iterable[Sequence[int]]) -> Tokens:
        """Numbers of the words that spans touch."""
        return frozenset(
            number
            for start, end in spans
            for number, (begin, stop) in enumerate(self._words)
            if begin < end and stop > start
        )

    def head(self, spans: Sequence[Sequence[int]]) -> int | None:
        """The head of a source without a parser: the last word before what modifies it."""
        if not spans:
            return None
        start, end = spans[0]
        cut = _MODIFIER.search(self.text, start + 1, end)
        words = sorted(self.words([[start, max(start + 1, cut.start() if cut else end)]]))
        return words[-1] if words else None

    def quoted(self, spans: Iterable[Sequence[int]]) -> bool:
        """Whether spans hold a quotation mark, or stand beside one."""
        return any(mark in self.text[max(0, start - 1) : end + 1] for start, end in spans for mark in _MARKS)

    def plain(self, attribution: Attribution) -> bool:
        """Whether its cue is one of plain reporting."""
        return bool(_PLAIN.search(" ".join(self.text[start:end] for start, end in attribution["cue"])))


def f1(right: float, found: float, gold: float) -> float:
    """F1 in per cent."""
    return 200 * right / (found + gold) if found + gold else 0.0


def same_source(story: Story, one: Attribution, other: Attribution) -> bool:
    """Both without one, half of the words in common, or the head of each within the other."""
    a, b = story.words(one["source"]), story.words(other["source"])
    if not a or not b:
        return a == b
    if 2 * len(a & b) >= len(a | b):
        return True
    return story.head(one["source"]) in b and story.head(other["source"]) in a


def score(
    texts: Sequence[str], gold: Sequence[list[Attribution]], found: Sequence[list[Attribution]]
) -> dict[str, Any]:
    """The figures of a system over stories, in per cent.

    Returns:
        ``attribution``: F1; content alike by half of the words and the same source. ``core``: F1 of precision over
        predictions and recall over gold that have a cue of plain reporting. ``quotes``: F1 of direct and mixed ones,
        three tenths of the letters covered; ``speakers``: share of those whose source is touched.
    """
    hits = core_found = core_gold = core_right = core_hit = quotes = quotes_gold = quotes_found = speakers = 0
    for text, expected, answered in zip(texts, gold, found, strict=True):
        story = Story(text)
        pairs = matched(story, expected, answered)
        hits += len(pairs)
        plain_gold = {i for i, each in enumerate(expected) if story.plain(each)}
        plain_found = {j for j, each in enumerate(answered) if story.plain(each)}
        core_gold, core_found = core_gold + len(plain_gold), core_found + len(plain_found)
        core_hit += sum(i in plain_gold for i, _ in pairs)
        core_right += sum(j in plain_found for _, j in pairs)
        asked = [each for each in expected if each["type"] in ("direct", "mixed")]
        given = [each for each in answered if each["type"] in ("direct", "mixed") or story.quoted(each["content"])]
        right, named = quotations(asked, given)
        quotes, speakers = quotes + right, speakers + named
        quotes_gold, quotes_found = quotes_gold + len(asked), quotes_found + len(given)
    precision = core_right / core_found if core_found else 0.0
    recall = core_hit / core_gold if core_gold else 0.0
    return {
        "attribution": f1(hits, sum(map(len, found)), sum(map(len, gold))),
        "core": 200 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "quotes": f1(quotes, quotes_found, quotes_gold),
        "speakers": 100 * speakers / quotes if quotes else 0.0,
    }


def matched(story: Story, expected: Sequence[Attribution], answered: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Pairs of gold and prediction that agree, each once, those most alike first."""
    wanted = [story.words(each["content"]) for each in expected]
    got = [story.words(each["content"]) for each in answered]
    alike = [
        (len(a & b) / len(a | b), i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(got)
        if a & b and 2 * len(a & b) >= len(a | b) and same_source(story, expected[i], answered[j])
    ]
    left, right, pairs = set[int](), set[int](), []
    for _, i, j in sorted(alike, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def quotations(asked: Sequence[Attribution], given: Sequence[Attribution]) -> tuple[int, int]:
    """How many quotations are found, and of how many of these the speaker is touched."""
    left = list(given)
    right = named = 0
    for each in asked:
        letters = _letters(each["content"])
        covered = [(len(letters & _letters(other["content"])) / max(1, len(letters)), other) for other in left]
        share, best = max(covered, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or share <= 0.3:
            continue
        left.remove(best)
        right += 1
        named += bool(_letters(each["source"]) & _letters(best["source"])) or not (each["source"] or best["source"])
    return right, named


def _letters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
