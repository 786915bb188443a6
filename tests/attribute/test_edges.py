"""Edges: what belongs to a source, a quotation and a content, to the character."""

from __future__ import annotations

import pytest

from transforms.attribute.edges import bare_source, closed, is_same, overlap, whole_quotation, with_time
from transforms.attribute.quotations import find_quotations


def words(text: str, spans) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("SARROW, June 3 (Agency) - Customs officers", "Customs officers"),
        ("SARROW (Agency) — Ada Kern", "Ada Kern"),
        ("Rebels on Monday", "Rebels"),
        ("The union", "The union"),
        ("MPs", "MPs"),
        ("Monday", "Monday"),
    ],
)
def test_a_source_has_no_dateline_and_no_day(source: str, expected: str):
    assert words(source, bare_source(source, [(0, len(source))])) == [expected]


def test_a_quotation_takes_its_marks_along():
    text = "Kern said: “We ran. We fell.” It rained."
    start, end = text.index("We"), text.index("”")
    assert words(text, [whole_quotation((start, end), find_quotations(text, 0, len(text)))]) == ["“We ran. We fell.”"]


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_a_quoted_word_takes_its_closing_mark_along(marks: str):
    text = f"Kern called the move {marks[0]}baseless{marks[1]} and left {marks[0]}early{marks[1]}."
    start, end = text.index("the move"), text.index("baseless") + len("baseless")
    assert words(text, [closed(text, (start, end))]) == [f"the move {marks[0]}baseless{marks[1]}"]
    assert closed(text, (0, start)) == (0, start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kern said the pier would open by the weekend.", "the pier would open by the weekend"),
        ("Kern said the pier would open on Friday, May 3.", "the pier would open on Friday"),
        ("Kern said the pier would open on demand.", "the pier would open"),
    ],
)
def test_a_content_ends_with_its_time(text: str, expected: str):
    start = text.index("the pier")
    end = text.index(" open") + len(" open")
    assert words(text, with_time(text, len(text), [(start, end)], [(0, 9)])) == [expected]


def test_a_time_that_is_the_source_stays_there():
    text = "It will open on Friday, said Kern."
    assert with_time(text, len(text), [(0, 12)], [(12, 22)]) == [(0, 12)]


def test_contents_that_differ_at_their_edges_are_the_same():
    assert is_same([(0, 100)], [(0, 90)])
    assert not is_same([(0, 100)], [(0, 60)])
    assert not is_same([], [(0, 10)])
    assert overlap([(0, 5)], [(4, 9)])
    assert not overlap([(0, 5)], [(5, 9)])
