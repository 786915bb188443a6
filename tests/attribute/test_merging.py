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


def test_a_content_that_breaks_off_before_its_noun_ends_where_the_rules_end_it():
    text = "Ministers agreed to close the port, Ada Kern said."
    assert read(text, mark(text, "Ada Kern", "said", "close the"))[-1] == (
        ["Ada Kern"],
        "said",
        ["Ministers agreed to close the port"],
    )


def test_what_somebody_did_not_say_is_no_accusation():
    text = "Kern stopped short of blaming the company."
    (frame,) = find_frames(
        text,
        read_passage(text, ()),
        Marks([mark(text, "Kern", "stopped short of blaming", "the company")], len(text)),
    )
    assert frame.negated


def test_a_blamed_thing_ends_before_what_else_its_source_did():
    text = "Tarsia condemned the raid and closed two crossings."
    assert read(text, mark(text, "Tarsia", "condemned", "the raid and closed two crossings")) == [
        (["Tarsia"], "condemned", ["the raid"])
    ]


def test_who_is_only_asked_about_says_nothing():
    text = "Asked if Honsu had told the ministry, he said no."
    asked = mark(text, "", "Asked", "if Honsu had told the ministry")
    said = mark(text, "he", "said", "no")
    told = mark(text, "Honsu", "had told", "he said no")
    assert [cue for _, cue, _ in read(text, asked, told, said)] == ["Asked", "said"]


def test_a_source_is_parted_from_whoever_speaks_of_it():
    text = "One of them said Athens had insisted on a guarantee."
    said = mark(text, "One of them", "said", "Athens had insisted on a guarantee")
    insisted = mark(text, "One of them said Athens", "had insisted on", "a guarantee")
    assert [source for source, _, _ in read(text, said, insisted)] == [["One of them"], ["Athens"]]


def test_a_source_keeps_the_verbs_of_its_own_aside():
    text = "A person briefed on it, who insisted on anonymity, said the port was shut."
    said = mark(text, "A person briefed on it, who insisted on anonymity", "said", "the port was shut")
    insisted = mark(text, "who", "insisted on", "anonymity")
    assert (["A person briefed on it, who insisted on anonymity"], "said", ["the port was shut"]) in read(
        text, insisted, said
    )


def test_a_content_in_pieces_goes_on_over_its_noun():
    text = "Men kidnapped a host in May; he was freed, a relative said."
    assert read(text, mark(text, "a relative", "said", "Men kidnapped a", "he was freed"))[0][2] == [
        "Men kidnapped a host in May; he was freed"
    ]


def test_a_source_has_all_of_its_aside():
    text = "An engineer, speaking on condition he not be named, said it was known."
    assert read(text, mark(text, "An engineer, speaking", "said", "it was known"))[0][0] == [
        "An engineer, speaking on condition he not be named"
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


def test_what_is_attributed_to_nobody_may_be_in_more_doubt():
    text = "There were doubts about the pier at Halden."
    unsourced = mark(text, "", "doubts about", "the pier at Halden", sure=0.2)
    assert read(text, unsourced) == [([], "doubts about", ["the pier at Halden"])]
    assert read(text, mark(text, "", "doubts about", "the pier at Halden", sure=0.1)) == []
    assert read(text, mark(text, "There", "doubts about", "the pier at Halden", sure=0.2)) == []


def test_plain_speech_in_doubt_is_no_row_even_of_nobody():
    text = "It all went as said at the pier of Halden."
    assert read(text, mark(text, "", "said", "at the pier of Halden", sure=0.2)) == []


def test_what_met_with_silence_is_no_row_of_its_own():
    text = "Calls to the port office were not returned."
    found = read(text, mark(text, "", "Calls to", "the port office", sure=0.2))
    assert [cue for _, cue, _ in found] == ["were not returned"]


def test_whom_a_passive_asks_is_no_source():
    text = "Kern was asked about the pier."
    assert read(text, mark(text, "Kern", "was asked about", "the pier")) == [([], "was asked about", ["the pier"])]


def test_of_whom_a_passive_speaks_is_content():
    text = "Kern is widely seen as the next mayor."
    marked = mark(text, "Kern", "is widely seen as", "the next mayor")
    assert read(text, marked) == [([], "is widely seen as", ["Kern", "the next mayor"])]


def test_who_is_named_by_a_passive_is_its_source():
    text = "The pier was praised by Kern."
    assert read(text, mark(text, "Kern", "was praised by", "The pier")) == [(["Kern"], "was praised by", ["The pier"])]


def test_a_rumour_stands_without_a_mark():
    text = "The ferry is expected to sail by noon."
    assert read(text) == [([], "is expected", ["The ferry", "to sail by noon"])]


def test_a_refused_deed_stands_without_a_mark():
    text = "Kern has refused to open the pier, although the ferry waits."
    assert read(text) == [(["Kern"], "has refused", ["to open the pier"])]


def test_who_refuses_is_whom_the_encoder_names_where_the_rules_name_another():
    text = "As the night wore on and Kern left, his brother declined to comment."
    found = read(text, mark(text, "his brother", "declined", "to comment"))
    assert found[-1] == (["his brother"], "declined", ["to comment"])


def test_a_content_begins_at_its_cue():
    text = "Kern floated a plan for the pier."
    assert read(text, mark(text, "Kern", "floated", "the pier")) == [(["Kern"], "floated", ["a plan for the pier"])]
    text = "Kern hinted to the crew, that the pier was gone."
    assert read(text, mark(text, "Kern", "hinted", "that the pier was gone"))[0][2] == ["that the pier was gone"]


def test_what_is_praised_ends_before_what_else_was_done():
    text = "Two port officials praised the pilots but also had to ground them."
    found = read(text, mark(text, "Two port officials", "praised", "the pilots but also had to ground them"))
    assert found == [(["Two port officials"], "praised", ["the pilots"])]


def test_a_quotation_is_not_carried_to_what_was_not_said():
    text = 'Kern said the pier held.\n\nHe did not say why.\n\n"It will hold for years to come."'
    found = read(
        text,
        mark(text, "Kern", "said", "the pier held"),
        mark(text, "He", "did not say", "why"),
    )
    assert (["He"], "did not say", ["why"]) in found
