"""Boilerplate in other languages is told by how it opens, and a sentence that opens alike is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.strip.phrases import PHRASES, openings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("【字号：大 中 小】", "share"),
        ("责任编辑：高宁", "byline"),
        ("来源：北港日报", "credit"),
        ("更多>>", "related_posts"),
        ("免责声明：本文不代表北港日报的观点。", "licence_notice"),
        ("Версия для печати", "share"),
        ("Подробнее…", "related_posts"),
        ("Подписаться на рассылку Северной почты", "newsletter"),
        ("При использовании материалов ссылка на «Северную почту» обязательна", "licence_notice"),
        ("Πηγή: Βόρειος Ταχυδρόμος", "credit"),
        ("Τελευταία νέα", "related_posts"),
        ("Czytaj więcej: Falochron zamknięty do wiosny", "related_posts"),
        ("» Lea también: Cierran el dique norte", "related_posts"),
        ("Artikel drucken", "share"),
        ("Vous êtes ici : Accueil > Port", "navigation"),
        ("Saiba mais", "related_posts"),
    ],
)
def test_an_opening_tells_the_kind(text: str, kind: str):
    (rule,) = openings([text])
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "»",
        "北港市议会星期二投票决定关闭北防波堤。",
        "Подробнее о закрытии мола рассказал капитан порта.",
        "Σχετικά με το λιμάνι, ο δήμαρχος δεν έκανε δηλώσεις.",
        "Teilen der Bevölkerung fehlt seit Dienstag der Strom.",
        "Comentarios no hubo, dijo la alcaldesa.",
        "Stampata la pagina, il sindaco la lesse.",
        "Lire aussi souvent que possible, tel est son conseil. " * 6,
    ],
)
def test_a_sentence_is_no_opening(text: str):
    assert openings([text]) == [None]


@given(st.text())
def test_any_text_has_an_answer(text: str):
    (rule,) = openings([text])
    assert rule is None or len(text) <= rule.longest


@pytest.mark.parametrize("script", PHRASES)
def test_every_phrase_is_known_by_how_it_opens(script: str):
    known = [(phrase.rstrip("$*"), kind) for kind, row in PHRASES[script].items() for phrase in row.split("; ")]
    found = openings([f"» {phrase.capitalize()}" for phrase, _ in known])
    assert [rule and rule.kind for rule in found] == [kind for _, kind in known]
