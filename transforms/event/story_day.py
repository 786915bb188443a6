"""The day of what a story is about: of all days it names, the one that stands with the harm, not with the court.

It stands by itself: a pure function of the words and the times in them.
"""

from __future__ import annotations

from typing import Final

from schemas.columns import Day
from transforms.event import victim_words as vw
from transforms.event.chunk_words import REPORTING
from transforms.language.lists import word_set
from transforms.language.times import TimeExpression
from transforms.language.tokens import Tokens

_HARM: Final = vw.HARMS | word_set(
    "shooting shootings shot shots gunfire stabbing stabbed robbed robbery robberies killing murder homicide fired",
    "attack attacked attacks bombing bomb blast explosion exploded crash crashed collided ambush ambushed",
    "gunned opened struck",
    "gunman gunmen gunpoint burglary carjacking assault assaulted raid clash clashes protest protested rally",
    "fire quake",
    "wounds wound victim victims incident",
)
_HAPPENED: Final = word_set("happened occurred began took unfolded erupted responded dispatched broke started")
_AFTERWARDS: Final = word_set(
    "arraigned arraignment sentenced sentencing charged court judge jury trial pleaded convicted indicted",
    "arrested arrest",
    "hearing scheduled announced released identified due funeral vigil appeared appearance custody bail bond booked",
    "published posted updated copyright surrendered extradited verdict prosecutors conference interview anniversary",
    "investigation continues tuesday's monday's",
)
_NEAR: Final = 12
_MOST: Final = 60
"""Times that are looked at: a story names its day early."""


def story_day(tokens: Tokens, times: tuple[TimeExpression, ...], published_on: Day | None) -> Day | None:
    """The day on which what a story reports happened.

    Args:
        tokens: The story.
        times: Its time expressions.
        published_on: UTC day of publication: the answer where the story names no other.

    Returns:
        None where neither the story nor the publication tells.
    """
    starts = {start: index for index, start in enumerate(tokens.starts)}
    best: tuple[float, Day] | None = None
    for order, time in enumerate(times[:_MOST]):
        at = starts.get(time.span.start)
        if at is None or time.day_from is None or time.day_from != time.day_to:
            continue
        if published_on is not None and time.day_from > published_on:
            continue
        weight = _weight(tokens, at) - 0.25 * order
        if best is None or weight > best[0]:
            best = weight, time.day_from
    if best is not None and best[0] > _LEAST:
        return best[1]
    return published_on


_LEAST: Final = -4.0


def _weight(tokens: Tokens, at: int) -> float:
    sentence = tokens.sentence[at]
    weight = 0.0
    seen = set()
    for other in range(max(0, at - _NEAR), min(len(tokens), at + _NEAR)):
        if tokens.sentence[other] != sentence:
            continue
        word = tokens.words[other]
        if word in _HARM and "harm" not in seen:
            weight += 2
            seen.add("harm")
        elif word in _HAPPENED and abs(other - at) < 7 and "happened" not in seen:
            weight += 1.5
            seen.add("happened")
        elif word in _AFTERWARDS and abs(other - at) < 8 and "after" not in seen:
            weight -= 2
            seen.add("after")
    if any(tokens.words[i] in REPORTING for i in range(max(0, at - 3), at) if tokens.sentence[i] == sentence):
        weight -= 2
    if at and tokens.words[at - 1] in ("(", ":"):
        weight -= 1.5
    return weight
