"""Quarters and years that a business story compares: `the latest quarter`, `last year's quarter`, `year-earlier`."""

from __future__ import annotations

from typing import Final

from transforms.language.numbers import read_number, read_ordinal
from transforms.language.time_scene import Reading, Scene


def turned_quarter(scene: Scene, start: int, end: int, step: int) -> Reading | None:
    """`the quarter`, `this quarter`, `the period last year`: counted from the quarter the text is about."""
    if scene.published is None:
        return Reading(start, end, "DATE", None)
    before = _BEFORE.get(tuple(scene.words[end : end + 2])) or _BEFORE.get(tuple(scene.words[end : end + 3]))
    if before is not None and scene.quarter is not None:
        return Reading(start, end + before, "DATE", f"{scene.quarter[0] - 1:04d}-Q{scene.quarter[1]}")
    scene.longer = False
    now = scene.published.year * 4 + (scene.published.month - 1) // 3
    known = scene.quarter
    index = known[0] * 4 + known[1] - 1 if known else now - 1
    if scene.words[start] in ("latest", "current", "this", "last", "next") or scene.word(start + 1) in (
        "latest",
        "current",
    ):
        index = now + step - (scene.words[start] == "latest" or scene.word(start + 1) == "latest")
    elif step:
        index = now + step
    return Reading(start, end, "DATE", f"{index // 4:04d}-Q{index % 4 + 1}")


_BEFORE: Final[dict[tuple[str, ...], int]] = {
    tuple(words.split(" ")): len(words.split(" "))
    for words in ("last year", "of last year", "a year ago", "a year earlier", "a year before")
}
"""Words after a quarter that put it into the year before."""


def owned_quarter(scene: Scene, start: int, index: int, step: int) -> Reading | None:
    """`this year's third quarter`, `last year's quarter`."""
    if scene.published is None:
        return None
    year = scene.published.year + step
    ordinal = read_ordinal(scene.words, index)
    end = ordinal[0] if ordinal else index
    end += scene.word(end) == "-"
    if scene.word(end) != "quarter":
        return None
    number = ordinal[1] if ordinal else scene.quarter[1] if scene.quarter else 0
    return Reading(start, end + 1, "DATE", f"{year:04d}-Q{number}") if 1 <= number <= 4 else None


def year_ago(scene: Scene, index: int) -> Reading | None:
    """`year-earlier`, `the year-ago third quarter`, `year-end`, `by year end`."""
    start = index
    while scene.word(index) in ("the", "comparable", "a"):
        index += 1
    if scene.word(index) != "year" or scene.published is None:
        return None
    owned = 2 if scene.says(index + 1, "'", "s") else 0
    if start == index and scene.word(index + owned + 1) == "end":
        return Reading(start, index + owned + 2, "DATE", f"{scene.published.year:04d}")
    if scene.word(index + 1) != "-":
        return None
    if scene.word(index + 2) == "end":
        year = scene.published.year - (scene.word(start - 1) == "since")
        return Reading(start, index + 3, "DATE", f"{year:04d}-12-31")
    if scene.word(index + 2) not in ("earlier", "ago"):
        return None
    end = index + 3
    ordinal = read_ordinal(scene.words, end)
    if ordinal is not None and scene.word(ordinal[0]) == "quarter":
        return Reading(start, ordinal[0] + 1, "DATE", f"{scene.published.year - 1:04d}-Q{ordinal[1]}")
    months = read_number(scene.words, end)
    if months is not None and scene.word(months[0]) == "months":
        return Reading(start, months[0] + 1, "DURATION", f"P{months[1]:.10g}M")
    end += scene.word(end) in ("quarter", "period")
    quarter = scene.quarter if scene.word(end - 1) == "quarter" else scene.compared()
    if quarter is None:
        return Reading(start, end, "DATE", f"{scene.published.year - 1:04d}")
    return Reading(start, end, "DATE", f"{quarter[0] - 1:04d}-Q{quarter[1]}")
