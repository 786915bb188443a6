"""Reading the marks of the wire off an article, and setting its body without them."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from schemas.columns import Instant
from schemas.records import Article, WireMarks
from schemas.story import Byline, Dateline, Mark
from transforms.wire.agency import Evidence, find_agency, is_outlet, judge_origin, told
from transforms.wire.byline import (
    Credits,
    find_suffix,
    inline_bylines,
    merge,
    read_authors,
    read_byline,
    read_contributors,
    read_credits,
)
from transforms.wire.credit import (
    Credit,
    agency_within,
    find_copyright_suffix,
    find_photo_suffix,
    find_sign_off,
    read_credit,
    read_photo_credit,
)
from transforms.wire.dateline import Resolve, find_dateline, to_record
from transforms.wire.embargo import read_embargo
from transforms.wire.galley import Cut, Galley
from transforms.wire.notice import read_bracket, read_headline, read_notice
from transforms.wire.person import is_name
from transforms.wire.place import is_known
from transforms.wire.slug import read_slug

HEAD: Final = 14
"""Lines above the story at most: slug, notices, byline, credit, pictures, then the lead with the dateline."""
SKIPPED: Final = 5
"""Lines above the lead that may be something else (a repeated headline, a caption) before the search ends."""
TAIL: Final = 14
"""Lines below the story that are looked at."""

MIDDLE: Final = 1000
"""Places between the paragraphs that are looked at: more pictures than any gallery's."""

_MIDDLE: Final = re.compile(
    r"[(\[](?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled) by |AP Photo|REUTERS ?/|Reuters ?/|/ ?Reuters|Getty Images|/AFP|"
    r"AFP/|Photo: |Photo by |PHOTO: "
)
"""What a line in the middle must hold to be looked at as a photo credit or a line of credits."""
_REPORTERS: Final = re.compile(
    r"[（(]\s?(?:(?:本社|本报|本報|新华社|中新社)?(?:记者|記者))[\s:：]?([^（()）\n]{2,24})[)）]\s?"
)
"""`（记者李明、王芳）`, as the Chinese agencies name their reporters after the dateline."""
_SUPPLEMENTED: Final = re.compile(
    r"\bthis (AP|AFP|UPI|Reuters|Associated Press|dpa|Kyodo|Xinhua|TASS) (?:story|article|report|dispatch)\b"
)
"""An outlet's note on a copy that it changed: `… has supplemented this Reuters article`."""
_LOOSE_CREDITS: Final = frozenset({"agency_line", "initials", "end_mark"})
_LABEL_LENGTH: Final = 24
"""A line no longer than this is a heading of those below it (`CORRECTION:`, `FULL TEXT`)."""
_HEADLINE_AGENCY: Final = re.compile(
    r"\s{1,3}(?:[(\[]\s?(?P<a>[^()\[\]]{2,30})\s?[)\]]|[-–—|:]\s?(?P<b>[^-–—|:]{2,30}))$"
)
_AGENCY_HEADLINE: Final = re.compile(
    r"^(?P<a>AP) (?:Exclusive|Interview|Explains|FACT CHECK|Fact Check|Sources?|PHOTOS)\s?:|^APNewsBreak:"
)

_FIXTURES: Final = (
    (
        re.compile(r"(?:AP )?\d{1,2} [Tt]hings to [Kk]now (?:for|this) (?:[Tt]oday|[A-Z][a-z]{2,8}day|[Mm]orning)$"),
        "Associated Press",
    ),
    (re.compile(r"(?:AP )?News Summary at \d|AP News in Brief"), "Associated Press"),
    (
        re.compile(r"TABLE-|FACTBOX-|TIMELINE-|INSTANT VIEW|NEWSMAKER-|PRECIOUS-|FOREX-|GLOBAL MARKETS-|BRIEF-"),
        "Reuters",
    ),
)
"""Standing headlines of an agency's own: copy under them carries no other mark of whose it is."""


