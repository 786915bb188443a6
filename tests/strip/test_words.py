"""Words looked up by number are the words that are looked up by name."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.strip.lexicon import Lexicon, numbers_of
from transforms.strip.weights import load_weights
from transforms.strip.words import numbered_features, read_words, word_features

SIGNS = "abZÄßİΣσ𝐀7٣²_.,—“’ 。新聞ข่าวか\U0001f600"
TEXTS = st.lists(
    st.one_of(st.text(st.sampled_from(SIGNS), min_size=1, max_size=140), st.text(min_size=1, max_size=30))
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
    min_size=1,
    max_size=6,
)


@given(TEXTS)
@example(["One", "One two", "One two three", "One two three four", "One two three four five", "— ", "___"])
@example(["ข่าว", "Read 😀 more", "新聞。新聞", "x" * 200, "a b " * 40 + "c"])
def test_numbers_are_those_of_the_words(texts):
    numbers, places, letters = numbered_features(texts)
    for place, text in enumerate(texts):
        words = word_features(text)
        assert Counter(numbers[places == place].tolist()) == Counter(numbers_of(words).tolist())
        alone = numbers_of([word for word in words[:20] if word.isalpha()]).tolist()
        assert set(alone) <= set(numbers[(places == place) & letters].tolist())


@pytest.mark.parametrize("name", ["blocks", "lines"])
def test_a_block_weighs_what_its_words_weigh(name):
    weights = load_weights(name)
    texts = [
        "Read more: the news in brief",
        "Cookies",
        "Ministers met on Monday, officials said.",
        "新聞。新聞",
        "Cookies",
    ]
    alone = [weights.words.look_up(numbers_of(word_features(text)))[0].sum() + weights.word_bias for text in texts]
    assert read_words(texts, [True] * 5, weights).scores.tolist() == pytest.approx(alone)
    assert read_words(texts, [False, True, False, False, True], weights).scores.tolist() == pytest.approx(
        [0, alone[1], 0, 0, alone[1]]
    )


@pytest.mark.parametrize("text", ["İ" * 200, "!" * 200, "字" * 200, "a" * 200, "_" * 200])
def test_very_many_blocks_are_looked_up_in_parts(text):
    weights = load_weights("blocks")
    alone = read_words([text], [True], weights).scores[0]
    assert (read_words([text] * 1_100, [True] * 1_100, weights).scores == alone).all()


def test_how_many_words_are_known_is_told_in_three_steps():
    weights = load_weights("blocks")
    assert read_words(["The minister said on Monday that the new law would come."], [True], weights).known == 1.0
    assert read_words(["Qwrtz plknb vcxyq"], [True], weights).known == 0.0
    assert read_words(["The qwrtz plknb"], [True], weights).known == 0.5
    assert read_words([], [], weights).known == 0.0


def test_a_list_has_its_words_and_no_others():
    words = ["a", "b", "ab", "b a", "^a", "$ä", "新聞"]
    scores, held = Lexicon(words, np.arange(7.0)).look_up(numbers_of([*words, "c", "ba", "a b", ""]))
    assert scores.tolist() == [*range(7), 0, 0, 0, 0]
    assert held.tolist() == [True] * 7 + [False] * 4
    several = Lexicon(words, np.arange(7.0), 2 * np.arange(7.0)).look_up(numbers_of(["ab", "c"]))
    assert [column.tolist() for column in several] == [[2, 0], [4, 0], [True, False]]
    assert not Lexicon([], np.zeros(0)).look_up(numbers_of(words))[1].any()


def test_two_words_of_one_number_are_refused():
    with pytest.raises(ValueError, match="same number"):
        Lexicon(["a", "b", "a"], np.zeros(3))
