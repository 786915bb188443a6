from __future__ import annotations

import pytest

from transforms.strip.assemble import Piece
from transforms.strip.pictures import is_caption
from transforms.strip.repair import repair

LEAD = "The harbour council of Port Ellery voted on Tuesday to close the northern breakwater, two officials said."

MORE = "Its engineers had asked for a closure in the spring, and were told that the money for it was spent."


def kinds(*texts: str, title: str = "The Ellery Post - Breakwater closes for winter") -> list[str]:
    return [piece.kind for piece in repair([Piece(text, "body", "model") for text in texts], title)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("November 20, 2025 19:25 UTC", "other"),
        ("Published: 3 March 2026, 14:05", "other"),
        ("03.10.2025 09:00", "other"),
        ("2026-03-04", "other"),
        ("The Ellery Post", "other"),
        ("Breakwater closes for winter", "headline"),
        ("обновлено: 4 марта 2026 г., 14:05", "other"),
        ("2026年03月04日 20:34", "other"),
        ("środa, 4 marca 2026 12:55", "other"),
        ("Fishing crews expect to lose weeks of work", "standfirst"),
        ("Fishing crews expect to lose weeks of work and ask the council who pays for the boats", "body"),
        ("PORT ELLERY, March 3 (Reuters) - Crews fear losses", "body"),
        ("EDS: Updates with council's statement", "body"),
        ("By Ilse Tarrant and Dana Osk, Associated Press", "body"),
        ("Crews fear losses.", "body"),
        ("In March 2026", "body"),
        ("Summary:", "body"),
    ],
)
def test_what_stands_above_the_lead(line: str, kind: str):
    assert kinds(line, LEAD) == [kind, "body"]
    assert kinds(LEAD, line) == ["body", "body"]


def test_a_page_without_a_lead_keeps_what_it_has():
    assert kinds("Fishing crews expect to lose weeks", "November 20, 2025") == ["body", "body"]


def test_a_paragraph_that_ends_in_a_bracketed_credit_is_a_caption_wherever_it_stands():
    caption = "Divers at the northern breakwater on March 2. (credit: ELLERY POST / ADA KERN)"
    assert kinds(LEAD, caption, MORE) == ["body", "caption", "body"]
    assert kinds(LEAD, "The council sits on Tuesdays (and on some Fridays).") == ["body", "body"]


def test_a_second_copy_of_a_paragraph_is_not_the_story_and_a_refrain_is():
    assert kinds(LEAD, MORE, LEAD, MORE) == ["body", "body", "other", "other"]
    assert kinds(LEAD, "No one spoke.", MORE, "No one spoke.") == ["body"] * 4


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Reporting by Ilse Tarrant; Editing by Dana Osk)", "body"),
        ("Additional reporting by Dana Osk in Velmora", "body"),
        ("With inputs from agencies", "body"),
        ("Associated Press writer Dana Osk in Velmora contributed to this report.", "body"),
        ("(PTI)", "body"),
        ("(c) 2026 dpa", "body"),
        ("A hundred crews contributed to this harbour's rise.", "other"),
        ("Reuters reporters wanted", "other"),
        ("Reporting crimes is a duty", "other"),
        ("Ferry returns to Osk", "other"),
    ],
)
def test_who_made_the_story_is_read_behind_its_end(line: str, kind: str):
    pieces = [Piece(LEAD, "body", "model"), Piece("Tags", "other", "model"), Piece(line, "other", "model")]
    assert [piece.kind for piece in repair(pieces, "")] == ["body", "other", kind]
    assert repair([*pieces[:2], *pieces[1:]], "")[-1].kind == "other"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ilse Tarrant", "body"),
        ("Von Ilse Tarrant und Dana Osk", "body"),
        ("By Ilse Tarrant | 4 March: all on the storm", "other"),
        ("By the numbers", "other"),
        ("Ilse Tarrant", "other"),
    ],
)
def test_who_made_the_story_is_read_right_above_it(line: str, kind: str):
    pieces = [Piece(line, "other", "model"), Piece("Ellery Post", "other", "model"), Piece(LEAD, "body", "model")]
    assert [piece.kind for piece in repair(pieces, "")] == [kind, "other", "body"]
    assert repair([pieces[0], *pieces[1:2] * 2, pieces[2]], "")[0].kind == "other"


def test_the_prose_that_the_description_repeats_is_the_lead_unless_the_body_has_it():
    described = Piece(LEAD, "standfirst", "same_as_description")
    assert [piece.kind for piece in repair([described, Piece(MORE, "body", "model")], "")] == ["body", "body"]
    longer = Piece(LEAD + " " + MORE, "body", "model")
    assert [piece.kind for piece in repair([described, longer], "")] == ["standfirst", "body"]
    short = Piece("Crews expect to lose weeks", "standfirst", "same_as_description")
    assert [piece.kind for piece in repair([short, Piece(LEAD, "body", "model")], "")] == ["standfirst", "body"]


def test_what_stands_under_about_and_the_name_is_no_story():
    heading = Piece("About the Ellery Post", "author_bio", "author_bio_words")
    own = Piece(
        "Ellery Post has printed the news of the harbour since 1908 and is owned by its readers.", "body", "model"
    )
    story = [Piece(LEAD, "body", "model"), heading]
    assert [piece.kind for piece in repair([*story, own], "")] == ["body", "author_bio", "author_bio"]
    assert [piece.kind for piece in repair([*story, Piece(MORE, "body", "model")], "")] == [
        "body",
        "author_bio",
        "body",
    ]


def test_a_combination_is_a_caption_where_it_is_one_of_pictures():
    assert is_caption("This combination of photos shows the pier before and after the storm.")
    assert not is_caption("This combination of tides and wind is what broke the pier (twice).")
