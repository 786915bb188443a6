"""Rules by wording: the first one that each text of a page begins with, found for all of them at once.

Most texts match none, so that a rule says beforehand what it cannot do without: how its wording opens, or a word that
stands somewhere in it. Openings are looked up in a table, words are sought in all texts at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from typing import Final, NamedTuple

from transforms.strip.sought import Sought

_DIGIT: Final = "0"
"""Any digit as an opening."""
_LED: Final = 120
"""Characters at most of the sentences that may lead to a wording, the last stop aside."""
_STOPS: Final = (". ", "? ", "! ")
_Tries = Sequence[tuple[int, int]]
"""Rules to be tried on a text, as numbers, and where in it their wording is to begin."""


class Rule(NamedTuple):
    """A named reason for a kind."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    """Matched against the start of a text in lower-case letters."""
    longest: int = 160
    """Characters beyond which the wording proves nothing."""
    needs: tuple[str, ...] = ()
    """Words of which one stands in all that the pattern matches; empty where it has openings."""
    opens: tuple[str, ...] = ()
    """The first four signs of all that the pattern matches, fewer where any sign may follow, `0` for a digit."""
    led: bool = False
    """Whether a sentence or two may lead to the wording."""


def rule(
    name: str,
    kind: str,
    pattern: str,
    longest: int = 160,
    *,
    needs: str = "",
    opens: str = "",
    led: bool = False,
) -> Rule:
    """A rule, its words and openings given with `; ` between them."""
    words, heads = (tuple(given.split("; ")) if given else () for given in (needs, opens))
    return Rule(name, kind, re.compile(pattern), longest, words, heads, led)


class Rules:
    """Rules of which the first that matches decides.

    Raises:
        ValueError: If a rule has neither openings nor words, or both, or a digit as an opening behind a sentence.
    """

    def __init__(self, rules: Sequence[Rule], signs: str) -> None:
        """Make the tables.

        Args:
            rules: The rules in order.
            signs: Signs that may stand before a wording, beside white space.
        """
        self._rules, self._signs = rules, signs
        self._longest = max(one.longest for one in rules)
        self._opens = _table(rules)
        self._needs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._led: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(rules):
            if bool(one.needs) == bool(one.opens) or (one.led and _DIGIT in one.opens):
                raise ValueError(
                    f"the rule {one.name} has neither openings nor words, both, or a digit behind a sentence"
                )
            for word in one.needs:
                self._needs[word].append((number, 0))
            for stop, head in product(_STOPS, one.opens if one.led else ()):
                self._led[stop + head].append(number)
        self._sought = Sought([*self._needs, *self._led])

    def read(self, texts: Sequence[str]) -> list[Rule | None]:
        """The rule whose wording each text begins with, signs before it aside; None for prose.

        Args:
            texts: Texts as printed, white space single.
        """
        signs, longest, opens, digits = self._signs, self._longest, self._opens, self._opens.get(_DIGIT)
        lowered = [text.lstrip(signs).lower() if len(text) <= longest else "" for text in texts]
        tries = [
            opens.get(text[:4])
            or opens.get(text[:3])
            or opens.get(text[:2])
            or (digits if text[:1].isdecimal() else None)
            for text in lowered
        ]
        for place, at, word in self._sought.places(lowered):
            more = self._needs[word] if word in self._needs else self._behind(at, word)
            tries[place] = sorted({*(tries[place] or ()), *more})
        return [self._first(text, tried) if tried else None for text, tried in zip(lowered, tries, strict=True)]

    def _behind(self, at: int, word: str) -> _Tries:
        """The rules to be tried behind a sentence that ends somewhere, by its stop and what follows."""
        return [(number, at + len(_STOPS[0])) for number in self._led[word]] if at <= _LED else []

    def _first(self, text: str, tried: _Tries) -> Rule | None:
        size = len(text)
        for number, start in tried:
            one = self._rules[number]
            if size <= one.longest and one.pattern.match(text, start):
                return one
        return None


def _table(rules: Sequence[Rule]) -> dict[str, _Tries]:
    """By opening, the rules that open so."""
    heads = {head for one in rules for head in one.opens}
    return {head: [(number, 0) for number, one in enumerate(rules) if head.startswith(one.opens)] for head in heads}
