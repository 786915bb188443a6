"""Any number of further stories from word lists: for the tests of scale, each different, each the same every time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Final

from tests.newsroom.story import Expected, ExpectedAttribution, NewsroomStory, Picture

_FIRST: Final = [
    "Adela",
    "Bruno",
    "Corin",
    "Dalia",
    "Edvin",
    "Farah",
    "Goran",
    "Hanne",
    "Idris",
    "Jolanta",
    "Karel",
    "Lena",
    "Marek",
    "Nadia",
    "Osman",
    "Petra",
    "Quirin",
    "Rosa",
    "Stellan",
    "Tamar",
    "Ulrik",
    "Vesna",
    "Wanda",
    "Yusuf",
    "Zora",
]
_LAST: Final = [
    "Arvane",
    "Belkor",
    "Castrel",
    "Dovan",
    "Ekholt",
    "Farsund",
    "Gostava",
    "Hallenby",
    "Istrak",
    "Jurmal",
    "Kesten",
    "Lorvik",
    "Marosh",
    "Nilvane",
    "Ostrel",
    "Perrault",
    "Quenby",
    "Rastov",
    "Selmer",
    "Torvane",
    "Umbric",
    "Valdas",
    "Wexholm",
    "Yarrow",
    "Zemlin",
]
_CITIES: Final = [
    "DOVRIN",
    "LUNHAVEN",
    "KITOMA",
    "STENNVIK",
    "TARSKA",
    "QASIMAR",
    "BELVARA",
    "HOLMFORD",
    "ORLAVA",
    "PESTRIN",
    "RADOVA",
    "SELGRAD",
    "TIMORVA",
    "VASKA",
]
_BODIES: Final = (
    "the harbour authority",
    "the interior ministry",
    "the rail operator Nordbane",
    "the regional council",
    "the mining firm Galdora",
    "the teachers’ union",
    "the energy regulator",
    "the fisheries board",
    "the city’s fire service",
    "the airline Aerovesta",
    "the opposition Civic Front",
    "the water company Klarflod",
    "the public health office",
    "the customs service",
)
_DEEDS: Final = (
    "suspended night traffic on the northern line",
    "opened an inquiry into the collapse of a grain silo",
    "agreed to raise wages by {share} percent",
    "closed the coal terminal after a fire",
    "signed a supply contract worth {sum} million crowns",
    "withdrew its plan for a second bridge",
    "ordered the recall of {count} heaters",
    "postponed the vote on the new harbour tariff",
    "detained {small} people at a checkpoint",
    "evacuated {count} residents after a landslide",
    "called a strike of {small} days at the container port",
    "published the accounts of the flood relief fund",
    "lifted the ban on trawling in the outer bay",
    "refused to renew the licence of a chemical plant",
)
_REASONS: Final = (
    "because they were not authorised to speak to the media",
    "on condition of anonymity because the talks are private",
    "on condition of anonymity, citing the sensitivity of the matter",
)
_REFUSALS: Final = (
    "{body} declined to comment",
    "{body} did not immediately respond to a request for comment",
    "{body} could not be reached for comment",
)
_QUOTES: Final = (
    "We have read the report page by page, and we will answer it page by page",
    "Nobody here was told before the notice went up on the gate",
    "It is the third time since spring, and each time the pumps were said to be new",
    "The money is there, the crews are there, what is missing is a signature",
    "We will not bargain over safety, neither today nor after the holiday",
    "People want to know when the trains run again, not who is to blame",
)
_CONTEXT: Final = (
    "The dispute began in {month} when {body} changed the rules for contractors without a hearing.",
    "About {count} households draw their power from the plant, which was built {years} years ago.",
    "Shares in companies that use the port fell {share} percent in early trading.",
    "An earlier agreement lapsed in {month}, and talks on a new one have made little headway.",
    "The region exports some {sum} million crowns’ worth of timber and fish a year.",
    "A similar case {years} years ago ended with a fine and the departure of two managers.",
)
_MONTHS: Final = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
_START: Final = dt.datetime(2025, 10, 1, 6, 0, tzinfo=dt.UTC)


def generate(n: int, seed: int = 1) -> Iterator[NewsroomStory]:
    """The first n stories of a seed, one at a time."""
    for index in range(n):
        yield generated_story(index, seed)


def generated_story(index: int, seed: int = 1) -> NewsroomStory:
    """The story with this number; no two numbers of a seed share a body."""
    chance = random.Random(f"{seed}/{index}")
    city, body, deed = chance.choice(_CITIES), chance.choice(_BODIES), _fill(chance.choice(_DEEDS), chance)
    who = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    published = _START + dt.timedelta(minutes=index % 50_000)
    agency, dateline = _agency(chance, city, published)
    lead = f"{body[0].upper()}{body[1:]} {deed}, a spokesman said on {published:%A}."
    paragraphs = [
        lead,
        f"“{chance.choice(_QUOTES)},” {who}, who heads the works council, told reporters in file {index:06d}/{seed}.",
        _sources(chance),
        f"{_fill(chance.choice(_REFUSALS), chance, capital=True)}.",
        *(_fill(text, chance) for text in chance.sample(_CONTEXT, chance.randint(2, 5))),
    ]
    writer, editor = (f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(2))
    headline = f"{body[0].upper()}{body[1:]} {deed.split(' of ')[0]}, {city.title()} says"
    return NewsroomStory(
        slug=f"generated-{seed}-{index:06d}",
        headline=headline,
        paragraphs=tuple(paragraphs),
        published=published,
        modified=published,
        dateline=dateline,
        agency=agency,
        keywords=(city.title(),),
        closing=(f"(Reporting by {writer}; Editing by {editor})",),
        pictures=(Picture(text=f"A street in {city.title()} on {published:%B %d}.", credit=f"{agency} / {writer}"),),
        expected=Expected(
            title=headline,
            begins=lead[:40],
            ends=paragraphs[-1][-40:],
            paragraphs=len(paragraphs),
            agency=agency,
            place=city.title(),
            byline=(writer, editor),
            removed=("dateline", "byline", "caption"),
            attributions=(
                ExpectedAttribution(source="a spokesman", cue="said", content=deed.split(",")[0], kind="spokesperson"),
                ExpectedAttribution(source=who, cue="told", kind="named_person", told_to="reporters"),
            ),
        ),
    )


def _agency(chance: random.Random, city: str, day: dt.datetime) -> tuple[str, str]:
    """An agency's name, and its dateline for a city and a day."""
    return chance.choice(
        (
            ("Reuters", f"{city}, {day:%b} {day.day} (Reuters) -"),
            ("Associated Press", f"{city} (AP) —"),
            ("Agence France-Presse", f"{city.title()} (AFP) –"),
            ("Meridian", f"{city}, {day:%b} {day.day} (Meridian) -"),
        )
    )


def _sources(chance: random.Random) -> str:
    count = chance.choice(("Two", "Three", "Four"))
    return (
        f"{count} people familiar with the decision said {_fill(chance.choice(_BODIES), chance)} had been warned in "
        f"{chance.choice(_MONTHS)}. They spoke {chance.choice(_REASONS)}."
    )


def _fill(text: str, chance: random.Random, *, capital: bool = False) -> str:
    filled = text.format(
        share=f"{chance.randint(1, 9)}.{chance.randint(0, 9)}",
        sum=chance.randint(12, 900),
        count=f"{chance.randint(1, 40)},{chance.randint(100, 999)}",
        small=chance.randint(3, 9),
        years=chance.randint(6, 38),
        month=chance.choice(_MONTHS),
        body=chance.choice(_BODIES),
    )
    return filled[0].upper() + filled[1:] if capital else filled
