"""The views over a lake that its own code wrote: the shape agreed on is the shape written."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.query import open_lake
from schemas.tables import TABLES
from schemas.views import sql
from tests.lake.rows import DAY, NOON, Clock, draft
from transforms.lake import Lake, NotALake


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    views = (*TABLES, "stories_latest", "attributions_latest", "events_latest", "who_said_what")
    return {view: connection.execute(f"SELECT count(*) FROM {view}").fetchall()[0][0] for view in views}


def test_every_view_reads_what_commits_wrote(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    with pytest.raises(NotALake, match="nothing has been committed"):
        open_lake(tmp_path / "lake")
    lake.commit(draft(lake, "run", "one", [1, 2], NOON))
    before = open_lake(tmp_path / "lake")
    lake.commit(draft(lake, "run", "two", [3], NOON))
    assert counts(before)["stories"] == 2
    found = counts(open_lake(tmp_path / "lake"))
    assert found["runs"] == 1
    assert found["polls"] == 2
    assert {found[view] for view in found if view not in ("runs", "polls")} == {3}


def test_runs_and_polls_are_the_same_rows_when_they_have_been_folded(tmp_path: Path) -> None:
    clock = Clock()
    lake = Lake.open(tmp_path / "lake", clock=clock)
    for number in range(4):
        clock.at = NOON + number * DAY
        lake.commit(draft(lake, f"run-{number}", f"commit-{number}", [number], clock()))
    assert list((tmp_path / "lake" / "polls").rglob("*.parquet"))
    connection = duckdb.connect()
    connection.execute(sql(str(tmp_path / "lake")))
    assert counts(connection)["polls"] == 4
    assert connection.execute("SELECT run_id FROM runs ORDER BY 1").fetchall() == [(f"run-{n}",) for n in range(4)]
