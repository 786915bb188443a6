"""Full names: `the prime minister` is who the story elsewhere calls Prime Minister Ada Kern."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from schemas.event import Participant
from schemas.story import Span
from transforms.event.chunk_words import TIME_WORDS
from transforms.event.roles import country_in
from transforms.language.lists import phrases, word_set
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
_FUNCTIONS: Final = word_set(
    "leader head chief captain commander director chairman chairwoman envoy spokesman spokeswoman founder owner driver",
    "deputy adviser lawyer",
)
"""Who else is named between commas behind what he does."""
_OLD: Final = frozenset({"-", "year", "old"})
_AGE: Final = 7
_NAME: Final = 5
"""Tokens of an age and of a name at most."""


def full_name_of(tokens: Tokens, person: Participant) -> Participant:
    """A participant that is an office with the name that the story gives to that office."""
    if person.name is not None and " " in person.name:
        return person
    words = tuple(person.text.lower().replace("-", " ").split())
    title = next((title for title in _TITLES if words[-len(title) :] == title), None)
    first = _apposed(tokens, person.spans[0].end) if title is not None or words[-1] in _FUNCTIONS else None
    if first is None and title is not None:
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


def _apposed(tokens: Tokens, end: int) -> tuple[int, int] | None:
    """The name between commas behind an office that ends at a character: `its leader, 54-year-old Max Oren, …`."""
    comma = bisect_left(tokens.starts, end)
    if comma >= len(tokens) or tokens.words[comma] != ",":
        return None
    first = comma + 1
    while first < min(len(tokens), comma + _AGE) and (tokens.words[first][0].isdigit() or tokens.words[first] in _OLD):
        first += 1
    last = first
    while last < min(len(tokens), first + _NAME) and tokens.capital(last) and tokens.words[last] not in TIME_WORDS:
        last += 1
    return (first, last) if last - first > 1 and last < len(tokens) and tokens.words[last] == "," else None


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
