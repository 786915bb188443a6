"""A campaign's war of words is no assault; an assault in a campaign is one."""

from __future__ import annotations

import pytest

from transforms.event import extract_events

CAMPAIGN = (
    "The candidates met for a debate before the primary. Voters in the polls favour the nominee, and the campaign of "
    "her rival, a senator, has spent more than any other candidate. "
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms. Tolm stepped up her attacks on Ada Kern.",
        "Ada Kern launched a fresh assault on Ms. Tolm on Monday.",
        "Ms. Tolm and Ada Kern clashed on Monday.",
        "She attacked various people whom she had met.",
    ],
)
def test_words_are_no_weapons(sentence: str):
    assert [event.trigger for event in extract_events(CAMPAIGN + sentence) if event.type == "ASSAULT"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen attacked a rally of Ada Kern in Homs and killed four people.",
        "Rebels attacked the embassy on Monday.",
        "A man was beaten and stabbed at the door.",
    ],
)
def test_harm_is_harm_in_a_campaign_too(sentence: str):
    assert [event.type for event in extract_events(CAMPAIGN + sentence) if event.type == "ASSAULT"] == ["ASSAULT"]
