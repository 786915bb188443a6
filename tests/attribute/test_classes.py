"""One table a class of attribution: the sentences are ours, the people and places invented."""

from __future__ import annotations

import pytest

from schemas.attribution import Attribution
from schemas.columns import day
from transforms.attribute import extract_attributions

Expected = tuple[str | None, str, str | None]
"""Source, a word of the cue, content."""


def rows(text: str) -> tuple[Attribution, ...]:
    found = extract_attributions(text, published_on=day("2024-05-08"))
    for row in found:
        for words, spans in (
            (row.source, row.source_spans),
            (row.cue, row.cue_spans),
            (row.content, row.content_spans),
        ):
            assert words is None or words == " … ".join(text[span.start : span.end] for span in spans)
    return found


def told(text: str) -> list[Expected]:
    return [(row.source, (row.cue or "").split()[0], row.content) for row in rows(text)]


INDIRECT = [
    ("The harbour master said the ferry had left early.", "The harbour master", "the ferry had left early"),
    ("Orla Venn told the council that the dam was sound.", "Orla Venn", "that the dam was sound"),
    ("Venn has repeatedly argued that tolls hurt traders.", "Venn", "that tolls hurt traders"),
    ("On Friday, the union announced it would strike.", "the union", "it would strike"),
    ("In Sarrow, farmers complained that the wells were dry.", "farmers", "that the wells were dry"),
    ("But the grid operator insisted supplies were safe.", "the grid operator", "supplies were safe"),
    (
        "Ilse Morn, the mayor of Sarrow, said the bridge would close.",
        "Ilse Morn, the mayor of Sarrow",
        "the bridge would close",
    ),
    (
        "Pavel Oort, 61, a fisherman who lives near the pier, said the catch had halved.",
        "Pavel Oort, 61, a fisherman who lives near the pier",
        "the catch had halved",
    ),
    (
        "Officials who inspected the mine said it was safe.",
        "Officials who inspected the mine",
        "it was safe",
    ),
    ("According to the port authority, traffic fell 3 percent.", "the port authority", "traffic fell 3 percent"),
    ("Traffic fell 3 percent, according to the port authority.", "the port authority", "Traffic fell 3 percent"),
    ("The mine is safe, Morn said.", "Morn", "The mine is safe"),
    ("The mine is safe, said Ilse Morn, the mayor of Sarrow.", "Ilse Morn, the mayor of Sarrow", "The mine is safe"),
]


@pytest.mark.parametrize(("text", "source", "content"), INDIRECT)
def test_indirect_speech_has_its_whole_source_and_content(text: str, source: str, content: str):
    found = rows(text)
    assert [(row.source, row.content, row.quote_type) for row in found] == [(source, content, "indirect")]


def test_content_on_both_sides_of_its_verb_is_one_row_of_two_pieces():
    (row,) = rows("The tunnel, engineers said, will open in June.")[:1] or [None]
    assert row is not None
    (row,) = rows("The tunnel is dry, the engineers said, and trains will run by June.")
    assert (row.source, row.content) == ("the engineers", "The tunnel is dry … and trains will run by June")


def test_the_lead_form_gives_the_sources_after_the_statement():
    (row,) = rows(
        "A blast at the Kessel depot was set off by at least one dockers' gang, "
        "Marrish police officers and sources close to the gang said."
    )
    assert row.source == "Marrish police officers and sources close to the gang"
    assert row.content == "A blast at the Kessel depot was set off by at least one dockers' gang"
    assert row.anonymous
    assert row.source_kind == "anonymous"


REFUSALS = [
    ("A spokeswoman for Kessel Steel declined to comment.", "A spokeswoman for Kessel Steel", "no_comment"),
    ("Kessel Steel had no immediate comment.", "Kessel Steel", "no_comment"),
    ("The ministry refused to discuss the raid.", "The ministry", "no_comment"),
    ("Neither bank immediately commented on the figures.", "Neither bank", "no_comment"),
    (
        "The embassy did not immediately respond to a request for comment.",
        "The embassy",
        "no_response",
    ),
    ("Morn did not return calls seeking comment.", "Morn", "no_response"),
    ("Calls to the clinic were not returned.", "Calls to the clinic", "no_response"),
    ("The rebels could not immediately be reached for comment.", "The rebels", "unreachable"),
    ("Oort was not available for comment.", "Oort", "unreachable"),
    ("Police gave no motive.", "Police", "no_comment"),
    ("Daras did not elaborate.", "Daras", "no_comment"),
    ("The ministry has yet to respond.", "The ministry", "no_response"),
    ("Reuters could not immediately reach the rebels for comment.", "the rebels", "unreachable"),
    ("Police could not independently verify the video.", "Police", "cannot_confirm"),
    ("The agency was unable to confirm the toll.", "The agency", "cannot_confirm"),
    ("No group has claimed responsibility for the fire.", "No group", "no_claim"),
    ("No one immediately claimed responsibility.", "No one", "no_claim"),
    ("No one has claimed that attack.", "No one", "no_claim"),
]


