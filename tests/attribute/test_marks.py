"""Decoding: the likeliest labels of words, as cues, sources and contents."""

from __future__ import annotations

import logging
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribute import extract_attributions, marks
from transforms.attribute.marks import _begun, _best_run, _buckets, _runs, _smooth, _spans

SCORES = st.lists(st.lists(st.integers(-9, 0), min_size=3, max_size=3), min_size=1, max_size=6)


def scores(*labels: int, sure: float = -0.1, unsure: float = -4) -> np.ndarray:
    found = np.full((len(labels), 3), unsure, np.float32)
    found[np.arange(len(labels)), labels] = sure
    return found


def test_runs_of_begin_and_inside_are_cues():
    assert [(first, last) for first, last, _ in _spans(scores(0, 1, 2, 0, 1, 1, 2))] == [(1, 3), (4, 5), (5, 7)]


def test_nothing_goes_on_that_has_not_begun():
    assert [(first, last) for first, last, _ in _spans(scores(2, 2, 0))] == [(0, 2)]


def test_a_word_that_is_hardly_another_does_not_cut_a_content():
    unsure = scores(2, 2, 0, 2, 2)
    unsure[2] = [-0.5, -4, -0.9]
    assert _smooth(unsure).tolist() == [2, 2, 2, 2, 2]
    assert _smooth(scores(2, 2, 0, 2, 2)).tolist() == [2, 2, 0, 2, 2]


def test_a_source_is_its_surest_run():
    marked = scores(1, 0, 1, 1, 0)
    assert _best_run(np.array([1, 0, 1, 1, 0]), marked) == (2, 4)
    assert _best_run(np.array([0, 2, 2, 0, 0]), scores(0, 2, 2, 0, 0)) is None


def test_a_pronoun_that_is_likely_is_a_source_without_a_run():
    likely = scores(0, 0, 2, 2)
    likely[0] = [-0.9, -0.6, -4]
    labels = _smooth(likely)
    assert labels.tolist() == [0, 0, 2, 2]
    assert _best_run(labels, likely) == (0, 1)


def test_runs_cover_all_words():
    assert _runs(np.array([0, 0, 2, 1])) == [(0, 2), (2, 3), (3, 4)]
    assert _runs(np.array([1])) == [(0, 1)]


def test_distances_are_exact_near_the_cue_and_coarse_far_from_it():
    classes = _buckets()
    middle = len(classes) // 2
    assert classes[middle - 4 : middle + 5].tolist() == [11, 12, 13, 14, 15, 16, 17, 18, 19]
    assert (classes.min(), classes.max()) == (0, 30)
    assert np.diff(classes).min() >= 0


@given(SCORES)
def test_no_other_way_of_switching_scores_more(rows: list[list[int]]):
    found = _smooth(np.array(rows, np.float32))

    def worth(labels) -> float:
        switches = sum(a != b for a, b in pairwise(labels))
        return sum(row[label] for row, label in zip(rows, labels, strict=True)) - 0.8 * switches

    best = max(worth(labels) for labels in product(range(3), repeat=len(rows)))
    assert abs(worth(found.tolist()) - best) < 1e-4


def test_without_the_head_the_rules_read_alone_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(marks, "HEAD", tmp_path / "attribution.npz")
    marks._load.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            rows = extract_attributions("Ada Kern said the pier was gone.") + extract_attributions("Venn said no.")
    finally:
        marks._load.cache_clear()
    assert [row.source for row in rows] == ["Ada Kern", "Venn"]
    assert len(caplog.records) == 1


@given(SCORES)
def test_no_other_way_of_beginning_and_going_on_scores_more(rows: list[list[int]]):
    found = _begun(np.array(rows, np.float32)).tolist()

    def allowed(labels) -> bool:
        return labels[0] != 2 and all((a, b) != (0, 2) for a, b in pairwise(labels))

    def worth(labels) -> int:
        return sum(row[label] for row, label in zip(rows, labels, strict=True))

    assert allowed(found)
    assert worth(found) == max(worth(labels) for labels in product(range(3), repeat=len(rows)) if allowed(labels))
