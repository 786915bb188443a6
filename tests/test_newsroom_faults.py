"""The newsroom misbehaves as its faults are named."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.newsroom import FAULTS, Newsroom, publishers
from tests.newsroom.misbehave import BOMB, HUGE, REFUSED_ADDRESSES, gzip_bomb_bytes, layered_bomb_bytes
from tests.test_newsroom import ask
from transforms.fetching.reasons import REASONS


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


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
