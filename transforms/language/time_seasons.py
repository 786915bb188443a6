"""Seasons: `summer 2019`, `the winter of 1994`, `last spring`."""

from __future__ import annotations

from transforms.language import time_words as tw
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_years import year_after


def season(scene: Scene, index: int) -> Reading | None:
    """`summer 2019`, `the winter of 1994`, `in the spring`."""
    letters, end = tw.SEASONS[scene.words[index]], index + 1
    year = year_after(scene, end + (scene.word(end) == "of"))
    if year is not None:
        return Reading(index, year[0], "DATE", f"{year[1]}-{letters}")
    timed = scene.word(index - 1) == "the" and scene.word(index - 2) in ("in", "during", "until", "since")
    if scene.words[index] in ("spring", "fall") and not timed:
        return None
    return Reading(index, end, "DATE", _in_year(scene, letters, 0))


def turned_season(scene: Scene, start: int, index: int, step: int) -> Reading:
    """`last spring`, `this summer`, `next winter`."""
    letters = tw.SEASONS[scene.words[index]]
    now, middle = (scene.published.month if scene.published else 0), tw.SEASON_MIDDLE[letters]
    years = -(middle >= now - 1) if step < 0 else middle <= now if step > 0 else 0
    return Reading(start, index + 1, "DATE", _in_year(scene, letters, years))


def _in_year(scene: Scene, letters: str, years: int) -> str:
    return f"XXXX-{letters}" if scene.published is None else f"{scene.published.year + years:04d}-{letters}"
