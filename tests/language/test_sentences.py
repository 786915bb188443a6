"""Sentences keep their offsets, abbreviations and quotations."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.sentences import split_sentences


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One fell. Two fled.", ["One fell.", "Two fled."]),
        (
            "Gen. Omar Taliq met Mr. Brandt on Nov. 3. They parted.",
            ["Gen. Omar Taliq met Mr. Brandt on Nov. 3.", "They parted."],
        ),
        ("He went to the U.S. The visit was short.", ["He went to the U.S.", "The visit was short."]),
        ("The U.S. Embassy closed at 5 p.m. on Friday.", ["The U.S. Embassy closed at 5 p.m. on Friday."]),
        ("J. K. Hollis paid 3.5 million. No. 4 won.", ["J. K. Hollis paid 3.5 million.", "No. 4 won."]),
        (
            '"We will stay. We will fight," he said. "Or not."',
            ['"We will stay.', 'We will fight," he said.', '"Or not."'],
        ),
        ("“Stop!” she cried. “Why?” he asked.", ["“Stop!” she cried.", "“Why?” he asked."]),
        (
            "A first line\nof a paragraph\n\nA heading\n\nThe end.",
            ["A first line\nof a paragraph", "A heading", "The end."],
        ),
        ("near the old town.Three others were hurt.", ["near the old town.", "Three others were hurt."]),
        ("the rebels fled. two were hurt.  the army came.", ["the rebels fled.", "two were hurt.", "the army came."]),
        (
            "Write to desk@kern.example.org or see www.kern.example. Thanks.",
            ["Write to desk@kern.example.org or see www.kern.example.", "Thanks."],
        ),
        ("Is it? No. It is not.", ["Is it?", "No.", "It is not."]),
        ("", []),
    ],
)
def test_splits_where_a_reader_would(text: str, expected: list[str]):
    assert texts(text) == expected


@given(st.text(alphabet=st.sampled_from("ab AB.?!\n\"”’'(12 é。"), max_size=200))
def test_spans_hold_every_character_that_is_not_space(text: str):
    spans = split_sentences(text)
    covered = "".join(text[s.start : s.end] for s in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("unit", [".", "\n", ". ", "A.", '"', " \n \n", "a. B"])
def test_time_grows_with_length_alone(unit: str):
    text = unit * (400_000 // len(unit))
    began = time.process_time()
    split_sentences(text)
    assert time.process_time() - began < 5
