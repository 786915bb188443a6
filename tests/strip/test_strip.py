"""A page or text becomes an article, and nothing of it is lost."""

from __future__ import annotations

import gc
import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.records import Article, Refusal
from transforms.strip import read_body, strip_fragment, strip_page, strip_text
from transforms.strip.decode import decode
from transforms.strip.mend import mended
from transforms.strip.pictures import split_credit

SENTENCES = (
    "The harbour authority of Velmora closed two piers on Tuesday after inspectors found cracks in their pillars.",
    "Three officials familiar with the inspection said the cracks had been reported in March and not repaired.",
    "A spokeswoman for the authority declined to say when the piers would open again, and gave no estimate of cost.",
    "Fishing crews moved their boats to the northern basin, where space has been short since the storm of last year.",
    "The mayor, Ilse Tarrant, told reporters that the city would pay for temporary moorings until the autumn.",
    "Opposition members of the council asked for the engineers' letters to be made public before the next session.",
    "Trade through the port fell by a tenth in the quarter, according to figures released by the customs office.",
    "Work on the pillars is expected to begin once divers have measured the damage below the waterline.",
)
LONGER = (*SENTENCES, *(f"By the evening, {text[0].lower()}{text[1:]}" for text in SENTENCES))
CAPTION = "A crane stands idle beside the closed pier in Velmora on June 4. (credit: NORTHWIRE / DANA OSK)"
TITLE = "Velmora shuts piers after cracks found: officials"


def wordpress(paragraphs=SENTENCES) -> str:
    middle = "".join(
        f"<p>{text}</p>"
        + (
            f'<figure><img src="a.jpg"><figcaption class="wp-caption-text">{CAPTION}</figcaption></figure>'
            if at == 3
            else ""
        )
        for at, text in enumerate(paragraphs)
    )
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>{TITLE} - Northern Post</title>'
        '<meta property="article:published_time" content="2024-06-04T10:15:00+02:00">'
        '<meta property="og:site_name" content="Northern Post">'
        '<link rel="canonical" href="/2024/06/piers"></head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f'<article><h1>{TITLE}</h1><div class="entry-content">{middle}</div></article>'
        '<div class="related"><h3>Related Posts</h3><ul><li><a href="/a">Ferry returns to Osk</a></li></ul></div>'
        '<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><p>'
        "Your email address will not be published. "
        "Required fields are marked *</p></form></div>"
        '<div class="share">Share on Facebook</div><p class="newsletter">Sign up for our newsletter</p></body></html>'
    )


def read(markup: str | bytes, **more) -> Article:
    data = markup.encode() if isinstance(markup, str) else markup
    found = strip_page(data, url="https://post.example/2024/06/piers?x=1", **more)
    assert isinstance(found, Article), found
    return found


def check(article: Article) -> None:
    """What holds for every article."""
    assert article.body
    assert "\n\n".join(article.body[span.start : span.end] for span in article.paragraphs) == article.body
    starts = {span.start for span in article.paragraphs} | {len(article.body)}
    assert all(one.position in starts for one in article.removed)
    assert [one.position for one in article.removed] == sorted(one.position for one in article.removed)


def rebuilt(article: Article) -> list[str]:
    """The page's text from body and removals."""
    pieces = [(span.start, 1, article.body[span.start : span.end]) for span in article.paragraphs]
    pieces += [(one.position, 0, one.text) for one in article.removed]
    return [line for _, _, text in sorted(pieces, key=lambda piece: piece[:2]) for line in text.split("\n")]


def test_a_wordpress_page_gives_paragraphs_caption_and_removals():
    article = read(wordpress())
    check(article)
    assert [article.body[span.start : span.end] for span in article.paragraphs] == list(SENTENCES)
    assert article.title == TITLE
    assert article.captions[0].credit == "NORTHWIRE / DANA OSK"
    assert article.captions[0].text.endswith("on June 4.")
    kinds = {one.kind for one in article.removed}
    assert {"caption", "related_posts", "comment_form", "headline", "newsletter", "share", "navigation"} <= kinds
    caption = next(one for one in article.removed if one.kind == "caption")
    assert caption.position == article.paragraphs[4].start
    assert article.canonical_url == "https://post.example/2024/06/piers"
    assert (article.outlet, article.language, article.published_source) == ("Northern Post", "en", "meta")
    assert article.published_at == 1_717_488_900_000_000


def test_body_and_removals_rebuild_the_visible_text():
    article = read(wordpress())
    lines = rebuilt(article)
    expected = [TITLE, *SENTENCES[:4], CAPTION, *SENTENCES[4:], "Related Posts", "Ferry returns to Osk"]
    assert [line for line in lines if line in expected] == expected


def test_the_body_alone_is_that_of_the_article_headline_description_and_author_regarded():
    lines = "<p>By Rosa Lindqvist</p>", f"<p>{LONGER[9]}</p>"
    page = wordpress().replace("</h1>", "</h1>" + "".join(lines))
    for stated in (
        "",
        '<meta name="author" content="Rosa Lindqvist">',
        f'<meta property="og:description" content="{LONGER[9]}">',
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{LONGER[9]}"}}</script>',
    ):
        told = page.replace("<head>", f"<head>{stated}")
        assert read_body(told, url="https://post.example/x") == read(told).body


