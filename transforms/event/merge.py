"""Mentions of one happening become one event: the lead's attack and the fifth paragraph's mention of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from schemas.event import Participant
from transforms.event.chunks import Phrase
from transforms.event.lexicon import VERBAL
from transforms.event.mention import Mention
from transforms.event.places import PlaceMention
from transforms.event.roles import head_of, participant
from transforms.event.same_party import initials
from transforms.event.victims import VictimCount
from transforms.language.times import TimeExpression
from transforms.language.tokens import Tokens

_LONG: Final = 31
"""Days from which a happening is a time of war, not what a story calls `the raid`."""


@dataclass(slots=True)
class Located:
    """A mention with the time and places of its sentence."""

    mention: Mention
    time: TimeExpression | None
    places: list[PlaceMention]
    scenes: list[PlaceMention] = field(default_factory=list)
    """Where in these places, as the words say."""


@dataclass(slots=True)
class Happening:
    """Mentions that are one event."""

    type: str | None
    """PLOVER type; None for a calamity, which has a topic in its stead."""
    topic: str | None = None
    """IPTC Media Topic of a calamity; None where that of the story stands for it."""
    mentions: list[Located] = field(default_factory=list)
    doers: list[tuple[int, list[Phrase]]] = field(default_factory=list)
    """Actors that other sentences give, with the token that says so."""
    parties: list[tuple[str, Phrase]] = field(default_factory=list)
    """What the encoder's head marks in its sentences, by kind."""
    sufferers: list[Phrase] = field(default_factory=list)
    """Those whom the story counts as its victims."""
    counts: list[VictimCount] = field(default_factory=list)
    """Counts of its victims in sentences that do not name it."""
    weapons: list[Phrase] = field(default_factory=list)
    """What other sentences say it was done with."""

    def heads(self, tokens: Tokens, side: str) -> set[str]:
        """Head words of all actors or targets."""
        return {head_of(tokens, phrase) for each in self.mentions for phrase in getattr(each.mention, side)}

    @property
    def time(self) -> TimeExpression | None:
        """The first time that a mention of it has."""
        return next((each.time for each in self.mentions if each.time is not None), None)

    @property
    def towns(self) -> set[int | None]:
        """GeoNames ids of the towns of all mentions."""
        return {
            place.place.geonames_id
            for each in self.mentions
            for place in each.places
            if place.place is not None and place.place.kind in ("town", "capital")
        }


def group_mentions(tokens: Tokens, located: list[Located]) -> list[Happening]:
    """Happenings in the order of their first mentions."""
    happenings: list[Happening] = []
    for each in located:
        home = _home(tokens, happenings, each)
        if home is None:
            home = Happening(each.mention.trigger.type)
            happenings.append(home)
        home.mentions.append(each)
    return happenings


def _home(tokens: Tokens, happenings: list[Happening], each: Located) -> Happening | None:
    """The happening that a mention is another mention of: the last that fits, a war of years only where alone."""
    kind = each.mention.trigger.type
    fitting = (h for h in reversed(happenings) if h.type == kind and _is_same(tokens, h, each))
    home = next(fitting, None)
    if home is None or each.time is not None or not _lasts(home):
        return home
    return next((other for other in fitting if not _lasts(other)), home)


def _lasts(happening: Happening) -> bool:
    """Whether it goes on for months or years: `has fought the government since 2014`."""
    time = happening.time
    if time is None or time.day_from is None or time.day_to is None:
        return False
    return time.day_to - time.day_from > _LONG


def _is_same(tokens: Tokens, happening: Happening, each: Located) -> bool:
    mention = each.mention
    if mention.mood != happening.mentions[0].mention.mood and "real" not in (
        mention.mood,
        happening.mentions[0].mention.mood,
    ):
        return False
    if mention.another or _apart(happening, each) or _is_toll_of_years(tokens, happening, each):
        return False
    if mention.trigger.type in VERBAL:
        actors, targets = happening.heads(tokens, "actors"), happening.heads(tokens, "targets")
        mine = {head_of(tokens, p) for p in mention.actors}, {head_of(tokens, p) for p in mention.targets}
        return bool(actors & mine[0]) and (bool(targets & mine[1]) or not mine[1] or not targets)
    abduct = "abduct" in mention.modes
    return abduct == any("abduct" in other.mention.modes for other in happening.mentions)


