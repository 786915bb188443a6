"""Cuts, mutations and pathological repetitions of pages and texts: no crash, and time that grows with size alone."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.records import Article, Refusal
from tests.strip.test_strip import CAPTION, SENTENCES, TITLE, check, wordpress
from transforms.strip import strip_fragment, strip_page, strip_text

PAGE = wordpress().encode()
URL = "https://post.example/2024/06/04/piers"
REASONS = {"no_text", "binary", "too_deep", "too_large_tree"}
PIECES = (
    b"<", b">", b'"', b"'", b"</div>", b"<!--", b"-->", b"<p>", b"<table>", b"<tr><td>", b"<script>", b"</script>",
    b"<svg>", b"&#x202e;", b"&#0;", b"&#27;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    "\u2028".encode(), "\U0001f600".encode(),
    b'<script type="application/ld+json">', b'{"@type":"NewsArticle","headline":', b'"datePublished":"', b"[[[[",
    b'<meta property="og:title" content="', b"<h1>", b"<h2><a href=/>", b'<time datetime="9999999999999">',
    b'<time pubdate datetime="0000-00-00T99:99:99+99:99">', b"2024-99-99", b" | ", b" - ", b"(photo: ",
    b"99999999999999",
    b'<div class="live-blog-post" itemtype="https://schema.org/LiveBlogPosting">', b"<link rel=canonical href='http://[",
    b"$ 1",
)  # fmt: skip


def judge(found: Article | Refusal) -> None:
    if isinstance(found, Article):
        check(found)
    else:
        assert found.reason in REASONS


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The page with pieces cut out, put in, doubled and damaged; sometimes cut short."""
    page = PAGE
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(page)))
        end = draw(st.integers(start, min(len(page), start + 400)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=12) | st.just(page[start:end]))
        page = page[:start] + piece * draw(st.sampled_from((0, 1, 2, 40))) + page[end:]
    return page[: draw(st.integers(0, len(page)))] if draw(st.booleans()) else page


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated())
def test_a_damaged_page_gives_an_article_or_a_reason(page: bytes):
    judge(strip_page(page, url=URL))
    judge(strip_fragment(page.decode("utf-8", "replace"), url=URL, title=TITLE))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated(), st.none() | st.text(max_size=40))
def test_a_damaged_text_gives_an_article_or_a_reason(page: bytes, title: str | None):
    judge(strip_text(page.decode("utf-8", "replace").replace(">", ">\n"), title=title))


def test_a_page_may_end_anywhere():
    for end in range(0, len(PAGE), 211):
        judge(strip_page(PAGE[:end], url=URL))


def _page(piece: str) -> Callable[[int], bytes]:
    return lambda times: (f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{SENTENCES[0]}</p>" + piece * times).encode()


GROWING = {
    "headlines": _page(f"<h1>{TITLE}</h1>"),
    "linked headings": _page("<article><h2><a href=/>Piers close</a></h2><p>" + SENTENCES[1] + "</p></article>"),
    "live posts": _page('<div class="live-blog-post"><p>Piers close'),
    "times": _page('<time datetime="x">Updated March</time>'),
    "dated lines": _page("<p>Published on 31 of February"),
    "prices": _page("<li>€ 3.50<li>Add to cart"),
    "captions": _page(f"<figure><figcaption>{CAPTION}</figcaption></figure>"),
    "itemtypes": _page("<div itemtype='https://schema.org/Product https://schema.org/Offer'>x</div>"),
    "statements": _page("<meta name=date content='Thu, 99/99/2024'><meta property=og:title content='a | b - c'>"),
    "bars": _page("a | b - c » "),
    "data": lambda times: (
        b'<script type="application/ld+json">['
        + b'{"@type":"Article","headline":"x","datePublished":"never"},' * times
        + b"{}]</script><p>"
        + SENTENCES[0].encode()
    ),
    "scripts": _page("<script>publishedAt: 'soon', datePublished:</script>"),
}
"""Pages that grow by one piece again and again, by what the piece exercises."""


def cost(work: Callable[[], object]) -> float:
    """Seconds of CPU, the least of two."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_size_and_not_with_its_square(name: str):
    grow = GROWING[name]
    few, many = (cost(partial(strip_page, grow(times), url=URL)) for times in (300, 3_000))
    assert many < max(40 * few, 0.5), f"{few:.3f} s for 300, {many:.3f} s for 3,000"


def test_memory_is_bounded_by_a_small_multiple_of_the_page():
    page = GROWING["linked headings"](4_000)
    tracemalloc.start()
    strip_page(page, url=URL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60 * len(page) + (20 << 20), f"{peak >> 20} MiB for {len(page) >> 10} KiB"
