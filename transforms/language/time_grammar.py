"""Times that name a calendar day, month, year, quarter or hour: `Nov. 6, 2021`, `Sunday night`, `the third quarter`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import date_in, make_date, shift_days, week_value
from transforms.language.feasts import FEAST_WORDS, read_feast
from transforms.language.numbers import read_ordinal
from transforms.language.time_relative import RELATIVE
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_years import named_decade, spoken_year

__all__ = ["Reading", "Scene", "read_time"]

_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z")
_YEAR: Final = re.compile(r"(?:1[0-9]|20)\d\d\Z")
_DECADE: Final = re.compile(r"(\d\d)?(\d)0s\Z")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d|\d{4})\Z")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?\Z")
_HALVES: Final = {"a.m.": 0, "p.m.": 12, "am": 0, "pm": 12, "a.m": 0, "p.m": 12}
_ZONES: Final = frozenset(
    "gmt utc est edt cst cdt mst mdt pst pdt et ct mt pt bst cet ist local time eastern".split(" ")
)

Reader = Callable[[Scene, int], "Reading | None"]


def read_time(scene: Scene, index: int) -> Reading | None:
    """The longest time expression that begins at a token, or None."""
    word = scene.words[index]
    key = "0" if word[0].isdigit() else word
    readers = _READERS.get(key)
    if readers is None:
        return None
    best: Reading | None = None
    for reader in readers:
        reading = reader(scene, index)
        if reading is not None and (best is None or reading.end > best.end):
            best = reading
    return best


def _near(scene: Scene, index: int) -> Reading | None:
    """`early Sunday`, `late last week`, `mid-November`, `nearly two years`: the expression and the word before it."""
    after = index + 1
    if scene.word(after) == "-" or (scene.word(after) in ("on", "in") and scene.words[index] in ("early", "late")):
        after += 1
    if after >= len(scene.words) or scene.words[after] in tw.NEAR:
        return None
    if scene.words[after] in _HALF_DAYS and scene.words[index] in ("early", "mid", "late"):
        return _part(scene, index, after)
    inner = read_time(scene, after)
    return None if inner is None else Reading(index, inner.end, inner.kind, inner.value)


_HALF_DAYS: Final = frozenset({"morning", "afternoon", "evening"})
"""`late night` is more often an adjective."""


def _part(scene: Scene, start: int, index: int) -> Reading | None:
    """`mid-afternoon`, `early morning on Sunday`."""
    part, end = tw.PARTS_OF_DAY[scene.words[index]], index + 1
    after = end + (scene.word(end) in ("on", "of"))
    if scene.word(after) in _DAY_WORDS:
        dated = read_time(scene, after)
        if dated is not None and dated.value is not None and dated.kind == "DATE" and len(dated.value) == 10:
            return Reading(start, dated.end, "TIME", dated.value + part)
    day = scene.day or scene.published
    return Reading(start, end, "TIME", None if day is None else day.isoformat() + part)


def _edge(scene: Scene, index: int) -> Reading | None:
    """`the end of 1990`, `the beginning of November`."""
    if scene.word(index + 1) not in ("end", "beginning", "start", "middle") or scene.word(index + 2) != "of":
        return None
    if index + 3 >= len(scene.words) or scene.says(index + 3, "the", scene.word(index + 1)):
        return None
    if scene.says(index + 3, "the", "month") and scene.published is not None:
        return Reading(index, index + 5, "DATE", f"{scene.published.year:04d}-{scene.published.month:02d}")
    inner = read_time(scene, index + 3)
    return None if inner is None else Reading(index, inner.end, inner.kind, inner.value)


def _half(scene: Scene, index: int) -> Reading | None:
    """`the first half of 1990`."""
    number = {"first": 1, "second": 2, "last": 2, "latter": 2}.get(scene.word(index + 1))
    if number is None or scene.word(index + 2) != "half":
        return None
    year = _year_number(scene, index + 3 + (scene.word(index + 3) == "of"))
    return None if year is None else Reading(index, year[0], "DATE", f"{year[1]}-H{number}")


def _beside(scene: Scene, index: int) -> Reading | None:
    """`the week of March 6`, `the day before last Tuesday`."""
    unit, link = scene.word(index + 1), scene.word(index + 2)
    step = {("day", "before"): -1, ("day", "after"): 1, ("week", "of"): 0}.get((unit, link))
    if index + 3 >= len(scene.words) or step is None:
        return None
    inner = read_time(scene, index + 3)
    if inner is None or inner.value is None or inner.kind != "DATE":
        return None
    date = date_in(inner.value)
    if date is None:
        return None
    value = week_value(date) if unit == "week" else scene.name(shift_days(date, step)).isoformat()
    return Reading(index, inner.end, "DATE", value)


def _article(scene: Scene, index: int) -> Reading | None:
    """`the third quarter`, `the 1990s`, `the 6th of November`, `the winter of 1994`."""
    after = index + 1
    if after >= len(scene.words) or scene.words[after] in ("the", "day"):
        return None
    if not (scene.words[after][0].isdigit() or scene.words[after] in _AFTER_ARTICLE):
        return None
    inner = read_time(scene, after)
    return None if inner is None else Reading(index, inner.end, inner.kind, inner.value)


def _weekday(scene: Scene, index: int) -> Reading | None:
    """`Sunday`, `Sunday night`, `Sunday, Nov. 7`."""
    word, end = scene.words[index], index + 1
    number = tw.WEEKDAYS.get(word)
    if number is None:
        if scene.word(end) not in (".", ","):
            return None
        number = tw.SHORT_WEEKDAYS[word]
    if scene.word(end) == "." and word in tw.SHORT_WEEKDAYS:
        end += 1
    after = end + 1 if scene.word(end) == "," else end
    if scene.word(after) in _MONTH_WORDS or scene.word(after)[:1].isdigit():
        dated = _month(scene, after) if scene.word(after) in _MONTH_WORDS else _day_month(scene, after)
        if dated is not None and dated.value is not None and len(dated.value) == 10:
            return Reading(index, dated.end, "DATE", dated.value)
    if word in tw.SHORT_WEEKDAYS:
        return None
    night = tw.PLURAL_PARTS.get(scene.word(end)) or (
        scene.word(end) == "and"
        and scene.word(end + 1) in tw.WEEKDAYS
        and tw.PLURAL_PARTS.get(scene.word(end + 2))
    )
    if night:
        return Reading(index, end + (scene.word(end) != "and"), "SET", f"XXXX-WXX-{number + 1}{night}")
    owned = scene.word(end) in ("'", "’") and scene.word(end + 1) == "s"
    date = scene.weekday(number, ahead=not owned and scene.ahead(index, end))
    value = f"XXXX-WXX-{number + 1}" if date is None else scene.name(date).isoformat()
    return _part_of_day(scene, index, end, value)


def _part_of_day(scene: Scene, start: int, end: int, value: str) -> Reading:
    part = tw.PARTS_OF_DAY.get(scene.word(end))
    if part is None:
        return Reading(start, end, "DATE", value)
    return Reading(start, end + 1, "TIME", value + part)


def _month(scene: Scene, index: int) -> Reading | None:
    """`November`, `Nov. 6`, `November 6, 2021`, `November 2021`."""
    word, end = scene.words[index], index + 1
    month = tw.MONTHS.get(word) or tw.SHORT_MONTHS[word]
    if word in tw.SHORT_MONTHS:
        if scene.word(end) == ".":
            end += 1
        elif not scene.word(end)[:1].isdigit():
            return None
    day = _DAY.match(scene.word(end))
    number = int(day[1]) if day else 0
    ordinal = None if day else read_ordinal(scene.words, end)
    if ordinal is not None and 1 <= ordinal[1] <= 31 and scene.word(ordinal[0]) != "quarter":
        number, after = ordinal[1], ordinal[0]
    else:
        after = end + 1
    if 1 <= number <= 31:
        scene.month = (after, month)
        return _dated(scene, index, after, month, number)
    if scene.word(end) in ("of", ",") and _YEAR.match(scene.word(end + 1)):
        end += 1
    year = _year_number(scene, end)
    if year is not None:
        scene.told = make_date(int(year[1]), month, 15)
        return Reading(index, year[0], "DATE", f"{year[1]}-{month:02d}")
    if word in tw.AMBIGUOUS_MONTHS and not _is_month(scene, index):
        return None
    return Reading(index, end, "DATE", _open_month(scene, index, end, month))


def _year_number(scene: Scene, index: int) -> tuple[int, str] | None:
    """A year in figures or words: index after it, and its four digits."""
    if _YEAR.match(scene.word(index)):
        scene.year = int(scene.words[index])
        return index + 1, scene.words[index]
    step = {"last": -1, "this": 0, "next": 1}.get(scene.word(index))
    if step is not None and scene.word(index + 1) == "year" and scene.published is not None:
        return index + 2, f"{scene.published.year + step:04d}"
    spoken = spoken_year(scene, index) if scene.word(index) in ("nineteen", "eighteen") else None
    return None if spoken is None or spoken.value is None else (spoken.end, spoken.value)


def _is_month(scene: Scene, index: int) -> bool:
    before = scene.word(index - 1)
    if scene.words[index] in ("may", "march") and not scene.tokens.capital(index):
        return False
    if before in tw.YEAR_BEFORE - {"to", "the", "and", "or", ","} or before in tw.NEAR | tw.BACKWARD | tw.FORWARD:
        return scene.words[index] not in ("may", "march") or before != "of" or scene.tokens.capital(index)
    if scene.words[index] in ("may", "march"):
        after = scene.word(index + 1)
        adjective = before == "the" and after.isalpha() and after not in ("on", "for", "of", "to", "in")
        return adjective and not scene.tokens.capital(index + 1)
    following = index + 1 < len(scene.words) and scene.tokens.capital(index + 1)
    return scene.tokens.capital(index) and not following


def _dated(scene: Scene, start: int, end: int, month: int, day: int) -> Reading | None:
    """A month and a day, and the year after them if there is one."""
    after = end + 1 if scene.word(end) in (",", "of") else end
    if _YEAR.match(scene.word(after)):
        date = make_date(int(scene.word(after)), month, day)
        return None if date is None else Reading(start, after + 1, "DATE", scene.name(date).isoformat())
    if scene.published is None:
        return Reading(start, end, "DATE", f"XXXX-{month:02d}-{day:02d}")
    year = scene.published.year
    nearby = [date for each in (year - 1, year, year + 1) if (date := make_date(each, month, day)) is not None]
    if not nearby:
        return None
    over = scene.word(start - 1) in ("ended", "since")
    chosen = _nearest(nearby, scene.published, ahead=scene.ahead(start, end), sure=0 if over else _SURE)
    return _part_of_day(scene, start, end, scene.name(chosen).isoformat())


_SURE: Final = 120
"""Days within which a date without a year is the one meant, whatever the verb says."""


def _nearest(dates: list[dt.date], published: dt.date, *, ahead: bool | None, sure: int) -> dt.date:
    """The date nearest to publication; where that is far, the one on the side to which the verb points."""
    nearest = min(dates, key=lambda date: abs((date - published).days))
    if ahead is None or abs((nearest - published).days) <= sure:
        return nearest
    if ahead:
        return next((date for date in dates if date >= published), nearest)
    return next((date for date in reversed(dates) if date <= published), nearest)


_SOON: Final = 4
"""Months ahead within which a month without a year is the coming one; one month where the verb looks back."""


def _open_month(scene: Scene, start: int, end: int, month: int) -> str:
    """A month without a year: the coming one where the verb looks ahead or it is near, else the last one."""
    if scene.published is None:
        return f"XXXX-{month:02d}"
    year, now = scene.published.year, scene.published.month
    ahead = scene.ahead(start, end)
    soon = _SOON if ahead is None or scene.word(start - 1) == "through" else 1
    if ahead or (month - now) % 12 <= soon:
        year += month < now
    else:
        year -= month > now
    scene.told = make_date(year, month, 15)
    return f"{year:04d}-{month:02d}"


def _day_month(scene: Scene, index: int) -> Reading | None:
    """`6 November 2021`, `6th of November`."""
    ordinal = read_ordinal(scene.words, index)
    match = _DAY.match(scene.words[index])
    number, end = (int(match[1]), index + 1) if match else (ordinal[1], ordinal[0]) if ordinal else (0, index)
    if not 1 <= number <= 31:
        return None
    if scene.word(end) == "of":
        end += 1
    word = scene.word(end)
    month = tw.MONTHS.get(word) or tw.SHORT_MONTHS.get(word)
    if month is None or (word == "may" and scene.word(end - 1) != "of" and not match):
        return None
    end += 1 + (word in tw.SHORT_MONTHS and scene.word(end + 1) == ".")
    return _dated(scene, index, end, month, number)


def _figures(scene: Scene, index: int) -> Reading | None:
    """`2021-11-07`, `11/07/2021`, `1998`, `the 1990s`, `8:30 p.m.`."""
    word = scene.words[index]
    if match := _SLASHED.match(word):
        year = int(match[3]) if len(match[3]) == 4 else _century(int(match[3]))
        date = make_date(year, int(match[1]), int(match[2])) or make_date(year, int(match[2]), int(match[1]))
        return None if date is None else Reading(index, index + 1, "DATE", scene.name(date).isoformat())
    if scene.word(index + 1) == "-" and scene.word(index + 3) == "-" and _YEAR.match(word) and scene.touches(index + 4):
        parts = word, scene.word(index + 2), scene.word(index + 4)
        if all(part.isdecimal() and part.isascii() for part in parts):
            date = make_date(*map(int, parts))
            return None if date is None else Reading(index, index + 5, "DATE", scene.name(date).isoformat())
    if match := _DECADE.match(word):
        century = match[1] or ("19" if scene.word(index - 1) in ("'", "’", "‘") or match[2] != "0" else None)
        plausible = century is not None and (match[1] or scene.word(index - 1) in ("'", "’", "‘", "the"))
        return Reading(index, index + 1, "DATE", f"{century}{match[2]}") if plausible else None
    if scene.word(index + 1) == "century" and (ordinal := read_ordinal(scene.words, index)) and 1 < ordinal[1] < 30:
        return Reading(index, index + 2, "DATE", f"{ordinal[1] - 1:02d}")
    return _second_day(scene, index) or _year(scene, index) or _clock(scene, index)


def _second_day(scene: Scene, index: int) -> Reading | None:
    """The `7` of `November 6 and 7`, where nothing else is counted by it."""
    day = _DAY.match(scene.words[index])
    ended, month = scene.month
    if day is None or index != ended + 1 or scene.word(ended) not in ("and", "or", "to", "through"):
        return None
    following = scene.word(index + 1)
    if following.isalpha() and following not in _AFTER_SECOND_DAY:
        return None
    return _dated(scene, index, index + 1, month, int(day[1])) if 1 <= int(day[1]) <= 31 else None


_AFTER_SECOND_DAY: Final = frozenset({"in", "at", "and", "to", "for", "by", "but", "as", "with", "were", "was", "near"})


def _century(short: int) -> int:
    return short + (2000 if short < 70 else 1900)


def _year(scene: Scene, index: int) -> Reading | None:
    word = scene.words[index]
    if not _YEAR.match(word) or scene.word(index - 1) in ("$", "£", "€", "#") or scene.word(index + 1) == "%":
        return None
    joined = scene.word(index + 1) == "-" and scene.touches(index + 1) and scene.touches(index + 2)
    if joined and scene.word(index + 2) != "-" and not _YEAR.match(scene.word(index + 2)):
        return None
    quarter = _quarter(scene, index + 1, int(word)) if index + 1 < len(scene.words) else None
    if quarter is not None:
        return Reading(index, quarter.end, "DATE", quarter.value)
    if scene.word(index - 1) in tw.YEAR_BEFORE or word[:2] in ("19", "20"):
        following = scene.word(index + 1)
        counted = following.isalpha() and following.endswith("s") and following not in ("s", "as", "was", "is", "has")
        if counted and scene.word(index - 1) not in ("in", "since", "until", "the", "of", "fiscal", "-"):
            return None
        if not 1000 <= int(word) < 2100 or (word[:2] not in ("18", "19", "20") and scene.word(index - 1) != "in"):
            return None
        scene.year = int(word)
        return Reading(index, index + 1, "DATE", _of_quarter(scene, index, word))
    return None


def _of_quarter(scene: Scene, index: int, year: str) -> str:
    """`the 1988 quarter`, `the 1988 period`: the quarter that the text compares."""
    quarter = scene.compared() if scene.word(index + 1) == "period" else scene.quarter
    if quarter is None or scene.word(index + 1) not in ("quarter", "period"):
        return year
    return f"{year}-Q{quarter[1]}"


def _clock(scene: Scene, index: int) -> Reading | None:
    """`8:30 p.m.`, `5 p.m. EST Tuesday`, `08:00 GMT`, `noon Friday`."""
    word, end = scene.words[index], index + 1
    if word in ("noon", "midday", "midnight"):
        if scene.is_title(index) or (index and scene.tokens.capital(index) and scene.tokens.capital(index - 1)):
            return None
        stamp = "T24:00" if word == "midnight" else "T12:00"
    else:
        match = _CLOCK.match(word)
        if match is None:
            return None
        hour = int(match[1])
        half = _HALVES.get(scene.word(end))
        if half is None and scene.word(end) in ("a", "p") and scene.says(end + 1, ".", "m"):
            half, end = (0 if scene.word(end) == "a" else 12), end + 2
        spoken = _half_of_day(scene, end) if half is None and 1 <= hour <= 12 else None
        if spoken is not None:
            end, hour = spoken[0], hour % 12 + spoken[1]
        elif half is not None:
            end += 1
            hour = hour % 12 + half
        elif not (match[2] and (scene.word(end) in _ZONES or len(match[1]) == 2)):
            return None
        stamp = f"T{hour:02d}:{match[2] or '00'}"
    while scene.word(end) in _ZONES:
        end += 1
    return _clock_on(scene, index, end, stamp)


def _half_of_day(scene: Scene, index: int) -> tuple[int, int] | None:
    """`in the morning`, `at night` after an hour: index after it, and what it adds."""
    if scene.says(index, "in", "the") and scene.word(index + 2) in ("morning", "afternoon", "evening"):
        return index + 3, 0 if scene.word(index + 2) == "morning" else 12
    return (index + 2, 12) if scene.says(index, "at", "night") else None


def _clock_on(scene: Scene, start: int, end: int, stamp: str) -> Reading | None:
    after = end + (scene.word(end) in (",", "on"))
    if after < len(scene.words) and scene.words[after] in _DAY_WORDS:
        dated = read_time(scene, after)
        if dated is not None and dated.value is not None and len(dated.value) >= 10 and dated.value[0].isdigit():
            return Reading(start, dated.end, "TIME", dated.value[:10] + stamp)
    day = scene.day or scene.published
    return Reading(start, end, "TIME", None if day is None else day.isoformat() + stamp)


def _quarter(scene: Scene, index: int, year: int | None = None) -> Reading | None:
    """`third quarter`, `third-quarter`, `fiscal first quarter of 1990`."""
    start = index
    if scene.word(index) == "fiscal":
        index += 1
    ordinal = read_ordinal(scene.words, index)
    if ordinal is None or not 1 <= ordinal[1] <= 4:
        return None
    end = ordinal[0] + (scene.word(ordinal[0]) in ("-", "fiscal"))
    if scene.word(end) != "quarter":
        return None
    end += 1
    number = ordinal[1]
    if scene.word(end) in ("of", "fiscal") and _YEAR.match(scene.word(end + 1)):
        year, end = int(scene.word(end + 1)), end + 2
    if year is None:
        if scene.published is None:
            return Reading(start, end, "DATE", f"XXXX-Q{number}")
        now = (scene.published.month - 1) // 3 + 1
        year = scene.published.year - (number > now and not scene.ahead(start, end))
    scene.quarter, scene.longer = (year, number), False
    return Reading(start, end, "DATE", f"{year:04d}-Q{number}")


def _season(scene: Scene, index: int) -> Reading | None:
    """`summer 2019`, `the winter of 1994`, `in the spring`."""
    season, end = tw.SEASONS[scene.words[index]], index + 1
    after = end + (scene.word(end) == "of")
    year = _year_number(scene, after)
    if year is not None:
        return Reading(index, year[0], "DATE", f"{year[1]}-{season}")
    if scene.words[index] in ("spring", "fall") and not (
        scene.word(index - 1) == "the" and scene.word(index - 2) in ("in", "during", "until", "since")
    ):
        return None
    if scene.published is None:
        return Reading(index, end, "DATE", f"XXXX-{season}")
    return Reading(index, end, "DATE", f"{scene.published.year:04d}-{season}")


_MONTH_WORDS: Final = frozenset(tw.MONTHS) | frozenset(tw.SHORT_MONTHS)
_DAY_WORDS: Final = _MONTH_WORDS | frozenset(tw.WEEKDAYS) | {"yesterday", "today", "tomorrow"}
_ORDINAL_WORDS: Final = ("first", "second", "third", "fourth")
_AFTER_ARTICLE: Final = (
    frozenset(tw.SEASONS) | frozenset(tw.DECADES) | {*_ORDINAL_WORDS, "fiscal", "year", "early", "late", "mid"}
)


def _readers() -> dict[str, tuple[Reader, ...]]:
    table: dict[str, list[Reader]] = {}

    def add(words: frozenset[str] | dict[str, object] | tuple[str, ...], *readers: Reader) -> None:
        for word in words:
            table.setdefault(word, []).extend(readers)

    add(("0",), _figures, _day_month)
    add(_MONTH_WORDS, _month)
    add(frozenset(tw.WEEKDAYS) | frozenset(tw.SHORT_WEEKDAYS), _weekday)
    add(("noon", "midday", "midnight"), _clock)
    add(_ORDINAL_WORDS, _quarter)
    add(("fiscal",), _quarter, _near)
    add(frozenset(tw.SEASONS), _season)
    add(("nineteen", "eighteen", "year"), spoken_year)
    add(frozenset(tw.DECADES), named_decade)
    add(FEAST_WORDS, read_feast)
    add(tw.NEAR, _near)
    add(("the",), _edge, _half, _beside, _article)
    for words, reader in RELATIVE:
        add(words, reader)
    return {word: tuple(readers) for word, readers in table.items()}


_READERS: Final = _readers()
