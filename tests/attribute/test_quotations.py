"""Quotations: straight and curly, broken by their verb, over sentences and paragraphs, within each other."""

from __future__ import annotations

import pytest

from schemas.attribution import Attribution
from transforms.attribute import extract_attributions
from transforms.attribute.quotations import find_quotations, is_speech


def rows(text: str) -> tuple[Attribution, ...]:
    return extract_attributions(text)


DIRECT = [
    '"The pier is gone," Venn said.',
    "“The pier is gone,” Venn said.",
    "“The pier is gone,” said Venn.",
    "‘The pier is gone,’ Venn said.",
    "``The pier is gone,'' Venn said.",
    "Venn said, “The pier is gone.”",
    "Venn said: “The pier is gone.”",
    "“The pier is gone!” Venn shouted.",
    "“Is the pier really gone?” Venn asked.",
]


@pytest.mark.parametrize("text", DIRECT)
def test_a_quotation_belongs_to_the_name_beside_its_verb(text: str):
    (row,) = rows(text)
    assert row.source == "Venn"
    assert row.quote_type == "direct"
    assert row.content is not None
    assert "gone" in row.content


def test_speech_partly_in_quotation_marks_is_mixed():
    (row,) = rows("Venn said the pier was “gone for good” and the harbour with it.")
    assert row.quote_type == "mixed"
    (row,) = rows("One of the divers described the wreck as “a church under water.”")
    assert row.quote_type == "mixed"


def test_a_quotation_broken_by_its_verb_is_one_row():
    (row,) = rows("“The pier is gone,” Venn said, “and nobody warned us.”")
    assert row.content == "“The pier is gone,” … “and nobody warned us.”"


def test_sentences_that_follow_in_quotation_marks_go_to_the_last_speaker():
    (row,) = rows("“The pier is gone,” Venn said. “We heard one crack. Then it fell.”")
    assert row.content == "“The pier is gone,” … “We heard one crack. Then it fell.”"


def test_one_quotation_of_several_sentences_is_whole():
    (row,) = rows("“There was one crack. Then it fell. We ran,” said Ada Oort, a diver.")
    assert row.content == "“There was one crack. Then it fell. We ran,”"
    assert row.source == "Ada Oort, a diver"


def test_a_speech_of_several_paragraphs_with_marks_opened_again_is_one_row():
    text = "Oort said:\n\n“They came at night. They took the boats.\n\n“We slept through it.\n\n“We will not again.”"
    (row,) = rows(text)
    assert row.source == "Oort"
    assert row.quote_type == "direct"
    assert row.content is not None
    for words in ("They came at night", "We slept through it", "We will not again"):
        assert words in row.content


def test_a_speech_whose_speaker_comes_in_its_last_paragraph_is_one_row():
    (row,) = rows("“They took the boats.\n\n“We will not sleep again,” Oort said.")
    assert row.content == "“They took the boats … “We will not sleep again,”"


def test_a_quotation_within_a_quotation_does_not_end_it():
    (row,) = rows("“He told me, ‘Leave the boats,’ and I left,” Venn said.")
    assert row.source == "Venn"
    assert row.content == "“He told me, ‘Leave the boats,’ and I left,”"


def test_a_name_and_a_colon_before_a_quotation_attribute_it():
    (row,) = rows("Ada Oort, diver: “We ran and left it all.”")
    assert (row.source, row.cue, row.quote_type) == ("Ada Oort, diver", ":", "direct")


def test_a_term_in_marks_is_no_speech():
    text = "The so-called “winter ferry” ran late."
    (quotation,) = find_quotations(text, 0, len(text))
    assert not is_speech(text, quotation)
    assert rows(text) == ()


def test_apostrophes_open_no_quotation():
    text = "It's the dockers' hall and Venn's too, isn't it"
    assert find_quotations(text, 0, len(text)) == []


def test_a_mark_that_never_closes_reaches_to_the_end_of_its_paragraph():
    text = "“We ran and ran and ran"
    (quotation,) = find_quotations(text, 0, len(text))
    assert quotation.open
    assert quotation.end == len(text)


def test_a_paragraph_set_apart_after_a_colon_is_what_was_said():
    (row,) = extract_attributions("The governor added:\n\nThe pier is gone. It will not be built again.\n\nIt rained.")
    assert (row.source, row.content) == ("The governor", "The pier is gone. It will not be built again")
