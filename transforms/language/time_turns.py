"""Units turned from today or from a time named before: `last year`, `this week`, `the following month`, `that day`."""

from __future__ import annotations

import datetime as dt
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import shift_days, week_value
from transforms.language.lists import word_set
from transforms.language.time_clock import turned_part
from transforms.language.time_dates import turned_month
from transforms.language.time_quarters import owned_quarter, turned_quarter
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_seasons import turned_season
from transforms.language.time_spans import stretch
from transforms.language.time_tense import looks_ahead
from transforms.language.time_units import duration, moved
from transforms.language.time_weekdays import turned_weekday

TURNING: Final = tw.BACKWARD | tw.FORWARD | tw.HERE | {"latest"}
_BEHIND_THE: Final = tw.BACKWARD | tw.FORWARD | {"latest", "current", "comparable", "corresponding"}
_UNITS: Final = word_set("day week weekend month quarter year decade century")
_AFTER_THE: Final = frozenset({"year", "quarter", "weekend"})
_NO_DAY: Final = word_set("past coming current last this")


def turned(scene: Scene, index: int) -> Reading | None:
    """`last year`, `this week`, `next Monday`, `the past two months`, `last November`, `this year's third quarter`."""
    start, second = index, scene.word(index + 1)
    index += second == "same" or (scene.words[index] in ("the", "this") and second in _BEHIND_THE)
    word, after = scene.words[index], index + 1
    while scene.word(after) in ("fiscal", "calendar", "full") and scene.word(after + 1) in ("year", "quarter"):
        after += 1
    step = -1 if word in tw.BACKWARD else 1 if word in tw.FORWARD else 0
    counted = stretch(scene, start, after) if step else None
    if counted is not None:
        return counted
    unit = scene.word(after)
    if unit in tw.PARTS_OF_DAY:
        return turned_part(scene, start, after, step, word)
    named = None if word == "the" else _turned_name(scene, start, after, step, word)
    return named or _turned_unit(scene, start, after, step, word)


def _turned_name(scene: Scene, start: int, index: int, step: int, word: str) -> Reading | None:
    """`next Monday`, `last spring`, `this May`."""
    name = scene.word(index)
    if name in tw.WEEKDAYS:
        return turned_weekday(scene, start, index, word, step)
    if name in tw.SEASONS:
        return turned_season(scene, start, index, step)
    if name not in tw.ALL_MONTHS or word in ("that", "same"):
        return None
    if name in ("march", "may") and not scene.tokens.capital(index):
        return None
    return turned_month(scene, start, index, step, past=word in tw.BACKWARD)


def _turned_unit(scene: Scene, start: int, index: int, step: int, word: str) -> Reading | None:
    unit, end = scene.word(index), index + 1
    if unit == "year" and word in ("the", "last") and scene.word(end) in ("ended", "ending"):
        return Reading(start, end, "DURATION", "P1Y")
    if unit == "period" and (word in ("latest", "same") or scene.quarter is not None):
        unit = "quarter"
    if unit not in _UNITS or (word == "the" and unit not in _AFTER_THE) or scene.is_name(index):
        return None
    if unit == "quarter":
        return turned_quarter(scene, start, end, step)
    owned = owned_quarter(scene, start, end + 2, step) if unit == "year" and scene.owns(end) else None
    if owned is not None:
        return owned
    if word == "past" and unit in ("week", "month", "decade"):
        return Reading(start, end, "DURATION", duration(1, unit))
    if unit == "day" and word in _NO_DAY:
        return None
    base = _base(scene, unit, word)
    return Reading(start, end, "DATE", None if base is None else _value(scene, base, unit, (start, end), step))


def _base(scene: Scene, unit: str, word: str) -> dt.date | None:
    """The day from which it is counted: publication, or in `that week` and `the next day` the time named before."""
    if word not in tw.TOLD | {"same", "that"} and not (unit == "day" and word == "next"):
        return scene.published
    return scene.told(unit) or scene.published


def _value(scene: Scene, base: dt.date, unit: str, extent: tuple[int, int], step: int) -> str | None:
    if unit == "day":
        return scene.name(shift_days(base, step)).isoformat()
    if unit == "decade":
        return f"{base.year // 10 + step:03d}"
    if unit == "century":
        return f"{base.year // 100 + step:02d}"
    if unit == "weekend":
        return _weekend(scene, base, extent, step)
    return moved(base, step, unit)


def _weekend(scene: Scene, base: dt.date, extent: tuple[int, int], step: int) -> str:
    """The last weekend that has begun, or the next one after `next` or where the verb looks ahead."""
    within = base.weekday() >= 5
    if step > 0 or (step == 0 and looks_ahead(scene, *extent)):
        weeks = 1 if step and within else 0
    else:
        weeks = 0 if step == 0 and within else -1
    return week_value(shift_days(base, 7 * weeks)) + "-WE"
