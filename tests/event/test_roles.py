"""Who did it and who suffered, where other words than the verb's own sentence say so; and the scene."""

from __future__ import annotations

import pytest

from schemas.columns import day
from schemas.event import Event
from transforms.event import extract_events


def assault(body: str) -> Event:
    found = [event for event in extract_events(body, published_on=day("2024-05-10")) if event.type == "ASSAULT"]
    assert len(found) == 1, [(event.type, event.trigger) for event in found]
    return found[0]


@pytest.mark.parametrize(
    ("body", "actors"),
    [
        ("Four farmers were killed in RDF attacks near Santa Ilma on Monday.", ["RDF"]),
        ("Rebel shelling killed four farmers near Santa Ilma on Monday.", ["Rebel"]),
        ("A bomb killed four farmers on Monday. The Laguna Front claimed responsibility for the blast.",
         ["The Laguna Front"]),
        ("The suspect, Ivo Brandt, was shot dead by police near Santa Ilma on Monday.", ["police"]),
        ('The "Red Dawn" militia attacked a barracks near Santa Ilma on Monday.', ['The "Red Dawn" militia']),
        ("The town had seen no war before the guards attacked four farmers.", ["the guards"]),
    ],
)  # fmt: skip
def test_the_doer_is_read_where_the_words_put_him(body: str, actors: list[str]):
    assert [actor.text for actor in assault(body).actors] == actors


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("Rebels attacked a barracks near Santa Ilma. Three other guards were wounded, the army said.",
         {"a barracks", "Three other guards"}),
        ("Rebels killed four farmers near Santa Ilma and wounded another 15.", {"four farmers"}),
        ("The mayor deplored the slaughter of men, women and children by rebels near Santa Ilma.",
         {"men", "women", "children"}),
        ("An explosion at a bakery shook Santa Ilma on Monday. Rebels claimed responsibility.", {"a bakery"}),
        ("Rebels carried out bombings aimed at civilians near Santa Ilma on Monday.", {"civilians"}),
    ],
)  # fmt: skip
def test_those_who_suffered_are_read_behind_the_attack_too(body: str, targets: set[str]):
    assert {target.text for target in assault(body).targets} == targets


def test_who_died_of_an_illness_is_no_victim_of_the_attack():
    event = assault("Rebels killed four farmers near Santa Ilma. A man nearby died of a heart attack.")
    assert [target.text for target in event.targets] == ["four farmers"]
    assert [count.min for count in event.casualties] == [4]


def test_who_died_long_after_of_something_else_is_no_victim_of_the_attack():
    between = "The council met. It spoke of roads. It spoke of schools. It spoke of taxes. "
    event = assault(f"Rebels killed four farmers near Santa Ilma. {between}Former mayor Ada Kern died in 2013.")
    assert [target.text for target in event.targets] == ["four farmers"]


def test_a_raid_of_the_police_is_a_search():
    found = extract_events("Police launched raids on houses in Aleppo on Monday and detained two men.")
    assert {event.type for event in found} == {"COERCE"}


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("A bomb exploded at the Mill Street bus station, killing four people.", ["Mill Street bus station"]),
        ("Gunmen killed two guards in the Docks area of Aleppo on Monday.", ["Docks area of Aleppo"]),
        ("A car bomb in Homs killed nine people at a market.", ["Homs"]),
    ],
)
def test_the_scene_has_a_name(body: str, places: list[str]):
    assert [place.words for place in assault(body).places] == places


