"""The events room in the form that a scorer of event fields takes: one dict a story.

Keys: `events` (type, code, roles, country, date, killed, wounded, claimed), `roles`, `places`, `toponyms`, `timexes`,
`coding`, `fivew`, `killed`, `wounded`, `date`.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from schemas.columns import Day, day, iso_day
from schemas.event import Casualty, Event, Participant
from schemas.story import Span
from transforms.event import extract_events
from transforms.event.chunks import phrase_at
from transforms.event.fivew import five_ws
from transforms.event.given_names import resolve_spans
from transforms.event.mention_words import TARGET_THINGS
from transforms.event.parties import DOERS, SUFFERERS, Party, find_parties
from transforms.event.place_of_verb import places_of
from transforms.event.places import find_places, places_in
from transforms.event.same_party import is_part
from transforms.event.sides import is_number
from transforms.event.story_day import story_day
from transforms.event.toll import find_toll
from transforms.event.victim_words import VERBS
from transforms.language.times import find_times, times_in
from transforms.language.tokens import Tokens, tokenize

_HUMAN = {"military", "police", "rebel", "government", "civilian"}
_INDIVIDUAL = {"civilian", "police"}
_ORGANISED = re.compile(r"\b(?:group|front|army|party|movement|brigade|organi[sz]ation|militia|forces?|cartel)\b", re.I)


def events(text: str, doc_date: str | None) -> dict[str, Any]:
    """What the rules read off a text.

    Args:
        text: Plain text of a story.
        doc_date: Publication date, `YYYY-MM-DD` or longer; None where it is not known.
    """
    published = _day(doc_date)
    happened = extract_events(text, published_on=published)
    toll = find_toll(text)
    lines = in_lines(text)
    in_order = happened if lines == text else extract_events(lines, published_on=published)
    told = tuple(event for event in in_order if event.type is not None)  # no other scheme has rows without a type
    records = [_record(event, lines) for event in told]
    records += [{"type": kind, "code": "ASSAULT"} for event in told for kind in _also(event, lines)]
    return {
        "events": records,
        "roles": _roles(told, lines),
        "places": [words for event in told if event.type == "ASSAULT" for words in _wordings(event, lines)],
        "toponyms": [
            {"start": each.span.start, "end": each.span.end}
            | {"lat": each.place.lat if each.place else None, "lon": each.place.lon if each.place else None}
            | {"geonameid": each.place.geonames_id if each.place else None}
            for each in find_places(text)
        ],
        "timexes": [
            {"start": each.span.start, "end": each.span.end, "value": each.value, "type": each.kind}
            for each in find_times(text, published)
        ],
        "coding": [_coding(event) for event in told],
        "fivew": five_ws(text.replace("\n", "\n\n"), published_on=published, events=happened),
        "killed": toll.killed or 0,
        "wounded": toll.injured or 0,
        "date": _story_day(text, published),
    }


def in_lines(text: str) -> str:
    """A text with the breaks put back that a set has taken out: `… was hurt.Police said`, `Blast in NorlandThe …`."""
    if "\n" in text or len(_JOINED.findall(text)) < _TELLING:
        return text
    return _LOST.sub(r"\1\n\n", _JOINED.sub("\n\n", text))


_JOINED = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[A-Z“])|(?<=[a-z]{2}[.!?]”)(?=[A-Z“])|(?<=[\d”\"][.!?])(?=[A-Z])|(?<=[ap]\.m\.)(?=[A-Z])"
    r"|(?<=[.!?])(?===)|(?<=[a-z]==)(?=[A-Z*])"
)
_LOST = re.compile(r"(\b[a-z]{3,}|[a-z]{3}(?=(?:[A-Z]{3,}|The|An?|In|On|At|By|For|From|While|After|These)\b))(?=[A-Z])")
"""Where a headline runs into what follows it."""
_TELLING = 3
"""Sentences without a space between them that no carelessness explains."""


def geo_resolver(text: str, doc_date: str | None, spans: list[tuple[int, int]]) -> list[dict[str, Any] | None]:
    """What given place names mean in their text."""
    del doc_date
    return [
        {"lat": place.lat, "lon": place.lon, "geonameid": place.geonames_id} if place else None
        for place in resolve_spans(text, [Span(*span) for span in spans])
    ]


def places_of_event(text: str, doc_date: str | None = None, verb: tuple[int, int] = (0, 0)) -> list[tuple[int, int]]:
    """Where the act of one verb happened."""
    del doc_date
    tokens = tokenize(text)
    at = next((index for index, end in enumerate(tokens.ends) if end > verb[0]), 0)
    known = {place.first: place for place in places_in(tokens)}
    bounds = tokens.sentence.index(tokens.sentence[at]), bisect_right(tokens.sentence, tokens.sentence[at])
    return [(place.span.start, place.span.end) for place in places_of(tokens, at, known, bounds)]


def _day(text: str | None) -> Day | None:
    try:
        return day(text[:10]) if text else None
    except ValueError:
        return None


def _story_day(text: str, published: Day | None) -> str | None:
    tokens = tokenize(text)
    found = story_day(tokens, times_in(tokens, published), published)
    return iso_day(found) if found is not None else None


def _incident(event: Event) -> str | None:
    """The MUC-4 type of an event; None for what is no incident there: a clash, or war that hits nobody else."""
    if event.type != "ASSAULT":
        return None
    if "abduct" in event.modes:
        return "kidnapping"
    if event.trigger.lower() in _BURNING:
        return "arson"
    if "explosives" in event.modes and event.trigger.lower() not in _MURDERS:
        return "bombing"
    if any(person.role not in _COMBATANTS for person in event.targets):
        return "attack"
    sides = {person.role for person in (*event.actors, *event.targets)}
    if event.actors and event.targets and sides <= _COMBATANTS and not any(p.name for p in event.targets):
        return None
    if event.trigger.lower().startswith(_OF_WAR):
        return None
    return "attack"


def _also(event: Event, text: str) -> Iterator[str]:
    """The other MUC-4 types of an event: a murder and a bombing, an attack in which something was burned."""
    words = [text[span.start : span.end].lower() for span in event.trigger_spans]
    if event.type == "ASSAULT" and {"primitive", "destroy"} <= set(event.modes):
        yield "arson"
    if event.type == "ASSAULT" and words[0] in _MURDERS and any(word.startswith(_BLASTS) for word in words):
        yield "bombing"


_MURDERS = {"assassinated", "assassination", "assassinations", "murder", "murders", "murdered", "shot", "shooting"}
_BLASTS = ("bomb", "explo", "blast", "deton", "dynamit", "blew", "went", "gone")
"""Beginnings of the triggers of a bombing."""
_BURNING = {"arson", "torched", "torching", "burned", "burning", "burnt", "set"}
_OF_WAR = ("fighting", "fought", "offensive", "invasion", "invad", "clash", "combat", "gunfire")
"""Triggers of war, which MUC-4 leaves out."""
_COMBATANTS = {"military", "rebel", "police"}
"""Roles of a clash, which is no incident in the sense of MUC-4."""


def _names(people: tuple[Participant, ...]) -> list[list[str]]:
    return [[person.text, *([person.name] if person.name and person.name != person.text else [])] for person in people]


def _is_body(person: Participant) -> bool:
    """Whether an actor is an organisation: it has the name of one, or a name and no word for people."""
    return bool(_ORGANISED.search(person.text)) or (person.name is not None and person.role not in _INDIVIDUAL)


def _every(person: Participant, text: str) -> list[str]:
    """All wordings of a participant, pronouns among them: keys hold the one beside the trigger."""
    return list(dict.fromkeys(text[span.start : span.end] for span in person.spans))


def _printed(person: Participant, text: str) -> list[str]:
    """The shortest wording of a participant that is no part of another; one will do, and keys hold the plainest."""
    texts = list(dict.fromkeys(text[span.start : span.end].lower() for span in person.spans))
    whole = [one for one in texts if not any(is_part(tuple(one.split()), tuple(other.split())) for other in texts)]
    return [min(whole, key=len)]


def _wordings(event: Event, text: str) -> list[str]:
    """Every wording of an event's places: keys count `Norland` and `the city` apart."""
    return [text[span.start : span.end].lower() for place in event.places for span in place.spans]


