"""Who has the floor: quotations, lists and turns that stand in paragraphs of their own."""

from __future__ import annotations

import pytest

from tests.attribute.rules import told

QUOTE = "“The gate was open and nobody came.”"


@pytest.mark.parametrize(
    ("before", "cue"),
    [
        ("Morn once ran the yard, but now said the port had “every reason to be proud of its crew.”", "now said"),
        ("Morn shot back in a letter, saying the port was sound.", "saying"),
        ("Morn said that some critics had been predicting a flood for years.", "said"),
        ("Morn said the port was sound, adding that it was old.", "said"),
        ("Morn called them on it:", "called"),
    ],
)
def test_a_quotation_after_a_paragraph_belongs_to_who_speaks_there_himself(before: str, cue: str):
    holders = [row for row in told(f"{before}\n\n{QUOTE}\n\nThe sea was calm.") if row[2].endswith(QUOTE)]
    assert [(source, verb) for source, verb, _ in holders] == [("Morn", cue)]


def test_a_statement_that_is_issued_holds_the_next_paragraph():
    (row,) = told(f"Morn issued the following statement:\n\n{QUOTE}")
    assert row == ("Morn", "issued the following statement", QUOTE)


def test_a_block_goes_on_while_its_quotation_stays_open():
    text = "The Vale Gazette reports:\n\n“The gate was shut.\n\n“It opened at dusk and nobody came.”\n\nMorn left."
    (row,) = told(text)
    assert row[0] == "The Vale Gazette"
    assert row[2].startswith("“The gate")
    assert row[2].endswith("nobody came.”")


def test_the_items_of_a_list_belong_to_what_announces_them():
    text = "Morn suggested that the yard has tasks:\n\nMend the gate\n\nPay the crew\n\nOpen by June.\n\nIt rained."
    (row,) = told(text)
    assert row[2] == "that the yard has tasks … Mend the gate … Pay the crew … Open by June"


def test_a_paragraph_after_a_colon_is_no_list():
    (row,) = told("Morn said the yard was shut:\n\nIt rained all day in the vale and nobody came to the gate.")
    assert row[2] == "the yard was shut"


def test_a_turn_of_a_transcript_reaches_to_the_next():
    text = "KERN: The gate was open.\n\nNobody came to it.\n\nMORN: That is so.\n\nKERN: Then we agree.\n\nMORN: We do."
    first, *_ = told(text)
    assert first == ("KERN", ":", "The gate was open.\n\nNobody came to it")


def test_words_in_parentheses_stand_within_a_source():
    assert told("Sen. Ada Kern (V-Lun.) said the bill was lost.") == [
        ("Sen. Ada Kern (V-Lun.)", "said", "the bill was lost")
    ]


def test_an_agency_in_parentheses_is_no_part_of_a_source():
    assert told("SARROW, June 3 (Agency) - Dockers said the gate was shut.")[0][0] == "Dockers"


def test_a_participle_after_with_belongs_to_the_name_before_it():
    rows = told("The port was split, with the union of dockers calling the plan a trap.")
    assert ("the union of dockers", "calling", "the plan a trap") in rows
