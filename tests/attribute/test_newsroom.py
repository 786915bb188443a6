"""The newsroom's stories: the attributions that a careful reader lists in them are found. A floor only goes up."""

from __future__ import annotations

import pytest

from tests.attribute.newsroom import accuracy, outcomes

RECALL = 0.94
PRECISION = 0.88
FIELDS = {
    "kind": 0.97,
    "anonymous": 0.97,
    "count": 0.94,
    "reason": 0.9,
    "speaker": 0.93,
    "told_to": 0.8,
    "medium": 0.77,
    "day": 0.87,
}


def test_the_listed_attributions_are_found():
    hits = sum(len(outcome.hits) for outcome in outcomes())
    missed = sum(len(outcome.missed) for outcome in outcomes())
    assert hits + missed > 150
    assert hits / (hits + missed) >= RECALL


def test_few_rows_of_a_complete_story_are_invented():
    complete = [outcome for outcome in outcomes() if outcome.story.expected.complete]
    hits = sum(len(outcome.hits) for outcome in complete)
    bogus = sum(len(outcome.bogus) for outcome in complete)
    assert hits > 30
    assert hits / (hits + bogus) >= PRECISION


@pytest.mark.parametrize("name", FIELDS)
def test_the_fields_of_what_is_found_are_right(name: str):
    assert accuracy(outcomes())[name] >= FIELDS[name]
