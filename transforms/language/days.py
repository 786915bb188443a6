"""Days and the TIMEX3 values that name them (TimeML 1.2.1): `2021-11-07`, `2021-W45`, `2021-Q3`, `2021-H1`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from schemas.columns import Day, iso_day

_FIRST: Final = dt.date(1, 1, 1)
_LAST: Final = dt.date(9999, 12, 31)
_VALUE: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?\Z"
)
_SEASON_MONTHS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def date_of(day: Day) -> dt.date:
    """A day as a `datetime.date`."""
    return dt.date.fromisoformat(iso_day(day))


def day_number(date: dt.date) -> Day:
    """A `datetime.date` as days since 1970."""
    return Day((date - dt.date(1970, 1, 1)).days)


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def date_in(value: str) -> dt.date | None:
    """The date that a TIMEX3 value begins with; None where it names none."""
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None


def shift_days(date: dt.date, days: int) -> dt.date:
    """The date so many days later, held within the calendar."""
    room = (_LAST - date).days if days > 0 else (_FIRST - date).days
    return date + dt.timedelta(days=min(days, room) if days > 0 else max(days, room))


def shift_months(date: dt.date, months: int) -> tuple[int, int]:
    """Year and month so many months later, years held within 1 to 9999."""
    index = date.year * 12 + date.month - 1 + months
    return min(max(index // 12, 1), 9999), index % 12 + 1


def week_value(date: dt.date) -> str:
    """The ISO week that a date stands in: `2021-W45`."""
    year, week, _ = date.isocalendar()
    return f"{year:04d}-W{week:02d}"


def days_of(value: str) -> tuple[Day | None, Day | None]:
    """First and last day that a TIMEX3 value can mean; None, None for durations, sets and references."""
    match = _VALUE.match(value)
    if match is None or match["year"] == "0000":
        return None, None
    bounds = _bounds(match)
    if bounds is None:
        return None, None
    return day_number(bounds[0]), day_number(bounds[1])


def _bounds(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    year = int(match["year"])
    if match["week"]:
        return _week_bounds(year, int(match["week"]), weekend=match["weekend"] is not None)
    if match["day"]:
        day = make_date(year, int(match["month"]), int(match["day"]))
        return None if day is None else (day, day)
    first, last = 1, 12
    if match["quarter"]:
        last = 3 * int(match["quarter"])
        first = last - 2
    elif match["half"]:
        last = 6 * int(match["half"])
        first = last - 5
    elif match["season"]:
        first, last = _SEASON_MONTHS[match["season"]]
    elif match["month"]:
        first = last = int(match["month"])
    if not 1 <= first <= 12:
        return None
    return dt.date(year, first, 1), month_end(min(year + (last < first), 9999), last)


def _week_bounds(year: int, week: int, *, weekend: bool) -> tuple[dt.date, dt.date] | None:
    try:
        monday = dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return (shift_days(monday, 5) if weekend else monday), shift_days(monday, 6)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    if month == 12:
        return dt.date(year, 12, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)
