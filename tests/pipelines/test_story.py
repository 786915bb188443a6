from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipelines.story import ReadStory, read_story
from schemas.columns import Instant, day, instant
from schemas.records import Entry, Page, Refusal
from schemas.story import Story

NOW = instant(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC))
PARAGRAPHS = (
    "PORT ELLERY, March 4 (Reuters) - The harbour council of Port Ellery voted on Wednesday to close the northern "
    "breakwater for the winter, two officials who attended the meeting said.",
    "Divers had found cracks along two of its caissons in January, and the council's engineer told members that the "
    "damage was older than this season's storms.",
    "Fishing crews said the closure would cost them weeks of work. A spokesman for the harbour office declined to "
    "comment on compensation.",
    "The council is to meet again at the end of the month, when a repair plan is expected to be put to a vote.",
)
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
ENTRY = Entry(
    feed_id="f",
    url="https://ellery.example/breakwater",
    guid="7",
    keys=("k",),
    fingerprint="a",
    title="Port Ellery closes breakwater",
    published_at=instant(dt.datetime(2026, 3, 4, 18, tzinfo=dt.UTC)),
    story_id="k",
    first_seen_at=NOW,
    authors=("Ada Kern",),
)


def page(*paragraphs: str, title: str = "Port Ellery closes breakwater") -> Page:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    markup = PAGE.format(title=title, body=body).encode()
    return Page(
        url="https://ellery.example/breakwater", body=markup, content_type="text/html", fetched_at=NOW, payload="w#0"
    )


def read(entry: Entry = ENTRY, fetched: Page | None = None) -> ReadStory:
    story = read_story(entry, fetched or page(*PARAGRAPHS), commit="c-0", now=NOW)
    assert isinstance(story, ReadStory)
    return story


def row(story: ReadStory) -> Story:
    found = story.rows[0].records[1]
    assert isinstance(found, Story)
    return found


def test_a_page_gives_a_story_and_who_said_what():
    story = read()
    first = row(story)
    assert (first.agency, first.language, first.title) == ("Reuters", "en", "Port Ellery closes breakwater")
    assert first.dateline is not None
    assert first.dateline.place == "Port Ellery"
    assert first.body.startswith("The harbour council")
    assert [first.body[span.start : span.end][:11] for span in first.paragraphs][1] == "Divers had "
    assert [name.name for name in first.byline] == ["Ada Kern"]
    assert (first.payload, first.commit, first.content_source, first.content_reason) == (
        "w#0",
        "c-0",
        "page",
        "feed_has_no_text",
    )
    assert {"stories", "attributions"} <= {found.table for found in story.rows}
    assert {found.day for found in story.rows} == {"2026-03-04"}
    stances = {getattr(found.records[1], "stance", None) for found in story.rows}
    assert "no_comment" in stances


def test_a_story_that_says_what_it_last_said_adds_nothing():
    first = read()
    again = read(dataclasses.replace(ENTRY, versions=(first.version or "",), published_day=first.day))
    assert (again.version, again.rows, again.day) == (None, (), first.day)


def test_an_edit_stays_in_the_partition_of_the_first_version_whatever_the_feed_now_says():
    first = read()
    moved = dataclasses.replace(
        ENTRY, versions=(first.version or "",), published_day=first.day, published_at=Instant(NOW + 1), change="edited"
    )
    edited = read(moved, page(*PARAGRAPHS[:3], "The vote was put off until April, the council said on Thursday."))
    assert edited.version not in (None, first.version)
    assert {found.day for found in edited.rows} == {"2026-03-04"}


@pytest.mark.parametrize("published", [None, Instant(0), Instant(NOW + 10 * 86_400_000_000)])
def test_a_date_that_is_missing_or_implausible_takes_the_day_first_seen_and_the_row_says_so(published: Instant | None):
    story = read(dataclasses.replace(ENTRY, published_at=published))
    assert story.day == day("2026-03-05")
    assert (row(story).published_at, row(story).published_source) == (None, None)


def test_a_text_of_the_feed_needs_no_page():
    whole = "\n\n".join(PARAGRAPHS * 2)
    story = read_story(dataclasses.replace(ENTRY, summary=whole), None, commit="c", now=NOW)
    assert isinstance(story, ReadStory)
    assert (row(story).content_source, row(story).content_reason, row(story).payload) == ("feed", "feed_is_whole", None)


def test_a_flash_too_short_to_tell_is_in_the_language_of_its_feed():
    flash = dataclasses.replace(ENTRY, url=None, language="en-us", summary="Port closes, two officials said.")
    story = read_story(flash, None, commit="c", now=NOW)
    assert isinstance(story, ReadStory)
    assert (row(story).language, [kept.table for kept in story.rows]) == ("en", ["stories", "attributions"])


def test_a_page_without_a_text_is_refused_and_the_response_is_named():
    refused = read_story(ENTRY, page(), commit="c", now=NOW)
    assert isinstance(refused, Refusal)
    assert (refused.reason, refused.payload, refused.transient) == ("no_text", "w#0", False)


def test_the_same_page_gives_the_same_rows():
    assert read() == read()
