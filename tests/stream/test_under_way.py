"""How much of its stories a shard keeps: counted as it comes and goes, and counted anew from the engine's state."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from pipelines.stream.plan import FLYING, FLYING_HOST, FLYING_TEXT
from pipelines.stream.under_way import OnWay, ReadState, UnderWay
from schemas.columns import Instant
from schemas.records import Entry
from transforms.poll.items import LONGEST_TEXT
from transforms.seen import judge, remember_left


def entry(number: int, text: str = "", **said: object) -> Entry:
    bare = Entry(feed_id="f", url=None, guid=None, keys=(f"k{number}",), fingerprint="0", content=text)
    return judge(replace(bare, **said), None, Instant(0))[1]


def set_out(under_way: UnderWay, entry: Entry, host: str = "") -> OnWay:
    on_way = OnWay(replace(remember_left(entry, now=Instant(1)), entry=None))
    under_way.put(on_way)
    under_way.set_out(on_way, entry, host)
    return on_way


def again(state: ReadState) -> UnderWay:
    """As the next tick finds it."""
    return UnderWay(msgspec.json.decode(msgspec.json.encode(state), type=ReadState))


def test_places_of_a_host_and_of_all_are_counted():
    state = ReadState()
    under_way = UnderWay(state)
    first = [set_out(under_way, entry(number), "one.example") for number in range(FLYING_HOST)]
    assert not under_way.room("one.example")
    assert under_way.room("two.example")
    for number in range(FLYING_HOST, FLYING):
        set_out(under_way, entry(number))
    assert not under_way.room()
    assert not again(state).room()
    under_way.come_back(first[0])
    assert under_way.room("one.example")
    assert again(state).room("one.example")


@pytest.mark.parametrize("field", ["content", "summary", "title", "url", "guid", "authors", "keywords"])
def test_whatever_a_feed_may_make_long_is_counted(field: str):
    state = ReadState()
    under_way = UnderWay(state)
    text = "x" * (FLYING_TEXT // 2)
    said = {field: (text,) if field in {"authors", "keywords"} else text}
    set_out(under_way, entry(1, **said))
    assert under_way.room()
    second = set_out(under_way, entry(2, **said))
    assert not under_way.room()
    assert not again(state).room()
    under_way.come_back(second)
    assert under_way.room()
    assert again(state).room()


def test_a_longest_text_has_its_turn_among_others():
    """Were it to fit, it would wait for ever where short ones come all the time."""
    under_way = UnderWay(ReadState())
    set_out(under_way, entry(1, "A short one."))
    assert LONGEST_TEXT >= FLYING_TEXT
    assert under_way.room()
    set_out(under_way, entry(2, "x" * LONGEST_TEXT))
    assert not under_way.room()


def test_what_is_put_off_is_counted_once_however_often_it_changes():
    state = ReadState()
    under_way = UnderWay(state)
    on_way = set_out(under_way, entry(1))
    for version in range(5):
        assert under_way.put_off(on_way, entry(1, "x" * (FLYING_TEXT - 100), fingerprint=str(version)))
    assert under_way.room()
    other = set_out(under_way, entry(2, "x" * 200))
    assert not under_way.put_off(other, entry(2, "More."))
    assert not again(state).room()
    following = under_way.next_of(on_way)
    assert following is not None
    assert following.fingerprint == "4"
    assert under_way.next_of(on_way) is None
    assert under_way.room()
    assert again(state).room()
