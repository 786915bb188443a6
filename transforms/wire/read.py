"""Reading the marks of the wire off an article, and setting its body without them."""

from __future__ import annotations

import re
from typing import Final

from schemas.columns import Instant
from schemas.records import Article, WireMarks
from schemas.story import Byline
from transforms.wire.agency import find_agency, judge_origin, told
from transforms.wire.byline import Credits, merge, read_authors
from transforms.wire.credit import agency_within
from transforms.wire.dateline import Resolve
from transforms.wire.desk import Desk
from transforms.wire.galley import Galley
from transforms.wire.head import read_head, read_title
from transforms.wire.locate import locate
from transforms.wire.tail import read_middle, read_tail

_SUPPLEMENTED: Final = re.compile(
    r"\bthis (AP|AFP|UPI|Reuters|Associated Press|dpa|Kyodo|Xinhua|TASS) (?:story|article|report|dispatch)\b"
)
"""An outlet's note on a copy that it changed: `… has supplemented this Reuters article`."""


def read_wire_marks(
    article: Article,
    *,
    agency: str | None = None,
    published_at: Instant | None = None,
    resolve: Resolve | None = locate,
) -> WireMarks:
    """Read what the wire's conventions say about an article, and take it out of headline and body.

    Everything is read from the text and its metadata; nothing is fetched. What is a mark leaves the body for its own
    column and stands in ``removed``; every other character of the body is kept, in order. A body without marks
    comes back as it is, and so does one that is nothing but marks (a kill notice in the place of the story).

    Args:
        article: The article without its boilerplate.
        agency: The agency that the feed is configured to carry; evidence among others for the originating agency.
        published_at: When it was published, for years left out of datelines and embargo lines. None takes the
            article's own; where that is unknown too, such dates stay unknown.
        resolve: Looks up a dateline's place; the gazetteer, unless another is given. None leaves country and
            coordinates unknown.

    Returns:
        The marks. ``status`` is ``canceled`` after a kill notice, ``withheld`` when the story is to be held or its
        embargo ends after the publication (or at an unknown moment), else ``usable``.
    """
    when = published_at if published_at is not None else article.published_at
    authors = read_authors(article.authors)
    names = frozenset(one.name.casefold() for one in authors.people)
    desk = Desk(Galley(article.body), when, resolve, names)
    title = read_title(desk, article.title)
    read_head(desk, article)
    read_tail(desk)
    read_middle(desk)
    if desk.galley.empty():
        desk.galley.restore()
    people = _people(desk, authors)
    _hear_agencies(desk, article, agency)
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
        credit=min(desk.credits)[2] if desk.credits else None,
        marks=tuple(mark for _, mark in sorted(desk.marks, key=lambda item: item[0])),
        embargo_until=desk.embargo_until,
        slug=desk.slug,
        status=_status(desk),
    )


def _hear_agencies(desk: Desk, article: Article, configured: str | None) -> None:
    """Note what the feed, the pictures and the text itself say of whose copy it is."""
    if configured:
        desk.heard(find_agency(configured) or configured, "configured", configured)
    for caption in article.captions:
        if caption.credit and " via " not in caption.credit:
            desk.heard(agency_within(caption.credit), "photo", caption.credit)
    for match in _SUPPLEMENTED.finditer(desk.galley.body):
        desk.heard(find_agency(match[1]), "credit", match[0])
    for name, words in told(desk.galley.body):
        desk.heard(name, "told", words)


def _status(desk: Desk) -> str:
    kinds = {mark.kind for _, mark in desk.marks}
    if "KILL" in kinds:
        return "canceled"
    if "WITHHOLD" in kinds:
        return "withheld"
    if "EMBARGO" in kinds:
        until, published = desk.embargo_until, desk.published_at
        return "usable" if until is not None and published is not None and until <= published else "withheld"
    return "usable"


def _people(desk: Desk, authors: Credits) -> tuple[Byline, ...]:
    """Everybody credited: the page's authors first where the text does not name them."""
    for agency in authors.agencies:
        desk.heard(agency, "byline", "author")
    printed = [person for _, found in sorted(desk.people, key=lambda item: item[0]) for person in found.people]
    return merge([*authors.people, *printed])
