from __future__ import annotations

from dataclasses import replace

from schemas.columns import Day, Instant
from schemas.logbook import Poll
from schemas.records import FeedState, LedgerEntry
from transforms.lake.ledger import Ledger
from transforms.lake.parcel import Parcel, Word
from transforms.lake.settle import Settled, settle

NOON = 1_790_000_000_000_000
DAY, ISO = Day(20_717), "2026-09-21"


def line(
    *versions: str, at: int = 0, story: str = "s", keys: tuple[str, ...] = ("k",), feed: str = "f", **fields: object
) -> LedgerEntry:
    held = LedgerEntry(
        story_id=story,
        keys=keys,
        feed_id=feed,
        fingerprint="a",
        prints=(f"{feed} a",),
        state="held",
        published_day=DAY,
        versions=versions,
        first_seen_at=Instant(NOON),
        seen_at=Instant(NOON + at),
    )
    return replace(held, **fields)


def parcel(*words: Word, **fields: object) -> Parcel:
    return replace(Parcel(made_at=Instant(NOON), words=words, counts={}, seconds={}), **fields)


def settled(*parcels: Parcel, held: tuple[LedgerEntry, ...] = (), feeds: tuple[FeedState, ...] = ()) -> Settled:
    ledger = Ledger()
    for known in held:
        ledger.put(known)
    remembered = {feed.feed_id: feed for feed in feeds}
    return settle(parcels, ledger.find, remembered.get)


def test_what_the_lake_does_not_know_is_committed():
    done = settled(parcel(Word(line=line("v1"), version="v1")))
    assert done.rows[0].versions == {("s", "v1"): ISO}
    assert done.ledger == (line("v1"),)


def test_a_version_that_the_lake_holds_is_not_committed_again():
    done = settled(parcel(Word(line=line("v1", at=5), version="v1")), held=(line("v1"),))
    assert (done.rows[0].versions, done.doubled) == ({}, 1)
    assert done.ledger == (line("v1", at=5),)


def test_two_attempts_at_one_story_are_one_version():
    done = settled(parcel(Word(line=line("v1"), version="v1")), parcel(Word(line=line("v1", at=3), version="v1")))
    assert [rows.versions for rows in done.rows] == [{("s", "v1"): ISO}, {}]


def test_versions_of_one_story_are_chained_in_the_order_in_which_they_were_read():
    first = parcel(Word(line=line("v1"), version="v1"))
    second = parcel(Word(line=line("v1", "v2", at=1), version="v2"))
    for both in ((first, second), (second, first)):
        assert settled(*both).ledger[0].versions == ("v1", "v2")


def test_a_version_that_was_judged_by_less_than_the_lake_knows_is_added_and_stays_in_the_storys_partition():
    there = line("v1", published_day=Day(DAY - 3))
    done = settled(parcel(Word(line=line("v2", at=1), version="v2")), held=(there,))
    assert done.ledger[0].versions == ("v1", "v2")
    assert done.rows[0].versions == {("s", "v2"): "2026-09-18"}


def test_an_older_version_that_comes_late_is_added_below_the_last_state():
    done = settled(parcel(Word(line=line("v1", at=1), version="v1")), held=(line("v0", "v2", at=9),))
    assert done.ledger[0].versions == ("v0", "v1", "v2")
    assert done.ledger[0].seen_at == NOON + 9


def test_a_failure_that_is_older_than_what_the_lake_knows_leaves_no_row():
    failed = Word(line=line(at=1, state="refused"))
    assert settled(parcel(failed), held=(line("v1", at=2),)).rows[0].failures == set()
    assert settled(parcel(failed), held=(line("v1", at=0),)).rows[0].failures == {("s", NOON + 1)}


def test_a_failure_takes_no_version_away():
    done = settled(parcel(Word(line=line(at=1, state="pending"))), held=(line("v1"),))
    assert (done.ledger[0].versions, done.ledger[0].state) == (("v1",), "pending")


def test_a_story_that_two_feeds_named_at_once_is_one_story():
    one = Word(line=line("v1", story="a", keys=("guid-a", "link"), feed="f1"), version="v1")
    two = Word(line=line("v1", at=1, story="b", keys=("guid-b", "link"), feed="f2"), version="v1")
    done = settled(parcel(one, two))
    assert done.rows[0].versions == {("a", "v1"): ISO}
    assert [known.story_id for known in done.ledger] == ["a"]
    assert set(done.ledger[0].keys) == {"guid-a", "guid-b", "link"}
    assert done.ledger[0].prints == ("f1 a", "f2 a")


def test_a_further_sight_adds_names_and_takes_no_state_back():
    sight = line("v1", keys=("k", "k2"), feed="f2")
    done = settled(parcel(Word(line=line("v1", "v2", at=9), version="v2"), sights=(sight,)), held=(line("v1"),))
    assert done.ledger[0].versions == ("v1", "v2")
    assert set(done.ledger[0].keys) == {"k", "k2"}


def test_a_poll_that_the_lake_has_is_not_committed_again_nor_an_older_validator_over_a_newer():
    def state(at: int, etag: str) -> FeedState:
        return FeedState(feed_id="f", url="u", configured_url="u", etag=etag, last_success_at=Instant(NOON + at))

    def polled(at: int, etag: str) -> Parcel:
        poll = Poll(run_id="r", feed_id="f", url="u", polled_at=Instant(NOON + at), outcome="fetched")
        return parcel(polls=(poll,), feeds=(state(at, etag),))

    both = settled(polled(2, "two"), polled(1, "one"))
    assert ([poll.polled_at - NOON for poll in both.polls], both.feeds[0].etag) == ([1, 2], "two")
    again = settled(polled(2, "two"), polled(3, "three"), feeds=(state(2, "two"),))
    assert ([poll.polled_at - NOON for poll in again.polls], again.feeds[0].etag) == ([3], "three")
    assert settled(polled(1, "one"), feeds=(state(2, "two"),)).feeds == ()
