"""Units of time: what so many of them last, and which day, week or year is so many from another."""

from __future__ import annotations

import datetime as dt
from typing import Final

from transforms.language import time_words as tw
from transforms.language.days import shift_days, shift_months, week_value

_HALVES: Final = {"Y": "6M", "H": "30M"}
"""What half a unit is in the unit below."""
_MOST: Final = 100_000
"""Units that are counted; more is no time that news tells of."""


def duration(count: float | None, unit: str) -> str:
    """`P2D`, `PT5H`, `PXY`; a decade counts as ten years, `PXDE` where their number is open."""
    letters = tw.UNITS[unit]
    if count is None and unit in ("decade", "century"):
        return "PXDE" if unit == "decade" else "PXCE"
    clock = "T" if letters[0] == "T" else ""
    letters = letters.removeprefix("T")
    half = count is not None and count % 1 == 0.5
    if half and clock and letters == "M":
        return f"PT{(count or 0) // 1:.10g}M30S"
    factor = int(letters[:-1]) if letters[0].isdigit() else 1
    letter = letters if letters == "WE" else letters[-1]
    if half and letter in _HALVES:
        return f"P{clock}{(count or 0) // 1 * factor:.10g}{letter}{_HALVES[letter]}"
    amount = "X" if count is None else f"{count * factor:.10g}"
    return f"P{clock}{amount}{letter}"


def moved(base: dt.date | None, count: float, unit: str) -> str | None:
    """The day, week, month or year so many units from a day, as exact as the unit."""
    if base is None or abs(count) > _MOST:
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
