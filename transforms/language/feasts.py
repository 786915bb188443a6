"""Feasts that name a day: `Thanksgiving`, `Labor Day`, `Easter week`."""

from __future__ import annotations

import datetime as dt
from typing import Final

from transforms.language.days import month_end, shift_days, week_value
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_tense import looks_ahead

_RULES: Final = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "new year ' s day": (1, 1), "new year ' s eve": (12, 31), "valentine ' s day": (2, 14), "halloween": (10, 31),
    "april fool ' s day": (4, 1), "may day": (5, 1), "independence day": (7, 4), "veterans day": (11, 11),
    "martin luther king day": (1, 3, 0), "presidents day": (2, 3, 0), "memorial day": (5, -1, 0),
    "labor day": (9, 1, 0), "columbus day": (10, 2, 0), "thanksgiving day": (11, 4, 3), "thanksgiving": (11, 4, 3),
    "election day": (11, 1, 1, 2), "good friday": (0, -2), "easter sunday": (0, 0), "easter": (0, 0),
    "easter monday": (0, 1),
}  # fmt: skip
"""Feasts of English-speaking news, as :func:`feast` reads them."""
_SOON: Final = 14
"""Days ahead within which a feast is the coming one unless the verb looks back."""
_FEASTS: Final = sorted(((tuple(name.split()), rule) for name, rule in _RULES.items()), key=lambda each: -len(each[0]))
FEAST_WORDS: Final = frozenset(words[0] for words, _ in _FEASTS)
"""First words of their names."""


def read_feast(scene: Scene, index: int) -> Reading | None:
    """`Thanksgiving`, `Labor Day`, `Easter week`, `Valentine's Day 2010`."""
    for words, rule in _FEASTS:
        end = index + len(words)
        if tuple("'" if word == "’" else word for word in scene.words[index:end]) != words:
            continue
        if not scene.tokens.capital(index):
            return None
        if scene.published is None:
            return Reading(index, end, "DATE", None)
        date = _feast_near(scene, index, end, rule)
        if scene.word(end) == "week":
            return Reading(index, end + 1, "DATE", week_value(date))
        return Reading(index, end, "DATE", scene.name(date).isoformat())
    return None


def _feast_near(scene: Scene, start: int, end: int, rule: tuple[int, ...]) -> dt.date:
    """The feast before the day of publication; after it where the verb looks ahead or it is near."""
    published = scene.published or dt.date.min
    years = (published.year + step for step in (-1, 0, 1) if 0 < published.year + step < 10_000)
    dates = [feast(year, rule) for year in years]
    past = [date for date in dates if date <= published] or dates[:1]
    coming = [date for date in dates if date >= published] or dates[-1:]
    soon = (coming[0] - published).days < _SOON and looks_ahead(scene, start, end) is not False
    if scene.word(end) == "week" and week_value(coming[0]) == week_value(published):
        return coming[0]
    return coming[0] if looks_ahead(scene, start, end) or soon else past[-1]


def feast(year: int, rule: tuple[int, ...]) -> dt.date:
    """The day of a feast in a year.

    Args:
        year: 1 to 9999.
        rule: Month and day; month, which one (from 1; -1 the last), weekday (Monday is 0) and the day of the month
            from which it is counted (1 unless given); or 0 and days from Easter.
    """
    month, which = rule[:2]
    if month == 0:
        return shift_days(_easter(year), which)
    if len(rule) == 2:
        return dt.date(year, month, which)
    first = dt.date(year, month, (*rule, 1)[3]) if which > 0 else shift_days(month_end(year, month), -6)
    return shift_days(first, (rule[2] - first.weekday()) % 7 + 7 * max(which - 1, 0))


def _easter(year: int) -> dt.date:
    """Easter Sunday of the western churches, by the anonymous Gregorian rule."""
    century, gold = year // 100, year % 19
    epact = (19 * gold + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    day = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 4) % 7
    shift = epact + day - 7 * ((gold + 11 * epact + 22 * day) // 451) + 114
    return dt.date(year, shift // 31, shift % 31 + 1)
