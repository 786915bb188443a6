"""Speech that a paragraph signs: `KERN: We ran.` in a transcript, `“We ran.” — Ada Kern` in a list of voices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from transforms.attribute.frames import Frame
from transforms.attribute.passages import Passage
from transforms.attribute.words import Sentence

_TURN: Final = re.compile(r"[\"“]?(?P<who>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{1,30})(?P<cue>:) (?=\S)")
_LONGEST_TURN: Final = 3
"""Paragraphs without a name that belong to the turn before them, where another turn follows."""
_SIGNED: Final = re.compile(
    r"[\"“”](?P<said>[^\n]{20,2000})[\"”] ?(?P<cue>[―—–]|--| -) ?"
    r"(?P<who>[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,4})(?:, [^\n\"“”]{2,80})?\Z"
)

_Paragraph = tuple[list[tuple[int, Sentence]], re.Match[str] | None]
"""The numbered sentences of a paragraph, and the name that opens it."""


def find_signed(body: str, passage: Passage) -> Iterator[Frame]:
    """The signed paragraphs of a story as frames, in order; each belongs to the sentence that signs.

    A transcript's names stand in capitals before a colon, at least two turns with the same name: `UPDATE:` stands once.
    """
    paragraphs = [
        (number, list(group)) for number, group in groupby(enumerate(passage.sentences), lambda pair: pair[1].paragraph)
    ]
    turns = [(group, _TURN.match(body, group[0][1].start, group[-1][1].end)) for _, group in paragraphs]
    names = Counter(turn["who"] for _, turn in turns if turn is not None)
    for number, (group, turn) in enumerate(turns):
        start, end = group[0][1].start, group[-1][1].end
        if turn is not None and names[turn["who"]] > 1:
            yield _frame(group[0], turn, (turn.end(), _end_of_turn(turns, number)))
            continue
        signed = _SIGNED.match(body, start, end) if end - start <= 2_200 else None
        if signed is not None:
            yield _frame(_holding(group, signed.start("cue")), signed, (start, signed.end("said") + 1), "before")


def _end_of_turn(turns: list[_Paragraph], number: int) -> int:
    """Where a turn ends: before the next one, if no more than so many paragraphs stand between."""
    following = turns[number + 1 : number + 2 + _LONGEST_TURN]
    between = next((count for count, (_, turn) in enumerate(following) if turn is not None), 0)
    return turns[number + between][0][-1][1].end


def _holding(group: list[tuple[int, Sentence]], at: int) -> tuple[int, Sentence]:
    return next((pair for pair in group if pair[1].end > at), group[-1])


def _frame(where: tuple[int, Sentence], match: re.Match[str], content: tuple[int, int], order: str = "after") -> Frame:
    return Frame(where[0], 0, "label", "say", [match.span("who")], [match.span("cue")], [content], order)
