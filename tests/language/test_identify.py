"""A language is named when there is text enough to tell, and not otherwise."""

from __future__ import annotations

import pytest

from transforms.language import identify_language, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour master said on Monday that the strike had ended and ferries would sail again.", "en"),
        ("Der Hafenmeister sagte am Montag, der Streik sei beendet und die Fähren führen wieder.", "de"),
        ("Начальник порта сказал в понедельник, что забастовка закончилась и паромы снова ходят.", "ru"),
        ("Strike ends", None),
        ("1234 5678 " * 40, None),
        ("", None),
    ],
)
def test_names_the_language_or_nothing(text: str, language: str | None):
    assert identify_language(text) == language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        (" zh-Hant-TW ", "zh"),
        ("eng", None),
        ("x", None),
        ("e1-", None),
        (None, None),
    ],
)
def test_of_a_tag_the_language_counts(tag: str | None, language: str | None):
    assert language_of(tag) == language
