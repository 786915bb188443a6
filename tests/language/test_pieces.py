"""Words and pieces: cut as BERT's uncased tokenizer cuts them, with offsets, case and quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.pieces import WordPiece, cut_vocabulary

VOCABULARY = (
    "[PAD] [UNK] [CLS] [SEP] the pier at hal ##den was closed cafe un ##happy ##s . , \" “ ” ' ’ - $ 5 ##0 s h ##a x"
).split()
TOKENIZER = WordPiece(VOCABULARY)


def pieces(text: str) -> list[str]:
    return [VOCABULARY[number] for word in TOKENIZER.read(text, 0, len(text)).pieces for number in word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pier at Halden", "the pier at hal ##den"),
        ("Café, closed.", "cafe , closed ."),
        ("unhappys", "un ##happy ##s"),
        ("the pier's", "the pier ' s"),
        ("$50", "$ 5 ##0"),
        ("at-the", "at - the"),
        ("hax", "[UNK]"),
        ("h" * 61, "[UNK]"),
        ("x\u200b the\u00a0pier", "x the pier"),
        ("  \n\t ", ""),
        ("\u200b", ""),
    ],
)
def test_text_is_cut_into_the_longest_pieces_from_the_left(text: str, expected: str):
    assert pieces(text) == expected.split()


def test_each_word_keeps_its_offsets_its_case_and_whether_it_is_quoted():
    words = TOKENIZER.read("x “The pier,” HAL 50 McX", 2, 24)
    text = "x “The pier,” HAL 50 McX"
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [
        *("“", "The", "pier", ",", "”"),
        *("HAL", "50", "McX"),
    ]
    quoted = [0 * 2 + 1, 2 * 2 + 1, 1 * 2 + 1, 0 * 2 + 1, 0 * 2 + 1]
    assert words.signs == [*quoted, 3 * 2, 0 * 2, 4 * 2]


def test_straight_marks_open_and_close_in_turn():
    words = TOKENIZER.read('"the" pier "at', 0, 14)
    assert [sign % 2 for sign in words.signs] == [1, 1, 1, 0, 1, 1]


@given(st.text())
def test_words_are_in_order_and_hold_their_text(text: str):
    words = TOKENIZER.read(text, 0, len(text))
    edges = [0, *(edge for pair in zip(words.starts, words.ends, strict=True) for edge in pair), len(text)]
    assert edges == sorted(edges)
    assert all(words.pieces)
    assert all(not text[start:end].isspace() for start, end in zip(words.starts, words.ends, strict=True))


def test_a_cut_vocabulary_reads_the_texts_it_was_cut_for_alike():
    text = "The pier at Halden was closed."
    cut = cut_vocabulary(VOCABULARY, [text])
    small = WordPiece(cut)
    assert "cafe" not in cut
    assert "x" in cut
    assert [cut[n] for word in small.read(text, 0, len(text)).pieces for n in word] == pieces(text)
