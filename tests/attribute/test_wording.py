"""Wordings that lead a reader of sentences astray: terms of anonymity, adjuncts, asides, odd names."""

from __future__ import annotations

import pytest

from schemas.attribution import Attribution
from transforms.attribute import extract_attributions


def only(text: str) -> Attribution:
    (row,) = extract_attributions(text)
    return row


TERMS = [
    "A clerk at the mint who insisted on anonymity said the vault was empty.",
    "A broker who asked for anonymity said the vault was empty.",
    "An aide to the regent, who requested strict anonymity because the audit is secret, said the vault was empty.",
    "A cook, who asked that his full name not be printed, said the vault was empty.",
]


@pytest.mark.parametrize("text", TERMS)
def test_to_stay_unnamed_is_a_condition_and_no_statement(text: str):
    row = only(text)
    assert row.cue == "said"
    assert row.content == "the vault was empty"
    assert row.anonymous


ADJUNCTS = [
    "on condition of anonymity that",
    "late on Tuesday that",
    "in a brief note to creditors that",
    "by telephone from the border that",
    "during a stormy sitting of the assembly that",
]


@pytest.mark.parametrize("adjunct", ADJUNCTS)
def test_how_and_when_it_was_said_is_not_what_was_said(adjunct: str):
    row = only(f"A Tarvian envoy said {adjunct} three mills had closed.")
    assert row.content is not None
    assert row.content.removeprefix("that ") == "three mills had closed"


def test_what_a_thing_said_about_is_like_stays_in_the_content():
    row = only("The envoy said of the mills that burned that nobody owned them.")
    assert row.content is not None
    assert "of the mills" in row.content


def test_a_vow_keeps_its_infinitive():
    row = only("Ode Harl, leaning on a crutch, vowed to walk every Sunday until the gate opens.")
    assert row.content == "to walk every Sunday until the gate opens"


def test_an_aside_on_what_was_asked_is_not_the_source():
    text = "The port board in Sarrow, asked when the lock would open, said it was still counting barges."
    said = next(row for row in extract_attributions(text) if row.cue == "said")
    assert said.source == "The port board in Sarrow"


def test_a_source_is_whole_where_its_relative_clause_has_two_verbs():
    row = only("Three guards close to the clans that Marr has armed and housed in Sarrow said the well was dry.")
    assert row.source == "Three guards close to the clans that Marr has armed and housed in Sarrow"


def test_who_somebody_calls_himself_belongs_to_the_source():
    row = only("A woman who described herself as the treasurer of the lodge said the safe was open.")
    assert row.source == "A woman who described herself as the treasurer of the lodge"


@pytest.mark.parametrize("name", ["Fell", "Rose", "Stood"])
def test_a_name_that_could_be_a_verb_speaks(name: str):
    assert only(f"{name}’s deputy, Ola Venn, said the pier was gone.").source == f"{name}’s deputy, Ola Venn"
    assert only(f"{name} told reporters the pier was gone.").source == name


def test_who_adds_is_who_spoke_and_not_whom_he_spoke_of():
    rows = extract_attributions("A broker said the banks had told staff to sell, adding that he had not sold.")
    assert [row.source for row in rows if row.cue == "adding"] == ["A broker"]


REFUSALS = [
    ("Ola Venn would not say whether the pier had been insured.", "would not say"),
    ("Neither envoy would say how long the talks had lasted.", "would say"),
    ("The mill did not say who owned the barge.", "did not say"),
    ("Kessel Steel referred all questions to its insurer.", "referred"),
]


@pytest.mark.parametrize(("text", "cue"), REFUSALS)
def test_not_to_answer_is_a_refusal(text: str, cue: str):
    row = only(text)
    assert (row.stance, row.cue) == ("no_comment", cue)


def test_to_say_nothing_of_a_thing_is_what_was_said():
    row = only("Ola Venn would not say that the pier was safe.")
    assert row.stance == "statement"


def test_a_noun_after_its_article_is_no_verb():
    assert extract_attributions("A recount is to end by May. A volunteer group mended the pier.") == ()


NAMED_AFTER = [
    ("His lawyer, Ode Harl,", "Ode Harl"),
    ("Its chairwoman, Professor Ola Venn,", "Ola Venn"),
    ("The Tarvian envoy to Sarrow, Ode Harl,", "Ode Harl"),
    ("Kessel’s head of sales, Ola Venn,", "Ola Venn"),
    ("Harl’s wife, Marta,", "Marta"),
    ("The arbiter, the retired surgeon Ode Harl,", "Ode Harl"),
]


@pytest.mark.parametrize(("source", "speaker"), NAMED_AFTER)
def test_somebody_described_first_and_named_after_is_named(source: str, speaker: str):
    row = only(f"{source} said the pier was gone.")
    assert (row.source_kind, row.speaker, row.anonymous) == ("named_person", speaker, False)


def test_a_spokesman_named_after_his_office_is_named():
    row = only("The mill’s spokesman, Ode Harl, said the pier was gone.")
    assert (row.source_kind, row.speaker) == ("spokesperson", "Ode Harl")


