"""WordPiece: text as the words and word pieces that the encoder reads.

The words are those of BERT's uncased tokenizer: runs of letters, digits and symbols, each mark of punctuation by
itself, without case and accents. Case comes back as a class of each word, beside whether it stands in quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

PAD: Final = "[PAD]"
UNKNOWN: Final = "[UNK]"
BEGIN: Final = "[CLS]"
END: Final = "[SEP]"

SIGNS: Final = 11
"""Classes of case and quotation marks: five of case times two, and one for the marks around a paragraph."""
NO_SIGN: Final = SIGNS - 1

_LONGEST_WORD: Final = 60
"""Characters; a longer one is no word, and reads as unknown."""
_KNOWN_WORDS: Final = 60_000
"""Words whose pieces are kept; then all are forgotten, so that memory stays bounded."""
_OPEN: Final = frozenset("“„«")
_CLOSE: Final = frozenset("”»")


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("P") or (sign.isascii() and not sign.isalnum() and sign.isprintable())


def _marks() -> str:
    """A character class of all marks of punctuation; those of the supplementary planes are left to their words."""
    areas = (range(0x21, 0x3100), range(0xA000, 0xAC00), range(0xFE00, 0x10000))
    return "".join(re.escape(chr(code)) for area in areas for code in area if _is_mark(chr(code)))


_WORD: Final = re.compile(
    rf"[{(_CLASS := _marks())}]|[\u3400-\u9fff\uf900-\ufaff]|[^\s{_CLASS}\u3400-\u9fff\uf900-\ufaff]+"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, as parallel lists.

    Attributes:
        starts: Where each begins in the text it was read from.
        ends: One past where each ends.
        signs: Its class of case, and whether it stands in quotation marks.
        pieces: The numbers of its pieces; never empty.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    signs: list[int] = field(default_factory=list)
    pieces: list[tuple[int, ...]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts)


class WordPiece:
    """Cuts text into words and pieces; remembers the pieces of words it has met."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take a vocabulary.

        Args:
            vocabulary: The pieces, a number each by place; those that go on within a word begin with `##`.
        """
        self.vocabulary = tuple(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.begin, self.end = self._numbers[BEGIN], self._numbers[END]
        self._unknown = (self._numbers[UNKNOWN],)
        self._longest = max(map(len, vocabulary))
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def read(self, text: str, start: int, end: int) -> Words:
        """The words of one paragraph; a quotation that is not closed reaches to its end."""
        words = Words()
        quoted = False
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            pieces, case = self._known.get(word) or self._learn(word)
            if not pieces:
                continue
            closes = word in _CLOSE or (word == '"' and quoted)
            opens = word in _OPEN or (word == '"' and not quoted)
            quoted = quoted or opens
            words.starts.append(match.start())
            words.ends.append(match.end())
            words.signs.append(2 * case + quoted)
            words.pieces.append(pieces)
            quoted = quoted and not closes
        return words

    def _learn(self, word: str) -> tuple[tuple[int, ...], int]:
        if len(self._known) >= _KNOWN_WORDS:
            self._known.clear()
        known = self._pieces(_plain(word)), _case(word)
        if len(word) <= _LONGEST_WORD:
            self._known[word] = known
        return known

    def _pieces(self, plain: str) -> tuple[int, ...]:
        """Greedily the longest pieces from the left; the whole word is unknown where a part of it is."""
        if len(plain) > _LONGEST_WORD:
            return self._unknown
        pieces: list[int] = []
        at = 0
        while at < len(plain):
            mark = "##" if at else ""
            for end in range(min(len(plain), at + self._longest), at, -1):
                number = self._numbers.get(mark + plain[at:end])
                if number is not None:
                    pieces.append(number)
                    at = end
                    break
            else:
                return self._unknown
        return tuple(pieces)


def _plain(word: str) -> str:
    """A word in lower case, without accents and control characters."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in parts if unicodedata.category(sign) not in ("Mn", "Cc", "Cf", "Cs", "Co"))


def _case(word: str) -> int:
    """0 without letters, 1 in lower case, 2 with a capital first, 3 in capitals, 4 mixed."""
    if not any(map(str.isalpha, word)):
        return 0
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def cut_vocabulary(vocabulary: Sequence[str], texts: Iterable[str]) -> list[str]:
    """The part of a vocabulary that some texts need: their pieces, all single characters and the special ones."""
    whole = WordPiece(vocabulary)
    seen = {number for text in texts for pieces in whole.read(text, 0, len(text)).pieces for number in pieces}
    special = {PAD, UNKNOWN, BEGIN, END}
    return [
        piece
        for number, piece in enumerate(vocabulary)
        if number in seen or piece in special or len(piece.removeprefix("##")) == 1
    ]
