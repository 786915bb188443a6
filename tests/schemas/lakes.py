"""Lakes written by hand: the shape that readers rely on, without the code that writes lakes."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.attribution import Attribution
from schemas.columns import Day, Instant, day, day_of, iso_day, plain
from schemas.event import Event
from schemas.logbook import Poll, Reject, Run
from schemas.story import Story, StoryKey
from schemas.tables import TABLES, TableRow

HOUR = 3_600_000_000


def at(text: str, hours: float = 0) -> Instant:
    """The instant so many hours after the UTC midnight that begins a day."""
    return Instant(day(text) * 24 * HOUR + int(hours * HOUR))


def story(story_id: str, version: str, on: str, **fields: Any) -> TableRow:
    """A row of stories, published at noon of its day and fetched an hour later."""
    values: dict[str, Any] = {
        "url": f"https://tide.example/{story_id}",
        "canonical_url": f"https://tide.example/{story_id}",
        "feed_id": "f1",
        "title": f"Title of {story_id}",
        "body": "The harbour is closed, Ada Kern said.",
        "word_count": 7,
        "published_at": at(on, 12),
        "first_seen_at": at(on, 13),
        "fetched_at": at(on, 13),
        "content_source": "page",
        "content_reason": "configured",
        "content_hash": "0" * 16,
        "cluster_id": "0" * 16,
        "commit": "c1",
    }
    return TableRow("stories", on, (StoryKey(story_id=story_id, version=version), Story(**values | fields)))


def attribution(story_id: str, version: str, on: str, seq: int = 0, **fields: Any) -> TableRow:
    """A row of attributions."""
    values: dict[str, Any] = {"quote_type": "indirect", "source_kind": "named_person", "source": "Kern"}
    record = Attribution(seq=seq, **values | fields)
    return TableRow("attributions", on, (StoryKey(story_id=story_id, version=version), record))


def event(story_id: str, version: str, on: str, seq: int = 0, **fields: Any) -> TableRow:
    """A row of events."""
    values: dict[str, Any] = {"type": "PROTEST", "trigger": "marched"}
    record = Event(event_id=f"{story_id}-{seq}", seq=seq, **values | fields)
    return TableRow("events", on, (StoryKey(story_id=story_id, version=version), record))


def reject(on: str, **fields: Any) -> TableRow:
    """A row of rejects."""
    values: dict[str, Any] = {
        "run_id": "r1",
        "stage": "fetch",
        "reason": "http_404",
        "transient": False,
        "message": "404 Not Found",
        "first_at": at(on),
        "rejected_at": at(on),
    }
    return TableRow("rejects", on, (Reject(**values | fields),))


def poll(run_id: str, when: Instant, **fields: Any) -> Poll:
    """A poll of the feed f1."""
    values: dict[str, Any] = {"feed_id": "f1", "url": "https://tide.example/rss", "outcome": "fetched"}
    return Poll(run_id=run_id, polled_at=when, **values | fields)


def run(run_id: str, when: Instant, **fields: Any) -> Run:
    """A run of ingest, started at the instant."""
    values: dict[str, Any] = {"pipeline": "ingest", "updated_at": when, "outcome": "complete"}
    return Run(run_id=run_id, started_at=when, **values | fields)


class HandLake:
    """A lake put together file by file.

    Args:
        root: Where it is to be.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seq = 0
        self._segments: dict[str, list[str]] = {}
        self._manifests: list[str] = []
        for table in TABLES.values():
            path = root / f"_lake/empty/{table.name}/{table.partition}=1970-01-01/empty.parquet"
            path.parent.mkdir(parents=True)
            pq.write_table(table.schema.empty_table(), path)
        self.publish()

    def commit(self, rows: Sequence[TableRow] = (), polls: Sequence[Poll] = (), run: Run | None = None) -> None:
        """Write rows as one file a table and day, their manifest, and the snapshot that shows them."""
        self._seq += 1
        files: dict[str, list[dict[str, Any]]] = {}
        for name, on in sorted({(row.table, row.day) for row in rows}):
            chosen = [row for row in rows if (row.table, row.day) == (name, on)]
            files.setdefault(name, []).append(self.file(name, on, chosen))
        for name, entries in files.items():
            self.segment(name, entries)
        manifest = f"_lake/manifests/{self._seq:010d}.json"
        self.put(
            manifest,
            {
                "format": 1,
                "seq": self._seq,
                "ledger": [{"story_id": "s", "keys": ["k"]}],
                "polls": [plain(one) | {"polled_date": iso_day(day_of(one.polled_at))} for one in polls],
                "run": None if run is None else plain(run) | {"started_date": iso_day(day_of(run.started_at))},
            },
        )
        self._manifests.append(manifest)
        self.publish()

    def fold(self) -> None:
        """Move the runs and polls of all manifests into Parquet."""
        for name, key in (("polls", "polls"), ("runs", "run")):
            found: dict[str, list[dict[str, Any]]] = {}
            for path in self._manifests:
                content = json.loads((self.root / path).read_text())[key]
                for row in content if isinstance(content, list) else [content] if content else []:
                    found.setdefault(row.pop(TABLES[name].partition), []).append(row)
            for on, rows in found.items():
                self.segment(name, [self._parquet(name, on, rows, f"fold-{self._seq}")])
        self._manifests.clear()
        self.publish()

    def file(self, name: str, on: str, rows: Sequence[TableRow], drop: Sequence[str] = ()) -> dict[str, Any]:
        """Write a file of rows and say what a segment says of it; `drop` leaves out columns, as older lakes do."""
        records = [{key: value for record in row.records for key, value in plain(record).items()} for row in rows]
        return self._parquet(name, on, records, f"c{self._seq}", drop)

    def _parquet(
        self, name: str, on: str, rows: list[dict[str, Any]], commit: str, drop: Sequence[str] = ()
    ) -> dict[str, Any]:
        table = TABLES[name]
        path = f"{name}/{table.partition}={on}/{commit}-0.parquet"
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema).drop_columns(list(drop)), self.root / path)
        return {"path": path, "rows": len(rows), "day": on}

    def segment(self, name: str, entries: list[dict[str, Any]]) -> None:
        """Name files of a table in a segment of their own."""
        path = f"_lake/segments/{name}-{self._seq}-{len(self._segments.get(name, []))}.json"
        self.put(path, {"table": name, "month": entries[0]["day"][:7], "files": entries})
        self._segments.setdefault(name, []).append(path)

    def publish(self) -> None:
        """Replace the snapshot by one of everything written so far."""
        self.put(
            "_lake/snapshot.json",
            {"format": 1, "seq": self._seq, "segments": self._segments, "manifests": self._manifests, "later": {}},
        )

    def put(self, path: str, content: object) -> None:
        """Write a JSON file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(json.dumps(content))


def changed(row: TableRow, **fields: Any) -> TableRow:
    """The row with other values in its last record."""
    return dataclasses.replace(row, records=(*row.records[:-1], dataclasses.replace(row.records[-1], **fields)))  # type: ignore[type-var]


def days(first: str, count: int) -> list[str]:
    """So many days in a row."""
    return [iso_day(Day(day(first) + number)) for number in range(count)]
