"""A table of sentences and short stories: what they are about, and where no topic may be told."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.columns import day
from schemas.story import Span
from tests.newsroom.story import load_stories
from transforms.event import extract_events, find_topics
from transforms.event.topic_words import MEDIA_TOPICS, read_rules
from transforms.event.topics import topic_of

TABLE = """
earthquake | An earthquake of magnitude 6.1 shook the islands of Korvo on Tuesday, the weather office said.
earthquake | Rescuers dug through rubble in Tamsa after a quake killed at least 40 people.
flood | Floods swept away a bridge in northern Zembara overnight and left hundreds homeless.
flood | The river Ulan burst its banks before dawn and filled the cellars of the old town.
flood | Days of heavy rain brought flooding to the valley, and residents were moved to schools.
landslide | A landslide buried nine houses on the edge of Port Sable on Sunday.
landslide | Mudslides blocked the only road to the mining village after a night of rain.
avalanche | Two skiers died in an avalanche below the Karst pass, mountain rescuers said.
meteorological disaster | A typhoon with winds of 180 kilometres an hour tore the roofs off 300 homes in Luvena.
meteorological disaster | The storm killed three people and cut the electricity in half the province.
volcanic eruption | The Omber volcano erupted on Friday, and ash fell on the capital.
drought | Farmers are selling their cattle as the worst drought in 30 years empties the reservoirs.
famine | Relief agencies said children were dying in the famine in eastern Dorana.
fire | A fire in a warehouse in Brunnheim killed two night watchmen.
fire | Wildfires have burned 4,000 hectares of forest near the coast, the governor said.
fire | Forty firefighters needed all night for a blaze in a chemical plant in Oster.
air and space accident and incident | A small plane crashed in a field near Lenz on Sunday, killing the pilot.
air and space accident and incident | The wreckage of the missing helicopter was found on a glacier.
maritime accident and incident | A ferry with 80 people aboard capsized off the island of Trel.
maritime accident and incident | Nineteen sailors are missing after their cargo ship sank in a gale.
railway accident and incident | A night train derailed outside Morova, hurting 30 passengers.
railway accident and incident | Two trams collided in the centre of Lunhaven on Monday morning.
road accident and incident | A bus carrying pilgrims plunged into a ravine near Ostra, and 17 of them died.
road accident and incident | Four students were killed when their car collided with a lorry on the motorway.
structural failure | The roof of a market hall in Dastra collapsed under the snow.
structural failure | Part of a motorway bridge collapsed before dawn, and three lorries fell into the river.
explosion accident and incident | A gas explosion wrecked a block of flats in Tarn, firefighters said.
explosion accident and incident | The blast in a fireworks factory was heard ten miles away.
industrial accident and incident | Eleven miners are trapped 400 metres underground in the coal basin.
industrial accident and incident | A leak of ammonia at a cold store sent 60 workers to hospital.
accident and emergency incident | Six pilgrims died in a stampede at the shrine of Haloum.
accident and emergency incident | Two boys drowned in a quarry pond, and a third was rescued.
health | Zembara confirmed an outbreak of cholera in its largest port on Wednesday.
health | Measles cases have doubled since the vaccine ran out, the ministry said.
health | Patients with diabetes who took the new drug needed fewer injections, a study found.
health | Doctors in the camp have treated 200 children for malaria this month.
health | The regulator approved a vaccine against dengue for children.
sport | Real Norte scored two goals before halftime.
sport | The striker shot wide in the last minute of the match.
sport | Elena Markos won the marathon in Dorana in a season's best time, and her team took the title.
sport | Ostrava beat the champions on penalties in the tournament final.
sport | The heavyweight defended his title in twelve rounds.
sport | Kestria's batsmen lost four wickets in the last session of the match.
economy, business and finance | Shares in Lunhaven fell two percent on Thursday as traders waited for the figures.
economy, business and finance | The central bank raised its main rate by a quarter of a point.
economy, business and finance | Inflation slowed to 3.1 percent in October, the statistics office said.
economy, business and finance | The retailer said quarterly profit rose to 40 million crowns.
economy, business and finance | Regulators cleared the takeover of the airline by its rival.
economy, business and finance | Crude rose above 80 dollars a barrel after the depot closed.
court | A court in Moravia sentenced the banker to four years.
court | The jury acquitted the nurse of all charges.
court | Judges ruled that the tax was unconstitutional.
court | Prosecutors charged two officers with fraud on Monday.
court | The widow's lawsuit against the railway goes to trial in May.
court | He pleaded guilty before a judge in Harn.
none | The minister spoke of a political earthquake that hit the party on Sunday.
none | The verdict of voters was an earthquake in politics, and it struck the old parties hard.
none | The ministry got a flood of letters from residents.
none | A storm of criticism hit the mayor, who left homes unfinished.
none | He won by a landslide in the village where votes were counted on the road.
none | Her career took off like a plane and crashed within a year.
none | They crashed out of the cup.
none | The party is a sinking ship, its founder said.
none | The film tells of a ferry that sank off the coast in 1911.
none | In the novel a plague ship brings cholera to the city, and doctors flee.
none | The heavy industry lobby wants a fire sale of the forest estates.
none | Soldiers opened fire on a crowd and burned homes.
none | The general's car was hit by a bomb and crashed.
none | Rebels shot down a helicopter, which crashed near the border.
none | Gunmen set a warehouse on fire, killing two guards.
none | A drone attack on a refinery caused a blast that killed four.
none | The fire department holds its summer fair on Saturday at the forest lodge.
none | The firm sells flood insurance to owners of homes near rivers.
none | A court jester opened the fair with a ruling on cakes.
none | She plays tennis on the court behind the school, where charges are low.
none | In the court of public opinion the ruling was plain.
none | Hackers put a virus on the computers of three hospitals.
none | Corruption is a disease, the bishop said.
none | The storm could kill hundreds of people.
none | The two navies held a drill in which a ship sank.
none | The envoys agreed on a truce after talks in Lome.
none | Gunmen attacked an army post near Aden on Monday, killing five soldiers.
none | Thousands marched through the capital to demand new elections.
none | The goal of the talks is a treaty by spring.
none | The league of mayors won a seat on the election board.
none | A fresh wave of protest swept the country.
none | There was no explosion at the gas plant, its owner said.
none | Bakers fear an avalanche of forms.
none | The choir performed in the old hall on Sunday.
none | The idea spread like wildfire through homes and offices.
none | The prime minister and his wife visited the championship stadium, where police were on guard.
none | The meeting was a train wreck, and its chairman crashed in the polls.
none | The battle for the title of party leader ends on Friday.
none | Officials played down the risk of an epidemic of loneliness among patients.
sport | Maravia's women beat Hallmar 3-1 in the second leg to reach the quarterfinals of the league.
sport | The goalkeeper saved two penalties as Luvena won the cup final.
sport | She took gold in the 100 metres at the Olympics.
sport | The pitcher threw a shutout and the team won its ninth game of the season.
none | Protesters threw stones at police before the match and two officers were hurt.
health | Hospitals in the capital are full of flu patients, nurses said.
health | The ministry reported 40 new infections with the bird flu virus in people who handle poultry.
none | A heart attack killed the actor at home.
none | Vaccine makers' profits do not interest the choir.
fire | Eight people died when fire swept through a nursing home in Galdora early on Sunday.
fire | A blaze destroyed the covered market in Tarn; police suspect a faulty cable.
none | Protesters set fire to the town hall in Dastra.
flood | Torrential rains caused flash floods that cut off four villages.
flood | Thousands fled as a dam burst in the north.
meteorological disaster | Hurricane Odile made landfall on Saturday, ripping roofs from hotels.
meteorological disaster | A tornado flattened a school and killed eight pupils.
earthquake | A strong quake hit the border region, toppling houses.
accident and emergency incident | A worker died when he was electrocuted on a building site.
road accident and incident | The singer was seriously hurt in a car crash on the coast road.
road accident and incident | A truck overturned and spilled 20 tons of fish.
air and space accident and incident | All 62 people aboard a passenger jet died when it crashed on approach to Kitoma.
maritime accident and incident | Coast guards searched for 30 migrants after their boat sank in rough seas.
maritime accident and incident | An oil tanker ran aground on a reef.
railway accident and incident | A commuter train hit a school bus at a crossing, killing three pupils.
none | A missile hit a train, killing three soldiers.
none | The car bomb exploded near a gas station and killed nine.
structural failure | Rescuers pulled a girl from the rubble of an apartment building that collapsed on Monday.
none | Talks collapsed in a government building on Friday.
economy, business and finance | The economy grew 0.4 percent in the third quarter.
economy, business and finance | Stocks closed lower after weak earnings from banks.
economy, business and finance | The carmaker will cut 4,000 jobs after a fall in profit.
economy, business and finance | The company filed for bankruptcy on Monday.
economy, business and finance | The currency lost 5 percent against the dollar after the central bank meeting.
none | The army lost 5 percent of its budget.
court | The Supreme Court rejected an appeal by the former minister.
court | A judge ordered the release of the journalist on bail.
court | Six men went on trial over the bombing of a theatre.
court | The trial of three officers began in Harn on Monday.
court | A former banker was sentenced to nine years in prison for fraud.
court | The constitutional court struck down the election law.
none | The king holds court in summer.
none | Critics passed a harsh sentence on the film.
none | Courts of the tennis club will be open.
none | The president won the election by a landslide in every village.
none | The epidemic of fake news spread to hospitals.
none | Voters swept the government away in a flood of anger.
none | Shelling started a fire in a grain warehouse at the port.
none | Lightning strikes of luck, she said.
drought | Two years without rain have dried up wells and killed half the cattle in the drought-hit north.
famine | The United Nations declared a famine in two districts where people are starving.
road accident and incident | Three cyclists were hit by a van that skidded on ice near Harn.
none | Talks about the budget crashed late on Thursday.
flood | The lake burst through its dyke and left farms under water.
none | The minister's inbox was flooded with thank-you notes.
meteorological disaster | Two fishermen died as the cyclone lashed the southern islands.
fire | Investigators sifted the ruins of the hotel where a fire killed 12 guests.
none | Police fired on the crowd, and a fire broke out in a shop.
health | Doctors reported the first case of polio in the district in ten years.
none | The team of doctors won a prize for its essay.
sport | Adeye scored twice as Kitoma beat Radova in the league.
sport | The cyclist crashed on the last lap of the championship race.
none | Lawmakers clashed over the goal of the reform.
economy, business and finance | The bank's shares tumbled 9 percent after it warned on earnings.
economy, business and finance | Unemployment fell to 5.2 percent in March.
none | The museum's index cards fell to the floor.
court | Two brothers pleaded guilty to smuggling in a court in Oster.
court | The judge dismissed the lawsuit brought by tenants.
none | The judge of the flower show praised the roses.
earthquake | Aftershocks rattled the town a day after the quake that killed nine.
none | A tremor of excitement ran through the hall.
landslide | Heavy rain set off a landslide that swept away a hamlet.
none | The senator won in a landslide, with 70 percent of the vote.
avalanche | Rescue dogs found the two climbers who were buried by an avalanche.
explosion accident and incident | A boiler exploded in a laundry, injuring four.
none | An explosion of colour fills the gallery.
maritime accident and incident | Five crew are missing after a trawler overturned in heavy seas.
air and space accident and incident | A helicopter carrying tourists crashed into a hillside.
none | Rebels say they downed a helicopter with a rocket; it crashed in a field.
industrial accident and incident | Nine miners were trapped when water rushed into a coal pit.
structural failure | A crane collapsed onto a bus stop in Lunhaven.
famine | Half a million people are close to famine, and children are starving.
volcanic eruption | Lava from the volcano reached the first houses.
none | The coach said his side would attack from the start.
none | The council will vote on the harbour plan on Monday.
none | Her speech was a bomb at the conference.
none | The witness box stood empty in the old theatre.
accident and emergency incident | Three workers drowned when they fell into a tank at a farm.
drought | A third year of drought has ruined the maize harvest.
none | The drought of ideas in the ministry goes on.
none | Soldiers evacuated the embassy as rebels closed in.
"""

STORIES = (
    (
        "Blast at pumping station kills two, operator says",
        "The fire was out after an hour, the operator said. Nobody else was hurt.",
        ["accident and emergency incident", "explosion accident and incident"],
    ),
    (
        "Owner of collapsed silo in court",
        "The silo collapsed onto a bus in May. Prosecutors charged its owner with negligent homicide.",
        ["accident and emergency incident", "structural failure", "court"],
    ),
    (
        "A quiet week",
        "The council met. It rose early. Its members went home. A bus collided with a tram on Monday. A lorry skidded "
        "off the motorway on Tuesday. Two cars crashed into a shop on Friday.",
        ["accident and emergency incident", "road accident and incident"],
    ),
    (
        "A quiet week",
        "The council met. It rose early. Its members went home. A bus collided with a tram on Monday.",
        [],
    ),
    ("", "", []),
)


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_a_sentence_has_its_topic_or_none(line: str):
    name, sentence = line.split(" | ")
    found = find_topics("", sentence)
    assert (found[-1].name if found else "none") == name, found
    assert topic_of(found) == (None if name == "none" else MEDIA_TOPICS[name][1] or name)


@pytest.mark.parametrize(("title", "body", "names"), STORIES)
def test_a_story_has_its_topics_the_best_read_first_and_broad_before_narrow(title: str, body: str, names: list[str]):
    found = find_topics(title, body)
    assert [topic.name for topic in found] == names
    assert all(topic.qcode == MEDIA_TOPICS[topic.name][0] for topic in found)


def test_a_topic_shows_the_words_it_was_read_from():
    body = "The river Ulan, swollen for days, burst its banks."
    topic = find_topics("", body)[0]
    assert topic.words == "river … burst"
    assert [body[span.start : span.end] for span in topic.spans] == ["river", "burst"]
    assert find_topics("Ferry capsizes off Trel", "")[0].spans == ()


def test_the_newsroom_s_stories_have_the_topics_that_a_careful_reader_gives_them():
    for story in load_stories():
        topics = [topic.name for topic in find_topics(story.headline, story.body, language=story.expected.language)]
        for event in story.expected.events:
            if event.topic is not None and story.expected.language == "en":
                assert any(name.startswith(event.topic) for name in topics), (story.headline, topics)
            elif event.topic is None:
                assert "sport" not in topics, story.headline


NO_ACT = """
A river burst its banks and tore through a town on Tuesday, killing at least 34 people, rescue officials said.
Floods killed 19 people in the valley in 2018.
A magnitude 6 quake struck Tamsa on Sunday, killing 40 villagers and destroying homes.
The authorities evacuated 6,000 residents after the flood.
A landslide blocked the road and killed two drivers near Port Sable.
An explosion at a gas plant killed two workers on Friday.
The blast at the fireworks factory in Tarn on Monday killed nine people.
Four children were killed when a silo collapsed on a bus in Holm on May 14.
The virus has killed 300 patients in Dorana, the health ministry said.
Doctors are fighting an outbreak of cholera in Port Sable, which killed nine children.
The government declared a state of emergency in Luvena after a typhoon tore roofs off homes.
Kestria's captain attacked the defenders of Lunhaven and scored a goal in the second half of the match.
The judges struck down the government's ban in a ruling on Friday.
Defence lawyers attacked the prosecutor's evidence in court on Monday.
The government attacked the ruling of the court in Lima on Friday.
Peru attacked Chile from the start in Lima on Sunday. Their striker scored two goals before halftime.
Peru attacked Chile from the start in Lima on Sunday. They beat the visitors on penalties in the tournament final.
"""

ACTS = """
ASSAULT | Floods killed 19 people in Belvara on Monday. Rebels attacked a relief convoy there, killing four soldiers.
ASSAULT | A gunman killed three nurses at a hospital in Dorana where patients with cholera are treated.
ASSAULT | Police shot dead two looters in Tamsa on Sunday after an earthquake destroyed homes.
ASSAULT | A court in Harn sentenced the man who stabbed two passengers on a train in March.
ASSAULT | Hooligans attacked police officers in Dorana on Sunday. Real Norte had scored two goals before halftime.
SANCTION | A court in Moravia sentenced the activist to nine years.
COERCE | Police arrested the owner of the ferry that capsized off Trel.
PROTEST | Villagers protested in Dastra against the governor after the flood destroyed their homes.
ASSAULT | A bomb exploded at a gas plant in Orlava on Friday, killing two guards.
ASSAULT | Militants blew up a dam in Zembara, and the flood killed 30 villagers.
"""


@pytest.mark.parametrize("text", NO_ACT.strip().splitlines())
def test_what_nobody_meant_is_no_assault(text: str):
    found = extract_events(text, published_on=day("2024-05-13"))
    assert [(event.type, event.trigger) for event in found if event.type in ("ASSAULT", "RETREAT", "COERCE")] == []


@pytest.mark.parametrize("line", ACTS.strip().splitlines())
def test_an_act_keeps_its_row_whatever_the_story_is_about(line: str):
    kind, text = line.split(" | ")
    assert kind in {event.type for event in extract_events(text, published_on=day("2024-05-13"))}


def test_the_dead_of_a_flood_are_not_counted_for_an_attack_in_it():
    text = (
        "Floods killed 19 people in Belvara on Monday. "
        "Rebels attacked a convoy with relief goods in Belvara on Monday, killing four soldiers."
    )
    (event,) = (e for e in extract_events(text, published_on=day("2024-05-13")) if e.type == "ASSAULT")
    assert [(count.kind, count.min) for count in event.casualties] == [("killed", 4)]
    assert event.topic == "disaster"


def test_the_pipeline_s_topics_are_taken_before_those_of_the_body_alone():
    text = "Police arrested two men in Lyon."
    assert extract_events(text)[0].topic is None
    topics = find_topics("Ferry capsizes off Trel", text)
    assert extract_events(text, topics=topics)[0].topic == "accident and emergency incident"


def test_other_languages_have_no_topic():
    assert find_topics("", "Le ferry capsized.", language="fr") == ()


def test_every_rule_names_a_media_topic():
    assert {rule.topic for rule in read_rules()} <= set(MEDIA_TOPICS)
    assert {rule.topic for rule in read_rules()} | {broad for _, broad in MEDIA_TOPICS.values() if broad} == set(
        MEDIA_TOPICS
    )


WORDS = (
    "river|burst|the|court|ruled|of|a|flood|like|no|ferry|capsized|in|politics|.|bomb|goal|scored|film|-|\n\n|could"
).split("|")


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_order_of_words_is_read_and_spans_lie_in_the_body(words: list[str], title: list[str]):
    body = " ".join(words)
    for topic in find_topics(" ".join(title), body):
        assert all(isinstance(span, Span) and 0 <= span.start < span.end <= len(body) for span in topic.spans)


@pytest.mark.parametrize("unit", ["flood ", "ferry capsized ", "flood of ", "court, ", "like a fire. "])
def test_time_is_bounded_however_long_the_text(unit: str):
    began = time.process_time()
    find_topics("", unit * 40_000)
    assert time.process_time() - began < 5
