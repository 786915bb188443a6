"""Metrics: what a file of them says is what the lake says, run after run; and what is no such file is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipelines.config import ConfigError
from pipelines.options import options_of
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, ingest
from transforms.measure import MEASURES, count, measure


def samples(path: Path) -> dict[str, dict[str, float]]:
    """The values of a file by the sample's name and its label."""
    found: dict[str, dict[str, float]] = {}
    for family in text_string_to_metric_families(path.read_text()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[next(iter(sample.labels.values()), "")] = sample.value
    return found


def grouped(lake: Path, sql: str) -> dict[str, float]:
    return {str(label): number for label, number in ask(lake, sql)}


def test_the_file_says_what_the_lake_says_run_after_run(tmp_path: Path):
    lake, path = tmp_path / "lake", tmp_path / "wirelake.prom"
    with Newsroom() as room:
        slug = next(story.slug for story in room.stories if story.corrected is not None)
        for _ in range(2):
            ingest(lake, [*room.feeds, "http://127.0.0.1:9/feed"], metrics_file=path)
            room.correct(slug)
    said = samples(path)
    for name, sql in {
        "polls": "SELECT outcome, count(*) FROM polls GROUP BY ALL",
        "rows": "SELECT 'stories', count(*) FROM stories UNION ALL SELECT 'attributions', count(*) FROM attributions "
        "UNION ALL SELECT 'events', count(*) FROM events UNION ALL SELECT 'rejects', count(*) FROM rejects",
        "attributions": "SELECT stance, count(*) FROM attributions GROUP BY ALL",
        "events": "SELECT coalesce(type, 'none'), count(*) FROM events GROUP BY ALL",
        "rejects": "SELECT reason, count(*) FROM rejects WHERE stage <> 'poll' GROUP BY ALL",
        "story_kinds": "SELECT page_kind, count(*) FROM stories GROUP BY ALL",
        "story_languages": "SELECT coalesce(language, 'unknown'), count(*) FROM stories GROUP BY ALL",
    }.items():
        expected = {label: number for label, number in grouped(lake, sql).items() if number}
        assert said.get(f"wirelake_{name}_total", {}) == expected, name
    changes = said["wirelake_stories_total"]
    runs = ask(lake, 'SELECT sum("new"), sum(edited), sum(commits) FROM runs')
    assert runs == [(changes["new"], changes["edited"], said["wirelake_commit_seconds_count"][""])]
    assert said["wirelake_polls_total"]["failed"] == 2
    assert said["wirelake_last_run_failed_feeds"][""] == 1
    stories, fetched = sum(changes.values()), said["wirelake_fetches_total"]["fetched"]
    assert said["wirelake_story_cpu_seconds_count"][""] == stories
    assert said["wirelake_page_bytes_count"][""] == said["wirelake_fetch_seconds_count"][""] == fetched
    assert [file.name for file in tmp_path.iterdir() if file != lake] == ["wirelake.prom"]


def test_the_lag_of_every_feed_is_in_runs_and_in_the_file(tmp_path: Path):
    lake, path = tmp_path / "lake", tmp_path / "wirelake.prom"
    with Newsroom() as room:
        ingest(lake, room.feeds, metrics_file=path)
    said = samples(path)
    lags = ask(lake, "SELECT lag.feed_id, lag.stories, lag.mean, lag.most FROM (SELECT unnest(lags) AS lag FROM runs)")
    committed = ask(
        lake,
        """SELECT feed_id, count(*), avg(lag), max(lag) FROM (
          SELECT feed_id, epoch(updated_at) - epoch(published_at) AS lag
          FROM stories, (SELECT max(updated_at) AS updated_at FROM runs) WHERE published_at IS NOT NULL)
        GROUP BY feed_id ORDER BY feed_id""",
    )
    assert len(lags) == len(committed) > 3
    for (feed_id, stories, mean, most), expected in zip(sorted(lags), committed, strict=True):
        assert (feed_id, stories) == expected[:2]
        assert (mean, most) == pytest.approx(expected[2:], abs=2)
        assert said["wirelake_feed_lag_seconds_count"][feed_id] == stories
        assert said["wirelake_feed_lag_seconds_sum"][feed_id] == pytest.approx(mean * stories)
    assert said["wirelake_lag_seconds_count"][""] == sum(stories for _, stories, _, _ in lags)


def test_names_follow_the_conventions_of_prometheus():
    families = [measure.family for measure in MEASURES]
    assert len(set(families)) == len(families)
    for each in MEASURES:
        assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", each.family)
        assert not each.family.endswith(("_total", "_sum", "_count", "_bucket"))
        assert (each.unit is not None) == each.family.endswith(("_seconds", "_bytes")), each.family


@pytest.mark.parametrize(
    ("step", "name"),
    [("PollFeeds", "visits"), ("Elsewhere", "polls:failed"), ("PollFeeds", "bytes"), ("PollFeeds", "entries:new")],
)
def test_nothing_is_counted_that_is_not_specified(step: str, name: str):
    with pytest.raises(KeyError):
        count(step, name)


def test_a_counter_is_no_distribution():
    with pytest.raises(KeyError):
        measure("PollFeeds", "polls:failed", 1)


@pytest.mark.parametrize("text", ["not metrics at all\n", "other_total 3\n", "{"])
def test_a_file_of_something_else_is_refused_before_the_run(text: str, tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"--metrics-file .*notes\.txt"):
        options_of(lake=str(tmp_path), feed_urls=["http://feed.example/"], metrics_file=path)
    assert path.read_text() == text


def test_a_missing_folder_is_refused_before_the_run(tmp_path: Path):
    with pytest.raises(ConfigError, match="there is no folder"):
        options_of(lake=str(tmp_path), feed_urls=["http://feed.example/"], metrics_file=tmp_path / "no" / "w.prom")
