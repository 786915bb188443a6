"""What `wirelake query`, `wirelake sql` and `wirelake status` promise, over lakes written by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rich.console import Console

from pipelines.listing import cell
from pipelines.query import QueryError, lake_sql, open_lake, run_query, unique
from pipelines.status import print_status, read_status
from schemas.story import Span
from tests.schemas.lakes import HOUR, HandLake, at, attribution, poll, reject, run, story
from transforms.lake.errors import LakeError, LakeFormat, NotALake


@pytest.fixture
def lake(tmp_path: Path) -> HandLake:
    lake = HandLake(tmp_path / "lake")
    on = "2026-01-01"
    lake.commit(
        [
            story("s1", "v1", on, outlet="Tide", paragraphs=(Span(0, 4),), section=None),
            story("s2", "v1", on, outlet="Kelp", title='A "quoted", title'),
            attribution("s1", "v1", on, speaker="Ada Kern", content="The harbour is closed"),
        ],
        [poll("r1", at(on), status=200)],
        run("r1", at(on)),
    )
    return lake


def answer(lake: HandLake, query: str, style: Any = "json", width: int = 100) -> str:
    out = io.StringIO()
    run_query(lake.root, query, style=style, out=out, width=width)
    return out.getvalue()


def test_json_is_one_array_with_times_in_utc_and_nested_values_as_they_are(lake: HandLake) -> None:
    query = "SELECT outlet, published_at, published_date, paragraphs, section FROM stories ORDER BY story_id LIMIT 1"
    assert json.loads(answer(lake, query)) == [
        {
            "outlet": "Tide",
            "published_at": "2026-01-01T12:00:00Z",
            "published_date": "2026-01-01",
            "paragraphs": [{"start": 0, "end": 4}],
            "section": None,
        }
    ]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'NaN'::DOUBLE", None),
        ("'-inf'::DOUBLE", None),
        ("0.1::DOUBLE", 0.1),
        ("1.50::DECIMAL(9, 2)", 1.5),
        ("sum(1)", 1),
        ("TIMESTAMP '2026-01-01 00:00:00.5'", "2026-01-01T00:00:00.500000"),
        ("TIMESTAMPTZ '2026-01-01 00:00:00+09'", "2025-12-31T15:00:00Z"),
        ("TIME '01:02:03'", "01:02:03"),
        ("map {'a': DATE '2026-01-01'}", {"a": "2026-01-01"}),
        ("'\\xAB'::BLOB", "ab"),
        ("uuid '00000000-0000-0000-0000-000000000001'", "00000000-0000-0000-0000-000000000001"),
        ("true", True),
    ],
)
def test_every_kind_of_value_has_a_form_in_json(lake: HandLake, expression: str, value: object) -> None:
    assert json.loads(answer(lake, f"SELECT {expression} AS it")) == [{"it": value}]


def test_an_output_of_few_letters_has_json_with_escapes(lake: HandLake) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    run_query(lake.root, "SELECT 'Ærø' AS place", style="json", out=out)
    out.flush()
    assert json.loads(raw.getvalue()) == [{"place": "Ærø"}]


def test_an_answer_without_rows_is_an_empty_array_or_a_header(lake: HandLake) -> None:
    assert json.loads(answer(lake, "FROM stories WHERE false")) == []
    assert answer(lake, "SELECT url, title FROM stories WHERE false", "csv") == "url,title\n"
    assert "(0 rows)" in answer(lake, "SELECT url FROM stories WHERE false", "table")


def test_columns_of_one_name_are_all_kept(lake: HandLake) -> None:
    assert json.loads(answer(lake, "SELECT 1 AS a, 2 AS a, 3 AS b")) == [{"a": 1, "a_1": 2, "b": 3}]
    assert unique(["a", "b", "a", "a"]) == ["a", "b", "a_1", "a_2"]


def test_csv_quotes_what_needs_it_and_writes_nested_values_as_json(lake: HandLake) -> None:
    text = answer(lake, "SELECT title, paragraphs, section, published_at FROM stories ORDER BY story_id DESC", "csv")
    assert list(csv.reader(io.StringIO(text))) == [
        ["title", "paragraphs", "section", "published_at"],
        ['A "quoted", title', "[]", "", "2026-01-01T12:00:00Z"],
        ["Title of s1", '[{"start": 0, "end": 4}]', "", "2026-01-01T12:00:00Z"],
    ]


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("query", ["FROM stories", "SELECT outlet, title, body FROM stories", "FROM who_said_what"])
def test_a_table_is_no_wider_than_the_terminal(lake: HandLake, query: str, width: int) -> None:
    text = answer(lake, query, "table", width)
    assert "Tide" in text
    assert max(map(len, text.splitlines())) <= width


def test_a_table_shows_the_first_rows_and_says_that_there_are_more(lake: HandLake) -> None:
    text = answer(lake, "SELECT range AS n FROM range(100000)", "table")
    assert " 499 " in text
    assert "the first 500 rows" in text
    assert len(text.splitlines()) < 520


def test_a_query_plan_is_printed_as_duckdb_draws_it(lake: HandLake) -> None:
    text = answer(lake, "EXPLAIN SELECT title FROM stories", "table", 300)
    assert "explain_key" not in text
    assert "title" in text


def test_fetched_text_cannot_move_the_cursor_of_a_terminal() -> None:
    assert cell("safe \x1b[2J\x1b[31mred\r\nover\x07\u202eevil\x9b1m") == "safe red over evil 1m"


def test_the_last_of_several_statements_answers(lake: HandLake) -> None:
    assert json.loads(answer(lake, "SET threads = 1; SELECT 1 AS a; SELECT 2 AS b")) == [{"b": 2}]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELEC 1", "syntax error"),
        ("", "no statement"),
        ("; -- nothing", "no statement"),
        ("FROM storeys", 'Did you mean "stories'),
        ("SELECT titel FROM stories", "titel"),
        ("SELECT title::INT FROM stories", "Could not convert"),
        ("FROM read_parquet('/nowhere/x.parquet')", "No files found"),
    ],
)
def test_a_mistake_in_the_sql_costs_one_line(lake: HandLake, query: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        answer(lake, query)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "LINE 1" not in str(caught.value)


def test_a_lake_that_was_never_made_says_what_makes_one(tmp_path: Path) -> None:
    for use in (open_lake, lake_sql, read_status):
        with pytest.raises(NotALake, match="wirelake ingest"):
            use(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_of_other_things_is_not_taken_for_a_lake(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(LakeError, match="no lake"):
        open_lake(tmp_path)


def test_a_lake_of_a_newer_wirelake_is_refused(lake: HandLake) -> None:
    lake.put("_lake/snapshot.json", {"format": 99, "seq": 1})
    with pytest.raises(LakeFormat, match="newer"):
        open_lake(lake.root)


def test_the_printed_statements_open_the_lake_from_any_folder(
    lake: HandLake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(lake.root.parent)
    text = lake_sql("lake")
    monkeypatch.chdir(tmp_path.parent)
    connection = duckdb.connect()
    connection.execute(text)
    assert connection.execute("SELECT count(*) FROM stories_latest").fetchall() == [(2,)]


@pytest.mark.parametrize("module", ["pipelines.query", "pipelines.status"])
def test_asking_needs_neither_beam_nor_http(module: str) -> None:
    check = f"import sys, {module}; print([name for name in ('apache_beam', 'httpx', 'lxml') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_status_tells_of_runs_feeds_and_rejects(lake: HandLake) -> None:
    later = at("2026-01-02")
    lake.commit(
        [
            reject("2026-01-02", reason="dns", transient=True, url="https://a.example/1", rejected_at=later),
            reject("2026-01-02", reason="dns", transient=True, url="https://a.example/1", rejected_at=later + HOUR),
            reject("2026-01-02", reason="http_404", url="https://a.example/2"),
            reject("2026-01-02", reason="http_404", url="https://a.example/3"),
        ],
        [
            poll("r2", later, outcome="failed", reason="dns"),
            poll("r2", later, feed_id="f2", url="https://kelp.example/rss", outcome="not_modified", status=304),
            poll("r2", later, feed_id="f3", url="https://eel.example/rss", outcome="not_due"),
        ],
        run("r2", later, outcome="partial"),
    )
    status = read_status(lake.root)
    assert [row[2] for row in status.runs.rows] == ["partial", "complete"]
    feeds = {row[0]: dict(zip(status.feeds.names, row, strict=True)) for row in status.feeds.rows}
    tide = feeds["https://tide.example/rss"]
    assert (tide["outcome"], tide["why"]) == ("failed", "dns")
    assert (tide["success"].isoformat()[:10], tide["failure"].isoformat()[:10]) == ("2026-01-01", "2026-01-02")
    assert feeds["https://kelp.example/rss"]["failure"] is None
    assert feeds["https://eel.example/rss"]["outcome"] is None
    assert [row[:5] for row in status.rejects.rows] == [
        ("fetch", "http_404", 2, 2, False),
        ("fetch", "dns", 1, 2, True),
    ]
    assert status.counts == {"stories": 2, "stories_latest": 2, "attributions": 1, "events": 0}


@pytest.mark.parametrize("width", [40, 50, 60, 80, 120])
def test_status_fits_the_terminal_and_halves_no_number(lake: HandLake, width: int) -> None:
    address = "https://a.example/" + "long/" * 30 + "end"
    lake.commit([reject("2026-01-02", url=address)], (), run("r2", at("2026-01-02"), new=7654321))
    out = io.StringIO()
    print_status(lake.root, Console(file=out, width=width))
    assert max(map(len, out.getvalue().splitlines())) <= width
    for whole in ("http_404", "7654321", "complete", "01-02 00:00"):
        assert whole in out.getvalue()
    assert address in re.sub(r"\s", "", out.getvalue()) or width > 50, "a table folds it between other columns"


def test_status_of_a_lake_without_rows_says_so(tmp_path: Path) -> None:
    out = io.StringIO()
    print_status(HandLake(tmp_path / "lake").root, Console(file=out, width=80))
    assert "no run yet" in out.getvalue()
    assert "0 stories in 0 versions" in out.getvalue()
