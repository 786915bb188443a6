"""What the wire prints above and below a story reaches its reading out of a plain text as it does out of a page."""

from __future__ import annotations

import pytest

from schemas.records import Article, WireMarks
from transforms.strip import strip_page, strip_text
from transforms.wire import read_wire_marks

TITLE = "Norvik votes to rebuild its breakwater"
LEAD = "The harbour council of Norvik voted late on Tuesday to rebuild the northern breakwater, officials said."
STORY = (
    "Mayor Hanne Solberg said the work would begin in the spring and cost 40 million crowns, half of it the state's.",
    '"We cannot wait for another winter," she told reporters after the session, which lasted until midnight.',
    "Fishermen had asked for the repairs since October, when a boat was lost at the entrance of the port.",
    "The opposition called the plan too expensive and asked for an estimate before any contract is signed.",
)
FOOT = ("Share this:", "Facebook", "Twitter", "Related stories", "Storm closes the port of Vik", "Comments")


def of_text(*lines: str) -> WireMarks:
    article = strip_text("\n".join(lines), title=TITLE)
    assert isinstance(article, Article)
    return read_wire_marks(article)


def of_page(*lines: str) -> WireMarks:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    article = strip_page(page.encode(), url="https://post.example/norvik")
    assert isinstance(article, Article)
    return read_wire_marks(article)


@pytest.mark.parametrize("foot", [(), FOOT], ids=["at the end", "above buttons"])
@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("(Reporting by Ada Kern in Norvik; Editing by Tom Hale)", {"Ada Kern", "Tom Hale"}),
        ("Reporting by Ada Kern and Jon Berg; Editing by Tom Hale", {"Ada Kern", "Jon Berg", "Tom Hale"}),
        ("Additional reporting by Ada Kern in Vik", {"Ada Kern"}),
        ("Associated Press writer Ada Kern in Vik contributed to this report.", {"Ada Kern"}),
    ],
)
def test_who_made_the_story_is_read_below_it(line: str, people: set[str], foot: tuple[str, ...]):
    head = f"NORVIK, Norway (Reuters) - {LEAD}"
    marks = of_text(head, *STORY, line, *foot)
    assert {person.name for person in marks.byline} == people
    assert marks.dateline is not None
    assert marks.dateline.place == "Norvik"
    assert line not in marks.body
    assert marks.body == of_page(head, *STORY, line).body


@pytest.mark.parametrize("line", ["By Ada Kern", "By Ada Kern and Tom Hale, Associated Press"])
def test_who_made_the_story_is_read_above_it(line: str):
    marks = of_text(TITLE, line, f"NORVIK (AP) — {LEAD}", *STORY)
    assert marks.byline[0].name == "Ada Kern"
    assert line not in marks.body
    assert marks.byline == of_page(line, f"NORVIK (AP) — {LEAD}", *STORY).byline


@pytest.mark.parametrize("line", ["(c) 2026 dpa", "(PTI)", "—AFP"])
def test_whose_copy_it_is_is_read_below_it(line: str):
    marks = of_text(LEAD, *STORY, line)
    assert marks.credit == line
    assert line not in marks.body


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(This story has been corrected to fix the mayor's name in paragraph 2)", "CORRECTED"),
        ("EDS: Adds mayor's quote in para 3.", "ADVISORY"),
    ],
)
def test_a_notice_is_read_below_it(line: str, kind: str):
    assert [mark.kind for mark in of_text(LEAD, *STORY, line).marks] == [kind]
