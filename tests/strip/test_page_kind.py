"""Pages that are no story are typed as what they are; stories that look a little like them stay stories."""

from __future__ import annotations

import json

import pytest

from tests.strip.test_strip import LONGER, SENTENCES, TITLE, read, wordpress
from transforms.strip import strip_fragment, strip_page

TEASERS = "".join(
    f'<div class="teaser"><h2><a href="/x/{number}">Ward {number} votes on its moorings</a></h2><p>{text}</p></div>'
    for number, text in enumerate(SENTENCES)
)


def page(data, paragraphs=SENTENCES) -> str:
    """The story's page with JSON-LD in it."""
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return wordpress(paragraphs).replace("</head>", f"{script}</head>")


def undated(text: str) -> str:
    return text.replace('<meta property="article:published_time" content="2024-06-04T10:15:00+02:00">', "").replace(
        "2024", "last-year"
    )


def kind(text: str, url: str = "https://post.example/news/piers") -> str:
    found = strip_page(text.replace('<link rel="canonical" href="/last-year/06/piers">', "").encode(), url=url)
    return found.page_kind


@pytest.mark.parametrize(
    ("data", "few", "expected"),
    [
        ({"@type": "LiveBlogPosting", "headline": "x"}, False, "live_blog"),
        ({"@type": "ImageGallery", "name": "x"}, True, "gallery"),
        ({"@type": "ImageGallery", "name": "x"}, False, "article"),
        ({"@type": "VideoObject", "name": "x"}, True, "video"),
        ({"@type": "VideoObject", "name": "x"}, False, "article"),
        ({"@graph": [{"@type": "NewsArticle", "headline": "x"}, {"@type": "VideoObject"}]}, True, "article"),
        ({"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": "False"}, True, "paywall_stub"),
        ({"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": False}, False, "article"),
        ({"@type": "CollectionPage", "name": "x"}, False, "index"),
        ({"@type": "SearchResultsPage", "name": "x"}, False, "index"),
        ({"@type": "Product", "name": "x"}, False, "other"),
        ({"@type": "DiscussionForumPosting", "headline": "x"}, False, "other"),
        ({"@graph": [{"@type": "NewsArticle", "headline": "x"}, {"@type": "Product"}]}, False, "article"),
    ],
)
def test_what_the_page_states_decides(data, few, expected):
    assert kind(undated(page(data, SENTENCES[:2] if few else LONGER))) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://board.example/viewtopic.php?t=12", "other"),
        ("https://board.example/threads/piers.230143/", "other"),
        ("https://shop.example/products/mooring-rope", "other"),
        ("https://rope.example/docs/splicing.html", "other"),
        ("https://post.example/tag/harbour/", "index"),
        ("https://post.example/shopping/piers-reopen", "article"),
        ("https://post.example/news/forum-on-piers-opens", "article"),
        ("http://[", "article"),
    ],
)
def test_an_address_decides_for_pages_that_call_themselves_nothing(url, expected):
    assert kind(undated(wordpress()), url) == expected
    story = undated(page({"@type": "NewsArticle", "headline": TITLE}))
    assert kind(story, url) == "article"


@pytest.mark.parametrize("software", ["Discourse 3.3 - https://x.example", "MediaWiki 1.46", "phpBB", "Sphinx 8"])
def test_forums_wikis_and_manuals_name_their_software(software):
    assert kind(wordpress().replace("</head>", f'<meta name="generator" content="{software}"></head>')) == "other"
    assert kind(wordpress().replace("</head>", '<meta name="generator" content="WordPress 6.9"></head>')) == "article"


def test_a_page_of_a_house_without_date_and_author_is_no_article():
    house = {"@graph": [{"@type": "WebPage", "name": "Moorings"}, {"@type": "Organization", "name": "Osk Ropes"}]}
    assert kind(undated(page(house, LONGER))) == "other"
    assert kind(page(house, LONGER)) == "article"
    signed = {"@graph": [*house["@graph"], {"@type": "NewsArticle", "headline": TITLE}]}
    assert kind(undated(page(signed, LONGER))) == "article"
    by = '<meta name="author" content="Ilse Tarrant"></head>'
    assert kind(undated(page(house, LONGER)).replace("</head>", by)) == "article"


def test_a_list_of_teasers_is_an_index_and_teasers_below_a_story_are_not():
    only = undated(wordpress(())).replace('<div class="entry-content">', f'<div class="entry-content">{TEASERS}')
    assert kind(only) == "index"
    assert kind(undated(wordpress(LONGER).replace("</article>", "</article>" + TEASERS[:400]))) == "article"


def test_a_shop_shows_prices_and_a_cart():
    shelf = "".join(f"<li><p>Rope {number}</p><p>€ {number}.50</p></li>" for number in range(1, 15))
    shop = undated(wordpress(SENTENCES[:4])).replace("</article>", f"</article><ul>{shelf}</ul><p>Add to cart</p>")
    assert kind(shop) == "index"
    assert kind(shop.replace(shelf, shelf[:80])) == "other"
    assert kind(wordpress(LONGER) + "<p>€ 3.50 a month</p>") == "article"


def test_the_posts_of_a_live_blog_are_told_from_the_link_to_one():
    posts = "".join(f'<div class="live-blog-post"><p>{text}</p></div>' for text in SENTENCES)
    assert (
        kind(wordpress(()).replace('<div class="entry-content">', f'<div class="entry-content">{posts}')) == "live_blog"
    )
    teased = '<div class="live-blog-entry"><a href="/live">Live</a></div>' * 3
    assert kind(wordpress().replace("</article>", f"{teased}</article>")) == "article"


def test_microdata_count_like_json_ld():
    live = wordpress().replace('<div class="entry-content">', '<div itemtype="https://schema.org/LiveBlogPosting">')
    assert kind(live) == "live_blog"


@pytest.mark.parametrize(
    "words", ["Subscribe to continue reading", "Sie sind bereits Abonnent?", "Réservé aux abonnés", "会員限定です"]
)
def test_a_stub_before_a_paywall_says_so(words):
    stub = wordpress(SENTENCES[:2]).replace("</article>", f"<div><p>{words}</p></div></article>")
    assert kind(stub) == "paywall_stub"
    assert kind(wordpress(LONGER).replace("</article>", f"<div><p>{words}</p></div></article>")) == "article"


def test_a_few_words_under_many_pictures_are_a_gallery():
    slides = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{text}</figcaption></figure>' for n, text in enumerate(SENTENCES)
    )
    shown = wordpress(SENTENCES[:1]).replace('<div class="share">', f'<div>{slides}</div><div class="share">')
    assert kind(shown) == "gallery"


def test_a_few_words_under_a_player_are_a_video():
    player = '<div class="video-player"><video src="/v.mp4"></video></div>'
    assert kind(wordpress(SENTENCES[:1]).replace("<article>", f"<article>{player}")) == "video"
    assert kind(wordpress(LONGER).replace("<article>", f"<article>{player}")) == "article"


def test_scripts_without_spaces_have_words_too():
    text = (
        "港口管理局周二关闭了两个码头，此前检查人员在支柱上发现了裂缝，官员们说这些裂缝三月份就已经报告过但没有修理。"
        * 3
    )
    chinese = wordpress([text] * 3).replace("<article>", '<article><div class="video-player"></div>')
    assert read(chinese).page_kind == "article"


def test_what_a_feed_carries_states_nothing_and_is_a_story_all_the_same():
    markup = "".join(f"<p>{text}</p>" for text in LONGER) + "<p>€ 3</p>" * 9
    assert strip_fragment(markup, url="https://post.example/shop/about/piers", title=TITLE).page_kind == "article"
