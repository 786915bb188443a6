"""Help for tests of whole runs: ingest a newsroom, ask the lake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.config import feeds_of_urls
from pipelines.ingest import run_ingest
from pipelines.options import IngestOptions, network
from pipelines.report import Report
from schemas import views
from transforms.fetching.limits import Limits

QUICK = Limits(connect=1.0, read=1.5, whole=3.0)
"""Limits under which a hanging host costs a test three seconds. On a busy machine they cost healthy ones too."""


def ingest(
    lake: Path, feeds: Iterable[str], *, rate: float = 50.0, limits: Limits | None = None, **fields: Any
) -> Report:
    """Run an ingest of feeds on loopback, politely enough for a server of one's own."""
    options = IngestOptions(
        lake=str(lake),
        feeds=tuple(replace(feed, rate=rate) for feed in feeds_of_urls(feeds)),
        allow_net=(network("127.0.0.0/8"),),
        limits=limits or Limits(),
    )
    return run_ingest(replace(options, **fields))


def ask(lake: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask the views of a lake's last snapshot."""
    with duckdb.connect() as connection:
        connection.execute(views.sql(str(lake)))
        return connection.execute(sql).fetchall()


def files(lake: Path, *tables: str) -> set[Path]:
    """The Parquet files of tables."""
    return {path for table in tables for path in (lake / table).rglob("*.parquet")}


def assert_once(lake: Path) -> int:
    """Every version is there exactly once, by the views and by the raw files, with all of its rows; how many."""
    ((rows, versions),) = ask(lake, "SELECT count(*), count(DISTINCT (story_id, version)) FROM stories")
    assert rows == versions
    for table, key in (("attributions", "seq"), ("events", "seq")):
        ((twice,),) = ask(lake, f"SELECT count(*) - count(DISTINCT (story_id, version, {key})) FROM {table}")
        assert twice == 0
        missing = f"SELECT count(*) FROM {table} ANTI JOIN stories USING (published_date, story_id, version)"
        assert ask(lake, missing) == [(0,)]
    if files(lake, "stories"):
        with duckdb.connect() as connection:
            raw = connection.execute(f"SELECT count(*) FROM read_parquet('{lake}/stories/**/*.parquet')").fetchall()
        assert raw == [(rows,)]
    return int(rows)
