"""Dates of the calendar: `Nov. 6, 2021`, `6 November`, `November 2019`, `last November`, `2021-11-07`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import make_date
from transforms.language.numbers import read_ordinal
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_tense import follows_past, looks_ahead
from transforms.language.time_years import year_after

_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d|\d{4})\Z")
_SURE: Final = 120
"""Days within which a date without a year is the one meant, whatever the verb says."""
_SOON: Final = 4
"""Months ahead within which a month without a year is the coming one; one month where the verb looks back."""
_AFTER_SECOND_DAY: Final = frozenset({"in", "at", "and", "to", "for", "by", "but", "as", "with", "were", "was", "near"})
_BEFORE_MONTH: Final = (tw.YEAR_BEFORE - {"to", "the", "and", "or", ","}) | tw.NEAR | tw.BACKWARD | tw.FORWARD
_VERBS: Final = frozenset({"march", "may"})


def month(scene: Scene, index: int) -> Reading | None:
    """`November`, `Nov. 6`, `November 6, 2021`, `November 2021`."""
    word, end = scene.words[index], index + 1
    number = tw.ALL_MONTHS[word]
    if word in tw.SHORT_MONTHS:
        if scene.word(end) == ".":
            end += 1
        elif not scene.word(end)[:1].isdigit():
            return None
    day = _day_at(scene, end)
    if day is not None and scene.word(day[0]) != "quarter":
        scene.open_day = (day[0], number)
        return dated(scene, index, day[0], number, day[1])
    if scene.word(end) in ("of", ",") and tw.YEAR.match(scene.word(end + 1)):
        end += 1
    year = year_after(scene, end)
    if year is not None:
        return _month_of(scene, index, year[0], int(year[1]), number)
    if word in tw.AMBIGUOUS_MONTHS and not _is_month(scene, index):
        return None
    if scene.published is None:
        return Reading(index, end, "DATE", f"XXXX-{number:02d}")
    return _month_of(scene, index, end, scene.published.year + _years_to(scene, index, end, number), number)


def _day_at(scene: Scene, index: int) -> tuple[int, int] | None:
    """The `6`, `6th` or `sixth` of a month: the token after it, and its number."""
    match = _DAY.match(scene.word(index))
    day = (index + 1, int(match[1])) if match else read_ordinal(scene.words, index)
    return day if day is not None and 1 <= day[1] <= 31 else None


def _month_of(scene: Scene, start: int, end: int, year: int, number: int) -> Reading:
    scene.month = make_date(year, number, 15)
    return Reading(start, end, "DATE", f"{year:04d}-{number:02d}")


def _years_to(scene: Scene, start: int, end: int, number: int) -> int:
    """Years to a month without one: the coming one where the verb looks ahead or it is near, else the last one."""
    now = scene.published.month if scene.published else 0
    ahead = looks_ahead(scene, start, end)
    soon = _SOON if ahead is None or scene.word(start - 1) == "through" else 1
    if ahead or (number - now) % 12 <= soon:
        return int(number < now)
    return -int(number > now)


def _is_month(scene: Scene, index: int) -> bool:
    word, before, capital = scene.words[index], scene.word(index - 1), scene.tokens.capital
    if word in _VERBS and not capital(index):
        return False
    if before in _BEFORE_MONTH:
        return True
    if word in _VERBS:
        after = scene.word(index + 1)
        adjective = before == "the" and after.isalpha() and after not in ("on", "for", "of", "to", "in")
        return adjective and not capital(index + 1)
    return capital(index) and not (index + 1 < len(scene.words) and capital(index + 1))


def turned_month(scene: Scene, start: int, index: int, step: int, *, past: bool) -> Reading | None:
    """`last November`, `this May`, `next June 3`."""
    number, end = tw.ALL_MONTHS[scene.words[index]], index + 1
    end += scene.words[index] in tw.SHORT_MONTHS and scene.word(end) == "."
    if scene.published is None:
        return Reading(start, end, "DATE", f"XXXX-{number:02d}")
    year, now = scene.published.year, scene.published.month
    if past:
        year -= number >= now - 1
    elif step > 0:
        year += number <= now
    day = scene.word(end)
    if day.isdecimal() and 1 <= int(day) <= 31 and (date := make_date(year, number, int(day))):
        return Reading(start, end + 1, "DATE", scene.name(date).isoformat())
    return _month_of(scene, start, end, year, number)


def dated(scene: Scene, start: int, end: int, number: int, day: int) -> Reading | None:
    """A month and a day, and the year after them if there is one."""
    after = end + 1 if scene.word(end) in (",", "of") else end
    if tw.YEAR.match(scene.word(after)):
        date = make_date(int(scene.word(after)), number, day)
        return None if date is None else Reading(start, after + 1, "DATE", scene.name(date).isoformat())
    if scene.published is None:
        return Reading(start, end, "DATE", f"XXXX-{number:02d}-{day:02d}")
    years = (scene.published.year + step for step in (-1, 0, 1))
    nearby = [date for year in years if (date := make_date(year, number, day)) is not None]
    if not nearby:
        return None
    chosen = _nearest(scene, nearby, scene.published, (start, end))
    return part_of_day(scene, start, end, scene.name(chosen).isoformat())


def _nearest(scene: Scene, dates: list[dt.date], published: dt.date, extent: tuple[int, int]) -> dt.date:
    """The date nearest to publication; where that is far, the one on the side to which the verb points."""
    ahead = looks_ahead(scene, *extent)
    nearest = min(dates, key=lambda date: abs((date - published).days))
    if ahead is None or (abs((nearest - published).days) <= _SURE and not follows_past(scene, extent[0])):
        return nearest
    if ahead:
        return next((date for date in dates if date >= published), nearest)
    return next((date for date in reversed(dates) if date <= published), nearest)


def part_of_day(scene: Scene, start: int, end: int, value: str) -> Reading:
    """A day, with the `morning` or `night` behind it if there is one."""
    part = tw.PARTS_OF_DAY.get(scene.word(end))
    return Reading(start, end, "DATE", value) if part is None else Reading(start, end + 1, "TIME", value + part)


def day_month(scene: Scene, index: int) -> Reading | None:
    """`6 November 2021`, `6th of November`."""
    day = _day_at(scene, index)
    if day is None:
        return None
    end = day[0] + (scene.word(day[0]) == "of")
    word = scene.word(end)
    if word not in tw.ALL_MONTHS or (word == "may" and end == day[0] and not _DAY.match(scene.words[index])):
        return None
    end += 1 + (word in tw.SHORT_MONTHS and scene.word(end + 1) == ".")
    return dated(scene, index, end, tw.ALL_MONTHS[word], day[1])


def figures(scene: Scene, index: int) -> Reading | None:
    """`2021-11-07`, `11/07/2021`, and the `7` of `November 6 and 7`."""
    word = scene.words[index]
    if match := _SLASHED.match(word):
        year = int(match[3]) if len(match[3]) == 4 else int(match[3]) + (2000 if int(match[3]) < 70 else 1900)
        date = make_date(year, int(match[1]), int(match[2])) or make_date(year, int(match[2]), int(match[1]))
        return None if date is None else Reading(index, index + 1, "DATE", scene.name(date).isoformat())
    if scene.word(index + 1) == "-" and scene.word(index + 3) == "-" and tw.YEAR.match(word):
        parts = word, scene.word(index + 2), scene.word(index + 4)
        if scene.touches(index + 4) and all(part.isdecimal() and part.isascii() for part in parts):
            date = make_date(*map(int, parts))
            return None if date is None else Reading(index, index + 5, "DATE", scene.name(date).isoformat())
    return _second_day(scene, index)


def _second_day(scene: Scene, index: int) -> Reading | None:
    """The `7` of `November 6 and 7`, where nothing else is counted by it."""
    ended, number = scene.open_day
    if index != ended + 1 or scene.word(ended) not in ("and", "or", "to", "through"):
        return None
    match, following = _DAY.match(scene.words[index]), scene.word(index + 1)
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    counts = following.isalpha() and following not in _AFTER_SECOND_DAY
    return None if counts else dated(scene, index, index + 1, number, int(match[1]))
