from __future__ import annotations

import dataclasses

import pytest

from schemas.records import Entry
from transforms.carried import choose_source, has_markup, is_whole

LONG = "The ferry left Port Ellery at dawn with forty people aboard. " * 20
ENTRY = Entry(feed_id="f", url="https://ellery.example/1", guid=None, keys=("k",), fingerprint="a")


@pytest.mark.parametrize(
    ("changes", "source", "reason"),
    [
        ({"content": LONG}, "feed", "feed_is_whole"),
        ({"summary": LONG}, "feed", "feed_is_whole"),
        ({"content": f"<p>{LONG}</p><p>[&#8230;]</p>"}, "page", "feed_is_summary"),
        ({"content": LONG + " Read more at The Ellery Post"}, "page", "feed_is_summary"),
        ({"summary": "A ferry left."}, "page", "feed_is_summary"),
        ({}, "page", "feed_has_no_text"),
        ({"content": LONG, "content_from": "page"}, "page", "configured"),
        ({"summary": "A ferry left.", "content_from": "feed"}, "feed", "configured"),
        ({"summary": "A ferry left.", "url": None}, "feed", "entry_has_no_address"),
        ({"summary": "A ferry left.", "url": None, "content_from": "page"}, "feed", "entry_has_no_address"),
    ],
)
def test_the_feed_is_enough_only_if_it_is_whole_or_configured(changes: dict[str, str], source: str, reason: str):
    assert choose_source(dataclasses.replace(ENTRY, **changes)) == (source, reason)


def test_scripts_without_spaces_can_be_whole():
    assert is_whole("渡船は夜明けに港を出た。" * 40)
    assert not is_whole("渡船は夜明けに港を出た。")


def test_markup_is_told_from_plain_lines():
    assert has_markup("<p>One</p>")
    assert not has_markup("5 < 6 and 7 > 3\nSecond line")


def test_hostile_text_is_read_in_linear_time():
    is_whole("<" * 2_000_000)
    is_whole("…" * 2_000_000)
    has_markup("<a " * 500_000)
