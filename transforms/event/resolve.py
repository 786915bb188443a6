"""Which place of the gazetteer a name means: by inhabitants, by the region after it, by what the text is about.

Names that may lie near one another choose each other: `Paris`, `Clarksville` and `Bonham` are in Texas.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import cos, log10, radians
from typing import Final

import numpy as np

from schemas.story import Dateline
from transforms.language.gazetteer import GazetteerPlace, name_key


@dataclass(slots=True)
class Candidate:
    """A name in a text and the places that it may mean."""

    first: int
    end: int
    choices: tuple[GazetteerPlace, ...]
    people: bool = False
    within: GazetteerPlace | None = None
    """The region that stands after it: `Springfield, Ohio`."""
    chosen: GazetteerPlace | None = None


def is_inside(place: GazetteerPlace, region: GazetteerPlace) -> bool:
    """Whether a place lies in a division or country."""
    if place.country != region.country or place == region:
        return False
    return region.kind == "country" or (place.admin1 == region.admin1 and place.kind != "division")


def contains(choices: tuple[GazetteerPlace, ...], region: GazetteerPlace) -> bool:
    """Whether a region holds one of some places."""
    return any(is_inside(place, region) for place in choices)


def resolve_all(candidates: list[Candidate], dateline: Dateline | None) -> None:
    """Choose a place for each candidate, in two rounds: what is plain first, then the rest by what is plain."""
    context = _Context(dateline)
    context.support = support_of(candidates)
    for candidate in candidates:
        candidate.chosen = _choose(candidate, context)
    context.learn(candidates)
    settled: dict[str, GazetteerPlace] = {}
    for candidate in candidates:
        candidate.chosen = _choose(candidate, context)
        if candidate.within is not None and candidate.chosen is not None:
            settled.setdefault(name_key(candidate.chosen.name), candidate.chosen)
    for candidate in candidates:
        if candidate.within is None and candidate.chosen is not None and not candidate.people:
            same = settled.get(name_key(candidate.chosen.name))
            if same is not None and same in candidate.choices:
                candidate.chosen = same


class _Context:
    """Which countries, divisions and surroundings a text is about."""

    def __init__(self, dateline: Dateline | None) -> None:
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.anchors: dict[tuple[float, float], int] = {}
        self.support: dict[GazetteerPlace, int] = {}
        if dateline is not None and dateline.country:
            self.countries[dateline.country] += 2
            if dateline.lat is not None and dateline.lon is not None:
                self.anchors[dateline.lat, dateline.lon] = 2

    def learn(self, candidates: list[Candidate]) -> None:
        """Count the places that are plain: a region after them, no rival of their size, a country or division."""
        for candidate in candidates:
            place = candidate.chosen
            if place is None or place.country is None:
                continue
            weight = _plainness(candidate, place)
            if candidate.within is not None and candidate.within.admin1 and candidate.within.country:
                self.divisions[candidate.within.country, candidate.within.admin1] += 1
            if not weight:
                continue
            self.countries[place.country] += weight
            if place.admin1 and place.kind != "country":
                self.divisions[place.country, place.admin1] += weight
                if place.kind != "division" and len(self.anchors) < _MOST_ANCHORS:
                    at = place.lat, place.lon
                    self.anchors[at] = self.anchors.get(at, 0) + weight

    def nearness(self, place: GazetteerPlace) -> float:
        """1 where another plain place lies within about 100 km, less further off, 0 beyond 300 km."""
        best = 0.0
        for lat, lon in self.anchors:
            if lat == place.lat and lon == place.lon:
                continue
            north = abs(lat - place.lat) * 111
            east = abs(lon - place.lon) * 111 * cos(radians(place.lat))
            far = max(north, east)
            best = max(best, 1.0 if far < 100 else 1.5 - far / 200 if far < 300 else 0.0)
        return best


_MOST_ANCHORS: Final = 40
_MOST_PLACES: Final = 600
"""Places that are compared with one another: bounds the work on a list of names."""


def support_of(candidates: list[Candidate]) -> dict[GazetteerPlace, int]:
    """How many other names of the text may mean something within some 60 km of a place."""
    by_name: dict[str, tuple[GazetteerPlace, ...]] = {}
    for candidate in candidates:
        if not candidate.people and candidate.choices:
            by_name.setdefault(name_key(candidate.choices[0].name), candidate.choices)
    near = [
        (place, number)
        for number, choices in enumerate(by_name.values())
        for place in choices
        if place.kind in ("town", "capital", "county")
    ][:_MOST_PLACES]
    if len(by_name) < 2 or not near:
        return {}
    lat = np.array([place.lat for place, _ in near])
    lon = np.array([place.lon for place, _ in near]) * np.cos(np.radians(lat))
    name = np.array([number for _, number in near])
    close = (np.abs(lat[:, None] - lat) < _CLOSE) & (np.abs(lon[:, None] - lon) < _CLOSE) & (name[:, None] != name)
    names = np.zeros((len(near), len(by_name)), bool)
    for number in range(len(by_name)):
        names[:, number] = close[:, name == number].any(axis=1)
    return {place: int(count) for (place, _), count in zip(near, names.sum(axis=1), strict=True)}


_CLOSE: Final = 0.6
"""Degrees of latitude, about 65 km."""


def _plainness(candidate: Candidate, place: GazetteerPlace) -> int:
    """How far a choice can be trusted to tell others: 2 with its region, 1 without a rival, else 0."""
    if candidate.within is not None:
        return 2
    rivals = any(
        p.people * 20 > place.people and (p.country, p.admin1) != (place.country, place.admin1)
        for p in candidate.choices
        if p is not place and p.kind != "county"
    )
    if rivals:
        return 0
    return 1 if place.kind in ("country", "division") or place.people > 5_000 else 0


_KIND_WEIGHT: Final = {"country": 3.0, "region": 6.0, "capital": 1.6, "division": 0.0, "county": -1.2, "town": 0.0}
_W_SUPPORT: Final = 4.0
_W_PEOPLE, _W_COUNTRY, _W_KNOWN, _W_FOREIGN, _W_DIVISION, _W_NEAR = 1.0, 3.5, 0.7, 1.0, 2.5, 1.5
"""Weights of a choice: inhabitants (power of ten), share of the text's countries, country named at all, country not
named, share of its divisions, nearness. Chosen as the best mean of three sets of news (November 2026); resolution moves
by less than a point when any of them changes by half."""


def _choose(candidate: Candidate, context: _Context) -> GazetteerPlace | None:
    choices = candidate.choices
    if candidate.within is not None:
        inside = [place for place in choices if is_inside(place, candidate.within)]
        choices = tuple(inside) or choices
    if len(choices) < 2:
        return choices[0] if choices else None
    most = max(context.divisions.values(), default=0)
    whole = sum(context.countries.values())
    key = name_key(choices[0].name)
    best, best_score = None, float("-inf")
    for place in choices:
        score = _W_PEOPLE * log10(place.people + 100) + _KIND_WEIGHT[place.kind]
        if name_key(place.name) != key and place.kind != "country":
            score -= 0.2
        if place.country is not None and whole:
            count = context.countries[place.country]
            score += _W_COUNTRY * count / whole + (_W_KNOWN if count else -_W_FOREIGN)
        if place.country is not None and place.admin1 and most and place.kind != "division":
            score += _W_DIVISION * context.divisions[place.country, place.admin1] / most
        if place.kind in ("town", "capital", "county") and context.anchors:
            score += _W_NEAR * context.nearness(place)
        score += _W_SUPPORT * log10(1 + context.support.get(place, 0))
        if score > best_score:
            best, best_score = place, score
    return best
