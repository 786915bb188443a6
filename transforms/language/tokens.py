"""Words and marks of a text with their offsets: what the rule readers walk over.

Hyphens, commas and apostrophes are tokens of their own (`third-quarter` is three), so that a reader can step through
compounds; a number keeps its commas and colons, an abbreviation of single letters its full stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.language.sentences import split_sentences

_TOKEN: Final = re.compile(
    r"\d++(?:[.,:/]\d++)*+(?:st|nd|rd|th|s)?(?![^\W\d_])|\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+|[^\w\s]|_"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as parallel lists.

    Attributes:
        text: The text they were cut from.
        words: Each token in lower case.
        starts: Where each begins.
        ends: One past where each ends.
        sentence: Number of the sentence that each stands in.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def printed(self, first: int, last: int) -> str:
        """The text from token `first` up to, not with, token `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens, in order; white space is dropped."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    for number, span in enumerate(split_sentences(text)):
        for match in _TOKEN.finditer(text, span.start, span.end):
            words.append(match.group().lower())
            starts.append(match.start())
            ends.append(match.end())
            sentence.append(number)
    return Tokens(text, words, starts, ends, sentence)
