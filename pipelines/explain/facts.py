"""A row's fields in words, in the order in which a reader asks for them. What is not known is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.explain.marks import number
from pipelines.explain.reading import Reading
from schemas.attribution import Attribution
from schemas.columns import iso_day
from schemas.event import Casualty, Event, EventDate, Participant, Place


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a row.

    Attributes:
        label: What it is.
        text: What it says; empty where only rows are named.
        rows: Numbers of the rows that it points to.
    """

    label: str
    text: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One row, ready to be shown.

    Attributes:
        number: The number it is shown under.
        head: Who speaks, or what happened.
        tail: The cue, or the event's modes.
        facts: Its fields.
    """

    number: str
    head: str
    tail: str
    facts: tuple[Fact, ...]


def attribution_card(row: Attribution) -> Card:
    """An attribution in words."""
    who = row.source or ("nobody named" if row.source_kind == "none" else "source not given")
    return Card(number(row), who, row.cue or "", tuple(_attribution_facts(row)))


def event_card(row: Event, reading: Reading) -> Card:
    """An event in words."""
    what = " · ".join(filter(None, (row.type, row.topic)))
    return Card(number(row), what, ", ".join(row.modes), tuple(_event_facts(row, reading)))


def place_in_words(place: Place) -> str:
    """`the capital → Baghdad, IRQ, 33.34° N 44.40° E`."""
    if place.name is None:
        return f"{place.words} (not resolved)"
    known = [place.name, *([place.country] if place.country and place.country != place.name else [])]
    if place.lat is not None and place.lon is not None:
        known.append(coordinates(place.lat, place.lon))
    return _resolved(place.words, place.name, ", ".join(known))


def coordinates(lat: float, lon: float) -> str:
    """`33.34° N 44.40° E`."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'} {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def _attribution_facts(row: Attribution) -> Iterator[Fact]:
    if row.speaker and row.speaker != row.source:
        yield Fact("speaker", row.speaker)
    yield Fact("kind", row.source_kind)
    for label, text in (("role", row.role), ("belongs to", row.affiliation), ("country", row.country)):
        if text:
            yield Fact(label, text)
    if row.count is not None or row.count_words:
        words = f" (“{row.count_words}”)" if row.count_words else ""
        yield Fact("count", f"{'not exact' if row.count is None else row.count}{words}")
    if row.anonymous:
        yield Fact("anonymous", f"“{row.anonymity_reason}”" if row.anonymity_reason else "no reason given")
    yield Fact("stance", row.stance)
    yield Fact("quote", row.quote_type)
    for label, text in (("told to", row.told_to), ("medium", row.medium)):
        if text:
            yield Fact(label, text)
    if row.said_on is not None:
        day = iso_day(row.said_on.date) if row.said_on.date is not None else "day not settled"
        yield Fact("said on", f"“{row.said_on.words}” → {day}")
    if row.parent is not None:
        yield Fact("inside", "", (str(row.parent + 1),))
    if row.confidence is not None:
        yield Fact("confidence", f"{row.confidence:.2f}")


def _event_facts(row: Event, reading: Reading) -> Iterator[Fact]:
    for label, people in (("who", row.actors), ("to whom", row.targets), ("with what", row.instruments)):
        if people:
            yield Fact(label, "; ".join(map(_participant, people)))
    if row.places:
        yield Fact("where", "; ".join(map(place_in_words, row.places)))
    if row.date is not None:
        yield Fact("when", _date(row.date))
    for casualty in row.casualties:
        yield Fact(casualty.kind, _victims(casualty), _numbers([casualty.attribution]))
    yield Fact("certainty", row.certainty)
    if row.claim_status or row.claimant:
        yield Fact("claim", " by ".join(filter(None, (row.claim_status or "status not known", row.claimant))))
    if row.contexts:
        yield Fact("context", ", ".join(row.contexts))
    carried = [seq for seq in row.attributions if seq < len(reading.attributions)]
    yield Fact("on the word of", "" if carried else "the story itself", _numbers(carried))
    if row.confidence is not None:
        yield Fact("confidence", f"{row.confidence:.2f}")


def _participant(one: Participant) -> str:
    known = ", ".join(filter(None, (one.role, one.country)))
    return _resolved(one.text, one.name, one.name or one.text) + (f" ({known})" if known else "")


def _resolved(words: str, name: str | None, known: str) -> str:
    """What was printed and what it stands for, once where both are the same."""
    return known if name is None or words == name else f"{words} → {known}"


def _date(date: EventDate) -> str:
    if date.day_from is None and date.day_to is None:
        return f"“{date.words}” (day not settled)"
    first, last = (iso_day(day) if day is not None else "…" for day in (date.day_from, date.day_to))
    return f"“{date.words}” → {first if first == last else f'{first} to {last}'}"


def _victims(casualty: Casualty) -> str:
    low, high = casualty.min, casualty.max
    if low is None and high is None:
        many = "number not known"
    elif low == high:
        many = str(low)
    elif high is None:
        many = f"at least {low}"
    else:
        many = f"at most {high}" if low is None else f"{low} to {high}"
    return f"{many} (“{casualty.words}”)"


def _numbers(seqs: Sequence[int | None]) -> tuple[str, ...]:
    return tuple(str(seq + 1) for seq in seqs if seq is not None)
