"""Events: what happened, to whom, where, when, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Day
from schemas.story import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody or something that took part in an event."""

    text: Annotated[str, "As printed."]
    spans: Annotated[tuple[Span, ...], "Where it stands."] = ()
    role: Annotated[str | None, "Generic role: government, military, rebel, civilian, company, weapon …"] = None
    name: Annotated[str | None, "The full name the story gives it."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-3 code."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event happened."""

    words: Annotated[str, "As printed."]
    spans: Annotated[tuple[Span, ...], "Where it stands."] = ()
    name: Annotated[str | None, "The gazetteer's name."] = None
    geonames_id: Annotated[int | None, "GeoNames id."] = None
    lat: Annotated[float | None, "Latitude, WGS 84 degrees."] = None
    lon: Annotated[float | None, "Longitude, WGS 84 degrees."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-3 code."] = None
    admin1: Annotated[str | None, "First-level division, GeoNames code."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When an event happened."""

    words: Annotated[str, "As printed: `on Sunday`."]
    spans: Annotated[tuple[Span, ...], "Where it stands."] = ()
    day_from: Annotated[Day | None, "First possible day."] = None
    day_to: Annotated[Day | None, "Last possible day; the same for one day."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """A number of victims, by one count."""

    kind: Annotated[str, "killed, injured, missing, detained, abducted, displaced."]
    min: Annotated[int | None, "At least so many."] = None
    max: Annotated[int | None, "At most so many; null for `at least 14`."] = None
    words: Annotated[str, "As printed."]
    spans: Annotated[tuple[Span, ...], "Where it stands."] = ()
    attribution: Annotated[int | None, "seq of the attribution that carries the count."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening that the story reports."""

    event_id: Annotated[str, "Digest of story, version and seq, 32 hex digits."]
    seq: Annotated[int, "Number within the story, from 0, in order of the trigger."]
    type: Annotated[
        str | None, "PLOVER event type: ASSAULT, PROTEST, AGREE …; null: nobody's act but a calamity, see `topic`."
    ]
    modes: Annotated[tuple[str, ...], "PLOVER modes: `aerial`, `drone`, `assassinate`."] = ()
    contexts: Annotated[tuple[str, ...], "PLOVER contexts: `military`, `election`."] = ()
    topic: Annotated[
        str | None,
        "IPTC Media Topic that PLOVER leaves out: of the calamity where `type` is null, else of the story, if any.",
    ] = None
    trigger: Annotated[str, "The word that names the event."]
    trigger_spans: Annotated[tuple[Span, ...], "Where it stands."] = ()
    evidence_spans: Annotated[tuple[Span, ...], "The sentences the event was read from."] = ()
    actors: Annotated[tuple[Participant, ...], "Who did it, or is said to have; empty for a calamity."] = ()
    targets: Annotated[tuple[Participant, ...], "To whom or what."] = ()
    instruments: Annotated[tuple[Participant, ...], "With what."] = ()
    places: Annotated[tuple[Place, ...], "Where."] = ()
    date: Annotated[EventDate | None, "When."] = None
    casualties: Annotated[tuple[Casualty, ...], "How many victims; counts that differ stand apart."] = ()
    claim_status: Annotated[str | None, "claimed, unclaimed, denied; null when the story says nothing."] = None
    claimant: Annotated[str | None, "Who claimed it, as printed."] = None
    certainty: Annotated[str, "reported, alleged, confirmed, denied, planned, hypothetical."] = "reported"
    attributions: Annotated[tuple[int, ...], "seq of the attributions that carry it."] = ()
    confidence: Annotated[float | None, "0 to 1; null where the extractor gives none."] = None
