from __future__ import annotations

from pathlib import Path

import pytest

from schemas.records import Entry
from tests.lake.rows import NOON, Clock, draft, ingest, ledger_entry, run_row, story_id
from transforms.lake import Draft, Lake
from transforms.lake.follow import LakeView


def by_feed(entry: Entry) -> str:
    return entry.feed_id


def waiting(view: LakeView) -> set[str]:
    return {line.story_id for group in view.groups() for line in view.waiting(group)}


def commit_entry(lake: Lake, number: int, name: str, state: str = "held") -> None:
    run = run_row(name, NOON)
    lake.commit(Draft(commit_id=name, run_id=name, ledger=(ledger_entry(number, state),), run=run))


def test_a_view_knows_what_was_committed_as_of_its_last_refresh(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    lake.commit(draft(lake, "run-1", "run-1-0000", [1]))
    view = LakeView(tmp_path / "lake", by_feed)
    assert set(view.find(["url-1", "url-2"])) == {"url-1"}
    lake.commit(draft(lake, "run-2", "run-2-0000", [2]))
    assert set(view.find(["url-1", "url-2"])) == {"url-1"}
    view.refresh()
    assert set(view.find(["url-1", "url-2"])) == {"url-1", "url-2"}
    assert view.seq == 2
    assert view.feed("feed").etag == "run-2-0000"


def test_a_view_of_a_hundred_commits_reads_checkpoints_and_stays_right(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    view = LakeView(tmp_path / "lake", by_feed)
    for number in range(60):
        commit_entry(lake, number, f"run-{number:04d}", "pending" if number % 2 else "held")
        if number % 7 == 0:
            view.refresh()
    view.refresh()
    fresh = LakeView(tmp_path / "lake", by_feed)
    keys = [f"url-{number}" for number in range(60)]
    assert view.find(keys) == fresh.find(keys)
    assert len(view.find(keys)) == 60
    assert waiting(view) == waiting(fresh) == {story_id(number) for number in range(60) if number % 2}


def test_what_waits_is_known_until_it_is_handled(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    view = LakeView(tmp_path / "lake", by_feed)
    commit_entry(lake, 1, "run-1", "pending")
    view.refresh()
    assert (view.groups(), waiting(view)) == (("feed",), {story_id(1)})
    commit_entry(lake, 1, "run-2", "held")
    view.refresh()
    assert (view.groups(), waiting(view)) == ((), set())


def test_a_manifest_that_neither_a_checkpoint_nor_another_replaces_is_missed(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    view = LakeView(tmp_path / "lake", by_feed)
    for number in range(3):
        commit_entry(lake, number, f"run-{number}")
    (tmp_path / "lake" / "_lake" / "manifests" / "0000000001.json").unlink()
    with pytest.raises(FileNotFoundError):
        view.refresh()


def test_the_last_window_of_a_stream_is_found_among_other_commits(tmp_path: Path):
    lake = Lake.open(tmp_path / "lake", clock=Clock())
    commit_entry(lake, 1, "20261127T120000Z-stream-aa")
    commit_entry(lake, 2, "20261127T120500Z-stream-aa")
    commit_entry(lake, 3, "compact-1")
    view = LakeView(tmp_path / "lake", by_feed)
    assert view.last_commit("stream-aa") == "20261127T120500Z-stream-aa"
    assert view.last_commit("stream-bb") is None
    commit_entry(lake, 4, "20261127T121000Z-stream-aa")
    view.refresh()
    assert view.last_commit("stream-aa") == "20261127T121000Z-stream-aa"


def test_an_ingest_before_is_known(tmp_path: Path):
    ingest(tmp_path / "lake", "run-1", 5, 2, NOON)
    view = LakeView(tmp_path / "lake", by_feed)
    assert len(view.find(f"url-{number}" for number in range(9))) == 5
