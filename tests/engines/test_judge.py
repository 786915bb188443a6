"""The judge, on a small newsroom that ingest follows in rounds; and on the same lake spoiled, which it must see."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.engines.judge import Terms, due_versions, judge
from tests.engines.judge_compare import compare
from tests.engines.judge_limits import judge_limits
from tests.engines.judge_verdict import Verdict
from tests.engines.judge_watch import Watch
from tests.engines.rounds import ingest_in_rounds
from tests.newsroom.live import Apart, Cut, Log

CUT = Cut(stories=60, publishers=6, seconds=30, seed=25, crawl_delay=0.5)
"""A story of before is edited after ten seconds: two versions of it are there however slow the machine is."""
RATE = 4.0

pytestmark = pytest.mark.slow


class Followed(NamedTuple):
    log: Log
    lake: Path
    terms: Terms
    watch: Watch


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    folder = tmp_path_factory.mktemp("judged")
    lake = folder / "lake"
    with Apart(CUT, folder / "room", rate=RATE) as room, Watch(lake) as watch:
        terms = ingest_in_rounds(room, lake, rate=RATE)
        log = room.close()
    return Followed(log, lake, terms, watch)


def test_ingest_in_rounds_is_judged_good(followed: Followed):
    log, lake, terms, watch = followed
    verdict = judge(log, lake, terms, watch.seen)
    assert verdict.good, "\n" + verdict.table()
    assert watch.faults == []
    assert verdict.counts["due"] > CUT.stories * 0.7
    assert verdict.counts["visible p99, s"] <= 2 * terms.interval + 5
    kinds = Counter(take.kind for item in log.plan.items for take in item.takes)
    assert set(kinds) == {"first", "dated", "undated", "silent", "kill"}
    statuses = Counter(ask.status for ask in log.requests)
    assert statuses.keys() >= {200, 302, 304}


def rewrite(path: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    table = pq.ParquetFile(path).read()
    pq.write_table(change(table), path)


def a_file(lake: Path, table: str = "stories") -> Path:
    return next(path for path in sorted((lake / table).rglob("*.parquet")) if pq.read_metadata(path).num_rows >= 2)


def row_twice(lake: Path) -> None:
    rewrite(a_file(lake), lambda table: pa.concat_tables([table, table.slice(0, 1)]))


def version_missing(lake: Path) -> None:
    for path in (lake / "stories").rglob("*.parquet"):
        rewrite(path, lambda table: table.slice(1))


def with_column(table: pa.Table, name: str, change: Callable[[str], str]) -> pa.Table:
    place = table.schema.get_field_index(name)
    values = table.column(name).to_pylist()
    return table.set_column(place, table.schema.field(name), pa.array([change(value) for value in values], pa.string()))


def never_served(lake: Path) -> None:
    rewrite(a_file(lake), lambda table: with_column(table, "body", lambda text: re.sub(r"take \d", "take 7", text)))


def put_together(lake: Path) -> None:
    rewrite(
        a_file(lake), lambda table: with_column(table, "body", lambda text: re.sub(r"take \d", "take 7", text, count=1))
    )


def another_title(lake: Path) -> None:
    rewrite(a_file(lake), lambda table: with_column(table, "title", lambda text: text + " and more"))


def of_another_time(lake: Path) -> None:
    def an_hour_later(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("fetched_at")
        later = pc.add(table.column("fetched_at"), pa.scalar(3_600_000_000, pa.duration("us")))
        return table.set_column(place, table.schema.field("fetched_at"), later)

    for path in (lake / "stories").rglob("*.parquet"):
        if "page" in pq.read_table(path, columns=["content_source"])["content_source"].to_pylist():
            rewrite(path, an_hour_later)


def last_version_gone(lake: Path) -> None:
    """Take the last version of an edited story out."""
    found = {path: pq.ParquetFile(path).read() for path in sorted((lake / "stories").rglob("*.parquet"))}
    latest: dict[str, tuple[object, Path, str]] = {}
    several = Counter(story_id for table in found.values() for story_id in table["story_id"].to_pylist())
    for path, table in found.items():
        for row in table.select(["story_id", "version", "fetched_at"]).to_pylist():
            if several[row["story_id"]] > 1:
                this = row["fetched_at"], path, row["version"]
                latest[row["story_id"]] = max(latest.get(row["story_id"], this), this, key=lambda known: known[0])
    for _, path, version in latest.values():
        rewrite(path, lambda table, version=version: table.filter(pc.not_equal(table["version"], version)))


def stray_file(lake: Path) -> None:
    """A file of attributions that the snapshot does not name."""
    path = a_file(lake, "attributions")
    shutil.copy(path, path.with_name("stray.parquet"))


SPOILS = [
    (row_twice, {"twice", "torn apart"}),
    (version_missing, {"missing", "torn apart"}),
    (never_served, {"never served", "missing"}),
    (put_together, {"never served", "missing"}),
    (another_title, {"never served", "missing"}),
    (of_another_time, {"never served"}),
    (last_version_gone, {"missing", "wrong final state", "torn apart"}),
    (stray_file, {"torn apart"}),
]


@pytest.mark.parametrize(("spoil", "faults"), SPOILS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_spoiled_lake_is_seen(followed: Followed, tmp_path: Path, spoil: Callable[[Path], None], faults: set[str]):
    lake = tmp_path / "lake"
    shutil.copytree(followed.lake, lake)
    spoil(lake)
    verdict = judge(followed.log, lake, followed.terms)
    assert faults <= verdict.found, "\n" + verdict.table()


def test_a_reader_that_was_down_owes_nothing_of_that_time(followed: Followed):
    log, _, terms, _ = followed
    down = dataclasses.replace(terms, outages=((log.began, log.ended),))
    assert due_versions(log, down) == set()
    patient = dataclasses.replace(terms, interval=1000.0)
    assert due_versions(log, patient) == set()


def test_a_host_asked_too_often_is_seen(followed: Followed):
    log = followed.log
    assert judge_limits(log, RATE).good
    assert judge_limits(log, RATE / 4).found == {"asked too often"}
    # The delay of one robots.txt alone, at the usual rate of all others.
    slow = next(house for house in log.plan.houses if house.crawl_delay)
    hurried = tuple(
        dataclasses.replace(ask, time=log.began + 60 + number * 0.25)
        for number, ask in enumerate(ask for ask in log.requests if ask.host == log.hosts[str(slow.number)])
    )
    verdict = judge_limits(dataclasses.replace(log, requests=hurried), RATE)
    assert verdict.found == {"asked too often"}
    assert log.hosts[str(slow.number)] in verdict.faults["asked too often"][0]


def test_lakes_are_compared_column_by_column(followed: Followed, tmp_path: Path):
    log, lake, terms, _ = followed
    same = compare((log, lake), (log, lake), terms)
    assert same.good
    assert same.counts["compared"] > CUT.stories * 0.7
    other = tmp_path / "lake"
    shutil.copytree(lake, other)
    rewrite(a_file(other), lambda table: with_column(table, "agency", lambda _: "Nobody"))
    last_version_gone(other)
    different = compare((log, lake), (log, other), terms)
    assert different.found == {"differs", "another final state"}
    assert "agency" in different.faults["differs"][0]


def test_a_log_reads_as_it_was_written(followed: Followed, tmp_path: Path):
    followed.log.write(tmp_path / "log.jsonl")
    again = Log.read(tmp_path / "log.jsonl")
    assert (again.plan.cut, again.requests, again.began) == (CUT, followed.log.requests, followed.log.began)


def test_a_verdict_is_a_table_that_fits():
    missing = tuple(f"story {n} " * 40 for n in range(9))
    verdict = Verdict({"rows": 12345, "seconds": 1.25}, {"missing": missing, "twice": ()})
    lines = verdict.table().splitlines()
    assert max(map(len, lines)) <= 120
    assert len(lines) == 2 + 2 + 3
    assert not verdict.good
    assert verdict.found == {"missing"}
