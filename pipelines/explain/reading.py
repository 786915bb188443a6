"""One story out of what was fetched or piped in, by the way that all stories take."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from pipelines.config import ConfigError
from pipelines.listing import plural
from pipelines.source import Source
from pipelines.story import EARLIEST, LATEST_AHEAD, READ_LANGUAGES, read_story
from schemas.attribution import Attribution
from schemas.columns import Day, Instant, day_of, iso_day
from schemas.event import Event
from schemas.records import Entry, Page, Refusal
from schemas.story import Span, Story

_DAY: Final = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off one story.

    Attributes:
        name: What the person called it: an address, a file's name.
        story: Its row of stories.
        attributions: Its rows of attributions, `seq` in order.
        events: Its rows of events, `seq` in order.
    """

    name: str
    story: Story
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]

    @property
    def rows(self) -> tuple[Attribution | Event, ...]:
        """All rows, the attributions first."""
        return (*self.attributions, *self.events)

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of the body, in order; the whole body where it has none."""
        return self.story.paragraphs or (Span(0, len(self.story.body)),)

    @property
    def known(self) -> tuple[str, ...]:
        """What stands below the headline: who wrote it, where, when, how long it is and how much was found in it."""
        story = self.story
        published = None if story.published_at is None else f"published {iso_day(day_of(story.published_at))}"
        counts = (
            plural(story.word_count, "word"),
            plural(len(self.attributions), "attribution"),
            plural(len(self.events), "event"),
        )
        return tuple(part for part in (story.agency, story.outlet, published, *counts) if part)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know before believing the rows."""
        story, notes = self.story, []
        if story.language not in READ_LANGUAGES:
            notes.append(f"Attributions and events are read in English only; this story is in {_language(story)}")
        elif story.published_at is None:
            notes.append("The day of publication is not known, so words such as “on Sunday” have no date: --published")
        if story.page_kind != "article":
            notes.append(f"This page is no article but of the kind {story.page_kind}")
        if story.truncated:
            notes.append("The text breaks off")
        if story.status != "usable":
            notes.append(f"The agency has marked this story as {story.status}")
        return tuple(notes)

    def paragraph_of(self, offset: int) -> int:
        """The number of the paragraph, from 0, that a character stands in."""
        return max(bisect_right(self.paragraphs, offset, key=lambda span: span.start) - 1, 0)


def read_one(source: Source, *, published: Day | None = None, now: Instant) -> Reading:
    """Read one story.

    Args:
        source: A page or a plain text.
        published: Day of publication, before the page's own word; None leaves it to the page.
        now: The present: no story is published after it.

    Raises:
        ConfigError: There is no story in it, or the day of publication is not plausible.
    """
    published_at = None if published is None else Instant(published * _DAY)
    if published_at is not None and not EARLIEST <= published_at <= now + LATEST_AHEAD:
        first, last = iso_day(day_of(EARLIEST)), iso_day(day_of(Instant(now + LATEST_AHEAD)))
        raise ConfigError(f"--published: must be a day from {first} to {last}")
    entry = Entry(
        feed_id="", url=source.url, guid=None, keys=(), fingerprint="", content_from="page", published_at=published_at
    )
    answer = Page(url=source.url or "", body=source.body, content_type=source.content_type, fetched_at=now)
    found = read_story(entry, answer, commit="", now=now)
    if isinstance(found, Refusal):
        raise ConfigError(f"{source.name}: {found.message}")
    records = [row.records[1] for row in found.rows]
    (story,) = (record for record in records if isinstance(record, Story))
    return Reading(
        name=source.name,
        story=story,
        attributions=tuple(record for record in records if isinstance(record, Attribution)),
        events=tuple(record for record in records if isinstance(record, Event)),
    )


def _language(story: Story) -> str:
    return f"“{story.language}”" if story.language else "a language that was not recognised"
