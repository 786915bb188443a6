"""The desk: what has been read of a story so far, and the lines that name people and owners wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from schemas.columns import Instant
from schemas.records import Article
from schemas.story import Dateline, Mark
from transforms.wire.agency import Evidence
from transforms.wire.byline import Credits, read_authors, read_byline, read_contributors, read_credits
from transforms.wire.credit import Credit, read_credit, read_photo_credit
from transforms.wire.dateline import Resolve
from transforms.wire.galley import Galley
from transforms.wire.person import is_name

_LOOSE_CREDITS: Final = frozenset({"agency_line", "initials", "end_mark"})
"""Credits that count only above and below the story: within it they may be its own words."""


@dataclass(slots=True)
class Desk:
    """What has been read so far, and what the metadata said beforehand (authors without regard to case)."""

    galley: Galley
    published_at: Instant | None
    resolve: Resolve | None
    authors: frozenset[str] = frozenset()
    people: list[tuple[int, Credits]] = field(default_factory=list)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    credits: list[tuple[int, int, str]] = field(default_factory=list)
    dateline: Dateline | None = None
    embargo_until: Instant | None = None
    slug: str | None = None

    def heard(self, agency: str | None, kind: str, words: str) -> None:
        """Note evidence for an agency."""
        if agency:
            self.evidence.append(Evidence(agency, kind, words))

    def credit(self, index: int, found: Credit, words: str) -> None:
        """Note a credit line: what it speaks for, and its words, those that name an owner or source before others."""
        kind = {"copyright": "copyright", "photo": "photo"}.get(found.kind, "credit")
        self.heard(found.agency, kind, words)
        if found.kind not in {"photo", "desk"}:
            second = found.kind != "copyright" and found.rule != "source_line"
            self.credits.append((int(second), index, words))

    def byline(self, index: int, found: Credits, words: str) -> None:
        """Note who is credited, by the line that says so."""
        self.people.append((index, found))
        for agency in found.agencies:
            self.heard(agency, "byline", words)
        for agency in found.contributed:
            self.heard(agency, "contributed", words)
        for agency in found.writers:
            self.heard(agency, "writer", words)
        if found.house_style:
            self.heard("Reuters", "house_style", words)

    def mark(self, index: int, mark: Mark) -> None:
        """Note a mark, by the line that holds it; the headline is line -1."""
        self.marks.append((index, mark))


def read_names_line(desk: Desk, index: int, article: Article | None = None, *, below: bool = False) -> bool:
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
    desk.credit(index, credit, text)
    galley.cut(index, "mark" if credit.kind == "desk" else "credit", credit.rule)
    return True


def _is_author(text: str, authors: Sequence[str]) -> bool:
    """Whether a line is nothing but an author whom the metadata names."""
    folded = text.strip(" .|").casefold()
    return any(folded == author.strip().casefold() for author in authors) and is_name(text.strip(" .|"))
