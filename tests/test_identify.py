from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.costs import cpu_seconds
from transforms.identify import canonical_url, feed_id, identify, same_words
from transforms.poll.items import Item

FEED, OTHER = feed_id("https://a.example/feed"), feed_id("https://b.example/feed")
DAY = 1_770_000_000_000_000


def items(count=4, **fixed):
    """Items that differ in everything but what is fixed; a fixed value may be a function of the item's number."""
    made = []
    for number in range(count):
        values = {
            "guid": f"guid-{number}",
            "url": f"https://paper.example/story/{number}",
            "title": f"Story {number}",
            "published_at": DAY + number,
        }
        values |= {key: value(number) if callable(value) else value for key, value in fixed.items()}
        made.append(Item(**values))
    return made


def keys(made, feed=FEED):
    return [set(identity.keys) for identity in identify(made, feed=feed)]


def known(first, second, feed=FEED):
    """How many of the second reading's items are known by a key of the first's."""
    held = set().union(*keys(first, feed))
    return sum(bool(found & held) for found in keys(second, feed))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"guid": None}, {"guid": None}),
        ({"guid": lambda n: f"a{n}"}, {"guid": lambda n: f"b{n}"}),
        ({"guid": "same"}, {"guid": "same"}),
        ({"url": "https://paper.example/"}, {"url": "https://paper.example/"}),
        ({"url": "https://paper.example/today"}, {"url": "https://paper.example/today"}),
        ({"url": lambda n: f"https://paper.example/s?id={n}&PHPSESSID=1"},
         {"url": lambda n: f"https://paper.example/s?id={n}&PHPSESSID=2"}),
        ({"url": lambda n: f"https://paper.example/{n}x"}, {"url": lambda n: f"https://paper.example/{n}y"}),
        ({"guid": None, "url": "https://paper.example/"}, {"guid": None, "url": "https://paper.example/"}),
        ({"guid": "", "url": None}, {"guid": "", "url": None}),
        ({"title": "Old", "guid": None}, {"title": "New", "guid": None}),
        ({"guid": None, "url": None, "published_at": None}, {"guid": None, "url": None, "published_at": None}),
    ],
)  # fmt: skip
def test_an_item_stays_the_same_from_poll_to_poll_whatever_its_feed_breaks(first, second):
    one, two = items(**first), items(**second)
    found = keys(one)
    assert all(found)
    assert len(set().union(*found)) == sum(map(len, found))  # no key stands for two items
    assert known(one, two) == len(two)


@pytest.mark.parametrize(
    "fixed", [{"guid": "same"}, {"url": "https://paper.example/live"}, {"guid": None, "url": None}]
)
def test_a_new_item_is_new_even_where_all_share_a_guid_or_a_link(fixed):
    assert known(items(4, **fixed), [*items(4, **fixed), *items(9, **fixed)[4:]]) == 4


def test_an_item_is_known_when_it_is_alone_with_the_guid_that_all_shared():
    assert known(items(4, guid="same"), items(1, guid="same")) == 1
    assert known(items(4, guid="same"), items(9, guid="same")[8:]) == 0


def test_the_same_story_in_two_feeds_of_a_paper_is_one_by_its_link_and_guids_count_in_their_feed():
    here = set().union(*keys(items(), FEED))
    assert all(found & here for found in keys(items(guid=None), OTHER))
    apart = items(url=lambda n: f"https://elsewhere.example/{n}")
    assert not any(found & here for found in keys(apart, OTHER))


def test_a_guid_that_is_an_address_is_the_same_as_the_link():
    with_guid = keys(items(guid=lambda n: f"http://paper.example/story/{n}#c"), FEED)
    assert all(found & other for found, other in zip(with_guid, keys(items(guid=None), OTHER), strict=True))


def test_an_item_that_stands_twice_in_a_document_is_one():
    made = items(3)
    found = identify([*made, made[1]], feed=FEED)
    assert [bool(identity.keys) for identity in found] == [True, True, True, False]
    assert keys(made) == keys([*made, made[1]])[:3]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "g1", "g2", "http://p.example/1"]),
            st.sampled_from([None, "http://p.example/", "http://p.example/1", "http://p.example/2"]),
            st.sampled_from([None, "A", "B"]),
            st.sampled_from([None, DAY]),
        ),
        max_size=8,
    )
)
def test_different_items_of_a_document_never_share_a_key(rows):
    made = [Item(guid=guid, url=url, title=title, published_at=at) for guid, url, title, at in rows]
    found = identify(made, feed=FEED)
    seen = [key for identity in found for key in identity.keys]
    assert len(seen) == len(set(seen))
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in seen)
    assert found == identify(made, feed=FEED)
    # A second reading of the same document knows everything.
    assert known(made, made) == sum(bool(identity.keys) for identity in found)


