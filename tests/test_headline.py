from __future__ import annotations

import pytest

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
    ],
)
def test_the_outlets_name_goes_and_the_headline_stays(title: str, outlet: str | None, bare: str):
    assert without_outlet(title, outlet) == bare
