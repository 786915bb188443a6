"""Years, decades and centuries: `1998`, `nineteen ninety-six`, `the 1990s`, `the nineties`, `the 19th century`."""

from __future__ import annotations

import re
from typing import Final

from transforms.language import time_words as tw
from transforms.language.numbers import ONES, TENS, read_ordinal
from transforms.language.time_quarters import named_quarter, of_quarter
from transforms.language.time_scene import Reading, Scene

_DECADE: Final = re.compile(r"(\d\d)?(\d)0s\Z")
_APOSTROPHES: Final = frozenset("'’‘")
_CURRENCIES: Final = frozenset("$£€#")
_NO_YEAR: Final = frozenset({"%", "block"})
"""Behind a number that is no year: `the 1900 block of Elm Street`."""
_NEVER_COUNTED: Final = frozenset({"s", "as", "was", "is", "has"})
_BEFORE_SURE_YEAR: Final = frozenset({"in", "since", "until", "the", "of", "fiscal", "-"})


def year_after(scene: Scene, index: int) -> tuple[int, str] | None:
    """The year behind a month or season, in figures or words: the token after it, and its four digits."""
    if tw.YEAR.match(scene.word(index)):
        scene.year = int(scene.words[index])
        return index + 1, scene.words[index]
    step = {"last": -1, "this": 0, "next": 1}.get(scene.word(index))
    if step is not None and scene.word(index + 1) == "year" and scene.published is not None:
        return index + 2, f"{scene.published.year + step:04d}"
    spoken = spoken_year(scene, index)
    return None if spoken is None or spoken.value is None else (spoken.end, spoken.value)


def year(scene: Scene, index: int) -> Reading | None:
    """`1998`, `1998-99`, `1998's third quarter`, and not the `2000` of `2000 tickets`."""
    word, before, after = scene.words[index], scene.word(index - 1), scene.word(index + 1)
    if not tw.YEAR.match(word) or before in _CURRENCIES or after in _NO_YEAR:
        return None
    joined = after == "-" and scene.touches(index + 1) and scene.touches(index + 2)
    if joined and scene.word(index + 2) != "-" and not tw.YEAR.match(scene.word(index + 2)):
        return None
    quarter = named_quarter(scene, index + 1, int(word))
    if quarter is not None:
        return Reading(index, quarter.end, "DATE", quarter.value)
    if word[:2] not in ("18", "19", "20") and before != "in":
        return None
    if word[:2] == "18" and before not in tw.YEAR_BEFORE:
        return None
    counted = after.isalpha() and after.endswith("s") and after not in _NEVER_COUNTED
    if counted and before not in _BEFORE_SURE_YEAR:
        return None
    scene.year = int(word)
    return Reading(index, index + 1, "DATE", of_quarter(scene, index, word))


def decade(scene: Scene, index: int) -> Reading | None:
    """`the 1990s`, `the '90s`, `the 19th century`."""
    match, before = _DECADE.match(scene.words[index]), scene.word(index - 1)
    if match and match[1]:
        return Reading(index, index + 1, "DATE", f"{match[1]}{match[2]}")
    if match and (before in _APOSTROPHES or (before == "the" and match[2] != "0")):
        return Reading(index, index + 1, "DATE", f"19{match[2]}")
    ordinal = read_ordinal(scene.words, index) if scene.word(index + 1) == "century" else None
    if ordinal is None or not 1 < ordinal[1] < 30:
        return None
    return Reading(index, index + 2, "DATE", f"{ordinal[1] - 1:02d}")


def spoken_year(scene: Scene, index: int) -> Reading | None:
    """`nineteen ninety-six`, `the year two thousand`."""
    if scene.says(index, "year", "two", "thousand"):
        return Reading(index, index + 3, "DATE", "2000")
    tens = TENS.get(scene.word(index + 1))
    if scene.word(index) not in ("nineteen", "eighteen") or tens is None:
        return None
    end = index + 2 + (scene.word(index + 2) == "-")
    ones = ONES.get(scene.word(end), 0)
    if not 0 < ones < 10:
        end, ones = index + 1, 0
    return Reading(index, end + 1, "DATE", f"{ONES[scene.words[index]]}{tens + ones:02d}")


def named_decade(scene: Scene, index: int) -> Reading | None:
    """`the nineties`."""
    if scene.word(index - 1) not in ("the", "early", "late", "mid", "-"):
        return None
    return Reading(index, index + 1, "DATE", f"19{tw.DECADES[scene.words[index]]}")
