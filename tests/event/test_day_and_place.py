"""The day of a story, the place of an act, the answers that a lead gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.columns import day, iso_day
from transforms.event.fivew import five_ws
from transforms.event.linear import load_linear
from transforms.event.name_runs import names_in
from transforms.event.place_of_verb import places_of
from transforms.event.places import places_in
from transforms.event.story_day import story_day
from transforms.language.times import times_in
from transforms.language.tokens import tokenize

PUBLISHED = day("2024-05-10")  # a Friday


def day_of(text: str) -> str | None:
    tokens = tokenize(text)
    found = story_day(tokens, times_in(tokens, PUBLISHED), PUBLISHED)
    return iso_day(found) if found is not None else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man was arraigned Thursday in court. He is said to have shot his neighbour on Monday.", "2024-05-06"),
        ("Police said Thursday that two men were wounded in a shooting late Tuesday.", "2024-05-07"),
        ("A funeral is due on Saturday for a woman who was killed on Sunday.", "2024-05-05"),
        ("Two shops burned.", "2024-05-10"),
        ("The clash happened on May 2, the army announced on Wednesday.", "2024-05-02"),
    ],
)
def test_the_day_of_a_story_is_that_of_the_harm(text: str, expected: str):
    assert day_of(text) == expected


def test_without_any_day_there_is_none():
    tokens = tokenize("Two shops burned.")
    assert story_day(tokens, (), None) is None


def where(text: str, verb: str) -> list[str]:
    tokens = tokenize(text)
    known = {place.first: place for place in places_in(tokens)}
    return [place.words for place in places_of(tokens, tokens.words.index(verb), known, (0, len(tokens)))]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Gunmen killed three soldiers in Aden on Monday.", "killed", ["Aden"]),
        ("In Homs, a sniper shot a nurse.", "shot", ["Homs"]),
        ("Rebels captured the town of Velmora from the army.", "captured", ["Velmora"]),
        ("The governor was killed on Sunday, officials in Washington said.", "killed", []),
        ("Police marched past the shop.", "marched", []),
    ],
)
def test_a_place_belongs_to_the_act(text: str, verb: str, expected: list[str]):
    assert where(text, verb) == expected


def test_names_are_runs_of_capitals_known_or_not():
    tokens = tokenize("Shells fell on Velm al-Marun and near Aleppo on Monday.")
    known = {place.first: place for place in places_in(tokens)}
    names = names_in(tokens, 1, len(tokens), known)
    assert [tokens.printed(name.first, name.end) for name in names] == ["Velm al-Marun", "Aleppo"]
    assert [name.known is not None for name in names] == [False, True]


@given(st.lists(st.sampled_from("killed in Aleppo , and the Tal - al ' s Monday said near of".split()), max_size=40))
def test_any_order_of_words_has_places_within_the_text(words: list[str]):
    tokens = tokenize(" ".join(words))
    known = {place.first: place for place in places_in(tokens)}
    for at in range(len(tokens)):
        for place in places_of(tokens, at, known, (0, len(tokens))):
            assert 0 <= place.first < place.end <= len(tokens)


def test_a_model_sums_what_it_knows():
    model = load_linear("place_of_verb")
    assert model.margin([]) == 0
    assert model.margin(["gov=in", "side=A"]) == pytest.approx(model.margin(["gov=in"]) + model.margin(["side=A"]))


def test_the_lead_answers_where():
    text = "Protesters met at Ravel Hall on Monday.\n\nThe crowd stayed outside Ravel Hall until night."
    assert five_ws(text, published_on=PUBLISHED)["where"][0] == "Ravel Hall"
    text = "A tram left its rails in Croydon on Monday.\n\nThe Croydon line was closed. Spain sent its sympathy."
    assert five_ws(text, published_on=PUBLISHED)["where"][0] == "Croydon"
