"""Quotation marks: where a story's quotations open and close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"[\"“”„«»]|``|''|(?<!\w)[‘'](?=[\w“\"])|(?<=[^\s(])[’'](?=[\s.,;:!?)\]—–-]|$)")
_DOUBLE: Final = frozenset({'"', "“", "”", "„", "«", "»", "``", "''"})
_ENDS_SPEECH: Final = ".,!?…—–"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation within a paragraph.

    Attributes:
        start: Its opening mark.
        end: One past its closing mark; the paragraph's end where the mark is missing.
        inner_start: Its first character between the marks.
        inner_end: One past its last character between the marks.
        open: Whether the closing mark is missing, as when a speech goes on in the next paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    open: bool = False


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of one paragraph, in order.

    A paragraph that opens one and does not close it is how the wire prints a speech of several paragraphs: the last
    quotation then reaches to the end and is marked open. Single marks count only where no double one is open, and
    only in pairs, because most of them are apostrophes.

    Args:
        text: The story's body.
        start: Where the paragraph starts.
        end: One past its last character.

    Returns:
        Quotations that do not overlap. Linear in the length of the paragraph.
    """
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    single: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        sign = mark.group()
        if sign in _DOUBLE:
            if opened is None:
                if sign in "”»''" and sign != '"' and not _can_open(text, mark, start):
                    continue
                opened, single = mark, None
            elif not (sign in ("“", "„", "``") or (sign in ('"', "''") and _only_opens(text, mark, start, end))):
                found.append(Quotation(opened.start(), mark.end(), opened.end(), mark.start()))
                opened = None
        elif opened is None:
            opens = mark.start() == start or not text[mark.start() - 1].isalnum()
            if opens and mark.end() < end and not text[mark.end()].isspace() and sign in "‘'":
                single = single or mark
            elif single is not None and _closes_single(text, single, mark):
                found.append(Quotation(single.start(), mark.end(), single.end(), mark.start()))
                single = None
    if opened is not None:
        found.append(Quotation(opened.start(), end, opened.end(), end, open=True))
    return found


def is_speech(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is somebody talking, and not a term or a title put in marks.

    Speech has five words or more, or its last mark stands inside, as in `"We ran," she said`.
    """
    inner = text[quotation.inner_start : quotation.inner_end]
    if not inner.strip():
        return False
    return inner.rstrip()[-1] in _ENDS_SPEECH or len(inner.split(None, 5)) > 4


def _can_open(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether a closing shape stands where only an opening mark can: papers set them wrong."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1]
    return before.isspace() and bool(after) and not after.isspace()


def _only_opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a straight mark can only open: space before it, a letter after it."""
    if mark.start() == start or not text[mark.start() - 1].isspace():
        return False
    return mark.end() < end and text[mark.end()].isalnum()


def _closes_single(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a single mark closes: after a sign that ends speech, or after a few words."""
    if text[mark.start() - 1] in _ENDS_SPEECH:
        return True
    return text[mark.start() - 1] != "s" and mark.start() - opened.end() < 200