@pytest.mark.parametrize("title", [None, TITLE])
def test_plain_text_loses_headline_caption_and_tail(title):
    lines = [TITLE, *SENTENCES[:4], CAPTION, *SENTENCES[4:], "Related Posts", "Ferry returns to Osk", "Leave a Reply"]
    lines += ["Your email address will not be published. Required fields are marked *"]
    article = strip_text("\n\n".join(lines), title=title)
    assert isinstance(article, Article)
    check(article)
    assert [article.body[span.start : span.end] for span in article.paragraphs] == list(SENTENCES)
    assert article.title == TITLE
    assert article.captions[0].credit == "NORTHWIRE / DANA OSK"
    assert {"caption", "related_posts", "comment_form", "headline"} <= {one.kind for one in article.removed}
    assert sorted(rebuilt(article)) == sorted(lines)


def test_a_page_leaves_nothing_to_the_garbage_collector():
    was = gc.isenabled()
    try:
        gc.disable()
        gc.collect()
        read(wordpress())
        assert gc.collect() == 0
    finally:
        (gc.enable if was else gc.disable)()


def test_a_fragment_of_a_feed_is_read_as_markup_or_as_lines():
    markup = "".join(f"<p>{text}</p>" for text in SENTENCES)
    for text in (markup, "\n".join(SENTENCES)):
        article = strip_fragment(text, url=None, title=TITLE)
        assert isinstance(article, Article)
        assert len(article.paragraphs) == len(SENTENCES)
        assert article.title == TITLE


@pytest.mark.parametrize("tail", ["[…]", "Read more at Northern Post", "Continue reading on our site", "[+1234 chars]"])
def test_a_story_that_breaks_off_says_so(tail):
    article = strip_text("\n".join([*SENTENCES[:3], SENTENCES[3] + " " + tail]), title=TITLE)
    assert isinstance(article, Article)
    assert article.truncated


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('{"@type":"LiveBlogPosting","headline":"x"}', "live_blog"),
        ('{"@type":"ImageGallery","name":"x"}', "gallery"),
        ('{"@type":"VideoObject","name":"x"}', "video"),
        ('{"@type":"CollectionPage","name":"x"}', "index"),
        ('{"@type":"NewsArticle","headline":"x"}', "article"),
    ],
)
def test_pages_that_are_no_story_are_typed(data, kind):
    page = wordpress(SENTENCES[:3]).replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    assert read(page).page_kind == kind


def test_a_stub_before_a_paywall_is_typed():
    page = wordpress(SENTENCES[:2]).replace("</article>", "<div><p>Subscribe to continue reading</p></div></article>")
    assert read(page).page_kind == "paywall_stub"


@pytest.mark.parametrize(
    ("text", "words", "credit"),
    [
        ("A boat leaves. (credit: REUTERS / ANNA VEIL)", "A boat leaves.", "REUTERS / ANNA VEIL"),
        ("A boat leaves. Photo: Anna Veil", "A boat leaves.", "Anna Veil"),
        ("A boat leaves. Anna Veil/AFP via Getty Images", "A boat leaves.", "Anna Veil/AFP via Getty Images"),
        ("A boat leaves. (AP Photo/Anna Veil)", "A boat leaves.", "AP Photo/Anna Veil"),
        ("A boat leaves. REUTERS/Anna Veil", "A boat leaves.", "REUTERS/Anna Veil"),
        ("A boat leaves. Foto: dpa", "A boat leaves.", "dpa"),
        ("A boat leaves.", "A boat leaves.", None),
    ],
)
def test_a_caption_keeps_its_credit_apart(text, words, credit):
    assert split_credit(text) == (words, credit)


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("utf-8", "iso-8859-1", "Größe über Zürich"),
        ("cp1252", "utf-8", "Größe über Zürich – so"),
        ("cp1251", "windows-1251", "Порт закрыт после осмотра"),
        ("shift_jis", "Shift_JIS", "港は閉鎖された"),
        ("gb18030", "gb2312", "港口关闭"),
        ("utf-16", None, "Größe"),
        ("utf-8-sig", None, "Größe"),
    ],
)
def test_text_survives_its_encoding_and_a_wrong_declaration(encoding, declared, text):
    data = f"<html><head><meta name=x></head><p>{text}</p>".encode(encoding)
    assert text in decode(data, f"text/html; charset={declared}" if declared else None)


@pytest.mark.parametrize(
    ("encoding", "western"),
    [
        ("gb18030", ["iso8859-15"]),
        ("gb18030", ["latin-1", "latin-1"]),
        ("cp1251", ["latin-1"]),
        ("euc_jp", ["latin-1"]),
    ],
)
def test_text_that_was_taken_for_western_and_saved_is_read_as_it_was_declared(encoding, western):
    text = {"gb18030": "港口关闭了北防波堤，", "cp1251": "Портзакрытпослеосмотра ", "euc_jp": "港は閉鎖された。"}[
        encoding
    ] * 60
    page = f'<meta charset="{encoding}"><p>{text}</p>'
    for name in western:
        page = page.encode(encoding if page.count(text) else "utf-8").decode(name)
    assert text in decode(page.encode("utf-8"), None)


