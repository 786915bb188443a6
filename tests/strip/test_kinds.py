"""Each kind is told by its words, in more than one language, and prose is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Article
from tests.strip.test_strip import SENTENCES, wordpress
from transforms.strip import strip_page
from transforms.strip.dates import day_in_words
from transforms.strip.kinds import wordings
from transforms.strip.pictures import is_caption
from transforms.strip.scan import scan


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Leave a Reply", "comment_form"),
        ("Deine E-Mail-Adresse wird nicht veröffentlicht.", "comment_form"),
        ("12 Comments", "comments"),
        ("Related Posts", "related_posts"),
        ("» Read more: Ferry returns to the northern basin", "related_posts"),
        ("Читайте также: Порт закрыт", "related_posts"),
        ("相关新闻", "related_posts"),
        ("Share on Facebook", "share"),
        ("Follow us on Telegram", "share"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("The best of the Post, delivered to your inbox every morning", "newsletter"),
        ("Ilse Tarrant is a reporter covering ports and trade.", "author_bio"),
        ("About the author", "author_bio"),
        ("Media contact:", "about_company"),
        ("© 2024 Northern Post. All rights reserved.", "licence_notice"),
        ("This material may not be published or rewritten without written permission.", "licence_notice"),
        ("We use cookies to improve your visit.", "cookie_notice"),
        ("Advertisement", "advertisement"),
        ("This post contains affiliate links.", "advertisement"),
        ("Skip to content", "navigation"),
    ],
)
def test_wording_tells_the_kind(text, kind):
    (rule,) = wordings([text])
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "Related costs rose as the harbour stayed closed through the spring, the ministry said on Monday.",
        "The newsletter that the union sends to its members was printed late, three of its editors said.",
        "Shares of the ferry company fell 4 percent after the announcement.",
        "Advertising revenue at the port's magazine halved, according to its annual report for last year.",
    ],
)
def test_prose_is_no_boilerplate(text):
    assert wordings([text]) == [None]
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated on July 9, 2025", "2025-07-09"),
        ("4. Juni 2024, 10:15 Uhr", "2024-06-04"),
        ("3 czerwca 2024", "2024-06-03"),
        ("2024年6月4日", "2024-06-04"),
        ("04.06.2024", "2024-06-04"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("04/06/2024", None),
        ("31 things to do in 2024", None),
    ],
)
def test_a_dated_line_names_its_day_where_only_one_reading_is_possible(line, day):
    assert day_in_words(line) == day


def test_articlebody_stands_in_where_the_model_finds_next_to_nothing():
    body = " ".join(SENTENCES)
    cells = "".join(f"<td>{text}</td>" for text in SENTENCES)
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
        + body
        + f'"}}</script></head><body><nav><table><tr>{cells}</tr></table></nav></body></html>'
    )
    article = strip_page(page.encode(), url=None)
    assert isinstance(article, Article)
    assert len(article.paragraphs) == len(SENTENCES)


def test_a_hidden_block_is_neither_story_nor_visible_text():
    page = wordpress().replace("</body>", '<div style="display: none"><p>Close this window</p></div></body>')
    article = strip_page(page.encode(), url=None)
    assert isinstance(article, Article)
    assert not any("Close this window" in one.text for one in article.removed)


def test_the_same_page_gives_the_same_article():
    assert strip_page(wordpress().encode(), url=None) == strip_page(wordpress().encode(), url=None)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "</p>",
                "<li>",
                "<td>",
                "</table>",
                "<table>",
                "<x-y>",
                "</x-y>",
                "a b",
                "<br>",
                "<b>",
                "<!--",
                "-->",
                "<svg>",
                "<a href=x>",
                '"',
                "<",
            ]
        ),
        max_size=40,
    )
)
def test_containers_are_ranges_of_blocks_within_their_parents(pieces):
    page = scan("".join(pieces))
    for one in page.containers:
        assert 0 <= one.start <= one.end <= len(page.blocks) + 1
        if one.parent >= 0:
            above = page.containers[one.parent]
            assert above.start <= one.start
            assert one.end <= above.end or above.end >= len(page.blocks)
    for at, block in enumerate(page.blocks):
        if block.container >= 0:
            box = page.containers[block.container]
            assert box.start <= at < box.end
