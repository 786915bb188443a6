"""Readings to show: a story of the newsroom, and stories written by hand."""

from __future__ import annotations

import datetime as dt

from pipelines.explain import Reading, read_one
from pipelines.source import Source
from schemas.columns import Day, day, instant
from schemas.story import Span, Story
from tests.newsroom import load_stories

NOW = instant(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC))


def of_newsroom(slug: str, published: str | None = "2025-11-10") -> Reading:
    """A story of the newsroom as a plain text, its headline the first line."""
    (story,) = (story for story in load_stories() if story.slug == slug)
    text = "\n\n".join((story.headline, *story.printed))
    return of_text(text, published=None if published is None else day(published))


def of_text(text: str, *, content_type: str = "text/plain", published: Day | None = None) -> Reading:
    """A text or page as it would be read from a file."""
    source = Source(name="a file", body=text.encode(), content_type=content_type)
    return read_one(source, published=published, now=NOW)


def by_hand(body: str, attributions=(), events=(), *, title: str = "Title") -> Reading:
    """A reading whose rows are given; paragraphs are separated by a blank line."""
    paragraphs, at = [], 0
    for paragraph in body.split("\n\n"):
        paragraphs.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    story = Story(
        url="",
        canonical_url="",
        feed_id="",
        title=title,
        body=body,
        paragraphs=tuple(paragraphs),
        language="en",
        word_count=len(body.split()),
        first_seen_at=NOW,
        fetched_at=NOW,
        content_source="page",
        content_reason="configured",
        content_hash="",
        cluster_id="",
        commit="",
    )
    return Reading("a file", story, tuple(attributions), tuple(events))