def _kind(person: Participant, parties: Sequence[Party]) -> str | None:
    """What the head takes a participant for, whose words are those that it marks or some of them."""
    span = person.spans[0]
    return next((p.kind for p in parties if p.span.start <= span.start and span.end <= p.span.end), None)


def _roles(found: tuple[Event, ...], text: str) -> dict[str, list[list[str]]]:
    """Fillers of the fourth MUC's roles. Its key counts no victims without a name; other sets, with capitals, do."""
    parties = find_parties(text) or ()
    tokens = tokenize(text)
    roles: dict[str, list[list[str]]] = {"PerpInd": [], "PerpOrg": [], "Target": [], "Victim": [], "Weapon": []}
    incident = any(map(_incident, found))
    for event in found:
        if event.type != "ASSAULT" or (text.islower() and not incident):
            continue
        for person, mentions in zip(event.actors, _names(event.actors), strict=True):
            kind = _kind(person, parties)
            member, _, body = person.text.partition(" of ")
            if kind in DOERS:
                roles["PerpInd" if kind == "perpetrator" else "PerpOrg"].append(_printed(person, text))
            elif body and _ORGANISED.search(body):
                roles["PerpInd"].append([person.text, member])
                roles["PerpOrg"].append([body])
            else:
                roles["PerpOrg" if _is_body(person) else "PerpInd"].append(mentions)
        for person, mentions in zip(event.targets, _names(event.targets), strict=True):
            kind = _kind(person, parties)
            thing = person.text.split()[-1].lower() in TARGET_THINGS
            human = kind != "thing" if kind in SUFFERERS else (person.role in _HUMAN or person.name) and not thing
            if not (kind == "people" and text.islower()):
                roles["Victim" if human else "Target"].append(_printed(person, text) if kind else mentions)
        wording = _printed if text.islower() else _every
        roles["Weapon"] += [wording(weapon, text) for weapon in event.instruments]
        if not text.islower():
            roles["Victim"] += [[words] for count in event.casualties if (words := _bare_number(tokens, count))]
    return roles