@pytest.mark.parametrize("mistaken", [None, "latin-1", "cp1252"])
def test_a_page_that_somebody_has_decoded_gives_what_its_bytes_give(mistaken):
    text = "Портзакрытпослеосмотра " * 60 if mistaken else "The port of Osk was shut – «for weeks», it is said. " * 9
    page = f'<meta charset="cp1251"><title>Osk</title><article><p>{text}</p></article>'
    if mistaken:
        page = page.encode("cp1251").decode(mistaken, "replace")
    article = strip_page(page, url=None)
    assert isinstance(article, Article)
    assert article == strip_page(page.encode(), url=None) == strip_page("\ufeff" + page, url=None)
    assert strip_page("%PDF-1.7", url=None) == strip_page(b"%PDF-1.7", url=None)


def test_western_text_is_left_alone_whatever_its_page_declares():
    page = '<meta charset="gb2312"><p>' + "Größe über Zürich – « été à Besançon » " * 200
    assert decode(page.encode("utf-8"), None) == page
    page = '<meta charset="gb2312"><p>' + "港口关闭了北防波堤，" * 100
    assert decode(page.encode("utf-8"), None) == page


HOSTILE = {
    "nested": "<div>" * 300_000 + "x",
    "inline": "<b><i><font color=red>" * 100_000 + "x",
    "options": "<select>" + "<option>x" * 300_000,
    "attributes": "<div " + " ".join(f"a{n}" for n in range(500_000)) + ">x",
    "quotes": "<a href='" * 300_000,
    "open tags": "<" * 8_000_000,
    "one block": "word " * 3_000_000,
    "entities": "&amp;" * 3_000_000,
    "comments": "<!--" * 300_000,
    "no end": "<script>" + "x" * 8_000_000,
    "table": "<table><tr><td>" * 100_000,
    "data": '<script type="application/ld+json">' + "[" * 300_000 + "</script><p>x",
    "parentheses": "<p>" + "(photo " * 300_000,
    "spaces": "<p>" + " \n" * 4_000_000 + "x",
    "drawings": "<svg " * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_ends_in_an_article_or_a_reason(name):
    began = time.process_time()
    found = strip_page(HOSTILE[name].encode(), url=None)
    assert time.process_time() - began < 20
    assert isinstance(found, Article) or found.reason in {"too_deep", "too_large_tree", "no_text"}


def test_a_second_copy_of_a_text_goes():
    article = strip_text("\n".join([TITLE, *SENTENCES, *SENTENCES]), title=TITLE)
    assert article.body == "\n\n".join(SENTENCES)
    assert [one.rule for one in article.removed] == ["same_as_title", "repeated"]


def test_comments_and_bios_that_read_like_the_story_go_by_their_elements():
    said = "".join(f"<p>{text}</p>" for text in LONGER[8:])
    for name in ("comment-list", "author-bio", "byline"):
        found = read(wordpress().replace("</article>", f'<div class="{name}">{said}</div></article>'))
        assert found.body == "\n\n".join(SENTENCES)
    assert LONGER[9] in read(f'<html><title>{TITLE}</title><body><div class="comments">{said}</div></body></html>').body


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"\x89PNG\r\n", bytes(range(256)) * 40, b"\x1f\x8b\x08"])
def test_binary_is_refused(data):
    found = strip_page(data, url=None)
    assert isinstance(found, Refusal)
    assert found.reason == "binary"
    assert read_body(data, url=None) == ""


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<!-- -->", b"   "])
def test_nothing_is_refused_as_no_text(data):
    found = strip_page(data, url=None)
    assert isinstance(found, Refusal)
    assert (found.stage, found.reason, found.transient) == ("strip", "no_text", False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_cuts_and_mutations_of_a_page_never_raise(data):
    page = wordpress().encode()
    start = data.draw(st.integers(0, len(page)))
    piece = data.draw(
        st.one_of(st.binary(max_size=20), st.sampled_from([b"<", b">", b'"', b"</div>", b"<!--", b"<p", b"<table>"]))
    )
    cut = data.draw(st.integers(start, len(page)))
    page = page[:start] + piece + page[cut:]
    found = strip_page(page, url="https://post.example/x")
    if isinstance(found, Article):
        check(found)
    else:
        assert found.reason in {"no_text", "binary"}
    assert read_body(page, url="https://post.example/x") == (found.body if isinstance(found, Article) else "")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*SENTENCES, CAPTION, "Related Posts", "Share", "By A. Osk", ""]), st.text(max_size=60)
        )
    )
)
@example(["\u00c2\u00a1"])
def test_any_lines_give_an_article_that_holds_them_or_a_reason(lines):
    found = strip_text("\n".join(lines))
    if isinstance(found, Article):
        check(found)
        kept = re.sub(r"\s+", "", "".join(sorted("".join(rebuilt(found)))))
        assert kept == "".join(sorted("".join(mended("\n".join(lines)).split())))
    else:
        assert found.reason == "no_text"
