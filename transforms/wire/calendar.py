"""Dates as datelines, slugs and embargo lines write them, in the languages of the agencies."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from schemas.columns import Day, Instant, moment

_MONTHS: Final[dict[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro января янв ocak styczeń"
            " stycznia ledna",
            "february feb februar februari février févr fév febrero febbraio fevereiro fev февраля фев şubat"
            " lutego února",
            "march mar märz mrz mars marzo março марта мар mart marca března",
            "april apr avril avr abril abr aprile апреля апр nisan kwietnia dubna",
            "may mai mayo maggio mag maio мая mayıs maja května",
            "june jun juni juin junio giugno giu junho июня июн haziran czerwca června",
            "july jul juli juillet juil julio luglio lug julho июля июл temmuz lipca července",
            "august aug août aout agosto ago августа авг ağustos sierpnia srpna",
            "september sept sep septembre septiembre setiembre settembre set setembro сентября сен eylül września září",
            "october oct oktober okt octobre octubre ottobre ott outubro out октября окт ekim października října",
            "november nov novembre noviembre novembro ноября ноя kasım listopada listopadu",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря дек aralık"
            " grudnia prosince",
        ),
        1,
    )
    for word in words.split()
}
_WEEKDAYS: Final[dict[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "monday mon montag lundi lunes lunedì segunda-feira",
            "tuesday tue tues dienstag mardi martes martedì terça-feira",
            "wednesday wed mittwoch mercredi miércoles mercoledì quarta-feira",
            "thursday thu thur thurs donnerstag jeudi jueves giovedì quinta-feira",
            "friday fri freitag vendredi viernes venerdì sexta-feira",
            "saturday sat samstag sonnabend samedi sábado sabato",
            "sunday sun sonntag dimanche domingo domenica",
        )
    )
    for word in words.split()
}


def _words(table: dict[str, int]) -> str:
    return "|".join(sorted((re.escape(word) for word in table), key=len, reverse=True))


_MONTH: Final = rf"(?:{_words(_MONTHS)})\b\.?"
_WEEKDAY: Final = rf"(?:{_words(_WEEKDAYS)})\b\.?"
_YEAR: Final = r"(?:,?\s{0,2}(?:de\s|del\s)?\s{0,2}(?P<{0}>(?:19|20)\d\d\b|\d\d\b(?=\s{0,2}(?:\(|--|[—–]|-\s|$))))?"
"""Four figures, or two where the date plainly ends after them (`3 JAN 90 (EFE) --`)."""

DATE: Final = (
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s{{0,2}})?"
    rf"(?:(?P<month_a>{_MONTH})\s{{0,2}}(?P<day_a>\d\d?)(?:st|nd|rd|th)?\b(?!:){_YEAR.replace('<{0}>', '<year_a>')}"
    rf"|(?P<day_b>\d\d?)(?:st|nd|rd|th|er|\.|º)?\s{{0,2}}(?:de\s{{1,2}})?(?P<month_b>{_MONTH})"
    rf"{_YEAR.replace('<{0}>', '<year_b>')}"
    r"|(?P<year_c>(?:19|20)\d\d)-(?P<month_c>\d\d)-(?P<day_c>\d\d)\b"
    r"|(?P<day_d>\d\d?)\.(?P<month_d>\d\d?)\.(?P<year_d>(?:19|20)\d\d)\b"
    r"|(?P<month_e>\d\d?)月(?P<day_e>\d\d?)日)"
)
"""A day in words or figures, without regard to case; use :func:`read_date` on its match."""

WEEKDAY: Final = rf"(?P<only>{_WEEKDAY})"
"""A weekday alone."""

_DATE: Final = re.compile(DATE, re.IGNORECASE)
_WEEKDAY_ALONE: Final = re.compile(rf"\b{WEEKDAY}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: the year is None where the words leave it out, all three where only a weekday is named."""

    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None


def read_date(match: re.Match[str]) -> PrintedDate | None:
    """The date in a match of a pattern that holds :data:`DATE`; None when there is none or no such day."""
    groups = match.groupdict()
    for form in "abcde":
        day = groups.get(f"day_{form}")
        month = groups.get(f"month_{form}")
        if not day or not month:
            continue
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower().rstrip("."), 0)
        year = groups.get(f"year_{form}")
        if 1 <= number <= 12 and 1 <= int(day) <= 31:
            return PrintedDate(month=number, day=int(day), year=_full_year(int(year)) if year else None)
        return None
    weekday = groups.get("only")
    return PrintedDate(weekday=_WEEKDAYS[weekday.lower().rstrip(".")]) if weekday else None


def _full_year(year: int) -> int:
    """A year of two figures in full: wire copy is kept back to 1970."""
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def search_date(text: str) -> PrintedDate | None:
    """The first date in a short text; a weekday alone only where no day and month stand."""
    match = _DATE.search(text)
    if match:
        return read_date(match)
    match = _WEEKDAY_ALONE.search(text)
    return read_date(match) if match else None


def settle(printed: PrintedDate, published_at: Instant | None, *, coming: bool = False) -> Day | None:
    """The day meant.

    Args:
        printed: The date as printed.
        published_at: When the story was published: a year left out is the one that brings the date nearest to it,
            a weekday alone is the last such day before or on it.
        coming: Take a weekday as the next such day instead (embargo lines look ahead).

    Returns:
        The day; None when the words and the publication do not settle it.
    """
    if printed.month is not None and printed.day is not None and printed.year is not None:
        return _day(printed.year, printed.month, printed.day)
    if published_at is None:
        return None
    try:
        published = moment(published_at).date()
    except OverflowError:
        return None
    if printed.weekday is not None:
        back = (published.weekday() - printed.weekday) % 7
        shift = dt.timedelta(days=(-back) % 7 if coming else -back)
        return Day((published + shift).toordinal() - _EPOCH_ORDINAL)
    if printed.month is None or printed.day is None:
        return None
    years = (published.year - 1, published.year, published.year + 1)
    days = [day for year in years if (day := _day(year, printed.month, printed.day)) is not None]
    today = published.toordinal() - _EPOCH_ORDINAL
    return min(days, key=lambda day: abs(day - today), default=None)


_EPOCH_ORDINAL: Final = dt.date(1970, 1, 1).toordinal()


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(dt.date(year, month, day).toordinal() - _EPOCH_ORDINAL)
    except ValueError:
        return None
