"""The encoder: one pass a story, bounded, and a story is read by rules where it is missing."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from schemas.story import Span
from transforms.attribute import extract_attributions
from transforms.language import encoder
from transforms.language.encoder import MOST_PIECES, WIDTH, read_story

STORY = "The pier at Halden is closed, Mayor Ada Kern said.\n\n“We had no choice,” she added.\n"


def test_each_paragraph_gets_a_vector_for_each_piece_of_each_word():
    readings = read_story(STORY)
    assert readings is not None
    assert [STORY[r.words.starts[r.first] : r.words.ends[r.last - 1]] for r in readings] == STORY.split("\n")[0:3:2]
    for reading in readings:
        assert reading.hidden.shape[1] == WIDTH
        assert np.isfinite(reading.hidden).all()
        assert len(reading.places) == reading.last - reading.first
        assert reading.places.min() >= 0
        assert reading.places.max() < len(reading.hidden)


def test_a_story_is_read_once_for_all_who_ask():
    assert read_story(STORY) is read_story(STORY)


def test_paragraphs_that_are_known_are_those_that_are_read():
    first, second = Span(0, STORY.index("\n")), Span(STORY.index("“"), len(STORY) - 1)
    readings = read_story(STORY, [first, second])
    assert readings is not None
    assert [(r.words.starts[0], r.words.ends[-1]) for r in readings] == [(0, first.end), (second.start, second.end)]


def test_a_book_on_one_line_is_read_up_to_a_bound():
    readings = read_story("said " * 30_000)
    assert readings is not None
    assert 0.9 * MOST_PIECES < sum(len(reading.hidden) for reading in readings) <= MOST_PIECES


def test_without_weights_the_rules_read_alone_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(encoder, "WEIGHTS", tmp_path / "encoder.onnx")
    encoder._load.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            assert read_story(STORY) is None
            rows = extract_attributions(STORY)
    finally:
        encoder._load.cache_clear()
    assert [row.source for row in rows] == ["Mayor Ada Kern", "she"]
    assert [record.getMessage() for record in caplog.records] == [
        "No encoder.onnx: stories are read by rules alone, which find fewer attributions."
    ]
