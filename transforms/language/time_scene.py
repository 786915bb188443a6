"""What a reader of times knows while it goes through a text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from transforms.language.days import shift_days
from transforms.language.time_words import LOOKS_AHEAD, LOOKS_BACK
from transforms.language.tokens import Tokens

_LEFT: Final = 30
_RIGHT: Final = 30
"""Tokens of the sentence that are looked through for a verb: a bound for hostile text, more than a clause has."""
_CLAUSE: Final = 12
"""Tokens before `until` in which a denial looks back."""
_AFTER_PLANS: Final = frozenset({"to", "a", "an", "the"})
"""Words behind `plans` where it is a verb or looks ahead; `vacation plans` says nothing."""
_BEFORE_TO: Final = frozenset({"is", "are", "set", "supposed", "going", "due", "about", "ready"})
"""Words that make an infinitive look ahead."""
_BEFORE_NOUNS: Final = frozenset({"a", "an", "the"})
"""Words after which a participle describes a thing: `on an unspecified day`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens `start` to, not with, `end` name a time."""

    start: int
    end: int
    kind: str
    value: str | None


class Scene:
    """A text being read: its tokens, its publication date, and the last day, quarter and year that it named."""

    def __init__(self, tokens: Tokens, published: dt.date | None) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.published = published
        self.day: dt.date | None = None
        self.quarter: tuple[int, int] | None = None
        self.longer = False
        """Whether months or a year were named since the quarter, so that `a year earlier` means all of that year."""
        self.year: int | None = None
        self.told: dt.date | None = None
        """A day of the last month that it named, with a day or without."""
        self.month: tuple[int, int] = (-1, 0)
        """The month of the last date without a year, and the token after that date."""

    def word(self, index: int) -> str:
        """The token in lower case; empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def says(self, index: int, *words: str) -> bool:
        """Whether these tokens follow from here."""
        return tuple(self.words[index : index + len(words)]) == words

    def touches(self, index: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < index < len(self.words) and self.tokens.starts[index] == self.tokens.ends[index - 1]

    def name(self, date: dt.date) -> dt.date:
        """Remember a day that the text names, and give it back."""
        self.day = self.told = date
        self.year = date.year
        return date

    def compared(self) -> tuple[int, int] | None:
        """The quarter that `a year earlier` is about: year and number."""
        return None if self.longer else self.quarter

    def opens(self, index: int) -> bool:
        """Whether a token begins a sentence."""
        return index == 0 or self.tokens.sentence[index - 1] != self.tokens.sentence[index]

    def is_title(self, index: int) -> bool:
        """Whether a word has a capital that only a title gives it: `said on Today`."""
        tokens, before = self.tokens, self.word(index - 1)
        within = index > 0 and tokens.sentence[index] == tokens.sentence[index - 1]
        return within and before.isalpha() and tokens.capital(index) and not tokens.capital(index - 1)

    def is_name(self, index: int) -> bool:
        """Whether a unit has a capital that only the name of a programme gives it: `on “This Week”`, `60 Minutes`."""
        printed = self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]]
        return not self.opens(index) and printed[:1].isupper() and not printed.isupper()

    def ahead(self, index: int, end: int) -> bool | None:
        """Whether the verb nearest to a token looks ahead (True) or back (False); None where no verb tells."""
        sentence = self.tokens.sentence[index]
        for at in range(index - 1, max(-1, index - 1 - _LEFT), -1):
            if self.tokens.sentence[at] != sentence:
                break
            if self.words[at] in ("is", "are"):
                break
            tense = self._tense(at)
            if tense is not None:
                return tense
        for at in range(end, min(len(self.words), end + _RIGHT)):
            if self.tokens.sentence[at] != sentence:
                break
            tense = self._tense(at)
            if tense is not None:
                return tense
        return None

    def _tense(self, index: int) -> bool | None:
        word, before = self.words[index], self.word(index - 1)
        if self.tokens.capital(index) and not self.opens(index):
            return None
        if word in ("plan", "plans") and self.word(index + 1) not in _AFTER_PLANS:
            return None
        if word == "until":
            return self._until(index)
        if word == "planned" and (before == "as" or before.endswith("ly")):
            return None
        if word in LOOKS_AHEAD and before == "been" and self.word(index - 2) == "had":
            return False
        if word == "to" and self.says(index - 3, "had", "been", before):
            return None
        if word in LOOKS_AHEAD or (word in ("soon", "early") and before == "as"):
            return True
        if word == "to" and before in _BEFORE_TO:
            return True
        participle = len(word) > 4 and word.endswith("ed") and not self.tokens.capital(index)
        described = before in _BEFORE_NOUNS or self.word(index - 2) in _BEFORE_NOUNS
        if before == "be" or (participle and described):
            return None
        return False if participle or word in LOOKS_BACK else None

    def _until(self, index: int) -> bool | None:
        """Where `until` looks: ahead in `closed until Sunday`, back in `did not speak until Sunday`."""
        if self.opens(index):
            return None
        before = self.words[max(0, index - _CLAUSE) : index]
        return not ("not" in before and not {"did", "had", "was", "were"}.isdisjoint(before))

    def weekday(self, number: int, *, ahead: bool | None) -> dt.date | None:
        """The nearest such weekday: the day of publication itself, or before it, or after it where `ahead`."""
        if self.published is None:
            return None
        if ahead:
            return shift_days(self.published, (number - self.published.weekday()) % 7)
        return shift_days(self.published, -((self.published.weekday() - number) % 7))
