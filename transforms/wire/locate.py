"""Where a dateline's place is: a name with its state or country, looked up in the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language.gazetteer import GazetteerPlace, gazetteer
from transforms.wire.place import US_STATES, folded_region, is_known

_SURE: Final = 5
"""A town without state or country is taken when it has so many times the inhabitants of the next of its name.

Papers print towns of their own region alone (`CONCORD —`): which of a dozen it is, only they know.
"""
_NEAR: Final = re.compile(
    r"^(?:near|outside|off|(?:east|west|north|south) of)\s|^(?:aboard|on board|on the|above|with)\s.*$", re.IGNORECASE
)
_SHORT: Final = {"St.": "Saint", "Ft.": "Fort", "Mt.": "Mount", "Ste.": "Sainte"}
_OTHER_NAMES: Final[dict[str, str]] = {
    name.casefold(): english
    for english, names in (
        ("Athens", "Athen|Atene|Atenas|Athènes"),
        ("Baghdad", "Bagdad"),
        ("Beijing", "Peking|Pékin|Pechino|Pekín|Пекин|北京"),
        ("Beirut", "Beyrouth"),
        ("Berlin", "Berlino|Berlín|Берлин|柏林"),
        ("Brussels", "Brüssel|Bruxelles|Bruselas|Брюссель|布鲁塞尔"),
        ("Cairo", "Kairo|Le Caire|Il Cairo|El Cairo|Каир|开罗"),
        ("Florence", "Firenze|Florenz"),
        ("Geneva", "Genf|Genève|Ginevra|Ginebra|Женева|日内瓦"),
        ("Kyiv", "Kiew|Киев|Київ"),
        ("Lisbon", "Lissabon|Lisboa|Lisbonne"),
        ("London", "Londres|Londra|Лондон|伦敦"),
        ("Mexico City", "Ciudad de México|Mexiko-Stadt|Mexico"),
        ("Milan", "Milano|Mailand"),
        ("Minsk", "Минск"),
        ("Moscow", "Moskau|Moscou|Mosca|Moscú|Москва|莫斯科"),
        ("Munich", "München"),
        ("Naples", "Napoli|Neapel"),
        ("New York City", "New York|Nueva York|Nova York|Нью-Йорк|纽约"),
        ("Paris", "Parigi|París|Париж|巴黎"),
        ("Prague", "Prag|Praha|Praga"),
        ("Rome", "Rom|Roma|Рим|罗马"),
        ("Saint Petersburg", "Санкт-Петербург|Petersburg"),
        ("Seoul", "서울|首尔"),
        ("Shanghai", "上海"),
        ("Tehran", "Teheran|Téhéran|Teherán|Тегеран|德黑兰"),
        ("Tokyo", "Tokio|Токио|东京"),
        ("Turin", "Torino"),
        ("Venice", "Venezia|Venedig"),
        ("Vienna", "Wien|Vienne|Viena|Вена|维也纳"),
        ("Warsaw", "Warschau|Varsovie|Varsavia|Варшава|Warszawa"),
        ("Washington", "Вашингтон|华盛顿|ワシントン"),
    )
    for name in names.split("|")
}
"""Names that the gazetteer lacks, or has for somewhere else (Rom in Germany is Rome)."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a place is.

    Attributes:
        country: ISO 3166-1 alpha-3 code.
        geonames_id: GeoNames id; None where only the country is sure.
        lat: Latitude, WGS 84 degrees; None likewise.
        lon: Longitude, likewise.
    """

    country: str | None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None


def locate(words: str) -> Located | None:
    """Look up a dateline's place.

    Args:
        words: In its usual spelling, state or country after a comma: `La Crosse, Wis.`, `Seoul, South Korea`.

    Returns:
        Where it is; only the country where the town is not known there; None when the name alone does not settle it.
    """
    city, *regions = (part.strip() for part in _NEAR.sub("", words).split(","))
    if not city:
        return None
    name = _OTHER_NAMES.get(city.casefold(), city)
    first, _, rest = name.partition(" ")
    places = gazetteer().find(f"{_SHORT[first]} {rest}" if first in _SHORT else name)
    if not regions:
        return _alone(places, listed=is_known(city))
    within = _area(regions[-1])
    if within is None:
        return None
    country, admin1 = within
    inside = [place for place in places if place.country == country and admin1 in {None, place.admin1}]
    town = _largest(inside)
    return _located(town) if town is not None else Located(country)


def is_town(name: str) -> bool:
    """Whether the gazetteer has a town of that name anywhere."""
    return any(place.kind in {"town", "capital"} for place in gazetteer().find(name))


def _area(region: str) -> tuple[str, str | None] | None:
    """Country and first-level division that a state's or country's name stands for."""
    state = US_STATES.get(folded_region(region))
    if state is not None:
        return "USA", state
    for place in gazetteer().find(region):
        if place.kind == "country" and place.country is not None:
            return place.country, None
        if place.kind in {"division", "region"} and place.country is not None:
            return place.country, place.admin1
    return None


def _largest(places: Sequence[GazetteerPlace]) -> GazetteerPlace | None:
    """The town with most inhabitants; an area of that name only where there is no town."""
    towns = [place for place in places if place.kind in {"town", "capital"}]
    return max(towns or places, key=lambda place: place.people, default=None)


def _alone(places: Sequence[GazetteerPlace], *, listed: bool) -> Located | None:
    """A place printed without state or country: a city that stands alone, a country, or by far the largest town."""
    capitals = [place for place in places if place.kind == "capital"]
    if listed and capitals:
        return _located(capitals[0])
    countries = [place for place in places if place.kind == "country"]
    if countries:
        return _located(countries[0])
    largest = _largest(places)
    if largest is None:
        return None
    others = [place.people for place in places if place.kind == "town" and place != largest]
    if listed or largest.people > _SURE * max(others, default=0):
        return _located(largest)
    return None


def _located(place: GazetteerPlace) -> Located:
    return Located(place.country, place.geonames_id, place.lat, place.lon)
