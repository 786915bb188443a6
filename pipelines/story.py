"""One story's whole way, from what was fetched to the rows of the lake: the piece that all pipelines share.

Pure: needs neither Beam nor a network. What joins the extractors is joined here, so that none of them knows another.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from schemas.columns import Day, Instant, day_of, iso_day
from schemas.records import Article, Entry, Page, Refusal, WireMarks
from schemas.story import Extractor, Story, StoryKey
from schemas.tables import TableRow
from transforms import attribute, cluster, event, strip, wire
from transforms.attribute import extract_attributions
from transforms.carried import Source, carried_text, choose_source, has_markup
from transforms.event import extract_events, find_topics
from transforms.headline import without_outlet
from transforms.language import identify_language, language_of
from transforms.strip import strip_fragment, strip_page, strip_text
from transforms.wire import read_wire_marks

EARLIEST: Final = Instant(631_152_000_000_000)
"""1990-01-01: an older date on the web is a default or a mistake."""

LATEST_AHEAD: Final = 2 * 86_400_000_000
"""Microseconds that a publication date may lie after the first sight: time zones and clocks, not more."""

LEAST: Final = 20
"""Letters and digits of the shortest text that is a story: a flash has more, a page's leftover markup has not."""

READ_LANGUAGES: Final = frozenset({"en"})
"""Languages that attributions and events are read in; stories in others pass through without rows."""

EXTRACTORS: Final = tuple(
    Extractor(name=name, version=room)
    for name, room in (
        ("strip", strip.VERSION),
        ("wire", wire.VERSION),
        ("attribute", attribute.VERSION),
        ("event", event.VERSION),
    )
)


@dataclass(frozen=True, slots=True)
class ReadStory:
    """What one version of a story gives.

    Attributes:
        version: The version added; None when the story says what it last said, and ``rows`` is empty then.
        day: The story's partition.
        rows: Its rows of stories, attributions and events.
        language: ISO 639-1 code, None when not recognised.
    """

    version: str | None
    day: Day
    rows: tuple[TableRow, ...]
    language: str | None = None


def read_story(entry: Entry, page: Page | None, *, commit: str, now: Instant) -> ReadStory | Refusal:
    """Read a story off its page, or off the text its feed carries.

    Args:
        entry: What the feed says of it, judged by DropSeen.
        page: What was fetched; None when the feed carries the text.
        commit: The commit that its rows will be part of.
        now: When the feed was read: the fetch time of a text that came with it.

    Returns:
        Its rows, or why there are none (a page without a text, a markup that is out of bounds).
    """
    source = choose_source(entry)
    article = _strip(entry, page)
    if isinstance(article, Refusal):
        return dataclasses.replace(article, payload=page.payload if page else None)
    headline = without_outlet(without_outlet(article.title or entry.title or "", entry.outlet), article.outlet)
    article = dataclasses.replace(article, title=headline, authors=article.authors or entry.authors)
    published_at, published_source = _published(entry, article, now)
    marks = read_wire_marks(article, agency=entry.agency, published_at=published_at)
    if sum(map(str.isalnum, marks.body[:1000])) < LEAST:
        return Refusal(
            stage="strip",
            reason="no_text",
            transient=False,
            message="no text is left of the page",
            payload=page.payload if page else None,
        )
    title = marks.title or headline
    digest = cluster.version(title, article.standfirst, marks.body)
    added = cluster.next_version(digest, entry.versions)
    first_seen_at = entry.first_seen_at if entry.first_seen_at is not None else now
    day = entry.published_day
    if day is None:
        day = day_of(published_at if published_at is not None else first_seen_at)
    language = identify_language(marks.body) or language_of(article.language) or language_of(entry.language)
    if added is None:
        return ReadStory(version=None, day=day, rows=(), language=language)
    story = _story(
        entry,
        page,
        article,
        marks,
        source,
        title=title,
        published=(published_at, published_source),
        first_seen_at=first_seen_at,
        now=now,
        language=language,
        commit=commit,
    )
    key = StoryKey(story_id=entry.story_id, version=added)
    return ReadStory(version=added, day=day, rows=_rows(key, story, iso_day(day)), language=language)


