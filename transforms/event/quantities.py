"""How many: exact numbers, bounds and vague amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language.numbers import read_number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bounds.

    Attributes:
        min: At least so many.
        max: At most so many; None where there is no upper bound.
        definite: Whether it points to something known (`the two men`) and may count nobody new.
    """

    min: int
    max: int | None
    definite: bool = False

    def plus(self, other: Quantity) -> Quantity:
        """Both together."""
        upper = None if self.max is None or other.max is None else self.max + other.max
        return Quantity(self.min + other.min, upper, self.definite and other.definite)


VAGUE: Final = {
    "dozens": (24, None), "scores": (40, None), "hundreds": (200, None), "thousands": (2_000, None),
    "several": (3, None), "many": (3, None), "some": (2, None), "few": (2, None), "numerous": (3, None),
    "both": (2, 2), "couple": (2, 2), "pair": (2, 2), "trio": (3, 3),
}  # fmt: skip
"""Amounts without a number: the least they can mean."""
NOBODY: Final = frozenset({"no", "none", "nobody", "zero"})
ONE: Final = frozenset({"a", "an", "another", "one"})

_GREATEST: Final = 5_000_000
"""Victims of one event at most: greater numbers are money, votes or file names."""

_AT_LEAST: Final = (("at", "least"), ("more", "than"), ("over",), ("no", "fewer", "than"), ("no", "less", "than"))
_AT_MOST: Final = (("up", "to"), ("as", "many", "as"), ("fewer", "than"), ("less", "than"), ("at", "most"))
_ABOUT: Final = (
    ("about",),
    ("around",),
    ("nearly",),
    ("almost",),
    ("some",),
    ("approximately",),
    ("roughly",),
    ("an", "estimated"),
)


def read_quantity(words: Sequence[str], start: int) -> tuple[int, Quantity] | None:
    """The quantity that begins at a token: index after it, and its bounds.

    Args:
        words: Tokens in lower case.
        start: Index of the first.
    """
    if start >= len(words):
        return None
    for phrases, bound in ((_AT_LEAST, "least"), (_AT_MOST, "most"), (_ABOUT, "about")):
        for phrase in phrases:
            if tuple(words[start : start + len(phrase)]) == phrase:
                inner = _plain(words, start + len(phrase))
                if inner is not None:
                    return inner[0], _bounded(inner[1], bound)
    if words[start] == "between":
        low = _plain(words, start + 1)
        high = _plain(words, low[0] + 1) if low is not None and words[low[0] : low[0] + 1] == ["and"] else None
        if low is None or high is None or high[1].max is None or high[1].max < low[1].min:
            return None
        return high[0], Quantity(low[1].min, high[1].max)
    definite = words[start] in ("the", "these", "those", "all", "its", "their", "his", "her")
    inner = _plain(words, start + 1) if definite else _plain(words, start)
    if inner is None or (definite and words[start + 1 : start + 2] in (["a"], ["an"], ["no"])):
        return None
    end, quantity = inner
    return end, Quantity(quantity.min, quantity.max, definite)


def _bounded(quantity: Quantity, bound: str) -> Quantity:
    if bound == "least":
        return Quantity(quantity.min, None)
    if bound == "most":
        return Quantity(0, quantity.max)
    return quantity


def _plain(words: Sequence[str], start: int) -> tuple[int, Quantity] | None:
    if start >= len(words):
        return None
    word = words[start]
    if word in NOBODY:
        end = start + 1 + (words[start + 1 : start + 2] == ["one"])
        return end, Quantity(0, 0)
    if word == "a" and words[start + 1 : start + 2] in (["few"], ["couple"], ["pair"], ["number"]):
        low, high = VAGUE.get(words[start + 1], (2, None))
        return _of(words, start + 2), Quantity(low, high)
    number = read_number(words, start + 1 if word == "another" else start)
    if number is not None:
        return _range(words, *number)
    if word in VAGUE:
        low, high = VAGUE[word]
        return _of(words, start + 1), Quantity(low, high)
    if word in ONE and word != "one":
        return start + 1, Quantity(1, 1)
    return None


def _range(words: Sequence[str], end: int, value: float) -> tuple[int, Quantity] | None:
    """`12 to 15`, `three or four`; anything that is no whole number of people is None."""
    if value != int(value) or value > _GREATEST:
        return None
    low = int(value)
    if end < len(words) and words[end] in ("to", "or", "-", "–"):
        second = read_number(words, end + 1)
        if second is not None and low < second[1] < 100 * (low + 1) and second[1] == int(second[1]):
            return second[0], Quantity(low, int(second[1]))
    return _of(words, end), Quantity(low, low)


def _of(words: Sequence[str], end: int) -> int:
    """Past the `of` of `dozens of people`."""
    return (
        end + 1
        if end < len(words) and words[end] == "of" and words[end + 1 : end + 2] not in (["the"], ["them"])
        else end
    )
