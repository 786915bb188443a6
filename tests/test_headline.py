from __future__ import annotations

import pytest

from tests.costs import cpu_seconds
from transforms.headline import without_outlet


@pytest.mark.parametrize(
    ("title", "outlet", "bare"),
    [
        ("The Kitoma Gazette - UPDATE 2-Dam holds", "The Kitoma Gazette", "UPDATE 2-Dam holds"),
        ("Dam holds | The Kitoma Gazette", "The Kitoma Gazette", "Dam holds"),
        ("Dam holds – the kitoma gazette", "The Kitoma Gazette", "Dam holds"),
        ("Kitoma Gazette: Dam holds", "Kitoma Gazette", "Dam holds"),
        ("The Kitoma Gazette", "The Kitoma Gazette", "The Kitoma Gazette"),
        ("Gazette-reading falls in Kitoma", "Gazette", "Gazette-reading falls in Kitoma"),
        ("Minister sues The Kitoma Gazette", "The Kitoma Gazette", "Minister sues The Kitoma Gazette"),
        ("Dam holds (a*b", "(a*b", "Dam holds (a*b"),
        ("Dam holds", None, "Dam holds"),
        ("Dam holds |\n The  Kitoma Gazette", "The Kitoma\tGazette", "Dam holds"),
    ],
)
def test_the_outlets_name_goes_and_the_headline_stays(title: str, outlet: str | None, bare: str):
    assert without_outlet(title, outlet) == bare


def test_a_headline_of_white_space_costs_time_in_proportion():
    assert cpu_seconds(lambda: without_outlet("Dam holds" + "\n " * 100_000 + ".", "Gazette")) < 2
