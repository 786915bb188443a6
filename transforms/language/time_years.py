"""Years and decades in words: `nineteen ninety-six`, `the nineties`."""

from __future__ import annotations

from transforms.language import time_words as tw
from transforms.language.numbers import ONES, TENS
from transforms.language.time_scene import Reading, Scene


def spoken_year(scene: Scene, index: int) -> Reading | None:
    """`nineteen ninety-six`, `the year two thousand`."""
    if scene.says(index, "year", "two", "thousand"):
        return Reading(index, index + 3, "DATE", "2000")
    tens = TENS.get(scene.word(index + 1))
    if scene.words[index] not in ("nineteen", "eighteen") or tens is None:
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
