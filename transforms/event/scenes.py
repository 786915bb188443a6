"""The named scene of an event, as its sentence gives it: `at the Mill Street bus station`, `in the Docks area`.

A gazetteer knows towns and countries; where in the town, only the words tell. A scene has no coordinates of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.story import Span
from transforms.event.chunk_words import REPORTING, STARTS, TIME_WORDS
from transforms.event.chunks import Phrase, phrases_after
from transforms.event.clauses import is_elsewhere
from transforms.event.mention import Mention
from transforms.event.places import PlaceMention
from transforms.event.roles import head_of
from transforms.language.lists import word_set
from transforms.language.time_words import SHORT_MONTHS
from transforms.language.tokens import Tokens

_AT: Final = word_set("in at near outside inside across on throughout around")
_FAR: Final = 24
"""Tokens between a trigger and its scene."""
_WAYS: Final = word_set(
    "street streets road roads avenue highway boulevard lane square st bridge motorway route rue",
    "calle",
)
_AREAS: Final = word_set(
    "area areas neighborhood neighbourhood district suburb suburbs outskirts quarter village town city province",
    "region",
    "centre center border coast river valley mountains field fields square park cemetery junction intersection",
    "entrance venue arena stadium gate compound republic",
)
_OPEN: Final = word_set(
    "station stations restaurant restaurants hotel hotels airport airfield airbase market markets base bases camp",
    "camps checkpoint checkpoints post posts mall subway metro campus port",
)
_HOUSES: Final = word_set(
    "cafe café bar pub nightclub church mosque",
    "temple synagogue cathedral school university college hospital courthouse embassy consulate theater theatre",
    "supermarket headquarters terminal palace bridge tunnel monument museum",
)
"""Sites of much else than events: one is a scene only in the clause of the event."""
_SITES: Final = _OPEN | _WAYS | _AREAS | _HOUSES
_NOTHING: Final = STARTS | word_set("same whole entire other")


def scenes_of(
    tokens: Tokens, mention: Mention, bounds: tuple[int, int], known: dict[int, PlaceMention]
) -> Iterator[PlaceMention]:
    """The scenes of a mention, in order of the text.

    Args:
        tokens: The text.
        mention: One naming of an event.
        bounds: First token of its sentence, and the token after the last.
        known: Places of the text by their first token, which say more than the town or province around them.
    """
    for at in range(max(bounds[0], mention.at - _FAR), min(bounds[1] - 1, mention.at + _FAR)):
        if tokens.words[at] not in _AT:
            continue
        straight = at == mention.end and mention.trigger.form == "noun"
        for phrase in phrases_after(tokens, at + 1):
            named = straight and tokens.capital(phrase.first) and phrase.first not in known
            named = named and tokens.words[phrase.first] not in SHORT_MONTHS
            if not (named or _is_scene(tokens, phrase, tokens.words[at], known)) or _speaks(tokens, phrase, bounds[1]):
                break
            before = mention.trigger.form == "noun" and phrase.end <= mention.at
            doubtful = before or head_of(tokens, phrase) in _HOUSES
            if doubtful and is_elsewhere(tokens, mention.at, phrase.first, phrase.end):
                break
            yield _mentioned(tokens, phrase)


def _mentioned(tokens: Tokens, phrase: Phrase) -> PlaceMention:
    first = phrase.first
    while first < phrase.end - 1 and tokens.words[first] in _NOTHING:
        first += 1
    span = Span(tokens.starts[first], tokens.ends[phrase.end - 1])
    return PlaceMention(words=tokens.printed(first, phrase.end), span=span, place=None, first=first, end=phrase.end)


def is_way(tokens: Tokens, at: int) -> bool:
    """Whether a street goes on with a name: `Mill | Street`."""
    return at < len(tokens) and tokens.words[at] in _WAYS and tokens.capital(at)


def _is_scene(tokens: Tokens, phrase: Phrase, preposition: str, known: dict[int, PlaceMention]) -> bool:
    words = tokens.words[phrase.first : phrase.end]
    if any(here in TIME_WORDS for here in words):
        return False
    inside = [known[at] for at in range(phrase.first, phrase.end) if at in known]
    names = [at for at in range(phrase.first, phrase.end) if tokens.capital(at)]
    new = [at for at in names if not any(place.first <= at < place.end for place in inside)]
    way = any(here in _WAYS for here in words)
    if preposition == "on":
        return way and bool(names)
    if way and tokens.capital(phrase.end - 1):
        return True
    return head_of(tokens, phrase) in _SITES and bool(names if way else new)


def _speaks(tokens: Tokens, phrase: Phrase, stop: int) -> bool:
    return any(tokens.words[at] in REPORTING for at in range(phrase.end, min(phrase.end + 2, stop)))
