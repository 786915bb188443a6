"""A table of sentences and short stories: what happened without anybody's doing, and what only sounds like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.attribution import Attribution
from schemas.columns import day, iso_day
from schemas.event import Event
from schemas.story import Span
from tests.newsroom.story import load_stories
from transforms.event import extract_events, find_topics
from transforms.event.calamity_words import RULES
from transforms.event.topic_words import ACCIDENT, DISASTER

HAPPENED = """
disaster | earthquake | killed 40 | A strong earthquake shook Korvo on Tuesday, killing at least 40 people.
disaster | quake | killed 300 | A magnitude 6.1 quake that struck Nepal before dawn on Sunday killed 300 people.
disaster | tremor | injured 0 | A tremor rattled windows in Ankara on Sunday night; nobody was hurt.
disaster | Floods | killed 12 | Floods swept away a bridge in northern Zembara on Monday, and 12 villagers died.
disaster | burst | missing 9 | The river Ulan burst its banks on Friday, and nine people are missing.
disaster | flooded | killed 5 | Torrential rain flooded the valley on Monday and killed five farmers.
disaster | landslide | killed 8 | Eight people were killed by a landslide in a village near Quito on Friday.
disaster | Mudslides | killed 3 | Mudslides buried a row of houses in Lima overnight and killed three children.
disaster | avalanche | killed 2 | Two skiers died in an avalanche near Innsbruck on Saturday, mountain rescuers said.
disaster | typhoon | killed 16 | A typhoon tore through Luzon on Thursday, killing 16 people.
disaster | Hurricane | killed 7 | Hurricane Odile made landfall in Florida on Saturday and left seven people dead.
disaster | tornado | killed 8 | A tornado flattened a school in Kansas on Sunday and killed eight pupils.
disaster | storm | killed 4 | Four fishermen drowned on Monday when a storm lashed the coast of Goa.
disaster | tsunami | killed 90 | A tsunami hit the coast of Sumatra on Sunday, killing 90 people.
disaster | erupted | missing 11 | The Omber volcano erupted on Friday, and 11 climbers are missing.
disaster | fire | killed 9 | A fire broke out in a hotel in Dhaka on Friday, killing nine guests.
disaster | blaze | killed 2 | A blaze in a warehouse in Naples killed two night watchmen on Monday.
disaster | Wildfires | killed 5 | Wildfires destroyed 200 homes near Athens on Sunday and killed five residents.
disaster | fire | killed 8 | Eight people died when fire swept through a nursing home in Lyon early on Sunday.
disaster | fire | injured 3 | Three firefighters were injured as they fought a fire at a sawmill in Graz on Monday.
accident | crash | killed 62 | All 62 passengers were killed in a plane crash near Omsk on Sunday.
accident | crashed | killed 2 | A small plane crashed in a field near Lenz on Sunday, killing two pilots.
accident | crash | killed 4 | A helicopter crash in Kenya killed four tourists on Monday.
accident | capsized | killed 30 | A ferry capsized off Zanzibar on Friday, and 30 people drowned.
accident | sank | missing 19 | Nineteen sailors are missing after their cargo ship sank in a gale on Monday.
accident | ran aground | injured 0 | A tanker ran aground near Lagos on Sunday, but nobody was hurt.
accident | derailed | killed 20 | A train derailed near Delhi on Monday, killing 20 passengers.
accident | collided | injured 14 | Two trams collided in the centre of Zagreb on Monday, injuring 14 people.
accident | hit | killed 3 | A commuter train hit a school bus at a crossing near Pune, killing three pupils.
accident | plunged | killed 17 | A bus carrying pilgrims plunged into a ravine in Peru, and 17 people died.
accident | collision | killed 4 | Four students were killed in a collision of a car and a lorry near Leeds.
accident | overturned | injured 6 | A truck overturned on a motorway near Graz on Tuesday, injuring six people.
accident | collapsed | killed 3 | Three workers were killed when a wall collapsed in Mumbai on Monday.
accident | gave way | killed 5 | A balcony gave way during a wedding in Tunis on Saturday, killing five guests.
accident | explosion | killed 3 | An explosion at a fireworks factory in Malta killed three workers on Friday.
accident | explosion | killed 4 | A gas explosion killed four people in Turin on Sunday.
accident | exploded | injured 4 | A boiler exploded in a laundry in Porto on Monday, injuring four women.
accident | blast | killed 21 | A methane blast in a coal mine near Donetsk killed 21 miners on Sunday.
accident | collapsed | killed 11 | An apartment block collapsed in Cairo early on Monday, killing 11 people.
accident | plunged | killed 14 | A cable car plunged to the ground in northern Italy on Sunday, killing 14 people.
accident | exploded | killed 48 | A tanker truck exploded on a highway in Nigeria, killing 48 people.
accident | stampede | killed 6 | Six pilgrims died in a stampede at a shrine in Karbala on Friday.
accident | leak | injured 60 | A leak of ammonia at a cold store in Oster sent 60 workers to the hospital.
accident | drowned | killed 2 | Two boys drowned in a quarry pond near Graz on Sunday, and a third was rescued.
accident | accident | killed 1 | A nurse was killed in an accident on a road near Ghent on Monday.
accident | trapped | missing 0 | Eleven miners were trapped in a coal mine in Yunnan; none was missing.
"""
"""Topic, the first words that name it, one figure of a kind, a sentence."""

NOTHING = """
A flood of complaints reached the mayor on Monday after rain swept the valley and damaged homes.
The market crash of Monday hit the car maker's shares, and its trucks stood in the yard.
The election was an earthquake in politics that shook homes all over the country on Sunday.
An avalanche of mail hit the office of the mountain rescuers on Monday.
The party crashed to defeat on Sunday, and its campaign plane stood in a field.
Engineers warned that the dam could burst and that 3,000 people might be killed.
If an earthquake of magnitude 7 struck the city, homes would collapse, a study says.
The storm could kill hundreds of people on the coast on Tuesday.
A hurricane is expected to hit the coast on Friday, and residents boarded up homes.
Forecasters warned of floods that may cut off villages near the river on Monday.
The typhoon will make landfall on Sunday and bring floods to the villages, the weather office said.
Residents fear a landslide, and the road below the slope was closed on Monday.
The school held an earthquake drill on Monday, and children crouched in the rubble of a stage set.
In a drill on Friday a ferry sank and 40 volunteers were rescued.
Firefighters simulated a fire in a warehouse in Naples on Monday.
The town marked the anniversary of the earthquake that killed 900 people.
A memorial was opened to the 40 villagers who were killed when the dam burst.
Fifty years ago a fire in the old factory killed 30 women.
The film tells of a ferry that sank off the coast and killed 300 passengers.
In the novel a train derails and kills a banker.
The thriller begins with a plane crash that kills a minister.
A documentary on the flood that swept the valley opens on Friday.
Floods kill hundreds of villagers in the delta every year.
Earthquakes often hit the islands and destroy homes.
Fires usually break out in the dry forest when firefighters are on leave.
Every summer wildfires destroy homes on this coast.
No building collapsed and nobody was hurt in the valley, the mayor said.
There was no explosion at the gas plant on Monday, its owner said.
The dam has never been hit by a quake or a flood that damaged homes.
The barrier protects homes against floods that come down the river.
New rules are to prevent fires in hotels, the firefighters' union said on Monday.
The risk of a train crash was low, and passengers were not hurt.
A crash course in first aid is offered to bus drivers on Monday.
The firm sells flood insurance to owners of homes near the river.
The fire chief visited a burned warehouse on Monday.
The fire brigade bought a truck and fitted it with smoke alarms.
Fire crews trained in the forest near the warehouse on Monday.
Soldiers opened fire on a crowd and burned homes in the valley on Monday.
Gunmen set a warehouse on fire in Basra on Monday, killing two guards.
A missile hit a train near Kyiv on Monday, killing three soldiers.
A suicide bomber killed nine people in an explosion at a gas station in Kabul on Monday.
Rebels shot down a helicopter, which crashed near the border on Monday.
A drone attack on a refinery caused a blast that killed four workers on Monday.
The talks collapsed in a government building in Geneva on Friday.
The currency collapsed on Monday, and a bank building was put up for sale.
Her career took off like a plane and crashed within a year.
The striker crashed the ball against the bar and scored a goal in the second half of the match.
The cyclist crashed on the last lap of the championship race and his team lost the title.
The team sank to the bottom of the league and its coach came down with a cold.
A wave of strikes hit the port, where ships lay at anchor.
The singer's ship came in, and her boat sank no more.
Passengers spread the news like wildfire through the train and nobody was hurt.
The museum shows how the volcano erupted and buried a town.
The paper says how a bridge may collapse and how its wall is to be mended.
You are more likely to be hurt in a car crash than in a plane crash.
A study found that 70 percent of road accidents killed people without belts.
The storm over the minister's remarks swept the capital and left him without homes to go to.
The bank's building society collapsed under its debts on Monday.
The prices of planes and boats plunged on Monday.
The opposition won by a landslide on Sunday as a wave of anger hit the villages along the coast.
Parliament passed a law on fire safety in hotels on Tuesday, two years after a blaze killed 40 guests.
The fire of youth burned in the old firefighters.
"""

ONE = (
    (
        "A bus plunged into a ravine near Cusco on Monday, killing 12 people. The crash happened in fog, police said. "
        "Another 20 people were injured. The bus had left the road in a bend, and the accident closed it for hours.",
        [("plunged", [("killed", 12), ("injured", 20)])],
    ),
    (
        "Floods killed 34 people in northern Zembara on Tuesday. More than 120 people were hurt, the hospital said. "
        "The Red Lantern said that 41 people were killed. Floods killed 19 people in the same valley in 2018.",
        [("Floods", [("killed", 34), ("injured", 120), ("killed", 41)])],
    ),
    (
        "A fire in a hotel in Lima killed nine guests on Monday. Another fire killed two people in Quito on Tuesday.",
        [("fire", [("killed", 9)]), ("fire", [("killed", 2)])],
    ),
    (
        "A ferry sank off Zanzibar on Friday, and 30 people drowned. In Peru a bus overturned on Monday, killing four.",
        [("sank", [("killed", 30)]), ("overturned", [("killed", 4)])],
    ),
    (
        "A tram derailed in Leeds on Monday, killing seven people. It was the first such crash since 1959, when three "
        "passengers died after a tram caught fire in Hull.",
        [("derailed", [("killed", 7)])],
    ),
    (
        "A quake killed 250 people in Nepal on Sunday. It set off landslides that buried villages. An aftershock "
        "struck the valley on Monday, and two of the dead were children.",
        [("quake", [("killed", 250)])],
    ),
    (
        "The minister resigned on Monday over the ferry that capsized off Trel, killing 11 people.",
        [],
    ),
)
"""Stories, and each of their calamities with its first word and figures."""


def calamities(text: str, published: str = "2024-05-14") -> list[Event]:
    return [event for event in extract_events(text, published_on=day(published)) if event.type is None]


@pytest.mark.parametrize("line", HAPPENED.strip().splitlines())
def test_what_happened_has_a_row_without_a_type(line: str):
    topic, trigger, figure, sentence = line.split(" | ")
    found = calamities(sentence)
    assert [event.trigger for event in found] == [trigger]
    (event,) = found
    assert event.topic == {"accident": ACCIDENT, "disaster": DISASTER}[topic]
    assert (event.actors, event.instruments, event.modes, event.claim_status) == ((), (), (), None)
    assert event.certainty == "reported"
    kind, least = figure.split()
    if least != "0" or kind != "missing":
        assert (kind, int(least)) in [(count.kind, count.min) for count in event.casualties]


@pytest.mark.parametrize("sentence", NOTHING.strip().splitlines())
def test_what_only_sounds_like_a_calamity_has_none(sentence: str):
    assert [(event.topic, event.trigger) for event in calamities(sentence)] == []


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_calamity_is_one_row_with_the_figures_of_its_story(text: str, expected: list[tuple[str, list[object]]]):
    found = [(e.trigger, [(count.kind, count.min) for count in e.casualties]) for e in calamities(text)]
    assert found == expected


def test_a_calamity_has_its_day_its_place_and_whose_word_it_is():
    body = "An explosion at a pumping station near Aden killed two workers on Monday, an official said."
    content = Span(0, body.index(", an"))
    statement = Attribution(seq=3, source="an official", cue="said", content="x", content_spans=(content,),
                            quote_type="indirect", source_kind="official")  # fmt: skip
    (event,) = extract_events(body, published_on=day("2024-05-14"), attributions=[statement])
    assert (event.type, event.topic, event.certainty) == (None, ACCIDENT, "alleged")
    assert [(place.name, place.country) for place in event.places] == [("Aden", "YEM")]
    assert event.date is not None
    assert event.date.day_from is not None
    assert iso_day(event.date.day_from) == "2024-05-13"
    assert [target.text for target in event.targets] == ["two workers"]
    assert event.attributions == (3,)
    assert event.casualties[0].attribution == 3
    assert body[event.trigger_spans[0].start : event.trigger_spans[0].end] == "explosion"


def test_the_blast_of_a_bomb_stays_an_attack():
    body = "A bomb exploded at a gas plant in Orlava on Friday, killing two guards. The explosion was heard for miles."
    assert [event.type for event in extract_events(body, published_on=day("2024-05-14"))] == ["ASSAULT"]


def test_an_attack_in_a_flood_is_a_row_beside_it_and_each_has_its_own_dead():
    body = (
        "Floods killed 19 people in Belvara on Monday. "
        "Rebels attacked a convoy with relief goods there on Tuesday, killing four soldiers."
    )
    found = extract_events(body, published_on=day("2024-05-15"))
    assert [(event.type, [count.min for count in event.casualties]) for event in found] == [
        (None, [19]),
        ("ASSAULT", [4]),
    ]


def test_what_is_quoted_as_possible_makes_no_row_in_a_story_of_a_calamity_elsewhere():
    body = "A storm killed four people in Goa on Monday. The dam above the town could burst, an engineer said."
    assert [event.trigger for event in calamities(body)] == ["storm"]


def test_the_newsroom_s_calamities_are_those_that_a_careful_reader_finds():
    for story in load_stories():
        expected = [event for event in story.expected.events if event.type is None and event.topic != "health"]
        if story.expected.language != "en" or not (story.expected.events or story.expected.no_events):
            continue
        published = day(story.published.date().isoformat())
        topics = find_topics(story.headline, story.body)
        found = [e for e in extract_events(story.body, published_on=published, topics=topics) if e.type is None]
        assert len(found) == len(expected), story.slug
        for event, wanted in zip(found, expected, strict=True):
            assert event.topic is not None
            assert wanted.topic is not None
            assert event.topic.startswith(wanted.topic), story.slug


def test_every_rule_is_of_an_accident_or_a_disaster():
    assert {line.partition(" | ")[0] for line in RULES.strip().splitlines()} == {ACCIDENT, DISASTER}


WORDS = (
    "earthquake|struck|killed|12|people|a|the|fire|in|Lima|on|Monday|,|.|crash|ferry|that|capsized|by|another|could|"
    "2018|years|ago|-|\n\n|bus|plunged|of|was"
).split("|")


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_order_of_words_is_read_and_spans_lie_in_the_body(words: list[str]):
    body = " ".join(words)
    for event in extract_events(body, published_on=day("2024-05-10")):
        for span in (*event.trigger_spans, *event.evidence_spans):
            assert 0 <= span.start < span.end <= len(body)


@pytest.mark.parametrize(
    "unit",
    ["earthquake ", "a fire in Lima ", "the bus plunged, ", "killed by floods ", "a ferry capsized. ", "fire - "],
)
def test_time_is_bounded_however_long_the_text(unit: str):
    text = "An earthquake killed 12 people in Lima on Monday. " + unit * (100_000 // len(unit))
    began = time.process_time()
    extract_events(text, published_on=day("2024-05-10"))
    assert time.process_time() - began < 20
