"""Events of a story: one a happening, with who, whom, where, when and how sure."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.attribution import Attribution
from schemas.columns import day, iso_day
from schemas.event import Event
from schemas.story import Span
from transforms.attribute import extract_attributions
from transforms.event import extract_events

STORY = """\
A mortar attack that targeted the Peruvian foreign minister on Thursday was carried out by at least one left-wing \
rebel group, Peruvian police officers and people close to the rebels said.

The officers, who spoke to the agency on Friday on condition of anonymity, said the mortars used in the assault were \
stolen.

A spokeswoman for a rebel faction declined to comment on the attack or who carried it out. The army did not respond to \
requests for comment.

Foreign Minister Elva Quintanilla escaped unhurt from the attack on her office in the capital Lima, which was carried \
out using home-made mortars.

The officers said the Frente Rojo and Brigada Once groups carried it out together.

Nobody has claimed responsibility for the attack, which came weeks after a vote that the rebels rejected."""


def one(body: str, published: str = "2024-05-10") -> Event:
    events = extract_events(body, published_on=day(published))
    assert len(events) == 1, [(event.type, event.trigger) for event in events]
    return events[0]


def test_a_story_of_one_attack_is_one_event_with_its_parts():
    event = one(STORY)
    assert event.type == "ASSAULT"
    assert {"targeted", "heavy-weapons"} <= set(event.modes)
    assert [actor.name for actor in event.actors] == ["Frente Rojo", "Brigada Once"]
    assert [(t.name, t.country, t.role) for t in event.targets] == [("Elva Quintanilla", "PER", "government")]
    assert any("mortars" in weapon.text for weapon in event.instruments)
    assert [(place.name, place.country) for place in event.places] == [("Lima", "PER")]
    assert event.date is not None
    assert event.date.day_from is not None
    assert iso_day(event.date.day_from) == "2024-05-09"
    assert {(count.kind, count.min, count.max) for count in event.casualties} == {("killed", 0, 0), ("injured", 0, 0)}
    assert event.claim_status == "unclaimed"
    assert event.certainty == "alleged"


def test_every_span_points_at_the_words_it_stands_for():
    event = one(STORY)
    for part in (*event.actors, *event.targets, *event.instruments):
        span = part.spans[0]
        assert STORY[span.start : span.end] == part.text
    for place in event.places:
        assert all(STORY[span.start : span.end] == place.words for span in place.spans)


def test_an_event_carries_the_attributions_that_hold_it():
    body = "Gunmen killed three soldiers near Aden on Monday, an official said."
    content = Span(0, body.index(", an"))
    statement = Attribution(seq=4, source="an official", cue="said", content="x", content_spans=(content,),
                            quote_type="indirect", source_kind="official")  # fmt: skip
    (event,) = extract_events(body, published_on=day("2024-05-10"), attributions=[statement])
    assert event.attributions == (4,)
    assert event.certainty == "alleged"
    assert event.casualties[0].attribution == 4


def test_two_attacks_on_two_days_in_two_towns_are_two_events():
    body = (
        "Rebels attacked a barracks in Aleppo on Monday, killing four soldiers. "
        "On Wednesday, a car bomb in Homs killed nine people at a market."
    )
    events = extract_events(body, published_on=day("2024-05-10"))
    assert [[place.name for place in event.places] for event in events] == [["Aleppo"], ["Homs"]]
    assert [[count.min for count in event.casualties] for event in events] == [[4], [9]]


def test_what_is_only_announced_is_a_promise_or_a_threat():
    promised = one("President Okoro will visit Ghana on Tuesday.")
    assert (promised.type, promised.certainty) == ("AGREE", "planned")
    threatened = one("The government will suspend aid to Mali.")
    assert (threatened.type, threatened.certainty) == ("THREATEN", "planned")


def test_what_another_must_do_is_a_demand_on_them():
    event = one("The French president said on Friday that Mali must free the journalists.")
    assert event.type == "REQUEST"
    assert [actor.country for actor in event.actors] == ["FRA"]
    assert [target.country for target in event.targets] == ["MLI"]


def test_an_attack_is_not_the_war_around_it():
    text = (
        "Gunmen attacked a post on Friday. Sources blamed the Northern Front, which has fought the army since 2014. "
        "Two guards died in the attack."
    )
    attack, war = extract_events(text, published_on=day("2026-11-14"))
    assert [text[span.start : span.end] for span in attack.trigger_spans] == ["attacked", "attack"]
    assert [text[span.start : span.end] for span in war.trigger_spans] == ["fought"]


def test_a_country_that_speaks_is_not_where_it_spoke():
    (event,) = extract_events("France urged calm in Goma on Friday.")
    assert [(party.text, party.country) for party in event.actors] == [("France", "FRA")]
    assert [place.words for place in event.places] == ["Goma"]


def test_who_says_it_was_behind_an_attack_claims_it():
    (event,) = extract_events("A bomb killed two guards in Goma. The Northern Front said it was behind the bombing.")
    assert (event.claim_status, event.claimant) == ("claimed", "The Northern Front")


def test_an_attack_that_no_one_claimed_is_unclaimed():
    (event,) = extract_events("A bomb killed two guards in Goma. No one has claimed that attack.")
    assert (event.claim_status, event.claimant) == ("unclaimed", None)


def test_a_deed_of_another_week_is_another_event():
    text = (
        "Gunmen attacked a post in Goma on Wednesday, killing nine guards. "
        "Earlier this week, rebels attacked a convoy, wounding two drivers."
    )
    first, second = extract_events(text, published_on=day("2026-03-05"))
    assert [[casualty.min for casualty in event.casualties] for event in (first, second)] == [[9], [2]]


def test_where_people_met_before_an_attack_is_not_its_place():
    text = "A bomb killed two guards in Goma. The attack came hours after ministers met in Vienna."
    attack = next(event for event in extract_events(text) if event.type == "ASSAULT")
    assert [place.words for place in attack.places] == ["Goma"]


def test_a_count_carries_who_gave_it_wherever_it_stands():
    text = "A blast killed two guards in Goma, police said. Another nine were wounded, a nurse said."
    attributions = extract_attributions(text)
    (event,) = extract_events(text, attributions=attributions)
    given = {casualty.kind: casualty.attribution for casualty in event.casualties}
    sources = {row.seq: row.source for row in attributions}
    assert {kind: sources[seq] for kind, seq in given.items() if seq is not None} == {
        "killed": "police",
        "injured": "a nurse",
    }


def test_those_counted_beside_an_attack_are_its_targets():
    event = one("A car bomb exploded in Kabul on Monday and nine shopkeepers were wounded.")
    assert [target.text for target in event.targets] == ["nine shopkeepers"]
    assert [weapon.text for weapon in event.instruments] == ["A car bomb"]


def test_whoever_is_kidnapped_is_somebody():
    event = one("Masked men kidnapped a radio host in Goma.")
    assert [target.text for target in event.targets] == ["a radio host"]


def test_a_toll_of_years_is_not_that_of_one_attack():
    text = (
        "Gunmen raided a village near Goma on Friday, killing nine farmers. "
        "Clashes have killed more than 2,000 people in the region since 2020."
    )
    tolls = {
        tuple(casualty.min for casualty in event.casualties): event.date and event.date.words
        for event in extract_events(text, published_on=day("2026-05-02"))
        if event.type == "ASSAULT"
    }
    assert tolls == {(9,): "Friday", (2000,): "2020"}


def test_those_before_a_verb_are_all_its_victims():
    event = one("A bus overturned in Kabul on Monday. Four children and the driver were killed.")
    assert [target.text for target in event.targets] == ["Four children", "the driver"]


def test_a_text_in_one_case_has_names_too():
    event = one("gunmen assassinated bishop ada lorena kern in the capital on monday.")
    assert [target.name for target in event.targets] == ["ada lorena kern"]
    assert [actor.text for actor in event.actors] == ["gunmen"]


def test_other_languages_give_nothing():
    assert extract_events("Rebels attacked a barracks in Aleppo on Monday.", language="de") == ()


def test_event_ids_differ_and_repeat():
    body = "Police arrested two men in Lyon. Students protested in Dakar on Sunday against the president."
    first = extract_events(body, published_on=day("2024-05-10"), story_id="a", version="1")
    assert first == extract_events(body, published_on=day("2024-05-10"), story_id="a", version="1")
    assert len({event.event_id for event in first}) == len(first) == 2
    assert [event.seq for event in first] == [0, 1]


WORDS = (
    "attack|on|the|army|by|,|killed|two|said|was|Baghdad|.|Sunday|who|and|-|'s|bomb|no|to|\n\n|(|”|at least|year"
).split("|")


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_order_of_words_is_read_without_raising(words: list[str]):
    body = " ".join(words)
    for event in extract_events(body, published_on=day("2024-05-10")):
        for span in (*event.trigger_spans, *event.evidence_spans):
            assert 0 <= span.start < span.end <= len(body)


@pytest.mark.parametrize(
    "unit",
    [
        "attack ",
        "killed two and ",
        "a, ",
        "Baghdad ",
        "two hundred ",
        "the past ",
        "- ",
        "was killed by ",
        "Baghdad killed two ",
        "he must said X ",
    ],
)
def test_time_grows_with_length_alone(unit: str):
    began = time.process_time()
    extract_events(unit * (150_000 // len(unit)), published_on=day("2024-05-10"))
    assert time.process_time() - began < 20
