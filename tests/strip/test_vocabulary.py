"""Names of elements that are read at once say what they say one by one."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.strip import vocabulary
from transforms.strip.boxes import Boxes
from transforms.strip.lexicon import numbers_of
from transforms.strip.names import KIND_OF_NAME, KIND_OF_TAG, KINDS
from transforms.strip.scan import Container, Scan, scan
from transforms.strip.vocabulary import FLAGS, HIDDEN, OUTERMOST, name_features, named_by, read_names
from transforms.strip.weights import Weights, load_weights

COMMENTS = re.compile("comment|disqus|koment|kommenta|coment|opini|reaktion|reactie|otzyv|sxoli|pinglun")
PIECES = [
    ' class="', " class='", '"', "'", " id=", " data-type=c", " CLASS=", ' role="main"', " hidden",
    ' style="display: none"', "a-b", "post", "content", "post-content", "articleBody", "CommentList", "NEWSPage Ab",
    "share", "author bio", "zß Ünited", " ", "\n", "\0", "\1", ">", "=", "/", "nav " * 9, "x12y",
    " ".join(f"n{chr(97 + at)}q" for at in range(26)), "b" * 290,
]  # fmt: skip
TAGS = ["div", "p", "main", "nav", "aside", "figcaption", "ol", "wire-story", "x-" + "y" * 600]
ELEMENTS = st.lists(
    st.tuples(st.sampled_from(TAGS), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)), min_size=1, max_size=8
)


def page_of(elements):
    """A page of containers side by side."""
    return Scan(containers=[Container(tag, written, -1, 0, at, at + 1) for at, (tag, written) in enumerate(elements)])


def alone(tag, written, weights):
    """Score, flags and kind of an element, from its names one by one."""
    features = name_features(tag, written)
    score = weights.name_bias + sum(weights.names.look_up(numbers_of(features))[0].astype(float).tolist())
    named = named_by(written).lower()
    told = max((KIND_OF_NAME.get(name, 0) for name in features[1:]), default=0) or KIND_OF_TAG.get(tag, 0)
    kind = "" if tag in {"body", "html", "main", "article"} else KINDS[told]
    return np.float32(score), bool(COMMENTS.search(named)), "articlebody" in named, kind


@settings(deadline=None)
@given(ELEMENTS)
@example([("div", ' class="a\0b post'), ("div", " class=a\1b"), ("p", "")])
@example([("div", ' class="ABCdef ABc aBC fooBar Ab xx"'), ("div", ' class="ab cd"'), ("div", ' class="ac bd"')])
def test_what_is_read_at_once_is_what_is_read_one_by_one(elements):
    weights = load_weights("blocks")
    names = read_names(page_of(elements), weights)
    for at, (tag, written) in enumerate(elements):
        flags = int(names.flags[at])
        kind = "" if names.kinds[at] == OUTERMOST else KINDS[names.kinds[at]]
        comment, body = (bool(flags & 1 << FLAGS.index(name)) for name in ("comment", "body_name"))
        assert (names.scores[at], comment, body, kind) == alone(tag, written, weights)
    features = [name_features(tag, written) for tag, written in elements]
    same = names.templates[:-1, None] == names.templates[None, :-1]
    assert same.tolist() == [[one == other for other in features] for one in features]
    assert (names.scores[-1], names.flags[-1], names.kinds[-1]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (' class="post-Body post"', ("div", "post", "body", "post body")),
        (' class="ABCdef ABc x fooBAR"', ("div", "ab", "cdef", "foo", "bar", "ab cdef", "cdef foo", "foo bar")),
        (" title=post id=lead", ("div", "lead")),
        ("", ("div",)),
    ],
)
def test_names_are_words_each_once_and_pairs_of_neighbours(written, expected):
    assert name_features("div", written) == expected


@pytest.mark.parametrize(
    ("written", "is_hidden"),
    [
        (" hidden", True),
        (' style="color: red; display : none"', True),
        (' style="visibility:hidden"', True),
        (' class="hidden"', False),
        (' class="overflow-hidden" aria-hidden="true"', False),
        (' style="display:block"', False),
    ],
)
def test_what_readers_do_not_see_is_told_by_attribute_and_style(written, is_hidden):
    names = read_names(page_of([("div", written)]), load_weights("blocks"))
    assert bool(names.flags[0] & HIDDEN) == is_hidden


def test_very_much_in_attributes_is_read_in_parts():
    weights = load_weights("blocks")
    elements = [
        ("div", f' class="{"post entry " * 27}" id="{"content " * 37}" data-n{at}="{"x" * 6_000}"') for at in range(200)
    ]
    names = read_names(page_of(elements), weights)
    assert names.scores[:-1].tolist() == [alone(*elements[0], weights)[0]] * 200
    assert len(set(names.templates[:-1].tolist())) == 1


def test_a_page_without_containers_has_the_virtual_one():
    assert read_names(Scan(), load_weights("blocks")).scores.tolist() == [0.0]


def test_what_was_read_before_says_the_same_and_is_forgotten_when_it_is_much(monkeypatch):
    weights = load_weights("blocks")
    pages = [page_of([("div", f' class="post {name} entry"'), ("p", "")]) for name in ("lead", "share", "lead", "nav")]
    fresh = [read_names(page, weights) for page in pages]
    monkeypatch.setattr(vocabulary, "_MUCH", 0)
    for page, before in zip(pages, fresh, strict=True):
        for column, expected in zip(read_names(page, weights), before, strict=True):
            assert column.tolist() == expected.tolist()


def test_pages_read_beside_each_other_say_what_they_say_alone():
    loaded = load_weights("blocks")
    weights = Weights.__new__(Weights)
    weights.__dict__.update(loaded.__dict__)
    pages = [
        page_of([("div", f' class="post {chr(97 + at % 26) * 3} {chr(97 + at % 7) * 4}"')] * 3) for at in range(200)
    ]
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda page: read_names(page, weights).scores.tolist(), pages)]
    assert found == [read_names(page, loaded).scores.tolist() for page in pages]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ['<div class="post">', '<div class="share">', "<nav hidden>", "<main>", "</div>", "</nav>", "text"]
        )
    )
)
def test_scores_from_the_root_down_are_those_of_a_walk(pieces):
    page = scan("".join(pieces) + "<p>end")
    names = read_names(page, load_weights("blocks"))
    boxes = Boxes.of(page, names)
    for at, container in enumerate(page.containers):
        own, up = float(names.scores[at]), container.parent
        low, high, total, flags = (
            (min(own, boxes.low[up]), max(own, boxes.high[up]), own + 0.7 * boxes.total[up], boxes.flags[up])
            if up >= 0
            else (own, own, own, 0)
        )
        assert (boxes.low[at], boxes.high[at], boxes.flags[at]) == (low, high, names.flags[at] | flags)
        assert boxes.total[at] == pytest.approx(total, rel=1e-5, abs=1e-5)
    for block, named in zip(page.blocks, boxes.kinds, strict=True):
        assert list(named) == walked(page, names, block.container)


def walked(page, names, at):
    """The kinds that the containers around are named after, from the innermost of six outwards."""
    found = []
    for _ in range(6):
        if at < 0 or names.kinds[at] == OUTERMOST:
            break
        found += [KINDS[names.kinds[at]]] if names.kinds[at] else []
        at = page.containers[at].parent
    return found[:3]
