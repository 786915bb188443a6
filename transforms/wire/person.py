"""Names in credit lines: `Ada Kern, Bo Lind and Cy Moss in Erbil; …` taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemas.story import Byline
from transforms.wire.agency import find_agency
from transforms.wire.place import is_known, is_region
from transforms.wire.words import words_in

LONGEST: Final = 600
"""Characters of a credit line at most: longer ones are prose."""

_PARTICLES: Final = words_in(
    "de da do dos das del della di du des le la las los el al bin ibn abu van von der den ter ten of af y e i zu und "
    "dela st ould"
)
_TOKEN: Final = re.compile(
    r"(?:(?:al|el|ad|ash|as|ul|d|l|o|n)[-'’])?[^\W\d_][\w'’‘`´\-]*\.?|[A-Z]\.(?:[A-Z]\.)*|[‘’'][^\W\d_]\w+"
)
_SPLIT: Final = re.compile(
    r"(\s*[,;]\s*(?:(?:and|AND|und|et|y|e)\s+|&\s*)?|\s+(?:and|AND|und|et|y|&|with)\s+|\s*/\s*|\s+[|•·]\s+"
    r"|\s+(?:in|from|at|aus|à|en)\s+(?=[^\W\d_a-z]))"
)
_TITLE: Final = re.compile(
    r"^(?:(?:our|a|the|staff|special|senior|chief|national|political|sports|business|foreign|health|science|white|house"
    r"|diplomatic|associate|managing|contributing|city|state|world|investigative|associated|press|ap|afp|reuters"
    r"|upi|pti"
    r"|legal|court|defen[cs]e|security|entertainment|medical|film|music|fashion|auto|energy|economics?|religion"
    r"|education|food|travel|technology|basketball|baseball|football|racing|golf|tennis)\s+){0,4}"
    r"(?:correspondents?|reporters?|writers?|editors?|journalists?|columnist|contributors?|staff|bureau|bureau chief"
    r"|desk|newsroom|web desk|news desk|online|agencies|agency|wires?|wire services?|news agencies|agencias"
    r"|agenturen)$",
    re.IGNORECASE,
)
_OUTLET: Final = re.compile(
    r"^(?:The|Special\s+(?:to|for))\s|\b(?:News|TODAY|Today|Times|Post|Press|Journal|Herald|Tribune|Enquirer|Record"
    r"|Service|Network|Gazette|Chronicle|Observer|Globe|Star|Sun|Telegraph|Guardian|Independent|Dispatch|Register"
    r"|Courier|Examiner|Bulletin|Daily|Weekly|Magazine|Media|Radio|TV|CNN|BBC|NPR|NBC|CBS|ABC|Agency|Agence|Agencia"
    r"|Agenzia|Institute|University)\b|\.(?:com|org|net|co|uk|de)\b"
)
_HANDLE: Final = re.compile(r"^\(?@\w{1,30}\)?$|^\S{1,60}@\S{1,60}$")
_DESK: Final = re.compile(
    r"^(?:the\s)?[^\W\d_][\w .'’\-]{1,40}\s(?:newsroom|bureau|bureaux|desk|staff|team|teams)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names read from a credit.

    Attributes:
        people: Those credited, in order of print.
        agencies: Usual names of the agencies that are named among them or as whom they work for.
    """

    people: tuple[Byline, ...]
    agencies: tuple[str, ...] = ()


def is_name(words: str, *, alone: bool = False) -> bool:
    """Whether the words can be one person's name: two to six capitalised words, particles between them.

    Args:
        words: The words.
        alone: Accept a single word (a surname, an artist's name) as well.
    """
    tokens = words.split()
    if not (1 if alone else 2) <= len(tokens) <= 6 or len(words) > 60:
        return False
    if any(_TOKEN.fullmatch(token) is None for token in tokens):
        return False
    first, last = tokens[0], tokens[-1]
    if first.casefold() in {"the", "a", "an", "by"}:
        return False
    capital = [
        token[:1].isupper() or token[:1] in "'’‘" or token[:3].lower() in {"al-", "el-", "ad-"} for token in tokens
    ]
    low = [token.casefold().rstrip(".") in _PARTICLES for token in tokens]
    if not capital[-1] or not (capital[0] or low[0]) or last.casefold() in _PARTICLES - {"st", "le", "la", "of"}:
        return len(tokens) > 1 and not any(char.isascii() for char in words if char.isalpha())
    return all(one or other for one, other in zip(capital, low, strict=True))


