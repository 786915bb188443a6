"""What a file of the lake holds, read by DuckDB and by pyarrow."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from schemas.columns import Instant
from schemas.tables import TABLES, TableRow
from tests.lake.rows import NOON, rows, story_id
from transforms.lake import LocalStore, write_rows
from transforms.lake import sink as sink_module
from transforms.lake.sink import RowWriter


def stories(count: int, day: str = "2026-09-21") -> list[TableRow]:
    return [row for number in range(count) for row in rows(number, day) if row.table == "stories"]


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path)


def written(store: LocalStore, given: list[TableRow]) -> Path:
    (file,) = write_rows(store, "commit", given)
    store.publish([(file.staged, file.path)])
    return store.root / file.path


def test_rows_come_back_as_they_went_in(store: LocalStore):
    files = write_rows(store, "commit", [row for number in range(5) for row in rows(number)])
    store.publish([(file.staged, file.path) for file in files])
    assert sorted((file.table, file.rows) for file in files) == [
        (t, 5) for t in ("attributions", "events", "rejects", "stories")
    ]
    read = duckdb.sql(
        f'select story_id, published_date::varchar, title, removed[1].kind, paragraphs[1]."end", epoch_us(fetched_at), '
        f"standfirst, len(signature) from '{store.root}/stories/*/*.parquet' order by title"
    ).fetchall()
    body = rows(0)[0].records[1].body
    assert read[0] == (story_id(0), "2026-09-21", "Council meets, again 0", "share", len(body), NOON, None, 32)
    assert len(read) == 5


def test_the_partition_is_in_the_path_alone_and_every_column_in_the_file(store: LocalStore):
    path = written(store, stories(3))
    assert path.parent.name == "published_date=2026-09-21"
    schema = pq.read_schema(path)
    assert schema.remove_metadata().equals(TABLES["stories"].schema.remove_metadata())
    assert "published_date" not in schema.names


def test_metadata_says_what_the_file_is_and_what_each_column_means(store: LocalStore):
    path = written(store, stories(3))
    meta = pq.read_metadata(path)
    assert meta.metadata[b"wirelake.table"] == b"stories"
    assert meta.metadata[b"wirelake.schema_version"] == b"1"
    assert meta.metadata[b"wirelake.commit"] == b"commit"
    assert meta.metadata[b"wirelake.writer"].startswith(b"wirelake ")
    schema = pq.read_schema(path)
    for column in TABLES["stories"].columns:
        assert schema.field(column.name).metadata[b"description"].decode() == column.says


def test_a_file_is_compressed_sorted_indexed_and_says_so(store: LocalStore):
    path = written(store, stories(400))
    meta = pq.read_metadata(path)
    group = meta.row_group(0)
    assert [group.sorting_columns[i].column_index for i in range(2)] == [
        pq.read_schema(path).names.index("story_id"),
        next(i for i in range(meta.num_columns) if group.column(i).path_in_schema == "fetched_at"),
    ]
    ids = pq.read_table(path, columns=["story_id"]).column(0).to_pylist()
    assert ids == sorted(ids)
    for number in range(meta.num_columns):
        column = group.column(number)
        assert column.compression == "ZSTD"
        assert column.has_column_index
        assert column.has_offset_index
    dictionaries = {
        group.column(i).path_in_schema: group.column(i).has_dictionary_page for i in range(meta.num_columns)
    }
    assert dictionaries["feed_id"]
    assert dictionaries["removed.list.element.kind"]
    assert not dictionaries["story_id"]
    assert not dictionaries["title"]


def test_duckdb_skips_row_groups_by_bloom_filter(store: LocalStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sink_module, "GROUP_ROWS", 100)
    path = written(store, stories(400))
    for column in TABLES["stories"].bloom:
        offsets = duckdb.sql(
            f"select bloom_filter_offset from parquet_metadata('{path}') where path_in_schema = '{column}'"
        ).fetchall()
        assert len(offsets) == 4
        assert all(offset is not None for (offset,) in offsets)
    url = "https://wire.example/17"
    probed = duckdb.sql(f"select bloom_filter_excludes from parquet_bloom_probe('{path}', 'url', '{url}')").fetchall()
    assert sorted(probed) == [(False,), (True,), (True,), (True,)]
    assert duckdb.sql(f"select count(*) from '{path}' where url = '{url}'").fetchall() == [(1,)]


def test_equal_rows_give_equal_bytes_in_any_order(store: LocalStore):
    given = [row for number in range(300) for row in rows(number)]
    given += [dataclasses.replace(row) for row in rows(0, at=Instant(NOON + 5)) if row.table == "rejects"]
    first = write_rows(store, "commit", given)
    random.Random(1).shuffle(given)
    assert write_rows(store, "commit", given) == first


def test_memory_is_bounded_by_writing_early(store: LocalStore):
    writer = RowWriter(store, "commit", held_bytes=200_000)
    early = [receipt for row in stories(2000) for receipt in writer.add(row)]
    last = writer.flush()
    assert len(early) >= 3
    assert sum(receipt.rows for receipt in (*early, *last)) == 2000
    assert writer.flush() == ()


def test_row_groups_are_bounded_by_bytes(store: LocalStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sink_module, "GROUP_BYTES", 100_000)
    path = written(store, stories(1000))
    meta = pq.read_metadata(path)
    assert meta.num_row_groups >= 5
    assert sum(meta.row_group(i).num_rows for i in range(meta.num_row_groups)) == 1000


def test_half_a_surrogate_pair_costs_a_character_and_not_the_commit(store: LocalStore):
    (row,) = stories(1)
    key, story = row.records
    broken = dataclasses.replace(story, title="a\ud800b", keywords=("\udfffx",))
    path = written(store, [TableRow("stories", row.day, (key, broken))])
    table = pq.read_table(path, columns=["title", "keywords"]).to_pylist()
    assert table == [{"title": "a\ufffdb", "keywords": ["\ufffdx"]}]


def test_staged_names_are_no_parquet(store: LocalStore):
    files = write_rows(store, "commit", rows(1))
    assert not list(store.root.rglob("*.parquet"))
    assert all(store.exists(file.staged) for file in files)
