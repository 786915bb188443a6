"""What the views promise an analyst, over lakes written by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.logbook import Step
from schemas.story import Span
from schemas.tables import TABLES
from schemas.views import sql, statements
from tests.schemas.lakes import HOUR, HandLake, at, attribution, days, event, poll, reject, run, story

DERIVED = ("story_versions", "stories_latest", "attributions_latest", "events_latest", "who_said_what")


def reader(lake: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(sql(str(lake)))
    return connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def count(connection: duckdb.DuckDBPyConnection, view: str) -> int:
    return int(rows(connection, f"SELECT count(*) FROM {view}")[0][0])


@pytest.fixture
def lake(tmp_path: Path) -> HandLake:
    return HandLake(tmp_path / "lake")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_lake_without_rows_has_every_table_with_every_column(lake: HandLake, table: Any) -> None:
    connection = reader(lake.root)
    described = {row[0]: row[1] for row in rows(connection, f"DESCRIBE {table.name}")}
    assert list(described) == [column.name for column in table.columns] + [table.partition]
    assert described[table.partition] == "DATE"
    for column in table.columns:
        if pa.types.is_timestamp(column.type):
            assert described[column.name] == "TIMESTAMP WITH TIME ZONE", column.name
    assert count(connection, table.name) == 0


@pytest.mark.parametrize("view", DERIVED)
def test_a_lake_without_rows_has_every_derived_view(lake: HandLake, view: str) -> None:
    assert count(reader(lake.root), view) == 0


@pytest.mark.parametrize(
    "name",
    [
        "it's",
        "two words",
        "a,b",
        "[ab]",
        "a*",
        "a?",
        "**",
        "x=1",
        "$1;--",
        "{a,b}",
        "Ünï-日",
        '"',
        "\\",
        "%20",
        "a[",
        "a]",
    ],
)
def test_any_character_may_stand_in_the_path_of_a_lake(tmp_path: Path, name: str) -> None:
    for decoy in ("a", "ab", "axb"):
        HandLake(tmp_path / decoy).commit([story("decoy", "v1", "2026-01-01")], [poll("decoy", at("2026-01-01"))])
    lake = HandLake(tmp_path / name)
    lake.commit([story("s1", "v1", "2026-01-01")], [poll("r1", at("2026-01-01"))])
    connection = reader(lake.root)
    assert rows(connection, "SELECT story_id, published_date::VARCHAR FROM stories") == [("s1", "2026-01-01")]
    assert rows(connection, "SELECT run_id FROM polls") == [("r1",)]


def test_a_path_may_be_relative_and_end_in_a_slash(lake: HandLake, monkeypatch: pytest.MonkeyPatch) -> None:
    lake.commit([story("s1", "v1", "2026-01-01")])
    monkeypatch.chdir(lake.root.parent)
    assert count(reader(Path("lake")), "stories") == 1
    connection = duckdb.connect()
    connection.execute(sql(f"{lake.root}/"))
    assert count(connection, "stories") == 1


def test_what_is_committed_later_is_unseen_until_the_statements_run_again(lake: HandLake) -> None:
    lake.commit(
        [story("s1", "v1", "2026-01-01"), attribution("s1", "v1", "2026-01-01")], [poll("r1", at("2026-01-01"))]
    )
    connection = reader(lake.root)
    lake.commit(
        [story("s2", "v1", "2026-01-01"), attribution("s2", "v1", "2026-01-01")], [poll("r2", at("2026-01-01"))]
    )
    assert [count(connection, view) for view in ("stories", "attributions", "polls")] == [1, 1, 1]
    connection.execute(sql(str(lake.root)))
    assert [count(connection, view) for view in ("stories", "attributions", "polls")] == [2, 2, 2]


def test_a_file_that_no_snapshot_names_is_unseen(lake: HandLake) -> None:
    lake.commit([story("s1", "v1", "2026-01-01")])
    lake.file("stories", "2026-01-02", [story("s2", "v1", "2026-01-02")])
    assert rows(reader(lake.root), "SELECT story_id FROM stories") == [("s1",)]


def test_a_file_of_an_older_wirelake_reads_null_where_it_lacks_a_column(lake: HandLake) -> None:
    lake.commit([story("s2", "v1", "2026-01-02", slug="PORT/")])
    old = lake.file("stories", "2026-01-01", [story("s1", "v1", "2026-01-01", slug="GONE/")], drop=["slug", "topics"])
    lake.segment("stories", [old])
    lake.publish()
    found = rows(reader(lake.root), "SELECT story_id, slug, topics FROM stories ORDER BY story_id")
    assert found == [("s1", None, None), ("s2", "PORT/", [])]


def test_a_column_that_became_nullable_is_read_beside_files_in_which_it_was_not(lake: HandLake) -> None:
    lake.commit([story("s2", "v1", "2026-01-02"), event("s2", "v1", "2026-01-02", type=None, topic="disaster")])
    old = lake.file("events", "2026-01-01", [event("s1", "v1", "2026-01-01")])
    path = lake.root / old["path"]
    table = pq.read_table(path, partitioning=None)
    at_type = table.schema.get_field_index("type")
    strict = table.schema.set(at_type, table.schema.field(at_type).with_nullable(False))
    pq.write_table(table.cast(strict), path)
    lake.segment("events", [old])
    lake.publish()
    found = rows(reader(lake.root), "SELECT story_id, type, topic FROM events ORDER BY story_id")
    assert found == [("s1", "PROTEST", None), ("s2", None, "disaster")]


def test_versions_are_numbered_in_order_of_fetching_and_know_their_successor(lake: HandLake) -> None:
    on = "2026-01-01"
    lake.commit([story("s1", "vb", on, fetched_at=at(on, 13)), story("s2", "vx", on)])
    lake.commit([story("s1", "va", on, fetched_at=at(on, 15)), story("s1", "vc", on, fetched_at=at(on, 14))])
    connection = reader(lake.root)
    found = rows(
        connection,
        'SELECT "version", version_number, is_latest, hour(superseded_at) FROM story_versions'
        " WHERE story_id = 's1' ORDER BY version_number",
    )
    assert found == [("vb", 1, False, 14), ("vc", 2, False, 15), ("va", 3, True, None)]
    assert rows(connection, 'SELECT story_id, "version" FROM stories_latest ORDER BY 1') == [("s1", "va"), ("s2", "vx")]


def test_only_the_latest_version_speaks_in_the_latest_views(lake: HandLake) -> None:
    on = "2026-01-01"
    lake.commit([story("s1", "v1", on), attribution("s1", "v1", on, 0), attribution("s1", "v1", on, 1)])
    lake.commit([event("s1", "v1", on)])
    lake.commit(
        [
            story("s1", "v2", on, fetched_at=at(on, 20), title="Port closed", outlet="Tide"),
            attribution("s1", "v2", on, speaker="Ada Kern", content="The harbour is closed"),
        ]
    )
    connection = reader(lake.root)
    assert rows(connection, 'SELECT "version", seq FROM attributions_latest') == [("v2", 0)]
    assert rows(connection, "SELECT event_id FROM events_latest") == []
    assert rows(connection, "SELECT outlet, who, content, title FROM who_said_what") == [
        ("Tide", "Ada Kern", "The harbour is closed", "Port closed")
    ]


def test_the_source_as_printed_stands_in_where_no_speaker_is_resolved(lake: HandLake) -> None:
    lake.commit([story("s1", "v1", "2026-01-01"), attribution("s1", "v1", "2026-01-01", source="two officials")])
    assert rows(reader(lake.root), "SELECT who FROM who_said_what") == [("two officials",)]


@pytest.mark.parametrize(
    "condition",
    ["= DATE '2026-01-03'", "= '2026-01-03'", "BETWEEN '2026-01-03' AND '2026-01-03'", ">= DATE '2026-01-12'"],
)
@pytest.mark.parametrize("view", ["stories", "attributions", "events", *DERIVED])
def test_a_filter_on_published_date_reads_the_files_of_those_days_only(
    lake: HandLake, view: str, condition: str
) -> None:
    for on in days("2026-01-01", 12):
        lake.commit([story(f"s{on}", "v1", on), attribution(f"s{on}", "v1", on), event(f"s{on}", "v1", on)])
    connection = reader(lake.root)
    plan = rows(connection, f"EXPLAIN ANALYZE SELECT * FROM {view} WHERE published_date {condition}")[0][1]
    read = [int(number) for number in re.findall(r"Total Files Read: (\d+)", plan)]
    assert read, plan
    assert set(read) == {1}, plan
    assert count(connection, f"{view} WHERE published_date {condition}") == 1


def test_a_lake_is_opened_without_a_look_at_its_files(lake: HandLake) -> None:
    """A view that is made over all files reads the foot of each, and there are more than twenty views and macros."""
    lake.commit([story("s1", "v1", "2026-01-01")], [poll("r1", at("2026-01-01"))])
    (file,) = lake.root.glob("stories/*/*.parquet")
    file.write_bytes(b"")
    connection = reader(lake.root)
    assert count(connection, "polls") == 1
    with pytest.raises(duckdb.Error, match=re.escape(file.name)):
        count(connection, "stories")


def test_polls_of_manifests_and_of_parquet_are_the_same_rows(lake: HandLake) -> None:
    sent = at("2026-01-01", 9.5)
    lake.commit(polls=[poll("r1", sent, status=200, seconds=0.25, format="rss20", entries=3, next_due_at=sent + HOUR)])
    lake.commit(polls=[poll("r2", at("2026-01-02"), outcome="failed", reason="dns", message="no ' address")])
    before = rows(reader(lake.root), "SELECT * FROM polls ORDER BY run_id")
    assert before[0][3].isoformat() == "2026-01-01T09:30:00+00:00"
    assert before[0][-1].isoformat() == "2026-01-01"
    lake.fold()
    assert rows(reader(lake.root), "SELECT * FROM polls ORDER BY run_id") == before
    lake.commit(polls=[poll("r3", at("2026-01-02"))])
    assert rows(reader(lake.root), "SELECT run_id FROM polls ORDER BY 1") == [("r1",), ("r2",), ("r3",)]


def test_a_run_is_one_row_its_last(lake: HandLake) -> None:
    start = at("2026-01-01", 23.99)
    steps = (Step(name="PollFeeds", read=2, written=9),)
    lake.commit(run=run("r1", start, outcome="partial", commits=1, stories=5))
    lake.commit(run=run("r1", start, updated_at=start + HOUR, commits=2, stories=9, steps=steps))
    lake.commit(run=run("r2", start + HOUR))
    wanted = [("r1", "complete", 9, "2026-01-01"), ("r2", "complete", 0, "2026-01-02")]
    query = "SELECT run_id, outcome, stories, started_date::VARCHAR FROM runs ORDER BY 1"
    assert rows(reader(lake.root), query) == wanted
    assert rows(reader(lake.root), "SELECT steps[1].written FROM runs WHERE run_id = 'r1'") == [(9,)]
    lake.fold()
    assert rows(reader(lake.root), query) == wanted
    lake.commit(run=run("r1", start, updated_at=start + 2 * HOUR, commits=3, stories=10))
    assert rows(reader(lake.root), query)[0] == ("r1", "complete", 10, "2026-01-01")


def test_a_manifest_larger_than_what_json_readers_usually_take_is_read(lake: HandLake) -> None:
    lake.commit(polls=[poll("r1", at("2026-01-01"), message="x" * (20 << 20))])
    assert rows(reader(lake.root), "SELECT len(message) FROM polls") == [(20 << 20,)]


def test_rejects_are_a_table_like_the_others(lake: HandLake) -> None:
    lake.commit([reject("2026-01-01"), reject("2026-01-02", reason="dns", transient=True)])
    found = rows(reader(lake.root), "SELECT rejected_date::VARCHAR, reason, transient FROM rejects ORDER BY 1")
    assert found == [("2026-01-01", "http_404", False), ("2026-01-02", "dns", True)]


def test_words_counts_characters_as_the_spans_do(lake: HandLake) -> None:
    body = "Q\u0301 \U0001f30a said “yes”."
    start = body.index("said")
    spans = (Span(start, start + 4), Span(body.index("yes"), body.index("yes") + 3))
    lake.commit([story("s1", "v1", "2026-01-01", body=body, paragraphs=spans)])
    assert rows(reader(lake.root), "SELECT words(body, paragraphs) FROM stories") == [("said … yes",)]


def test_overlap_is_the_share_of_equal_values(lake: HandLake) -> None:
    lake.commit(
        [
            story("s1", "v1", "2026-01-01", signature=(1, 2, 3, 4)),
            story("s2", "v1", "2026-01-01", signature=(1, 2, 9, 9)),
            story("s3", "v1", "2026-01-01", signature=()),
        ]
    )
    found = rows(
        reader(lake.root),
        "SELECT overlap(a.signature, b.signature) FROM stories a, stories b"
        " WHERE a.story_id = 's1' ORDER BY b.story_id",
    )
    assert found == [(1.0,), (0.5,), (0.0,)]


def test_the_session_speaks_utc(lake: HandLake) -> None:
    lake.commit([story("s1", "v1", "2026-01-01")])
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Tokyo'")
    connection.execute(sql(str(lake.root)))
    assert rows(connection, "SELECT published_at::VARCHAR FROM stories") == [("2026-01-01 12:00:00+00",)]


def test_nothing_is_left_in_a_database_that_opened_a_lake(lake: HandLake, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "own.duckdb")) as connection:
        for statement in statements(str(lake.root)):
            connection.execute(statement)
        assert count(connection, "stories") == 0
    with duckdb.connect(str(tmp_path / "own.duckdb")) as connection:
        assert rows(connection, "SELECT view_name FROM duckdb_views() WHERE NOT internal") == []
