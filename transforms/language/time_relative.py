"""Times that are counted from the day of publication or from a day named before: `last week`, `two days ago`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import make_date, shift_days, shift_months, week_value
from transforms.language.lists import word_set
from transforms.language.numbers import ONES, TENS, read_number
from transforms.language.time_quarters import owned_quarter, turned_quarter, year_ago
from transforms.language.time_scene import Reading, Scene


def _deictic(scene: Scene, index: int) -> Reading | None:
    """`today`, `yesterday morning`, `tomorrow`, `tonight`, `overnight`."""
    word, end = scene.words[index], index + 1
    if scene.is_title(index):
        return None
    if scene.published is None:
        return Reading(index, end, "DATE", None)
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if scene.says(index - 4, "the", "day", "before") or scene.says(index - 3, "the", "day", "after"):
        shift *= 2
    date = scene.name(shift_days(scene.published, shift)).isoformat()
    part = tw.PARTS_OF_DAY.get(scene.word(end))
    if word in ("tonight", "overnight"):
        return Reading(index, end, "TIME", date + "TNI")
    return Reading(index, end + 1, "TIME", date + part) if part else Reading(index, end, "DATE", date)


def _phrase(scene: Scene, index: int) -> Reading | None:
    """Fixed phrases without a day: `now`, `recently`, `the future`."""
    if scene.words[index] == "soon" and _MODALS.isdisjoint((scene.word(index - 1), scene.word(index + 1))):
        return None
    if scene.words[index] == "now" and scene.opens(index) and scene.word(index + 1) in (",", "for"):
        return None
    best: Reading | None = None
    for words, value in tw.REFERENCES.items():
        if scene.says(index, *words) and (best is None or index + len(words) > best.end):
            best = Reading(index, index + len(words), "DATE", value)
    if best is not None and scene.word(best.end) in tw.PLURALS and scene.words[index] == "recent":
        end = _and_more(scene, best.end + 1)
        return Reading(index, end, "DURATION", _duration(None, tw.PLURALS[scene.word(best.end)]))
    if (
        best is not None
        and scene.words[index] == "the"
        and scene.word(best.end - 1) == "past"
        and _goes_on(scene, best)
    ):
        return None
    return best


def _goes_on(scene: Scene, reading: Reading) -> bool:
    """Whether `the past` is the beginning of `the past three months`, or an adjective."""
    following = scene.word(reading.end)
    return following.isalpha() and following not in (
        "and",
        "but",
        "or",
        "when",
        "that",
        "as",
        "have",
        "has",
        "to",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
    )


def _set(scene: Scene, index: int) -> Reading | None:
    """`daily`, `every day`, `each Thursday`, `per year`."""
    word = scene.words[index]
    if word in tw.SETS:
        return Reading(index, index + 1, "SET", tw.SETS[word])
    following = scene.word(index + 1)
    if following in tw.WEEKDAYS and word != "per":
        return Reading(index, index + 2, "SET", f"XXXX-WXX-{tw.WEEKDAYS[following] + 1}")
    if following in tw.MONTHS and word != "per":
        return Reading(index, index + 2, "SET", f"XXXX-{tw.MONTHS[following]:02d}")
    if following in tw.UNITS and following != "second" and (following != "quarter" or word == "every"):
        return Reading(index, index + 2, "SET", _duration(1, following))
    number = read_number(scene.words, index + 1)
    if number is not None and scene.word(number[0]) in tw.PLURALS and word != "per":
        return Reading(index, number[0] + 1, "SET", _duration(number[1], tw.PLURALS[scene.word(number[0])]))
    return None


def _long(scene: Scene, index: int) -> Reading | None:
    """`day-long`, `yearlong`."""
    word = scene.words[index]
    if scene.says(index + 1, "-", "long"):
        return Reading(index, index + 3, "DURATION", _duration(1, word))
    unit = word.removesuffix("long")
    return Reading(index, index + 1, "DURATION", _duration(1, unit)) if unit != word and unit in tw.UNITS else None


_LONG: Final = word_set("day week month year hour night decade daylong weeklong monthlong yearlong hourlong nightlong")
_HALVES: Final = {"Y": "6M", "H": "30M"}
"""What half a unit is in the unit below."""


def _duration(count: float | None, unit: str) -> str:
    """`P2D`, `PT5H`, `PXY`; a decade counts as ten years, `PXDE` where their number is open."""
    letters = tw.UNITS[unit]
    if count is None and unit in ("decade", "century"):
        return "PXDE" if unit == "decade" else "PXCE"
    clock = letters[0] == "T"
    letters = letters.removeprefix("T")
    if clock and letters == "M" and count is not None and count % 1 == 0.5:
        return f"PT{count // 1:.10g}M30S"
    factor = int(letters[:-1]) if letters[0].isdigit() else 1
    letter = letters if letters == "WE" else letters[-1]
    if count is not None and count % 1 == 0.5 and letter in _HALVES:
        return f"P{'T' if clock else ''}{count // 1 * factor:.10g}{letter}{_HALVES[letter]}"
    amount = "X" if count is None else f"{count * factor:.10g}"
    return f"P{'T' if clock else ''}{amount}{letter}"


def _is_rate(scene: Scene, index: int) -> bool:
    """Whether `a year` says how often: `$2 million a year`, `four flights a week`, `24 hours a day`."""
    if scene.words[index] != "a" or scene.word(index + 1) not in _RATES:
        return False
    before, after = scene.word(index - 1), scene.word(index + 2)
    plural = len(before) > 3 and before.endswith("s") and _is_count(scene, index - 2)
    counted = before[:1].isdigit() or before in _AMOUNTS or plural
    return counted and after not in ("ago", "earlier", "later", "before", "after", "old", "-", "or")


def _is_count(scene: Scene, index: int) -> bool:
    return scene.word(index)[:1].isdigit() or read_number(scene.words, index) is not None


_MODALS: Final = word_set("will would could might may can should to")
"""Words beside `soon`, and before `one day`, that put it into the future."""
_QUOTES: Final = frozenset("\"“‘'`")
"""Before a number and a capitalised unit they open a title: `“60 Minutes”`."""
_RATES: Final = word_set("day week month year hour minute night")
_AMOUNTS: Final = word_set("million billion thousand hundred percent dollars pounds euros times once twice")


def _counted(scene: Scene, index: int) -> Reading | None:
    """`two years`, `a year ago`, `18-month`, `several weeks later`, `half an hour`."""
    word = scene.words[index]
    if _is_rate(scene, index):
        return None
    count: float | None
    if scene.says(index, "half", "an", "hour") or scene.says(index, "half", "-", "hour"):
        return Reading(index, index + 3, "DURATION", "PT30M")
    if word in tw.VAGUE or scene.says(index, "a", "few") or scene.says(index, "a", "couple", "of"):
        end = index + (1 if word in tw.VAGUE else 2 if scene.word(index + 1) == "few" else 3)
        count = 2 if scene.word(index + 1) == "couple" else None
    elif word in ("a", "an", "another", "half"):
        end, count = index + 1, 1
        number = read_number(scene.words, index)
        if number is not None:
            end, count = number
    else:
        number = read_number(scene.words, index)
        if number is None:
            return None
        end, count = number
    if scene.word(end) == "1/2" and count is not None:
        end, count = end + 1, count + 0.5
    if scene.word(end) in ("more", "full", "consecutive", "straight", "-", "additional", "trading", "working"):
        end += 1
    return _with_unit(scene, index, end, count, counted=word not in ("a", "an", "another"))


def _with_unit(scene: Scene, start: int, end: int, count: float | None, *, counted: bool) -> Reading | None:
    word = scene.word(end)
    unit = tw.PLURALS.get(word) or (word if word in tw.UNITS else None)
    if unit is None or (not counted and unit in ("second", "quarter", "night", "weekend") and word in tw.UNITS):
        return None
    hyphen = scene.word(end - 1) == "-"
    if word in tw.UNITS and counted and not hyphen and count != 1:
        singular = count is not None and unit not in ("second", "quarter", "night")
        if not singular:
            return None
    if scene.tokens.capital(end) and scene.word(start - 1) in _QUOTES:
        return None
    if scene.says(start, "one", "day") and scene.word(start - 1) in _MODALS:
        return Reading(start, end + 1, "DATE", "FUTURE_REF")
    end, count = _and_a_half(scene, end + 1, count)
    following = scene.word(end)
    if unit == "quarter" and following == "of" and scene.word(end + 1) in ("its", "their", "the", "his", "her", "all"):
        return None
    if following == "-" and scene.word(end + 1) in ("ago", "earlier"):
        end, following = end + 1, scene.word(end + 1)
    if (following == "-" and scene.word(end + 1) == "old") or following == "old":
        return None
    if following == "-" and scene.word(end + 1) == "long":
        return Reading(start, end + 2, "DURATION", _duration(count, unit))
    if following == "or" and scene.word(end + 1) == "so":
        end, following = end + 2, scene.word(end + 2)
    if following in ("later", "earlier", "afterwards") and (count is None or unit in ("hour", "minute", "second")):
        return Reading(start, end, "DURATION", _duration(count, unit))
    if following in ("ago", "earlier", "previously"):
        return Reading(start, end + 1, "DATE", _before(scene, count, unit, ago=following == "ago"))
    if following in ("later", "afterwards") or (following == "from" and scene.word(end + 1) in ("now", "today")):
        after = end + (1 if following != "from" else 2)
        return Reading(start, after, "DATE", _after(scene, count, unit, now=following == "from"))
    if following == "a" and scene.word(end + 1) in _RATES and unit in ("hour", "day"):
        return None
    scene.longer |= unit == "month" and count in (6, 9)
    return Reading(start, end, "DURATION", _duration(count, unit))


def _and_a_half(scene: Scene, end: int, count: float | None) -> tuple[int, float | None]:
    """`an hour and a half`: the token after it, and the count."""
    if count is None or not scene.says(end, "and", "a", "half"):
        return end, count
    return end + 3, count + 0.5


def _before(scene: Scene, count: float | None, unit: str, *, ago: bool) -> str | None:
    if count is None:
        return "PAST_REF"
    quarter = scene.compared()
    if unit == "year" and count == 1 and quarter is not None:
        return f"{quarter[0] - 1:04d}-Q{quarter[1]}"
    base = scene.published if ago else (scene.day or scene.published)
    return _moved(base, -count, unit)


def _after(scene: Scene, count: float | None, unit: str, *, now: bool) -> str | None:
    if count is None:
        return "FUTURE_REF"
    return _moved(scene.published if now else (scene.day or scene.published), count, unit)


def _moved(base: dt.date | None, count: float, unit: str) -> str | None:
    """The day, week, month or year so many units from a day, as exact as the unit."""
    if base is None or abs(count) > 100_000:
        return None
    if unit in ("year", "decade", "century"):
        year = base.year + int(count * {"year": 1, "decade": 10, "century": 100}[unit])
        return f"{year:04d}" if 0 < year < 10_000 else None
    if unit in ("month", "quarter"):
        year, month = shift_months(base, int(count) * (3 if unit == "quarter" else 1))
        return f"{year:04d}-{month:02d}" if unit == "month" else f"{year:04d}-Q{(month + 2) // 3}"
    if unit in ("week", "fortnight"):
        return week_value(shift_days(base, int(count) * (7 if unit == "week" else 14)))
    if unit in ("day", "night"):
        return shift_days(base, int(count)).isoformat()
    if unit == "weekend":
        return week_value(shift_days(base, int(count) * 7)) + "-WE"
    return base.isoformat()


def _turned(scene: Scene, index: int) -> Reading | None:
    """`last year`, `this week`, `next Monday`, `the past two months`, `last November`, `this year's third quarter`."""
    start = index
    second = scene.word(index + 1)
    if second == "same" or (
        scene.words[index] in ("the", "this")
        and second in (tw.BACKWARD | tw.FORWARD | {"latest", "current", "comparable", "corresponding"})
    ):
        index += 1
    word, after = scene.words[index], index + 1
    while scene.word(after) in ("fiscal", "calendar", "full") and scene.word(after + 1) in ("year", "quarter"):
        after += 1
    step = -1 if word in tw.BACKWARD else 1 if word in tw.FORWARD else 0
    unit = scene.word(after)
    if step:
        counted = _stretch(scene, start, after)
        if counted is not None:
            return counted
    if word != "the":
        if unit in tw.WEEKDAYS:
            return _turned_weekday(scene, start, after, word, step)
        if unit in tw.SEASONS:
            return _turned_season(scene, start, after, step)
        named = unit not in ("march", "may") or scene.tokens.capital(after)
        if unit in _MONTHS and named and word not in ("that", "same"):
            return _turned_month(scene, start, after, step, past=word in tw.BACKWARD)
    if unit in tw.PARTS_OF_DAY:
        return _turned_part(scene, start, after, step, word)
    return _turned_unit(scene, start, after, step, word)


_MONTHS: Final = tw.MONTHS | tw.SHORT_MONTHS


def _stretch(scene: Scene, start: int, index: int) -> Reading | None:
    """`the past two months`, `the next few days`, `the last years`."""
    number = read_number(scene.words, index)
    if number is not None:
        end, count = number[0], float(number[1])
        unit = tw.PLURALS.get(scene.word(end))
        return None if unit is None else Reading(start, end + 1, "DURATION", _duration(count, unit))
    couple = scene.word(index) == "couple"
    end = index + (couple or scene.word(index) in ("few", "several"))
    end += scene.word(end) == "of"
    unit = tw.PLURALS.get(scene.word(end))
    return None if unit is None else Reading(start, end + 1, "DURATION", _duration(2 if couple else None, unit))


def _turned_weekday(scene: Scene, start: int, index: int, word: str, step: int) -> Reading:
    number, end = tw.WEEKDAYS[scene.words[index]], index + 1
    if word in ("previous", "preceding", "following") and scene.day is not None:
        days = (number - scene.day.weekday()) % 7 or 7
        date = scene.name(shift_days(scene.day, days if step > 0 else days - 7 or -7))
        return Reading(start, end, "DATE", date.isoformat())
    date = scene.weekday(number, ahead=step > 0 or (step == 0 and scene.ahead(start, end) is not False))
    if date is None:
        return Reading(start, end, "DATE", f"XXXX-WXX-{number + 1}")
    if step and date == scene.published:
        date = shift_days(date, 7 * step)
    elif word == "last" and scene.published is not None and not scene.ahead(start, end):
        date = min(date, shift_days(scene.published, -1))
    part = tw.PARTS_OF_DAY.get(scene.word(end))
    value = scene.name(date).isoformat()
    return Reading(start, end + 1, "TIME", value + part) if part else Reading(start, end, "DATE", value)


def _turned_month(scene: Scene, start: int, index: int, step: int, *, past: bool) -> Reading | None:
    month, end = _MONTHS[scene.words[index]], index + 1
    end += scene.words[index] in tw.SHORT_MONTHS and scene.word(end) == "."
    if scene.published is None:
        return Reading(start, end, "DATE", f"XXXX-{month:02d}")
    year, now = scene.published.year, scene.published.month
    if past:
        year -= month >= now - 1
    elif step > 0:
        year += month <= now
    day = scene.word(end)
    if day.isdecimal() and 1 <= int(day) <= 31 and (date := make_date(year, month, int(day))):
        return Reading(start, end + 1, "DATE", scene.name(date).isoformat())
    return Reading(start, end, "DATE", f"{year:04d}-{month:02d}")


def _turned_season(scene: Scene, start: int, index: int, step: int) -> Reading:
    season, end = tw.SEASONS[scene.words[index]], index + 1
    if scene.published is None:
        return Reading(start, end, "DATE", f"XXXX-{season}")
    year, now, middle = scene.published.year, scene.published.month, tw.SEASON_MIDDLE[season]
    if step < 0:
        year -= middle >= now - 1
    elif step > 0:
        year += middle <= now
    return Reading(start, end, "DATE", f"{year:04d}-{season}")


def _turned_part(scene: Scene, start: int, index: int, step: int, word: str) -> Reading | None:
    """`last night`, `this morning`, `the next morning`, `that evening`, `the morning`."""
    part = tw.PARTS_OF_DAY[scene.words[index]]
    if word == "the" and scene.word(index + 1) == "of":
        return None
    base = scene.published if word in ("last", "this") else (scene.day or scene.published)
    if base is None:
        return Reading(start, index + 1, "TIME", None)
    return Reading(start, index + 1, "TIME", shift_days(base, step).isoformat() + part)


def _turned_unit(scene: Scene, start: int, index: int, step: int, word: str) -> Reading | None:
    unit, end = scene.word(index), index + 1
    if unit == "year" and word in ("the", "last") and scene.word(end) in ("ended", "ending"):
        return Reading(start, end, "DURATION", "P1Y")
    if unit == "period" and (word in ("latest", "same") or scene.quarter is not None):
        unit = "quarter"
    if unit not in _CALENDAR_UNITS or (word == "the" and unit not in ("year", "quarter", "weekend")):
        return None
    if scene.is_name(index):
        return None
    if unit == "quarter":
        return turned_quarter(scene, start, end, step)
    if unit == "year" and scene.word(end) in ("'", "’") and scene.word(end + 1) == "s":
        owned = owned_quarter(scene, start, end + 2, step)
        if owned is not None:
            return owned
    if word == "past" and unit in ("week", "month", "decade"):
        return Reading(start, end, "DURATION", _duration(1, unit))
    if unit == "day" and word in ("past", "coming", "current", "last", "this"):
        return None
    told = word in ("following", "previous", "preceding", "same", "that") or (unit == "day" and word == "next")
    base = (scene.day if told else None) or scene.published
    if told and unit == "year" and scene.year is not None:
        base = dt.date(scene.year, 6, 30)
    if told and unit == "month" and scene.told is not None:
        base = scene.told
    return Reading(start, end, "DATE", None if base is None else _turned_value(scene, base, unit, (start, end), step))


_CALENDAR_UNITS: Final = word_set("day week weekend month quarter year decade century")


def _turned_value(scene: Scene, base: dt.date, unit: str, extent: tuple[int, int], step: int) -> str | None:
    if unit == "day":
        return scene.name(shift_days(base, step)).isoformat()
    if unit == "decade":
        return f"{base.year // 10 + step:03d}"
    if unit == "century":
        return f"{base.year // 100 + step:02d}"
    if unit == "weekend":
        return _weekend(scene, base, *extent, step)
    return _moved(base, step, unit)


def _weekend(scene: Scene, base: dt.date, start: int, end: int, step: int) -> str:
    """The last weekend that has begun, or the next one after `next` or where the verb looks ahead."""
    if step > 0 or (step == 0 and scene.ahead(start, end)):
        return week_value(shift_days(base, 7 if step and base.weekday() >= 5 else 0)) + "-WE"
    return week_value(base if base.weekday() >= 5 and step == 0 else shift_days(base, -7)) + "-WE"


def _first_of(scene: Scene, index: int) -> Reading | None:
    """`the first nine months`, `the nine months`, `the last two`."""
    after = index + 1 + (scene.word(index + 1) in ("first", "final", "entire", "whole"))
    if scene.word(after) in ("few", "several"):
        after += 1
        unit = tw.PLURALS.get(scene.word(after))
        return None if unit is None else Reading(index, after + 1, "DURATION", _duration(None, unit))
    number = read_number(scene.words, after)
    if number is None:
        return None
    end = number[0] + (scene.word(number[0]) == "-")
    return _with_unit(scene, index, end, number[1], counted=True)


_HOURS: Final = word_set("early wee small late morning evening business working office visiting peak rush opening")
"""Words before hours that nobody counts."""


def _bare_plural(scene: Scene, index: int) -> Reading | None:
    """`years`, `weeks ago`, `decades`: some, nobody says how many."""
    unit = tw.PLURALS[scene.words[index]]
    before, following = scene.word(index - 1), scene.word(index + 1)
    if unit in ("second", "quarter", "night", "weekend") or before in ("-", "many", "those"):
        return None
    if before == "the" and scene.word(index - 2) != "over" and following not in ("ahead", "that", "since", "to"):
        return None
    if scene.is_name(index) or before[:1].isdigit() or before in _NUMBERS:
        return None
    if unit == "hour" and before in _HOURS:
        return None
    if following == "ago":
        return Reading(index, index + 2, "DATE", "PAST_REF")
    if following == "old":
        return None
    return Reading(index, _and_more(scene, index + 1), "DURATION", _duration(None, unit))


def _and_more(scene: Scene, end: int) -> int:
    """The token after the `or months` of `weeks or months`."""
    return end + 2 if scene.word(end) in ("and", "or") and scene.word(end + 1) in tw.PLURALS else end


_NUMBERS: Final = frozenset(ONES) | frozenset(TENS)

RELATIVE: Final[tuple[tuple[frozenset[str] | tuple[str, ...], Callable[[Scene, int], Reading | None]], ...]] = (
    (("today", "yesterday", "tomorrow", "tonight", "overnight"), _deictic),
    (frozenset(words[0] for words in tw.REFERENCES), _phrase),
    (frozenset(tw.SETS) | {"every", "each", "per"}, _set),
    (_NUMBERS | {"a", "an", "another", "half", "several", "some", "few", "many", "0"}, _counted),
    (tw.BACKWARD | tw.FORWARD | tw.HERE | {"latest"}, _turned),
    (("the", "comparable", "year", "a"), year_ago),
    (("the", "first"), _first_of),
    (frozenset(tw.PLURALS), _bare_plural),
    (_LONG, _long),
)
"""First words and the reader that each may begin."""
