"""Reading by ranges: what comes out is what is there, asked for once, in bounded memory."""

from __future__ import annotations

import io
import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.views import statements
from tests.lake.rows import NOON, Clock, draft
from transforms.lake import Lake
from transforms.lake.blocks import BLOCK, TAIL, Blocks


class Counted:
    """Files of this machine, by ranges; remembers what was asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.asked = files, []

    def end_of(self, path: str, length: int) -> tuple[int, bytes]:
        self.asked.append((path, "end"))
        if path not in self.files:
            raise FileNotFoundError(path)
        data = self.files[path]
        return len(data), data[-length:] if length else b""

    def part_of(self, path: str, start: int, end: int) -> bytes:
        self.asked.append((path, (start, end)))
        return self.files[path][start:end]


SIZES = st.sampled_from([0, 1, TAIL - 1, TAIL, TAIL + 1, BLOCK, TAIL + BLOCK, 3 * BLOCK + TAIL + 17])


@settings(max_examples=150, deadline=None)
@given(SIZES, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 2 * BLOCK)), max_size=8), st.integers(1, 4 * BLOCK))
def test_any_reads_in_any_order_give_the_bytes_that_are_there(size: int, reads: list[tuple[float, int]], kept: int):
    data = random.Random(size).randbytes(size)
    ranges = Counted({"a/file": data})
    blocks = Blocks("s3://bucket/lake", ranges, kept=kept)
    with blocks.open("s3://bucket/lake/a/file") as file:
        for where, length in reads:
            at = int(where * size)
            file.seek(at)
            assert file.read(length) == data[at : at + length]
            assert file.tell() == min(at + length, size)
        file.seek(-1 if size else 0, io.SEEK_END)
        assert file.read() == data[-1:]


def test_nothing_is_asked_for_twice_and_no_more_than_its_block():
    size = 4 * BLOCK + TAIL
    ranges = Counted({"file": bytes(size)})
    blocks = Blocks("s3://b/l", ranges)
    for _ in range(3):
        with blocks.open("s3://b/l/file") as file:
            file.seek(BLOCK + 5)
            file.read(10)
            file.seek(size - 8)
            file.read()
    assert ranges.asked == [("file", "end"), ("file", (BLOCK, 2 * BLOCK))]
    blocks.bytes_of("s3://b/l/file", 0, 4 * BLOCK)
    assert ranges.asked[2:] == [("file", (0, 4 * BLOCK))]


def test_what_is_kept_is_bounded():
    ranges = Counted({f"f{n}": bytes(TAIL) for n in range(50)})
    blocks = Blocks("s3://b/l", ranges, kept=10 * TAIL)
    blocks.warm(f"s3://b/l/f{n}" for n in range(50))
    assert len(ranges.asked) == 50
    assert blocks.end_of("s3://b/l/f49")[0] == TAIL
    assert sum(len(part) for part in blocks._parts.values()) <= 10 * TAIL


def test_what_is_not_there_is_told_as_such():
    blocks = Blocks("s3://b/l", Counted({}))
    assert not blocks.exists("s3://b/l/none")
    assert blocks.glob("s3://b/l/none") == []
    with pytest.raises(FileNotFoundError):
        blocks.open("s3://b/l/none")
    with pytest.raises(PermissionError):
        blocks.open("s3://b/l/none", "wb")


def test_duckdb_reads_a_lake_through_it_with_a_request_a_file(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    for number in range(5):
        lake.commit(draft(lake, "run", f"c{number}", [number], NOON))
    there = {
        path.relative_to(tmp_path / "lake").as_posix(): path.read_bytes()
        for path in (tmp_path / "lake").rglob("*")
        if path.is_file()
    }
    ranges = Counted(there)
    session = duckdb.connect()
    session.register_filesystem(Blocks("s3://bucket/lake", ranges))
    for statement in statements("s3://bucket/lake"):
        session.execute(statement)
    assert session.execute("SELECT count(*), count(DISTINCT body) FROM stories_latest").fetchall() == [(5, 1)]
    assert session.execute("SELECT count(*) FROM who_said_what").fetchall() == [(5,)]
    assert session.execute("SELECT count(*) FROM polls").fetchall() == [(5,)]
    assert len(ranges.asked) == len(set(ranges.asked))