@dataclass(slots=True)
class _Desk:
    """What has been read so far."""

    galley: Galley
    published_at: Instant | None
    resolve: Resolve | None
    people: list[tuple[int, Credits]] = field(default_factory=list)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    credits: list[tuple[int, str]] = field(default_factory=list)
    dateline: Dateline | None = None
    embargo_until: Instant | None = None
    slug: str | None = None

    def heard(self, agency: str | None, kind: str, words: str) -> None:
        """Note evidence for an agency."""
        if agency:
            self.evidence.append(Evidence(agency, kind, words))

    def credit(self, found: Credit, words: str) -> None:
        """Note a credit line: which columns and what evidence it gives."""
        kind = {"copyright": "copyright", "photo": "photo"}.get(found.kind, "credit")
        self.heard(found.agency, kind, words)
        if found.kind != "photo" and found.kind != "desk":
            self.credits.append((0 if found.kind == "copyright" or found.rule == "source_line" else 1, words))

    def byline(self, index: int, found: Credits, words: str) -> None:
        """Note who is credited, by the line that says so."""
        self.people.append((index, found))
        for agency in found.agencies:
            self.heard(agency, "byline", words)
        for agency in found.contributed:
            self.heard(agency, "contributed", words)
        if found.house_style:
            self.heard("Reuters", "house_style", words)

    def mark(self, index: int, mark: Mark) -> None:
        """Note a mark, by the line that holds it; the headline is line -1."""
        self.marks.append((index, mark))


def read_wire_marks(
    article: Article,
    *,
    agency: str | None = None,
    published_at: Instant | None = None,
    resolve: Resolve | None = None,
) -> WireMarks:
    """Read what the wire's conventions say about an article, and take it out of headline and body.

    Everything is read from the text and its metadata; nothing is fetched. What is a mark leaves the body for its own
    column and stands in ``removed``; every other character of the body is kept, in order. A body without marks
    comes back as it is.

    Args:
        article: The article without its boilerplate.
        agency: The agency that the feed is configured to carry; evidence among others for the originating agency.
        published_at: When it was published, for years left out of datelines and embargo lines. None takes the
            article's own; where that is unknown too, such dates stay unknown.
        resolve: Looks up a dateline's place; None leaves its country and coordinates unknown.

    Returns:
        The marks. ``status`` is ``canceled`` after a kill notice, ``withheld`` when the story is to be held or its
        embargo ends after the publication (or at an unknown moment), else ``usable``.
    """
    when = published_at if published_at is not None else article.published_at
    desk = _Desk(Galley(article.body), when, resolve)
    title = _read_title(desk, article.title)
    _read_head(desk, article)
    _read_tail(desk)
    _read_middle(desk)
    people = _people(desk, article)
    if agency:
        desk.heard(find_agency(agency) or agency, "configured", agency)
    for caption in article.captions:
        if caption.credit and " via " not in caption.credit:
            desk.heard(agency_within(caption.credit), "photo", caption.credit)
    for match in _SUPPLEMENTED.finditer(desk.galley.body):
        desk.heard(find_agency(match[1]), "credit", match[0])
    for name, words in told(desk.galley.body):
        desk.heard(name, "told", words)
    origin, confidence = judge_origin(desk.evidence)
    body, paragraphs, removed = desk.galley.set(article.paragraphs, article.removed)
    return WireMarks(
        title=title,
        body=body,
        paragraphs=paragraphs,
        removed=tuple(removed),
        agency=origin,
        agency_confidence=confidence,
        byline=people,
        dateline=desk.dateline,
        credit=min(desk.credits, default=(0, None))[1] if desk.credits else None,
        marks=tuple(mark for _, mark in sorted(desk.marks, key=lambda item: item[0])),
        embargo_until=desk.embargo_until,
        slug=desk.slug,
        status=_status(desk),
    )


def _status(desk: _Desk) -> str:
    kinds = {mark.kind for _, mark in desk.marks}
    if "KILL" in kinds:
        return "canceled"
    if "WITHHOLD" in kinds:
        return "withheld"
    if "EMBARGO" in kinds:
        until, published = desk.embargo_until, desk.published_at
        return "usable" if until is not None and published is not None and until <= published else "withheld"
    return "usable"


def _read_title(desk: _Desk, title: str) -> str:
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
    return left


