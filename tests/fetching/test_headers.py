from __future__ import annotations

from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.columns import Instant, moment
from transforms.fetching.headers import DAY, freshness, http_date, retry_after

NOW = Instant(1_800_000_000_000_000)


@given(st.integers(0, 10**9))
def test_retry_after_means_the_same_in_both_forms(seconds):
    capped = min(float(seconds), DAY)
    assert retry_after(str(seconds), NOW) == capped
    date = format_datetime(moment(Instant(NOW + seconds * 1_000_000)), usegmt=True)
    assert retry_after(date, NOW) == capped


@given(st.text(max_size=50))
def test_nonsense_is_none_or_a_number_within_a_day(text):
    found = retry_after(text, NOW)
    assert found is None or 0 <= found <= DAY
    http_date(text)
    found = freshness(cache_control=text, expires=text, date=text, age=text, now=NOW)
    assert found is None or 0 <= found <= DAY


@pytest.mark.parametrize(
    ("cache_control", "expires", "age", "seconds"),
    [
        ("max-age=600", None, None, 600),
        ("public, max-age=600", None, "100", 500),
        ("s-maxage=9, max-age=60", None, None, 60),
        ("max-age=600", "Thu, 01 Jan 1970 00:00:00 GMT", None, 600),
        ("no-cache", None, None, 0),
        (None, "0", None, 0),
        (None, None, None, None),
        ("private", None, None, None),
        ("max-age=99999999", None, None, DAY),
    ],
)
def test_freshness_follows_the_standard(cache_control, expires, age, seconds):
    assert freshness(cache_control=cache_control, expires=expires, age=age, now=NOW) == seconds


def test_expires_counts_from_the_servers_own_date():
    assert (
        freshness(
            cache_control=None, expires="Mon, 01 Jan 2024 00:10:00 GMT", date="Mon, 01 Jan 2024 00:00:00 GMT", now=NOW
        )
        == 600
    )
