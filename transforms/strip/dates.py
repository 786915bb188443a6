"""The day that a dated line beside a headline names, in the languages of the measured sets."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    "jan january januar janvier enero gennaio janeiro января январь янв stycznia sty ιανουαρίου ιαν januari ene gen",
    "feb february februar février fevrier fév febrero febbraio fevereiro февраля фев lutego lut φεβρουαρίου φεβ "
    "februari",
    "mar march märz mars marzo março марта мар marca μαρτίου μαρ maart mär",
    "apr april avril avr abril aprile апреля апр kwietnia kwi απριλίου απρ abr",
    "may mai mayo maggio maio мая май maja maj μαΐου μαϊου μάι mei mag",
    "jun june juni juin junio giugno junho июня июн czerwca cze ιουνίου ιουν giu",
    "jul july juli juillet juil julio luglio julho июля июл lipca lip ιουλίου ιουλ lug",
    "aug august août aout agosto ago августа авг sierpnia sie αυγούστου αυγ augustus",
    "sep sept september septembre septiembre settembre setembro сентября сен wrzesnia września wrz σεπτεμβρίου σεπ set",
    "oct october oktober okt octobre octubre ottobre outubro октября окт października paź οκτωβρίου οκτ out ott",
    "nov november novembre noviembre novembro ноября ноя listopada lis νοεμβρίου νοε",
    "dec december dezember dez décembre diciembre dic dicembre dezembro декабря дек grudnia gru δεκεμβρίου δεκ déc",
)
_MONTH: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_YEAR: Final = r"((?:19|20)\d\d)(?!\d)"
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[.,]?[ -](?:de |of )?([^\W\d_]{{3,12}})\.?,?[ -](?:de |del )?{_YEAR}"
)
_MONTH_FIRST: Final = re.compile(rf"(?<!\w)([^\W\d_]{{3,12}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}")
_YEAR_FIRST: Final = re.compile(rf"(?<!\d){_YEAR} ?[-./年] ?(\d{{1,2}}) ?[-./月] ?(\d{{1,2}})(?!\d)")
_NUMBERS: Final = re.compile(rf"(?<!\d)(\d{{1,2}})[./-](\d{{1,2}})[./-]{_YEAR}")


def day_in_words(line: str) -> str | None:
    """The first full date of a line as `YYYY-MM-DD`.

    Two numbers before a year are day and month where only one reading is possible or dots part them, as in most of the
    world outside the United States; an ambiguous one with slashes is not read.

    Args:
        line: A short line.

    Returns:
        The day, or None when the line names none.
    """
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_YEAR_FIRST, (0, 1, 2))):
        if found := pattern.search(line):
            year, month, day = (found.groups()[at] for at in order)
            number = int(month) if month.isdigit() else _MONTH.get(month.lower(), 0)
            if 1 <= number <= 12 and 1 <= int(day) <= 31:
                return f"{year}-{number:02}-{int(day):02}"
    if found := _NUMBERS.search(line):
        one, other, year = int(found[1]), int(found[2]), found[3]
        if one <= 12 < other <= 31:
            one, other = other, one
        elif other > 12 or ("/" in found[0] and one <= 12 and one != other):
            return None
        if 1 <= one <= 31 and 1 <= other <= 12:
            return f"{year}-{other:02}-{one:02}"
    return None
