"""The head of a story: headline, slug, notices, byline, credit, and the dateline that the lead begins with."""

from __future__ import annotations

import re
from typing import Final

from schemas.records import Article
from schemas.story import Byline, Dateline, Mark
from transforms.wire.agency import find_agency, is_outlet
from transforms.wire.byline import Credits, inline_bylines
from transforms.wire.dateline import Reading, find_dateline, to_record
from transforms.wire.desk import Desk, read_names_line
from transforms.wire.embargo import read_embargo
from transforms.wire.galley import Cut
from transforms.wire.notice import read_bracket, read_headline, read_label, read_notice
from transforms.wire.place import is_known
from transforms.wire.slug import read_slug

HEAD: Final = 14
"""Lines above the story at most: slug, notices, byline, credit, pictures, then the lead with the dateline."""
SKIPPED: Final = 5
"""Lines above the lead that may be something else (a repeated headline, a caption) before the search ends."""
_REPORTERS: Final = re.compile(
    r"[（(]\s?(?:(?:本社|本报|本報|新华社|中新社)?(?:记者|記者))[\s:：]?([^（()）\n]{2,24})[)）]\s?"
)
"""`（记者李明、王芳）`, as the Chinese agencies name their reporters after the dateline."""
_HEADING: Final = 24
"""A line in capitals no longer than this is a heading of those below it (`FULL TEXT`)."""
_HEADLINE_AGENCY: Final = re.compile(
    r"\s{1,3}(?:[(\[]\s?(?P<a>[^()\[\]]{2,30})\s?[)\]]|[-–—|:]\s?(?P<b>[^-–—|:]{2,30}))$"
)
_AGENCY_HEADLINE: Final = re.compile(
    r"^(?P<a>AP) (?:Exclusive|Interview|Explains|FACT CHECK|Fact Check|Sources?|PHOTOS)\s?:|^APNewsBreak:"
)
_TAG: Final = re.compile(
    r"(?:GLOBAL MARKETS|FOREX|PRECIOUS|METALS|GRAINS|SOFTS|OIL|CREDIT|[A-Z]{2,12}(?: [A-Z]{2,12})? "
    r"(?:STOCKS|MARKETS|BONDS)"
    r"|TABLE|FACTBOX|TIMELINE|INSTANT VIEW|NEWSMAKER|BRIEF|EXCLUSIVE|ANALYSIS|INSIGHT|FEATURE|EXPLAINER|INTERVIEW|POLL"
    r"|COLUMN|SPECIAL REPORT|SCENARIOS|PREVIEW|CHRONOLOGY|DIARY|GRAPHIC|REUTERS SUMMIT|BREAKINGVIEWS)-(?=[^\s-])"
)
"""What Reuters sets before a headline, close to it: the kind of piece or the market it is about."""
_FIXTURES: Final = (
    (
        re.compile(r"(?:AP )?\d{1,2} [Tt]hings to [Kk]now (?:for|this) (?:[Tt]oday|[A-Z][a-z]{2,8}day|[Mm]orning)$"),
        "Associated Press",
    ),
    (re.compile(r"(?:AP )?News Summary at \d|AP News in Brief"), "Associated Press"),
)
"""Standing headlines of an agency's own: copy under them carries no other mark of whose it is."""


def read_title(desk: Desk, title: str) -> str:
    """The headline without notices and the agency's sign-off."""
    left, notices = read_headline(title)
    for notice in notices:
        desk.mark(-1, notice.mark)
        desk.galley.cuts.append(
            Cut(-1, "mark", title[notice.start : notice.end].strip(), f"headline_{notice.mark.kind.lower()}")
        )
    match = _HEADLINE_AGENCY.search(left[-40:])
    named = find_agency(match["a"] or match["b"]) if match else None
    if match and named and len(left) > len(match[0]):
        words = match[0].strip()
        desk.heard(named, "title", words)
        desk.galley.cuts.append(Cut(-1, "credit", words, "headline_agency"))
        left = left[: len(left) - len(match[0])].rstrip()
    if _AGENCY_HEADLINE.match(left):
        desk.heard("Associated Press", "title", left.partition(":")[0])
    for fixture, agency in _FIXTURES:
        if fixture.match(left):
            desk.heard(agency, "house_style", left)
    tag = _TAG.match(left)
    if tag:
        desk.heard("Reuters", "house_style", left)
        desk.galley.cuts.append(Cut(-1, "mark", tag[0], "headline_tag"))
        left = left[tag.end() :]
    return left


def read_head(desk: Desk, article: Article) -> None:
    """Everything above the story, down to the dateline or the lead."""
    galley = desk.galley
    skipped = 0
    for index in range(min(HEAD, len(galley.lines))):
        _read_head_line(desk, index, article, first=skipped == 0)
        text = galley.text(index)
        if not text:
            continue
        if desk.dateline is not None or _lead_begins(desk, index, guess=skipped <= 2):
            return
        if _stands_alone(desk, index, text):
            return
        skipped += not (text.isupper() and len(text) <= _HEADING)
        if skipped == SKIPPED:
            return


