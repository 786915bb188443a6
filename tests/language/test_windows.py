"""Windows: whole paragraphs where they fit, sentences where they do not, and nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.language.pieces import WordPiece
from transforms.language.windows import pack, segments_of

TOKENIZER = WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "."])


def segments(text: str, length: int):
    words = TOKENIZER.read(text, 0, len(text))
    return list(segments_of(text, words, length))


def test_a_long_paragraph_is_cut_where_a_sentence_ends():
    parts = segments("a a a a. b b b b b b b", 10)
    assert [(part.first, part.last, part.pieces) for part in parts] == [(0, 5, 5), (5, 12, 7)]


def test_without_a_sentence_it_is_cut_where_it_is_full():
    assert [part.pieces for part in segments("a " * 20, 10)] == [8, 8, 4]


def test_whole_paragraphs_share_a_window_as_long_as_they_fit():
    parts = [part for text in ("a a", "b b b", "a b") for part in segments(text, 10)]
    windows = list(pack(TOKENIZER, parts, lambda: 8))
    assert [window.pieces for window in windows] == [[2, 4, 4, 3, 5, 5, 5, 3], [2, 4, 5, 3]]
    assert [places for _, places in windows[0].segments] == [[1, 2], [4, 5, 6]]


@given(st.lists(st.text("ab. ", max_size=80), max_size=8), st.integers(6, 40))
def test_every_word_stands_in_one_window_and_none_is_too_long(texts: list[str], length: int):
    read = [TOKENIZER.read(text, 0, len(text)) for text in texts]
    parts = [part for text, words in zip(texts, read, strict=True) for part in segments_of(text, words, length)]
    windows = list(pack(TOKENIZER, parts, lambda: length))
    assert all(len(window.pieces) == len(window.signs) <= length for window in windows)
    assert sum(len(places) for window in windows for _, places in window.segments) == sum(map(len, read))
