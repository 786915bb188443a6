"""Places inside a box: what a map is drawn from."""

from __future__ import annotations

import pytest

from transforms.language.gazetteer import gazetteer


def test_the_largest_towns_of_a_box_come_first():
    found = gazetteer().within(-5, 42, 8, 51, kinds=("town", "capital"), most=50)
    assert found[0].name == "Paris"
    assert len(found) == 50
    assert [place.people for place in found] == sorted((place.people for place in found), reverse=True)
    assert all(-5 <= place.lon <= 8 and 42 <= place.lat <= 51 for place in found)


def test_a_box_over_the_180th_meridian_has_both_sides():
    names = {place.name for place in gazetteer().within(170, -25, -170, -10, kinds=("country",), most=50)}
    assert {"Fiji", "Tonga"} <= names
    assert "Brazil" not in names


@pytest.mark.parametrize("kind", ["country", "capital"])
def test_only_the_kinds_that_are_asked_for(kind: str):
    found = gazetteer().within(-180, -90, 180, 90, kinds=(kind,), most=1000)
    assert len(found) > 150
    assert {place.kind for place in found} == {kind}
