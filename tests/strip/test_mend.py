"""Letters that were taken apart on the way are put together; what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Article
from tests.strip.test_strip import LONGER, read, wordpress
from transforms.strip import strip_text
from transforms.strip.mend import mended


@pytest.mark.parametrize("western", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text",
    ["the pier’s crew", "“No,” she said – twice…", "Mélanie Côté, garçon, über", "5 €", "£4 ™", "© Velmora Post",
     "caf\u00e9\u00a0noir"],
)  # fmt: skip
def test_what_was_taken_apart_is_put_together(text, western):
    apart = text.encode().decode(western, "surrogateescape")
    if "\udc9d" in apart:
        apart = apart.replace("\udc9d", "\x9d")
    assert mended(f"LA CÔTE {apart} naïve") == f"LA CÔTE {text} naïve"


@pytest.mark.parametrize(
    "text", ["„MENÜ“", "Spaß“ – sagte er", "IRMÃ” e “MÃE”", "SÃO PAULO", "château", "PÂTÉ", "Ô, Â et Ã", "ÂGE", "港口â"]
)
def test_what_only_looks_like_it_stays(text):
    assert mended(text) == text


@given(st.text())
def test_any_text_can_be_mended(text):
    assert len(mended(text)) <= len(text)


def test_a_story_is_read_with_its_letters_mended():
    story = [f"{text} The pier’s crew agreed." for text in LONGER]
    article = strip_text("\n".join(text.encode().decode("cp1252") for text in story))
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == story


def test_a_page_is_read_with_its_letters_mended():
    story = [f"{text} The pier’s crew agreed." for text in LONGER]
    apart = [text.encode().decode("cp1252") if at % 2 else text for at, text in enumerate(story)]
    assert read(wordpress(apart)).body == read(wordpress(story)).body