@pytest.mark.parametrize(("text", "source", "stance"), REFUSALS)
def test_a_refusal_or_silence_is_a_row_with_its_stance(text: str, source: str, stance: str):
    assert [(row.source, row.stance) for row in rows(text)] == [(source, stance)]


def test_silences_without_a_subject_have_no_source():
    (claim,) = rows("There was no immediate claim of responsibility for the fire.")
    assert (claim.source, claim.stance, claim.source_kind) == (None, "no_claim", "none")
    (passive,) = rows("The footage could not be independently verified.")
    assert (passive.source, passive.content, passive.stance) == (None, "The footage", "cannot_confirm")


STANCES = [
    ("The governor denied that any money was missing.", "denial"),
    ("Morn rejected the charge.", "denial"),
    ("The government has neither confirmed nor denied the report.", "no_comment"),
    ("Morn rejected the budget.", "statement"),
    ("Kern rejected a proposal.", "statement"),
    ("The hospital confirmed that nine people had died.", "confirmation"),
    ("The army accused the villagers of hiding guns.", "accusation"),
    ("The Dockers' Front claimed responsibility for the fire.", "claim_of_responsibility"),
    ("The Dockers' Front said it was behind the bombing.", "claim_of_responsibility"),
    ("The Dockers' Front said it was responsible for the pier.", "statement"),
    ("Venn asked whether the dam had been checked.", "question"),
    ("The premier promised to rebuild the school.", "promise"),
    ("The union demanded a rise of 5 percent.", "demand"),
    ("Forecasters warned that the river could burst its banks.", "warning"),
    ("Venn said the dam was checked.", "statement"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_the_cue_fixes_the_stance(text: str, stance: str):
    assert [row.stance for row in rows(text)] == [stance]


def test_two_verbs_of_one_subject_are_two_rows():
    said, confirm = rows("A clerk at the court said the file was sealed and could not confirm the name.")
    assert (said.source, said.content) == ("A clerk at the court", "the file was sealed")
    assert (confirm.source, confirm.stance, confirm.content) == (
        "A clerk at the court",
        "cannot_confirm",
        "the name",
    )


def test_a_charge_and_its_denial_are_two_rows():
    accused, denied = rows("The army accused the villagers of hiding guns, a charge Mayor Ilse Morn rejected.")
    assert accused.content == "the villagers of hiding guns"
    assert (denied.source, denied.content, denied.stance) == ("Mayor Ilse Morn", "a charge", "denial")


SOURCELESS = [
    ("The strike is expected to end on Monday.", "is expected"),
    ("The treasurer has reportedly left the country.", "reportedly"),
    ("Asked whether she would resign, Venn walked out.", "Asked"),
]


@pytest.mark.parametrize(("text", "cue"), SOURCELESS)
def test_what_nobody_is_named_for_is_a_row_without_a_source(text: str, cue: str):
    assert [(row.source, row.cue, row.source_kind) for row in rows(text)] == [(None, cue, "none")]


def test_a_media_chain_keeps_each_link():
    outer, inner = rows("State radio reported that the general had fled, citing two unnamed officers.")
    assert (outer.source, outer.source_kind, outer.parent) == ("State radio", "media", None)
    assert (inner.source, inner.source_kind, inner.parent) == ("two unnamed officers", "anonymous", outer.seq)
    assert inner.content == outer.content == "that the general had fled"
    assert inner.count == 2


def test_speech_within_speech_hangs_from_the_speech_that_holds_it():
    found = rows("Prosecutors said a guard told them that the gate was open.")
    outer = next(row for row in found if row.source == "Prosecutors")
    inner = next(row for row in found if row.source == "a guard")
    assert inner.parent == outer.seq
    assert outer.parent is None


def test_rows_are_numbered_in_the_order_of_their_contents():
    found = rows("The mine is safe, Morn said. Venn said it was not. The union declined to comment.")
    assert [row.seq for row in found] == [0, 1, 2]
    starts = [row.content_spans[0].start for row in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize("language", ["de", "fr", None])
def test_other_languages_give_no_rows(language: str | None):
    assert extract_attributions("The mine is safe, Morn said.", language=language) == ()


NOTHING = [
    "The river rose by two metres overnight.",
    "A statement lay on the table.",
    "The report is 40 pages long.",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_plain_narration_gives_no_rows(text: str):
    assert rows(text) == ()


def test_a_refusal_in_the_second_half_of_a_sentence_is_no_part_of_the_first():
    asked, refused = rows("Reporters asked whether the mayor had known, but her office refused to answer.")
    assert asked.content == "whether the mayor had known"
    assert (refused.source, refused.stance, refused.parent) == ("her office", "no_comment", None)
    said, silent = rows("Venn said the dam was sound, but the builder did not respond to a request for comment.")
    assert said.content == "the dam was sound"
    assert (silent.source, silent.stance, silent.parent) == ("the builder", "no_response", None)
