"""How a lake fares: its last runs, every feed's last success and failure, what was rejected and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
from rich.console import Console

from pipelines.listing import plural, print_rows
from pipelines.query import open_lake

RUNS: Final = 10
"""Runs that the status shows."""

_RUNS: Final = """
SELECT started_at AS started, pipeline, outcome, answered AS feeds, "new", edited, rejects,
  round(wall_seconds, 1) AS seconds
FROM runs ORDER BY started_at DESC LIMIT ?
"""

_FEEDS: Final = """
FROM (
SELECT arg_max(url, polled_at) AS feed,
  arg_max(outcome, polled_at) FILTER (outcome <> 'not_due') AS outcome,
  max(polled_at) FILTER (outcome IN ('fetched', 'not_modified', 'unchanged')) AS success,
  max(polled_at) FILTER (outcome = 'failed') AS failure,
  arg_max(reason, polled_at) FILTER (outcome = 'failed') AS why,
  sum("new")::BIGINT AS "new"
FROM polls GROUP BY feed_id
) ORDER BY outcome = 'failed' DESC, feed
"""

_REJECTS: Final = """
SELECT stage, reason, count(DISTINCT coalesce(url, story_id, feed_id)) AS addresses, count(*) AS attempts,
  bool_or(transient) AS may_pass, max(rejected_at) AS last, arg_max(url, rejected_at) AS latest
FROM rejects GROUP BY stage, reason
ORDER BY addresses DESC, stage, reason
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows with the names of their columns."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a lake.

    Attributes:
        runs: The last runs, the latest first; `feeds` are those that answered.
        feeds: One row a feed, those that failed last time first. `outcome` is that of the last poll, `why` the reason
            code of the last failure, which may be long past: compare `success` with `failure`, the times of both.
        rejects: One row a stage and reason, the most frequent first; `attempts` counts every try.
        counts: Rows of each table, in `stories` those of all versions.
    """

    runs: Listing
    feeds: Listing
    rejects: Listing
    counts: dict[str, int]


def read_status(lake: str | Path) -> Status:
    """The state of a lake as of its current snapshot.

    Raises:
        LakeError: There is no lake there, or one of a newer wirelake.
    """
    connection = open_lake(lake)
    counts = {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])  # noqa: S608 - our own names
        for table in ("stories", "stories_latest", "attributions", "events")
    }
    return Status(
        runs=_listing(connection, _RUNS, RUNS),
        feeds=_listing(connection, _FEEDS),
        rejects=_listing(connection, _REJECTS),
        counts=counts,
    )


def _listing(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> Listing:
    answer = connection.execute(query, list(values))
    return Listing(tuple(column[0] for column in answer.description), tuple(answer.fetchall()))


def print_status(lake: str | Path, console: Console) -> None:
    """Print the state of a lake in three parts; times are UTC.

    Raises:
        LakeError: There is no lake there, or one of a newer wirelake.
    """
    status = read_status(lake)
    counts = status.counts
    console.print(
        f"{plural(counts['stories_latest'], 'story', 'stories')} in "
        f"{plural(counts['stories'], 'version')}, {plural(counts['attributions'], 'attribution')}, "
        f"{plural(counts['events'], 'event')}",
        highlight=False,
    )
    for title, listing, nothing in (
        ("Last runs", status.runs, "no run yet"),
        ("Feeds", status.feeds, "no feed polled yet"),
        ("Rejects by reason", status.rejects, "nothing rejected"),
    ):
        if listing.rows:
            print_rows(console, listing.names, _brief(listing), title=f"{title} (UTC)")
        else:
            console.print(f"[bold]{title}[/bold]: {nothing}", highlight=False)


def _brief(listing: Listing) -> list[tuple[Any, ...]]:
    """The rows with times of the latest year to the minute, and older ones to the day."""
    times = [value for row in listing.rows for value in row if isinstance(value, dt.datetime)]
    year = max(times).year if times else None

    def brief(value: Any) -> Any:
        if not isinstance(value, dt.datetime):
            return value
        return value.strftime("%m-%d %H:%M" if value.year == year else "%Y-%m-%d")

    return [tuple(brief(value) for value in row) for row in listing.rows]