def _strip(entry: Entry, page: Page | None) -> Article | Refusal:
    """The text without boilerplate, from whichever of the two there is."""
    if page is not None:
        return strip_page(page.body, url=page.url, content_type=page.content_type, entry=entry)
    text = carried_text(entry)
    if has_markup(text):
        return strip_fragment(text, url=entry.url, title=entry.title)
    return strip_text(text, title=entry.title)


def _published(entry: Entry, article: Article, now: Instant) -> tuple[Instant | None, str | None]:
    """The first plausible of the publication times at hand: the feed's, then the page's."""
    for at, source in ((entry.published_at, "feed"), (article.published_at, article.published_source)):
        if at is not None and EARLIEST <= at <= now + LATEST_AHEAD:
            return at, source
    return None, None


def _story(
    entry: Entry,
    page: Page | None,
    article: Article,
    marks: WireMarks,
    source: Source,
    *,
    title: str,
    published: tuple[Instant | None, str | None],
    first_seen_at: Instant,
    now: Instant,
    language: str | None,
    commit: str,
) -> Story:
    """The row of stories."""
    url = page.url if page is not None else entry.url or ""
    digest, signature = cluster.content_hash(marks.body), cluster.signature(marks.body)
    topics = find_topics(title, marks.body) if language in READ_LANGUAGES else ()
    return Story(
        url=url,
        canonical_url=article.canonical_url or url,
        guid=entry.guid,
        feed_id=entry.feed_id,
        outlet=entry.outlet or article.outlet,
        section=article.section,
        agency=marks.agency,
        agency_confidence=marks.agency_confidence,
        title=title,
        standfirst=article.standfirst,
        body=marks.body,
        paragraphs=marks.paragraphs,
        language=language,
        word_count=len(marks.body.split()),
        page_kind=article.page_kind,
        truncated=article.truncated,
        status=marks.status,
        byline=marks.byline,
        dateline=marks.dateline,
        credit=marks.credit,
        marks=marks.marks,
        embargo_until=marks.embargo_until,
        slug=marks.slug,
        keywords=tuple(dict.fromkeys((*article.keywords, *entry.keywords))),
        topics=tuple(topic.name for topic in topics),
        topics_from=topics,
        captions=article.captions,
        removed=marks.removed,
        published_at=published[0],
        published_source=published[1],
        modified_at=article.modified_at or entry.updated_at,
        first_seen_at=first_seen_at,
        fetched_at=page.fetched_at if page is not None else now,
        payload=page.payload if page is not None else None,
        content_source=source.kind,
        content_reason=source.reason,
        content_hash=digest,
        signature=signature,
        cluster_id=cluster.cluster_id(signature, digest),
        extractors=EXTRACTORS,
        commit=commit,
    )


def _rows(key: StoryKey, story: Story, day: str) -> tuple[TableRow, ...]:
    """The story's rows of all tables."""
    rows = [TableRow("stories", day, (key, story))]
    if story.language in READ_LANGUAGES:
        published_on = day_of(story.published_at) if story.published_at is not None else None
        attributions = extract_attributions(
            story.body,
            language=story.language,
            published_on=published_on,
            agency=story.agency,
            paragraphs=story.paragraphs,
        )
        events = extract_events(
            story.body,
            language=story.language,
            published_on=published_on,
            dateline=story.dateline,
            attributions=attributions,
            topics=story.topics_from,
            paragraphs=story.paragraphs,
            story_id=key.story_id,
            version=key.version,
        )
        rows += [TableRow("attributions", day, (key, row)) for row in attributions]
        rows += [TableRow("events", day, (key, row)) for row in events]
    return tuple(rows)
