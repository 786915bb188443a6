"""Who did what to whom in a sentence of several verbs, and that who tells of an act takes no part in it."""

from __future__ import annotations

import pytest

from transforms.attribute import extract_attributions
from transforms.event import extract_events
from transforms.event.mentions import find_mentions
from transforms.language.tokens import tokenize

ACTS = [
    ("Gunmen attacked a post near Osk and killed two guards.", "kill", ["Gunmen"], ["two guards"]),
    ("The army attacked the rebels and the police arrested ten men.", "attack", ["The army"], ["the rebels"]),
    ("The army attacked the rebels and the police arrested ten men.", "arrest", ["the police"], ["ten men"]),
    ("Holm visited Dorn and accused the rebels of lying.", "accuse", ["Holm"], ["the rebels"]),
    ("Rebels shot at soldiers who left the base and kidnapped a nurse.", "kidnap", ["Rebels"], ["a nurse"]),
    ("Gunmen who left the base and kidnapped a nurse were caught.", "kidnap", ["Gunmen"], ["a nurse"]),
    ("The men belonged to the Front, which attacked the army.", "attack", ["the Front"], ["the army"]),
    ("The army shot ten men after rebels attacked the town.", "attack", ["rebels"], ["the town"]),
    ("Oren met Lind, a charge her office rejected.", "reject", ["her office"], []),
    ("The port was attacked by rebels, guards and sailors said.", "attack", ["rebels"], ["The port"]),
    ("The port was attacked by a Tarsian-backed militia.", "attack", ["a Tarsian-backed militia"], ["The port"]),
    ("Gunmen shot dead a journalist in Goma.", "shoot", ["Gunmen"], ["a journalist"]),
    ("It was the third reporter killed in the country.", "kill", [], ["the third reporter"]),
    ("Masked men kidnapped a radio host.", "kidnap", ["Masked men"], ["a radio host"]),
    ("Rebels shot at men leaving a mosque before setting houses ablaze.", "setting ablaze", ["Rebels"], []),
    ("The mayor said the army had bombed the town and arrested ten men.", "arrest", ["the army"], ["ten men"]),
    ("The envoy flew to Osk and then criticised the king.", "criticise", ["The envoy"], ["the king"]),
    ("The blast killed two men and a woman was wounded.", "kill", [], ["two men"]),
    ("About 4,000 people marched through the capital.", "march", ["4,000 people"], []),
    ("Thousands marched in Osk on Sunday.", "march", ["Thousands"], []),
    ("Mira Sund accused the government of ignoring storms.", "accuse", ["Mira Sund"], ["the government"]),
]


@pytest.mark.parametrize(("text", "lemma", "actors", "targets"), ACTS)
def test_each_verb_has_its_own_parties(text: str, lemma: str, actors: list[str], targets: list[str]):
    tokens = tokenize(text)
    mention = next(mention for mention in find_mentions(tokens) if mention.trigger.lemma == lemma)
    assert [tokens.printed(phrase.first, phrase.end) for phrase in mention.actors] == actors
    assert [tokens.printed(phrase.first, phrase.end) for phrase in mention.targets] == targets


TOLD = [
    ("Ministers agreed to close two ports, the harbour master Ada Kern said.", "Ministers"),
    ("Two ministers threatened to resign, the prime minister, Ivo Marn, told reporters.", "Two ministers"),
]


@pytest.mark.parametrize(("text", "actor"), TOLD)
def test_who_tells_of_an_act_is_not_its_target(text: str, actor: str):
    (event,) = extract_events(text, attributions=extract_attributions(text))
    assert [party.text for party in event.actors] == [actor]
    assert event.targets == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Its leader, Max Oren, accused the council of lying.", "Max Oren"),
        ("The mayor, 54-year-old Ada Kern, criticised the army.", "Ada Kern"),
        ("European Union chief Ada Kern criticised the army.", "Ada Kern"),
        ("The commander, speaking in Goma, criticised the army.", None),
    ],
)
def test_who_is_named_behind_an_office_has_that_name(text: str, name: str | None):
    (event,) = extract_events(text)
    assert [party.name for party in event.actors] == [name]


@pytest.mark.parametrize("many", ["Thousands", "Hundreds", "Around 50 nurses"])
def test_a_crowd_without_a_name_can_protest(many: str):
    (event,) = extract_events(f"{many} rallied outside the ministry on Monday.")
    assert event.type == "PROTEST"
    assert [party.text for party in event.actors] == [many.removeprefix("Around ")]
