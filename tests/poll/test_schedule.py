from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Feed, FeedState, Refusal
from tests.poll.documents import RSS20
from transforms.fetching.answer import Answer, Redirect
from transforms.fetching.reasons import REASONS, refuse
from transforms.poll import schedule
from transforms.poll.parse import parse_feed

NOW = 1_773_000_000_000_000
SECOND = 1_000_000
FEED = Feed(feed_id="0" * 16, url="https://paper.example/feed")
BODY = RSS20.replace("<ttl>30</ttl>", "").encode()
PARSED = parse_feed(BODY, content_type=None, url=FEED.url, feed=FEED)


def answer(status=200, redirects=(), **headers):
    pairs = tuple((name.replace("_", "-").lower(), value) for name, value in headers.items())
    return Answer(
        url=FEED.url,
        status=status,
        headers=pairs,
        body=BODY if status == 200 else b"",
        redirects=redirects,
        started=NOW,
        seconds=0.1,
    )


def after(state=None, got=None, parsed=PARSED, feed=FEED, now=NOW):
    return schedule.next_state(feed, state, got or answer(), parsed, now)


def wait(state):
    return None if state.next_due_at is None else (state.next_due_at - NOW) / SECOND


def test_one_validator_at_a_time_the_etag_first():
    both = after(got=answer(ETag='"1"', Last_Modified="Mon, 09 Mar 2026 07:05:00 GMT"))
    assert schedule.validators(FEED, both) == {"If-None-Match": '"1"'}
    date = after(got=answer(Last_Modified="Mon, 09 Mar 2026 07:05:00 GMT"))
    assert schedule.validators(FEED, date) == {"If-Modified-Since": "Mon, 09 Mar 2026 07:05:00 GMT"}
    assert schedule.validators(FEED, after()) == {}
    assert schedule.validators(FEED, None) == {}


@pytest.mark.parametrize("bad", ["x" * 2000, "a\nb", "\x7f", "é"])
def test_a_validator_that_cannot_be_sent_back_is_none(bad):
    assert after(got=answer(ETag=bad)).etag is None


def test_a_304_keeps_what_is_known_and_a_200_without_validators_forgets_them():
    first = after(got=answer(ETag='"1"'))
    same = after(first, answer(304), None, now=NOW + 1)
    assert (same.etag, same.body_digest, same.items) == (first.etag, first.body_digest, first.items)
    assert same.last_success_at == NOW + 1
    assert after(first, answer(304, ETag='"2"'), None).etag == '"2"'
    for bad in ('"' + "e" * 60_000 + '"', '"\xe9"', "a\nb"):
        assert after(first, answer(304, ETag=bad), None).etag == first.etag, "it could not be sent back"
    assert after(first, answer()).etag is None


def test_the_same_bytes_are_unchanged():
    state = after()
    assert schedule.unchanged(state, answer())
    assert not schedule.unchanged(None, answer())
    assert not schedule.unchanged(state, dataclasses.replace(answer(), body=BODY + b" "))


def test_the_keys_of_the_document_are_remembered():
    assert set(after().items) == {key for entry in PARSED.entries for key in entry.keys}


@pytest.mark.parametrize(
    ("headers", "interval", "ttl", "seconds"),
    [
        ({}, None, None, None),
        ({"Cache_Control": "max-age=5"}, None, None, None),
        ({"Cache_Control": "max-age=600"}, None, None, 600),
        ({"Cache_Control": "max-age=600"}, 900, None, 900),
        ({"Cache_Control": "max-age=1800"}, 900, None, 1800),
        ({"Cache_Control": "max-age=99999999"}, None, None, 86400),
        ({}, None, 3600, 3600),
        ({"Cache_Control": "max-age=600"}, None, 3600, 3600),
        ({}, None, 10**9, 86400),
        ({"Expires": "0"}, None, None, None),
        ({}, 300, None, 300),
    ],
)  # fmt: skip
def test_a_feed_is_asked_as_often_as_it_and_the_user_allow(headers, interval, ttl, seconds):
    feed = dataclasses.replace(FEED, interval=interval)
    state = after(got=answer(**headers), parsed=dataclasses.replace(PARSED, ttl=ttl), feed=feed)
    assert wait(state) == seconds
    again = after(state, answer(304, **headers), None, feed)
    assert wait(again) == seconds  # the ttl is remembered


def test_a_feed_is_due_when_its_time_has_come():
    state = after(got=answer(Cache_Control="max-age=600"))
    assert not schedule.due(FEED, state, NOW + 599 * SECOND)
    assert schedule.due(FEED, state, NOW + 600 * SECOND)
    assert schedule.due(FEED, None, NOW)
    assert schedule.due(FEED, after(), NOW)
    assert schedule.due(FEED, dataclasses.replace(state, next_due_at=NOW + 10**15), NOW)  # a clock was wrong


