"""A rule is tried wherever its pattern matches: what says beforehand that it cannot match is never wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strip.patterns import example, openings
from tests.strip.test_strip import SENTENCES
from transforms.strip import asides, kinds
from transforms.strip.rules import Rule, Rules, rule

TABLES = ((kinds.WORDING, kinds.SIGNS), (asides.ASIDES, asides.SIGNS))
ALL = (*kinds.WORDING, *asides.ASIDES)


def slow(text: str, rules: Sequence[Rule], signs: str) -> Rule | None:
    """The first rule that matches, all of them tried."""
    if len(text) > max(one.longest for one in rules):
        return None
    text = text.lstrip(signs).lower()
    for one in rules:
        pattern = f"(?:.{{0,120}}[?.!] )?(?:{one.pattern.pattern})" if one.led else one.pattern
        if len(text) <= one.longest and re.match(pattern, text):
            return one
    return None


def worded(one: Rule, seed: int) -> str:
    """A text that a rule matches, printed in one of several ways."""
    chance = Random(seed)
    text = chance.choice((str, str.capitalize, str.upper))(example(one.pattern, chance))
    return chance.choice(("", "» ", "All closed. ", "Who cares? Not we! ")) + text + chance.choice(("", ":", " to all"))


texts = st.one_of(
    st.builds(worded, st.sampled_from(ALL), st.integers(0, 10_000)),
    st.sampled_from([*SENTENCES, ""]),
    st.lists(st.sampled_from("the all add cookies newsletter: (c) 12 ٣ ©x permission affiliate".split())).map(" ".join),
    st.text(),
)


@pytest.mark.parametrize(("rules", "signs"), TABLES)
@settings(max_examples=100, deadline=None)
@given(st.lists(texts, max_size=12))
def test_of_each_text_the_first_rule_that_matches_is_found(rules: Sequence[Rule], signs: str, page: list[str]):
    assert Rules(rules, signs).read(page) == [slow(text, rules, signs) for text in page]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_rule_is_tried_on_all_that_it_matches(one: Rule):
    page = [worded(one, seed) for seed in range(300)]
    expected = [slow(text, [one], asides.SIGNS) for text in page]
    assert Rules([one], asides.SIGNS).read(page) == expected
    assert one in expected


@pytest.mark.parametrize("one", [one for one in ALL if one.opens], ids=lambda one: one.name)
def test_the_openings_of_a_rule_are_those_of_its_pattern(one: Rule):
    assert set(one.opens) == openings(one.pattern)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("ads?[ :]*$", {"ad"}),
        (r"e-?mail|(?:view |show )?(?:\d+ )?comments?", {"e-ma", "emai", "view", "show", "0", "comm"}),
        ("a{2,}b", {"aab", "aaab", "aaaa"}),
        ("a(?!b)c.d|ab", {"ab", "ac"}),
        (".{0,2}x", {""}),
    ],
)
def test_openings_are_read_off_a_pattern(pattern: str, found: set[str]):
    assert openings(re.compile(pattern)) == found


@pytest.mark.parametrize(
    "one",
    [
        rule("neither", "share", "share"),
        rule("both", "share", "share", needs="share", opens="shar"),
        rule("digit", "share", "[0-9]", opens="0", led=True),
    ],
    ids=lambda one: one.name,
)
def test_a_rule_that_could_not_be_looked_up_is_an_error(one: Rule):
    with pytest.raises(ValueError, match=one.name):
        Rules([one], "")