def print_of(**values):
    first, _ = identify([Item(guid="1", **values), Item(guid="2", updated_at=5)], feed=FEED)
    return first.fingerprint


def test_times_that_come_or_go_edit_nothing_and_a_time_that_moves_does():
    with_time, without, later = "ab.01", "ab", "ab.02"
    assert same_words(with_time, without)
    assert same_words(without, later)
    assert not same_words(with_time, later)
    assert not same_words("ab", "cd")
    assert not same_words("ab.01", "cd.01")


def test_the_fingerprint_follows_what_the_feed_says_and_nothing_that_changes_by_itself():
    base = {"title": "Dam holds", "summary": "<p>The dam  holds.</p>", "updated_at": 7}
    same = print_of(**base)
    assert (
        print_of(**base | {"summary": '<p class="x">The dam holds.<img src="https://t.example/p?utm_x=9"/></p>'})
        == same
    )
    assert print_of(**base | {"summary": "<p>The dam holds.</p> 12 Comments"}) == print_of(
        **base | {"summary": "<p>The dam holds.</p> <b>1,340</b>\n                <i>Comments</i>"}
    )
    assert print_of(**base | {"url": "https://paper.example/x?utm_source=y"}) == same
    assert print_of(**base | {"title": "Dam bursts"}) != same
    assert print_of(**base | {"summary": "The dam bursts."}) != same
    assert print_of(**base | {"content": "More."}) != same
    assert print_of(**base | {"updated_at": 8}) != same


def test_the_first_time_of_change_in_a_document_without_any_is_an_edit_of_that_item():
    def prints(*times):
        made = [Item(guid=str(n), title=f"Story {n}", updated_at=at) for n, at in enumerate(times)]
        return [identity.fingerprint for identity in identify(made, feed=FEED)]

    before, edited, twice, all_of_them = prints(None, None), prints(None, 5), prints(None, 6), prints(4, 5)
    assert [same_words(*pair) for pair in zip(before, edited, strict=True)] == [True, False]
    assert [same_words(*pair) for pair in zip(edited, edited, strict=True)] == [True, True]
    assert [same_words(*pair) for pair in zip(edited, twice, strict=True)] == [True, False]
    # A document that begins, or ceases, to give all its items a time has edited none.
    assert all(map(same_words, before, all_of_them))
    assert all(map(same_words, all_of_them, before))
    assert all(map(same_words, edited, all_of_them))


def test_a_time_of_change_that_all_items_share_is_the_documents():
    def prints(at):
        return [identity.fingerprint for identity in identify(items(updated_at=at), feed=FEED)]

    assert prints(5) == prints(6)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Paper.Example:443/a?utm_source=x&b=2&a=1#top", "https://paper.example/a?a=1&b=2"),
        ("https://paper.example/a;jsessionid=9AF?gallery=12&cid=7", "https://paper.example/a?cid=7&gallery=12"),
        ("https://paper.example/#!/story/7", "https://paper.example/#!/story/7"),
        ("https://paper.example/#/story/7", "https://paper.example/#/story/7"),
        ("https://paper.example/s?p=", "https://paper.example/s?p="),
        ("https://paper.example:8443/s?fbclid=abc", "https://paper.example:8443/s"),
    ],
)
def test_an_address_is_brought_to_what_identifies(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize("text", ["1.", "1 ", "<", "<a ", "&amp;", "9 comment "])
def test_the_fingerprint_of_a_long_text_costs_time_in_proportion(text):
    def cost(size):
        made = [Item(guid="1", content=text * (size // len(text)))]
        return cpu_seconds(lambda: identify(made, feed=FEED))

    assert cost(400_000) < 20 * cost(40_000) + 0.1


@given(st.text(max_size=80))
def test_any_text_as_an_address_is_taken_without_an_exception(text):
    canonical_url(text)
    canonical_url(f"http://paper.example/{text}")
    identify([Item(url=text, guid=text, title=text), Item(url=f"https://{text}/")], feed=FEED)
