"""A small map as inline SVG, nothing fetched: the inhabited places of the gazetteer draw the land.

Place data: GeoNames (https://www.geonames.org), CC BY 4.0; whoever shows the map shows that credit.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from transforms.language.gazetteer import GazetteerPlace, gazetteer

CREDIT: Final = "Places: GeoNames, CC BY 4.0"

WIDTH: Final = 640
HEIGHT: Final = 340
"""Units of the drawing; it is scaled to the room it is given."""

_KM_A_DEGREE: Final = 111.2
_MARGIN: Final = 1.6
"""How much wider the view is than what it must show."""
_NARROWEST: Final = 9.0
"""Degrees of latitude that a view shows at least: one town alone says nothing."""
_TOWNS: Final = 6_000
_PEOPLE: Final = 500_000
"""Inhabitants of the smallest country whose name is worth its room."""
_STEPS: Final = (1, 2, 5, 10, 20, 30, 60)
"""Degrees between the lines of the graticule."""
_BARS: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000)
"""Kilometres of the scale."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place to be shown.

    Attributes:
        lat: WGS 84 degrees.
        lon: WGS 84 degrees.
        name: Its name.
        rows: Numbers of the rows that happened there.
    """

    lat: float
    lon: float
    name: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """A window on the world: equirectangular, true to scale at its middle."""

    lat: float
    lon: float
    unit: float
    """Units of the drawing a degree of latitude."""
    narrowing: float
    """A degree of longitude in degrees of latitude."""

    def x(self, lon: float) -> float:
        return WIDTH / 2 + ((lon - self.lon + 180) % 360 - 180) * self.narrowing * self.unit

    def y(self, lat: float) -> float:
        return HEIGHT / 2 - (lat - self.lat) * self.unit

    @property
    def reach(self) -> tuple[float, float]:
        """Degrees of latitude and of longitude from the middle to the edges."""
        return HEIGHT / 2 / self.unit, min(WIDTH / 2 / self.unit / self.narrowing, 180)


class _Labels:
    """Where words stand already, so that no later ones are put over them."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float, float]] = []

    def place(self, x: float, y: float, text: str, size: float, *, must: bool) -> tuple[float, float, str] | None:
        """Right of a point, else left, above or below it; None where there is no room and it need not be."""
        width = 0.58 * size * len(text)
        options = (
            (x + 7, y + size * 0.35, "start"),
            (x - 7, y + size * 0.35, "end"),
            (x, y - 8, "middle"),
            (x, y + size + 7, "middle"),
        )
        for left, base, anchor in options:
            west = left - {"start": 0, "middle": width / 2, "end": width}[anchor]
            box = (west, base - size, west + width, base + size * 0.3)
            if self._is_free(box):
                self._taken.append(box)
                return left, base, anchor
        return options[0] if must else None

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        west, top, east, bottom = box
        if west < 2 or east > WIDTH - 2 or top < 2 or bottom > HEIGHT - 2:
            return False
        return all(east < w or west > e or bottom < t or top > b for w, t, e, b in self._taken)


def draw_map(pins: Sequence[Pin]) -> str:
    """The map of some places, at least one.

    Returns:
        An ``<svg>`` element. Its classes (land, line, country, town, pin, place, scale) are left to the page's style.
    """
    view = _view(pins)
    labels = _Labels()
    names = ", ".join(pin.name for pin in pins)
    marks = [mark for pin in pins for mark in _pin(pin, view, labels)]
    parts = [*_graticule(view), *_land(view, labels, {pin.name for pin in pins}), *_scale(view), *marks]
    head = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Map: {escape(names)}">'
    return "\n".join([head, *parts, "</svg>"])


def _view(pins: Sequence[Pin]) -> _View:
    """The window that shows all pins; over the 180th meridian where that is the shorter way."""
    south, north = min(pin.lat for pin in pins), max(pin.lat for pin in pins)
    lons = sorted(pin.lon for pin in pins)
    gaps = [(after - before, after) for before, after in zip(lons, [*lons[1:], lons[0] + 360], strict=True)]
    gap, west = max(gaps)
    middle = west + (360 - gap) / 2
    lat = (south + north) / 2
    narrowing = max(math.cos(math.radians(lat)), 0.2)
    tall = max((north - south) * _MARGIN, _NARROWEST)
    wide = (360 - gap) * narrowing * _MARGIN
    unit = max(min(HEIGHT / tall, WIDTH / wide if wide else math.inf), WIDTH / 360 / narrowing, HEIGHT / 180)
    edge = 90 - HEIGHT / 2 / unit
    return _View(min(max(lat, -edge), edge), (middle + 180) % 360 - 180, unit, narrowing)


