"""Victims are counted as the words count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.event.toll import find_toll
from transforms.event.victims import find_victims


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 14 people were killed.", [("killed", 14, None)]),
        ("More than 1,200 villagers have been killed.", [("killed", 1200, None)]),
        ("Up to 20 rebels were wounded.", [("injured", 0, 20)]),
        ("Between 12 and 15 soldiers were killed.", [("killed", 12, 15)]),
        ("Dozens were injured.", [("injured", 24, None)]),
        ("The gunmen killed two guards and a driver, wounding five others.", [("killed", 3, 3), ("injured", 5, 5)]),
        ("Five people, including a child, were killed.", [("killed", 5, 5)]),
        ("Four children and the bus driver were killed.", [("killed", 5, 5)]),
        ("The slide killed two nurses and their patient, police said.", [("killed", 3, 3)]),
        ("Ten people and the attacker died.", [("killed", 10, 10)]),
        ("The blast killed two men and the mayor was unhurt.", [("killed", 2, 2), ("killed", 0, 0), ("injured", 0, 0)]),
        ("A bomb killed four people and the driver was wounded.", [("killed", 4, 4), ("injured", 1, 1)]),
        ("Two nurses and three patients died.", [("killed", 5, 5)]),
        ("A shootout left one man dead and six others injured.", [("killed", 1, 1), ("injured", 6, 6)]),
        ("Police shot dead three looters.", [("killed", 3, 3)]),
        ("Officers shot a man.", [("injured", 1, 1)]),
        ("A woman was fatally shot on Monday.", [("killed", 1, 1)]),
        ("An 18-year-old man was shot and killed.", [("killed", 1, 1)]),
        ("The death toll rose to 34.", [("killed", 34, 34)]),
        ("Nobody was hurt.", [("injured", 0, 0)]),
        ("There were no injuries.", [("injured", 0, 0)]),
        ("No casualties were reported.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("The envoy escaped unscathed.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("Four fishermen are missing.", [("missing", 4, 4)]),
        ("Police arrested 12 protesters.", [("detained", 12, 12)]),
        ("Gunmen kidnapped two engineers.", [("abducted", 2, 2)]),
        ("Police arrested six men, a military source told Reuters.", [("detained", 6, 6)]),
        ("The clash left one fisherman dead.", [("killed", 1, 1)]),
        ("Eleven firefighters were treated for smoke inhalation.", [("injured", 11, 11)]),
        ("Gunmen took two others hostage.", [("abducted", 2, 2)]),
        ("Five tourists were held captive.", [("abducted", 5, 5)]),
        ("They wanted to take ten nurses hostage.", []),
        ("Two men were taken to a hospital.", [("injured", 2, 2)]),
        ("A blaze sent three people to the hospital.", [("injured", 3, 3)]),
        ("Officers found two men with gunshot wounds.", [("injured", 2, 2)]),
        ("They killed time.", []),
        ("The plan could kill thousands of people.", []),
        ("The strike killed two hours of talks.", []),
        ("Officials said the bill was dead.", []),
        ("A 54-year-old battery is dead.", []),
    ],
)
def test_counts(text: str, expected: list[tuple[str, int, int | None]]):
    assert [(count.kind, count.min, count.max) for count in find_victims(text)] == expected


def test_a_count_says_which_words_it_was_read_from():
    text = "A blast killed at least 20 people and injured more than 100, officials said."
    killed, injured = find_victims(text)
    assert text[killed.span.start : killed.span.end] == killed.words == "killed at least 20 people"
    assert injured.words == "injured more than 100"


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A man was shot in the head and died. The man was 40.", 1, 0),
        ("Three people were shot. One died.", 1, 2),
        ("A man was killed. Another man was shot in the arm.", 1, 1),
        ("A rider was struck once in the left leg.", None, 1),
        ("One man died and a second is in critical condition.", 1, 1),
        ("A man was shot and taken to a hospital, where he died.", 1, 0),
        ("Two died and nine were hurt. The nine people hurt were in a bus.", 2, 9),
        ("The 15 people killed this year were remembered. A man was shot and killed on Sunday.", 1, None),
        ("A driver was taken to hospital with a gunshot wound.", None, 1),
        ("The fair opens on Sunday.", None, None),
    ],
)
def test_the_toll_counts_nobody_twice(text: str, killed: int | None, injured: int | None):
    toll = find_toll(text)
    assert (toll.killed, toll.injured) == (killed, injured)


WORDS = (
    "killed|two|a|man|and|,|were|was|not|at least|dead|no|one|injured|wounding|who|.|death|toll|rose|to|12|shot|of"
).split("|")


@given(st.lists(st.sampled_from(WORDS), max_size=50))
def test_any_order_of_words_is_counted_without_raising(words: list[str]):
    text = " ".join(words)
    for count in find_victims(text):
        assert text[count.span.start : count.span.end] == count.words
        assert count.max is None or 0 <= count.min <= count.max
