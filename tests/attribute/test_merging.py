"""Marks and rules: who decides what, sentence by sentence, with marks set by hand."""

from __future__ import annotations

from transforms.attribute.findings import find_frames
from transforms.attribute.marks import Mark, Marks
from transforms.attribute.passages import read_passage

Row = tuple[list[str], str, list[str]]


def read(text: str, *marks: Mark, reach: int | None = None) -> list[Row]:
    """Source, cue and content of each frame of a text with some marks."""
    found = Marks(list(marks), len(text) if reach is None else reach)
    frames = find_frames(text, read_passage(text, ()), found)
    return [
        ([text[a:b] for a, b in frame.source], text[slice(*frame.cue[0])], [text[a:b] for a, b in frame.content])
        for frame in frames
    ]


def mark(text: str, source: str, cue: str, *content: str, sure: float = 0.9) -> Mark:
    def span(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    return Mark(span(cue), [span(source)] if source else [], [span(words) for words in content], sure)


def test_what_no_rule_finds_is_marked():
    text = "The envoy floated a truce by spring."
    assert read(text) == []
    assert read(text, mark(text, "The envoy", "floated", "a truce")) == [(["The envoy"], "floated", ["a truce"])]


def test_a_mark_in_doubt_is_no_row():
    text = "The envoy floated a truce by spring."
    assert read(text, mark(text, "The envoy", "floated", "a truce", sure=0.3)) == []


def test_what_only_a_rule_finds_falls_where_the_encoder_read():
    text = "Kern said it held."
    assert read(text) == []
    assert read(text, reach=0) == [(["Kern"], "said", ["it held"])]


def test_a_refusal_stands_as_the_rules_know_it():
    text = "Kern declined to comment on the raid."
    assert read(text, mark(text, "Kern", "declined", "to comment")) == [
        (["Kern"], "declined", ["to comment on the raid"])
    ]


def test_a_content_ends_before_the_second_deed_of_its_source():
    text = "Kern said it held and could not confirm the raid."
    assert read(text, mark(text, "Kern", "said", "it held and could not confirm the raid")) == [
        (["Kern"], "said", ["it held"]),
        (["Kern"], "could not confirm", ["the raid"]),
    ]


def test_where_both_mean_the_same_the_edges_are_those_of_the_rules():
    text = "Ada Kern, the mayor, said that the pier at Halden was gone."
    found = read(text, mark(text, "Kern, the mayor", "said", "the pier at Halden was gone"))
    assert found == [(["Ada Kern, the mayor"], "said", ["that the pier at Halden was gone"])]


def test_the_source_of_officials_cited_is_a_link_of_its_own():
    text = "State radio reported that the pier was gone, citing port officials."
    found = read(text, mark(text, "State radio", "reported", "that the pier was gone"))
    assert found == [
        (["State radio"], "reported", ["that the pier was gone"]),
        (["port officials"], "citing", ["that the pier was gone"]),
    ]


def test_the_ground_of_a_refusal_is_not_cited():
    text = "Kern declined to comment, citing legal advice."
    found = read(text, mark(text, "Kern", "citing", "legal advice"))
    assert [cue for _, cue, _ in found] == ["declined"]
