"""Spans of time, and what lies so far away: `two years`, `18-month`, `weeks`, `a year ago`, `two days later`."""

from __future__ import annotations

from typing import Final

from transforms.language import time_words as tw
from transforms.language.lists import word_set
from transforms.language.numbers import ONES, TENS, read_number
from transforms.language.time_phrases import and_more
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_units import duration, moved

COUNTS: Final = frozenset(ONES) | frozenset(TENS) | {"a", "an", "another", "half", "several", "some", "few", "many"}
LONG: Final = word_set("day week month year hour night decade daylong weeklong monthlong yearlong hourlong nightlong")
_QUOTES: Final = frozenset("\"“‘'`")
"""Before a number and a capitalised unit they open a title: `“60 Minutes”`."""
_RATES: Final = word_set("day week month year hour minute night")
_AMOUNTS: Final = word_set("million billion thousand hundred percent dollars pounds euros times once twice")
_AFTER_SPAN: Final = frozenset({"ago", "earlier", "later", "before", "after", "old", "-", "or"})
_OWNERS: Final = word_set("its their the his her all")
_BETWEEN: Final = word_set("more full consecutive straight - additional trading working")
"""Words between a number and its unit."""
_HOURS: Final = word_set("early wee small late morning evening business working office visiting peak rush opening")
"""Words before hours that nobody counts."""
_AFTER_THE: Final = frozenset({"ahead", "that", "since", "to"})
"""Words behind `the years` that tell which: `the years ahead`, `the years that followed`."""
_CLOCK: Final = frozenset({"hour", "minute", "second"})
_NEVER_ONE: Final = frozenset({"second", "quarter", "night", "weekend"})
"""Units that in the singular are mostly something else: `a second man`, `a quarter of it`."""


def counted(scene: Scene, index: int) -> Reading | None:
    """`two years`, `a year ago`, `18-month`, `several weeks later`, `half an hour`."""
    word = scene.words[index]
    if _is_rate(scene, index):
        return None
    if scene.says(index, "half", "an", "hour") or scene.says(index, "half", "-", "hour"):
        return Reading(index, index + 3, "DURATION", "PT30M")
    number = _count(scene, index)
    if number is None:
        return None
    end, count = number
    if scene.word(end) == "1/2" and count is not None:
        end, count = end + 1, count + 0.5
    end += scene.word(end) in _BETWEEN
    return _with_unit(scene, index, end, count, numbered=word not in ("a", "an", "another"))


def _count(scene: Scene, index: int) -> tuple[int, float | None] | None:
    """How many: the token after it, and the number; None for `several`."""
    word, second = scene.words[index], scene.word(index + 1)
    if word in tw.VAGUE:
        return index + 1, None
    if word == "a" and second == "few":
        return index + 2, None
    if scene.says(index, "a", "couple", "of"):
        return index + 3, 2
    one = (index + 1, 1.0) if word in ("a", "an", "another", "half") else None
    return read_number(scene.words, index) or one


def _is_rate(scene: Scene, index: int) -> bool:
    """Whether `a year` says how often: `$2 million a year`, `four flights a week`, `24 hours a day`."""
    if scene.words[index] != "a" or scene.word(index + 1) not in _RATES:
        return False
    before, after = scene.word(index - 1), scene.word(index + 2)
    plural = len(before) > 3 and before.endswith("s") and read_number(scene.words, max(index - 2, 0)) is not None
    return (before[:1].isdigit() or before in _AMOUNTS or plural) and after not in _AFTER_SPAN


def _with_unit(scene: Scene, start: int, end: int, count: float | None, *, numbered: bool) -> Reading | None:
    unit = _unit(scene, start, end, count, numbered=numbered)
    if unit is None:
        return None
    if scene.says(start, "one", "day") and scene.word(start - 1) in tw.MODALS:
        return Reading(start, end + 1, "DATE", "FUTURE_REF")
    end += 1
    if count is not None and scene.says(end, "and", "a", "half"):
        end, count = end + 3, count + 0.5
    following, after = scene.word(end), scene.word(end + 1)
    if following == "-" and after in ("ago", "earlier"):
        end, following = end + 1, after
    if following == "old" or (following == "-" and after == "old"):
        return None
    if unit == "quarter" and following == "of" and after in _OWNERS:
        return None
    if following == "-" and after == "long":
        return Reading(start, end + 2, "DURATION", duration(count, unit))
    if following == "or" and after == "so":
        end += 2
    away = _away(scene, start, end, count, unit)
    if away is not None:
        return away
    if unit in ("hour", "day") and scene.word(end) == "a" and scene.word(end + 1) in _RATES:
        return None
    scene.longer |= unit == "month" and count in (6, 9)
    return Reading(start, end, "DURATION", duration(count, unit))


