"""Word lists as they are best read: a block of text."""

from __future__ import annotations


def words_in(text: str) -> frozenset[str]:
    """The words of a block, parted by white space."""
    return frozenset(text.split())


def names_in(text: str) -> frozenset[str]:
    """The names of a block, parted by commas, without regard to case."""
    return frozenset(name.strip().casefold() for name in text.split(","))
