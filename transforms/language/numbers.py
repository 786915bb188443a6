"""Numbers as stories write them: digits, words, dozens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.language.lists import word_list

ONES: Final = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
            "seventeen eighteen nineteen",
        )
    )
}
TENS: Final = {
    word: 10 * value
    for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES: Final = {
    "hundred": 100,
    "dozen": 12,
    "score": 20,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        word_list(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth",
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        ),
        start=1,
    )
} | {"thirtieth": 30}

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z|\d+(?:\.\d+)?\Z")
_ORDINAL: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\Z")
_LONGEST: Final = 12
"""Tokens of a number in words; a longer run of number words is a list or hostile."""

_GREATEST: Final = 10**15


def read_number(words: Sequence[str], start: int) -> tuple[int, float] | None:
    """The number that begins at a token.

    Args:
        words: Tokens in lower case (:class:`transforms.language.tokens.Tokens.words`).
        start: Index of the first.

    Returns:
        Index after the number and its value; None where no number begins.
    """
    if start >= len(words):
        return None
    if _DIGITS.match(words[start]):
        if len(words[start]) > len(str(_GREATEST)):
            return None
        value = float(words[start].replace(",", ""))
        return _scaled(words, start + 1, value)
    return _in_words(words, start)


def _scaled(words: Sequence[str], end: int, value: float) -> tuple[int, float]:
    """Digits and a scale after them: `3.5 million`, `2 dozen`."""
    if end < len(words) and words[end] in SCALES and words[end] != "score":
        return end + 1, value * SCALES[words[end]]
    return end, value


def _in_words(words: Sequence[str], start: int) -> tuple[int, float] | None:
    """`two hundred and five`, `twenty-four`, `a dozen`."""
    total, group, end, last = 0.0, 0.0, start, 0
    index = start
    if words[index] in ("a", "an") and index + 1 < len(words) and words[index + 1] in SCALES:
        group, index = 1.0, index + 1
    while index < min(len(words), start + _LONGEST):
        word = words[index]
        if word in ONES:
            if last in (1, 2) and not (last == 2 and ONES[word] < 10):
                break
            group, last = group + ONES[word], 1
        elif word in TENS:
            if last in (1, 2):
                break
            group, last = group + TENS[word], 2
        elif word in SCALES and (group or index > start):
            scale = SCALES[word]
            if scale in (12, 20, 100):
                group, last = (group or 1) * scale, 3
            else:
                total, group, last = total + (group or 1) * scale, 0.0, 4
        elif index > end - 1 and end > start and _joins(words, index, last):
            index += 1
            continue
        else:
            break
        index += 1
        end = index
    value = total + group
    return (end, value) if end > start and value <= _GREATEST else None


def _joins(words: Sequence[str], index: int, last: int) -> bool:
    """Whether a hyphen or `and` goes on with the number: `twenty-four`, `two hundred and five`."""
    if index + 1 >= len(words):
        return False
    following = words[index + 1]
    if words[index] == "-":
        return (last == 2 and 0 < ONES.get(following, 0) < 10) or (last == 1 and following in SCALES)
    return words[index] == "and" and last in (3, 4) and (following in ONES or following in TENS)


def read_ordinal(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The ordinal that begins at a token: `third`, `6th`, `twenty-first`; index after it and its value."""
    if start >= len(words):
        return None
    word = words[start]
    if word in ORDINALS:
        return start + 1, ORDINALS[word]
    if match := _ORDINAL.match(word):
        return start + 1, int(match[1])
    if word in TENS:
        after = start + 2 if start + 2 < len(words) and words[start + 1] == "-" else start + 1
        if after < len(words) and ORDINALS.get(words[after], 10) < 10:
            return after + 1, TENS[word] + ORDINALS[words[after]]
    return None
