"""Quarters and years that a business story compares: `the latest quarter`, `last year's quarter`, `year-earlier`."""

from __future__ import annotations

import datetime as dt
from typing import Final

from transforms.language.numbers import read_number, read_ordinal
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_tense import looks_ahead
from transforms.language.time_words import YEAR

_LATEST: Final = frozenset({"latest", "current"})
_BEFORE: Final[dict[tuple[str, ...], int]] = {
    tuple(words.split(" ")): len(words.split(" "))
    for words in ("last year", "of last year", "a year ago", "a year earlier", "a year before")
}
"""Words after a quarter that put it into the year before."""


def named_quarter(scene: Scene, index: int, year: int | None = None) -> Reading | None:
    """`third quarter`, `third-quarter`, `fiscal first quarter of 1990`."""
    ordinal = read_ordinal(scene.words, index + (scene.word(index) == "fiscal"))
    if ordinal is None or not 1 <= ordinal[1] <= 4:
        return None
    end = ordinal[0] + (scene.word(ordinal[0]) in ("-", "fiscal"))
    if scene.word(end) != "quarter":
        return None
    end, number = end + 1, ordinal[1]
    if scene.word(end) in ("of", "fiscal") and YEAR.match(scene.word(end + 1)):
        year, end = int(scene.word(end + 1)), end + 2
    if year is None:
        if scene.published is None:
            return Reading(index, end, "DATE", f"XXXX-Q{number}")
        coming = number > _quarter_of(scene.published) and not looks_ahead(scene, index, end)
        year = scene.published.year - coming
    scene.quarter, scene.longer = (year, number), False
    return Reading(index, end, "DATE", f"{year:04d}-Q{number}")


def _quarter_of(date: dt.date) -> int:
    return (date.month + 2) // 3


def of_quarter(scene: Scene, index: int, year: str) -> str:
    """`the 1988 quarter`, `the 1988 period`: the quarter that the text compares."""
    quarter = {"quarter": scene.quarter, "period": scene.compared()}.get(scene.word(index + 1))
    return year if quarter is None else f"{year}-Q{quarter[1]}"


def turned_quarter(scene: Scene, start: int, end: int, step: int) -> Reading | None:
    """`the quarter`, `this quarter`, `the period last year`: counted from the quarter the text is about."""
    if scene.published is None:
        return Reading(start, end, "DATE", None)
    scene.longer = False
    known, words = scene.quarter, scene.words
    before = _BEFORE.get(tuple(words[end : end + 2])) or _BEFORE.get(tuple(words[end : end + 3]))
    if before is not None and known is not None:
        return Reading(start, end + before, "DATE", f"{known[0] - 1:04d}-Q{known[1]}")
    index = scene.published.year * 4 + _quarter_of(scene.published) - 1 + step
    first, second = words[start], scene.word(start + 1)
    if "latest" in (first, second):
        index -= 1
    elif not step and first != "this" and _LATEST.isdisjoint((first, second)):
        index = known[0] * 4 + known[1] - 1 if known else index - 1
    return Reading(start, end, "DATE", f"{index // 4:04d}-Q{index % 4 + 1}")


def owned_quarter(scene: Scene, start: int, index: int, step: int) -> Reading | None:
    """`this year's third quarter`, `last year's quarter`."""
    if scene.published is None:
        return None
    ordinal = read_ordinal(scene.words, index)
    end, number = ordinal or (index, scene.quarter[1] if scene.quarter else 0)
    end += scene.word(end) == "-"
    if scene.word(end) != "quarter" or not 1 <= number <= 4:
        return None
    year = scene.published.year + step
    if ordinal is not None:
        scene.quarter, scene.longer = (year, number), False
    return Reading(start, end + 1, "DATE", f"{year:04d}-Q{number}")


def year_end(scene: Scene, index: int) -> Reading | None:
    """`year-end`, `by year end`, `by year's end`, `since year-end`."""
    if scene.word(index) != "year" or scene.published is None:
        return None
    year, before = scene.published.year, scene.word(index - 1)
    if scene.says(index + 1, "-", "end"):
        return Reading(index, index + 3, "DATE", f"{year - (before == 'since'):04d}-12-31")
    end = index + 1 + 2 * scene.owns(index + 1)
    return Reading(index, end + 1, "DATE", f"{year:04d}") if scene.word(end) == "end" else None


def year_ago(scene: Scene, index: int) -> Reading | None:
    """`year-earlier`, `the year-ago third quarter`, `the year-earlier nine months`."""
    start, words = index, scene.words
    while scene.word(index) in ("the", "comparable", "a"):
        index += 1
    ago = scene.says(index, "year", "-") and scene.word(index + 2) in ("earlier", "ago")
    if not ago or scene.published is None:
        return None
    end, last = index + 3, scene.published.year - 1
    ordinal = read_ordinal(words, end)
    if ordinal is not None and scene.word(ordinal[0]) == "quarter":
        return Reading(start, ordinal[0] + 1, "DATE", f"{last:04d}-Q{ordinal[1]}")
    months = read_number(words, end)
    if months is not None and scene.word(months[0]) == "months":
        return Reading(start, months[0] + 1, "DURATION", f"P{months[1]:.10g}M")
    quarter = scene.quarter if scene.word(end) == "quarter" else scene.compared()
    end += scene.word(end) in ("quarter", "period")
    value = f"{last:04d}" if quarter is None else f"{quarter[0] - 1:04d}-Q{quarter[1]}"
    return Reading(start, end, "DATE", value)