def _read_head(desk: _Desk, article: Article) -> None:
    """Everything above the story, down to the dateline or the lead."""
    galley = desk.galley
    skipped = 0
    for index in range(min(HEAD, len(galley.lines))):
        _read_head_line(desk, index, article, first=skipped == 0)
        text = galley.text(index)
        if not text:
            continue
        if desk.dateline is not None or _lead_begins(desk, index, bare=skipped <= 2):
            return
        if _stands_alone(desk, index, text):
            return
        skipped += not (text.isupper() and len(text) <= _LABEL_LENGTH)
        if skipped == SKIPPED:
            return


def _read_head_line(desk: _Desk, index: int, article: Article, *, first: bool) -> None:
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
    bracket = read_bracket(text)
    if bracket is not None:
        desk.mark(index, bracket.mark)
        galley.cut_head(index, bracket.end, "mark", f"notice_{bracket.mark.kind.lower()}")
        return
    _read_names_line(desk, index, article)


def _read_names_line(desk: _Desk, index: int, article: Article | None = None, *, below: bool = False) -> bool:
    """Take a whole line that is byline, credits, credit line or photo credit; whether it was one.

    Args:
        desk: What has been read so far.
        index: The line.
        article: Given for lines above the story, where bylines stand; None below and within it.
        below: Whether only marks follow the line.
    """
    galley = desk.galley
    text = galley.text(index)
    head = article is not None
    credits = read_byline(text) if head else None
    credits = credits or read_credits(text) or (None if head else read_contributors(text))
    if credits is None and article is not None and len(text) <= 80 and _is_author(text, article.authors):
        credits = read_authors([text])
    if credits is not None:
        desk.byline(index, credits, text)
        galley.cut(index, "byline", "byline" if head else "credits")
        return True
    credit = read_credit(text) or read_photo_credit(text)
    if credit is None or (credit.rule in _LOOSE_CREDITS and not (head or below)):
        return False
    desk.credit(credit, text)
    galley.cut(index, "mark" if credit.kind == "desk" else "credit", credit.rule)
    return True


def _is_author(text: str, authors: Sequence[str]) -> bool:
    """Whether a line is nothing but an author whom the metadata names."""
    folded = text.strip(" .|").casefold()
    return any(folded == author.strip().casefold() for author in authors) and is_name(text.strip(" .|"))


def _marks_in_slug(desk: _Desk, index: int, text: str) -> None:
    """The take that a slug names: `…,2nd Ld-Writethru,620`, `… (UPDATE 2, PIX)`."""
    match = re.search(r"(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)\s)?(?:ld|lead)(?:-writethru|-all)?\b", text)
    if match and (match[1] or "ritethru" in match[0] or "lead" in match[0].lower()):
        desk.mark(index, Mark(kind="WRITETHRU", number=int(match[1]) if match[1] else None, words=match[0]))
    for kind, word in (("UPDATE", "UPDATE"), ("WRAPUP", "WRAPUP"), ("CORRECTED", "CORRECTED"), ("REFILE", "REFILE")):
        match = re.search(rf"\b{word}(?: (\d{{1,2}}))?\b", text)
        if match:
            desk.mark(index, Mark(kind=kind, number=int(match[1]) if match[1] else None, words=match[0]))


def _lead_begins(desk: _Desk, index: int, *, bare: bool) -> bool:
    """Take the dateline off a line, with a byline or notice before it in the same line; whether one was there."""
    galley = desk.galley
    text = galley.text(index)
    for end, found in inline_bylines(text):
        reading = find_dateline(text[end:], bare=False, resolve=desk.resolve)
        if reading is not None:
            desk.byline(index, found, text[:end])
            galley.cut_head(index, end, "byline", "inline_byline")
            break
    else:
        reading = find_dateline(text, bare=bare, resolve=desk.resolve)
    if reading is None:
        return False
    galley.cut_head(index, reading.end, "dateline", f"dateline_{reading.rule}")
    desk.dateline = to_record(reading, desk.published_at, desk.resolve)
    if reading.agency and find_agency(reading.agency):
        desk.heard(reading.agency, "dateline", reading.words)
    elif reading.agency and not is_outlet(reading.agency):
        desk.heard(reading.agency, "unknown_sign", reading.words)
    if reading.by:
        desk.byline(index, Credits((Byline(name=reading.by),)), reading.words)
    reporters = _REPORTERS.match(galley.text(index))
    if reporters:
        people = tuple(Byline(name=name, role="reporting") for name in re.split(r"[\s、，,]+", reporters[1].strip()))
        desk.byline(index, Credits(people), reporters[0])
        galley.cut_head(index, reporters.end(), "byline", "reporters")
    bracket = read_bracket(galley.text(index))
    if bracket is not None and bracket.mark.kind != "UPDATE":
        desk.mark(index, bracket.mark)
        galley.cut_head(index, bracket.end, "mark", f"notice_{bracket.mark.kind.lower()}")
    return True


