"""The calamities of a story: mentions become happenings, and victims are counted for the one that harmed them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.columns import Day
from transforms.event import calamity_words as cw
from transforms.event.calamities import Naming
from transforms.event.chunks import word
from transforms.event.lexicon import Trigger
from transforms.event.locate import is_object, locate
from transforms.event.mention import Mention
from transforms.event.merge import Happening, Located, days_apart
from transforms.event.places import PlaceMention
from transforms.event.sufferers import counted_in
from transforms.event.topic_words import DISASTER
from transforms.event.victims import VictimCount
from transforms.language.gazetteer import GazetteerPlace
from transforms.language.times import TimeExpression
from transforms.language.tokens import Tokens

_PAST: Final = 366
"""Days before publication from which on a happening is a look back."""
_LONG: Final = 300
"""Days of an expression that names a whole year."""
_LASTS: Final = 10
"""Days within which storms, floods and the quakes of a series are one."""
_SHORTLY: Final = 3
"""Sentences behind a calamity in which victims are its own where a story has several."""
_ASIDE: Final = frozenset({"since", "built"})
"""Words before a year that the happening is only set beside: `the worst since 1998`."""
_NEAR: Final = 7
"""Tokens around a time that say whose it is."""
_APART_KM: Final = 100.0
"""Kilometres between the towns of two accidents; nearer ones may be a town and its suburb."""
_COUNTED: Final = frozenset({"killed", "injured", "missing", "displaced"})


class Calamities:
    """The calamities of one story, each with its mentions and victims."""

    def __init__(
        self,
        tokens: Tokens,
        namings: Sequence[Naming],
        times: tuple[TimeExpression, ...],
        places: tuple[PlaceMention, ...],
        published_on: Day | None,
    ) -> None:
        self._tokens = tokens
        self._published_on = published_on
        self._starts = {start: at for at, start in enumerate(tokens.starts)}
        self._past = self._remembered(times)
        self.now: list[Happening] = []
        """What happened lately, in the order of the text."""
        own = tuple(time for time in times if self._may_be_its_own(time))
        for naming, located in zip(namings, _located(tokens, namings, own, places), strict=True):
            self._add(naming, located)

    def _remembered(self, times: tuple[TimeExpression, ...]) -> set[int]:
        """Sentences that look back: they name a time long past, or the day on which it is remembered."""
        tokens = self._tokens
        found = {
            tokens.sentence[at]
            for at, here in enumerate(tokens.words)
            if here in cw.REMEMBERED or (here in ("ago", "after") and word(tokens, at - 1) in cw.AGO)
        }
        dated: set[int] = set()
        lately: set[int] = set()
        for time in times:
            at = self._starts.get(time.span.start)
            if at is None:
                continue
            if word(tokens, at - 1) in _ASIDE:
                if tokens.words[at + 1 : at + 3] == [",", "when"]:
                    found.add(tokens.sentence[at])
                continue
            if time.kind == "DATE" and self._is_long_past(time):
                dated.add(tokens.sentence[at])
            elif self._may_be_its_own(time):
                lately.add(tokens.sentence[at])
        return found | (dated - lately)

    def _is_long_past(self, time: TimeExpression) -> bool:
        if time.day_from is None or time.day_to is None:
            return False
        whole_year = time.day_to - time.day_from > _LONG
        if self._published_on is None:
            return whole_year
        return time.day_to < self._published_on - (0 if whole_year else _PAST)

    def _may_be_its_own(self, time: TimeExpression) -> bool:
        """Whether a time is a day or some days until publication, and no court's."""
        if time.day_from is None or time.day_to is None or time.day_to - time.day_from > _LONG:
            return False
        if self._published_on is not None and time.day_from > self._published_on + 1:
            return False
        at = self._starts.get(time.span.start, 0)
        near = range(max(0, at - _NEAR), min(len(self._tokens), at + _NEAR))
        return not any(
            self._tokens.words[i] in cw.AFTERWARDS and self._tokens.sentence[i] == self._tokens.sentence[at]
            for i in near
        )

    def _add(self, naming: Naming, located: Located) -> None:
        mention, topic = naming.mention, naming.mention.trigger.type
        if self._tokens.sentence[mention.at] in self._past:
            return
        home = self._home(naming, located)
        if home is not None:
            home.mentions.append(located)
            _settle_day(home.mentions[0], located.time)
        elif naming.told:
            self.now.append(Happening(None, topic, [located]))

    def _home(self, naming: Naming, located: Located) -> Happening | None:
        """The happening that a mention goes on with: the last of its kind, unless it is told as another one."""
        burns = naming.mention.trigger.lemma in cw.FIRES
        for happening in reversed(self.now):
            first = happening.mentions[0].mention.trigger
            kin = first.type == naming.mention.trigger.type or burns or first.lemma in cw.FIRES
            last = max(each.mention.at for each in happening.mentions)
            near = self._tokens.sentence[naming.mention.at] - self._tokens.sentence[last] <= 1
            if kin and not (naming.told and _is_another(naming.mention, located, happening, near=near)):
                return happening
        return None

    def count(self, counts: Sequence[VictimCount], others: Sequence[Happening]) -> None:
        """Give victims to the calamity that their sentence names, or that was named last.

        Args:
            counts: All counts of the story.
            others: Its acts, whose victims these are not.
        """
        sentence = self._tokens.sentence
        taken = {sentence[each.mention.at] for other in others for each in other.mentions}
        taken |= {sentence[count.at] for other in others for count in other.counts}
        for count in counts:
            number = sentence[count.at]
            if count.kind not in _COUNTED or number in taken or number in self._past:
                continue
            home = self._named_in(number) or self._last_before(count.at, alone=not others)
            if home is not None:
                home.counts.append(count)
        for happening in self.now:
            happening.counts = _whole(happening.counts)
            suffered = [count for count in happening.counts if count.min]
            happening.sufferers = [phrase for count in suffered for phrase in counted_in(self._tokens, count)]

    def _named_in(self, number: int) -> Happening | None:
        for happening in self.now:
            if any(self._tokens.sentence[each.mention.at] == number for each in happening.mentions):
                return happening
        return None

    def _last_before(self, at: int, *, alone: bool) -> Happening | None:
        if alone and len(self.now) == 1:
            return self.now[0]
        best: tuple[int, Happening] | None = None
        for happening in self.now:
            last = max((each.mention.at for each in happening.mentions if each.mention.at < at), default=-1)
            if last >= 0 and (best is None or last > best[0]):
                best = last, happening
        if best is None or self._tokens.sentence[at] - self._tokens.sentence[best[0]] > _SHORTLY:
            return None
        return best[1]


