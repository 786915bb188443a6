"""The rows of a lake as its views give them, each matched to what the newsroom served."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas import views
from tests.newsroom.live import Item, Log
from tests.newsroom.live.takes import Take, tokens

_SQL = """
SELECT story_id, "version", version_number, is_latest, url, title, status, body, content_source, "commit",
  epoch_us(fetched_at) AS fetched
FROM story_versions ORDER BY story_id, version_number
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A version of a story in a lake."""

    story_id: str
    version: str
    number: int
    latest: bool
    url: str
    title: str
    status: str
    body: str
    source: str
    commit: str
    fetched: int
    """Microseconds since 1970."""


def open_views(lake: Path) -> duckdb.DuckDBPyConnection:
    """A session with the views of the lake's snapshot, as a user has it."""
    connection = duckdb.connect()
    connection.execute(views.sql(str(lake)))
    return connection


def read_rows(lake: Path) -> list[Row]:
    """Every version of every story."""
    with open_views(lake) as connection:
        return [Row(*values) for values in connection.execute(_SQL).fetchall()]


class Served:
    """What was served, to be looked up by what a row says of itself."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._by_address = {address: item for item in log.plan.items for address in (log.page(item), log.link(item))}

    def match(self, row: Row, *, slack: float) -> tuple[Item, Take] | str:
        """The item and take that a row is of, or in words why it is none that was served.

        Args:
            row: The row.
            slack: Seconds that the fetch's time may lie outside of the time at which its take was served: the reader
                notes a request before it is sent, the newsroom when it comes in.
        """
        item = self._by_address.get(_bare(row.url))
        if item is None:
            return "no such address"
        found = tokens(row.body)
        if len(found) != 1:
            return f"the body is of {sorted(found) or 'no take'}"
        ((file, number),) = found
        if file != item.file or number > len(item.takes):
            return f"the body is of file {file}, take {number}"
        take = item.takes[number - 1]
        if row.title != take.title:
            return f"the title of take {number} is not {row.title!r}"
        if row.status != ("canceled" if take.killed else "usable"):
            return f"take {number} is not {row.status}"
        fetched = row.fetched / 1e6 - self._log.began
        begins, ends = item.page_span(take)
        closed = self._log.ended - self._log.began
        # A text that came with its feed is stamped when it is read, after the poll.
        ends = closed if row.source == "feed" else min(ends, closed)
        if not begins - slack <= fetched <= ends + slack:
            at = dt.timedelta(seconds=round(fetched))
            return f"take {number} was served from {begins:g} to {ends:g} s, and not {at} after the beginning"
        return item, take


def _bare(url: str) -> str:
    """The address without trackers."""
    return url.partition("?utm_")[0]
