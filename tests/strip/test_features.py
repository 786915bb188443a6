"""What is measured of blocks and lines before a model judges them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.strip.features import FEATURES, Blocks, candidates, since, window
from transforms.strip.kinds import wordings
from transforms.strip.line_features import LINE_FEATURES, Lines
from transforms.strip.lines import guess_title
from transforms.strip.scan import scan
from transforms.strip.vocabulary import read_names
from transforms.strip.weights import load_weights
from transforms.strip.words import Words

PROSE = "The ferry to Osk was cancelled on Monday because of fog, the harbour master said in a notice."
TEXTS = st.lists(st.text(min_size=1, max_size=80).map(str.split).map(" ".join).filter(bool), min_size=1, max_size=30)


def test_blocks_far_from_prose_are_no_candidates():
    texts = ["Home"] * 40 + [PROSE] + ["Home"] * 40
    near = candidates(texts, [0] * len(texts))
    assert near.tolist() == [False] * 25 + [True] * 31 + [False] * 25


def test_a_link_however_long_is_no_prose_and_a_page_without_prose_is_all_candidates():
    assert candidates([PROSE, "Home"], [len(PROSE), 0]).all()
    assert not candidates([PROSE] * 20 + [PROSE], [len(PROSE)] * 20 + [0])[:3].any()


def test_a_short_block_in_a_script_without_spaces_may_be_prose():
    texts = ["首页"] * 30 + ["港口管理局周二表示检查人员在桥墩上发现裂缝之后关闭了两座码头。"]
    assert candidates(texts, [0] * len(texts)).tolist() == [False] * 15 + [True] * 16


def test_means_over_neighbours_and_distances():
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert window(values, -2, 0).tolist() == [0.0, 1.0, 1.5, 2.5]
    assert window(values, 1, 3).tolist() == [2.5, 3.5, 4.0, 0.0]
    assert since(np.array([False, True, False, False])).tolist() == [60.0, 0.0, 1.0, 2.0]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["", "Ferry to Osk cancelled", "渡轮停航"]))
def test_every_line_has_finite_features(texts, title):
    lines = Lines(texts, np.zeros(len(texts), np.float32), [""] * len(texts), title)
    likely = lines.guess([0.1] * lines.look.shape[1])
    first = lines.first(likely)
    second = lines.second(first, likely)
    assert second.shape == (len(texts), len(LINE_FEATURES))
    assert (second[:, : first.shape[1]] == first).all()
    assert np.isfinite(second).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<li>", "text", PROSE, "<a href=x>", "</a>"]), max_size=30))
def test_every_block_has_finite_features(pieces):
    page = scan("".join(pieces) + "<p>end")
    count = len(page.blocks)
    names = read_names(page, load_weights("blocks"))
    blocks = Blocks(page, Words(np.zeros(count, np.float32), 0.0), names, [""] * count, "end")
    matrix = blocks.matrix(blocks.guess([0.1] * blocks.look.shape[1]))
    assert matrix.shape == (count, len(FEATURES))
    assert np.isfinite(matrix).all()


def test_what_a_line_shares_with_the_story_tells_it_from_a_teaser():
    story = [PROSE, "Passengers for Osk waited at the harbour while the ferry stayed in the fog."]
    lines = Lines([*story, "Mayor opens new swimming hall in Velmora"], np.zeros(3, np.float32), [""] * 3, "")
    first = lines.first(np.array([0.9, 0.9, 0.1], np.float32))
    shared = first[:, LINE_FEATURES.index("shared")]
    assert shared[:2].min() > 0
    assert shared[2] == 0


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Ferry to Osk cancelled", PROSE, PROSE], "Ferry to Osk cancelled"),
        ([PROSE, PROSE, PROSE], None),
        (["Ferry to Osk cancelled", PROSE], None),
    ],
)
def test_a_first_line_that_reads_like_a_headline_is_one(lines, title):
    assert guess_title(lines) == title


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT - CONTINUE READING BELOW", "advertisement"),
        ("Advertisement. Scroll to continue reading.", "advertisement"),
        ("Advertisement >>", "advertisement"),
        ("Advertising revenue of the port fell by a tenth.", None),
        ("Biscuits and cookies were sold at the pier in the afternoon.", None),
        ("We use cookies on this site", "cookie_notice"),
        ("This guide contains affiliate links.", "advertisement"),
    ],
)
def test_wording_is_found_by_its_start_or_by_the_words_it_needs(text, kind):
    (rule,) = wordings([text])
    assert (rule.kind if rule else None) == kind
