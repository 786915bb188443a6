"""`wirelake stream` on Prism against a newsroom on its timeline: judged by the newsroom's log, stopped and killed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.engines.follow import follow_by_stream, soak
from tests.engines.judge import Terms, judge
from tests.engines.judge_compare import compare
from tests.engines.judge_verdict import Verdict
from tests.engines.rounds import ingest_in_rounds
from tests.engines.weight import growth, table
from tests.newsroom.live import Apart, Cut, Log

SMALL = Cut(stories=60, publishers=6, seconds=40, seed=26, crawl_delay=0.5)
RATE, WINDOW, EVERY = 4.0, 5.0, 2.0

FULL = Cut()

pytestmark = [pytest.mark.engines("prism"), pytest.mark.timeout(900)]


class Streamed(NamedTuple):
    log: Log
    lake: Path
    terms: Terms
    verdict: Verdict


@pytest.fixture(scope="module")
def streamed(tmp_path_factory: pytest.TempPathFactory) -> Streamed:
    folder = tmp_path_factory.mktemp("streamed")
    log, terms, verdict = follow_by_stream(
        SMALL, folder, rate=RATE, window=WINDOW, every=EVERY, faults=("stop", "kill")
    )
    return Streamed(log, folder / "lake", terms, verdict)


def test_a_stream_stopped_and_killed_on_the_way_loses_and_repeats_nothing(streamed: Streamed):
    assert streamed.verdict.good, "\n" + streamed.verdict.table()
    assert len(streamed.terms.outages) == 3
    assert streamed.verdict.counts["due"] > SMALL.stories * 0.5


def test_its_rows_are_those_of_ingest_column_by_column(streamed: Streamed, tmp_path: Path):
    port = int(streamed.log.hosts["0"].rpartition(":")[2])
    lake = tmp_path / "lake"
    with Apart(SMALL, tmp_path / "room", rate=RATE, port=port) as room:
        terms = ingest_in_rounds(room, lake, rate=RATE)
        log = room.close()
    assert judge(log, lake, terms).good
    # What both had promised: what the stream was down for is no last version of it.
    both = replace(terms, interval=max(terms.interval, streamed.terms.interval), outages=streamed.terms.outages)
    verdict = compare((log, lake), (streamed.log, streamed.lake), both)
    assert verdict.good, "\n" + verdict.table()
    assert verdict.counts["compared"] > SMALL.stories * 0.8


@pytest.mark.long
def test_two_thousand_stories_in_three_minutes_are_there_once_and_within_two_windows(tmp_path: Path):
    _, _, verdict = follow_by_stream(FULL, tmp_path, rate=1.0, window=10.0, every=5.0)
    assert verdict.good, "\n" + verdict.table()
    assert verdict.counts["due"] > FULL.stories
    assert verdict.counts["visible p99, s"] <= 20, "\n" + verdict.table()


@pytest.mark.long
def test_two_thousand_stories_survive_a_stop_and_a_kill(tmp_path: Path):
    _, _, verdict = follow_by_stream(FULL, tmp_path, rate=1.0, window=10.0, every=5.0, faults=("stop", "kill"))
    assert verdict.good, "\n" + verdict.table()


@pytest.mark.long
def test_what_a_stream_weighs_does_not_grow_with_what_it_has_seen(tmp_path: Path):
    """Sixty windows; `python -m benchmarks.streaming soak` for longer."""
    cut = Cut(stories=900, publishers=12, seconds=300, seed=3, crawl_delay=0.5)
    samples, verdict = soak(cut, tmp_path, rate=RATE, window=WINDOW, every=EVERY)
    assert verdict.good, "\n" + verdict.table()
    said = "\n" + table(samples)
    assert len(samples) > 30, said
    for step in ("PollFeeds", "ReadStories"):
        assert growth([sample.state[step] for sample in samples if step in sample.state]) < 1.3, said
    assert growth([sample.worker for sample in samples]) < 1.15, said
