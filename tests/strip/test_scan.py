"""What the scan of a page makes of tags however they are written, and of end tags that end nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strip.test_hostile import cost
from transforms.strip.scan import Scan, _remembered, attributes, scan

PIECES = (
    "<div>", "</div>", "<p class=lead>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>",
    "<x-y>", "</x-y>", "<br>", "<b>", "</b>", "<a href=x>", "</a>", "<span>", "</span>", "<svg>", "</svg>",
    "<img src=x>", "<script>no text</script>", "<style>none</style>", "<textarea>none", "</textarea>",
    "<title>bells</title>", "<!-- none -->", "<body>", "<option>", "nine", " ", "bells",
)  # fmt: skip


def shown(page: Scan) -> tuple[object, ...]:
    """What was found, in small letters."""
    return (
        [
            (one.text.lower(), one.container, one.link_chars, one.links, one.bold_chars, one.images, one.breaks)
            for one in page.blocks
        ],
        [(one.tag, one.attributes.lower(), one.parent, one.depth, one.start, one.end) for one in page.containers],
        [title.lower() for title in page.titles],
        [written.lower() for written in page.hollow],
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_capitals_make_no_difference(pieces: list[str]):
    markup = "".join(pieces)
    assert shown(scan(markup)) == shown(scan(markup.upper()))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(("<div>", "<p>", "<li>", "<b>", "<em>", "<x-y>", "nine ", "bells ")), max_size=30))
def test_white_space_between_tags_and_comments_change_nothing(pieces: list[str]):
    between = [
        piece for one in pieces for piece in (one, "<!-- none -->\n\t" if one in {"<div>", "<p>", "<li>"} else "")
    ]
    assert shown(scan("".join(pieces))) == shown(scan("".join(between)))


def test_a_text_is_held_by_the_elements_open_around_it():
    page = scan("<ul id=a><li>One<li><p>Two<p><a href=/>Three</a> and <b>four</b></ul>five<div class=b></div>")
    assert [one.text for one in page.blocks] == ["One", "Two", "Three and four", "five"]
    assert [page.containers[one.container].tag if one.container >= 0 else "" for one in page.blocks] == [
        "li", "p", "p", "",
    ]  # fmt: skip
    assert [(one.tag, one.parent, one.depth, one.start, one.end) for one in page.containers] == [
        ("ul", -1, 0, 0, 3),
        ("li", 0, 1, 0, 1),
        ("li", 0, 1, 1, 3),
        ("p", 2, 2, 1, 2),
        ("p", 2, 2, 2, 3),
    ]
    assert page.hollow == [" class=b"]
    assert (page.blocks[2].link_chars, page.blocks[2].links, page.blocks[2].bold_chars) == (5, 1, 4)


def test_end_tags_are_not_looked_for_without_end():
    within = "<p>x<table>" + "<div>x" * 1_900
    assert not scan(within + "</p>" * 1_000).too_deep
    assert scan(within + "</p>" * 300_000).too_deep
    few, many = (cost(lambda times=times: scan(within + "</p>" * times)) for times in (20_000, 300_000))
    assert many < max(20 * few, 1.0)


def test_only_short_attributes_are_remembered():
    before = _remembered.cache_info().currsize
    assert attributes(' content="' + "x" * 100_000)["content"].startswith("xxx")
    assert _remembered.cache_info().currsize == before
    assert attributes(' class="a-name-of-this-test"') == {"class": "a-name-of-this-test"}
    assert _remembered.cache_info().currsize == before + 1
