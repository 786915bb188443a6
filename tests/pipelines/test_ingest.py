"""Whole runs against the newsroom: what is new arrives once, what is known costs one conditional request a feed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.workroom import SPOOLS, work_room
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, assert_once, files, ingest
from transforms.lake import Lake, LeaseHeld, open_store

TABLES = ("stories", "attributions", "events", "rejects", "polls", "runs")


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


def test_a_round_brings_every_story_and_the_next_one_nothing(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    first = ingest(lake, room.feeds)
    assert (first.polled, first.outcomes["failed"], sum(first.rejects.values())) == (len(room.feeds), 0, 0)
    assert assert_once(lake) == first.new > 30
    before, asked = files(lake, *TABLES), len(room.log)
    second = ingest(lake, room.feeds)
    assert (second.new, second.edited, second.answered) == (0, 0, len(room.feeds))
    requests = room.log[asked:]
    assert len(requests) == len(room.feeds)
    assert files(lake, *TABLES) == before
    assert len(ask(lake, "FROM runs")) == 2
    assert len(ask(lake, "FROM polls")) == 2 * len(room.feeds)


def test_a_correction_is_a_second_version_in_the_same_partition(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    ingest(lake, room.feeds)
    slug = next(story.slug for story in room.stories if story.corrected is not None)
    room.correct(slug)
    report = ingest(lake, room.feeds)
    assert report.edited >= 1
    url = room.story_url(slug)
    versions = ask(
        lake,
        "SELECT version_number, is_latest, superseded_at IS NULL, published_date FROM story_versions "
        f"WHERE url = '{url}' OR canonical_url = '{url}' ORDER BY version_number",
    )
    assert [row[:3] for row in versions] == [(1, False, False), (2, True, True)]
    assert len({row[3] for row in versions}) == 1
    assert_once(lake)


def test_a_run_that_may_handle_only_some_leaves_the_rest_to_the_next(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    first = ingest(lake, room.feeds, max_stories=7, slice_size=3)
    # Three slices, and what is left.
    assert (first.new, first.commits) == (7, 4)
    assert first.left > 0
    second = ingest(lake, room.feeds)
    assert second.new == first.left
    assert second.left == 0
    assert assert_once(lake) == first.new + second.new


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(room: Newsroom, tmp_path: Path):
    report = ingest(tmp_path / "lake", room.feeds, dry_run=True)
    assert report.entries["new"] > 30
    assert list(tmp_path.iterdir()) == []
    ingest(tmp_path / "lake", room.feeds)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "lake").rglob("*")}
    assert ingest(tmp_path / "lake", room.feeds, dry_run=True).entries["new"] == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "lake").rglob("*")} == before


def test_raw_responses_are_kept_and_named_unless_they_are_not_wanted(room: Newsroom, tmp_path: Path):
    kept, not_kept = tmp_path / "kept", tmp_path / "not"
    ingest(kept, room.feeds)
    payloads = ask(kept, "SELECT payload FROM stories WHERE content_source = 'page'")
    assert payloads
    assert all((kept / payload.split("#")[0]).is_file() for (payload,) in payloads)
    ingest(not_kept, room.feeds, raw=False)
    assert not list(not_kept.rglob("*.warc.gz"))
    assert ask(not_kept, "SELECT count(payload) FROM stories") == [(0,)]


def test_two_runs_do_not_poll_one_lake(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    with Lake.open(str(lake)).lease("somebody-else"), pytest.raises(LeaseHeld, match="somebody-else"):
        ingest(lake, room.feeds)
    assert ingest(lake, room.feeds).new > 30


def test_what_a_run_leaves_behind_is_nothing_but_the_lake(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    ingest(lake, room.feeds)
    assert list((lake / SPOOLS).iterdir()) == []
    assert list((lake / "_lake" / "staged").iterdir()) == []


def test_what_a_file_manager_leaves_beside_the_spools_is_no_dead_run(tmp_path: Path):
    spools = tmp_path / SPOOLS
    (spools / "a-dead-run").mkdir(parents=True)
    (spools / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    with work_room(open_store(str(tmp_path)), "a-run", raw=True) as work:
        assert work.dead == ("a-dead-run",)
        work.leave()
    assert [left.name for left in spools.iterdir()] == [".DS_Store"]


def test_the_run_row_adds_up(room: Newsroom, tmp_path: Path):
    lake = tmp_path / "lake"
    report = ingest(lake, room.feeds, slice_size=10)
    ((outcome, commits, stories, attributions, events),) = ask(
        lake, "SELECT outcome, commits, stories, attributions, events FROM runs"
    )
    assert (outcome, commits) == ("complete", report.commits)
    for table, count in (("stories", stories), ("attributions", attributions), ("events", events)):
        assert ask(lake, f"SELECT count(*) FROM {table}") == [(count,)]
    steps = dict(ask(lake, "SELECT s.name, [s.read, s.written, s.rejected] FROM (SELECT unnest(steps) AS s FROM runs)"))
    assert steps["FetchPages"][0] == steps["FetchPages"][1] + steps["FetchPages"][2]
    assert steps["DropSeen"][1] == steps["ReadStories"][0]
    assert steps["ReadStories"][1] == stories


def test_every_request_says_whom_a_site_may_write_to_where_the_user_said_so(tmp_path: Path):
    with Newsroom(stories=(), generated=3, generated_feeds=1) as room:
        ingest(tmp_path / "lake", room.feeds, contact="https://desk.example/bot")
        agents = {request.headers["user-agent"] for request in room.log}
        before = len(room.log)
        ingest(tmp_path / "lake", room.feeds)
        unnamed = {request.headers["user-agent"] for request in room.log[before:]}
    assert before > 4, "feed, robots.txt and pages"
    assert [agent.endswith("; https://desk.example/bot)") for agent in agents] == [True]
    assert [agent.endswith("; obeys robots.txt)") for agent in unnamed] == [True]


@pytest.mark.slow
def test_a_second_run_over_two_hundred_feeds_takes_less_than_five_seconds_of_work(tmp_path: Path):
    with Newsroom(stories=(), generated=200, generated_feeds=200) as room:
        ingest(tmp_path / "lake", room.feeds)
        asked, begun, worked = len(room.log), time.monotonic(), time.process_time()
        report = ingest(tmp_path / "lake", room.feeds, rate=1.0)
        took, worked = time.monotonic() - begun, time.process_time() - worked
        assert (report.new, report.outcomes["not_modified"], len(room.log) - asked) == (0, 200, 200)
    assert worked < 5, "with what the newsroom's server works"
    assert took < 100, "at a request a second they would wait for 200 s, one after the other"