def _apart(happening: Happening, each: Located) -> bool:
    """Whether days or towns tell two happenings apart."""
    if days_apart(happening.time, each.time):
        return True
    towns = {p.place.geonames_id for p in each.places if p.place is not None and p.place.kind in ("town", "capital")}
    return bool(towns and happening.towns and not towns & happening.towns)


def _is_toll_of_years(tokens: Tokens, happening: Happening, each: Located) -> bool:
    """Whether a mention sums up what went on since some year, of which a happening is a part: `killed 2,000 since`."""
    if each.time is None or not happening.mentions:
        return False
    at = bisect_left(tokens.starts, each.time.span.start)
    return at > 0 and tokens.words[at - 1] == "since" and happening.time is not each.time and not _lasts(happening)


def days_apart(one: TimeExpression | None, other: TimeExpression | None, most: int = 0) -> bool:
    """Whether more than so many days lie between two times; never where one of them is not known."""
    if one is None or other is None:
        return False
    if one.day_from is None or one.day_to is None or other.day_from is None or other.day_to is None:
        return False
    return other.day_from - one.day_to > most or one.day_from - other.day_to > most


def assault_of(tokens: Tokens, happenings: list[Happening], at: int) -> Happening | None:
    """The assault that is named in the sentence of a token."""
    sentence = tokens.sentence[at]
    for happening in happenings:
        if happening.type == "ASSAULT" and any(
            tokens.sentence[each.mention.at] == sentence for each in happening.mentions
        ):
            return happening
    return None


def last_assault(tokens: Tokens, happenings: list[Happening], at: int, reach: int) -> Happening | None:
    """The assault that a text named last before a token, within so many sentences."""
    best: tuple[int, Happening] | None = None
    for happening in happenings:
        if happening.type == "ASSAULT":
            last = max((m.mention.at for m in happening.mentions if m.mention.at < at), default=-1)
            if last >= 0 and (best is None or last > best[0]):
                best = last, happening
    if best is None or tokens.sentence[at] - tokens.sentence[best[0]] > reach:
        return None
    return best[1]


_PROMISED: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_THREATENED: Final = frozenset({"SANCTION", "COERCE", "REJECT"})


def announced_type(happening: Happening) -> str | None:
    """The type, which for what is only announced is AGREE or THREATEN: so PLOVER codes cooperation and harm to come."""
    if any(each.mention.mood != "planned" for each in happening.mentions):
        return happening.type
    return "AGREE" if happening.type in _PROMISED else "THREATEN" if happening.type in _THREATENED else happening.type


def participants(tokens: Tokens, phrases: list[Phrase], *, prefer_named: bool) -> tuple[Participant, ...]:
    """Phrases as participants, each once; the nameless ones go where a name says more.

    Args:
        tokens: The text.
        phrases: Noun phrases, all of one role.
        prefer_named: Whether a phrase without a name is dropped beside one with a name of the same role.
    """
    found: dict[str, Participant] = {}
    for phrase in phrases:
        person = participant(tokens, phrase)
        key = (person.name or head_of(tokens, phrase)).lower()
        named = person.name is not None
        same = next((k for k in found if k == key or (named and (k in key or key in k)) or _abbreviates(k, key)), None)
        if same is None:
            found[key] = person
        elif person.spans[0] not in found[same].spans:
            found[same] = _joined(found[same], person)
    people = list(found.values())
    if prefer_named and any(p.name for p in people):
        people = [p for p in people if p.name]
    return tuple(people)


def one_participant(tokens: Tokens, phrases: Sequence[Phrase]) -> Participant:
    """Phrases that name the same party as one participant, with the words of the first."""
    return reduce(_joined, [participant(tokens, phrase) for phrase in phrases])


def _abbreviates(one: str, other: str) -> bool:
    """Whether one of two names is the initials of the other: `NRC` and `National Relief Council`."""
    short, long = sorted((one, other), key=len)
    return len(long.split()) > 2 and short == initials(tuple(long.split()))


def _joined(one: Participant, other: Participant) -> Participant:
    longer = other if other.name and len(other.name) > len(one.name or "") else one
    return Participant(
        text=one.text,
        spans=one.spans + other.spans,
        role=one.role or other.role,
        name=longer.name,
        country=one.country or other.country,
    )
