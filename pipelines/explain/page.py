"""A reading as one HTML page: no script, nothing fetched, everything that was read escaped.

What hovering and focus light up is done by style alone: one rule a row, so that a row, its words in the text and its
place on the map are lit together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import Final

from pipelines.explain.facts import Card, Fact, attribution_card, coordinates, event_card
from pipelines.explain.map import CREDIT, Pin, draw_map
from pipelines.explain.marks import Mark, Piece, by_number, first_offset, marks_by_paragraph, number, pieces
from pipelines.explain.reading import Reading
from pipelines.listing import printable
from schemas.event import Event

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LEGEND: Final = (("source", "source"), ("cue", "cue"), ("content", "what is said"), ("trigger", "event"))
_NUMBERED: Final = frozenset({"source", "cue", "content", "trigger"})


def page(reading: Reading) -> str:
    """The page of a story: its text with what was found marked, and beside each paragraph the rows that begin in it."""
    title = printable(reading.story.title) or "(no headline)"
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    rows = [number(row) for row in reading.rows]
    lines = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{style}{''.join(map(_lit, rows))}</style>\n</head>\n<body>",
        *_header(reading, title),
        *_map(reading.events),
        "<main>",
        *_story(reading),
        "</main>",
        *_footer(reading),
        "</body>\n</html>\n",
    ]
    return "\n".join(lines)


def _lit(row: str) -> str:
    """The rule that lights up a row where anything of it is hovered, focused or jumped to."""
    return f":root:has(.r{row}:is(:hover,:focus,:focus-within,:target)) .r{row}{{--lit:var(--hit)}}\n"


def _header(reading: Reading, title: str) -> Iterator[str]:
    yield f"<header>\n<h1{_tongue(reading)}>{escape(title)}</h1>"
    yield f'<p class="known">{" · ".join(escape(printable(part)) for part in reading.known)}</p>'
    for note in reading.notes:
        yield f'<p class="note">{escape(printable(note))}.</p>'
    if reading.rows:
        signs = " ".join(f'<span class="{part}">{words}</span>' for part, words in _LEGEND)
        yield f'<p class="legend">{signs} Numbers lead to the row, and rows with one number belong together.</p>'
    yield "</header>"


def _map(events: Sequence[Event]) -> Iterator[str]:
    """The map with its credit, where any place has coordinates."""
    found: dict[tuple[float, float], tuple[str, list[str]]] = {}
    for event in events:
        for place in event.places:
            if place.lat is not None and place.lon is not None:
                name = printable(place.name or place.words)
                rows = found.setdefault((place.lat, place.lon), (name, []))[1]
                rows += [number(event)] if number(event) not in rows else []
    if found:
        pins = [Pin(lat, lon, name, tuple(rows)) for (lat, lon), (name, rows) in found.items()]
        listed = "; ".join(f"{escape(pin.name)} {coordinates(pin.lat, pin.lon)}" for pin in pins)
        yield f"<figure>\n{draw_map(pins)}\n<figcaption>{listed}. {CREDIT}</figcaption>\n</figure>"


def _story(reading: Reading) -> Iterator[str]:
    cards: dict[int, list[str]] = {}
    for row in sorted(reading.rows, key=first_offset):
        card = event_card(row, reading) if isinstance(row, Event) else attribution_card(row)
        cards.setdefault(reading.paragraph_of(first_offset(row)), []).append(_card(card))
    for place, marks in enumerate(marks_by_paragraph(reading)):
        beside = "\n".join(cards.get(place, ()))
        yield f'<div class="row">\n<p class="text"{_tongue(reading)}>{"".join(_paragraph(reading, place, marks))}</p>'
        yield f"<aside>\n{beside}\n</aside>\n</div>" if beside else "</div>"


def _tongue(reading: Reading) -> str:
    """The language of the story's own words, for voices and hyphens; the direction is seen from the letters."""
    return f' lang="{escape(reading.story.language or "und")}" dir="auto"'


def _paragraph(reading: Reading, place: int, marks: Sequence[Mark]) -> Iterator[str]:
    span = reading.paragraphs[place]
    for piece in pieces(marks, span.start, span.end):
        text = escape(printable(reading.story.body[piece.start : piece.end]))
        yield f'<span class="{_classes(piece)}">{text}</span>' if piece.inside else text
        numbers = {mark.row for mark in piece.closing if mark.numbered and mark.part in _NUMBERED}
        yield "".join(f'<a class="n r{row}" href="#r{row}">{row}</a>' for row in sorted(numbers, key=by_number))


def _classes(piece: Piece) -> str:
    """What a piece is part of, how deep in statements it lies, and the rows that point at it."""
    parts = dict.fromkeys(mark.part for mark in piece.inside)
    depth = len({(mark.start, mark.end) for mark in piece.inside if mark.part == "content"})
    rows = dict.fromkeys(f"r{mark.row}" for mark in piece.inside)
    return " ".join([*parts, *(["deep"] if depth > 1 else []), *rows])


def _card(card: Card) -> str:
    kind = "event" if card.number.startswith("E") else "said"
    tail = f" <i>{escape(printable(card.tail))}</i>" if card.tail else ""
    facts = "".join(map(_fact, card.facts))
    return (
        f'<article class="{kind} r{card.number}" id="r{card.number}" tabindex="0">'
        f"<h2><b>{card.number}</b> {escape(printable(card.head))}{tail}</h2><dl>{facts}</dl></article>"
    )


def _fact(fact: Fact) -> str:
    parts = [escape(printable(fact.text)), *(f'<a class="n r{row}" href="#r{row}">{row}</a>' for row in fact.rows)]
    return f"<div><dt>{fact.label}</dt><dd>{'&nbsp;'.join(filter(None, parts))}</dd></div>"


def _footer(reading: Reading) -> Iterator[str]:
    steps = ", ".join(f"{one.name} {one.version}" for one in reading.story.extractors)
    yield f"<footer>{escape(printable(reading.name))} · read by wirelake: {escape(steps)}</footer>"
