"""The newsroom keeps its own promises: what the end-to-end tests stand on is true."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.newsroom import Newsroom, NewsroomStory, generate, load_stories
from tests.newsroom.pages import FURNITURE, TEMPLATES
from tests.newsroom.publishers import PUBLISHERS

STORIES = load_stories()


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


def ask(url: str, headers: dict[str, str] | None = None, seconds: float = 10) -> http.client.HTTPResponse:
    """One plain request, no redirect followed."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)
    connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers or {})
    return connection.getresponse()


class _Text(HTMLParser):
    """The text of a page, white space as it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(markup: bytes) -> str:
    parser = _Text()
    parser.feed(markup.decode("utf-8"))
    return " ".join("".join(parser.pieces).split())


def test_there_are_some_forty_stories_in_several_languages() -> None:
    assert len(STORIES) >= 40
    assert {story.language for story in STORIES} >= {"en", "de", "es", "fr"}
    assert {story.expected.page_kind for story in STORIES} >= {
        "article",
        "video",
        "gallery",
        "index",
        "live_blog",
        "paywall_stub",
    }


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_expected_record_agrees_with_the_story(story: NewsroomStory) -> None:
    expected, body = story.expected, story.body
    assert expected.title in story.headline
    assert body.startswith(expected.begins)
    assert body.endswith(expected.ends)
    assert len(story.paragraphs) == expected.paragraphs
    assert not expected.place or expected.place.casefold() in story.dateline.casefold()
    printed = " ".join([story.byline, *story.closing]).casefold()
    assert all(name.casefold() in printed for name in expected.byline)
    assert all(after.after <= len(story.paragraphs) for after in story.pictures)
    assert story.modified >= story.published
    assert story.sites
    assert set(story.sites) <= set(PUBLISHERS)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_every_expected_word_stands_in_the_body(story: NewsroomStory) -> None:
    body = story.body
    for said in story.expected.attributions:
        for words in (said.source, said.content, said.speaker, said.reason, said.told_to):
            assert words is None or words in body, words
        for word in (said.cue or "").split():
            assert word in body, said.cue
    for event in story.expected.events:
        for words in (*event.actors, *event.targets, event.place):
            assert words is None or words in body, words


def test_every_expected_value_is_one_the_tables_know() -> None:
    kinds = {"named_person", "official", "spokesperson", "organisation", "document", "media", "anonymous", "none"}
    stances = {
        "statement", "denial", "no_comment", "no_response", "unreachable", "cannot_confirm", "confirmation",
        "claim_of_responsibility", "no_claim", "accusation", "question", "promise", "demand", "warning",
    }  # fmt: skip
    for story in STORIES:
        for said in story.expected.attributions:
            assert said.stance in stances, story.slug
            assert said.kind is None or said.kind in kinds | {"other"}, story.slug


def test_a_correction_changes_the_text_and_a_kill_replaces_it() -> None:
    corrected = [story for story in STORIES if story.corrected]
    killed = [story for story in STORIES if story.killed]
    assert corrected
    assert killed
    for story in corrected:
        later = story.after_correction()
        assert later.body != story.body
        assert later.modified > story.modified
    for story in killed:
        assert story.after_kill().body != story.body
        assert "kill" in story.after_kill().body.casefold()


def test_one_story_has_the_shapes_of_a_blogs_copy() -> None:
    story = next(story for story in STORIES if story.slug == "drone-attack-dovrin")
    assert len(story.paragraphs) == 10
    assert [picture.after for picture in story.pictures] == [5]
    assert re.search(r"\. from 2025 \(credit: REUTERS / [A-Z ]+\)$", story.pictures[0].printed)
    assert {"courier", "plainwire"} <= set(story.sites)


def test_every_page_contains_its_story_once(room: Newsroom) -> None:
    for story in STORIES:
        for key in story.sites:
            response = ask(room.story_url(story.slug, key))
            text = text_of(response.read())
            assert response.status == (404 if story.held_back else 200)
            if story.held_back or story.expected.page_kind in {"video", "gallery", "paywall_stub"}:
                continue
            edited = PUBLISHERS[key].edit(story)
            for paragraph in edited.paragraphs:
                assert text.count(" ".join(paragraph.split())) == 1, (story.slug, key)


def test_the_same_copy_stands_on_three_sites_in_three_looks(room: Newsroom) -> None:
    spread = [story for story in STORIES if len(story.sites) >= 3]
    assert len(spread) >= 4
    for story in spread:
        pages = {ask(room.story_url(story.slug, key)).read() for key in story.sites}
        assert len(pages) == len(story.sites)
        assert len({PUBLISHERS[key].template for key in story.sites}) >= 2


def test_every_template_is_in_use_and_says_what_it_adds() -> None:
    assert {publisher.template for publisher in PUBLISHERS.values()} == set(TEMPLATES) == set(FURNITURE)


def test_feeds_parse_to_their_entries(room: Newsroom) -> None:
    formats = set()
    for key, publisher in PUBLISHERS.items():
        for number, spec in enumerate(publisher.feeds):
            response = ask(room.feed_url(key, number))
            body = response.read()
            carried = [story for story in STORIES if key in story.sites and not story.held_back]
            if spec.format == "json11":
                items = json.loads(body)["items"]
                titles, links = [item["title"] for item in items], [item["url"] for item in items]
                formats.add("json11")
            else:
                parsed = feedparser.parse(body, response_headers={"content-type": response.headers["Content-Type"]})
                assert not parsed.bozo, (key, parsed.get("bozo_exception"))
                titles, links = [item.title for item in parsed.entries], [item.link for item in parsed.entries]
                assert {"id" in item for item in parsed.entries} == {spec.ids != "none"}
                formats.add(parsed.version)
            assert titles == [story.headline for story in carried], key
            addresses = [room.story_url(story.slug, key) for story in carried]
            assert [link.startswith(url) for link, url in zip(links, addresses, strict=True)] == [True] * len(links)
            assert all(("utm_source" in link) == spec.tracker for link in links)
    assert formats == {"rss20", "rss10", "atom10", "json11"}


def test_a_full_feed_carries_the_whole_story_and_a_text_feed_its_debris(room: Newsroom) -> None:
    full = feedparser.parse(ask(room.feed_url("courier")).read())
    plain = feedparser.parse(ask(room.feed_url("plainwire")).read())
    title = "Ardesh-backed militia behind attack on Kestrian premier: security officials"
    whole = next(entry for entry in full.entries if entry.title == title)
    text = next(entry for entry in plain.entries if entry.title == title).summary
    assert "fewer than a third of the seats" in whole.content[0].value
    assert "Related Posts" not in whole.content[0].value
    for words in ("fewer than a third of the seats", "Related Posts", "Leave a Reply", "Required fields are marked *"):
        assert words in text


def test_a_tracked_link_leads_to_the_page(room: Newsroom) -> None:
    entry = feedparser.parse(ask(room.feed_url("beacon")).read()).entries[0]
    assert ask(entry.link).status == 200


@pytest.mark.parametrize("header", ["etag", "last_modified"])
def test_a_validator_brings_304_until_something_changes(header: str) -> None:
    with Newsroom() as room:
        for url in (room.feed_url("courier"), room.story_url("dam-warning", "courier")):
            first = ask(url)
            first.read()
            held = (
                {"If-None-Match": first.headers["ETag"]}
                if header == "etag"
                else {"If-Modified-Since": first.headers["Last-Modified"]}
            )
            again = ask(url, held)
            assert (again.status, again.read()) == (304, b"")
        feed = room.feed_url("courier")
        before = ask(feed)
        before.read()
        room.correct("dam-warning")
        held = {"If-None-Match": before.headers["ETag"]}
        if header != "etag":
            held = {"If-Modified-Since": before.headers["Last-Modified"]}
        assert ask(feed, held).status == 200


def test_guids_shift_at_every_poll_where_they_should(room: Newsroom) -> None:
    first, second = (feedparser.parse(ask(room.feed_url("shifting")).read()) for _ in range(2))
    assert [entry.link for entry in first.entries] == [entry.link for entry in second.entries]
    assert not {entry.id for entry in first.entries} & {entry.id for entry in second.entries}


def test_two_newsrooms_serve_the_same_bytes() -> None:
    def read(room: Newsroom) -> dict[str, bytes]:
        steady = [room.feed_url(key) for key in PUBLISHERS]
        pages = [room.story_url(story.slug, key) for story in STORIES for key in story.sites]
        port = str(urlsplit(room.feeds[0]).port).encode()
        return {
            urlsplit(url)._replace(netloc="").geturl(): ask(url).read().replace(port, b"") for url in steady + pages
        }

    with Newsroom() as one, Newsroom() as other:
        assert read(one) == read(other)


def test_a_correction_reaches_page_and_feed() -> None:
    with Newsroom() as room:
        url = room.story_url("dam-warning", "courier")
        assert b"30,000 people" in ask(url).read()
        room.correct("dam-warning")
        page = ask(url).read()
        assert b"13,000 people" in page
        assert b"up to 30,000 people" not in page
        entries = feedparser.parse(ask(room.feed_url("courier")).read()).entries
        assert any(entry.title.startswith("CORRECTED-") for entry in entries)


def test_a_kill_replaces_the_story_and_withdrawing_removes_it() -> None:
    with Newsroom() as room:
        url = room.story_url("pipeline-blast-killed", "courier")
        room.kill("pipeline-blast-killed")
        page = ask(url).read()
        assert b"Please kill the story" in page
        assert b"killed two workers" not in page
        room.withdraw("pipeline-blast-killed")
        assert ask(url).status == 404
        assert b"pipeline-blast-killed" not in ask(room.feed_url("courier")).read()
        assert room.served("pipeline-blast-killed") is None
        room.publish("pipeline-blast-killed")
        assert b"killed two workers" in ask(url).read()


def test_a_story_held_back_is_served_once_published() -> None:
    with Newsroom() as room:
        story = next(story for story in STORIES if story.held_back)
        url = room.story_url(story.slug)
        assert ask(url).status == 404
        room.publish(story.slug)
        assert ask(url).status == 200


def test_every_request_is_logged_with_its_answer() -> None:
    with Newsroom() as room:
        before = time.time()
        ask(room.feeds[0], {"User-Agent": "asker/1"}).read()
        [request] = room.requests(room.feeds[0])
        assert before - 1 < request.time <= time.time()
        assert (request.status, request.headers["user-agent"]) == (200, "asker/1")


def test_connections_are_kept_alive(room: Newsroom) -> None:
    parts = urlsplit(room.feeds[0])
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    for _ in range(3):
        connection.request("GET", parts.path)
        assert connection.getresponse().read()
    assert connection.sock is not None
    connection.close()


def test_generated_stories_differ_and_repeat() -> None:
    stories = list(generate(3000, seed=7))
    assert len({story.body for story in stories}) == 3000
    assert len({story.slug for story in stories}) == 3000
    assert [story.body for story in generate(50, seed=7)] == [story.body for story in stories[:50]]
    assert [story.body for story in generate(50, seed=8)] != [story.body for story in stories[:50]]
    for story in stories[:200]:
        assert story.body.startswith(story.expected.begins)
        assert story.body.endswith(story.expected.ends)
        for said in story.expected.attributions:
            assert (said.source or "") in story.body


def test_two_hundred_feeds_start_at_once_and_share_the_stories_out() -> None:
    began = time.process_time()
    with Newsroom(stories=(), generated=1000, generated_feeds=200) as room:
        assert time.process_time() - began < 5
        assert len(room.feeds) == len(set(room.feeds)) == 200
        links = set()
        for url in room.feeds[:20]:
            entries = feedparser.parse(ask(url).read()).entries
            assert len(entries) == 5
            links |= {entry.link for entry in entries}
        assert len(links) == 100
        assert ask(links.pop()).status == 200
