"""Which place of the gazetteer a name means: by the region after it, by inhabitants, by what the text is about.

Names that may lie near one another choose each other: `Athens`, `Palestine` and `Tyler` are in Texas.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Final

import numpy as np

from schemas.story import Dateline
from transforms.event.coherence import WEIGHTS, MeantName, choose
from transforms.language.gazetteer import GazetteerPlace, name_key


@dataclass(slots=True)
class Candidate:
    """A name in a text and the places that it may mean."""

    first: int
    end: int
    key: str
    """The name as the gazetteer looks it up."""
    choices: tuple[GazetteerPlace, ...]
    people: bool = False
    within: GazetteerPlace | None = None
    """The region that stands after it: `Springfield, Ohio`."""
    civic: bool = False
    """Whether a word of a town's own goes with it: `Jordan Elementary School`, `downtown Lebanon`."""
    beside: str | None = None
    """Kind of the name that it stands in one list with: `Oregon, Washington and Idaho`."""
    partly: bool = False
    """Whether only a part of the words names the choices."""
    likeliest: GazetteerPlace | None = None
    chosen: GazetteerPlace | None = None
    """The likeliest, where enough speaks for it."""
    support: float = 0.0
    """How far the rest of the text speaks for the choice, in powers of ten of inhabitants."""


def is_inside(place: GazetteerPlace, region: GazetteerPlace) -> bool:
    """Whether a place lies in a division or country."""
    if place.country != region.country or place == region:
        return False
    return region.kind == "country" or (place.admin1 == region.admin1 and place.kind != "division")


def contains(choices: tuple[GazetteerPlace, ...], region: GazetteerPlace) -> bool:
    """Whether a region holds one of some places."""
    return any(is_inside(place, region) for place in choices)


def resolve_all(
    candidates: list[Candidate],
    dateline: Dateline | None,
    *,
    home: dict[str, float],
    least: float = float("-inf"),
) -> None:
    """Choose a place for each candidate.

    Args:
        candidates: Names of one text; what is found is written into them.
        dateline: Where the text was filed: its country tells places of one name apart.
        home: Countries (alpha-3) that the text is at home in, 0 to 1.
        least: What must speak for a choice; below it nothing is chosen.
    """
    groups = _by_name(candidates)
    if not groups:
        return
    leaning = {country: WEIGHTS.home * share for country, share in home.items()}
    if dateline is not None and dateline.country:
        leaning[dateline.country] = leaning.get(dateline.country, 0) + _DATELINE
    names = [_name(mentions, within) for mentions, within in groups]
    for name, (mentions, _), (at, score) in zip(names, groups, choose(names, leaning), strict=True):
        for mention in mentions:
            bar = least + _PARTLY * mention.partly
            mention.support = score - log10(name.choices[at].people + 100)
            mention.likeliest = name.choices[at]
            mention.chosen = mention.likeliest if score >= bar or name.sure else None


_DATELINE: Final = 2.0
"""Names that the country of a dateline is worth."""
_PARTLY: Final = 4.0
"""How much more must speak for a choice that only a part of the words names."""


def _by_name(candidates: list[Candidate]) -> list[tuple[list[Candidate], GazetteerPlace | None]]:
    """Mentions by name and region; a name that its region follows once means the same where it stands alone."""
    regions: dict[_Key, GazetteerPlace] = {}
    for candidate in candidates:
        if candidate.within is not None and candidate.choices:
            regions.setdefault(_key(candidate), candidate.within)
    found: dict[tuple[_Key, GazetteerPlace | None], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.choices:
            within = candidate.within or regions.get(_key(candidate))
            found.setdefault((_key(candidate), within), []).append(candidate)
    return [(mentions, within) for (_, within), mentions in found.items()]


_Key = tuple[str, int, bool]


def _key(candidate: Candidate) -> _Key:
    return candidate.key, len(candidate.choices), candidate.people


def _name(mentions: list[Candidate], within: GazetteerPlace | None) -> MeantName:
    choices = mentions[0].choices
    inside = tuple(place for place in choices if within is not None and is_inside(place, within))
    return MeantName(
        choices=inside or choices,
        key=mentions[0].key,
        mentions=len(mentions),
        sure=bool(inside),
        civic=any(mention.civic for mention in mentions),
        beside=frozenset(mention.beside for mention in mentions if mention.beside),
    )


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
