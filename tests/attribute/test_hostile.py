"""Hostile text: bounded, linear, and spans that hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.costs import cpu_seconds
from transforms.attribute import extract_attributions

SHAPES = {
    "quotation marks": '"',
    "curly marks": "“ ”",
    "open marks": "“a\n",
    "apostrophes": "'a ",
    "no spaces": "said",
    "commas": "a,",
    "one line of speech": "Venn said the pier was gone, and ",
    "verbs alone": "said ",
    "names alone": "Ada Kern ",
    "numbers": "two officials and ",
    "open brackets": "(",
    "dashes": "Venn — ",
    "not": "did not immediately ",
    "according to": "according to ",
    "refusals": "Venn declined to comment but ",
    "conditions": "on condition of anonymity because he ",
    "citing": "state radio said it, citing officials, ",
    "lines": "Venn said no.\n",
    "spaces": " ",
    "full stops": ". ",
    "who": "who said that who ",
    "capitals": "A",
    "pronouns": "he said she said ",
}


_LENGTH = 6_000
"""Characters; eight times that cost 64 times as much where the time grows with the square, 8 to 12 times where not."""


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_the_time_grows_with_the_length_alone(shape: str):
    once = shape * (_LENGTH // len(shape))
    small = cpu_seconds(lambda: extract_attributions(once))
    large = cpu_seconds(lambda: extract_attributions(once * 8))
    assert large < 24 * small + 0.1
    assert large < 10


PIECES = (
    *"said told Venn Kern , . “ ” \" ' ’s who two officials and but that he was asked whether citing because —".split(),
    *"( ) é 😀 reportedly claims their ; : to and, said, said: 14 at put warned denying".split(),
    "Ada Kern",
    "declined to comment",
    "according to",
    "on Monday",
    "could not be reached",
    "No group",
    "claimed responsibility",
    "not to be named",
    "\n\n",
    "\n",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_spans_hold_whatever_the_words(text: str):
    found = extract_attributions(text)
    for number, row in enumerate(found):
        assert row.seq == number
        assert row.parent is None or (0 <= row.parent < len(found) and row.parent != number)
        for words, spans in (
            (row.source, row.source_spans),
            (row.cue, row.cue_spans),
            (row.content, row.content_spans),
            (row.speaker, row.speaker_spans),
        ):
            assert (words is None) == (spans == ())
            for span in spans:
                assert 0 <= span.start < span.end <= len(text)
            if words is not None:
                assert words == " … ".join(text[span.start : span.end] for span in spans)


def test_the_same_text_gives_the_same_rows():
    text = "Venn said the pier was gone. “We ran,” she said. Kessel Steel declined to comment. " * 20
    assert extract_attributions(text) == extract_attributions(text)
