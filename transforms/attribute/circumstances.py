"""The circumstances of a statement: on what condition, to whom, by what means, on which day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from schemas.attribution import SaidOn
from schemas.columns import Day

_BECAUSE: Final = re.compile(
    r"\b(?:because|since|as) (?P<reason>(?:of |he |she |they |it |the |this "
    r"|talks |details |\w+ )[^.;\"“”]{3,200})|\bciting (?P<cited>[^.;,\"“”]{3,120})|"
    r"\b(?:for fear of|out of|due to|owing to) (?P<fear>[^.;,\"“”]{3,120})"
)
_CONDITION: Final = re.compile(
    r"(?P<words>(?:on|under) (?:the )?(?:strict )?(?:condition|terms) (?:of "
    r"(?:strict )?anonymity|(?:that )?(?:he|she|they|his name|her name|their names?|"
    r"it) [^,.;]{3,60})"
    r"|(?:on|under) (?:the )?condition that only (?:his|her|their) first names? be used"
    r"|(?:who |and )?(?:also )?(?:asked|requested|wanted|wished|preferred|insisted on"
    r"|asking|requesting|declin(?:ed|ing)|refus(?:ed|ing)|did not want|not "
    r"wishing|would not)(?: to)? (?:not to be (?:named|identified|quoted)|to "
    r"(?:be (?:named|identified|quoted)|remain anonymous)|be (?:named|identified|"
    r"quoted)|not be (?:named|identified|quoted)|(?:for )?anonymity|that (?:his|"
    r"her|their) (?:\w+ ){0,2}?names? (?:not be (?:used|published|printed)|be withheld))"
    r"|(?:was|were|is|are) not (?:authori[sz]ed|permitted|allowed|cleared) to "
    r"(?:speak|talk|comment|brief|discuss)[^,.;]*"
    r"|insisted on anonymity|granted anonymity|speaking anonymously|spoke anonymously)",
    re.I,
)
_TOLD: Final = re.compile(
    r"\b(?:spoke|speaking|talked|talking|spoken) (?:exclusively |privately |"
    r"by (?:tele)?phone )?(?:to|with) (?P<whom>(?:the |an? )?[A-Z][\w’'.-]*(?: "
    r"[A-Z][\w’'.-]*)*|reporters|journalists|the agency|the newspaper|state "
    r"television)"
)
_MEDIUM: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (medium, re.compile(pattern, re.I))
    for medium, pattern in (
        ("news_conference", r"\b(?:news|press) (?:conference|briefing)|\bbriefing\b"),
        ("court_papers",
            r"\bcourt (?:papers|documents|filings?|records)|\b(?:affidavit|lawsuit|indictment|"
            r"complaint filed|legal filing|court hearing)\b"),
        ("interview", r"\binterview(?:ed|s)?\b|\b(?:by|over the) (?:tele)?phone\b|\btelephone call\b"),
        ("post",
            r"\b(?:tweet(?:ed|s)?|twitter|facebook|telegram|instagram|social media|posted|"
            r"(?:a |in a )post|blog|truth social|on X|youtube|message posted)\b"),
        ("broadcast",
            r"\b(?:televised|television (?:address|appearance)|on (?:state )?(?:television|"
            r"tv|radio)|broadcast|told (?:state )?(?:television|tv|radio)|CNN|MSNBC|"
            r"Fox News|(?:ABC|CBS|NBC)(?: News)?['’]?s?|BBC)\b"),
        ("letter", r"\b(?:letter|e-?mail(?:ed)?|memo)\b"),
        ("report", r"\b(?:report|study|research note|note to clients|survey|poll)\b"),
        ("statement", r"\b(?:statement|press release|news release|communiqu[ée])\b"),
    )
)  # fmt: skip
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHEN: Final = re.compile(
    r"\b(?:(?:on |late on |early on |earlier on |late |early |by |last |this "
    r"|next )?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday)(?: (?:morning|afternoon|evening|night))?"
    r"|(?:on |in )?(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|"
    r"Dec)(?:\.|uary|ruary|ch|il|ust|tember|ober|ember)? (?P<day>\d{1,2})(?:st|"
    r"nd|rd|th)?\b(?:, (?P<year>\d{4}))?"
    r"|(?P<relative>yesterday|today|earlier (?:this|in the) (?:day|week|month)|"
    r"last (?:week|month|year|night)|this (?:week|month|morning|afternoon)))"
)
_EPOCH_WEEKDAY: Final = 3
"""1970-01-01 was a Thursday, counted from Monday as 0."""


def anonymity_reason(words: str) -> str | None:
    """The condition under which somebody speaks unnamed, or the reason where one is stated, as printed.

    Args:
        words: The sentence, without what stands inside quotation marks.
    """
    condition = _CONDITION.search(words)
    if condition is None:
        return None
    tail = words[condition.end() : condition.end() + 260]
    reason = _BECAUSE.search(tail)
    if reason is not None and reason.start() <= 60 and "," not in tail[: reason.start()].rstrip(", "):
        found = next(group for group in reason.groups() if group)
        return _until_verb(found)
    plain = condition["words"]
    bound = re.search(r"(?:not (?:authori[sz]ed|permitted|allowed|cleared)) .*", plain)
    return (bound.group() if bound else plain).strip()


def _until_verb(reason: str) -> str:
    cut = re.search(r",? (?:said|told|says|added)\b|, (?=[a-z]+ing\b|but\b|and\b|who\b)|,\s*$", reason)
    return (reason[: cut.start()] if cut else reason).strip(" ,")


def told_to(words: str) -> str | None:
    """Whom the source spoke to, where its own words say so: `who spoke to Reuters`."""
    match = _TOLD.search(words)
    return match["whom"] if match else None


def medium(words: str) -> str | None:
    """By what means it was said, where the words around the cue name one."""
    best: tuple[int, str] | None = None
    for name, pattern in _MEDIUM:
        match = pattern.search(words)
        if match and (best is None or match.start() < best[0]):
            best = match.start(), name
    return best[1] if best else None


def said_on(words: str, published_on: Day | None) -> SaidOn | None:
    """The day on which it was said.

    A weekday is the last one not after the day of publication, as agencies write; a date without a year lies within
    the twelve months before.
    """
    match = _WHEN.search(words)
    if match is None:
        return None
    printed = match.group().strip()
    if published_on is None:
        return SaidOn(words=printed)
    weekday = match["weekday"]
    if weekday:
        today = (published_on + _EPOCH_WEEKDAY) % 7
        back = (today - _WEEKDAYS.index(weekday.lower())) % 7
        if printed.startswith("last ") and back == 0:
            back = 7
        return SaidOn(words=printed, date=None if printed.startswith("next ") else Day(published_on - back))
    if match["month"]:
        return SaidOn(words=printed, date=_calendar_day(match, published_on))
    if match["relative"] in (
        "today",
        "yesterday",
        "earlier this day",
        "earlier in the day",
        "this morning",
        "this afternoon",
    ):
        return SaidOn(words=printed, date=Day(published_on - (match["relative"] == "yesterday")))
    return SaidOn(words=printed)


def _calendar_day(match: re.Match[str], published_on: Day) -> Day | None:
    published = dt.date(1970, 1, 1) + dt.timedelta(days=published_on)
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    year = int(match["year"]) if match["year"] else published.year
    try:
        found = dt.date(year, month, int(match["day"]))
        if not match["year"] and found > published:
            found = found.replace(year=year - 1)
    except ValueError:
        return None
    return Day((found - dt.date(1970, 1, 1)).days)
