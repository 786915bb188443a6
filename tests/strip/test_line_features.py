"""What lines of plain text are measured by: patterns that recur, and stretches held for the story."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.strip.line_patterns import PATTERN_FEATURES, patterns
from transforms.strip.line_stretches import STRETCH_FEATURES, stretches

PROSE = (
    "The harbour authority closed two piers on Tuesday after inspectors, sent by the city, found cracks in the pilings."
)
THREAD = [
    "Dana Osk 12 March 2024",
    "No.",
    "Pia Vell 13 March 2024",
    "Why close both?",
    "Jon Moor 14 March 2024",
    "Who pays?",
]


def test_lines_of_one_make_are_counted_and_prose_has_no_pattern():
    found = patterns([PROSE, *THREAD])
    assert found["alike"].tolist() == pytest.approx(np.log1p([0, 3, 1, 3, 2, 3, 2]).tolist())
    assert found["alike_share"][1] == pytest.approx(3 / 7)
    assert found["alike_until"].tolist()[:2] == [0, 1]


def test_a_word_alone_is_no_pattern_however_often_it_stands():
    assert patterns(["Home", "News", "Sport", "Weather", PROSE])["alike_before"].max() == 0


def test_lines_that_begin_or_end_alike_are_counted():
    found = patterns(["Photo by Dana Osk", "Photo by Pia Osk", "Photo by Jon Moor", PROSE])
    assert found["same_start"].tolist() == pytest.approx(np.log1p([3, 3, 3, 1]).tolist())
    assert found["same_end"].tolist() == pytest.approx(np.log1p([1, 1, 1, 1]).tolist())
    assert found["same_before"].tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize(
    "line",
    ["8:29 am", "2024/03/12", "3 days ago", "hace 2 días", "vor 3 Tagen", "2 часа назад", "3小时前", "2 dni temu"],
)
def test_a_short_line_says_when(line):
    found = patterns([line, PROSE])
    assert found["dated"].tolist() == [1, 0]
    assert found["dated_above"][1] == pytest.approx(np.log(2))


@pytest.mark.parametrize("line", ["3 Replies", "Report", "Ответить", "Dodaj komentarz", "Like", "Kommentare (12)"])
def test_a_short_line_answers(line):
    assert patterns([line, PROSE])["answer"].tolist() == [1, 0]


def test_a_teaser_breaks_off():
    assert patterns(["Two piers closed…", "Two piers closed [...]", "Two piers closed."])["breaks_off"].tolist() == [
        1,
        1,
        0,
    ]


LIKELY = st.lists(st.sampled_from([0.02, 0.3, 0.6, 0.97]), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(LIKELY, st.randoms(use_true_random=False))
def test_stretches_are_what_counting_one_by_one_gives(odds, random):
    likely = np.array(odds, np.float32)
    weight = np.array([random.randint(1, 900) for _ in odds], np.float32)
    told = np.array([random.random() < 0.2 for _ in odds], np.float32)
    found = stretches(likely, weight, told)
    assert set(found) == set(STRETCH_FEATURES)
    assert all(np.isfinite(values).all() and len(values) == len(odds) for values in found.values())
    groups = [(held, [at for at, _ in own]) for held, own in groupby(enumerate(odds), lambda one: one[1] > 0.5)]
    masses = [float((likely[own] * weight[own]).sum()) for _, own in groups]
    story = [mass if held else 0.0 for (held, _), mass in zip(groups, masses, strict=True)]
    largest = groups[story.index(max(story))][1]
    for (_, own), mass in zip(groups, masses, strict=True):
        for at in own:
            between = [*range(at + 1, largest[0]), *range(largest[-1] + 1, at)]
            assert found["stretch_rank"][at] == sum(other > mass + 1e-3 for other in story)
            assert found["stretch_mean"][at] == pytest.approx(likely[own].mean(), rel=1e-4)
            assert abs(found["largest_low"][at]) == pytest.approx(np.log1p((1 - likely[between]).sum()), abs=1e-4)
            assert found["largest_told"][at] == pytest.approx(np.log1p(told[between].sum()), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=20))
def test_every_line_has_every_pattern_feature(texts):
    found = patterns(texts)
    assert set(found) == set(PATTERN_FEATURES)
    assert all(np.isfinite(values).all() and len(values) == len(texts) for values in found.values())
