"""A story on a terminal, and in a pipe, where there is no colour."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from pipelines.config import ConfigError
from pipelines.explain import Reading, print_reading
from schemas.columns import Day, day
from tests.pipelines.explain.stories import by_hand, of_newsroom, of_text

SIGNS = re.compile(r"[‹›{}\[\]*]|[⁰¹²³⁴⁵⁶⁷⁸⁹ᴱ·]+")


def printed(reading: Reading, width: int = 80) -> str:
    out = io.StringIO()
    print_reading(reading, Console(file=out, width=width))
    return out.getvalue()


def test_a_piped_story_is_understood_without_colour():
    text = " ".join(printed(of_newsroom("drone-attack-dovrin")).split())
    assert "\x1b" not in text
    for words in (
        "‹The two security officials› {said} [",
        "had planned it together]",
        "The two security officials — said · kind: anonymous",
        "count: 5 (“Two … three”)",
        "stance: no_comment",
        "told to: Reuters",
        "said on: “on Monday” → 2025-11-10",
        "E1 ASSAULT drone",
        "on the word of ¹",
    ):
        assert words in text, words


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal_nor_than_a_line_should_be(width: int):
    lines = printed(of_newsroom("drone-attack-dovrin"), width).splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    assert not [line for line in lines if line != line.rstrip()]


def test_an_output_of_few_letters_has_every_number_and_bracket():
    reading = of_newsroom("drone-attack-dovrin")
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    print_reading(reading, Console(file=out, width=80))
    out.seek(0)
    text = out.read()
    assert "?" not in text
    assert [len(line) for line in text.splitlines()] == [len(line) for line in printed(reading).splitlines()]
    flat = " ".join(text.split())
    for words in ("<The two security officials> {said} [", "on the word of 1", '("Two ~ three")', "> 2025-11-10"):
        assert words in flat, flat
    for row in reading.attributions:
        assert re.search(rf"[>}}\]](?:\d+\|)*{row.seq + 1}(?!\d)", flat), row
        assert re.search(rf"^  {row.seq + 1} +\S", text, re.MULTILINE), row


def test_without_its_signs_the_text_is_the_story():
    reading = of_newsroom("ceasefire-pass")
    flat = " ".join(SIGNS.sub("", printed(reading, 100)).split())
    for paragraph in reading.paragraphs:
        words = reading.story.body[paragraph.start : paragraph.end]
        assert " ".join(SIGNS.sub("", words).split()) in flat


def test_every_attribution_is_numbered_in_the_text_and_below_it():
    reading = of_newsroom("drone-attack-dovrin")
    text = printed(reading)
    for row in reading.attributions:
        number = str(row.seq + 1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        assert re.search(rf"[›}}\]](?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+·)*{number}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])", text), row
        assert re.search(rf"^  {number} +\S", text, re.MULTILINE), row


def test_a_story_without_a_day_in_another_language_or_without_rows_says_so():
    undated = printed(of_newsroom("drone-attack-dovrin", None))
    assert "--published" in undated
    foreign = printed(of_newsroom("bahnstreik-brunnheim"))
    assert "in English only; this story is in “de”" in " ".join(foreign.split())
    assert "What happened" not in foreign


def test_fetched_text_cannot_steer_a_terminal():
    text = printed(by_hand("It \x1b[2Jburned\x07 \u202eyadretsey [red]twice[/red].\ud800", title="\x1b]0;title\x07"))
    assert not set(text) & set("\x1b\x07\u202e\ud800")
    assert "[red]twice[/red]" in text


def test_a_page_is_read_as_ingest_reads_it():
    paragraphs = of_newsroom("drone-attack-dovrin").story.body.split("\n\n")
    markup = (
        "<html><head><title>Attack in Dovrin</title></head><body><nav>Home News Sport</nav><article>"
        "<h1>Attack in Dovrin</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs) + "</article></body></html>"
    )
    reading = of_text(markup, content_type="text/html", published=day("2025-11-10"))
    assert reading.story.title == "Attack in Dovrin"
    assert "Home News" not in reading.story.body
    assert len(reading.attributions) > 8


@pytest.mark.parametrize(
    ("text", "published", "says"),
    [
        ("", None, "no line"),
        ("\n \n", None, "no line"),
        ("Go.", None, "a file: "),
        ("The harbour is closed, officials said on Monday.", day("1815-06-18"), "1990-01-01 to 2026-03-07"),
        ("The harbour is closed, officials said on Monday.", day("2099-01-01"), "1990-01-01 to 2026-03-07"),
    ],
)
def test_what_cannot_be_read_is_one_line(text: str, published: Day | None, says: str):
    with pytest.raises(ConfigError, match=says) as caught:
        of_text(text, published=published)
    assert "\n" not in str(caught.value)
