"""Names of places are found and told apart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from schemas.story import Dateline, Span
from transforms.event.places import find_places, resolve_spans
from transforms.language.gazetteer import Gazetteer, gazetteer, name_key


def read(text: str, **keywords: Dateline) -> list[tuple[str, str | None, str | None]]:
    return [
        (m.words, m.place.country if m.place else None, m.place.admin1 if m.place else None)
        for m in find_places(text, **keywords)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb went off in Baghdad.", [("Baghdad", "IRQ", "07")]),
        ("The river rose in Springfield, Ohio.", [("Springfield", "USA", "OH"), ("Ohio", "USA", "OH")]),
        ("A school in Reading, Pa., closed.", [("Reading", "USA", "PA"), ("Pa.", "USA", "PA")]),
        ("He enjoyed Reading and Mobile phones.", []),
        ("Iraqi soldiers left Mosul.", [("Iraqi", "IRQ", None), ("Mosul", "IRQ", "15")]),
        ("Laura Houston resigned. Houston had been ill.", []),
        ("Floods hit Houston, Texas.", [("Houston", "USA", "TX"), ("Texas", "USA", "TX")]),
        ("The talks took place in Washington.", [("Washington", "USA", "DC")]),
        ("It was a Wednesday in May.", []),
        ("The White House denied it.", []),
        ("Ministers met in the U.K. and the U.S. on Friday.", [("U.K.", "GBR", None), ("U.S.", "USA", None)]),
        ("They drove from London to Paris.", [("London", "GBR", "ENG"), ("Paris", "FRA", "11")]),
        ("Troops of the US and of the EU left.", [("US", "USA", None), ("EU", None, None)]),
        ("Rain fell across NSW.", [("NSW", "AUS", "02")]),
        ("Fires burned near Mazar-e-Sharif.", [("Mazar-e-Sharif", "AFG", "30")]),
        ("The team flew home from Albany, New York.", [("Albany", "USA", "NY"), ("New York", "USA", "NY")]),
        (
            "The village of Paris, Ontario, voted.",
            [("Paris", "CAN", "08"), ("Ontario", "CAN", "08")],
        ),
    ],
)
def test_finds_and_resolves(text: str, expected: list[tuple[str, str | None, str | None]]):
    assert read(text) == expected


def test_what_the_text_is_about_decides_between_namesakes():
    text = "Police in Dublin, Ohio, closed a road. Schools in Columbus and Westerville opened late near Hilliard."
    assert {country for _, country, _ in read(text)} == {"USA"}


def test_georgia_is_a_country_beside_its_neighbours():
    assert ("Georgia", "GEO", None) in read("Troops crossed from Russia into Georgia, near Tbilisi and Armenia.")
    assert ("Georgia", "USA", "GA") in read("A storm crossed Alabama, Georgia and Florida, and reached Atlanta.")


def test_given_names_are_resolved_where_they_stand():
    text = "Floods in London, Ontario."
    (place,) = resolve_spans(text, [Span(10, 16)])
    assert place is not None
    assert place.country == "CAN"
    assert resolve_spans("In Nowheresville.", [Span(3, 16)]) == [None]


def test_the_gazetteer_knows_names_in_any_spelling():
    known = gazetteer()
    assert name_key("São  Paulo") == name_key("sao-paulo") == "sao paulo"
    assert known.find("Kiev")[0] in known.find("Kyiv")
    assert known.find("no such place at all") == ()
    country = known.country("IRQ")
    assert country is not None
    assert country.name == "Iraq"


def test_the_gazetteer_is_small_and_loads_fast():
    path = Path(gazetteer.__code__.co_filename).with_name("gazetteer.npz")
    assert path.stat().st_size < 4_200_000
    began = time.process_time()
    Gazetteer()
    assert time.process_time() - began < 1.0
