"""A story as one HTML page: whole, escaped, asking nobody for anything."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

from pipelines.explain import Reading, page
from pipelines.explain.map import HEIGHT, WIDTH, Pin, draw_map
from schemas.attribution import Attribution
from schemas.event import Event, Participant, Place
from schemas.story import Span
from tests.pipelines.explain.stories import by_hand, of_newsroom

HOSTILE = '</style></article><script>alert("1")</script><img src=x onerror=alert(1)>\u202e&amp;'


def hostile() -> Reading:
    """A story each of whose texts tries to leave its place."""
    spans = (Span(0, len(HOSTILE)),)
    said = Attribution(
        seq=0,
        source=HOSTILE,
        source_spans=spans,
        cue=HOSTILE,
        content_spans=spans,
        quote_type="direct",
        source_kind="other",
        speaker=HOSTILE + "1",
        anonymous=True,
        anonymity_reason=HOSTILE,
        told_to=HOSTILE,
    )
    happened = Event(
        event_id="e",
        seq=0,
        type="ASSAULT",
        trigger=HOSTILE,
        trigger_spans=spans,
        actors=(Participant(text=HOSTILE, spans=spans, name=HOSTILE + "1"),),
        places=(Place(words=HOSTILE, name=HOSTILE, lat=1.0, lon=2.0),),
        claimant=HOSTILE,
    )
    return by_hand(HOSTILE, [said], [happened], title=HOSTILE)


@pytest.mark.parametrize("reading", [of_newsroom("drone-attack-dovrin"), hostile()], ids=["story", "hostile"])
def test_a_page_runs_nothing_and_asks_nobody(reading: Reading):
    text = page(reading)
    tree = html.document_fromstring(text)
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= set(
        "html head meta title style body header h1 h2 p span figure figcaption svg g path circle text main div aside "
        "article b i dl dt dd a footer".split()
    )
    names = {name for element in tree.iter() for name in element.attrib}
    assert names <= set(
        "lang dir charset http-equiv content name class id href tabindex "
        "viewbox role aria-label d x y cx cy r text-anchor".split()
    )
    assert all(link.startswith("#r") for link in tree.xpath("//@href"))
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert "\u202e" not in text


def test_the_text_of_the_page_is_the_story():
    reading = of_newsroom("drone-attack-dovrin")
    tree = html.document_fromstring(page(reading))
    for link in tree.xpath("//p[@class='text']/a[starts-with(@class, 'n ')]"):
        link.drop_tree()
    shown = [paragraph.text_content() for paragraph in tree.xpath("//p[@class='text']")]
    assert shown == reading.story.body.split("\n\n")


def test_every_row_has_a_card_words_in_the_text_and_a_rule_that_lights_both():
    reading = of_newsroom("drone-attack-dovrin")
    text = page(reading)
    tree = html.document_fromstring(text)
    assert len(reading.attributions) > 8
    assert reading.events
    for row in ("1", "9", "E1"):
        assert len(tree.xpath(f"//article[@id='r{row}']")) == 1
        words = tree.xpath(f"//p//span[contains(concat(' ', @class, ' '), ' r{row} ')]")
        assert "".join(span.text_content() for span in words)
        assert tree.xpath(f"//p/a[@href='#r{row}']")
        assert f".r{row}:is(:hover,:focus,:focus-within,:target)) .r{row}{{" in text
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)) == len(reading.rows)


def test_the_cards_say_what_the_rows_say():
    tree = html.document_fromstring(page(of_newsroom("drone-attack-dovrin")))
    (card,) = tree.xpath("//article[@id='r6']")
    facts = {fact.findtext("dt"): fact.findtext("dd") for fact in card.xpath(".//dl/div")}
    assert facts["count"] == "5 (“Two … three”)"
    assert facts["anonymous"] == "no reason given"
    (happened,) = tree.xpath("//article[@id='rE1']")
    carried = happened.xpath(".//dt[text()='on the word of']/following-sibling::dd/a/text()")
    assert carried
    assert all(tree.xpath(f"//article[@id='r{row}']") for row in carried)


def circles(svg: str) -> list[tuple[float, float]]:
    tree = etree.fromstring(svg)
    return [(float(one.get("cx")), float(one.get("cy"))) for one in tree.iter("circle") if one.get("class") == "pin"]


@pytest.mark.parametrize(
    ("places", "in_order"),
    [
        ([(52.52, 13.41)], "one"),
        ([(52.52, 13.41), (48.85, 2.35)], "east, west"),
        ([(-17.8, 178.0), (-21.2, -175.2)], "west, east"),
        ([(90.0, 0.0), (-90.0, 180.0)], "north, south"),
        ([(0.0, -179.9), (0.0, 0.0), (0.0, 120.0), (0.0, -100.0)], "world"),
        ([(33.3, 44.4), (33.3, 44.4)], "same"),
    ],
)
def test_every_place_lies_on_the_map_the_shorter_way_round(places: list[tuple[float, float]], in_order: str):
    found = circles(draw_map([Pin(lat, lon, "Here", ("E1",)) for lat, lon in places]))
    assert len(found) == len(places)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)
    if in_order == "east, west":
        assert found[0][0] > found[1][0]
    if in_order == "west, east":
        assert found[0][0] < found[1][0]
    if in_order == "north, south":
        assert found[0][1] < found[1][1]


def test_the_land_of_the_map_is_the_gazetteers_and_credited():
    svg = draw_map([Pin(48.85, 2.35, "Paris", ("E1",))])
    assert svg.count("h0") > 500
    assert ">FRANCE<" in svg
    assert re.search(r">\d+ km<", svg)
    event = Event(event_id="e", seq=0, type="PROTEST", trigger="", places=(Place(words="Paris", lat=48.85, lon=2.35),))
    assert "GeoNames, CC BY 4.0" in page(by_hand("In Paris.", events=[event]))
