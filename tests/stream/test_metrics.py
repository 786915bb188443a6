"""What a stream's engine says of it: the metrics of a job on a real Prism are those of the lake that it wrote."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipelines.config import ConfigError
from pipelines.stream.options import find_prism
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask
from tests.pipelines.test_metrics import samples
from tests.stream.test_prism import Stream, until

pytestmark = [pytest.mark.engines("prism"), pytest.mark.slow]


class Measured(Stream):
    """A stream that writes its metrics."""

    def start(self) -> subprocess.Popen[bytes]:
        self.process = self.run("--metrics-file", str(self.lake.parent / "wirelake.prom"))
        return self.process


def test_the_engine_says_what_the_lake_says(tmp_path: Path):
    try:
        find_prism()
    except ConfigError as missing:
        pytest.skip(str(missing))
    with Newsroom(stories=(), generated=12, generated_feeds=3) as room:
        stream = Measured(tmp_path, room)
        try:
            until(lambda: stream.held() == 12)
            assert stream.stop() == 0
        finally:
            if stream.process.poll() is None:
                stream.kill()
            print(stream.log.read_text())
    said = samples(tmp_path / "wirelake.prom")
    lake = tmp_path / "lake"
    assert said["wirelake_stories_total"] == {"new": 12}
    assert said["wirelake_fetches_total"] == {"fetched": 12}
    for name, sql in {
        "polls": "SELECT outcome, count(*) FROM polls GROUP BY ALL",
        "attributions": "SELECT stance, count(*) FROM attributions GROUP BY ALL",
        "events": "SELECT type, count(*) FROM events GROUP BY ALL",
    }.items():
        assert said[f"wirelake_{name}_total"] == dict(ask(lake, sql)), name
    assert [(said["wirelake_commit_seconds_count"][""],)] == ask(lake, "SELECT count(*) FROM runs")
    lags = (
        "SELECT lag.feed_id, sum(lag.stories), max(lag.most) FROM (SELECT unnest(lags) AS lag FROM runs) GROUP BY ALL"
    )
    found = ask(lake, lags)
    assert {feed_id: stories for feed_id, stories, _ in found} == said["wirelake_feed_lag_seconds_count"]
    assert said["wirelake_state_bytes_count"].keys() == {"PollFeeds", "ReadStories"}
