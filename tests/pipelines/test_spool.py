from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipelines.spool import Task, cut_slices, read_entry, write_entries
from schemas.records import Entry


def entry(number: int, **fields: str) -> Entry:
    url = f"https://h{number % 3}.example/{number}"
    return Entry(feed_id="f", url=url, guid=None, keys=(f"k{number}",), fingerprint="", story_id=f"k{number}", **fields)


def test_an_entry_comes_back_as_it_went_in(tmp_path: Path):
    entries = [entry(1, summary="Grüße\n„aus“ Ellery"), entry(2, content="<p>" + "long words and more " * 90)]
    tasks = list(write_entries(tmp_path / "spool", [(e, True) for e in entries]))
    tasks += write_entries(tmp_path / "spool", [(entry(3), False)])
    assert [read_entry(tmp_path / "spool", task) for task in tasks] == [*entries, entry(3)]
    assert [task.url is None for task in tasks] == [False, True, False]
    assert [task.feed_id for task in tasks] == ["f", "f", ""]


@given(st.lists(st.integers(0, 20), max_size=80), st.integers(1, 30))
def test_slices_hold_every_task_once_and_no_host_twice_before_every_other_once(hosts: list[int], size: int):
    tasks = [Task(f"https://h{h}.example/{i}", 1.0, str(i), "", i, 1) for i, h in enumerate(hosts)]
    slices = list(cut_slices(tasks, size))
    assert all(len(cut) == size for cut in slices[:-1])
    order = [task for cut in slices for task in cut]
    assert sorted(order, key=lambda task: task.offset) == tasks
    first_round = order[: len(set(hosts))]
    assert len({task.url.split("/")[2] for task in first_round if task.url}) == len(set(hosts))
