"""The headline and the date among what a page says of itself and of others."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.strip.dates import day_in_words, moment, puts_month_first
from transforms.strip.metadata import Metadata, letters, read_metadata, spells
from transforms.strip.scan import scan

HEADLINE = "Velmora shuts two piers after inspectors find cracks"


def meta_of(body: str, head: str = "", *, data=None, language: str = "en", url: str | None = None) -> Metadata:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    markup = f'<html lang="{language}"><head>{head}{script}</head><body>{body}</body></html>'
    return read_metadata(scan(markup), url or "https://www.northernpost.example/news/piers", markup)


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


@given(st.text(min_size=1), st.text(min_size=1).map(letters).filter(bool))
@example("«Ä-Σ»", "äς")
@example("ΣΑ", "σα")
@example("İs", letters("İs"))
def test_a_text_spells_what_its_letters_are(text, key):
    assert spells(text, key) == (letters(text) == key)
    assert spells(text, letters(text) or "x") == bool(letters(text))


@pytest.mark.parametrize(
    ("before", "after"), [("", ";\n"), ("<!-- ", " -->"), ("\n//<![CDATA[\n", "\n//]]>\n"), ("/*<![CDATA[*/", "")]
)
def test_json_ld_is_read_however_a_site_hides_it_from_old_browsers(before, after):
    said = json.dumps({"@type": "NewsArticle", "headline": HEADLINE})
    markup = f'<script type="application/ld+json">{before}{said}{after}</script><p>x</p>'
    assert read_metadata(scan(markup), None).types == ("NewsArticle",)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{HEADLINE} - Northern Post</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE} | World | Northern Post</title>", "<p>x</p>", HEADLINE),
        (f"<title>{HEADLINE} - Northern Post</title>", "<h1>Northern Post</h1>", HEADLINE),
        # The site's name is in the page's title only, before or behind what OpenGraph says.
        (f"<title>The Long Quay: {HEADLINE}</title>{og(HEADLINE)}", "<h1>The Long Quay</h1><h1>Cracks</h1>", HEADLINE),
        # The visible headline beats another wording, a section's heading that the other wording holds does not.
        (
            og("7 things to know about the Velmora piers"),
            "<h1>What to know about the closed piers of Velmora</h1><h2>Things to know</h2>",
            "What to know about the closed piers of Velmora",
        ),
        # A headline that says more than the statement: only what a bar, a bracket or a line parts is left out.
        (og(HEADLINE), f"<h1>{HEADLINE} | Opinion</h1>", HEADLINE),
        (og(HEADLINE), f"<h1>{HEADLINE}<br>Posted on July 1, 2024</h1>", HEADLINE),
        (og("Velmora shuts two piers after"), f"<h1>{HEADLINE}</h1>", HEADLINE),
        # Capitals of a design, entities escaped twice.
        (og(HEADLINE), f"<h1>{HEADLINE.upper()}</h1>", HEADLINE),
        (
            "<title>Piers &amp;amp; cracks in Velmora</title>", "<h1>Piers &amp;amp; cracks in Velmora</h1>",
            "Piers & cracks in Velmora",
        ),
        # A site that gives its own name as every page's name still has a headline.
        (f'<meta property="og:site_name" content="{HEADLINE}">{og(HEADLINE)}', "<p>x</p>", HEADLINE),
        ("", "<p>x</p>", ""),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_that_readers_see(head: str, body: str, title: str):
    assert meta_of(body, head).title == title


def day(meta: Metadata) -> str | None:
    if meta.published_at is None:
        return None
    return dt.datetime.fromtimestamp(meta.published_at / 1e6, dt.UTC).date().isoformat()


LINE = "<p>A lead of some words that nobody takes for a date or for a headline.</p>"


@pytest.mark.parametrize(
    ("head", "body", "expected", "source"),
    [
        # Today's date and other stories' times stand above; the headline is repeated in a bar.
        ("", f"<p>May 2, 2025</p><p>x</p><h1>{HEADLINE}</h1><p>March 3, 2024</p>{LINE}", "2024-03-03", "dated_line"),
        (
            "",
            f"<div>{HEADLINE}</div><p>Menu</p><p>a</p><h1>{HEADLINE}</h1><p>March 3, 2024</p>" + "<h1>Cracks</h1>" * 9,
            "2024-03-03",
            "dated_line",
        ),
        (
            "",
            f'<time datetime="2025-05-02">x</time>{"<p>y</p>" * 4}<p>March 3, 2024</p><h1>{HEADLINE}</h1>',
            "2024-03-03",
            "dated_line",
        ),
        # A change is no publication, as long as something else is said.
        ("", f"<h1>{HEADLINE}</h1><p>Updated May 2, 2025</p><p>March 3, 2024</p>", "2024-03-03", "dated_line"),
        ("", f"<h1>{HEADLINE}</h1><p>Updated May 2, 2025</p>", "2025-05-02", "dated_line"),
        (
            "",
            f'<h1>{HEADLINE}</h1><p>Updated <time datetime="2025-05-02"></time></p>'
            '<p><time datetime="2024-03-03"></time></p>',
            "2024-03-03",
            "time_element",
        ),
        # Far from the headline, but it says what it is.
        ("", f"<h1>{HEADLINE}</h1>{LINE * 40}<p>Published: 3 March 2024</p>", "2024-03-03", "dated_line"),
        ("", f"<h1>{HEADLINE}</h1>{LINE * 40}<h4>Published</h4><p>3 March 2024</p>", "2024-03-03", "dated_line"),
        # Statements in other forms.
        ('<meta name="article:published_time" content="Thu, 03/14/2024 - 11:38">', "<p>x</p>", "2024-03-14", "meta"),
        ('<meta name="published" content="March 3, 2024">', "<p>x</p>", "2024-03-03", "meta"),
        ('<meta name="citation_date" content="2024/03/03">', "<p>x</p>", "2024-03-03", "meta"),
        ('<meta name="pubdate" content="Sun, 03 Mar 2024 23:30:00 -0500">', "<p>x</p>", "2024-03-04", "meta"),
        ('<meta name="pubdate" content="1709450000">', "<p>x</p>", "2024-03-03", "meta"),
        ('<script>x={"publishedAt":"2024-03-03T10:00:00Z"}</script>', f"<h1>{HEADLINE}</h1>", "2024-03-03", None),
        ("<script>x={published_on:'2024-03-03'}</script>", f"<h1>{HEADLINE}</h1>", "2024-03-03", "json_ld"),
        ("", '<div data-x="{&quot;datePublished&quot;:&quot;2024-03-03&quot;}">x</div>', "2024-03-03", "json_ld"),
        ("", "<p>x</p>", None, None),
    ],
)  # fmt: skip
def test_the_date_is_the_storys(head: str, body: str, expected: str | None, source: str | None):
    meta = meta_of(body, head + og(HEADLINE))
    assert day(meta) == expected
    assert source is None or meta.published_source == source


def test_a_day_shown_long_before_the_stated_time_is_the_first_publication():
    data = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2025-05-02T10:00:00Z"}
    shown = meta_of(f"<h1>{HEADLINE}</h1><p>March 3, 2024</p>", data=data)
    assert (day(shown), shown.published_source) == ("2024-03-03", "dated_line")
    marked = meta_of(f'<h1>{HEADLINE}</h1>{LINE * 40}<time pubdate datetime="2024-03-03"></time>', data=data)
    assert (day(marked), marked.published_source) == ("2024-03-03", "time_element")
    # A day apart is a time zone apart, and what is shown as later is an update.
    for line in ("May 1, 2025", "June 3, 2025", "Updated March 3, 2024"):
        stated = meta_of(f"<h1>{HEADLINE}</h1><p>{line}</p>", data=data)
        assert (day(stated), stated.published_source) == ("2025-05-02", "json_ld")


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("03/04/2024", "en", None),
        ("03/04/2024", "en-US", "2024-03-04"),
        ("03/04/2024", "en_GB", "2024-04-03"),
        ("03/04/2024", "fr", "2024-04-03"),
        ("03.04.2024", "en-US", "2024-04-03"),
        ("14/04/2024", "en-US", "2024-04-14"),
        ("04/14/2024", "fr", "2024-04-14"),
        ("04/04/2024", "en", "2024-04-04"),
        ("14/14/2024", "en", None),
        ("July, 8 2025", None, "2025-07-08"),
        ("3. März 2024", "de", "2024-03-03"),
        ("2024年3月14日", "zh", "2024-03-14"),
    ],
)
def test_numbers_are_read_as_the_language_has_them(line: str, language: str | None, expected: str | None):
    assert day_in_words(line, month_first=puts_month_first(language)) == expected


@given(
    st.text(max_size=90)
    | st.from_regex(r"[0-9:TZ+./ -]{0,40}|1[0-9]{9,12}|[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} .*")
)
def test_any_text_is_a_moment_or_none(text: str):
    at = moment(text)
    assert at is None or 1980 <= dt.datetime.fromtimestamp(at / 1e6, dt.UTC).year <= 2100


def test_free_access_is_read_however_it_is_written():
    for value, free in (
        (True, True),
        ("False", False),
        ("http://schema.org/False", False),
        ("maybe", None),
        (None, None),
    ):
        data = {"@type": "NewsArticle", "headline": HEADLINE, "isAccessibleForFree": value}
        assert meta_of("<p>x</p>", data=data).free is free
