"""The time and the places of a mention: those of its sentence that belong to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from schemas.story import Span
from transforms.event.chunk_words import REPORTING
from transforms.event.clauses import is_elsewhere
from transforms.event.mention import Mention
from transforms.event.merge import Located
from transforms.event.place_of_verb import places_of
from transforms.event.place_words import GIVEN_NAMES
from transforms.event.places import PlaceMention
from transforms.event.places_meant import places_meant
from transforms.event.scenes import is_way, scenes_of
from transforms.event.surnames import surnames_in
from transforms.event.topic_words import ACCIDENT, DISASTER
from transforms.language.lists import word_set
from transforms.language.times import TimeExpression
from transforms.language.tokens import Tokens

_WHERE: Final = word_set(
    "in at near outside inside around on across throughout into from capital city town village province"
)
"""Words before a place that an event happens in."""
_IN_A_SCENE: Final = frozenset({"ASSAULT", ACCIDENT, DISASTER})
"""What happens at a street or station, not in the whole town."""
_FAR: Final = 30
"""Tokens between a trigger and its place or time."""


def locate(
    tokens: Tokens, mentions: list[Mention], times: tuple[TimeExpression, ...], places: tuple[PlaceMention, ...]
) -> list[Located]:
    """Each mention with the time and places that its sentence gives it."""
    known = {place.first: place for place in places}
    by_sentence: dict[int, list[PlaceMention]] = {}
    for place in places:
        by_sentence.setdefault(tokens.sentence[place.first], []).append(place)
    starts = {start: index for index, start in enumerate(tokens.starts)}
    timed: dict[int, list[tuple[int, TimeExpression]]] = {}
    for time in times:
        index = starts.get(time.span.start)
        if index is not None and time.day_from is not None and time.kind in ("DATE", "TIME"):
            timed.setdefault(tokens.sentence[index], []).append((index, time))
    people = surnames_in(tokens)
    found = []
    for mention in mentions:
        bounds = _bounds(tokens, mention.at)
        near = by_sentence.get(tokens.sentence[mention.at], [])
        scenes = list(scenes_of(tokens, mention, bounds, known)) if mention.trigger.type in _IN_A_SCENE else []
        ruled = mention.trigger.form == "noun" or mention.trigger.lemma == "explode"
        by_rules = _places(tokens, mention, near, scenes)
        where = by_rules if ruled else places_of(tokens, mention.at, known, bounds)
        where = list(dict.fromkeys(_whole(tokens, place) for place in where))
        named = {p.first for p in where if not _is_inside(p, scenes) and _may_be_place(tokens, p, people)}
        where = [p for p in where if not is_way(tokens, p.end) and (p.place is not None or p.first in named)]
        where += places_meant(tokens, mention, bounds, places)
        when = _time(tokens, mention, timed.get(tokens.sentence[mention.at], []))
        found.append(Located(mention, when, where, scenes))
    return found


def _whole(tokens: Tokens, place: PlaceMention) -> PlaceMention:
    """A name with the part behind an article, which names another place: `Badia al-Sham`."""
    end = place.end
    while (
        tokens.words[end : end + 2] in (["al", "-"], ["el", "-"]) and end + 2 < len(tokens) and tokens.capital(end + 2)
    ):
        end += 3
    if end == place.end:
        return place
    span = Span(place.span.start, tokens.ends[end - 1])
    return PlaceMention(words=tokens.printed(place.first, end), span=span, place=None, first=place.first, end=end)


def _may_be_place(tokens: Tokens, place: PlaceMention, people: frozenset[str]) -> bool:
    """Whether a name that no gazetteer has stands where a place does, and is nobody's: `in Shinkay`."""
    words = tokens.words[place.first : place.end]
    named = any(word in people or (word in GIVEN_NAMES and word != "al") for word in words)
    after = tokens.words[place.end : place.end + 1]
    if after in (["capital"], ["port"]) and place.end + 1 < len(tokens) and tokens.capital(place.end + 1):
        return False  # `in the Norrlander capital Aldport`
    at = place.first - 1
    while at > 0 and tokens.words[at] in _BETWEEN:
        at -= 1
    before = tokens.words[at] if at >= 0 else ""
    return not named and (before in _SURELY or (before == "of" and tokens.words[at - 1] in _KINDS))


_SURELY: Final = word_set("in near outside around at across inside")
"""Words before which a name that no gazetteer has is a place."""


