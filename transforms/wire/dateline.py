"""The dateline: where, when and by whom a story was filed, read from the start of its first line.

The grammar, after the agencies' own copy (AP, Reuters, AFP, dpa, EFE, ANSA, Kyodo, Xinhua, TASS, PTI, Anadolu, UPI):

    dateline  =  [agency] place [, date] (agency) dash  |  place [, region] [, date] dash  |  date (agency) dash  | …
    place     =  city [, region] {/ city [, region]}

A dateline that names its agency is believed wherever its form is kept. One that does not is believed only in capitals
or as a city that stands alone in datelines, with a dash after it: cutting a word out of a lead is worse than leaving a
dateline in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from schemas.columns import Day, Instant
from schemas.story import Dateline
from transforms.wire.agency import find_agency, is_outlet
from transforms.wire.calendar import DATE, WEEKDAY, PrintedDate, read_date, settle
from transforms.wire.locate import Located, is_town
from transforms.wire.place import is_known, is_region, stands_alone, usual_spelling
from transforms.wire.words import words_in

WINDOW: Final = 180
"""Characters of a line that are looked at: longer datelines are not known."""

Resolve = Callable[[str], Located | None]
"""Looks a place up by its words, in its usual spelling."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A dateline found at the start of a line.

    Attributes:
        end: Characters of the line that it takes, white space after it included.
        words: As printed.
        place: In its usual spelling with state or country, several joined by a slash; None without place.
        printed: The date as printed.
        agency: The agency's usual name, or as printed where the table does not know it.
        rule: Which form it has.
    """

    end: int
    words: str
    place: str | None
    printed: PrintedDate | None
    agency: str | None
    rule: str
    by: str | None = None
    """A reporter named within it, as RIA Novosti does."""


_UPPER: Final = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚА-ЯЁІЇЄҐΑ-Ω"
_CITY: Final = rf"(?:(?:[{_UPPER}][a-z]?\.){{2,4}}|(?:[{_UPPER}]|[ad]l-[{_UPPER}]|'s-[{_UPPER}])[^\W\d_]{{0,24}}[.'’]?)"
_JOIN: Final = (
    r"(?:[\s ]{1,2}(?:(?:de|del|della|des|di|da|do|dos|du|of|and|the|am|an|der|im|sur|sous|les|le|la|los|las|aux|es"
    r"|und|y|e|upon|on|in|al|el|near)[\s ])?|-(?:(?:de|du|sur|sous|les|le|la|en|au|aux|am)-)?|[’'])"
)
_NAME: Final = rf"{_CITY}(?:{_JOIN}{_CITY}){{0,5}}"
_ONE: Final = rf"{_NAME}(?:,[\s ]{{1,2}}{_NAME}){{0,2}}"
_PLACE: Final = rf"(?P<place>{_ONE}(?:\s?/\s?{_ONE}){{0,3}}(?:\s?\[{_NAME}\]|\s\({_NAME}\)(?=,\s))?)"
_DAY: Final = rf"(?:{DATE}|{WEEKDAY})"
_SEP: Final = r"(?:\s{0,3}(?:\.?\s?[-–—―‒]{1,3}|\.--?|_|:|=|\ufffd|\.(?=\s|$)))"
_SIGN: Final = r"[(\[]\s?(?P<agency>[^()\[\]\n]{2,40}?)\s?[)\]]"
_NOTE: Final = r"(?:\s{0,2}\((?:[A-Z]{2,4}|[^()]{0,20}[Pp]hoto[^()]{0,20})\))?"

_FORMS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (rule, re.compile(pattern, re.IGNORECASE if rule.startswith("any_") else 0))
    for rule, pattern in (
        # BAGHDAD, Nov 7 (Reuters) - ; LA CROSSE, Wis. (AP) — ; NEW DELHI, Nov 7 (PTI) ; Madrid, 7 nov (EFE).-
        ("place_date_agency", rf"{_PLACE}[,.]?\s{{0,3}}(?i:{_DAY})[,.]?\s{{0,3}}{_SIGN}{_NOTE}(?P<sep>{_SEP}?)"),
        ("place_agency", rf"{_PLACE},?\s{{0,3}}{_SIGN}{_NOTE}(?P<sep>{_SEP}?)"),
        # Nov 7 (Reuters) - ; (Reuters) -
        ("date_agency", rf"(?i:{_DAY})[,.]?\s{{0,3}}{_SIGN}(?P<sep>{_SEP})"),
        # (ANSA) - ROMA, 07 NOV - ; (dpa) Berlin - ; (AFP) PARIS, Nov 7 --
        (
            "agency_place",
            rf"{_SIGN}{_SEP}?\s{{0,3}}{_PLACE}(?:,?\s{{0,2}}(?i:{_DAY}))?(?P<sep>\s{{0,2}}[-–—―]{{1,3}})",
        ),
        ("agency", rf"{_SIGN}(?P<sep>{_SEP})"),
        # MOSCOW, November 7. /TASS/. ; МОСКВА, 7 ноября. /ТАСС/.
        (
            "slashed_agency",
            rf"{_PLACE}(?:[,.]?\s{{0,3}}(?i:{_DAY}))?[,.]?\s{{0,3}}/(?P<agency>[^/\n]{{2,30}})/(?P<sep>\.?{_SEP}?)",
        ),
        # МОСКВА, 7 ноя - РИА Новости.
        (
            "date_dash_agency",
            rf"{_PLACE},\s{{0,2}}(?i:{_DAY})\s{{0,2}}[-–—/]{{1,2}}\s{{0,2}}(?P<agency>[^\W\d_][\w\- ]{{1,24}}?)"
            rf"(?:,\s(?P<by>[{_UPPER}]\w{{1,20}}\s[{_UPPER}]\w{{1,20}}))?(?P<sep>/?\.)(?=\s|[{_UPPER}])",
        ),
        # 新华社北京11月7日电 ; 【ワシントン共同】 ; (서울=연합뉴스)
        ("chinese", rf"(?P<agency>新华社|新華社|中新社|中新网)(?P<place>[^\W\d]{{1,12}}?)(?:{_DAY})[电電](?P<sep>\s?)"),
        ("japanese", r"【(?P<place>[^】\s]{1,12}?)(?P<agency>共同|時事|AFP時事|ロイター)】(?P<sep>\s?)"),
        ("korean", r"[(\[](?P<place>[^)\]=\s]{1,20})=(?P<agency>연합뉴스|뉴시스|뉴스1)[)\]](?P<sep>\s?)"),
        # VIENNA, Nov. 20, Kyodo -
        (
            "place_date_comma_agency",
            rf"{_PLACE}[,.]\s{{0,2}}(?i:{_DAY})[,.]?\s(?P<agency>[{_UPPER}][\w.\-]{{1,20}}(?:"
            rf"\s[{_UPPER}]\w{{1,12}})?)(?P<sep>\s[-–—]{{1,2}})",
        ),
        # WASHINGTON AP — ; PARIS AFP -
        ("place_bare_agency", rf"{_PLACE},?\s(?P<agency>AP|AFP|UPI|Reuters|dpa|AAP)(?P<sep>\s{{0,2}}[-–—]{{1,2}})"),
        # LONDON, Nov 7 — ; WASHINGTON —
        ("place_date", rf"{_PLACE}[,.]?\s{{1,2}}(?i:{_DAY})[,.]?(?P<sep>\s{{0,3}}(?:[-–—―]{{1,3}}|:))"),
        # INDIANAPOLIS, Ind. (Jan. 5, 2014) —
        ("place_paren_date", rf"{_PLACE}\s?\((?i:{_DAY})\)(?P<sep>\s{{0,3}}[-–—―]{{1,3}})"),
        ("place", rf"{_PLACE}(?P<sep>\s{{0,3}}(?:—|--|–|―)\s{{0,3}}|\s{{1,3}}-\s{{1,3}}|:\s)"),
    )
)

_NO_PLACE: Final = words_in(
    """exclusive update updated updates breaking watch video videos photo photos picture pictures opinion analysis
    review interview explainer fact check factbox poll live new just alert correction corrected editorial column
    sponsored quiz recap report reports advertisement spoiler note warning news urgent flash bulletin developing
    listen read more related gallery timeline profile feature blog letter letters podcast preview result results
    scores score weather stocks markets market forex sport sports football soccer cricket tennis golf rugby obituary
    obit commentary insight special factcheck data chart graphic graphics infographic q a qa faq tip tips how why
    what who when where is are was were not to for with your you the this that and or but be it its he she we they
    here there will can may must has have had says said summary highlights key points nato fifa uefa unesco unicef
    nasdaq opec asean brics nasa covid covid-19 ceo ukip hamas isis isil daesh hezbollah day week month year today
    yesterday tomorrow editor editors embargoed embargo advisory kill refile wrapup rpt brief cover story part
    chapter section step question answer spokesman president minister government police"""
)
"""Words that head a line before a dash or colon and are no place."""

_PARTY: Final = re.compile(
    r"^[RDI]\s?[-–—]\s?[A-Z]|^(?:left|right|center|centre|above|below|l|r|c|top|bottom)$", re.IGNORECASE
)
_LOCATION_WORDS: Final = re.compile(
    r"^(?:(?:NEAR|ABOARD|ON BOARD|OUTSIDE|OFF|ABOVE|WITH|EAST OF|WEST OF|NORTH OF|SOUTH OF|ON THE)\s)", re.IGNORECASE
)
_BRACKETED: Final = re.compile(r"\s?[\[(]([^\])]*)[\])]")
_FOLLOWS: Final = re.compile(rf"[\"'“‘„«¿¡(\[$€£#@]?[\"'“‘„«]?[{_UPPER}\d$€£ا-ي一-龯぀-ヿ가-힣]")
_LIST: Final = re.compile(r"[^\W\d_]{2,20}\s[-–—]\s")
"""Another city between dashes: the line lists places."""
_UNKNOWN_AGENCY: Final = re.compile(rf"[{_UPPER}][\w&.\-’'/ ]{{2,24}}")
_UNKNOWN_BY_DATE: Final = re.compile(rf"[{_UPPER}][\w&.\-’' ]{{1,39}}")
"""What may stand in the parentheses of a dateline that gives its day: there it is hardly anything but a source."""
_DAY_ALONE: Final = re.compile(WEEKDAY, re.IGNORECASE)
_SHORTEST_LEAD: Final = 25
"""Characters that must follow a dateline without agency: less is a label over something else."""


def find_dateline(line: str, *, bare: bool = True, guess: bool = True) -> Reading | None:
    """The dateline at the start of a line.

    Args:
        line: A line of the story's head; only its first :data:`WINDOW` characters are looked at.
        bare: Whether a dateline without agency may be believed here (in the first paragraphs).
        guess: Whether that goes for one or two words in capitals that are no known place, too.

    Returns:
        The reading, None when the line starts with none.
    """
    window = line[:WINDOW]
    start = _LOCATION_WORDS.match(window)
    for rule, form in _FORMS:
        match = form.match(window)
        if match is None and start is not None and rule.startswith("place"):
            match = form.match(window, start.end())
        if match is None:
            continue
        reading = _believe(rule, match, line, bare=bare, guess=guess)
        if reading is not None:
            return reading
    return None


def _believe(rule: str, match: re.Match[str], line: str, *, bare: bool, guess: bool) -> Reading | None:
    """The reading of a match when its form is kept well enough to be believed."""
    groups = match.groupdict()
    place, sign, separator = groups.get("place"), groups.get("agency"), groups.get("sep") or ""
    printed = read_date(match)
    if place and sign and _DAY_ALONE.fullmatch(place):
        place = None
    if place and _mixed(place):
        return None
    rest = line[match.end() :].lstrip()
    prefix = line[: match.start()] if match.start() else ""
    if sign is None:
        if not bare or not place or not _bare_place(place, rest, separator, printed, guess=guess):
            return None
        agency = None
    else:
        agency = _agency(sign, place, printed, separator)
        if rule == "place_date_comma_agency" and not find_agency(sign):
            return None
        if agency is None or not _kept(rule, place, printed, separator, rest):
            return None
        if place and _only_label(place):
            return None
    end = match.end() + len(line[match.end() :]) - len(rest)
    return Reading(
        end=end,
        words=line[: match.end()].strip(),
        place=(prefix + _spelt(place)).strip() if place else None,
        printed=printed,
        agency=agency,
        rule=rule,
        by=groups.get("by"),
    )


def _agency(sign: str, place: str | None, printed: PrintedDate | None, separator: str) -> str | None:
    """The agency that the parentheses name; a name not in the table only in an otherwise certain dateline."""
    known = find_agency(sign)
    if known:
        return known
    service, _, desk_name = sign.partition(" ")
    if desk_name and find_agency(service):
        return find_agency(service)
    if is_outlet(sign):
        return sign if separator.strip() else None
    certain = bool(place) and bool(separator.strip()) and (printed is not None or _capitals(place or ""))
    form = _UNKNOWN_AGENCY if printed is None else _UNKNOWN_BY_DATE
    if certain and form.fullmatch(sign) and not _PARTY.match(sign) and not is_region(sign):
        return sign
    return None


def _kept(rule: str, place: str | None, printed: PrintedDate | None, separator: str, rest: str) -> bool:
    """Whether a form with a known agency is kept: a dash follows, or the place leaves no doubt and a sentence does."""
    if separator.strip() or rule in {"slashed_agency", "chinese", "japanese", "korean", "date_dash_agency"}:
        return True
    if place is None:
        return False
    certain = printed is not None or _capitals(place)
    return certain and (not rest or bool(_FOLLOWS.match(rest)))


def _capitals(place: str) -> bool:
    """Whether the city is printed in capitals."""
    city = _LOCATION_WORDS.sub("", place).partition(",")[0]
    letters = [char for char in city if char.isalpha()]
    return len(letters) > 1 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def _mixed(place: str) -> bool:
    """Whether words in capitals and others stand in one city: a name or caption runs into it (`Ada Kern OSLO`)."""
    words = [word for word in place.partition(",")[0].split() if len(word) > 2]
    return any(word.isupper() for word in words) and any(word[0].isupper() and word[1:].islower() for word in words)


def _only_label(place: str) -> bool:
    """Whether the words before the agency are a label: `UPDATE (Reuters) -`."""
    words = [word.strip(".,'’").casefold() for word in re.split(r"[\s\-/]+", place)]
    return all(word in _NO_PLACE for word in words)


def _bare_place(place: str, rest: str, separator: str, printed: PrintedDate | None, *, guess: bool) -> bool:
    """Whether a place without agency makes a dateline of its line."""
    if len(rest) < _SHORTEST_LEAD or not _FOLLOWS.match(rest):
        return False
    first, *more = (city.strip() for city in re.split(r"/", _BRACKETED.sub("", place)))
    city, *regions = (part.strip() for part in first.split(","))
    words = [word.strip(".'’").casefold() for word in re.split(r"[\s\-]+", city)]
    known = is_known(city) or (len(words) > 1 and _capitals(city) and is_town(city))
    a_label = not known and not regions and any(word in _NO_PLACE for word in words)
    if len(words) > 5 or a_label or not all(is_region(region) for region in regions):
        return False
    if not _capitals(place):
        return (
            stands_alone(city)
            and separator.strip() in {"—", "–", "-", "--"}
            and _spaced(separator)
            and not more
            and not _LIST.match(rest)
        )
    certain = known or printed is not None
    if certain or regions or ":" in separator:
        return certain or ":" not in separator
    return guess and len(words) <= 2 and len(city) > 4 and _spaced(separator)


def _spaced(separator: str) -> bool:
    return separator != separator.strip()


def _spelt(place: str) -> str:
    """The place as usually spelt: `PARIS/BERLIN` becomes `Paris/Berlin`, `DELHI [India]` `Delhi, India`."""
    place = _BRACKETED.sub(r", \1", place)
    if "," not in place and place.count(".") == 1:
        place = place.rstrip(".")
    cities = []
    for city in place.split("/"):
        parts = [part.strip() for part in city.split(",")]
        keep = [part if is_region(part) and len(part) <= 4 else usual_spelling(part) for part in parts]
        cities.append(", ".join(keep))
    return "/".join(cities)


def to_record(reading: Reading, published_at: Instant | None, resolve: Resolve | None) -> Dateline:
    """The dateline's columns: the year from the publication, country and coordinates from the gazetteer.

    Args:
        reading: What the line says.
        published_at: When the story was published; None leaves a date without year unknown.
        resolve: Gazetteer lookup; None, or no answer, leaves country and coordinates unknown.
    """
    day: Day | None = settle(reading.printed, published_at) if reading.printed else None
    found = resolve(reading.place.partition("/")[0]) if resolve is not None and reading.place else None
    return Dateline(
        words=reading.words,
        place="/".join(city.partition(",")[0] for city in reading.place.split("/")) if reading.place else None,
        country=found.country if found else None,
        geonames_id=found.geonames_id if found else None,
        lat=found.lat if found else None,
        lon=found.lon if found else None,
        date=day,
        agency=reading.agency,
    )
