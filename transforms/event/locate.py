"""The time and the places of a mention: those of its sentence that belong to it."""

from __future__ import annotations

from typing import Final

from transforms.event.chunk_words import REPORTING
from transforms.event.mentions import Mention
from transforms.event.merge import Located
from transforms.event.places import PlaceMention
from transforms.language.lists import word_set
from transforms.language.times import TimeExpression
from transforms.language.tokens import Tokens

_WHERE: Final = word_set(
    "in at near outside inside around on across throughout into from capital city town village province"
)
"""Words before a place that an event happens in."""
_FAR: Final = 30
"""Tokens between a trigger and its place or time."""


def locate(
    tokens: Tokens, mentions: list[Mention], times: tuple[TimeExpression, ...], places: tuple[PlaceMention, ...]
) -> list[Located]:
    """Each mention with the time and places that its sentence gives it."""
    by_sentence: dict[int, list[PlaceMention]] = {}
    for place in places:
        by_sentence.setdefault(tokens.sentence[place.first], []).append(place)
    starts = {start: index for index, start in enumerate(tokens.starts)}
    timed: dict[int, list[tuple[int, TimeExpression]]] = {}
    for time in times:
        index = starts.get(time.span.start)
        if index is not None and time.day_from is not None and time.kind in ("DATE", "TIME"):
            timed.setdefault(tokens.sentence[index], []).append((index, time))
    return [
        Located(
            mention,
            _time(tokens, mention, timed.get(tokens.sentence[mention.at], [])),
            _places(tokens, mention, by_sentence.get(tokens.sentence[mention.at], [])),
        )
        for mention in mentions
    ]


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


def _places(tokens: Tokens, mention: Mention, places: list[PlaceMention]) -> list[PlaceMention]:
    """Places with a word of place before them, else towns in the target or beside the trigger."""
    found: list[PlaceMention] = []
    for place in places:
        if place.people or place.place is None or abs(place.first - mention.at) > _FAR:
            continue
        before = tokens.words[place.first - 1] if place.first else ""
        if before == "the" and place.first > 1:
            before = tokens.words[place.first - 2]
        chained = before == "," and any(other.end == place.first - 1 for other in found)
        if (before in _WHERE or chained) and not _in_source(tokens, place):
            found.append(place)
    return found


def _in_source(tokens: Tokens, place: PlaceMention) -> bool:
    """Whether a place belongs to who speaks: `officials in Washington said`."""
    for at in range(place.end, min(place.end + 3, len(tokens))):
        if tokens.sentence[at] != tokens.sentence[place.first]:
            return False
        if tokens.words[at] in REPORTING:
            return True
    return False
