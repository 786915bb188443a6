"""Each style of the agencies is read, and what only looks like it is left alone."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest

from schemas.columns import instant, iso_day, moment
from schemas.records import Article, WireMarks
from tests.wire import table
from transforms.wire import read_wire_marks

PUBLISHED = instant(dt.datetime(2021, 11, 8, 9, tzinfo=dt.UTC))
LEAD = "A ferry with forty people aboard sank on Lake Arn on Sunday, the harbour master of Arnby said."
MORE = "Divers searched the northern shore until dark and went out again at dawn, she said."


def read(*paragraphs: str, title: str = "", authors: tuple[str, ...] = ()) -> WireMarks:
    return read_wire_marks(Article(title=title, body="\n\n".join(paragraphs), authors=authors), published_at=PUBLISHED)


def story(*, above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> WireMarks:
    return read(*above, LEAD, MORE, *below)


def names(marks: WireMarks) -> tuple[table.Named, ...]:
    return tuple((person.name, person.role, person.place) for person in marks.byline)


def test_the_table_holds_at_least_150_lines():
    parts = [getattr(table, name) for name in dir(table) if name.isupper()]
    assert sum(len(part) for part in parts) >= 150


@pytest.mark.parametrize(("printed", "place", "date", "agency"), table.DATELINES, ids=str)
def test_a_dateline_gives_place_day_and_agency_and_leaves_the_lead(
    printed: str, place: str | None, date: str | None, agency: str | None
):
    marks = read(f"{printed} {LEAD}", MORE)
    assert marks.dateline is not None
    assert marks.dateline.words == printed
    assert marks.dateline.place == place
    assert (iso_day(marks.dateline.date) if marks.dateline.date is not None else None) == date
    assert marks.dateline.agency == agency
    assert marks.agency == agency
    assert marks.body == f"{LEAD}\n\n{MORE}"
    assert [(item.kind, item.text, item.position) for item in marks.removed] == [("dateline", printed, 0)]


@pytest.mark.parametrize("lead", table.LEADS)
def test_a_lead_that_only_begins_like_a_dateline_is_left_whole(lead: str):
    marks = read(lead, MORE)
    assert marks.dateline is None
    assert lead in marks.body or marks.removed[0].kind != "dateline"


@pytest.mark.parametrize("lead", [lead for lead in table.LEADS if not lead.startswith(("UPDATE", "EXCLUSIVE"))])
def test_a_sentence_is_never_cut(lead: str):
    assert read(lead, MORE).body == f"{lead}\n\n{MORE}"


def test_a_label_before_the_lead_is_a_mark_and_the_lead_stays():
    marks = read(f"UPDATE 2: {LEAD}", MORE)
    assert [(mark.kind, mark.number, mark.words) for mark in marks.marks] == [("UPDATE", 2, "UPDATE 2")]
    assert marks.body == f"{LEAD}\n\n{MORE}"


def test_a_line_of_story_after_an_update_note_is_never_taken_with_it():
    line = "This story has been updated since it was first sent." + "A ferry sank on Sunday and divers went out." * 12
    assert read(line, MORE).body == f"{line}\n\n{MORE}"


@pytest.mark.parametrize(("line", "people", "agency"), table.BYLINES)
def test_a_byline_above_the_story_leaves_it_for_its_column(
    line: str, people: tuple[table.Named, ...], agency: str | None
):
    marks = story(above=(line,))
    assert names(marks) == people
    assert marks.agency == agency
    assert marks.body == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(("line", "people"), table.CREDITS)
def test_credits_below_the_story_name_people_roles_and_places(line: str, people: tuple[table.Named, ...]):
    marks = story(below=(line,))
    assert names(marks) == people
    assert marks.body == f"{LEAD}\n\n{MORE}"
    assert [(item.kind, item.text) for item in marks.removed] == [("byline", line)]


@pytest.mark.parametrize(("line", "people"), [row for row in table.CREDITS if row[0].startswith("(Reporting")])
def test_credits_at_the_end_of_the_last_paragraph_leave_it(line: str, people: tuple[table.Named, ...]):
    marks = read(LEAD, f"{MORE} {line}")
    assert names(marks) == people
    assert marks.body == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize("line", table.NO_CREDITS)
def test_a_last_paragraph_that_only_looks_like_credits_stays(line: str):
    marks = story(below=(line,))
    assert marks.body == f"{LEAD}\n\n{MORE}\n\n{line}"
    assert marks.byline == ()
    assert marks.removed == ()


@pytest.mark.parametrize(("title", "left", "found"), table.HEADLINES)
def test_a_headline_gives_its_marks_and_keeps_its_words(
    title: str, left: str, found: tuple[tuple[str, int | None], ...]
):
    marks = read(LEAD, MORE, title=title)
    assert marks.title == left
    assert tuple((mark.kind, mark.number) for mark in marks.marks) == found


@pytest.mark.parametrize(("line", "kind", "number"), table.NOTICES)
def test_a_notice_above_the_story_is_a_mark(line: str, kind: str, number: int | None):
    marks = story(above=(line,))
    assert [(mark.kind, mark.number, mark.words) for mark in marks.marks] == [(kind, number, line)]
    assert marks.body == f"{LEAD}\n\n{MORE}"
    assert marks.status == {"KILL": "canceled", "WITHHOLD": "withheld"}.get(kind, "usable")


@pytest.mark.parametrize(("line", "kind"), table.BELOW)
def test_a_notice_below_the_story_is_a_mark(line: str, kind: str):
    marks = story(below=(line,))
    assert [(mark.kind, mark.words) for mark in marks.marks] == [(kind, line)]
    assert marks.body == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(("line", "until"), table.EMBARGOES)
def test_an_embargo_ends_at_a_moment_or_at_an_unknown_one(line: str, until: str | None):
    marks = story(above=(line,))
    assert [(mark.kind, mark.words) for mark in marks.marks] == [("EMBARGO", line)]
    assert (
        moment(marks.embargo_until).strftime("%Y-%m-%dT%H:%M") if marks.embargo_until is not None else None
    ) == until
    assert marks.status == "withheld"
    assert marks.body == f"{LEAD}\n\n{MORE}"


def test_an_embargo_is_read_on_a_machine_without_time_zones():
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        until = story(above=("HOLD FOR RELEASE 6 A.M. ET, WEDNESDAY, NOV. 10",)).embargo_until
    finally:
        zoneinfo.reset_tzpath(before)
        zoneinfo.ZoneInfo.clear_cache()
    assert until == instant(dt.datetime(2021, 11, 10, 11, tzinfo=dt.UTC))


@pytest.mark.parametrize(("line", "slug"), table.SLUGS)
def test_a_slug_line_has_its_own_column(line: str, slug: str):
    marks = story(above=(line,))
    assert marks.slug == slug
    assert marks.body == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(("line", "agency"), table.CREDIT_LINES)
def test_a_credit_line_goes_and_speaks_for_its_agency(line: str, agency: str | None):
    marks = story(below=(line,))
    assert marks.body == f"{LEAD}\n\n{MORE}"
    assert marks.agency == agency


@pytest.mark.parametrize(("words", "agency"), table.SIGN_OFFS)
def test_a_sign_off_after_the_last_sentence_goes(words: str, agency: str):
    marks = read(LEAD, f"{MORE} {words}")
    assert marks.body == f"{LEAD}\n\n{MORE}"
    assert marks.agency == agency
    assert marks.credit == words


@pytest.mark.parametrize("line", table.PHOTO_CREDITS)
def test_a_photo_credit_alone_in_its_line_goes(line: str):
    marks = read(LEAD, line, MORE)
    assert marks.body == f"{LEAD}\n\n{MORE}"
    assert marks.removed[0].kind == "credit"
    assert marks.agency is None
