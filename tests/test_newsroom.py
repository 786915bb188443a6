"""The newsroom keeps its own promises: what the end-to-end tests stand on is true."""

from __future__ import annotations

import http.client
import json
import re
import socket
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.newsroom import FAULTS, Newsroom, NewsroomStory, generate, load_stories, publishers
from tests.newsroom.misbehave import BOMB, HUGE, REFUSED_ADDRESSES, gzip_bomb_bytes, layered_bomb_bytes
from tests.newsroom.pages import FURNITURE, TEMPLATES
from tests.newsroom.publishers import PUBLISHERS
from transforms.fetching.reasons import REASONS

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
    began = time.monotonic()
    with Newsroom(stories=(), generated=1000, generated_feeds=200) as room:
        assert time.monotonic() - began < 5
        assert len(room.feeds) == len(set(room.feeds)) == 200
        links = set()
        for url in room.feeds[:20]:
            entries = feedparser.parse(ask(url).read()).entries
            assert len(entries) == 5
            links |= {entry.link for entry in entries}
        assert len(links) == 100
        assert ask(links.pop()).status == 200


def test_every_fault_names_reasons_that_wirelake_has() -> None:
    read_later = {"no_text", "too_deep", "too_large_tree"}
    for fault in FAULTS.values():
        assert set(fault.feed) <= set(REASONS), fault.name
        assert set(fault.page) <= set(REASONS) | read_later, fault.name


@pytest.mark.parametrize(
    ("name", "status"),
    [("304", 304), ("404", 404), ("410", 410), ("429", 429), ("429_date", 429), ("500", 500)],
)
def test_status_faults(room: Newsroom, name: str, status: int) -> None:
    response = ask(room.faulty_page(name))
    assert response.status == status
    if status == 429:
        assert response.headers["Retry-After"]


def test_503_once_is_healthy_afterwards(room: Newsroom) -> None:
    url = room.faulty_page("503_once", 3)
    first = ask(url)
    assert first.status == 503
    assert ask(url).status == 200


def test_hanging_and_dripping_take_longer_than_a_reader_waits(room: Newsroom) -> None:
    with pytest.raises(TimeoutError):
        ask(room.faulty_page("hang"), seconds=0.5)
    dripping = ask(room.faulty_feed("drip"), seconds=2)
    began = time.monotonic()
    assert len(dripping.read(4)) == 4
    assert time.monotonic() - began > 0.4


def test_truncated_ends_before_its_length(room: Newsroom) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask(room.faulty_page("truncated")).read()


def test_reset_is_a_reset(room: Newsroom) -> None:
    with pytest.raises((ConnectionResetError, http.client.BadStatusLine)):
        ask(room.faulty_page("reset")).read()


def test_bodies_that_are_no_news(room: Newsroom) -> None:
    assert ask(room.faulty_page("empty")).read() == b""
    assert ask(room.faulty_page("binary")).read().startswith(b"\x89PNG")
    assert feedparser.parse(ask(room.faulty_feed("malformed")).read()).entries == []
    assert b"<!ENTITY" in ask(room.faulty_feed("entity_bomb")).read()
    assert ask(room.faulty_page("nested")).read().count(b"<div>") >= 300_000


def test_wrong_charset_is_not_what_it_says(room: Newsroom) -> None:
    response = ask(room.faulty_page("wrong_charset"))
    body = response.read()
    assert "utf-8" in response.headers["Content-Type"]
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert "“" in body.decode("cp1252")


def test_bombs_are_small_outside_and_large_inside(room: Newsroom) -> None:
    assert len(gzip_bomb_bytes()) < BOMB / 500
    assert len(layered_bomb_bytes()) < 10_000
    response = ask(room.faulty_page("gzip_bomb"))
    assert response.headers["Content-Encoding"] == "gzip"
    response = ask(room.faulty_page("huge"))
    read = 0
    while piece := response.read(1 << 20):
        read += len(piece)
    assert read >= HUGE * 0.98


def test_redirects_lead_where_they_say(room: Newsroom) -> None:
    loop = room.faulty_page("redirect_loop")
    other = ask(loop).headers["Location"]
    parts = urlsplit(loop)
    assert ask(f"{parts.scheme}://{parts.netloc}{other}").headers["Location"] == parts.path

    url, hops = room.faulty_page("redirect_chain"), 0
    while (response := ask(url)).status == 301:
        url, hops = response.headers["Location"], hops + 1
    assert (hops, response.status) == (7, 200)

    targets = {ask(room.faulty_page("redirect_refused")).headers["Location"] for _ in range(3)}
    assert targets == set(REFUSED_ADDRESSES)


def test_fifty_sites_redirect_to_one_host(room: Newsroom) -> None:
    places = [ask(room.faulty_page("redirect_shared", number)).headers["Location"] for number in range(50)]
    assert len(set(places)) == 50
    assert len({urlsplit(place).netloc for place in places}) == 1
    bodies = {ask(place).read() for place in places}
    assert len(bodies) == 50


def test_robots_faults_leave_the_rest_of_the_site_alone(room: Newsroom) -> None:
    for name, status in (("robots_disallow", 200), ("robots_500", 500)):
        page = room.faulty_page(name)
        parts = urlsplit(page)
        robots = ask(f"{parts.scheme}://{parts.netloc}/robots.txt")
        assert robots.status == status
        assert (b"Disallow: /\n" in robots.read()) == (status == 200)
        assert ask(page).status == 200


def test_a_fault_can_be_set_and_healed() -> None:
    with Newsroom() as room:
        url = room.story_url("dam-warning", "courier")
        room.fault(url, "410")
        assert ask(url).status == 410
        room.fault(url, None)
        assert ask(url).status == 200
        with pytest.raises(KeyError, match="no site of this newsroom"):
            room.fault("http://127.9.9.9:1/x", "410")


def test_a_feed_of_faulty_pages_lists_them_in_order(room: Newsroom) -> None:
    urls = [room.faulty_page("404"), room.faulty_page("503_once"), room.faulty_page("hang")]
    feed = room.feed_of(*urls)
    parsed = feedparser.parse(ask(feed).read())
    assert [entry.link for entry in parsed.entries] == urls
    assert ask(feed, {"If-None-Match": ask(feed).headers["ETag"]}).status == 304


def test_where_loopback_has_one_address_every_site_has_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishers, "has_whole_loopback_network", lambda: False)
    with Newsroom() as room:
        assert {urlsplit(url).hostname for url in room.feeds} == {"127.0.0.1"}
        assert len({urlsplit(url).port for url in room.feeds}) == len(room.feeds)
        assert ask(room.feeds[-1]).status == 200
        assert ask(room.faulty_page("404")).status == 404


def test_a_stopped_newsroom_listens_no_more() -> None:
    with Newsroom() as room:
        parts = urlsplit(room.feeds[0])
    with socket.socket() as probe:
        probe.settimeout(2)
        assert parts.hostname is not None
        assert probe.connect_ex((parts.hostname, parts.port or 0)) != 0
