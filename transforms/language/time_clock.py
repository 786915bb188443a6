"""Times of the day: `8:30 p.m.`, `5 p.m. EST Tuesday`, `noon Friday`, `mid-afternoon`, `the next morning`."""

from __future__ import annotations

import re
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import shift_days
from transforms.language.lists import word_set
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_weekdays import full_day

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?\Z")
_HALVES: Final = {"a.m.": 0, "p.m.": 12, "am": 0, "pm": 12, "a.m": 0, "p.m": 12}
_ZONES: Final = word_set("gmt utc est edt cst cdt mst mdt pst pdt et ct mt pt bst cet ist local time eastern")
NOONS: Final = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def noon(scene: Scene, index: int) -> Reading | None:
    """`noon`, `midnight Friday`."""
    named = scene.tokens.capital(index) and scene.tokens.capital(index - 1) if index else False
    if named or scene.is_title(index):
        return None
    return _on_day(scene, index, index + 1, NOONS[scene.words[index]])


def clock(scene: Scene, index: int) -> Reading | None:
    """`8:30 p.m.`, `9.30pm`, `5 p.m. EST Tuesday`, `08:00 GMT`, `4 in the morning`."""
    match, end = _CLOCK.match(scene.words[index]), index + 1
    if match is None:
        return None
    hour = int(match[1])
    half = _half_of_day(scene, end, spoken=1 <= hour <= 12)
    if half is not None:
        end, hour = half[0], hour % 12 + half[1]
    elif ":" not in match[0] or not (scene.word(end) in _ZONES or len(match[1]) == 2):
        return None
    return _on_day(scene, index, end, f"T{hour:02d}:{match[2] or '00'}")


def _half_of_day(scene: Scene, index: int, *, spoken: bool) -> tuple[int, int] | None:
    """`p.m.`, `in the morning`, `at night` after an hour: the token after it, and the hours that it adds."""
    word = scene.word(index)
    if word in _HALVES:
        return index + 1, _HALVES[word]
    if word in ("a", "p") and scene.says(index + 1, ".", "m"):
        return index + 3, 0 if word == "a" else 12
    if not spoken:
        return None
    if scene.says(index, "in", "the") and scene.word(index + 2) in tw.HALF_DAYS:
        return index + 3, 0 if scene.word(index + 2) == "morning" else 12
    return (index + 2, 12) if scene.says(index, "at", "night") else None


def _on_day(scene: Scene, start: int, end: int, stamp: str) -> Reading:
    """A time and the day behind it, else the one last named."""
    while scene.word(end) in _ZONES:
        end += 1
    dated = full_day(scene, end + (scene.word(end) in (",", "on")))
    if dated is not None and dated.value is not None:
        return Reading(start, dated.end, "TIME", dated.value[:10] + stamp)
    day = scene.day or scene.published
    return Reading(start, end, "TIME", None if day is None else day.isoformat() + stamp)


def part(scene: Scene, start: int, index: int) -> Reading:
    """`mid-afternoon`, `early morning on Sunday`."""
    letters, end = tw.PARTS_OF_DAY[scene.words[index]], index + 1
    dated = full_day(scene, end + (scene.word(end) in ("on", "of")))
    if dated is not None and dated.value is not None and dated.kind == "DATE":
        return Reading(start, dated.end, "TIME", dated.value + letters)
    day = scene.day or scene.published
    return Reading(start, end, "TIME", None if day is None else day.isoformat() + letters)


def turned_part(scene: Scene, start: int, index: int, step: int, word: str) -> Reading | None:
    """`last night`, `this morning`, `the next morning`, `that evening`, `the morning`."""
    letters = tw.PARTS_OF_DAY[scene.words[index]]
    if word == "the" and scene.word(index + 1) == "of":
        return None
    base = scene.published if word in ("last", "this") else (scene.day or scene.published)
    return Reading(start, index + 1, "TIME", None if base is None else shift_days(base, step).isoformat() + letters)
