"""Which files are written anew together, and that their rows are the same rows."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.tables import TABLES
from tests.lake.rows import rows
from transforms.lake import Draft, Lake, LakeDamaged, LakeFormat, write_rows
from transforms.lake.compact import (
    COMMIT_BYTES,
    FEW,
    FEW_OF_TODAY,
    GROUP_BYTES,
    RUN_FILES,
    SMALL,
    Group,
    of_one_commit,
    of_one_run,
    plan,
    rewrite,
)
from transforms.lake.sink import encode_table, read_table
from transforms.lake.snapshot import LiveFile

YESTERDAY, TODAY = "2021-03-03", "2021-03-04"


def small(count: int, day: str = YESTERDAY, size: int | None = 10_000) -> list[LiveFile]:
    return [LiveFile(f"stories/published_date={day}/{number:06d}.parquet", 1, day, size) for number in range(count)]


def test_files_of_one_day_belong_together_from_the_fourth_on():
    assert plan({"stories": small(FEW - 1)}, TODAY) == ()
    files = small(FEW)
    assert plan({"stories": files[::-1]}, TODAY) == (Group("stories", YESTERDAY, tuple(files)),)
    assert plan({"stories": small(FEW - 1), "events": small(FEW - 1)}, TODAY) == ()
    assert plan({"stories": [*small(FEW - 1), *small(FEW - 1, "2021-03-02")]}, TODAY) == ()


def test_a_day_that_is_not_over_waits_for_many_files():
    assert plan({"stories": small(FEW_OF_TODAY - 1, TODAY)}, TODAY) == ()
    assert len(plan({"stories": small(FEW_OF_TODAY, TODAY)}, TODAY)) == 1
    assert plan({"stories": small(FEW, "2021-03-05")}, TODAY) == (), "nor is one to come"


def test_a_large_file_is_left_alone_and_one_of_unknown_size_is_not():
    assert plan({"stories": small(9, size=SMALL)}, TODAY) == ()
    assert len(plan({"stories": small(9, size=None)}, TODAY)) == 1


def test_a_run_takes_the_days_with_most_files_and_no_more_than_it_may():
    live = {"stories": [*small(RUN_FILES - 12, size=1), *small(10, "2021-03-01"), *small(5, "2021-03-02")]}
    groups = plan(live, TODAY)
    assert [len(group.files) for group in groups] == [RUN_FILES - 12, 10, 5]
    assert of_one_run(groups) == groups[:2]
    assert of_one_run(()) == of_one_commit(()) == ()
    assert [len(group.files) for group in plan({"stories": small(RUN_FILES + 5, size=1)}, TODAY)] == [RUN_FILES, 5]


days = st.sampled_from(["2021-03-01", "2021-03-02", YESTERDAY, TODAY])
sizes = st.one_of(st.none(), st.integers(1, 2 * SMALL), st.integers(SMALL - 9, SMALL))


@given(st.lists(st.tuples(st.sampled_from(["stories", "events"]), days, sizes), max_size=300))
def test_a_plan_takes_each_file_once_and_leaves_none_that_belongs_to_it(files: list[tuple[str, str, int | None]]):
    live: dict[str, list[LiveFile]] = {"stories": [], "events": []}
    for number, (table, day, size) in enumerate(files):
        live[table].append(LiveFile(f"{table}/published_date={day}/{number}.parquet", 1, day, size))
    groups = plan(live, TODAY)
    taken = Counter(file.path for group in groups for file in group.files)
    assert set(taken.values()) <= {1}
    there = {file.path: (table, file) for table in live for file in live[table]}
    for group in groups:
        assert FEW <= len(group.files) <= RUN_FILES
        assert group.bytes <= GROUP_BYTES
        assert all(there[file.path] == (group.table, file) and file.day == group.day for file in group.files)
        assert all(file.bytes is None or file.bytes < SMALL for file in group.files)
    left = Counter(
        (table, file.day)
        for table, file in there.values()
        if file.path not in taken and (file.bytes is None or file.bytes < SMALL)
    )
    assert all(count < (FEW if day < TODAY else FEW_OF_TODAY) for (_, day), count in left.items())
    commits, rest = [], groups
    while rest:
        commits.append(of_one_commit(rest))
        rest = rest[len(commits[-1]) :]
    assert tuple(group for commit in commits for group in commit) == groups
    assert all(len(commit) == 1 or sum(group.bytes for group in commit) <= COMMIT_BYTES for commit in commits)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Six commits of seven stories on one day."""
    lake = Lake.open(tmp_path / "lake")
    for number in range(6):
        written = [row for story in range(7) for row in rows(number + 6 * story, YESTERDAY)]
        files = write_rows(lake.store, f"c{number}", written)
        lake.commit(Draft(commit_id=f"c{number}", run_id=f"c{number}", files=files))
    return lake


