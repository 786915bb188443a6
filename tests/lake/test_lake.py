"""Lease, numbers, snapshot, state: the promises of one lake to its runs and readers."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import msgspec
import pytest

from schemas.columns import Instant
from schemas.logbook import Poll
from schemas.records import StagedFile
from schemas.tables import TABLES
from tests.lake.conftest import ROOT, STORY_TABLES, story_ids
from tests.lake.rows import DAY, NOON, Clock, draft, ledger_entry, rows, run_row, story_id
from transforms.lake import (
    Draft,
    Lake,
    LakeDamaged,
    LakeFormat,
    LeaseHeld,
    LeaseLost,
    NotALake,
    Superseded,
    write_rows,
)
from transforms.lake.local import LocalStore
from transforms.lake.manifest import Manifest, encode_manifest, manifest_path
from transforms.lake.snapshot import GRACE, empty_path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lake(tmp_path: Path, clock: Clock) -> Lake:
    return Lake.open(tmp_path / "lake", clock=clock)


def test_a_new_lake_reads_as_empty_with_every_column(lake: Lake):
    snapshot = lake.snapshot()
    assert snapshot.seq == 0
    assert snapshot.manifests == ()
    for name, table in TABLES.items():
        read = duckdb.execute(
            "select * from read_parquet($f, hive_partitioning=true)", {"f": list(snapshot.files[name])}
        )
        assert [column[0] for column in read.description] == [*table.schema.names, table.partition]
        assert read.fetchall() == []


def test_a_commit_is_seen_whole_and_remembered(lake: Lake):
    assert lake.commit(draft(lake, "run", "one", [1, 2], NOON)) == 1
    assert lake.commit(draft(lake, "run", "two", [3], NOON)) == 2
    for table in STORY_TABLES:
        assert story_ids(lake.store.root, table) == (sorted(map(story_id, (1, 2, 3))),) * 2
    state = lake.state()
    assert (state.seq, state.feeds["feed"].etag) == (2, "two")
    assert set(state.ledger.find(["guid-1", "url-3", "guid-9"])) == {"guid-1", "url-3"}
    assert state.hosts["wire.example:443"].next_allowed_at == NOON + DAY


def test_readers_find_what_the_snapshot_file_promises(lake: Lake):
    lake.commit(draft(lake, "run", "one", [1], NOON))
    root = json.loads(lake.store.read("_lake/snapshot.json"))
    assert (root["format"], root["seq"], root["folded_through"]) == (1, 1, 0)
    assert root["manifests"] == ["_lake/manifests/0000000001.json"]
    segment = json.loads(lake.store.read(root["segments"]["stories"][0]))
    assert (segment["table"], segment["month"]) == ("stories", "2026-09")
    assert segment["files"][0]["rows"] == 1
    assert segment["files"][0]["day"] == "2026-09-21"
    assert lake.store.exists(segment["files"][0]["path"])
    manifest = json.loads(lake.store.read(root["manifests"][0]))
    assert {**manifest["polls"][0], "polled_date": "2026-09-21"} == manifest["polls"][0]
    assert set(TABLES["polls"].schema.names) < set(manifest["polls"][0])
    assert manifest["run"]["started_date"] == "2026-09-21"
    assert manifest["run"]["started_at"] == NOON


def test_a_run_with_nothing_new_writes_no_data_file(lake: Lake):
    poll = Poll(run_id="run", feed_id="feed", url="u", polled_at=NOON, outcome="not_modified")
    lake.commit(Draft(commit_id="one", run_id="run", polls=(poll,), run=run_row("run", NOON)))
    assert [file for file in lake.store.root.rglob("*.parquet") if "_lake" not in file.parts] == []
    assert len(lake.snapshot().manifests) == 1


def test_polls_and_runs_are_folded_by_the_first_commit_of_a_later_day(lake: Lake, clock: Clock):
    lake.commit(draft(lake, "a", "a1", [1], NOON, outcome="partial"))
    lake.commit(draft(lake, "a", "a2", [2], NOON))
    lake.commit(draft(lake, "b", "b1", [3], NOON))
    assert len(lake.snapshot().manifests) == 3
    clock.at += DAY
    lake.commit(Draft(commit_id="c1", run_id="c", run=run_row("c", clock())))
    snapshot = lake.snapshot()
    assert [Path(path).name for path in snapshot.manifests] == ["0000000004.json"]
    assert (snapshot.rows["polls"], snapshot.rows["runs"]) == (3, 2)
    runs = duckdb.execute(
        "select run_id, outcome from read_parquet($f) order by 1", {"f": list(snapshot.files["runs"])}
    )
    assert runs.fetchall() == [("a", "complete"), ("b", "complete")]
    clock.at += DAY
    lake.commit(Draft(commit_id="d1", run_id="d"))
    assert lake.snapshot().rows["runs"] == 3


def test_a_run_over_midnight_has_one_row(lake: Lake, clock: Clock):
    lake.commit(draft(lake, "before", "b1", [1], NOON))
    lake.commit(draft(lake, "long", "l1", [2], NOON, outcome="partial"))
    clock.at += DAY
    lake.commit(draft(lake, "long", "l2", [3], NOON))
    assert lake.snapshot().rows["runs"] == 1, "only the run that had ended"
    clock.at += DAY
    lake.commit(Draft(commit_id="next", run_id="next"))
    files = list(lake.snapshot().files["runs"])
    assert duckdb.execute("select run_id, outcome from read_parquet($f) order by 1", {"f": files}).fetchall() == [
        ("before", "complete"),
        ("long", "complete"),
    ]


def test_a_killed_run_is_folded_once_it_can_not_be_running(lake: Lake, clock: Clock):
    clock.at = NOON - NOON % DAY + DAY - 3_600_000_000
    lake.commit(draft(lake, "killed", "k1", [1], clock(), outcome="partial"))
    clock.at += 2 * 3_600_000_000
    lake.commit(Draft(commit_id="soon", run_id="soon", run=run_row("soon", clock())))
    assert lake.snapshot().rows["runs"] == 0
    clock.at += 6 * 3_600_000_000
    lake.commit(Draft(commit_id="later", run_id="later", run=run_row("later", clock())))
    assert lake.snapshot().rows["runs"] == 1


def test_a_second_holder_of_the_lease_is_told_who_polls(lake: Lake):
    other = Lake.open(lake.store.root)
    with (
        lake.lease("run-1"),
        pytest.raises(LeaseHeld, match=r"run-1, process \d+ on .+, since 2026-09-21"),
        other.lease("2"),
    ):
        pass
    with other.lease("run-2"):
        pass


def test_the_lease_of_a_killed_process_is_free_at_once(lake: Lake):
    program = (
        "import sys, time; from transforms.lake import Lake\n"
        "with Lake.open(sys.argv[1]).lease('killed'): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(lake.store.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LeaseHeld, match="killed"), lake.lease("me"):
            pass
        holder.kill()
        holder.wait()
        with lake.lease("me"):
            lake.recover()


def test_recovery_asks_for_the_lease(lake: Lake):
    with pytest.raises(RuntimeError, match="lease first"):
        lake.recover()


def test_two_committers_both_land_under_numbers_of_their_own(lake: Lake):
    def commit(name: str) -> list[int]:
        own = Lake.open(lake.store.root)
        start = 100 * (1 + ord(name) - ord("a"))
        return [own.commit(draft(own, name, f"{name}{i}", [start + i], NOON)) for i in range(8)]

    with ThreadPoolExecutor(2) as pool:
        numbers = [number for part in pool.map(commit, "ab") for number in part]
    assert sorted(numbers) == list(range(1, 17))
    assert len(story_ids(lake.store.root, "events")[0]) == 16


def test_a_loser_of_the_race_for_a_number_takes_the_next_and_keeps_the_winner(tmp_path: Path):
    path = tmp_path / "lake"
    raced = []

    def race(what: str, step: str) -> None:
        if what == "link" and step == manifest_path(1) and not raced:
            raced.append(step)
            files = write_rows(LocalStore(path), "winner", rows(7))
            winner = Manifest(commit_id="winner", run_id="w", seq=1, made_at=NOON, unfolded_since=NOON, files=files)
            LocalStore(path).put_if_absent(step, encode_manifest(winner))

    lake = Lake.open(path, on_step=race)
    assert lake.commit(draft(lake, "loser", "loser", [8], NOON)) == 2
    assert story_ids(path, "stories") == (sorted([story_id(7), story_id(8)]),) * 2
    assert raced


def test_committing_the_same_draft_again_commits_it_once(tmp_path: Path):
    def fail(what: str, path: str) -> None:
        if what == "rename" and path == "_lake/snapshot.json" and broken:
            broken.clear()
            raise OSError(28, "No space left on device")

    broken = [True]
    lake = Lake.open(tmp_path / "lake", on_step=fail)
    once = draft(lake, "run", "once", [1], NOON)
    with pytest.raises(OSError, match="No space"):
        lake.commit(once)
    assert lake.commit(once) == 1
    assert lake.commit(once) == 1
    assert len(lake.snapshot().manifests) == 1
    assert len(story_ids(lake.store.root, "stories")[0]) == 1


def test_a_commit_that_replaces_files_keeps_them_for_the_grace(lake: Lake, clock: Clock):
    lake.commit(draft(lake, "run", "one", [1], NOON))
    lake.commit(draft(lake, "run", "two", [2], NOON))
    old = list(lake.snapshot().files["stories"][1:])
    relative = tuple(str(Path(file).relative_to(lake.store.root)) for file in old)
    both = write_rows(lake.store, "both", [row for n in (1, 2) for row in rows(n) if row.table == "stories"])
    merge = Draft(commit_id="both", run_id="compact", files=both, removed=relative)
    lake.commit(merge)
    assert lake.snapshot().rows["stories"] == 2
    assert len(lake.snapshot().files["stories"]) == 2
    assert all(Path(file).exists() for file in old), "a reader of the older snapshot still reads them"
    with pytest.raises(Superseded):
        lake.commit(dataclasses.replace(merge, commit_id="late"))
    clock.at += GRACE
    lake.commit(Draft(commit_id="later", run_id="run"))
    assert not any(Path(file).exists() for file in old)


def test_the_grace_begins_when_a_reader_sees_the_commit_and_not_when_a_killed_run_put_it(tmp_path: Path, clock: Clock):
    def fail(what: str, path: str) -> None:
        if what == "rename" and path.endswith(".parquet"):
            raise KeyboardInterrupt

    lake = Lake.open(tmp_path / "lake", clock=clock)
    lake.commit(draft(lake, "run", "one", [1], NOON))
    (old,) = [file.path for file in lake.snapshot().live["stories"]]
    doomed = Lake.over(LocalStore(lake.store.root, fail), clock=clock)
    files = write_rows(lake.store, "both", [row for row in rows(1) if row.table == "stories"])
    with pytest.raises(KeyboardInterrupt):
        doomed.commit(Draft(commit_id="both", run_id="compact", files=files, removed=(old,)))
    clock.at += 2 * GRACE
    assert [file.path for file in lake.snapshot().live["stories"]] == [old], "nobody has brought it into place yet"
    lake.commit(Draft(commit_id="next", run_id="run"))
    lake.commit(Draft(commit_id="after", run_id="run"))
    assert lake.store.exists(old), "a reader who began a moment ago still reads it"
    clock.at += GRACE
    lake.commit(Draft(commit_id="later", run_id="run"))
    assert not lake.store.exists(old)


def test_what_is_superseded_goes_after_the_grace_and_the_control_folder_stays_small(lake: Lake, clock: Clock):
    for number in range(60):
        lake.commit(draft(lake, f"run{number}", f"c{number}", [number], clock()))
        clock.at += DAY // 4
    clock.at += DAY
    lake.commit(Draft(commit_id="last", run_id="last"))
    lake.commit(Draft(commit_id="very-last", run_id="last"))
    control = lake.store.root / "_lake"
    root = lake.snapshot().root
    named = {path for paths in root.segments.values() for path in paths} | {old.path for old in root.retired}
    found = {str(path.relative_to(lake.store.root)) for path in (control / "segments").rglob("*.json")}
    assert found <= named
    assert len(list((control / "state").iterdir())) <= 2
    assert len(list((control / "manifests").iterdir())) <= 25
    assert len(lake.state().ledger.find(f"url-{number}" for number in range(60))) == 60


def test_a_claimed_commit_is_not_discarded_by_another_run(lake: Lake):
    compact = Lake.open(lake.store.root)
    with compact.claim("compact"):
        waiting = draft(compact, "compact", "compact", [1], NOON)
        draft(lake, "dead", "dead", [2], NOON)
        with lake.lease("poll"):
            lake.recover()
        assert compact.commit(waiting) == 1
    assert story_ids(lake.store.root, "stories")[1] == [story_id(1)]
    assert list(lake.store.list("_lake/staged")) == []


def test_what_a_recovery_has_discarded_is_not_committed(lake: Lake):
    late = Lake.open(lake.store.root)
    waiting = draft(late, "late", "late", [1], NOON)
    with lake.lease("poll"):
        lake.recover()
    with pytest.raises(LeaseLost, match="took over discarded it"):
        late.commit(waiting)
    assert lake.commit(draft(lake, "next", "next", [2], NOON)) == 1
    assert story_ids(lake.store.root, "stories")[1] == [story_id(2)]


class Counting(LocalStore):
    """Counts the bytes that cross it."""

    read_bytes = written_bytes = 0

    def read(self, path: str) -> bytes:
        data = super().read(path)
        self.read_bytes += len(data)
        return data

    def _write(self, target: Path, data: bytes | memoryview) -> None:
        self.written_bytes += len(data)
        super()._write(target, data)


def bytes_of_a_commit(path: Path, files: int) -> tuple[int, int]:
    """What a commit of one story reads and writes in a lake that has so many files in twelve other months."""
    store = Counting(path)
    lake = Lake.open(path, clock=Clock())
    old = []
    contents: dict[str, bytes] = {}
    for number in range(files):
        day = f"2025-{1 + number % 12:02d}-01"
        name = f"stories/published_date={day}/old-{number:06d}.parquet"
        old.append(StagedFile(
            table="stories", day=day, path=name, staged=f"_lake/staged/old/{number}", rows=1, bytes=1, digest=""
        ))  # fmt: skip
        contents[old[-1].staged] = b"x"
    lake.store.stage(contents)
    lake.commit(Draft(commit_id="old", run_id="old", files=tuple(old)))
    lake = Lake(store, Clock())
    lake.commit(draft(lake, "run", "new", [1], NOON))
    return store.read_bytes, store.written_bytes


def test_the_cost_of_a_commit_does_not_grow_with_the_lake(tmp_path: Path):
    (few_read, few_written), (read, written) = (bytes_of_a_commit(tmp_path / str(n), n) for n in (30, 3000))
    assert abs(read - few_read) < 10, "but for the digits of its sizes"
    assert abs(written - few_written) < 10


def test_what_a_newer_wirelake_wrote_is_refused(lake: Lake):
    lake.commit(draft(lake, "run", "one", [1], NOON))
    path = manifest_path(2)
    lake.store.put_if_absent(path, msgspec.json.encode({"format": 2, "whatever": 1}))
    with pytest.raises(LakeFormat, match=r"0000000002.json has format 2, this wirelake reads up to 1"):
        lake.commit(Draft(commit_id="two", run_id="run"))


def test_a_staged_file_that_is_gone_is_told_and_not_hidden(lake: Lake):
    waiting = draft(lake, "run", "one", [1], NOON)

    def lose(what: str, path: str) -> None:
        if what == "link" and path.startswith("_lake/manifests/"):
            lake.store.delete([waiting.files[0].staged])

    with pytest.raises(LakeDamaged, match="neither in its place nor staged"):
        Lake.open(lake.store.root, on_step=lose).commit(waiting)


@pytest.mark.parametrize("address", ["file:///lake", "hdfs://a/b", "https://wire.example/lake"])
def test_other_stores_are_refused_by_name(address: str):
    with pytest.raises(NotALake, match=f"{address}: a lake is a folder of this machine"):
        Lake.open(address)


def test_a_file_or_a_folder_of_something_else_is_refused(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(NotALake, match="is a file"):
        Lake.open(tmp_path / "notes.txt")
    with pytest.raises(NotALake, match=r"other things in it \(notes.txt …\)"):
        Lake.open(tmp_path)
    with pytest.raises(NotALake, match="no lake yet"):
        Lake.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("folder", ["outlet=x", "published_date=2020-01-01", "Language=en/lakes"])
def test_a_path_that_readers_would_take_for_a_column_is_refused(tmp_path: Path, folder: str):
    with pytest.raises(NotALake, match=r"would take the folder \w+=… for the column"):
        Lake.open(tmp_path / folder / "lake")
    with pytest.raises(NotALake, match=r"would take the folder \w+=… for the column"):
        Lake.open(f"s3://bucket/{folder}/lake")
    assert list(tmp_path.iterdir()) == []
    Lake.open(tmp_path / "x=1" / "lake")


def test_a_mac_that_looked_into_the_folders_of_a_lake_harms_nothing(tmp_path: Path):
    (tmp_path / ".DS_Store").touch()
    lake = Lake.open(tmp_path)
    lake.commit(draft(lake, "run-1", "run-1-0000", [1]))
    for folder in [path for path in tmp_path.rglob("*") if path.is_dir()]:
        (folder / ".DS_Store").touch()
    with lake.lease("run-2"):
        assert lake.recover() == 1
        lake.commit(draft(lake, "run-2", "run-2-0000", [2]))
    assert len(story_ids(tmp_path, "stories")[0]) == 2


def test_a_folder_that_two_discard_at_once_is_gone(tmp_path: Path):
    store = LocalStore(tmp_path)
    store.stage({f"_lake/staged/dead/{number}": b"x" for number in range(3)})
    other = LocalStore(tmp_path, lambda what, _: store.discard("_lake/staged/dead") if what == "unlink" else None)
    other.discard("_lake/staged/dead")
    assert not store.exists("_lake/staged/dead")
    other.discard("_lake/staged/dead")


def test_a_commit_id_that_is_no_file_name_is_refused():
    for name in ("../x", "a/b", "", ".hidden", "a" * 101):
        with pytest.raises(ValueError, match="commit id"):
            Draft(commit_id=name, run_id="run")


def test_an_older_lake_gets_the_new_columns_with_the_next_run(lake: Lake):
    path = empty_path("stories")
    lake.store.replace(path, b"a file of an older wirelake")
    with lake.lease("run"):
        lake.recover()
    assert lake.store.read(path).startswith(b"PAR1")


def test_a_checkpoint_and_the_manifests_after_it_are_one_state(lake: Lake, clock: Clock):
    entries: Mapping[int, str] = {n: ("pending" if n % 7 == 0 else "held") for n in range(50)}
    for number, state in entries.items():
        lake.commit(Draft(commit_id=f"c{number}", run_id="r", ledger=(ledger_entry(number, state, clock()),)))
    lake.commit(Draft(commit_id="done", run_id="r", ledger=(ledger_entry(7, "held", clock()),)))
    state = lake.state()
    assert state.ledger.columns is not None
    assert sorted(entry.keys[0] for entry in state.ledger.pending()) == sorted(
        f"guid-{n}" for n in entries if n % 7 == 0 and n != 7
    )
    pending = state.ledger.find(["guid-14"])["guid-14"]
    assert pending.entry is not None
    assert pending == ledger_entry(14, "pending", Instant(NOON))