def test_the_first_failure_costs_nothing_and_further_ones_ever_more():
    state, waits = None, []
    for _ in range(300):
        state = after(state, refuse("poll", "http_5xx", "HTTP 500"), None)
        waits.append(wait(state))
    assert waits[0] is None
    assert 800 < waits[1] < 1000
    assert all(later > earlier * 0.8 for earlier, later in itertools.pairwise(waits[1:]))
    assert max(waits[1:]) <= 86400
    assert (state.failures, state.last_failure_at) == (300, NOW)
    assert after(state).failures == 0


def test_a_wish_to_wait_and_a_farewell_are_obeyed():
    assert wait(after(None, refuse("poll", "http_429", "", retry_after=120), None)) == 120
    assert wait(after(None, refuse("poll", "http_429", "", retry_after=10**7), None)) == 86400
    assert wait(after(None, refuse("poll", "http_410", ""), None)) == 7 * 86400


def test_a_feed_that_was_never_asked_did_not_fail():
    assert after(after(), refuse("poll", "out_of_time", ""), None).failures == 0


def test_a_document_that_cannot_be_read_is_not_hidden_behind_its_validator():
    first = after(got=answer(ETag='"1"'))
    failed = after(first, answer(ETag='"2"'), refuse("poll", "malformed", ""))
    assert (failed.etag, failed.last_modified, failed.body_digest) == (None, None, None)
    assert failed.failures == 1
    assert failed.items == first.items


def moved(*statuses):
    places = [FEED.url, *(f"https://new.example/{n}" for n in range(len(statuses)))]
    return tuple(Redirect(url=a, status=s, to=b) for a, s, b in zip(places, statuses, places[1:], strict=False))


@pytest.mark.parametrize(
    ("statuses", "url"),
    [
        ((301,), "https://new.example/0"),
        ((308, 301), "https://new.example/1"),
        ((302,), FEED.url),
        ((302, 301), FEED.url),
        ((301, 302, 301), "https://new.example/0"),
    ],
)
def test_only_a_permanent_redirect_moves_a_feed(statuses, url):
    state = after(got=answer(redirects=moved(*statuses)))
    assert state.url == url
    assert state.configured_url == FEED.url
    assert schedule.address(FEED, state) == url


def test_a_redirect_to_nonsense_does_not_move_a_feed():
    got = answer(redirects=moved(301))
    assert after(None, got, refuse("poll", "not_a_feed", "")).url == FEED.url


def test_another_configured_address_starts_afresh():
    state = after(got=answer(ETag='"1"'))
    feed = dataclasses.replace(FEED, url="https://paper.example/feed2")
    assert schedule.due(feed, state, NOW)
    assert schedule.validators(feed, state) == {}
    assert schedule.address(feed, state) == feed.url
    assert after(state, feed=feed).configured_url == feed.url


HEADERS = st.dictionaries(
    st.sampled_from(["etag", "last-modified", "cache-control", "expires", "retry-after", "age", "date"]),
    st.one_of(st.text(max_size=30), st.sampled_from(["max-age=99", "0", "Mon, 09 Mar 2026 07:05:00 GMT", '"e"'])),
)
OUTCOMES = st.one_of(
    st.tuples(HEADERS, st.sampled_from([200, 304])),
    st.tuples(st.sampled_from(sorted(REASONS)), st.one_of(st.none(), st.floats(0, 1e9))),
)


@given(st.lists(OUTCOMES, max_size=12), st.one_of(st.none(), st.floats(1, 1e5)))
def test_no_history_silences_a_feed_or_makes_it_due_before_now(history, interval):
    feed = dataclasses.replace(FEED, interval=interval)
    state: FeedState | None = None
    now = NOW
    for first, second in history:
        now += 60 * SECOND
        if isinstance(first, dict):
            got = Answer(url=FEED.url, status=second, headers=tuple(first.items()), body=BODY, started=now, seconds=0)
            state = schedule.next_state(feed, state, got, PARSED if second == 200 else None, now)
        else:
            got = Refusal(stage="poll", reason=first, transient=True, message="", retry_after=second)
            state = schedule.next_state(feed, state, got, None, now)
        # A feed that the run had no time to ask stays as due as it was.
        soonest = 0 if first == "out_of_time" else now
        assert state.next_due_at is None or soonest <= state.next_due_at <= now + 8 * 86400 * SECOND
        assert len(schedule.validators(feed, state)) <= 1
        assert schedule.due(feed, state, now + 8 * 86400 * SECOND)