@pytest.mark.parametrize(
    ("body", "weapons"),
    [
        ("Rebels killed four farmers near Santa Ilma with a machine gun.", ["machine gun"]),
        ("A man killed four farmers in Santa Ilma with a hammer on Monday.", ["hammer"]),
        ("He drove a van into the crowd, killing four farmers in Santa Ilma.", ["van"]),
        ("Four farmers were killed near Santa Ilma. Home-made rockets had been fired at the village.",
         ["Home-made rockets"]),
        ("A bomber wearing an explosive vest attacked a barracks near Santa Ilma.", ["explosive vest"]),
        ("Rebels killed four guards with an IED. The improvised explosive device lay on a road.", ["IED"]),
        ("Rebels threw a Molotov cocktail at the barracks and killed four guards.", ["Molotov cocktail"]),
        ("A van-and-knife attack in Santa Ilma killed four farmers.", ["knife"]),
        ("A bomb was placed at the door of the town hall and exploded on Monday, killing four farmers.", ["A bomb"]),
        ("An attack in Santa Ilma killed four farmers. Two hundred pounds of gelignite had been hidden in a cart.",
         ["gelignite"]),
        ("Rebels killed four farmers near Santa Ilma with semtex and booby traps.", ["semtex", "booby traps"]),
        ("Rebels killed four farmers near Santa Ilma. Two carbines had been used.", ["carbines"]),
    ],
)  # fmt: skip
def test_what_it_was_done_with(body: str, weapons: list[str]):
    assert [weapon.text for weapon in assault(body).instruments] == weapons


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Two car bombs killed four farmers in Homs. They went off at noon.", [["Two car bombs", "They"]]),
        ("A bomb attack in Homs killed four farmers. A girl had seen the bombs before rebels detonated them.",
         [["bombs", "bomb", "them"]]),
        ("Rebels attacked a barracks near Homs with guns. They killed four guards.", [["guns"]]),
    ],
)  # fmt: skip
def test_a_weapon_has_every_wording_of_it(body: str, words: list[list[str]]):
    weapons = assault(body).instruments
    assert [[body[span.start : span.end] for span in weapon.spans] for weapon in weapons] == words


def test_a_kind_of_weapon_before_a_word_makes_a_noun_of_it():
    event = assault("Two car bombs exploded in Homs on Monday, killing four farmers.")
    assert (event.trigger, event.actors) == ("exploded", ())


@pytest.mark.parametrize(
    "body",
    [
        "Four farmers were killed near Santa Ilma. The bomb squad came, and rebels have been using mines for years.",
        "Rebels killed four farmers near Santa Ilma. A car stood by, and a hammer lay on the road.",
        "Rebels killed four farmers near Santa Ilma. No rockets were fired.",
    ],
)
def test_what_is_not_used_is_no_weapon_of_it(body: str):
    assert assault(body).instruments == ()


def test_a_number_alone_is_a_count_and_no_target():
    event = assault("Rebels attacked a supply convoy near Santa Ilma and killed five. Another 15 were wounded.")
    assert [target.text for target in event.targets] == ["a supply convoy"]
    assert {(count.kind, count.min) for count in event.casualties} == {("killed", 5), ("injured", 15)}


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("The attack on four farmers was reported in Homs, where the governor, who is from Aleppo, lives.", ["Homs"]),
        ("A letter that a sister of hers wrote in Damascus was about the bombing of a bakery in Homs.", ["Homs"]),
        ("A bomb killed nine people outside the Blue Lamp cafe in Mill Street, Homs, on Monday.",
         ["Homs", "Blue Lamp cafe", "Mill Street"]),
        ("Anger in Aleppo about the bombing of a bakery in Homs grew on Monday.", ["Homs"]),
        ("A man left a box on Mill Street an hour before the bombing of a bakery in Homs.", ["Homs"]),
        ("A dealer in Aleppo, Syria, named Ivo Brandt as the man who made the bomb used in the bombing of a bakery "
         "in Homs.", ["Homs"]),
        ("Rebels killed nine people in Shinkarra on Monday. They do not like Ilsabet Tolm.", ["Shinkarra"]),
    ],
)  # fmt: skip
def test_the_place_stands_in_the_clause_of_the_event(body: str, places: list[str]):
    assert [place.words for place in assault(body).places] == places


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("The mayor of Homs spoke on Monday. Rebels had detonated bombs across the city, he said.", [("city", "Homs")]),
        ("Talks were held in Aleppo. A general was killed in the same province.", [("province", "Ḩalab")]),
        ("The mayor of Homs spoke on Monday. Rebels bombed a bakery in the city council's street.", []),
        ("Rebels bombed a bakery in the city on Monday.", []),
        ("The mayor of Homs spoke. A bomb killed four farmers on Monday, officials in the city said.", []),
    ],
)  # fmt: skip
def test_the_city_is_the_one_named_before(body: str, places: list[tuple[str, str]]):
    assert [(place.words, place.name) for place in assault(body).places] == places


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The armed Basque separatist group ZKB killed four farmers near Santa Ilma.", "ZKB"),
        ("A Kurdish militia killed four farmers near Santa Ilma.", None),
        ("The Tamil Tigers killed four farmers near Santa Ilma.", "Tamil Tigers"),
    ],
)
def test_a_people_is_no_name(body: str, name: str | None):
    assert [actor.name for actor in assault(body).actors] == [name]
