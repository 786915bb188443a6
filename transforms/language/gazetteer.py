"""Places by name: GeoNames towns, divisions and countries in one file.

Place data: GeoNames (https://www.geonames.org), CC BY 4.0. Built by tools/build_gazetteer.py; what is in it is said
in docs/models/gazetteer.md. The file is read once a process, by the first look-up (about 0.1 s, 19 MB).
"""

from __future__ import annotations

import bisect
import hashlib
import json
import threading
import unicodedata
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from transforms.language import countries as tables
from transforms.language.regions import REGION_IDS, REGIONS

KINDS: Final = ("town", "capital", "division", "county", "country", "region")
"""What a place is; division and county are the first and second level below the country."""

_FILE: Final = Path(__file__).with_name("gazetteer.npz")
_MOST: Final = 40
"""Places of one name that are considered, those with most inhabitants first: there are 60 San Antonios."""

_MARKS: Final = str.maketrans(
    {"-": " ", "’": "", "'": "", "‘": "", ".": "", "`": "", "ʻ": ""}
    | {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
)
"""Marks that names are printed with or without, and letters that have no accent to take off."""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One place of the gazetteer."""

    geonames_id: int | None
    """None for regions that GeoNames has in several pieces."""
    name: str
    lat: float
    """WGS 84 degrees; the middle of the inhabited part for areas."""
    lon: float
    country: str | None
    """ISO 3166-1 alpha-3; None for regions over several countries."""
    admin1: str | None
    """GeoNames code of the first-level division, within the country."""
    kind: str
    people: int
    """Inhabitants; 0 where not known."""


def name_key(name: str) -> str:
    """A name as it is looked up: lower case, without accents, full stops and apostrophes, hyphens as spaces."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.lower().translate(_MARKS).split())


def name_digest(key: str) -> int:
    """40 bits of a key: among some 303,000 names, one look-up in four million finds a place that it should not."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")


class Gazetteer:
    """The places of the file; :func:`gazetteer` gives the one of this process."""

    def __init__(self, path: Path = _FILE) -> None:
        with np.load(path, allow_pickle=False) as file:
            columns: dict[str, Any] = {name: file[name] for name in file.files}
        codes = json.loads(bytes(columns["codes"]))
        self._alpha3: list[str] = codes["alpha3"]
        self._admin_codes: list[str] = codes["admin1"]
        self._digests = array("Q", np.cumsum(columns["steps"], dtype=np.uint64).tobytes())
        self._places = array("I", columns["places"].astype(np.uint32).tobytes())
        self._columns = columns
        self._name_ends = np.cumsum(columns["name_lengths"], dtype=np.uint32)
        self._names = columns["name_bytes"].tobytes()
        self._cached = lru_cache(maxsize=20_000)(self._find)
        self._countries: dict[str, GazetteerPlace] = {}
        country_kind = KINDS.index("country")
        for index in np.flatnonzero(columns["kind"] == country_kind):
            place = self._place(int(index))
            if place.country is not None:
                self._countries[place.country] = place
        self._extra = self._extra_names()

    def _extra_names(self) -> dict[str, tuple[GazetteerPlace, ...]]:
        """Countries by their other names, and regions."""
        extra: dict[str, tuple[GazetteerPlace, ...]] = {}
        for name, code in tables.COUNTRY_NAMES.items():
            if code in self._countries:
                extra[name_key(name)] = (self._countries[code],)
        for name, (lat, lon, country) in REGIONS.items():
            number = REGION_IDS.get(name)
            extra[name_key(name)] = (GazetteerPlace(number, name, lat, lon, country, None, "region", 0),)
        return extra

    def find(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Places of that name, those with most inhabitants first; empty when there is none.

        Args:
            name: In any case and spelling of accents, hyphens and full stops.
        """
        return self._cached(name)

    def country(self, alpha3: str) -> GazetteerPlace | None:
        """The country of an ISO 3166-1 alpha-3 code."""
        return self._countries.get(alpha3)

    def within(
        self, west: float, south: float, east: float, north: float, *, kinds: Collection[str], most: int
    ) -> tuple[GazetteerPlace, ...]:
        """Places inside a box, those with most inhabitants first.

        Args:
            west: Degrees, as are the others; a west greater than the east spans the 180th meridian.
            south: Its southern edge.
            east: Its eastern edge.
            north: Its northern edge.
            kinds: Which of :data:`KINDS`.
            most: How many at most.
        """
        columns = self._columns
        lat, lon = columns["lat"] / 100, columns["lon"] / 100
        beside = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        wanted = np.isin(columns["kind"], [KINDS.index(kind) for kind in kinds])
        inside = np.flatnonzero(beside & (lat >= south) & (lat <= north) & wanted)
        largest = np.argsort(-columns["people"][inside].astype(np.int64), kind="stable")[:most]
        return tuple(self._place(int(index)) for index in inside[largest])

    def _find(self, name: str) -> tuple[GazetteerPlace, ...]:
        key = name_key(name)
        if not key:
            return ()
        extra = self._extra.get(key, ())
        digest = name_digest(key)
        at = bisect.bisect_left(self._digests, digest)
        found = list(extra)
        while at < len(self._digests) and self._digests[at] == digest and len(found) < _MOST:
            place = self._place(self._places[at])
            if place not in found:
                found.append(place)
            at += 1
        return tuple(found)

    def _place(self, index: int) -> GazetteerPlace:
        columns = self._columns
        end = int(self._name_ends[index])
        start = end - int(columns["name_lengths"][index])
        return GazetteerPlace(
            geonames_id=int(columns["ids"][index]) or None,
            name=self._names[start:end].decode("utf-8"),
            lat=int(columns["lat"][index]) / 100,
            lon=int(columns["lon"][index]) / 100,
            country=self._alpha3[int(columns["country"][index])],
            admin1=self._admin_codes[int(columns["admin1"][index])] or None,
            kind=KINDS[int(columns["kind"][index])],
            people=int(columns["people"][index]),
        )


_lock: Final = threading.Lock()
_loaded: list[Gazetteer] = []


def gazetteer() -> Gazetteer:
    """The gazetteer of this process, read from its file by the first call."""
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(Gazetteer())
    return _loaded[0]