def _unit(scene: Scene, start: int, end: int, count: float | None, *, numbered: bool) -> str | None:
    """The unit behind a number, where it is one that is counted here."""
    word = scene.word(end)
    unit = tw.PLURALS.get(word)
    if unit is None and word in tw.UNITS:
        usual = word not in _NEVER_ONE and count is not None
        one = numbered and (count == 1 or scene.word(end - 1) == "-")
        unit = word if usual or one else None
    if unit is None or (scene.tokens.capital(end) and scene.word(start - 1) in _QUOTES):
        return None
    return unit


def _away(scene: Scene, start: int, end: int, count: float | None, unit: str) -> Reading | None:
    """`two years ago`, `two days earlier`, `a week from now`: where so long before or after leads."""
    following, told = scene.word(end), scene.told(unit)
    if following == "from" and scene.word(end + 1) in ("now", "today"):
        value = "FUTURE_REF" if count is None else moved(scene.published, count, unit)
        return Reading(start, end + 2, "DATE", value)
    if following not in ("ago", "earlier", "previously", "later", "afterwards"):
        return None
    later = following in ("later", "afterwards")
    if following not in ("ago", "previously") and (count is None or unit in _CLOCK or (later and told is None)):
        return Reading(start, end, "DURATION", duration(count, unit))
    if later:
        return Reading(start, end + 1, "DATE", moved(told, count or 0, unit))
    if count is None:
        return Reading(start, end + 1, "DATE", "PAST_REF")
    quarter = scene.compared()
    if unit == "year" and count == 1 and quarter is not None:
        return Reading(start, end + 1, "DATE", f"{quarter[0] - 1:04d}-Q{quarter[1]}")
    base = (told if following != "ago" else None) or scene.published
    return Reading(start, end + 1, "DATE", moved(base, -count, unit))


def stretch(scene: Scene, start: int, index: int) -> Reading | None:
    """`the past two months`, `the next few days`, `the last years`: read from behind `past`."""
    number: tuple[int, float | None] | None = read_number(scene.words, index)
    if number is None:
        couple = scene.word(index) == "couple"
        end = index + (couple or scene.word(index) in ("few", "several"))
        number = end + (scene.word(end) == "of"), 2 if couple else None
    unit = tw.PLURALS.get(scene.word(number[0]))
    return None if unit is None else Reading(start, number[0] + 1, "DURATION", duration(number[1], unit))


def counted_from(scene: Scene, index: int) -> Reading | None:
    """`the first nine months`, `the nine months`, `the entire few weeks`, `the years ahead`."""
    after = index + 1 + (scene.word(index + 1) in ("first", "final", "entire", "whole"))
    unit = tw.PLURALS.get(scene.word(after))
    if unit is not None:
        ahead = after == index + 1 and scene.word(after + 1) == "ahead"
        return Reading(index, after + 2, "DURATION", duration(None, unit)) if ahead else None
    if scene.word(after) in ("few", "several"):
        unit = tw.PLURALS.get(scene.word(after + 1))
        return None if unit is None else Reading(index, after + 2, "DURATION", duration(None, unit))
    number = read_number(scene.words, after)
    if number is None:
        return None
    return _with_unit(scene, index, number[0] + (scene.word(number[0]) == "-"), number[1], numbered=True)


def uncounted(scene: Scene, index: int) -> Reading | None:
    """`years`, `weeks ago`, `weeks or months`: some, nobody says how many."""
    unit = tw.PLURALS[scene.words[index]]
    before, following = scene.word(index - 1), scene.word(index + 1)
    if unit in _NEVER_ONE or before in ("-", "many", "those") or following == "old" or scene.is_name(index):
        return None
    if before[:1].isdigit() or before in ONES or before in TENS or (unit == "hour" and before in _HOURS):
        return None
    if before == "the" and scene.word(index - 2) != "over" and following not in _AFTER_THE:
        return None
    if following == "ago":
        return Reading(index, index + 2, "DATE", "PAST_REF")
    return Reading(index, and_more(scene, index + 1), "DURATION", duration(None, unit))


def long(scene: Scene, index: int) -> Reading | None:
    """`day-long`, `yearlong`."""
    word = scene.words[index]
    if scene.says(index + 1, "-", "long"):
        return Reading(index, index + 3, "DURATION", duration(1, word))
    unit = word.removesuffix("long")
    return Reading(index, index + 1, "DURATION", duration(1, unit)) if unit != word and unit in tw.UNITS else None