def _bare_number(tokens: Tokens, count: Casualty) -> str | None:
    """The number of victims whom a story counts without a word for them: `wounded another 15`."""
    if count.min == 0 or count.kind not in ("killed", "injured"):
        return None
    first, end = (bisect_left(tokens.starts, at) for at in (count.spans[0].start, count.spans[0].end))
    at = next((at for at in range(first, end) if tokens.words[at] not in VERBS), end)
    phrase = phrase_at(tokens, at)
    return tokens.printed(phrase.first, phrase.end) if phrase is not None and is_number(tokens, phrase) else None


def _record(event: Event, text: str) -> dict[str, Any]:
    counts = {
        kind: [c.min for c in event.casualties if c.kind == kind and c.min is not None]
        for kind in ("killed", "injured")
    }
    countries = [place.country for place in event.places if place.country]
    return {
        "type": _incident(event),
        "code": event.type,
        "trigger": [event.trigger_spans[0].start, event.trigger_spans[0].end],
        "places": [[span.start, span.end] for place in event.places for span in place.spans],
        "roles": _roles((event,), text),
        "country": _COUNTRIES.get(countries[0]) if countries else None,
        "date": iso_day(event.date.day_from) if event.date and event.date.day_from is not None else None,
        "killed": max(counts["killed"], default=None),
        "wounded": max(counts["injured"], default=None),
        "claimed": event.claim_status == "claimed",
    }


_COUNTRIES = {
    "SLV": "SV", "COL": "CO", "PER": "PE", "GTM": "GT", "HND": "HN", "NIC": "NI", "CHL": "CL", "BOL": "BO", "PAN": "PA",
    "MEX": "MX", "ARG": "AR", "ECU": "EC", "VEN": "VE", "BRA": "BR", "USA": "US", "ESP": "ES",
}  # fmt: skip


def _coding(event: Event) -> dict[str, Any]:
    return {
        "code": event.type,
        "source": [_party(person) for person in event.actors],
        "target": [_party(person) for person in event.targets],
    }


def _party(person: Participant) -> dict[str, Any]:
    return {
        "text": person.text,
        "start": person.spans[0].start,
        "end": person.spans[0].end,
        "code": person.country or "---",
    }
