"""Numbers are read as a story writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.numbers import read_number, read_ordinal
from transforms.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "value", "tokens"),
    [
        ("14 people", 14, 1),
        ("1,250 people", 1250, 1),
        ("3.5 million people", 3_500_000, 2),
        ("twenty-four hours", 24, 3),
        ("twenty four hours", 24, 2),
        ("two hundred and five men", 205, 4),
        ("a dozen men", 12, 2),
        ("two dozen men", 24, 2),
        ("one thousand two hundred", 1200, 4),
        ("a hundred", 100, 2),
        ("two and three", 2, 1),
        ("three five", 3, 1),
    ],
)
def test_reads_numbers(text: str, value: float, tokens: int):
    assert read_number(tokenize(text).words, 0) == (tokens, value)


@pytest.mark.parametrize("text", ["people", "a man", "", "dozen", "and two", "9" * 40])
def test_no_number_is_none(text: str):
    assert read_number(tokenize(text).words, 0) is None


@pytest.mark.parametrize(
    ("text", "value"), [("third", 3), ("6th", 6), ("twenty-first", 21), ("the", None), ("six", None)]
)
def test_reads_ordinals(text: str, value: int | None):
    found = read_ordinal(tokenize(text).words, 0)
    assert (found[1] if found else None) == value


@given(
    st.lists(
        st.sampled_from(["two", "twenty", "hundred", "and", "-", "a", "dozen", "million", "zero", "7", "1,000"]),
        max_size=40,
    )
)
def test_every_run_of_number_words_ends(words: list[str]):
    for index in range(len(words)):
        found = read_number(words, index)
        assert found is None or index < found[0] <= len(words)


@given(st.text(max_size=100))
def test_tokens_hold_their_text(text: str):
    tokens = tokenize(text)
    assert [text[s:e].lower() for s, e in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
