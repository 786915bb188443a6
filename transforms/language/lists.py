"""Word lists as data: written as running text, read as a set."""

from __future__ import annotations

import re


def word_set(*lines: str) -> frozenset[str]:
    """The white-space separated words of some lines."""
    return frozenset(word for line in lines for word in line.split())


def word_list(*lines: str) -> tuple[str, ...]:
    """The white-space separated words of some lines, in order."""
    return tuple(word for line in lines for word in line.split())


def phrases(*lines: str) -> tuple[str, ...]:
    """The phrases of some lines, separated by commas, in order."""
    return tuple(phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip())


def alternation(items: frozenset[str] | tuple[str, ...]) -> str:
    """A regular expression that matches one of the items, the longest first; a space matches any white space."""
    ordered = sorted(items, key=lambda item: (-len(item), item))
    return "|".join(re.escape(item).replace("\\ ", r"\s+") for item in ordered)
