"""`wirelake compact`: fewer files, the same answers, whoever reads, writes or dies meanwhile."""

from __future__ import annotations

import errno
import io
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from pipelines import compact
from pipelines.compact import print_compaction, run_compact
from pipelines.query import open_lake
from schemas.tables import TableRow
from tests.pipelines.test_cli import wirelake
from tests.schemas.lakes import at, attribution, event, poll, run, story
from transforms.lake import Draft, Lake, LakeDamaged, LeaseHeld, write_rows
from transforms.lake.compact import FEW, Group
from transforms.lake.local import LocalStore

DAYS = ("2021-03-01", "2021-03-02", "2021-03-03")


def commit(lake: Lake, number: int, days: Sequence[str] = DAYS) -> None:
    """A commit of two versions of a story a day, with what was read off them."""
    rows: list[TableRow] = []
    for on in days:
        for version, hours in (("a", 13), ("b", 15)):
            key = (f"{number * 2654435761 % 2**32:08x}{on}", f"{version}{number}", on)
            rows += [
                story(*key, title=f"The harbour, {number}", fetched_at=at(on, hours), signature=(number, 2, 3)),
                attribution(*key, 0, speaker="Ada Kern", content=f"It is closed, {number}"),
                attribution(*key, 1, anonymous=True, anonymity_reason="fear"),
                event(*key, casualties=()),
            ]
    name = f"run{number:04d}"
    files = write_rows(lake.store, name, rows)
    polls = (poll(name, at(days[0], number), status=200),)
    lake.commit(Draft(commit_id=name, run_id=name, files=files, polls=polls, run=run(name, at(days[0], number))))


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path / "lake")
    for number in range(6):
        commit(lake, number)
    return lake


def answers(lake: Lake) -> dict[str, list[str]]:
    """The rows of every view, but for those of compact's own runs."""
    with open_lake(lake.store.address) as connection:
        views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        queries = {name: f'FROM "{name}"' for (name,) in views} | {"runs": "FROM runs WHERE pipeline <> 'compact'"}
        return {name: sorted(map(repr, connection.execute(query).fetchall())) for name, query in queries.items()}


def data_files(lake: Lake) -> int:
    return sum(map(len, lake.snapshot().live.values()))


def test_every_view_answers_as_before_over_a_file_a_table_and_day(lake: Lake):
    before = answers(lake)
    assert {"stories", "story_versions", "events_latest", "who_said_what", "runs", "polls"} <= set(before)
    assert all(before[view] for view in before if view != "rejects")
    done = run_compact(lake)
    assert answers(lake) == before
    assert (done.commits, len(done.done)) == (1, 9)
    for table in ("stories", "attributions", "events"):
        assert [file.day for file in lake.snapshot().live[table]] == list(DAYS)
    with open_lake(lake.store.address) as connection:
        query = "SELECT run_id, outcome, commits, stories, steps[1].read FROM runs WHERE pipeline = 'compact'"
        assert connection.execute(query).fetchall() == [(done.run_id, "complete", 1, 0, 6 * 3 * 2 * 4)]


def test_a_reader_of_the_older_snapshot_still_finds_its_files(lake: Lake):
    with open_lake(lake.store.address) as connection:
        count = "SELECT count(*), count(DISTINCT story_id) FROM stories"
        before = connection.execute(count).fetchall()
        run_compact(lake)
        assert connection.execute(count).fetchall() == before


