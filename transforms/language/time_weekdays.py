"""Days by their place in the week or from today: `Sunday`, `last Friday`, `Sunday, Nov. 7`, `yesterday`."""

from __future__ import annotations

import datetime as dt
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import shift_days
from transforms.language.time_dates import day_month, month, part_of_day
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_tense import looks_ahead

TODAY: Final = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": -1}
"""Days from publication."""
_NAMED: Final = frozenset({"today", "yesterday", "tomorrow"})


def weekday(scene: Scene, index: int) -> Reading | None:
    """`Sunday`, `Sunday night`, `Sunday, Nov. 7`, `Tuesday nights`."""
    word, end = scene.words[index], index + 1
    short = word in tw.SHORT_WEEKDAYS
    if short and scene.word(end) not in (".", ","):
        return None
    end += short and scene.word(end) == "."
    full = _with_date(scene, end + (scene.word(end) == ","))
    if full is not None:
        return Reading(index, full.end, "DATE", full.value)
    if short:
        return None
    number = tw.WEEKDAYS[word]
    repeated = _nights(scene, index, end, number)
    if repeated is not None:
        return repeated
    date = _nearest(scene, number, ahead=not scene.owns(end) and looks_ahead(scene, index, end))
    value = f"XXXX-WXX-{number + 1}" if date is None else scene.name(date).isoformat()
    return part_of_day(scene, index, end, value)


def _with_date(scene: Scene, index: int) -> Reading | None:
    """The `Nov. 7` of `Sunday, Nov. 7`."""
    word = scene.word(index)
    dated = month(scene, index) if word in tw.ALL_MONTHS else day_month(scene, index) if word[:1].isdigit() else None
    return dated if dated is not None and dated.value is not None and len(dated.value) == 10 else None


def _nights(scene: Scene, index: int, end: int, number: int) -> Reading | None:
    """`Tuesday nights`, and the `Monday` of `Monday and Tuesday nights`."""
    joined = scene.word(end) == "and" and scene.word(end + 1) in tw.WEEKDAYS
    part = tw.PLURAL_PARTS.get(scene.word(end + 2 if joined else end))
    return None if part is None else Reading(index, end + (not joined), "SET", f"XXXX-WXX-{number + 1}{part}")


def _nearest(scene: Scene, number: int, *, ahead: bool | None) -> dt.date | None:
    """The nearest such weekday: the day of publication itself, or before it, or after it where `ahead`."""
    if scene.published is None:
        return None
    if ahead:
        return shift_days(scene.published, (number - scene.published.weekday()) % 7)
    return shift_days(scene.published, -((scene.published.weekday() - number) % 7))


def turned_weekday(scene: Scene, start: int, index: int, word: str, step: int) -> Reading:
    """`last Friday`, `next Monday`, `this Sunday night`, `the previous Friday`."""
    number, end = tw.WEEKDAYS[scene.words[index]], index + 1
    if word in tw.TOLD and scene.day is not None:
        days = (number - scene.day.weekday()) % 7 or 7
        date = shift_days(scene.day, days if step > 0 else days - 7 or -7)
        return part_of_day(scene, start, end, scene.name(date).isoformat())
    ahead = step > 0 or (step == 0 and looks_ahead(scene, start, end) is not False)
    nearest = _nearest(scene, number, ahead=ahead)
    if nearest is None or scene.published is None:
        return Reading(start, end, "DATE", f"XXXX-WXX-{number + 1}")
    if step and nearest == scene.published:
        nearest = shift_days(nearest, 7 * step)
    return part_of_day(scene, start, end, scene.name(nearest).isoformat())


def deictic(scene: Scene, index: int) -> Reading | None:
    """`today`, `yesterday morning`, `tomorrow`, `tonight`, `overnight`."""
    word, end = scene.words[index], index + 1
    if scene.is_title(index):
        return None
    if scene.published is None:
        return Reading(index, end, "DATE", None)
    value = scene.name(shift_days(scene.published, TODAY[word])).isoformat()
    return part_of_day(scene, index, end, value) if word in _NAMED else Reading(index, end, "TIME", value + "TNI")


def full_day(scene: Scene, index: int) -> Reading | None:
    """A day by whatever name, of which the calendar day is known: `Sunday`, `Nov. 6`, `yesterday`."""
    word = scene.word(index)
    if word in tw.ALL_MONTHS:
        found = month(scene, index)
    elif word in tw.WEEKDAYS:
        found = weekday(scene, index)
    else:
        found = deictic(scene, index) if word in _NAMED else None
    known = found is not None and found.value is not None and found.value[0].isdigit() and len(found.value) >= 10
    return found if known else None