def _graticule(view: _View) -> Iterator[str]:
    """Lines of latitude and longitude with their degrees at the edges."""
    tall, wide = view.reach
    step = next((step for step in _STEPS if step * view.unit * view.narrowing >= 70), _STEPS[-1])
    for lat in _multiples(view.lat - tall, view.lat + tall, step):
        y = view.y(lat)
        yield f'<path class="line" d="M0 {y:.1f}H{WIDTH}"/>'
        if 12 < y < HEIGHT - 24:
            yield f'<text class="line" x="3" y="{y - 2:.1f}">{_degrees(lat, "N", "S")}</text>'
    for lon in _multiples(view.lon - wide, view.lon + wide, step):
        x = view.x(lon)
        yield f'<path class="line" d="M{x:.1f} 0V{HEIGHT}"/>'
        if 30 < x < WIDTH - 30:
            turned = (lon + 180) % 360 - 180
            yield f'<text class="line" x="{x + 2:.1f}" y="{HEIGHT - 4}">{_degrees(turned, "E", "W")}</text>'


def _multiples(low: float, high: float, step: int) -> range:
    return range(math.ceil(low / step) * step, math.floor(high) + 1, step)


def _degrees(value: float, positive: str, negative: str) -> str:
    side = "" if value in (0, -180) else positive if value > 0 else negative
    return f"{abs(value):g}°{side}"


def _land(view: _View, labels: _Labels, shown: Collection[str]) -> Iterator[str]:
    """A dot for every inhabited spot, the names of the countries, and of capitals and large towns that find room."""
    towns = _places(view, ("town", "capital"), _TOWNS)
    spots = dict.fromkeys((round(view.x(town.lon) / 2.5), round(view.y(town.lat) / 2.5)) for town in towns)
    yield f'<path class="land" d="{"".join(f"M{x * 2.5:g} {y * 2.5:g}h0" for x, y in spots)}"/>'
    for place in (one for one in _places(view, ("country",), 25) if one.people >= _PEOPLE):
        x, y = view.x(place.lon), view.y(place.lat)
        found = labels.place(x - 7, y, place.name.upper(), 9.5, must=False)
        if found:
            yield _text("country", found, place.name.upper())
    others = [town for town in towns[:40] if town.name not in shown]
    for town in sorted(others, key=lambda town: town.kind != "capital")[:6]:
        x, y = view.x(town.lon), view.y(town.lat)
        found = labels.place(x, y, town.name, 9, must=False)
        if found:
            yield f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="1.8"/>{_text("town", found, town.name)}'


def _places(view: _View, kinds: Sequence[str], most: int) -> tuple[GazetteerPlace, ...]:
    tall, wide = view.reach
    west, east = ((view.lon + side + 180) % 360 - 180 for side in (-wide, wide)) if wide < 180 else (-180.0, 180.0)
    return gazetteer().within(west, view.lat - tall, east, view.lat + tall, kinds=kinds, most=most)


def _scale(view: _View) -> Iterator[str]:
    """A bar of a round number of kilometres; it holds at the middle of the map."""
    unit = view.unit / _KM_A_DEGREE
    km = max((bar for bar in _BARS if bar * unit <= 130), default=_BARS[0])
    right, y = WIDTH - 12, 16
    yield f'<path class="scale" d="M{right - km * unit:.1f} {y - 4}V{y}H{right}V{y - 4}"/>'
    yield f'<text class="scale" x="{right}" y="{y + 12}" text-anchor="end">{km:,} km</text>'


def _pin(pin: Pin, view: _View, labels: _Labels) -> Iterator[str]:
    x, y = view.x(pin.lon), view.y(pin.lat)
    words = f"{pin.name} {' '.join(pin.rows)}"
    rows = " ".join(f"r{row}" for row in pin.rows)
    found = labels.place(x, y, words, 17, must=True)
    yield f'<g class="{rows}"><circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    yield f"{_text('place', found, words) if found else ''}</g>"


def _text(kind: str, at: tuple[float, float, str], words: str) -> str:
    x, y, anchor = at
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