BODIES = [
    "The operator Sundgas said the valve was shut.",
    "Sundgas, the valve’s owner, said it was shut.",
    "A gang calling itself Blue Heron said the valve was shut.",
    "Two of the four mills, Orva Flour and Harl Grain, are companies. Two of the nine firms said the valve was shut.",
    "A panel of divers said the valve was shut.",
    "The civil guard said the valve was shut.",
]


@pytest.mark.parametrize("text", BODIES)
def test_a_body_is_no_person_however_it_is_called(text: str):
    row = extract_attributions(text)[-1]
    assert (row.source_kind, row.speaker, row.anonymous) == ("organisation", None, False)


def test_a_body_introduced_once_stays_one():
    rows = extract_attributions("The operator Sundgas said the valve was shut. Sundgas denied that it had leaked.")
    assert [row.source_kind for row in rows] == ["organisation", "organisation"]


def test_a_last_name_that_looks_like_a_country_s_people_is_still_a_name():
    rows = extract_attributions("Health Minister Esi Dukali arrived. Dukali said the well was shut.")
    assert rows[-1].speaker == "Esi Dukali"


UNNAMED = [
    "A member of the crew said the pier was gone.",
    "A reader told the newspaper the pier was gone.",
    "A man who answered the telephone at the lighthouse said the pier was gone.",
    "A woman who introduced herself as a spokeswoman for the lodge said the pier was gone.",
]


@pytest.mark.parametrize("text", UNNAMED)
def test_one_person_whom_the_story_does_not_name_is_anonymous(text: str):
    row = only(text)
    assert row.anonymous
    assert row.speaker is None


def test_terms_that_the_next_sentence_states_are_those_of_the_source():
    row = extract_attributions(
        "Two customs officers said the crane had failed. Both spoke on condition of anonymity because the case is open."
    )[0]
    assert (row.anonymous, row.anonymity_reason) == (True, "the case is open")


SAID = [
    ("Kessel Steel said it did not comment on market talk.", "no_comment"),
    ("“We never comment on market talk,” a Kessel broker said.", "no_comment"),
    ("Ola Venn said she could neither confirm nor deny the sale.", "cannot_confirm"),
    ("Ola Venn said she had never owned a mill.", "denial"),
    ("The lodge said there was no truth in the story.", "denial"),
    ("The Grey Wolves claimed the bombing of the mill.", "claim_of_responsibility"),
    ("Ola Venn said she had owned a mill.", "statement"),
    ("The lodge said there was no milk in the store.", "statement"),
]


@pytest.mark.parametrize(("text", "stance"), SAID)
def test_what_is_said_can_be_a_refusal_or_a_denial(text: str, stance: str):
    assert only(text).stance == stance


def test_the_day_may_stand_before_the_verb():
    row = extract_attributions("The Grey Wolves on Monday denied that they had burned the mill.", published_on=19851)[0]
    assert row.said_on is not None
    assert row.said_on.words == "on Monday"


def test_a_second_demand_after_an_aside_is_read():
    rows = extract_attributions(
        "The Red Owls claimed the raid in a letter, which Kern has read, and demanded two million crowns in coin."
    )
    assert [(row.source, row.stance) for row in rows] == [
        ("The Red Owls", "claim_of_responsibility"),
        ("The Red Owls", "demand"),
    ]


@pytest.mark.parametrize(
    "text", ["Both sides attacked without rest.", "The crews pressed through the storm until dawn."]
)
def test_a_deed_is_not_speech(text: str):
    assert extract_attributions(text) == ()


def test_a_refusal_in_an_aside_ends_with_it():
    row = only("Kessel Steel, which declined to comment, is based in Sarrow.")
    assert (row.stance, row.content) == ("no_comment", "to comment")


def test_a_name_that_somebody_takes_is_no_statement():
    row = only("A gang calling itself Grey Lantern said on Friday that it had copied the files of the hospital.")
    assert row.source == "A gang calling itself Grey Lantern"
    assert row.cue == "said"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The harbour board refused to release the log of the tug.", "refused", "to release the log of the tug"),
        ("Kessel Steel declined to rebuild the kiln, and the town lost a mill.", "declined", "to rebuild the kiln"),
        ("The crew balked at unloading the grain.", "balked at", "unloading the grain"),
        ("Oort would not say whether Mr. Venn had signed.", "would not say", "whether Mr. Venn had signed"),
        ("Morn did not respond to the gazette's repeated requests for comment.", "did not respond to",
         "the gazette's repeated requests for comment"),
        ("Morn declined to comment, returned to the tug and left.", "declined", "to comment"),
    ],
)  # fmt: skip
def test_what_is_refused_ends_where_the_deed_does(text: str, cue: str, content: str):
    row = extract_attributions(text)[0]
    assert (row.cue, row.content) == (cue, content)
    assert row.source is not None


def test_who_is_asked_is_told_and_says_nothing():
    row = only("Venn was asked about the kiln.")
    assert (row.source, row.source_kind, row.stance, row.told_to) == (None, "none", "question", "Venn")
