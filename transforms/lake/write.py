"""WriteLake: rows in, staged Parquet files and one receipt out.

Bounded. Rows cross no GroupByKey: a bundle's rows become staged files where they are, and only the files' receipts
and the ledger's entries are grouped. Nothing is published here: the driver reads the receipt and commits it, so that a
pipeline that dies, or runs twice, leaves the lake as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from schemas.records import LedgerEntry, StagedFile
from schemas.tables import TableRow
from transforms.lake.manifest import Receipt, check_commit_id, encode, receipt_path
from transforms.lake.sink import RowWriter
from transforms.lake.store import open_store
from transforms.measure import measure_files

_FILES: Final = "files"
_LEDGER: Final = "ledger"

_Inputs: TypeAlias = "Mapping[str, beam.PCollection[Any]]"


@dataclass(eq=False)
class WriteLake(beam.PTransform):
    """Write rows as staged files of a commit, and a receipt of them and of the ledger's entries.

    Input: ``{"rows": PCollection[TableRow], "ledger": PCollection[LedgerEntry]}``, bounded. Output: the receipt's path,
    relative to the lake, once; also when both inputs are empty. A replay overwrites the receipt; files of an attempt
    that the receipt does not name are discarded with the commit.

    Receipts and entries cross the GroupByKey pickled: Beam 2.77's row coder cannot decode a keyword-only dataclass, and
    pickling an entry and back takes twenty microseconds.

    Memory: what :data:`transforms.lake.sink.HELD_BYTES` allows a bundle, and the entries of the ledger.

    Attributes:
        lake: The lake's address.
        commit_id: The commit that the files wait for.

    Raises:
        NotALake: The address is no lake, and no place where one can be made.
        ValueError: The commit id cannot be part of a file name.
    """

    lake: str
    commit_id: str

    def __post_init__(self) -> None:
        super().__init__()
        check_commit_id(self.commit_id)
        open_store(self.lake)

    def expand(self, pcolls: _Inputs) -> beam.PCollection[str]:
        """Stage the rows, group the receipts, write the receipt of all."""
        rows, ledger = pcolls["rows"], pcolls["ledger"]
        staged = rows | "StageFiles" >> beam.ParDo(_StageFiles(self.lake, self.commit_id))
        return (
            {
                _FILES: staged | "KeyFiles" >> beam.Map(_under_commit, self.commit_id),
                _LEDGER: ledger | "KeyEntries" >> beam.Map(_under_commit, self.commit_id),
                # Without an element of its own a commit of nothing would have no receipt.
                "commit": rows.pipeline | "Commit" >> beam.Create([(self.commit_id, None)]),
            }
            | "GroupReceipts" >> beam.CoGroupByKey()
            | "WriteReceipt" >> beam.Map(_write_receipt, self.lake)
        )


def _under_commit(element: Any, commit_id: str) -> tuple[str, Any]:
    return commit_id, element


class _StageFiles(beam.DoFn):
    """Gathers the rows of a bundle and stages them; yields a receipt a file."""

    def __init__(self, lake: str, commit_id: str) -> None:
        self._lake = lake
        self._commit_id = commit_id

    def start_bundle(self) -> None:
        self._writer = RowWriter(open_store(self._lake), self._commit_id)

    def process(self, element: TableRow) -> Iterable[StagedFile]:
        staged = self._writer.add(element)
        measure_files(staged)
        return staged

    def finish_bundle(self) -> Iterator[WindowedValue]:
        window = GlobalWindow()
        staged = self._writer.flush()
        measure_files(staged)
        for receipt in staged:
            yield WindowedValue(receipt, window.max_timestamp(), (window,))


def _write_receipt(grouped: tuple[str, Mapping[str, Iterable[Any]]], lake: str) -> str:
    commit_id, parts = grouped
    files: dict[str, StagedFile] = {file.path: file for file in parts[_FILES]}
    ledger: list[LedgerEntry] = sorted(parts[_LEDGER], key=lambda entry: (entry.story_id, entry.seen_at))
    receipt = Receipt(commit_id=commit_id, files=tuple(files[path] for path in sorted(files)), ledger=tuple(ledger))
    path = receipt_path(commit_id)
    open_store(lake).replace(path, encode(receipt))
    return path
