"""What feeds, ledger, validators and killed runs do to one another: nothing is hidden, nothing is asked for twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.config import read_feeds
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, assert_once, ingest


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


def stories(room: Newsroom, url: str) -> int:
    return len(room.requests(url))


def kill_after(room: Newsroom, lake: Path, feeds: list[str], requests: int) -> None:
    """Kill a run of its own process once it has asked for so much."""
    asked = len(room.log) + requests
    run = subprocess.Popen([sys.executable, "-m", "tests.pipelines.apart", str(lake), *feeds])
    while len(room.log) < asked and run.poll() is None:
        time.sleep(0.005)
    time.sleep(0.1)
    run.kill()
    run.wait()


def test_a_kill_notice_after_a_killed_run_is_read_though_the_page_had_been_fetched(room: Newsroom, tmp_path: Path):
    lake, slug = tmp_path / "lake", "pipeline-blast-killed"
    site = next(story.sites[0] for story in room.stories if story.slug == slug)
    feeds = [room.feed_url(site)]
    kill_after(room, lake, feeds, requests=6)
    room.kill(slug)
    ingest(lake, feeds)
    url = room.story_url(slug, site)
    assert ask(lake, f"SELECT status FROM stories_latest WHERE url LIKE '{url}%'") == [("canceled",)]
    assert_once(lake)


def test_what_a_killed_run_had_fetched_is_not_fetched_again(tmp_path: Path):
    with Newsroom(stories=(), generated=30, generated_feeds=1) as room:
        kill_after(room, tmp_path / "lake", room.feeds, requests=12)
        report = ingest(tmp_path / "lake", room.feeds)
        pages = [request.path for request in room.log if request.path.startswith("/story/")]
    assert assert_once(tmp_path / "lake") == 30
    assert report.reused > 0
    # At most the one page that was on its way when the run was killed.
    assert len(pages) - len(set(pages)) <= 1


def test_a_story_of_two_feeds_that_is_left_over_is_hidden_behind_the_304_of_neither(tmp_path: Path):
    with Newsroom(stories=()) as room:
        one, two, both = (room.faulty_page("redirect_shared", number) for number in range(3))
        first, second = room.feed_of(one, two, both), room.feed_of(both)
        assert ingest(tmp_path / "lake", [first, second], max_stories=1).new == 1
        # The first feed goes away; the second says nothing new.
        ingest(tmp_path / "lake", [second])
    assert assert_once(tmp_path / "lake") == 3


def test_two_feeds_that_word_one_story_differently_fetch_it_once(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    with Newsroom(stories=()) as other:
        pages = [other.faulty_page("redirect_shared", number) for number in range(4)]
        feeds = [other.feed_of(*pages, content="summary"), other.feed_of(*pages, content="full")]
        ingest(lake, feeds)
        asked = [stories(other, page) for page in pages]
        for _ in range(2):
            report = ingest(lake, feeds)
            assert (report.new, report.edited, report.entries["edited"]) == (0, 0, 0)
        assert [stories(other, page) for page in pages] == asked
    assert assert_once(lake) == 4


def test_leftovers_do_not_make_a_feed_be_asked_before_it_is_due(room: Newsroom, tmp_path: Path):
    lake, feed = tmp_path / "lake", room.feed_url("courier")
    first = ingest(lake, [feed], max_stories=1)
    assert first.left > 0
    assert ask(lake, "SELECT outcome FROM runs") == [("partial",)]
    second = ingest(lake, [feed])
    assert (second.outcomes["not_modified"], second.new) == (1, first.left)
    assert ask(lake, "SELECT sum(new) FROM polls") == [(first.new + second.new,)]
    assert_once(lake)


def test_a_run_without_time_asks_nobody_and_says_that_no_feed_failed(room: Newsroom, tmp_path: Path):
    report = ingest(tmp_path / "lake", room.feeds, max_minutes=1e-6)
    assert (report.polled, report.outcomes["failed"]) == (0, 0)
    assert ask(tmp_path / "lake", "SELECT count(*) FROM polls") == [(0,)]
    assert ingest(tmp_path / "lake", room.feeds).new > 30


def test_the_feeds_file_that_the_newsroom_writes_is_one_that_wirelake_reads(tmp_path: Path):
    path = tmp_path / "feeds.toml"
    command = [sys.executable, "-m", "tests.newsroom", "--port", "0", "--write-feeds", str(path)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while server.poll() is None and not (path.exists() and path.read_text()):
            time.sleep(0.05)
        assert len(read_feeds(path)) > 10
    finally:
        server.terminate()
        server.wait()


def test_ctrl_c_costs_one_line_and_loses_nothing(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    code = "from pipelines.cli import main; main()"
    command = [sys.executable, "-c", code, "ingest", "--lake", str(lake), "--allow-net", "127.0.0.0/8"]
    # A page that hangs, so that no machine is fast enough to be done before the signal comes.
    for feed in (*room.feeds, room.feed_of(room.faulty_page("hang", 900))):
        command += ["--feed", feed]
    asked = len(room.log) + 30
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while len(room.log) < asked and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130, errors
    assert errors.count("\n") == 1, errors
    ingest(lake, room.feeds)
    assert assert_once(lake) > 30
