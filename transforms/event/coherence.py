"""The names of a text choose one another: what each may mean, weighed by what the others may mean.

A place is likelier the more people live there, the better its name fits, and the more of the other names may lie near
it or in its division and country. Every name begins with what it means most often; a few rounds let each see what the
others have come to mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from transforms.language.gazetteer import GazetteerPlace, name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantName:
    """One name of a text in all its mentions, and what it may mean."""

    choices: tuple[GazetteerPlace, ...]
    key: str
    """As the gazetteer looks it up."""
    mentions: int
    sure: bool
    """Whether its region stands after it."""
    civic: bool
    """Whether a word of a town's own goes with it."""
    beside: frozenset[str]
    """Kinds of the names that it stands in one list with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What speaks for a place, in powers of ten of inhabitants.

    Chosen as the best mean over three sets of news (November 2026), by turns; the mean moves by less than a quarter of
    a point when any of them changes by a quarter.
    """

    capital: float = 1.0
    division: float = -0.5
    county: float = -1.6
    country: float = 1.8
    region: float = 6.0
    alias: float = 0.7
    """Taken off a place by another of its names."""
    civic: float = 2.0
    """Taken off countries and divisions where the words around are a town's own."""
    listed: float = 2.5
    """For a country or division in a list with another."""
    sharp: float = 1.3
    """How far a name is taken to mean what it likeliest means."""
    near: float = 2.0
    """For the others that lie near: logarithm of their mass, each by its distance."""
    reach_km: float = 90.0
    """Where a neighbour counts 1/e."""
    may_be_near: float = 5.0
    """In the first round only: for the others that may mean something near."""
    in_country: float = 2.6
    in_division: float = 2.5
    foreign: float = 1.3
    """Taken off a place of a country that nothing else in the text speaks of."""
    home: float = 5.0
    """What the country that a text is at home in counts, in names."""
    sure: float = 2.0
    """What a name with its region counts, in names."""


WEIGHTS: Final = Weights()
_MOST: Final = 500
"""Places of a text that are compared with one another: bounds the work on a list of names."""
_ROUNDS: Final = 3
_ENOUGH: Final = 3.0
"""Names after which a country that none of them speaks of is foreign."""
_AREAS: Final = frozenset({"country", "division", "region"})


def choose(names: list[MeantName], leaning: dict[str, float]) -> list[tuple[int, float]]:
    """What each name means: which of its choices, and how much speaks for it.

    Args:
        names: Names of one text.
        leaning: Countries (alpha-3) that something beside the names speaks for, and how many names that is worth.
    """
    table = _Table(names, leaning)
    score = table.prior + WEIGHTS.may_be_near * table.may_be_near()
    for _ in range(_ROUNDS):
        score = table.prior + table.context(table.mass(score))
    ends = [*table.starts[1:], len(score)]
    return [
        (int(score[start:end].argmax()), float(score[start:end].max()))
        for start, end in zip(table.starts, ends, strict=True)
    ]


class _Table:
    """All choices of all names as rows of arrays; a choice without country or division has number 0 there."""

    def __init__(self, names: list[MeantName], leaning: dict[str, float]) -> None:
        each = max(2, _MOST // len(names))
        rows = [(number, place) for number, name in enumerate(names) for place in name.choices[:each]]
        places = [place for _, place in rows]
        self.name = np.array([number for number, _ in rows])
        self.starts = np.searchsorted(self.name, np.arange(len(names)))
        self.choices = np.array([len(name.choices) for name in names])
        self.weight = np.array([name.mentions**0.5 * (WEIGHTS.sure if name.sure else 1) for name in names])[self.name]
        self.prior = np.array([_prior(names[number], place) for number, place in rows])
        self.national = np.array([place.kind in ("country", "region") for place in places])
        self.country, codes = _numbered([place.country for place in places])
        self.division, _ = _numbered([(place.country, place.admin1) if place.admin1 else None for place in places])
        self.leaning = np.zeros(len(codes))
        for code, worth in leaning.items():
            self.leaning[codes.get(code, 0)] += worth
        self.close = self._closeness(places)

    def _closeness(self, places: list[GazetteerPlace]) -> Any:
        """How near each place is to each of another name, 1 to 0; 0 for areas, whose middle says little."""
        lat = np.array([place.lat for place in places])
        lon = np.array([place.lon for place in places])
        east = (lon[:, None] - lon + 180) % 360 - 180
        far = np.hypot(lat[:, None] - lat, east * np.cos(np.radians(lat))[:, None]) * _KM
        point = np.array([place.kind not in _AREAS for place in places])
        return np.exp(-far / WEIGHTS.reach_km) * (self.name[:, None] != self.name) * point[:, None] * point

    def may_be_near(self) -> Any:
        """Logarithm of the other names that may mean something near; a name of many places counts less."""
        may = np.maximum.reduceat(self.close > _HALF, self.starts, axis=1)
        return np.log1p(may @ self.choices**-0.3)

    def mass(self, score: Any) -> Any:
        """How far each place is meant, by the weight of its name."""
        top = np.maximum.reduceat(score, self.starts)[self.name]
        likely = np.exp((score - top) * WEIGHTS.sharp)
        return self.weight * likely / np.add.reduceat(likely, self.starts)[self.name]

    def context(self, mass: Any) -> Any:
        """What the other names say for each place."""
        here, whole = self._shared(mass, self.country, self.leaning)
        there, parts = self._shared(np.where(self.national, 0, mass), self.division, None)
        foreign = (here < _HINT) & (self.country > 0)
        return (
            WEIGHTS.in_country * here / (whole + 1)
            - WEIGHTS.foreign * foreign * np.minimum(whole / _ENOUGH, 1)
            + WEIGHTS.in_division * np.where(self.national, 0, there) / (parts + 1)
            + WEIGHTS.near * np.log1p(self.close @ mass)
        )

    def _shared(self, mass: Any, group: Any, leaning: Any) -> tuple[Any, Any]:
        """The mass of the other names in a place's own group, and in all groups."""
        groups = int(group.max()) + 1 if leaning is None else len(leaning)
        own = np.zeros((len(self.starts), groups))
        np.add.at(own, (self.name, group), mass)
        total = own.sum(axis=0) + (0 if leaning is None else leaning)
        if leaning is None:
            own[:, 0] = total[0] = 0
        else:
            own[:, 0], total[0] = 0, leaning[0]
        here = np.where(group > 0, total[group] - own[self.name, group], 0)
        return here, total.sum() - own.sum(axis=1)[self.name]


_KM: Final = 111.2
"""A degree of latitude."""
_HALF: Final = 0.5
_HINT: Final = 0.3
"""Names, below which nothing speaks of a country."""


def _prior(name: MeantName, place: GazetteerPlace) -> float:
    """What speaks for a place whatever the rest of the text."""
    score = float(np.log10(place.people + 100)) + float(getattr(WEIGHTS, place.kind, 0.0))
    if place.kind in _AREAS:
        score -= WEIGHTS.civic * name.civic
        score += WEIGHTS.listed * (place.kind in name.beside)
    if place.kind not in ("country", "region") and name_key(place.name) != name.key:
        score -= WEIGHTS.alias
    return score


def _numbered(values: list[Any]) -> tuple[Any, dict[Any, int]]:
    """Values as numbers, None as 0, and the number of each value."""
    numbers: dict[Any, int] = {None: 0}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values]), numbers
