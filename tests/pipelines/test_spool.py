from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipelines.spool import Task, append, read_entry, read_spool, take_turns, tasks_of
from schemas.records import Entry


def entry(number: int, **fields: str) -> Entry:
    url = f"https://h{number % 3}.example/{number}"
    return Entry(feed_id="f", url=url, guid=None, keys=(f"k{number}",), fingerprint="", story_id=f"k{number}", **fields)


def test_an_entry_comes_back_as_it_went_in(tmp_path: Path):
    entries = [entry(1, summary="Grüße\n„aus“ Ellery"), entry(2, content="<p>" + "long words and more " * 90), entry(3)]
    path = tmp_path / "spool"
    append(path, entries[:2])
    waiting_until = path.stat().st_size
    append(path, entries[2:])
    tasks = list(tasks_of(path, lambda offset: offset < waiting_until))
    assert [read_entry(path, task) for task in tasks] == entries == list(read_spool(path, Entry))
    assert [task.url is None for task in tasks] == [False, True, False]
    assert [task.feed_ids for task in tasks] == [("f",), ("f",), ()]


def test_half_a_surrogate_pair_does_not_stop_a_run(tmp_path: Path):
    append(tmp_path / "spool", [entry(1, title="half \ud83d pair")])
    (found,) = read_spool(tmp_path / "spool", Entry)
    assert found.title == "half \ufffd pair"


def test_a_spool_that_was_never_written_is_empty(tmp_path: Path):
    assert not [*read_spool(tmp_path / "none", Entry), *tasks_of(tmp_path / "none", bool)]


@given(st.lists(st.integers(0, 20), max_size=80))
def test_every_task_comes_once_and_no_host_twice_before_every_other_once(hosts: list[int]):
    tasks = [Task(f"https://h{h}.example/{i}", 1.0, (str(i),), "new", (), "", i, 1) for i, h in enumerate(hosts)]
    order = take_turns(tasks)
    assert sorted(order, key=lambda task: task.offset) == tasks
    first_round = order[: len(set(hosts))]
    assert len({task.url.split("/")[2] for task in first_round if task.url}) == len(set(hosts))