def _whole(counts: list[VictimCount]) -> list[VictimCount]:
    """The counts that are of all victims: a much smaller one is of a part, `two of them children`."""
    greatest: dict[str, int] = {}
    for count in counts:
        greatest[count.kind] = max(count.min, greatest.get(count.kind, 0))
    return [count for count in counts if count.min * _PART >= greatest[count.kind]]


_PART: Final = 2
"""How many times smaller than the greatest a count of all may be, where sources differ."""


def _settle_day(first: Located, time: TimeExpression | None) -> None:
    """Take the day that a later mention gives within the time of the first: `in May`, then `on May 14`."""
    whole = first.time
    if time is None or time.day_from is None or time.day_to is None:
        return
    if whole is None or whole.day_from is None or whole.day_to is None:
        return
    if whole.day_from <= time.day_from and time.day_to <= whole.day_to and whole.day_from < whole.day_to:
        first.time = time


def _located(
    tokens: Tokens,
    namings: Sequence[Naming],
    times: tuple[TimeExpression, ...],
    places: tuple[PlaceMention, ...],
) -> list[Located]:
    """Each mention with its time and places, those of the verb where a hazard has one: `a quake shook Nepal`."""
    acts = [naming for naming in namings if naming.verb != naming.mention.at]
    verbs = [
        Mention(n.verb, n.verb + 1, Trigger(n.mention.trigger.type, (), "past", tokens.words[n.verb])) for n in acts
    ]
    by_verb = dict(zip((n.mention.at for n in acts), locate(tokens, verbs, times, places), strict=True))
    found = locate(tokens, [naming.mention for naming in namings], times, places)
    for each in found:
        verb = by_verb.get(each.mention.at)
        if verb is not None:
            struck = [place for place in places if is_object(tokens, verb.mention.at, place.first)]
            each.places = list(dict.fromkeys(each.places + struck + verb.places))
            each.time = each.time or verb.time
    return found


def _is_another(mention: Mention, located: Located, happening: Happening, *, near: bool) -> bool:
    """Whether a mention tells of another calamity than one before: another town or another day, and nothing back."""
    if mention.another:
        return True
    if mention.definite:
        return False
    if happening.topic == DISASTER:
        return days_apart(happening.time, located.time, _LASTS)
    return days_apart(happening.time, located.time) or (not near and _is_elsewhere(located, happening.mentions))


def _is_elsewhere(located: Located, others: Sequence[Located]) -> bool:
    """Whether the towns of a mention lie far from all those of others."""
    here, there = list(_towns(located)), [town for other in others for town in _towns(other)]
    return bool(here and there) and all(_km_between(a, b) > _APART_KM for a in here for b in there)


def _towns(located: Located) -> Iterator[GazetteerPlace]:
    for mention in located.places:
        if mention.place is not None and mention.place.kind in ("town", "capital"):
            yield mention.place


def _km_between(one: GazetteerPlace, other: GazetteerPlace) -> float:
    """Kilometres between two places, as on a flat map of their surroundings."""
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(one.lat - other.lat, east) * _KM


_KM: Final = 111.2
"""Kilometres of a degree of latitude."""