def _read_head_line(desk: Desk, index: int, article: Article, *, first: bool) -> None:
    """Take marks off a line above the story until none is left at its start."""
    galley = desk.galley
    text = galley.text(index)
    embargo = read_embargo(text, desk.published_at)
    if embargo is not None:
        desk.embargo_until = desk.embargo_until or embargo.until
        desk.mark(index, Mark(kind="EMBARGO", words=embargo.words))
        galley.cut(index, "mark", "embargo")
        return
    slug = read_slug(text) if first else None
    if slug is not None:
        desk.slug = desk.slug or slug
        _marks_in_slug(desk, index, text)
        galley.cut(index, "mark", "slug")
        return
    notice = read_notice(text, head=True)
    if notice is not None:
        desk.mark(index, notice)
        galley.cut(index, "mark", f"notice_{notice.kind.lower()}")
        return
    bracket = read_bracket(text) or read_label(text)
    if bracket is not None:
        desk.mark(index, bracket.mark)
        galley.cut_head(index, bracket.end, "mark", f"notice_{bracket.mark.kind.lower()}")
        return
    read_names_line(desk, index, article)


def _marks_in_slug(desk: Desk, index: int, text: str) -> None:
    """The take that a slug names: `…,2nd Ld-Writethru,620`, `… (UPDATE 2, PIX)`."""
    match = re.search(r"(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)\s)?(?:ld|lead)(?:-writethru|-all)?\b", text)
    if match and (match[1] or "ritethru" in match[0] or "lead" in match[0].lower()):
        desk.mark(index, Mark(kind="WRITETHRU", number=int(match[1]) if match[1] else None, words=match[0]))
    for kind, word in (("UPDATE", "UPDATE"), ("WRAPUP", "WRAPUP"), ("CORRECTED", "CORRECTED"), ("REFILE", "REFILE")):
        match = re.search(rf"\b{word}(?: (\d{{1,2}}))?\b", text)
        if match:
            desk.mark(index, Mark(kind=kind, number=int(match[1]) if match[1] else None, words=match[0]))


def _lead_begins(desk: Desk, index: int, *, guess: bool) -> bool:
    """Take the dateline off a line, with a byline or notice before it in the same line; whether one was there."""
    galley = desk.galley
    text = galley.text(index)
    for end, found in inline_bylines(text):
        reading = find_dateline(text[end:], bare=False)
        told = text[:3] in {"By ", "BY "} or all(one.name.casefold() in desk.authors for one in found.people)
        if reading is not None and told:
            desk.byline(index, found, text[:end])
            galley.cut_head(index, end, "byline", "inline_byline")
            break
    else:
        reading = find_dateline(text, guess=guess)
    if reading is None:
        return False
    galley.cut_head(index, reading.end, "dateline", f"dateline_{reading.rule}")
    desk.dateline = to_record(reading, desk.published_at, desk.resolve)
    _hear_dateline(desk, index, reading)
    _after_dateline(desk, index)
    return True


def _hear_dateline(desk: Desk, index: int, reading: Reading) -> None:
    """Note whom a dateline speaks for: its agency, unless a broadcaster signs its own story that way."""
    if reading.agency and find_agency(reading.agency):
        desk.heard(reading.agency, "dateline", reading.words)
    elif reading.agency and not is_outlet(reading.agency):
        desk.heard(reading.agency, "unknown_sign", reading.words)
    if reading.by:
        desk.byline(index, Credits((Byline(name=reading.by),)), reading.words)


def _after_dateline(desk: Desk, index: int) -> None:
    """Take reporters and a notice in brackets that stand between the dateline and the lead."""
    galley = desk.galley
    reporters = _REPORTERS.match(galley.text(index))
    if reporters:
        people = tuple(Byline(name=name, role="reporting") for name in re.split(r"[\s、，,]+", reporters[1].strip()))
        desk.byline(index, Credits(people), reporters[0])
        galley.cut_head(index, reporters.end(), "byline", "reporters")
    bracket = read_bracket(galley.text(index))
    if bracket is not None and bracket.mark.kind != "UPDATE":
        desk.mark(index, bracket.mark)
        galley.cut_head(index, bracket.end, "mark", f"notice_{bracket.mark.kind.lower()}")


def _stands_alone(desk: Desk, index: int, text: str) -> bool:
    """Take a dateline that is a line of its own (`ANKARA`, as Anadolu prints it); whether it was one."""
    if not (text.isupper() and len(text) <= 40 and index + 1 < len(desk.galley.lines)):
        return False
    if not all(is_known(city.strip()) for city in text.split("/")):
        return False
    following = desk.galley.text(index + 1)
    reading = find_dateline(f"{text} — {following}")
    if reading is None or len(following) < 60:
        return False
    desk.galley.cut(index, "dateline", "dateline_line")
    record = to_record(reading, desk.published_at, desk.resolve)
    desk.dateline = Dateline(
        words=text,
        place=record.place,
        country=record.country,
        geonames_id=record.geonames_id,
        lat=record.lat,
        lon=record.lon,
    )
    return True
