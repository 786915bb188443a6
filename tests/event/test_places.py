"""Names of places are found and told apart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.story import Dateline, Span
from transforms.event.given_names import resolve_spans
from transforms.event.places import find_places
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


def given_in(text: str, *names: str) -> list[str | None]:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return [place and place.name for place in resolve_spans(text, spans)]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Shelling went on in Eastern Aleppo.", "Eastern Aleppo", "Aleppo"),
        ("Lawyers went to the Delhi High Court.", "Delhi High Court", "Delhi"),
        ("He teaches at the University of Nevada.", "University of Nevada", "Nevada"),
        ("Thousands of Texans had no power.", "Texans", "Texas"),
        ("Kurdish fighters left the town.", "Kurdish", "Kurdistan"),
        ("The Pentagon had no comment.", "Pentagon", "Washington"),
        ("A ship from Calif waited in the bay.", "Calif", "California"),
        ("Ferries crossed the Baltic Sea again.", "Baltic Sea", "Baltic Sea"),
        ("They met in St. Petersburg, Russia.", "St. Petersburg", "Saint Petersburg"),
        ("The mayor of Dogubayazit resigned.", "Dogubayazit", "Doğubayazıt"),
    ],
)
def test_a_name_that_is_no_town_is_read_by_its_parts_and_its_kind(text: str, name: str, place: str):
    assert given_in(text, name) == [place]


def test_a_street_lies_in_the_town_that_the_text_is_about():
    text = "Shops in Leeds closed early. Two men were held in Ferrow Lane. Bergen sent its good wishes."
    assert given_in(text, "Ferrow Lane") == ["Leeds"]


def test_a_part_that_nothing_else_speaks_for_is_no_place():
    text = "Pupils of Hubbard High School in Chicago walked out. Chicago police watched."
    assert given_in(text, "Hubbard High School") == ["Chicago"]


def test_names_that_may_lie_near_one_another_choose_each_other():
    text = "Fires burned near Athens, Palestine and Tyler on Monday."
    assert {(country, division) for _, country, division in read(text)} == {("USA", "TX")}
    text = "Buses run from Cambridge to Oxford and Milton Keynes."
    assert {country for _, country, _ in read(text)} == {"GBR"}


def test_a_list_of_states_or_countries_is_no_town_and_its_region():
    assert given_in("Rain fell in Oregon, Washington and Idaho.", "Washington") == ["Washington"]
    text = "The tour goes to China, Japan and Korea."
    assert given_in(text, "China", "Korea") == ["China", "South Korea"]


def test_the_words_of_a_country_say_where_a_text_is_at_home():
    text = (
        "The sheriff in Mansfield asked the county for $4,000. Two deputies and a trooper were hurt on the interstate."
    )
    assert given_in(text, "Mansfield") == ["Mansfield"]
    (place,) = resolve_spans(text, [Span(15, 24)])
    assert place is not None
    assert place.country == "USA"
    text = "Councillors in Mansfield asked for £4,000. A constable said the pub was shut for a fortnight."
    (place,) = resolve_spans(text, [Span(15, 24)])
    assert place is not None
    assert place.country == "GBR"


def test_a_hall_of_somebody_is_no_small_town():
    assert [place.words for place in find_places("They met at Ravel Hall on Monday.")] == []


@given(st.text(max_size=120), st.lists(st.tuples(st.integers(0, 130), st.integers(0, 20)), max_size=4))
def test_given_names_may_stand_anywhere(text: str, starts: list[tuple[int, int]]):
    spans = [Span(start, start + length) for start, length in starts]
    assert len(resolve_spans(text, spans)) == len(spans)


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
    assert path.stat().st_size < 5_500_000
    began = time.process_time()
    Gazetteer()
    assert time.process_time() - began < 1.0