def read_names(text: str, role: str | None = None, *, strict: bool = True, alone: bool = False) -> Names | None:
    """The names of a credit, with the places that follow them.

    A place stands for all names since the place before it: `A and B in Erbil and C in Paris`.

    Args:
        text: What stands after the words of the role, at most :data:`LONGEST` characters.
        role: The role that all of them have.
        strict: Give up (None) when a piece is neither name, place, desk, agency nor affiliation, for then the text
            is a sentence. Otherwise such pieces are left out.
        alone: Accept single words as names.

    Returns:
        The names; None when the text is no list of names.
    """
    text = text.strip(" \t.,;:()[]–—-|·*_")
    if not text or len(text) > LONGEST:
        return None
    reader = _Reader(role=role, strict=strict, alone=alone)
    pieces = _SPLIT.split(text)
    separator = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            separator = piece
        elif piece.strip() and not reader.take(piece.strip(), separator):
            return None
    return reader.done()


class _Reader:
    """Takes the pieces of a credit one by one."""

    def __init__(self, *, role: str | None, strict: bool, alone: bool) -> None:
        self.role, self.strict, self.alone = role, strict, alone
        self.people: list[Byline] = []
        self.group: list[str] = []
        self.agencies: list[str] = []
        self.place: str | None = None
        self.desks = 0

    def take(self, piece: str, separator: str) -> bool:
        """Take one piece with the separator before it; False when the text is no credit."""
        word = separator.strip()
        if word in {"in", "from", "at", "aus", "à", "en"} and self.group:
            if not piece[:1].isupper() or len(piece.split()) > 6:
                return not self.strict
            self.place = piece
            return True
        piece = piece.strip("()[]–—-*_ .") + ("." if piece.rstrip(")").endswith((" Jr.", " Sr.")) else "")
        if self.place is not None and self._belongs(piece):
            self.place += (
                ", " if word.startswith(",") and is_region(piece) else f" {word} " if word.isalpha() else ", "
            ) + piece
            return True
        return self._name(piece)

    def _belongs(self, piece: str) -> bool:
        """Whether a piece after a place is more of it."""
        return is_region(piece) or is_known(piece) or (len(piece.split()) == 1 and piece[:1].isupper())

    def _name(self, piece: str) -> bool:
        agency = find_agency(piece)
        if agency is not None:
            self.agencies.append(agency)
            if not self.people and not self.group:
                self.group.append(piece)
            return True
        named = bool(self.people or self.group)
        if (_TITLE.match(piece) or _HANDLE.match(piece) or (named and _OUTLET.search(piece))) and (
            named or self.strict
        ):
            self.desks += 1
            self._house(piece)
            return True
        person = is_name(piece, alone=self.alone) or _DESK.match(piece) is not None
        if person and (_OUTLET.search(piece) is None or not self.strict):
            if self.place is not None:
                self._close()
            self.group.append(piece)
            return True
        return not self.strict

    def _house(self, piece: str) -> None:
        """Note the agency of a title: `Associated Press Writer`, `Reuters Staff`."""
        words = piece.split()
        found = (find_agency(" ".join(words[:count])) for count in range(min(3, len(words) - 1), 0, -1))
        self.agencies += [agency for agency in found if agency][:1]

    def _close(self) -> None:
        self.people += [Byline(name=name, role=self.role, place=self.place) for name in self.group]
        self.group, self.place = [], None

    def done(self) -> Names | None:
        """What was read; None when there was nobody."""
        self._close()
        if not self.people and not self.agencies and not self.desks:
            return None
        return Names(tuple(self.people), tuple(dict.fromkeys(self.agencies)))