def test_a_second_run_commits_nothing_and_reads_no_data_file(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    run_compact(lake)
    seq = lake.snapshot().seq
    monkeypatch.setattr(compact, "rewrite", None)
    again = run_compact(lake)
    assert (again.done, again.commits, lake.snapshot().seq) == ((), 0, seq)
    assert "nothing to compact" in shown(again)
    for number in range(6, 6 + FEW - 2):
        commit(lake, number)
    assert run_compact(lake).done == (), "the result and two small files are too few"


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(lake: Lake):
    before = {path: path.stat().st_mtime_ns for path in Path(lake.store.address).rglob("*")}
    done = run_compact(lake, dry_run=True)
    assert {path: path.stat().st_mtime_ns for path in Path(lake.store.address).rglob("*")} == before
    assert "nothing written" in shown(done)
    assert [len(group.files) for group, _ in done.done] == [6] * 9


def test_a_lake_with_more_small_files_than_a_run_may_replace_is_told(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("transforms.lake.compact.RUN_FILES", 20)
    done = run_compact(lake)
    assert (len(done.done), done.left) == (3, 36)
    assert "36 small files more: run it again in an hour" in shown(done)


def shown(done: compact.Compaction) -> str:
    out = io.StringIO()
    print_compaction(done, Console(file=out, width=100))
    return out.getvalue()


def test_the_ledger_and_the_feeds_stay_as_they_are(lake: Lake):
    before = lake.state()
    run_compact(lake)
    after = lake.state()
    assert (after.feeds, after.hosts) == (before.feeds, before.hosts)
    assert list(after.ledger.pending()) == list(before.ledger.pending())


def test_writers_commit_and_readers_read_while_it_runs(lake: Lake):
    ended, faults = threading.Event(), []

    def write() -> None:
        own = Lake.open(lake.store.address)
        for number in range(6, 30):
            commit(own, number)
        ended.set()

    def read() -> None:
        seen = 0
        while not ended.is_set():
            with open_lake(lake.store.address) as connection:
                query = "SELECT count(*), count(DISTINCT (story_id, version)) FROM stories"
                ((rows, once),) = connection.execute(query).fetchall()
            if rows != once or rows < seen:
                faults.append((seen, rows, once))
            seen = rows

    threads = [threading.Thread(target=write), threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    commits = 0
    while not ended.is_set():
        commits += run_compact(lake).commits
    for thread in threads:
        thread.join()
    commits += run_compact(lake).commits
    assert faults == []
    assert commits > 1
    with open_lake(lake.store.address) as connection:
        counts = "SELECT (SELECT count(*) FROM stories), (SELECT count(*) FROM events), (SELECT count(*) FROM polls)"
        assert connection.execute(counts).fetchall() == [(180, 180, 30)]
    assert data_files(lake) < 9 * FEW


def race(lake: Lake, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let another compact the same files, and four more come, while a commit is written; so many times."""
    real, others = compact.rewrite, []

    def rewrite(store: object, commit_id: str, group: Group) -> object:
        if len(others) < times and commit_id not in others:
            others.append(commit_id)
            number = 100 + 10 * len(others)
            monkeypatch.setattr(compact, "rewrite", real)
            run_compact(Lake.open(lake.store.address))
            monkeypatch.setattr(compact, "rewrite", rewrite)
            for new in range(number, number + FEW):
                commit(lake, new)
        return real(lake.store, commit_id, group)

    monkeypatch.setattr(compact, "rewrite", rewrite)


def test_of_two_at_once_the_loser_plans_anew(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    race(lake, monkeypatch, 2)
    done = run_compact(lake)
    assert done.commits == 1
    assert len(answers(lake)["stories"]) == 2 * 3 * (6 + 2 * FEW)
    assert data_files(lake) == 9
    assert list(lake.store.list("_lake/staged")) == []


def test_one_that_always_loses_gives_up_and_has_done_no_harm(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    race(lake, monkeypatch, compact.TRIES)
    with pytest.raises(LeaseHeld, match="another compact of this lake was faster 5 times"):
        run_compact(lake)
    assert len(answers(lake)["stories"]) == 2 * 3 * (6 + compact.TRIES * FEW)
    assert list(lake.store.list("_lake/staged")) == []


def test_what_needs_several_commits_says_in_the_last_that_it_has_ended(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    before = answers(lake)
    monkeypatch.setattr("transforms.lake.compact.COMMIT_BYTES", 1)
    done = run_compact(lake)
    assert (done.commits, done.complete) == (9, True)
    assert answers(lake) == before


def test_a_group_that_would_not_shrink_is_left_alone(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    seq = lake.snapshot().seq
    monkeypatch.setattr("transforms.lake.sink.RowWriter.__init__.__defaults__", (1,))
    assert run_compact(lake).commits == 0
    assert lake.snapshot().seq == seq
    assert list(lake.store.list("_lake/staged")) == []


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_was_staged_when_the_disk_is_full_is_given_back(lake: Lake, fault: BaseException):
    written: list[str] = []

    def fail(what: str, path: str) -> None:
        if what == "write" and path.endswith(".staged"):
            written.append(path)
            if len(written) == 8:
                raise fault

    seq = lake.snapshot().seq
    with pytest.raises(type(fault)):
        run_compact(Lake.over(LocalStore(lake.store.address, fail)))
    assert len(set(written)) > 1
    assert list(lake.store.list("_lake/staged")) == []
    assert lake.snapshot().seq == seq
    assert run_compact(lake).commits == 1


def test_a_file_that_somebody_deleted_is_told(lake: Lake):
    lost = lake.snapshot().live["events"][2].path
    lake.store.delete([lost])
    with pytest.raises(LakeDamaged, match="is part of the lake, but somebody deleted it"):
        run_compact(lake)


def test_the_command_compacts_and_then_has_nothing_to_do(lake: Lake):
    folder = lake.store.address
    dry = wirelake("compact", "--lake", folder, "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert data_files(lake) == 6 * 9
    done = wirelake("compact", "--lake", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0:4] for line in done.stdout.splitlines() if line.startswith(" stories")] == [
        ["stories", "3", "36", "18"]
    ]
    assert data_files(lake) == 9
    again = wirelake("compact", "--lake", folder)
    assert (again.returncode, again.stdout.startswith("nothing to compact")) == (0, True)
    with open_lake(folder) as connection:
        assert connection.execute("SELECT count(*) FROM stories_latest").fetchall() == [(18,)]
