"""Full names: `the prime minister` is who the story elsewhere calls Prime Minister Ada Kern."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.event import Participant
from schemas.story import Span
from transforms.event.roles import country_in
from transforms.language.lists import phrases
from transforms.language.tokens import Tokens

_TITLES: Final = tuple(
    tuple(phrase.split(" "))
    for phrase in phrases(
        "prime minister, vice president, foreign minister, defence minister, defense minister, interior minister",
        "finance minister, attorney general, police chief, army chief, crown prince, supreme leader, opposition leader",
        "president, minister, governor, senator, chancellor, mayor, ambassador, general, colonel, archbishop",
        "bishop, king, queen, judge, secretary, premier",
    )
)
"""Offices, the longer before the shorter that they hold."""


def full_name_of(tokens: Tokens, person: Participant) -> Participant:
    """A participant that is an office with the name that the story gives to that office."""
    if person.name is not None and " " in person.name:
        return person
    words = tuple(person.text.lower().replace("-", " ").split())
    title = next((title for title in _TITLES if words[-len(title) :] == title), None)
    if title is None:
        return person
    first = next(_holders(tokens, title), None)
    if first is None:
        return person
    name = tokens.printed(*first)
    span = Span(tokens.starts[first[0]], tokens.ends[first[1] - 1])
    return Participant(
        text=person.text,
        spans=(*person.spans, span),
        role=person.role or "government",
        name=name,
        country=person.country or country_in(tokens, first[0]),
    )


def _holders(tokens: Tokens, title: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Names right behind an office: tokens of the name."""
    width = len(title)
    for at in range(len(tokens) - width):
        if tokens.words[at] != title[0] or tuple(tokens.words[at : at + width]) != title or not tokens.capital(at):
            continue
        start = end = at + width
        while end < len(tokens) and tokens.sentence[end] == tokens.sentence[at]:
            joined = tokens.words[end] in ("-", "al", "bin", "de", "von", "van", "el") and end + 1 < len(tokens)
            if not (tokens.capital(end) or (joined and (tokens.capital(end + 1) or tokens.words[end + 1] == "-"))):
                break
            end += 1
        if end - start >= 2 or (end > start and len(tokens.words[start]) > 3):
            yield start, end