def _is_inside(place: PlaceMention, scenes: list[PlaceMention]) -> bool:
    return any(scene.first <= place.first and place.end <= scene.end for scene in scenes)


def _bounds(tokens: Tokens, at: int) -> tuple[int, int]:
    """First token of a sentence, and the token after its last."""
    number = tokens.sentence[at]
    return bisect_left(tokens.sentence, number), bisect_right(tokens.sentence, number)


def _time(tokens: Tokens, mention: Mention, times: list[tuple[int, TimeExpression]]) -> TimeExpression | None:
    """The time nearest to the trigger that does not say when somebody spoke."""
    best, best_distance = None, _FAR + 1
    for index, time in times:
        distance = abs(index - mention.at)
        if distance < best_distance and not _of_speech(tokens, index):
            best, best_distance = time, distance
    return best


def _of_speech(tokens: Tokens, index: int) -> bool:
    """Whether a time follows a word of speech: `said on Monday`, `told Reuters on Monday`."""
    for at in range(index - 1, max(-1, index - 8), -1):
        word = tokens.words[at]
        if tokens.sentence[at] != tokens.sentence[index]:
            return False
        if word in REPORTING or word in ("spoke", "statement", "interview", "reporters"):
            return True
        if word in (",", ";") or word.endswith("ed"):
            return False
    return False


def _places(
    tokens: Tokens, mention: Mention, places: list[PlaceMention], scenes: list[PlaceMention]
) -> list[PlaceMention]:
    """Places of the sentence that a word of place or a chain of places brings in, and that belong to no speaker."""
    found: list[PlaceMention] = []
    for place in places:
        if place.people or abs(place.first - mention.at) > _FAR:
            continue
        if is_elsewhere(tokens, mention.at, place.first, place.end):
            continue
        chained = tokens.words[place.first - 1 : place.first] == [","] and any(
            o.end == place.first - 1 for o in found + scenes
        )
        taken = _is_taken(tokens, mention.at, place.first)
        if (chained or taken or is_where(tokens, place.first)) and not _in_source(tokens, place):
            found.append(place)
    return found


def is_where(tokens: Tokens, first: int) -> bool:
    """Whether a preposition of place governs a name: `in Homs`, `near the northern town of Homs`."""
    at = first - 1
    while at >= 0 and first - at < _GOVERNED and tokens.sentence[at] == tokens.sentence[first]:
        word = tokens.words[at]
        if word in _WHERE:
            return True
        if word == "of" and at and tokens.words[at - 1] not in _KINDS:
            return False
        if not (word in _BETWEEN or word in _KINDS or word == "of" or tokens.capital(at)):
            return False
        at -= 1
    return False


def _is_taken(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a place is the object of a verb of taking or striking: `captured Goma`, `shelled the town of Goma`."""
    return tokens.words[at] in _TAKING and is_object(tokens, at, first)


def is_object(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a name stands right behind a verb, as its object: `shook | the south coast of Java`."""
    return at < first <= at + _GOVERNED and all(
        word in _BETWEEN or word in _KINDS or word in ("of", "streets", "villages", "towns", "coast", "'", "s")
        for word in tokens.words[at + 1 : first]
    )


_GOVERNED: Final = 9
_TAKING: Final = word_set(
    "captured capture capturing recaptured seized seize invaded invade bombed bombing shelled shelling attacked",
    "attack attacking hit struck striking stormed raided entered enter entering patrol patrolled patrolling patrols",
    "liberated targeted targeting left visited reached besieged overran retook took bombarded",
)
"""Verbs whose object may be the place of the act."""
_KINDS: Final = word_set(
    "town city village province district region state capital neighborhood neighbourhood area suburb camp island",
    "county governorate municipality port settlement outskirts suburbs part parts north south east west center",
    "centre valley",
)
_BETWEEN: Final = word_set(
    "the a an southern northern eastern western central restive troubled southeastern southwestern northeastern",
    "northwestern downtown nearby neighboring neighbouring coastal border mountainous remote strategic capital",
    "rebel held - main largest second volatile predominantly mostly rural greater",
)


def _in_source(tokens: Tokens, place: PlaceMention) -> bool:
    """Whether a place belongs to who speaks: `officials in Washington said`."""
    for at in range(place.end, min(place.end + 3, len(tokens))):
        if tokens.sentence[at] != tokens.sentence[place.first]:
            return False
        if tokens.words[at] in REPORTING:
            return True
    return False
