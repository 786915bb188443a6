"""WriteLake on the pinned engine."""

from __future__ import annotations

from pathlib import Path

import apache_beam as beam
import pytest

from schemas.records import LedgerEntry
from schemas.tables import TableRow
from tests.lake.conftest import STORY_TABLES, story_ids
from tests.lake.rows import ledger_entry, rows, story_id
from transforms.lake import Draft, Lake, NotALake
from transforms.lake.write import WriteLake


def write(path: Path, numbers: list[int], commit_id: str = "c1") -> None:
    given: list[TableRow] = [row for number in numbers for row in rows(number, f"2026-09-{1 + number % 20:02d}")]
    ledger: list[LedgerEntry] = [ledger_entry(number, "pending") for number in numbers]
    with beam.Pipeline("FnApiRunner") as pipeline:
        inputs = {"rows": pipeline | "Rows" >> beam.Create(given), "ledger": pipeline | "Ledger" >> beam.Create(ledger)}
        inputs | WriteLake(str(path), commit_id)


def test_rows_and_entries_of_a_pipeline_are_committed_by_its_receipt(tmp_path: Path):
    path = tmp_path / "lake"
    lake = Lake.open(path)
    write(path, list(range(30)))
    assert lake.snapshot().rows["stories"] == 0, "nothing is published before the commit"
    receipt = lake.read_receipt("c1")
    assert [entry.entry for entry in receipt.ledger] == [
        entry.entry for entry in sorted((ledger_entry(n, "pending") for n in range(30)), key=lambda e: e.story_id)
    ]
    lake.commit(Draft(commit_id="c1", run_id="run", files=receipt.files, ledger=receipt.ledger))
    for table in STORY_TABLES:
        assert story_ids(path, table) == (sorted(map(story_id, range(30))),) * 2


def test_nothing_to_write_has_a_receipt_too(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake")
    write(tmp_path / "lake", [])
    receipt = lake.read_receipt("c1")
    assert (receipt.files, receipt.ledger) == ((), ())


def test_a_pipeline_run_twice_leaves_the_rows_once(tmp_path: Path):
    path = tmp_path / "lake"
    lake = Lake.open(path)
    write(path, [1, 2])
    first = lake.read_receipt("c1")
    write(path, [1, 2])
    assert lake.read_receipt("c1") == first
    lake.commit(Draft(commit_id="c1", run_id="run", files=first.files))
    assert story_ids(path, "stories")[1] == sorted([story_id(1), story_id(2)])


def test_mistakes_are_told_when_the_pipeline_is_built(tmp_path: Path):
    with pytest.raises(NotALake):
        WriteLake("hdfs://host/lake", "c1")
    with pytest.raises(ValueError, match="commit id"):
        WriteLake(str(tmp_path / "lake"), "a/b")
