"""The newsroom on a timeline: what it plans is what it serves, to readers who ask as real ones do."""

from __future__ import annotations

import http.client
import random
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.newsroom.live import Cut, Item, Log, Plan
from tests.newsroom.live.serve import LiveNewsroom
from tests.newsroom.live.takes import tokens

CUT = Cut(stories=60, publishers=6, seconds=15, seed=26)


def test_a_plan_is_the_same_every_time_and_another_with_another_seed():
    assert Plan(CUT).items == Plan(CUT).items
    assert Plan(CUT).items != Plan(Cut(stories=60, publishers=6, seconds=15, seed=27)).items


def test_the_full_plan_has_everything_that_a_reader_meets():
    plan = Plan(Cut())
    assert len(plan.items) == 2000
    kinds = Counter(take.kind for item in plan.items for take in item.takes)
    assert all(kinds[kind] > 30 for kind in ("dated", "undated", "silent", "kill"))
    assert sum(item.gone is not None for item in plan.items) > 30
    assert sum(item.through_hub for item in plan.items) > 30
    assert sum(len([one for one in plan.items if one.file == item.file]) > 1 for item in plan.items[:200]) == 40
    assert {house.validators for house in plan.houses} == {"both", "etag", "date", "none"}
    assert {house.whole for house in plan.houses} == {True, False}
    assert sum(house.feed_moved for house in plan.houses) == 2
    fell_off = [spans for spans in plan.said_spans.values() if spans[-1][1] != float("inf")]
    assert len(fell_off) > 300


def test_every_take_says_in_its_text_which_one_it_is():
    for item in Plan(CUT).items:
        assert [tokens(take.story.body) for take in item.takes] == [{(item.file, take.number)} for take in item.takes]
        for before, after in zip(item.takes, item.takes[1:], strict=False):
            fields = ("headline", "modified")
            told = [getattr(before.story, name) != getattr(after.story, name) for name in fields]
            told.append(before.story.paragraphs[0] != after.story.paragraphs[0])
            expected = {"dated": [0, 1, 0], "undated": [1, 0, 1], "silent": [0, 0, 0], "kill": [1, 1, 1]}
            assert told == list(map(bool, expected[after.kind]))


def test_spans_say_what_a_feed_shows_at_any_moment():
    plan = Plan(CUT)
    chance = random.Random(5)
    for at in [chance.uniform(-3, 30) for _ in range(200)]:
        feeds = [plan.feed(house.number, at).items for house in plan.houses]
        shown = {(item.number, take.number) for items in feeds for item, take in items}
        by_span = {key for key, spans in plan.said_spans.items() if any(a <= at < b for a, b in spans)}
        assert shown == by_span
        assert all(plan.items[number].printed(at) for number, _ in shown)


def test_a_cut_without_stories_is_refused():
    with pytest.raises(ValueError, match="stories=0"):
        Cut(stories=0)


def get(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """One answer, redirects not followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read().decode()
    connection.close()
    return found


@pytest.fixture
def room():
    with LiveNewsroom(Plan(CUT)) as room:
        get(room.feeds[0])  # the clock starts
        yield room


def at_moment(room: LiveNewsroom, seconds: float) -> Log:
    """The newsroom as if so much of its timeline was over."""
    room.began = time.time() - seconds
    return room.log()


def first(room: LiveNewsroom, **wanted: object) -> Item:
    return next(item for item in room.plan.items if all(getattr(item, name) == value for name, value in wanted.items()))


def test_a_page_shows_the_take_of_the_moment_and_is_gone_once_withdrawn(room: LiveNewsroom):
    item = next(item for item in room.plan.items if len(item.takes) > 1 and not item.through_hub and not item.gone)
    for take in item.takes:
        status, _, page = get(at_moment(room, take.at + 0.3).page(item))
        assert (status, tokens(page)) == (200, {(item.file, take.number)})
    gone = next(item for item in room.plan.items if item.gone is not None and not item.through_hub)
    assert get(at_moment(room, gone.gone + 0.3).page(gone))[0] == 410
    late = room.plan.items[-1]
    assert get(at_moment(room, -5).page(late))[0] == 404


def test_a_link_through_the_hub_leads_to_the_page_there(room: LiveNewsroom):
    item = first(room, through_hub=True)
    log = at_moment(room, item.published + 0.3)
    status, headers, _ = get(log.link(item))
    assert (status, headers["Location"]) == (302, log.page(item))
    assert urlsplit(log.link(item)).netloc != urlsplit(log.page(item)).netloc
    assert tokens(get(log.page(item))[2]) == {(item.file, 1)}


@pytest.mark.parametrize("validators", ["both", "etag", "date", "none"])
def test_a_feed_answers_conditional_requests_by_the_validators_it_has(room: LiveNewsroom, validators: str):
    house = next(house for house in room.plan.houses if house.validators == validators and not house.feed_moved)
    url = room.feeds[house.number]
    changes = [shown.at for shown in room.plan.feeds[house.number] if 1 < shown.at < 14]
    at_moment(room, changes[0] + 0.2)
    status, headers, _ = get(url)
    assert status == 200
    assert ("ETag" in headers, "Last-Modified" in headers) == (
        validators in ("both", "etag"),
        validators in ("both", "date"),
    )
    held = {}
    if "ETag" in headers:
        held = {"If_None_Match": headers["ETag"]}
    elif "Last-Modified" in headers:
        held = {"If_Modified_Since": headers["Last-Modified"]}
    assert get(url, **held)[0] == (200 if validators == "none" else 304)


def test_a_feed_that_moved_redirects_to_the_next_publisher(room: LiveNewsroom):
    house = next(house for house in room.plan.houses if house.feed_moved)
    status, headers, _ = get(room.feeds[house.number])
    assert status == 302
    assert urlsplit(headers["Location"]).netloc == room.log().hosts[str(house.number + 1)]
    at_moment(room, 20)
    assert "story-" in get(headers["Location"])[2]


def test_robots_txt_asks_some_for_patience(room: LiveNewsroom):
    delays = [get(f"http://{room.log().hosts[str(house.number)]}/robots.txt")[2] for house in room.plan.houses]
    assert [("Crawl-delay: 2" in text) for text in delays] == [bool(house.crawl_delay) for house in room.plan.houses]
    assert any("Crawl-delay" in text for text in delays)
