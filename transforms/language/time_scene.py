"""What a reader of times knows while it goes through a text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from transforms.language.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens `start` to, not with, `end` name a time."""

    start: int
    end: int
    kind: str
    value: str | None


class Scene:
    """A text being read: its tokens, its publication date, and the last day, month, quarter and year that it named."""

    def __init__(self, tokens: Tokens, published: dt.date | None) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.published = published
        self.day: dt.date | None = None
        self.month: dt.date | None = None
        """A day of the last month that it named, with a day or without."""
        self.year: int | None = None
        self.quarter: tuple[int, int] | None = None
        """Year and number."""
        self.longer = False
        """Whether months or a year were named since the quarter, so that `a year earlier` means all of that year."""
        self.open_day: tuple[int, int] = (-1, 0)
        """The token after the last date without a year, and its month."""
        self.depth = 0
        """How many times, one within another, are being read."""

    def word(self, index: int) -> str:
        """The token in lower case; empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def says(self, index: int, *words: str) -> bool:
        """Whether these tokens follow from here."""
        return index >= 0 and tuple(self.words[index : index + len(words)]) == words

    def owns(self, index: int) -> bool:
        """Whether `'s` follows here."""
        return self.word(index) in ("'", "’") and self.word(index + 1) == "s"

    def touches(self, index: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < index < len(self.words) and self.tokens.starts[index] == self.tokens.ends[index - 1]

    def opens(self, index: int) -> bool:
        """Whether a token begins a sentence."""
        return index == 0 or self.tokens.sentence[index - 1] != self.tokens.sentence[index]

    def name(self, date: dt.date) -> dt.date:
        """Remember a day that the text names, and give it back."""
        self.day = self.month = date
        self.year = date.year
        return date

    def told(self, unit: str) -> dt.date | None:
        """The time last named, from which `that year`, `the next month` or `two days later` is counted."""
        if unit in ("year", "decade", "century") and self.year is not None:
            return dt.date(self.year, 6, 30)
        return (self.month if unit == "month" else None) or self.day

    def compared(self) -> tuple[int, int] | None:
        """Year and number of the quarter that `a year earlier` is about."""
        return None if self.longer else self.quarter

    def is_title(self, index: int) -> bool:
        """Whether a word has a capital that only a title gives it: `said on Today`."""
        within = not self.opens(index) and self.word(index - 1).isalpha()
        return within and self.tokens.capital(index) and not self.tokens.capital(index - 1)

    def is_name(self, index: int) -> bool:
        """Whether a unit has a capital that only the name of a programme gives it: `on “This Week”`, `60 Minutes`."""
        printed = self.tokens.printed(index, index + 1)
        return not self.opens(index) and printed[:1].isupper() and not printed.isupper()
