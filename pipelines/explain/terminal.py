"""A reading on a terminal. Brackets and raised numbers carry all of it; colour only helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from pipelines.explain.facts import Card, Fact, attribution_card, event_card
from pipelines.explain.marks import Mark, by_number, first_offset, marks_by_paragraph, pieces
from pipelines.explain.reading import Reading
from pipelines.listing import printable

WIDEST: Final = 100
"""Columns that are used at most: longer lines are hard to read."""

BRACKETS: Final = {"source": "‹›", "cue": "{}", "content": "[]", "trigger": "**"}
"""Parts that are marked in the text, each by its brackets; the others stand in the rows."""

_STYLES: Final = {"source": "bold cyan", "cue": "magenta", "content": "green", "trigger": "bold yellow"}
_RAISED: Final = str.maketrans("0123456789E", "⁰¹²³⁴⁵⁶⁷⁸⁹ᴱ")
_ASCII: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ᴱ‹›·→—–“”‘’…°", "0123456789E<>|>--\"\"''~ ")
"""What an output of few letters is given in place of signs, one for one, so that all stands where it stood."""


def print_reading(reading: Reading, console: Console) -> None:
    """Print a story, each paragraph followed by the attributions that begin in it, and what happened below.

    Args:
        reading: The story.
        console: Where; no line is wider than it, nor than :data:`WIDEST`.
    """
    width = min(console.width, WIDEST)
    for line in _heading(reading):
        _show(console, line, width)
    cards: dict[int, list[Card]] = {}
    for row in sorted(reading.attributions, key=first_offset):
        cards.setdefault(reading.paragraph_of(first_offset(row)), []).append(attribution_card(row))
    for place, marks in enumerate(marks_by_paragraph(reading)):
        console.print()
        _show(console, _paragraph(reading, place, marks), width)
        for card in cards.get(place, ()):
            _show(console, _attribution(card), width, margin=f"  {card.number.translate(_RAISED):<2} ")
    if reading.events:
        console.print(Text("\nWhat happened", style="bold"))
        for event in reading.events:
            _print_event(event_card(event, reading), console, width)


def _show(console: Console, text: Text, width: int, *, margin: str = "", style: str = "") -> None:
    """Print a text folded to a width, its first line after a margin of words, the others below its first letter."""
    if console.options.ascii_only:
        text.plain, margin = text.plain.translate(_ASCII), margin.translate(_ASCII)
    for number, line in enumerate(text.wrap(console, width - len(margin))):
        line.rstrip()
        console.print(Text(margin if number == 0 else " " * len(margin), style) + line)


def _heading(reading: Reading) -> Iterator[Text]:
    yield Text(printable(reading.story.title) or "(no headline)", style="bold")
    yield Text(" · ".join(map(printable, reading.known)), style="dim")
    for note in reading.notes:
        yield Text(f"Note: {printable(note)}.", style="italic")
    if reading.rows:
        signs = Text("‹source› {cue} [content] *event*, ", style="dim")
        yield signs + Text("each with the number of its row: ¹ below its paragraph, ᴱ¹ at the end")


def _paragraph(reading: Reading, place: int, marks: Sequence[Mark]) -> Text:
    """A paragraph with its marks; where two rows mark the same range alike, its brackets stand once."""
    body, span = reading.story.body, reading.paragraphs[place]
    shown = [mark for mark in marks if mark.part in BRACKETS]
    text = Text(overflow="fold")
    for piece in pieces(shown, span.start, span.end):
        for part in _once(piece.opening):
            text.append(BRACKETS[part][0], _STYLES[part])
        style = " ".join(_STYLES[part] for part in _once(piece.inside))
        text.append(printable(body[piece.start : piece.end]), style)
        for part, end in _ends(piece.closing):
            text.append(BRACKETS[part][1] + end.translate(_RAISED), _STYLES[part])
    return text


def _once(marks: Iterable[Mark]) -> Iterator[str]:
    """The parts of marks, one for all that share a range."""
    return (part for part, _, _ in dict.fromkeys((mark.part, mark.start, mark.end) for mark in marks))


def _ends(marks: Iterable[Mark]) -> Iterator[tuple[str, str]]:
    """The parts that close, each with the numbers to print behind it."""
    together: dict[tuple[str, int], list[str]] = {}
    for mark in marks:
        together.setdefault((mark.part, mark.start), []).extend([mark.row] if mark.numbered else [])
    return ((part, "·".join(sorted(rows, key=by_number))) for (part, _), rows in together.items())


def _attribution(card: Card) -> Text:
    text = Text(overflow="fold").append(printable(card.head), _STYLES["source"])
    if card.tail:
        text.append(" — ").append(printable(card.tail), _STYLES["cue"])
    for fact in card.facts:
        text.append(f" · {fact.label}: ", "dim").append(_words(fact))
    return text


def _print_event(card: Card, console: Console, width: int) -> None:
    """An event as lines of its fields, the labels to the left."""
    longest = max(len(fact.label) for fact in card.facts)
    head = Text().append(printable(card.head), _STYLES["trigger"]).append(f" {printable(card.tail)}")
    console.print()
    _show(console, head, width, margin=f"{card.number:<{longest}}  ", style=_STYLES["trigger"])
    for fact in card.facts:
        _show(console, Text(_words(fact), overflow="fold"), width, margin=f"{fact.label:<{longest}}  ", style="dim")


def _words(fact: Fact) -> str:
    return printable(" ".join(filter(None, (fact.text, " ".join(row.translate(_RAISED) for row in fact.rows)))))