def _stands_alone(desk: _Desk, index: int, text: str) -> bool:
    """Take a dateline that is a line of its own (`ANKARA`, as Anadolu prints it); whether it was one."""
    if not (text.isupper() and len(text) <= 40 and index + 1 < len(desk.galley.lines)):
        return False
    if not all(is_known(city.strip()) for city in text.split("/")):
        return False
    following = desk.galley.text(index + 1)
    reading = find_dateline(f"{text} — {following}", resolve=desk.resolve)
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


def _read_tail(desk: _Desk) -> None:
    """Everything below the story, from the last line up.

    Loose forms (an agency's name alone, initials, `Update: …`) count only below the last paragraph of the story.
    """
    galley = desk.galley
    below = True
    for index in range(len(galley.lines) - 1, max(-1, len(galley.lines) - 1 - TAIL), -1):
        if not galley.text(index) or _read_tail_line(desk, index, below=below):
            continue
        found = _read_ends(desk, index, below=below)
        below = below and not galley.text(index) and found


def _read_tail_line(desk: _Desk, index: int, *, below: bool) -> bool:
    """Take a whole line below the story; whether it was a mark."""
    galley = desk.galley
    text = galley.text(index)
    notice = read_notice(text, head=False)
    if notice is not None and (below or notice.kind in {"CORRECTED", "KILL"} or text[:1] in "([*"):
        words = text
        if len(text) < _LABEL_LENGTH and text.endswith((":", ".")):
            for after in range(index + 1, len(galley.lines)):
                words += " " + galley.text(after)
                galley.cut(after, "mark", f"notice_{notice.kind.lower()}")
        desk.mark(index, replace(notice, words=words.strip()))
        galley.cut(index, "mark", f"notice_{notice.kind.lower()}")
        return True
    return _read_names_line(desk, index, below=below)


def _read_ends(desk: _Desk, index: int, *, below: bool) -> bool:
    """Take credits, copyright and sign-off from the end of a paragraph; whether there were any."""
    galley = desk.galley
    found = False
    for _ in range(3):
        text = galley.text(index)
        credit = find_copyright_suffix(text) or (find_sign_off(text) if below else None)
        start = find_suffix(text)
        if start is not None:
            credits = read_credits(text[start:].strip())
            if credits is not None:
                desk.byline(index, credits, text[start:].strip())
            galley.cut_tail(index, start, "byline", "credits_suffix")
        elif credit is not None:
            desk.credit(credit[1], text[credit[0] :].strip())
            galley.cut_tail(index, credit[0], "credit", credit[1].rule)
        else:
            break
        found = True
    return found


def _read_middle(desk: _Desk) -> None:
    """Photo credits and lines of credits between the paragraphs: an insert's, or a gallery's."""
    galley = desk.galley
    starts = [line.start for line in galley.lines]
    seen = -1
    for match in itertools.islice(_MIDDLE.finditer(galley.body), MIDDLE):
        index = bisect.bisect_right(starts, match.start()) - 1
        if index <= seen or index < 0 or not galley.text(index):
            continue
        seen = index
        if _read_names_line(desk, index, below=False) or _read_ends(desk, index, below=False):
            continue
        photo = find_photo_suffix(galley.text(index))
        if photo is not None:
            desk.credit(photo[1], galley.text(index)[photo[0] :])
            galley.cut_tail(index, photo[0], "credit", photo[1].rule)


def _people(desk: _Desk, article: Article) -> tuple[Byline, ...]:
    """Everybody credited: the page's authors first where the text does not name them."""
    authors = read_authors(article.authors)
    for agency in authors.agencies:
        desk.heard(agency, "byline", "author")
    printed = [person for _, found in sorted(desk.people, key=lambda item: item[0]) for person in found.people]
    return merge([*authors.people, *printed])
