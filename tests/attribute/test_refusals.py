"""Families of refusals and silences, as the rules alone read them: the sentences are ours, the people invented."""

from __future__ import annotations

import pytest

from tests.attribute.rules import Told, told

REFUSALS = [
    ("Kern declined multiple requests for an interview.", ("Kern", "declined", "multiple requests for an interview")),
    ("Venn declined a question about the tolls.", ("Venn", "declined", "a question about the tolls")),
    ("The court refused requests to stop the sale.", ("The court", "refused", "requests to stop the sale")),
    ("The dock refused an offer from its rival.", ("The dock", "refused", "an offer from its rival")),
    ("Kern declined at first to name the yard.", ("Kern", "declined", "to name the yard")),
    ("The premier refused, on Tuesday, to criticise the envoy.", ("The premier", "refused", "to criticise the envoy")),
    ("Sen. Ada Kern (V-Lun.) refused to back the bill.", ("Sen. Ada Kern (V-Lun.)", "refused", "to back the bill")),
    ("Ilse Morn, who through her office declined to comment, left early.", ("who", "declined", "to comment")),
    ("The mayor did not release the amount of the fine.", ("The mayor", "did not release", "the amount of the fine")),
    ("The order gave no reasons.", ("The order", "gave", "no reasons")),
    (
        "Venn would not offer details of the route.",
        ("Venn", "would not offer details of", "the route"),
    ),
    (
        "The yard has provided no further details about the fire.",
        ("The yard", "has provided no further details about", "the fire"),
    ),
    ("The speech made no mention of the strike.", ("The speech", "made no mention of", "the strike")),
    (
        "The report did not include any mention of the leak.",
        ("The report", "did not include any mention of", "the leak"),
    ),
    (
        "If the union wins, the port could close the gate or decline to appeal to the court should the judge agree.",
        ("the port", "decline", "to appeal to the court"),
    ),
    (
        "By refusing to admit any fault, Kern and Venn made it worse.",
        ("Kern and Venn", "refusing", "to admit any fault"),
    ),
    (
        "The bill is stuck, with Vale senators refusing to allow a hearing.",
        ("Vale senators", "refusing", "to allow a hearing"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFUSALS)
def test_a_refusal_is_read_with_its_source_and_what_is_refused(text: str, expected: Told):
    assert expected in told(text)


SECOND = [
    (
        "Kern defended the mill and refused to close it.",
        [("Kern", "defended", "the mill"), ("Kern", "refused", "to close it")],
    ),
    (
        "Venn said she had no plan and would not identify the donors.",
        [("Venn", "said", "she had no plan"), ("Venn", "would not identify", "the donors")],
    ),
    (
        "Morn said the ferry had left, but Oort did not say when.",
        [("Morn", "said", "the ferry had left"), ("Oort", "did not say", "when")],
    ),
    (
        "The yard declined to comment and port officials later said the crane was old.",
        [("The yard", "declined", "to comment"), ("port officials", "later said", "the crane was old")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SECOND)
def test_a_second_deed_of_a_sentence_is_its_own_row(text: str, expected: list[Told]):
    assert told(text) == expected


NEITHER = [
    "Shares of the mill declined a further 3 percent.",
    "The driver was refused entry to the port.",
    "Oort worried about the town’s decline to ruin.",
]


@pytest.mark.parametrize("text", NEITHER)
def test_what_falls_or_is_turned_away_refuses_nothing(text: str):
    assert not [cue for _, cue, _ in told(text) if cue.startswith(("decl", "refus"))]
