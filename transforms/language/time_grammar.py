"""Time expressions: which reader begins at which word, and the words that stand before a time and belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import date_in, shift_days, week_value
from transforms.language.feasts import FEAST_WORDS, read_feast
from transforms.language.time_clock import NOONS, clock, noon, part
from transforms.language.time_dates import day_month, figures, month
from transforms.language.time_phrases import PHRASE_WORDS, SET_WORDS, phrase, repeated
from transforms.language.time_quarters import named_quarter, year_ago, year_end
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_seasons import season
from transforms.language.time_spans import COUNTS, LONG, counted, counted_from, long, uncounted
from transforms.language.time_turns import TURNING, turned
from transforms.language.time_weekdays import TODAY, deictic, weekday
from transforms.language.time_years import decade, named_decade, spoken_year, year, year_after

__all__ = ["Reading", "Scene", "read_time"]

Reader = Callable[[Scene, int], "Reading | None"]

_ORDINALS: Final = ("first", "second", "third", "fourth")
_AFTER_ARTICLE: Final = (
    frozenset(tw.SEASONS) | frozenset(tw.DECADES) | {*_ORDINALS, "fiscal", "year", "early", "late", "mid"}
)
_HALVES: Final = {"first": 1, "second": 2, "last": 2, "latter": 2}
_DEEPEST: Final = 4
"""Times within one another: `early on the day before last Tuesday`."""
_BESIDE: Final = {("day", "before"): -1, ("day", "after"): 1, ("week", "of"): 0}


def read_time(scene: Scene, index: int) -> Reading | None:
    """The longest time expression that begins at a token, or None."""
    word = scene.word(index)
    readers = _READERS.get("0" if word[:1].isdigit() else word)
    if readers is None:
        return None
    best: Reading | None = None
    for reader in readers:
        reading = reader(scene, index)
        if reading is not None and (best is None or reading.end > best.end):
            best = reading
    return best


def _within(scene: Scene, index: int) -> Reading | None:
    """A time inside another: bounded, as `early the early the` of a hostile text goes on for ever."""
    if scene.depth >= _DEEPEST:
        return None
    scene.depth += 1
    inner = read_time(scene, index)
    scene.depth -= 1
    return inner


def _widened(index: int, inner: Reading | None) -> Reading | None:
    """A time, with words before it."""
    return None if inner is None else Reading(index, inner.end, inner.kind, inner.value)


def _near(scene: Scene, index: int) -> Reading | None:
    """`early Sunday`, `late last week`, `mid-November`, `nearly two years`: the expression and the word before it."""
    word, after = scene.words[index], index + 1
    if scene.word(after) == "-" or (scene.word(after) in ("on", "in") and word in ("early", "late")):
        after += 1
    if scene.word(after) in tw.NEAR:
        return None
    if scene.word(after) in tw.HALF_DAYS and word in ("early", "mid", "late"):
        return part(scene, index, after)
    return _widened(index, _within(scene, after))


def _edge(scene: Scene, index: int) -> Reading | None:
    """`the end of 1990`, `the beginning of November`, `the end of the month`."""
    edge = scene.word(index + 1)
    if edge not in ("end", "beginning", "start", "middle") or scene.word(index + 2) != "of":
        return None
    if scene.says(index + 3, "the", edge):
        return None
    if scene.says(index + 3, "the", "month") and scene.published is not None:
        return Reading(index, index + 5, "DATE", scene.published.isoformat()[:7])
    inner = _within(scene, index + 3)
    return _widened(index, inner) if inner is not None and inner.kind == "DATE" else None


def _half(scene: Scene, index: int) -> Reading | None:
    """`the first half of 1990`."""
    number = _HALVES.get(scene.word(index + 1))
    if number is None or scene.word(index + 2) != "half":
        return None
    found = year_after(scene, index + 3 + (scene.word(index + 3) == "of"))
    return None if found is None else Reading(index, found[0], "DATE", f"{found[1]}-H{number}")


def _beside(scene: Scene, index: int) -> Reading | None:
    """`the week of March 6`, `the day before last Tuesday`."""
    unit = scene.word(index + 1)
    step = _BESIDE.get((unit, scene.word(index + 2)))
    inner = None if step is None else _within(scene, index + 3)
    date = date_in(inner.value) if inner is not None and inner.value is not None and inner.kind == "DATE" else None
    if step is None or inner is None or date is None:
        return None
    value = week_value(date) if unit == "week" else scene.name(shift_days(date, step)).isoformat()
    return Reading(index, inner.end, "DATE", value)


def _article(scene: Scene, index: int) -> Reading | None:
    """`the third quarter`, `the 1990s`, `the 6th of November`, `the winter of 1994`."""
    following = scene.word(index + 1)
    if not (following[:1].isdigit() or following in _AFTER_ARTICLE):
        return None
    return _widened(index, _within(scene, index + 1))


def _number(scene: Scene, index: int) -> Reading | None:
    return figures(scene, index) or decade(scene, index) or year(scene, index) or clock(scene, index)


_TABLE: Final[tuple[tuple[Iterable[str], tuple[Reader, ...]], ...]] = (
    (("0",), (_number, day_month, counted)),
    (tw.ALL_MONTHS, (month,)),
    ({*tw.WEEKDAYS, *tw.SHORT_WEEKDAYS}, (weekday,)),
    (TODAY, (deictic,)),
    (NOONS, (noon,)),
    (_ORDINALS, (named_quarter,)),
    (("fiscal",), (named_quarter, _near)),
    (tw.SEASONS, (season,)),
    (("nineteen", "eighteen"), (spoken_year,)),
    (("year",), (spoken_year, year_end, year_ago)),
    (tw.DECADES, (named_decade,)),
    (FEAST_WORDS, (read_feast,)),
    (tw.NEAR, (_near,)),
    (PHRASE_WORDS, (phrase,)),
    (SET_WORDS, (repeated,)),
    (COUNTS, (counted,)),
    (TURNING, (turned,)),
    (("the", "comparable", "a"), (year_ago,)),
    (("the",), (_edge, _half, _beside, _article, counted_from)),
    (("first",), (counted_from,)),
    (tw.PLURALS, (uncounted,)),
    (LONG, (long,)),
)
"""First words, and the readers of what each may begin; `0` stands for all that begins with a digit."""


def _readers() -> dict[str, tuple[Reader, ...]]:
    table: dict[str, list[Reader]] = {}
    for words, readers in _TABLE:
        for word in words:
            table.setdefault(word, []).extend(readers)
    return {word: tuple(readers) for word, readers in table.items()}


_READERS: Final = _readers()
