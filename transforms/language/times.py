"""Time expressions: which words name a time, and which day, month or span they mean.

Values follow TIMEX3 (TimeML 1.2.1): `2021-11-07`, `2021-11-07TNI`, `2021-W45`, `2021-Q3`, `P2D`, `PXY`, `PAST_REF`.
A word that leaves the direction open (`Sunday`, `November 6`) is read towards the past, as news is, unless the verb
nearest to it in its sentence looks ahead.

:func:`find_times` stands by itself: a pure function of the text and the day of publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemas.columns import Day
from schemas.story import Span
from transforms.language.days import date_of, days_of
from transforms.language.time_grammar import Reading, Scene, read_time
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 200_000
"""Characters that are read; a story is never so long, and what follows is left without times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that name a time.

    Attributes:
        words: As printed.
        span: Where they stand.
        kind: TIMEX3 type: DATE, TIME, DURATION or SET.
        value: TIMEX3 value; None where the words need a publication date and there is none.
        day_from: First day that they can mean; None for durations, sets and references.
        day_to: Last day that they can mean.
    """

    words: str
    span: Span
    kind: str
    value: str | None
    day_from: Day | None = None
    day_to: Day | None = None


def find_times(text: str, published_on: Day | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in order, none inside another.

    Args:
        text: Plain English text.
        published_on: Day of publication (UTC), from which `Sunday` and `last month` are counted; without it only
            expressions that name their year get a value.
    """
    return times_in(tokenize(text[:LONGEST]), published_on)


def times_in(tokens: Tokens, published_on: Day | None = None) -> tuple[TimeExpression, ...]:
    """:func:`find_times` over a text that is cut into tokens already."""
    scene = Scene(tokens, date_of(published_on) if published_on is not None else None)
    found = []
    index = 0
    while index < len(tokens):
        reading = read_time(scene, index)
        if reading is None:
            index += 1
            continue
        found.append(_expression(tokens, reading))
        index = reading.end
    return tuple(found)


def _expression(tokens: Tokens, reading: Reading) -> TimeExpression:
    day_from, day_to = days_of(reading.value) if reading.value else (None, None)
    return TimeExpression(
        words=tokens.printed(reading.start, reading.end),
        span=Span(tokens.starts[reading.start], tokens.ends[reading.end - 1]),
        kind=reading.kind,
        value=reading.value,
        day_from=day_from,
        day_to=day_to,
    )
