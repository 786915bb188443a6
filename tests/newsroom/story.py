"""What a story of the newsroom is, and what a careful reader takes from it: one TOML file each in ``stories/``."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

STORIES: Final = Path(__file__).with_name("stories")
"""The folder of the hand-written stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in the story."""

    text: str
    """The caption without its credit."""
    credit: str | None = None
    after: int = 1
    """How many paragraphs stand before it."""
    debris: str = ""
    """What a content system left between caption and credit."""

    @property
    def printed(self) -> str:
        """Caption, debris and credit as one line, as they stand where a page lost its markup."""
        credit = f"(credit: {self.credit})" if self.credit else ""
        return " ".join(part for part in (self.text, self.debris, credit) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAttribution:
    """Who says what, as a careful reader sees it. Every given text occurs in the body."""

    source: str | None = None
    cue: str | None = None
    content: str | None = None
    """Words that occur in the attributed content, not all of it."""
    stance: str = "statement"
    kind: str | None = None
    speaker: str | None = None
    anonymous: bool = False
    count: int | None = None
    reason: str | None = None
    """The stated condition or reason of anonymity."""
    told_to: str | None = None
    medium: str | None = None
    day: str | None = None
    """The day it was said, ``YYYY-MM-DD``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEvent:
    """What happened, as a careful reader sees it. Actors, targets and place occur in the body."""

    type: str | None = None
    """PLOVER event type; None for what PLOVER leaves out (an accident, a flood)."""
    topic: str | None = None
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    """``YYYY-MM-DD``."""
    killed: int | None = None
    injured: int | None = None
    claim_status: str | None = None
    certainty: str = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What wirelake must take from the story."""

    title: str
    begins: str
    """First words of the body, dateline gone."""
    ends: str
    """Last words of the body."""
    paragraphs: int
    agency: str | None = None
    place: str | None = None
    byline: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    """Kinds of removal that the story itself brings; a page template adds its own."""
    language: str = "en"
    marks: tuple[str, ...] = ()
    """Kinds of mark, each once however often the wire repeats it, in order."""
    status: str = "usable"
    page_kind: str = "article"
    attributions: tuple[ExpectedAttribution, ...] = ()
    events: tuple[ExpectedEvent, ...] = ()
    complete: bool = False
    """Whether the attributions listed are all there are; events listed always are, where there are any."""
    no_events: bool = False
    """Whether a careful reader finds no event at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a correction or a kill does to a story."""

    headline: str
    at: dt.datetime
    """When it is published, UTC."""
    notice: str = ""
    replacements: tuple[tuple[str, str], ...] = ()
    """(old words, new words) in the body of a correction."""
    body: tuple[str, ...] = ()
    """The text that a kill puts in the story's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomStory:
    """One story as its agency filed it."""

    slug: str
    headline: str
    """As printed, marks included."""
    paragraphs: tuple[str, ...]
    published: dt.datetime
    """UTC."""
    modified: dt.datetime
    """UTC; equal to published until something changes."""
    standfirst: str | None = None
    dateline: str = ""
    """As printed before the first words, dash included; empty when the story has none."""
    byline: str = ""
    """The line above the story as printed; empty when there is none."""
    agency: str | None = None
    language: str = "en"
    section: str = "World"
    keywords: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """Lines between headline and dateline: advisories, embargo, what a correction corrects."""
    closing: tuple[str, ...] = ()
    """Lines after the last paragraph: who reported and edited, copyright."""
    pictures: tuple[Picture, ...] = ()
    sites: tuple[str, ...] = ()
    """Keys of the publishers that carry it."""
    expected: Expected
    corrected: Change | None = None
    killed: Change | None = None
    held_back: bool = False
    """Whether it is served only after ``Newsroom.publish``."""

    @property
    def body(self) -> str:
        """The story's own text as wirelake keeps it: paragraphs separated by one blank line, no dateline."""
        return "\n\n".join(self.paragraphs)

    @property
    def printed(self) -> tuple[str, ...]:
        """The paragraphs as printed, the dateline before the first."""
        first = f"{self.dateline} {self.paragraphs[0]}" if self.dateline else self.paragraphs[0]
        return (first, *self.paragraphs[1:])

    def after_correction(self) -> NewsroomStory:
        """The corrected story.

        Raises:
            ValueError: The story has no ``[corrected]`` in its file.
        """
        change = self.corrected
        if change is None:
            raise ValueError(f"{self.slug} has no [corrected]: choose a story that has, or write one in its file")
        paragraphs = list(self.paragraphs)
        for old, new in change.replacements:
            paragraphs = [paragraph.replace(old, new) for paragraph in paragraphs]
        notices = (*self.notices, change.notice) if change.notice else self.notices
        return replace(
            self, headline=change.headline, paragraphs=tuple(paragraphs), modified=change.at, notices=notices
        )

    def after_kill(self) -> NewsroomStory:
        """The kill notice that takes the story's place.

        Raises:
            ValueError: The story has no ``[killed]`` in its file.
        """
        change = self.killed
        if change is None:
            raise ValueError(f"{self.slug} has no [killed]: choose a story that has, or write one in its file")
        return replace(
            self,
            headline=change.headline,
            paragraphs=change.body,
            modified=change.at,
            standfirst=None,
            dateline="",
            byline="",
            notices=(),
            closing=(),
            pictures=(),
        )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text in which blank lines separate them; line breaks within one are spaces."""
    return tuple(" ".join(block.split()) for block in text.strip().split("\n\n") if block.strip())


def read_story(path: Path) -> NewsroomStory:
    """Read one story's file.

    Raises:
        TypeError: A key is unknown or missing; the message names it.
    """
    raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    expected = raw.pop("expected")
    corrected, killed = raw.pop("corrected", None), raw.pop("killed", None)
    story = NewsroomStory(
        slug=path.stem,
        paragraphs=paragraphs_of(raw.pop("body")),
        pictures=tuple(Picture(**picture) for picture in raw.pop("pictures", [])),
        closing=paragraphs_of(raw.pop("closing", "")),
        published=raw["published"],
        modified=raw.pop("modified", raw.pop("published")),
        expected=_expected(expected, raw),
        corrected=_change(corrected),
        killed=_change(killed),
        **_tuples(raw),
    )
    assert story.published.tzinfo is not None, f"{path.name}: published has no time zone"
    return story


def _expected(raw: dict[str, Any], story: dict[str, Any]) -> Expected:
    raw.setdefault("agency", story.get("agency"))
    raw.setdefault("language", story.get("language", "en"))
    attributions = tuple(ExpectedAttribution(**item) for item in raw.pop("attributions", []))
    events = tuple(ExpectedEvent(**_tuples(item)) for item in raw.pop("events", []))
    return Expected(attributions=attributions, events=events, **_tuples(raw))


def _tuples(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _change(raw: dict[str, Any] | None) -> Change | None:
    if raw is None:
        return None
    return Change(
        headline=raw["headline"],
        at=raw["at"],
        notice=raw.get("notice", ""),
        replacements=tuple((old, new) for old, new in raw.get("replacements", [])),
        body=paragraphs_of(raw.get("body", "")),
    )


@cache
def load_stories() -> tuple[NewsroomStory, ...]:
    """All hand-written stories, the latest published first, as a feed lists them."""
    stories = [read_story(path) for path in sorted(STORIES.glob("*.toml"))]
    return tuple(sorted(stories, key=lambda story: (story.published, story.slug), reverse=True))
