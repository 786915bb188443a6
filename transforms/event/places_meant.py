"""Words that point back to a place named before: `across the city`, `in the same province`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.story import Span
from transforms.event.chunk_words import AUXILIARIES, BREAKS, PREPOSITIONS, RELATIVES, REPORTING, TIME_WORDS
from transforms.event.clauses import is_elsewhere
from transforms.event.mention import Mention
from transforms.event.places import PlaceMention
from transforms.language.gazetteer import GazetteerPlace, gazetteer
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_TOWN: Final = frozenset({"town", "capital"})
_DIVISION: Final = frozenset({"division", "region"})
_KINDS: Final = {
    "city": _TOWN, "town": _TOWN, "village": _TOWN,
    "province": _DIVISION, "state": _DIVISION, "region": _DIVISION, "republic": _DIVISION, "governorate": _DIVISION,
}  # fmt: skip
"""What a word for a place points back to, by the gazetteer's kinds."""
_IN: Final = word_set("in across throughout inside outside around near")
_POINTS: Final = word_set("the this that")
_BESIDE: Final = word_set("same whole entire besieged eastern western northern southern central")
"""Words between the article and the word for the place."""
_AFTER: Final = (PREPOSITIONS - {"of"}) | BREAKS | AUXILIARIES | RELATIVES | TIME_WORDS | {".", "-", '"', "”"}
"""Words and marks behind it, where it is no part of a longer phrase: `the city | council`."""
_FAR: Final = 24
"""Tokens between a trigger and such words."""
_BACK: Final = 40
"""Places before them that are looked at: a bound for hostile text."""


def places_meant(
    tokens: Tokens, mention: Mention, bounds: tuple[int, int], places: Sequence[PlaceMention]
) -> Iterator[PlaceMention]:
    """Places that the sentence of a mention points back to.

    Args:
        tokens: The text.
        mention: One naming of an event.
        bounds: First token of its sentence, and the token after the last.
        places: Places of the text, in order.
    """
    stop = min(bounds[1] - 1, mention.at + _FAR)
    for at in range(max(bounds[0], mention.at - _FAR), stop):
        if tokens.words[at] not in _IN or tokens.words[at + 1] not in _POINTS:
            continue
        first = at + 2
        while first < stop and tokens.words[first] in _BESIDE:
            first += 1
        kinds = _KINDS.get(tokens.words[first]) if first < bounds[1] else None
        if kinds is None or not _ends(tokens, first + 1, bounds[1]):
            continue
        if is_elsewhere(tokens, mention.at, at, first + 1):
            continue
        place = _last_named(places, at, kinds)
        if place is not None:
            words, span = tokens.printed(first, first + 1), Span(tokens.starts[first], tokens.ends[first])
            yield PlaceMention(words=words, span=span, place=place, first=first, end=first + 1)


def _ends(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether the phrase ends here, and nobody who is there speaks: `officials in the city said`."""
    return at >= stop or (tokens.words[at] in _AFTER and tokens.words[at] not in REPORTING)


def _last_named(places: Sequence[PlaceMention], at: int, kinds: frozenset[str]) -> GazetteerPlace | None:
    """The place of some kinds that was named last before a token; a town's province, where it has the town's name."""
    end = bisect_left(places, at, key=lambda mention: mention.first)
    for mention in reversed(places[max(0, end - _BACK) : end]):
        place = mention.place
        if place is None or mention.people:
            continue
        if place.kind in kinds:
            return place
        if kinds is _DIVISION and (province := _namesake(mention.words, place)) is not None:
            return province
    return None


def _namesake(name: str, town: GazetteerPlace) -> GazetteerPlace | None:
    """The province that is named after a town in it."""
    within = (place for place in gazetteer().find(name) if place.kind == "division")
    return next((p for p in within if (p.country, p.admin1) == (town.country, town.admin1)), None)
