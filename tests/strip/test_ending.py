"""A plain text's story ends for good where its readers, its buttons or its house begin to speak."""

from __future__ import annotations

import numpy as np
import pytest

from schemas.records import Article
from tests.strip.test_strip import LONGER, TITLE
from transforms.strip import strip_text
from transforms.strip.ending import THREAD, ending

STORY = list(LONGER)
THREAD_BELOW = [
    "My brother moors his boat there, and he has told everyone about those cracks since the spring of last year.",
    "The harbour authority should have listened to the crews, who know these piers better than any inspector does.",
]


def end_of(lines: list[str], rule: str = "", at: int = -1, likely: float = 0.1) -> int:
    """The end of a text that a model holds for a story throughout, one line and the next aside."""
    odds = np.full(len(lines), 0.95, np.float32)
    odds[at : at + 2] = likely
    rules = ["" for _ in lines]
    rules[at] = rule
    return ending(lines, rules, [value > 0.5 for value in odds.tolist()], odds)[0]


@pytest.mark.parametrize(
    "heading",
    ["User Comments", "| 13 Comment(s)", "Submitted comments are subject to moderation.", "Reply", "Ответить",
     "Posted by: Dana Osk | June 4", "Dana Osk says:", "• Report abuse"],
)  # fmt: skip
def test_readers_comments_end_a_story(heading):
    lines = [*STORY, heading, "dana", *THREAD_BELOW]
    assert end_of(lines, at=len(STORY)) == len(STORY)


@pytest.mark.parametrize(
    "line", ["Replying to the council took the mayor a week", "Commentators were divided", "He says: wait", "Preply"]
)
def test_a_line_about_comments_ends_nothing(line):
    assert end_of([*STORY, line, "dana", *THREAD_BELOW], at=len(STORY)) == len(STORY) + 2 + len(THREAD_BELOW)


def test_nothing_ends_a_story_that_has_hardly_begun():
    lines = [*STORY[:2], "5 comments", "dana", *STORY[2:]]
    assert end_of(lines, "comments_words", at=2) == len(lines)


def test_buttons_above_most_of_a_story_do_not_end_it():
    below = [*STORY, *(f"Later on, {text}" for text in STORY), *(f"In the end, {text}" for text in STORY)]
    middle = len(STORY) * 2
    assert end_of([*STORY[:11], "Share this", "Tweet", *below, *below], "share_words", at=11) > middle
    assert end_of([*below, "Share this", "Tweet", *STORY], "share_words", at=len(below)) == len(below)


def test_a_networks_name_ends_a_story_beside_a_button_and_not_in_a_table():
    table = ["Network", "Costs", "Twitter", "6 crowns", *THREAD_BELOW]
    assert end_of([*STORY, *table], "share_words", at=len(STORY) + 2) == len(STORY) + len(table)
    rules = [""] * len(STORY) + ["share_words"] * 2 + [""] * 2
    odds = np.array([0.9] * len(STORY) + [0.1, 0.1, 0.9, 0.9], np.float32)
    lines = [*STORY, "Twitter", "Facebook", *THREAD_BELOW]
    assert ending(lines, rules, [value > 0.5 for value in odds.tolist()], odds) == (len(STORY), "share_words")


@pytest.mark.parametrize("heading", ["References", "Article sources:", "Source reference:", "BIBLIOGRAPHY"])
def test_a_list_of_sources_ends_a_story_that_stands_above_it(heading):
    listed = ["Osk D. Breakwaters and their cracks. Harbour Letters 2019;4:12-19.", "Vell P. Piers. 2020."]
    lines = [*STORY, heading, *listed]
    assert end_of(lines, at=len(STORY), likely=0.9) == len(STORY)
    assert end_of([STORY[0], heading, *STORY[1:]], at=1, likely=0.9) == len(STORY) + 1


def test_a_line_among_likely_ones_ends_nothing():
    lines = [*STORY, "Dana Osk says:", "dana", *THREAD_BELOW]
    assert end_of(lines, at=len(STORY), likely=0.9) == len(lines)


@pytest.mark.parametrize(
    "stamps",
    [
        ["June 4, 2025 - 8:29am Dana Osk", "June 4, 2025 - 9:02am Pia Vell", "June 5, 2025 - 7:40pm Jon Moor"],
        ["04.06.2025 08:29", "04.06.2025 09:02", "05.06.2025 19:40"],
        ["said", "Reply", "said"],
        ["Add New Comment ( )", "| 3 Comment(s)", "Report abuse"],
    ],
)
def test_several_signs_of_a_thread_end_a_story_whatever_the_model_says(stamps):
    thread = [line for stamp in stamps for line in (stamp, *THREAD_BELOW)]
    assert end_of([*STORY, *thread], at=len(STORY), likely=0.9) == len(STORY)


def test_when_a_story_was_written_and_the_hours_of_its_day_end_nothing():
    hours = [line for hour in ("8:29", "9:02", "19:40") for line in (hour, *THREAD_BELOW)]
    lines = [*STORY, "June 4, 2025, 8:29 am", *THREAD_BELOW, *hours]
    assert end_of(lines, at=len(STORY), likely=0.9) == len(lines)


def test_the_rule_is_told():
    lines = [*STORY, "User comments", "dana"]
    odds = np.array([0.9] * len(STORY) + [0.1, 0.1], np.float32)
    assert ending(lines, [""] * len(lines), [True] * len(STORY) + [False] * 2, odds) == (len(STORY), THREAD)


def test_comments_below_a_text_are_removed_as_such():
    lines = [TITLE, *STORY, "User Comments", "Posted by: Dana Osk | June 4, 8:29 am", *THREAD_BELOW]
    article = strip_text("\n".join(lines), title=TITLE)
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == STORY
    gone = "\n".join(one.text for one in article.removed if one.kind in {"comments", "author_bio"})
    assert all(text in gone for text in THREAD_BELOW)
