"""The ledger against a model of it, and what it forgets."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.columns import Instant
from schemas.records import FeedState, HostState, LedgerEntry
from tests.lake.rows import DAY, NOON, ledger_entry
from transforms.lake.checkpoint import read_ledger
from transforms.lake.local import LocalStore
from transforms.lake.state import LakeState, write_checkpoint


def checkpointed(folder: Path, state: LakeState, now: int = NOON) -> LakeState:
    """The state after a checkpoint, read back from its files."""
    path, _ = write_checkpoint(LocalStore(folder), state, Instant(now))
    return LakeState(feeds=state.feeds, ledger=read_ledger(LocalStore(folder), path), seq=state.seq + 1)


keys = st.lists(st.sampled_from([f"k{n}" for n in range(12)]), min_size=1, max_size=3, unique=True).map(tuple)
words = st.builds(
    lambda story, keys, state, print_: dataclasses.replace(
        ledger_entry(0, state), story_id=f"s{story}", keys=keys, fingerprint=print_
    ),
    st.integers(0, 6),
    keys,
    st.sampled_from(["held", "pending", "refused"]),
    st.text(max_size=2).filter(str.isascii),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(words, st.just("checkpoint")), max_size=25))
def test_the_ledger_is_a_dict_of_keys_and_stories_however_it_is_stored(
    tmp_path_factory: pytest.TempPathFactory, history: list[LedgerEntry | str]
):
    folder = tmp_path_factory.mktemp("ledger")
    state = LakeState()
    by_key: dict[str, LedgerEntry] = {}
    by_story: dict[str, LedgerEntry] = {}
    for word in history:
        if isinstance(word, str):
            state = checkpointed(folder, state)
            continue
        state.ledger.put(word)
        by_key = {key: entry for key, entry in by_key.items() if entry.story_id != word.story_id}
        by_key.update(dict.fromkeys(word.keys, word))
        by_story[word.story_id] = word
    assert state.ledger.find(f"k{n}" for n in range(12)) == by_key
    pending = sorted(entry.story_id for entry in state.ledger.pending())
    assert pending == sorted(story for story, entry in by_story.items() if entry.state == "pending")


def test_what_is_old_and_in_no_feed_is_forgotten(tmp_path: Path):
    feed = FeedState(feed_id="f", url="u", configured_url="u", last_success_at=NOON, items=("guid-1",))
    gone = FeedState(
        feed_id="g", url="u", configured_url="u", last_success_at=Instant(NOON - 91 * DAY), items=("guid-3",)
    )
    state = LakeState(feeds={"f": feed, "g": gone})
    for number in range(5):
        state.ledger.put(ledger_entry(number, at=Instant(NOON - (91 if number < 4 else 89) * DAY)))
    everything = [f"url-{number}" for number in range(5)]
    state = checkpointed(tmp_path, state, NOON - 10 * DAY)
    assert len(state.ledger.find(everything)) == 5
    state = checkpointed(tmp_path, state, NOON)
    assert set(state.ledger.find(everything)) == {"url-1", "url-4"}


def test_hosts_that_bind_nobody_any_more_are_forgotten(tmp_path: Path):
    state = LakeState(hosts={
        "a": HostState(host="a", next_allowed_at=Instant(NOON - 1)),
        "b": HostState(host="b", robots="", robots_expires_at=Instant(NOON + 1)),
    })  # fmt: skip
    path, _ = write_checkpoint(LocalStore(tmp_path), state, NOON)
    text = (tmp_path / path / "hosts.json").read_text()
    assert '"b"' in text
    assert '"a"' not in text


def test_a_window_of_many_batches_is_searched_without_being_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("transforms.lake.checkpoint.PART_ROWS", 100)
    state = LakeState()
    for number in range(1050):
        state.ledger.put(ledger_entry(number, "pending" if number == 777 else "held"))
    state = checkpointed(tmp_path, state)
    assert state.ledger.columns is not None
    assert len(state.ledger.columns.batches) == 11
    assert len(state.ledger.columns) == 1050
    found = state.ledger.find(["guid-0", "url-99", "guid-100", "url-1049", "url-1050"])
    assert {key: entry.keys[0] for key, entry in found.items()} == {
        "guid-0": "guid-0", "url-99": "guid-99", "guid-100": "guid-100", "url-1049": "guid-1049",
    }  # fmt: skip
    assert [entry.keys[0] for entry in state.ledger.pending()] == ["guid-777"]
