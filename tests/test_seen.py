from __future__ import annotations

import dataclasses

from schemas.columns import Day, Instant
from schemas.records import Entry, Refusal
from transforms.seen import (
    RETRY_AFTER,
    due_again,
    find,
    judge,
    remember_held,
    remember_left,
    remember_refused,
    remember_sight,
)

NOW = Instant(1_790_000_000_000_000)
ENTRY = Entry(feed_id="f", url="https://ellery.example/1", guid="1", keys=("k1", "k2"), fingerprint="a", content="<p>…")
PASSING = Refusal(stage="fetch", reason="http_5xx", transient=True, message="503")
LASTING = Refusal(stage="fetch", reason="http_404", transient=False, message="404")


def test_an_entry_is_found_by_any_of_its_keys_the_most_trusted_first():
    one, two = (remember_held(dataclasses.replace(ENTRY, story_id=s), version="v", day=Day(1), now=NOW) for s in "ab")
    assert find(ENTRY, {"k2": two}) is two
    assert find(ENTRY, {"k1": one, "k2": two}) is one
    assert find(ENTRY, {"k3": one}) is None


def test_what_the_lake_does_not_know_is_new_and_named_by_its_first_key():
    verdict, entry = judge(ENTRY, None, NOW)
    assert (verdict, entry.story_id, entry.first_seen_at) == ("new", "k1", NOW)


def test_a_held_story_is_known_until_its_feed_says_otherwise_and_keeps_its_partition():
    _, entry = judge(ENTRY, None, NOW)
    held = remember_held(entry, version="v1", day=Day(20_000), now=NOW)
    assert judge(ENTRY, held, NOW)[0] == "known"
    later = dataclasses.replace(ENTRY, fingerprint="b", keys=("k9", "k2"))
    verdict, edited = judge(later, held, Instant(NOW + 1))
    assert verdict == "edited"
    assert (edited.story_id, edited.versions, edited.published_day, edited.first_seen_at) == (
        "k1",
        ("v1",),
        20_000,
        NOW,
    )
    assert set(edited.keys) == {"k1", "k2", "k9"}
    assert remember_held(edited, version="v2", day=Day(20_000), now=NOW).versions == ("v1", "v2")
    assert remember_held(edited, version=None, day=Day(20_000), now=NOW).versions == ("v1",)


def test_what_may_pass_is_tried_by_the_next_run_then_ever_more_rarely_and_comes_to_an_end():
    _, entry = judge(ENTRY, None, NOW)
    waits = []
    while True:
        known = remember_refused(entry, PASSING, now=NOW)
        if known.state == "refused":
            break
        assert known.next_try_at is not None
        waits.append((known.next_try_at - NOW) / 1e6)
        assert (due_again([known], NOW) == ()) == (waits[-1] > 0)
        (entry,) = due_again([known], Instant(known.next_try_at))
        assert entry.attempts == len(waits)
    assert waits == list(RETRY_AFTER)
    assert (known.next_try_at, known.entry) == (None, None)


def test_what_will_not_pass_is_refused_at_once():
    known = remember_refused(judge(ENTRY, None, NOW)[1], LASTING, now=NOW)
    assert (known.state, known.next_try_at, due_again([known], NOW)) == ("refused", None, ())
    assert judge(ENTRY, known, NOW)[0] == "known"


def test_a_server_that_asks_for_patience_gets_it_within_a_week():
    _, entry = judge(ENTRY, None, NOW)
    asked = dataclasses.replace(PASSING, retry_after=7200.0)
    assert remember_refused(entry, asked, now=NOW).next_try_at == NOW + 7_200_000_000
    endless = dataclasses.replace(PASSING, retry_after=1e12)
    assert remember_refused(entry, endless, now=NOW).next_try_at == NOW + 7 * 86_400_000_000


def test_a_story_that_failed_after_an_edit_is_tried_again_as_an_edit():
    _, entry = judge(ENTRY, None, NOW)
    held = remember_held(entry, version="v1", day=Day(1), now=NOW)
    _, edited = judge(dataclasses.replace(ENTRY, fingerprint="b"), held, NOW)
    (again,) = due_again([remember_refused(edited, PASSING, now=NOW)], NOW)
    assert (again.change, again.versions, again.published_day) == ("edited", ("v1",), 1)


def test_another_feeds_words_about_a_held_story_are_no_edit_and_are_remembered():
    _, entry = judge(ENTRY, None, NOW)
    held = remember_held(entry, version="v1", day=Day(1), now=NOW)
    theirs = dataclasses.replace(ENTRY, feed_id="g", fingerprint="z", keys=("k2", "k7"))
    assert judge(theirs, held, NOW)[0] == "known"
    both = remember_sight(theirs, held)
    assert both is not None
    assert "k7" in both.keys
    assert remember_sight(theirs, both) is None
    assert judge(theirs, both, NOW)[0] == judge(ENTRY, both, NOW)[0] == "known"
    assert judge(dataclasses.replace(theirs, fingerprint="y"), both, NOW)[0] == "edited"
    assert judge(dataclasses.replace(ENTRY, fingerprint="b"), both, NOW)[0] == "edited"


def test_a_page_that_fails_is_not_asked_for_before_its_time_however_its_feed_words_it():
    _, entry = judge(ENTRY, None, NOW)
    twice = remember_refused(due_again([remember_refused(entry, PASSING, now=NOW)], NOW)[0], PASSING, now=NOW)
    reworded = dataclasses.replace(ENTRY, fingerprint="b")
    assert judge(reworded, twice, NOW)[0] == "known"
    verdict, again = judge(reworded, twice, Instant(NOW + int(RETRY_AFTER[1] * 1e6)))
    assert (verdict, again.attempts) == ("new", 2)


def test_what_was_never_asked_for_uses_up_no_attempt_and_still_has_an_end():
    _, entry = judge(ENTRY, None, NOW)
    closed = Refusal(stage="fetch", reason="host_closed", transient=True, message="later", retry_after=60.0)
    for _ in range(20):
        known = remember_refused(entry, closed, now=NOW)
        assert (known.state, known.attempts, known.next_try_at) == ("pending", 0, NOW + 60_000_000)
        (entry,) = due_again([known], Instant(NOW + 60_000_000))
    assert remember_refused(entry, closed, now=Instant(NOW + 15 * 86_400_000_000)).state == "refused"


def test_what_a_run_left_is_due_at_once_with_its_text():
    _, entry = judge(ENTRY, None, NOW)
    (again,) = due_again([remember_left(entry, now=NOW)], NOW)
    assert (again.content, again.attempts, again.story_id) == (ENTRY.content, 0, "k1")
