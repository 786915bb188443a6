"""Which characters belong to which row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.explain.marks import Mark, by_number, marks_by_paragraph, pieces
from schemas.attribution import Attribution
from schemas.event import Event
from schemas.story import Span
from tests.pipelines.explain.stories import by_hand

BODY = "“We sail,” Ada Kern said. “At dawn.\n\n“And not before,” she added."


def said(seq: int, *content: str, source: str = "", cue: str = "") -> Attribution:
    """A row whose words are looked up in the body."""

    def spans(*words: str) -> tuple[Span, ...]:
        return tuple(Span(BODY.index(word), BODY.index(word) + len(word)) for word in words if word)

    return Attribution(
        seq=seq,
        quote_type="direct",
        source_kind="named_person",
        source_spans=spans(source),
        cue_spans=spans(cue),
        content_spans=spans(*content),
    )


def shown(mark: Mark) -> tuple[str, str, str, bool]:
    return BODY[mark.start : mark.end], mark.part, mark.row, mark.numbered


def test_a_statement_over_two_paragraphs_is_cut_at_their_edges():
    first, second = marks_by_paragraph(by_hand(BODY, [said(0, "“At dawn.\n\n“And not before,”", cue="added")]))
    assert [shown(mark) for mark in first] == [("“At dawn.", "content", "1", True)]
    assert [shown(mark) for mark in second] == [
        ("“And not before,”", "content", "1", True),
        ("added", "cue", "1", True),
    ]


def test_the_number_stands_once_behind_words_that_only_a_space_divides():
    (first, _) = marks_by_paragraph(by_hand(BODY, [said(0, "“We sail,”", "“At dawn.", source="Ada Kern", cue="said")]))
    assert [shown(mark) for mark in first] == [
        ("“We sail,”", "content", "1", False),
        ("Ada Kern", "source", "1", False),
        ("said", "cue", "1", True),
        ("“At dawn.", "content", "1", True),
    ]


def test_a_source_of_two_statements_has_both_numbers():
    rows = [said(0, source="Ada Kern", cue="said"), said(1, source="Ada Kern", cue="added")]
    (first, _) = marks_by_paragraph(by_hand(BODY, rows))
    assert [shown(mark)[1:] for mark in first] == [
        ("source", "1", True),
        ("source", "2", True),
        ("cue", "1", True),
    ]


def test_rows_without_words_and_spans_out_of_bounds_mark_nothing():
    event = Event(event_id="e", seq=0, type="PROTEST", trigger="", trigger_spans=(Span(900, 910), Span(3, 3)))
    assert marks_by_paragraph(by_hand(BODY, [said(0)], [event])) == [[], []]


def test_numbers_are_sorted_as_numbers():
    assert sorted(["E1", "10", "2", "E12", "1"], key=by_number) == ["1", "2", "10", "E1", "E12"]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from(["source", "content"])), max_size=8))
def test_pieces_are_the_paragraph_and_know_every_mark_over_them(ranges: list[tuple[int, int, str]]):
    marks = [
        Mark(start, min(start + length, 24), part, str(row), numbered=True)
        for row, (start, length, part) in enumerate(ranges)
    ]
    found = list(pieces(sorted(marks, key=lambda mark: (mark.start, -mark.end)), 0, 24))
    assert "".join("x" * (piece.end - piece.start) for piece in found) == "x" * 24
    assert [piece.start for piece in found[1:]] == [piece.end for piece in found[:-1]]
    for piece in found:
        assert set(piece.inside) == {mark for mark in marks if mark.start <= piece.start and mark.end >= piece.end}
        assert set(piece.opening) == {mark for mark in marks if mark.start == piece.start}
        assert set(piece.closing) == {mark for mark in marks if mark.end == piece.end}
