"""Events of a story: mentions are found, located, joined to happenings and written as records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from schemas.attribution import Attribution
from schemas.columns import Day
from schemas.event import Event, EventDate, Participant, Place
from schemas.story import Dateline, Span, Topic
from transforms.event.calamities import Naming, find_calamities
from transforms.event.calamity_rows import Calamities
from transforms.event.casualties import casualties_of, counts_of, covers
from transforms.event.chunks import Phrase
from transforms.event.contexts import contexts_of
from transforms.event.lexicon import VERBAL
from transforms.event.links import find_claims, find_doers, named_or_all
from transforms.event.locate import locate
from transforms.event.marked import Marked
from transforms.event.means import give_means
from transforms.event.mention import Mention
from transforms.event.mentions import find_mentions
from transforms.event.merge import (
    Happening,
    Located,
    announced_type,
    assault_of,
    group_mentions,
    one_participant,
    participants,
)
from transforms.event.parties import DOERS, MEANS, SUFFERERS, find_parties
from transforms.event.people import full_name_of
from transforms.event.places import PlaceMention, places_in
from transforms.event.plausible import OF_PEOPLE_ALONE, is_person, is_plausible, is_side, is_thing
from transforms.event.roles import participant
from transforms.event.sides import leave_out_speakers
from transforms.event.sufferers import give_sufferers
from transforms.event.topics import find_topics, topic_of
from transforms.event.unmeant import is_act, is_campaign, is_in_words
from transforms.event.victims import victims_in
from transforms.event.weapons import weapons_of
from transforms.language.times import times_in
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 200_000
"""Characters of a body that are read; a story is never so long."""

_MENTIONS: Final = 400
"""Mentions that are looked at: a bound for hostile text."""

_UPON_SOMEBODY: Final = frozenset(
    {"assassinate", "assassination", "assassinations", "murder", "murders", "kidnap", "kidnapping", "abduct", "kill"}
    | {"killing", "killings", "slaying", "execution", "kidnappings", "abduction"}
)
"""Triggers whose target is somebody, even where a text in one case does not show that it is a name."""

_SILENT: Final = frozenset({"no_comment", "no_response", "unreachable", "cannot_confirm", "no_claim", "question"})
"""Stances of an attribution that carry no statement about an event."""

_MOST_PLACES: Final = 4
_MOST_SCENES: Final = 8
"""Places, and scenes in them, of one event."""

MOST: Final = 60
"""Events a story gives at most."""


def extract_events(
    body: str,
    *,
    language: str | None = "en",
    published_on: Day | None = None,
    dateline: Dateline | None = None,
    attributions: Sequence[Attribution] = (),
    topics: Sequence[Topic] | None = None,
    paragraphs: Sequence[Span] = (),
    story_id: str = "",
    version: str = "",
) -> tuple[Event, ...]:
    """The events that a story reports, one for each happening, in order of their triggers.

    Args:
        body: The story's own text; every offset given back points into it.
        language: ISO 639-1 code; only English is read, other languages give no events. None is read as English.
        published_on: UTC day of publication, from which `Sunday` is counted.
        dateline: Where the story was filed; its country helps to tell places of one name apart.
        attributions: What :func:`transforms.attribute.extract_attributions` found in the same body.
        topics: What :func:`find_topics` found in the same story; None: they are read off the body alone.
        paragraphs: As they were given to the attributions, whose pass of the encoder serves the events too.
        story_id: Goes into `event_id`.
        version: Goes into `event_id`.
    """
    if language not in (None, "en"):
        return ()
    tokens = tokenize(body[:LONGEST])
    topics = find_topics("", body) if topics is None else topics
    about = {topic.name for topic in topics}
    mentions = [m for m in find_mentions(tokens)[:_MENTIONS] if is_plausible(tokens, m) and is_act(tokens, m, about)]
    for mention in mentions:
        leave_out_speakers(tokens, mention, attributions)
    if is_campaign(tokens):
        mentions = [m for m in mentions if not is_in_words(tokens, m)]
    namings = find_calamities(tokens, [topic.name for topic in topics])
    if not mentions and not namings:
        return ()
    violent = any(mention.trigger.type == "ASSAULT" for mention in mentions)
    parties = find_parties(body, paragraphs) if violent else None
    reader = _Reader(
        tokens,
        Marked(tokens, parties),
        published_on=published_on,
        dateline=dateline,
        attributions=attributions,
        topic=topic_of(topics),
    )
    acts = [happening for happening in reader.happenings(mentions) if reader.is_worth_a_row(happening)]
    events = [reader.event(happening) for happening in (*acts, *reader.calamities(namings, acts))]
    events = sorted(events, key=lambda event: event.trigger_spans[0].start)[:MOST]
    return tuple(_numbered(event, seq, story_id, version) for seq, event in enumerate(events))


class _Reader:
    """One story being read."""

    def __init__(
        self,
        tokens: Tokens,
        marked: Marked,
        *,
        published_on: Day | None,
        dateline: Dateline | None,
        attributions: Sequence[Attribution],
        topic: str | None,
    ) -> None:
        self.tokens = tokens
        self.topic = topic
        self.marked = marked
        self.published_on = published_on
        self.said = [a for a in attributions if a.stance not in _SILENT]
        self.one_case = tokens.text.islower() or tokens.text.isupper()
        self.times = times_in(tokens, published_on)
        self.places = places_in(tokens, dateline=dateline)
        self.victims = victims_in(tokens)
        self.contexts = contexts_of(tokens)
        self._extents: dict[int, tuple[int, int]] = {}
        for start, end, number in zip(tokens.starts, tokens.ends, tokens.sentence, strict=True):
            self._extents[number] = (self._extents.get(number, (start, end))[0], end)

    def happenings(self, mentions: list[Mention]) -> list[Happening]:
        """Mentions located and joined, with the doers that other sentences name."""
        located = locate(self.tokens, mentions, self.times, self.places)
        happenings = group_mentions(self.tokens, located)
        self.marked.hand_out(happenings)
        give_sufferers(self.tokens, self.victims, happenings)
        give_means(self.tokens, happenings)
        main = next((h for h in happenings if h.type == "ASSAULT"), None)
        if main is not None:
            status, claimants, said_at = find_claims(self.tokens)
            claimed = [(said_at, claimants)] if status == "claimed" and claimants else []
            for at, phrases in find_doers(self.tokens) + claimed:
                home = assault_of(self.tokens, happenings, at) or main
                home.doers.append((at, named_or_all(self.tokens, phrases)))
        return happenings

    def calamities(self, namings: list[Naming], acts: list[Happening]) -> list[Happening]:
        """What happened without anybody's doing, as far as it is worth a row; no sentence that tells of an assault."""
        assaults = [h for h in acts if h.type == "ASSAULT"]
        namings = [n for n in namings if assault_of(self.tokens, assaults, n.mention.at) is None]
        calamities = Calamities(self.tokens, namings, self.times, self.places, self.published_on)
        calamities.count(self.victims, assaults)
        return [h for h in calamities.now if h.counts or h.time is not None or any(m.places for m in h.mentions)]

    def is_worth_a_row(self, happening: Happening) -> bool:
        """Whether enough is known of it: a row without anybody in it helps nobody."""
        mentions = [each.mention for each in happening.mentions]
        if all(mention.mood in ("infinitive", "hypothetical") for mention in mentions):
            return False
        if self.marked.leads(happening) and (happening.parties or self.marked.sees_nobody()):
            return bool(happening.parties)
        actors = [p for m in mentions for p in m.actors] + [p for _, phrases in happening.doers for p in phrases]
        targets = [p for m in mentions for p in m.targets]
        if happening.type in VERBAL or announced_type(happening) != happening.type:
            real = any(m.mood in ("real", "planned") for m in mentions)
            return real and any(is_side(self.tokens, p) for p in actors)
        if any(self._is_somebody(p) for p in actors + targets):
            return True
        if any(count.max != 0 for count in counts_of(self.tokens, self.victims, happening)):
            return True
        if self.one_case and any(m.targets and m.trigger.lemma in _UPON_SOMEBODY for m in mentions):
            return True
        located = any(
            each.time is not None
            and (each.places or ("ceasefire" in each.mention.modes and each.time.day_from == each.time.day_to))
            for each in happening.mentions
        )
        return located or (
            happening.type == "ASSAULT"
            and any(m.instruments and (m.trigger.form == "noun" or "explosives" in m.modes) for m in mentions)
        )

    def _is_somebody(self, phrase: Phrase) -> bool:
        """Whether a phrase names people, a body, a country, or a building or vehicle of theirs."""
        if is_person(self.tokens, phrase) or is_thing(self.tokens, phrase):
            return True
        return participant(self.tokens, phrase).name is not None

    def event(self, happening: Happening) -> Event:
        """The record of a happening; its number and id are not set yet."""
        tokens = self.tokens
        mentions = [each.mention for each in happening.mentions]
        main = mentions[0]
        actors = [p for m in mentions for p in m.actors] + [p for _, phrases in happening.doers for p in phrases]
        targets = [p for m in mentions for p in m.targets] + happening.sufferers
        by_name = happening.type != "ASSAULT"
        weapons = [p for m in mentions for p in m.instruments] + happening.weapons
        sentences = dict.fromkeys(tokens.sentence[m.at] for m in mentions)
        sentences.update(dict.fromkeys(tokens.sentence[at] for at, _ in happening.doers))
        carried = self._carried_by(happening)
        status, claimants, _ = find_claims(tokens) if happening.type == "ASSAULT" else (None, [], -1)
        return Event(
            event_id="",
            seq=0,
            type=announced_type(happening),
            modes=tuple(sorted({mode for m in mentions for mode in m.modes})),
            contexts=self.contexts,
            topic=happening.topic or self.topic,
            trigger=tokens.printed(main.at, main.end),
            trigger_spans=tuple(Span(tokens.starts[m.at], tokens.ends[m.end - 1]) for m in mentions),
            evidence_spans=tuple(self._sentence(number) for number in sorted(sentences)),
            actors=self._people(happening, self.marked.side(happening, DOERS, actors), prefer_named=by_name),
            targets=self._people(happening, self.marked.side(happening, SUFFERERS, targets), prefer_named=False),
            instruments=weapons_of(tokens, self.marked.side(happening, MEANS, weapons)),
            places=self._places(happening),
            date=self._date(happening),
            casualties=casualties_of(self.tokens, self.victims, happening, self.said),
            claim_status=status,
            claimant=tokens.printed(claimants[0].first, claimants[0].end) if claimants else None,
            certainty=self._certainty(happening, carried),
            attributions=tuple(sorted({a.seq for a in carried})),
        )

    def _people(self, happening: Happening, phrases: list[Phrase], *, prefer_named: bool) -> tuple[Participant, ...]:
        if self.marked.leads(happening):
            groups = dict.fromkeys(map(self.marked.named_as, phrases))
            return tuple(one_participant(self.tokens, group) for group in groups)
        counted = set(happening.sufferers)
        counted.update(
            p for m in happening.mentions if m.mention.trigger.lemma in OF_PEOPLE_ALONE for p in m.mention.targets
        )
        some = [phrase for phrase in phrases if phrase in counted or self._is_somebody(phrase)]
        found = participants(self.tokens, some, prefer_named=prefer_named)
        owned = [p for p in found if p.name or not p.text.lower().startswith(("his ", "her ", "their ", "its "))]
        return tuple(full_name_of(self.tokens, person) for person in owned or found)

    def _sentence(self, number: int) -> Span:
        return Span(*self._extents[number])

    def _places(self, happening: Happening) -> tuple[Place, ...]:
        found: dict[object, PlaceMention] = {}
        spans: dict[object, list[Span]] = {}
        for mention in (
            place for each in happening.mentions for place in each.places if not self._is_party(each, place)
        ):
            key = mention.place.geonames_id or mention.words if mention.place else mention.words
            found.setdefault(key, mention)
            spans.setdefault(key, []).append(mention.span)
        towns = [m for m in found.values() if m.place is not None and m.place.kind in ("town", "capital")]
        kept = [key for key, m in found.items() if not towns or m in towns or m.place is None]
        scenes = {scene.words.lower(): scene for each in happening.mentions for scene in each.scenes}
        named = [_place(found[key], spans[key]) for key in kept[:_MOST_PLACES]]
        return (*named, *(_place(scene, [scene.span]) for scene in list(scenes.values())[:_MOST_SCENES]))

    def _is_party(self, each: Located, place: PlaceMention) -> bool:
        """Whether a country speaks or is spoken to, and is not where that was: `Tarsia urged calm`."""
        if each.mention.trigger.type not in VERBAL:
            return False
        starts, ends = self.tokens.starts, self.tokens.ends
        parties = each.mention.actors + each.mention.targets
        return any(starts[p.first] <= place.span.start and place.span.end <= ends[p.end - 1] for p in parties)

    def _date(self, happening: Happening) -> EventDate | None:
        time = happening.time
        if time is None or time.day_from is None:
            return None
        return EventDate(words=time.words, spans=(time.span,), day_from=time.day_from, day_to=time.day_to)

    def _carried_by(self, happening: Happening) -> list[Attribution]:
        """Attributions whose content holds a trigger or a sentence that names the doer."""
        marks = [each.mention.at for each in happening.mentions] + [at for at, _ in happening.doers]
        spans = [Span(self.tokens.starts[at], self.tokens.ends[at]) for at in marks]
        return [a for a in self.said if any(covers(a, span) for span in spans)]

    def _certainty(self, happening: Happening, carried: list[Attribution]) -> str:
        mentions = [each.mention for each in happening.mentions]
        if all(m.mood == "planned" for m in mentions):
            return "planned"
        if all(m.mood != "real" for m in mentions):
            return "hypothetical"
        if all(m.negated for m in mentions):
            return "denied"
        if any(a.stance == "confirmation" for a in carried):
            return "confirmed"
        doubted = {"alleged", "allegedly", "suspected", "accused", "reportedly", "suspects", "blamed"}
        sentences = {self.tokens.sentence[m.at] for m in mentions}
        hedged = any(w in doubted and self.tokens.sentence[i] in sentences for i, w in enumerate(self.tokens.words))
        return "alleged" if carried or hedged or happening.doers else "reported"


def _place(mention: PlaceMention, spans: list[Span]) -> Place:
    place = mention.place
    if place is None:
        return Place(words=mention.words, spans=tuple(spans))
    return Place(
        words=mention.words,
        spans=tuple(spans),
        name=place.name,
        geonames_id=place.geonames_id,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
    )


def _numbered(event: Event, seq: int, story_id: str, version: str) -> Event:
    digest = hashlib.blake2b(f"{story_id}/{version}/{seq}".encode(), digest_size=16).hexdigest()
    fields = {name: getattr(event, name) for name in event.__slots__}
    return Event(**(fields | {"event_id": digest, "seq": seq}))