def all_rows(lake: Lake, paths: list[str], table: str) -> list[str]:
    read = [read_table(lake.store.read(path), TABLES[table], path) for path in paths]
    return sorted(map(repr, pa.concat_tables(read).to_pylist()))


def test_the_rows_of_a_group_are_the_same_rows_in_one_file_as_any_writer_writes_it(lake: Lake):
    groups = plan(lake.snapshot().live, TODAY)
    assert [(group.table, len(group.files)) for group in groups] == [
        (table, 6) for table in ("attributions", "events", "rejects", "stories")
    ]
    for group in groups:
        (file,) = rewrite(lake.store, "compact", group)
        assert (file.table, file.day, file.rows) == (group.table, YESTERDAY, 42)
        before = all_rows(lake, [old.path for old in group.files], group.table)
        assert all_rows(lake, [file.staged], group.table) == before
        # The writer's own file of the same rows, in one commit, has the same bytes.
        written = [row for n in range(42) for row in rows(n, YESTERDAY) if row.table == group.table]
        (whole,) = write_rows(lake.store, "compact", written)
        assert (whole.path, whole.digest) == (file.path, file.digest)


def test_what_exceeds_what_is_held_becomes_several_sorted_files(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    (group,) = plan({"stories": lake.snapshot().live["stories"]}, TODAY)
    one = read_table(lake.store.read(group.files[0].path), TABLES["stories"], group.files[0].path)
    monkeypatch.setattr("transforms.lake.sink.RowWriter.__init__.__defaults__", (one.nbytes * 3 // 2,))
    files = rewrite(lake.store, "compact", group)
    assert 1 < len(files) < len(group.files)
    staged = [file.staged for file in files]
    assert all_rows(lake, staged, "stories") == all_rows(lake, [old.path for old in group.files], "stories")
    for path in staged:
        ids = pq.read_table(io.BytesIO(lake.store.read(path)))["story_id"].to_pylist()
        assert ids == sorted(ids)


def parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def test_columns_that_are_younger_than_a_file_are_null_or_empty_in_it(lake: Lake):
    path = lake.snapshot().live["stories"][0].path
    old = pq.read_table(io.BytesIO(lake.store.read(path)), partitioning=None).drop_columns(["section", "signature"])
    read = read_table(parquet(old), TABLES["stories"], path)
    assert read.schema.equals(TABLES["stories"].schema, check_metadata=True)
    assert read["section"].to_pylist() == [None] * 7
    assert read["signature"].to_pylist() == [[]] * 7
    assert read["body"].equals(old["body"])


@pytest.mark.parametrize("name", ["stories", "attributions", "events", "rejects"])
def test_any_column_may_be_younger_than_a_file_but_those_that_were_there_from_the_first(lake: Lake, name: str):
    table = TABLES[name]
    path = lake.snapshot().live[name][0].path
    whole = read_table(lake.store.read(path), table, path)
    for field in table.schema:
        old = parquet(whole.drop_columns([field.name]))
        if not field.nullable and not pa.types.is_list(field.type):
            with pytest.raises(LakeDamaged, match=field.name):
                read_table(old, table, path)
            continue
        read = read_table(old, table, path)
        assert read.schema.equals(table.schema, check_metadata=True)
        assert read[field.name].to_pylist() == [[] if pa.types.is_list(field.type) else None] * 7
        assert encode_table(table, read, "compact")


def test_a_column_that_this_wirelake_does_not_know_is_not_lost(lake: Lake):
    path = lake.snapshot().live["stories"][0].path
    table = pq.read_table(io.BytesIO(lake.store.read(path)), partitioning=None)
    newer = table.append_column("mood", pa.array(["calm"] * 7))
    with pytest.raises(LakeFormat, match=rf"{path} has a column mood: use the newer wirelake"):
        read_table(parquet(newer), TABLES["stories"], path)
    with pytest.raises(LakeDamaged, match=f"{path} is not what wirelake wrote there"):
        read_table(b"PAR1 and nothing else", TABLES["stories"], path)


def test_a_file_with_other_rows_than_were_committed_is_told(lake: Lake):
    (group,) = plan({"events": lake.snapshot().live["events"]}, TODAY)
    one, two, *_ = group.files
    lake.store.replace(one.path, parquet(pq.read_table(io.BytesIO(lake.store.read(two.path))).slice(0, 3)))
    with pytest.raises(LakeDamaged, match=f"{one.path} has 3 rows, not 7"):
        rewrite(lake.store, "compact", group)
