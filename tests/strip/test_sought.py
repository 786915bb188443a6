"""Words sought in all texts at once are those that stand in each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.strip import sought
from transforms.strip.sought import Sought

WORDS = ("cook", "cookie", "©", "(c)", "все права", "okie co", "naïve")
texts = st.lists(st.text("cokie ©(c)все права?naïv", max_size=60) | st.sampled_from(WORDS))


def found(page: list[str]) -> set[tuple[int, int, str]]:
    return set(Sought(WORDS).places(page))


@given(texts)
def test_the_words_of_each_text_are_found(page: list[str]):
    assert found(page) == {
        (place, at, word)
        for place, text in enumerate(page)
        for at in range(len(text))
        for word in WORDS
        if text.startswith(word, at)
    }


@pytest.mark.parametrize("before", range(30))
def test_a_word_is_found_wherever_what_is_looked_at_at_once_ends(before: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sought, "_AT_ONCE", 8)
    page = ["x" * before + "cookie", "cookie" * 3, "naïv", "e"]
    assert found(page) == {
        *((0, before, word) for word in ("cook", "cookie")),
        *((1, at, word) for at in (0, 6, 12) for word in ("cook", "cookie")),
    }
