"""The tables of a lake: one specification each, from which all else is derived.

Arrow schema, partitions, sort order, Bloom filters, the data dictionary (``docs/tables.md``) and the SQL views
(:mod:`schemas.views`) come from :data:`TABLES`. Changes are additive: a new column is nullable or a list, a column may
become nullable, a type never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyarrow as pa

from schemas.attribution import Attribution
from schemas.columns import Column, columns
from schemas.event import Event
from schemas.logbook import Poll, Reject, Run
from schemas.story import Story, StoryKey

SCHEMA_VERSION: Final = 1
"""Written into every file's metadata as ``wirelake.schema_version``."""


@dataclass(frozen=True)
class Table:
    """The specification of one table.

    Attributes:
        name: Folder under the lake and name in SQL.
        says: One sentence for the data dictionary.
        records: Dataclasses whose fields, in order, are the columns.
        partition: Name of the partition column, a UTC day, present in the path and in no file.
        partition_says: Which day it is.
        sort: Columns by which the rows of a file are sorted, ascending.
        bloom: Columns with a Bloom filter.
        folded: Whether its rows ride in manifests and are folded into Parquet once a day.
    """

    name: str
    says: str
    records: tuple[type, ...]
    partition: str
    partition_says: str
    sort: tuple[str, ...]
    bloom: tuple[str, ...] = ()
    folded: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the files."""
        return tuple(column for record in self.records for column in columns(record))

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema of every file of the table, the same in all of them."""
        metadata: dict[bytes | str, bytes | str] = {
            "wirelake.table": self.name,
            "wirelake.schema_version": str(SCHEMA_VERSION),
            "wirelake.partition": self.partition,
            "description": self.says,
        }
        return pa.schema([column.arrow() for column in self.columns], metadata)


_PUBLISHED = "UTC day of the story's first publication; the day first seen where that is missing or implausible."

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table(
            name="stories",
            says="One row a version of a story.",
            records=(StoryKey, Story),
            partition="published_date",
            partition_says=_PUBLISHED,
            sort=("story_id", "fetched_at"),
            bloom=("story_id", "url", "canonical_url", "content_hash"),
        ),
        Table(
            name="attributions",
            says="Who said what: one row a statement, refusal or silence, for each version of a story.",
            records=(StoryKey, Attribution),
            partition="published_date",
            partition_says=_PUBLISHED,
            sort=("story_id", "version", "seq"),
            bloom=("story_id",),
        ),
        Table(
            name="events",
            says="What happened: one row a happening, for each version of a story.",
            records=(StoryKey, Event),
            partition="published_date",
            partition_says=_PUBLISHED,
            sort=("story_id", "version", "seq"),
            bloom=("story_id", "event_id"),
        ),
        Table(
            name="rejects",
            says="What a step could not use, one row an attempt.",
            records=(Reject,),
            partition="rejected_date",
            partition_says="UTC day of rejected_at.",
            sort=("rejected_at", "url"),
        ),
        Table(
            name="polls",
            says="One row a feed and run: what the feed answered.",
            records=(Poll,),
            partition="polled_date",
            partition_says="UTC day of polled_at.",
            sort=("feed_id", "polled_at"),
            folded=True,
        ),
        Table(
            name="runs",
            says="One row a run: counts in and out of every step, timings, versions.",
            records=(Run,),
            partition="started_date",
            partition_says="UTC day of started_at.",
            sort=("run_id",),
            folded=True,
        ),
    )
}
"""All tables, in the order in which the documentation lists them."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row on its way to the lake.

    Attributes:
        table: Name of the table.
        day: ``YYYY-MM-DD`` of its partition.
        records: One instance for each of the table's ``records``, in order.
    """

    table: str
    day: str
    records: tuple[object, ...]
