"""Who was killed, hurt or carried off: those whom a story counts as victims, given to the assault that it tells of.

A count (`three others were wounded`) seldom stands in the sentence that names the attack.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from transforms.event.chunks import Phrase, phrases_after, word
from transforms.event.merge import Happening, assault_of, last_assault
from transforms.event.plausible import is_person
from transforms.event.sides import is_number
from transforms.event.victims import VictimCount
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_SUFFERED: Final = frozenset({"killed", "injured", "abducted"})
_NATURAL: Final = word_set("died dies dead death deaths injured injuring injures injuries hurt hospital hospitals")
"""Harms that need no attack: they belong to one only shortly after it was named."""
_SHORTLY: Final = 3
"""Sentences."""
_MOST: Final = 400
"""Counts that are looked at: a bound for hostile text."""


def give_sufferers(tokens: Tokens, counts: Sequence[VictimCount], happenings: list[Happening]) -> None:
    """Add to each assault those whom its sentences count, and the sentences behind it that name no other."""
    for count in counts[:_MOST]:
        if count.kind not in _SUFFERED or count.min == 0 or _is_illness(tokens, count.at):
            continue
        reach = _SHORTLY if tokens.words[count.at] in _NATURAL else len(tokens)
        own = assault_of(tokens, happenings, count.at)
        home = own or last_assault(tokens, happenings, count.at, reach)
        if home is None:
            continue
        home.sufferers += counted_in(tokens, count)
        if own is None:
            home.counts.append(count)


def _is_illness(tokens: Tokens, at: int) -> bool:
    """Whether somebody died of something else than wounds: `died of a heart attack`."""
    died = tokens.words[at] in ("died", "dies") and word(tokens, at + 1) == "of"
    return died and _WOUNDS.isdisjoint(tokens.words[at + 2 : at + 6])


_WOUNDS: Final = word_set("wounds wound injuries injury burns gunshot bullet")


def counted_in(tokens: Tokens, count: VictimCount) -> list[Phrase]:
    """The phrases that a count covers: `four drivers and two soldiers`, `another 15`, `Ada Kern`."""
    start = bisect_left(tokens.starts, count.span.start)
    stop = len(tokens) if start == count.at else count.at
    if start == count.at and not (count.definite and tokens.words[start] not in _NATURAL and tokens.capital(start)):
        start += 1
    start += word(tokens, start) == "of"
    if count.definite:
        while start and tokens.capital(start) and tokens.capital(start - 1) and _is_one(tokens, start - 1, start):
            start -= 1
    found = [Phrase(p.first, min(p.end, stop)) for p in phrases_after(tokens, start, as_subject=True) if p.first < stop]
    return [phrase for phrase in found if _is_sufferer(tokens, phrase, count)]


def _is_one(tokens: Tokens, one: int, other: int) -> bool:
    return tokens.sentence[one] == tokens.sentence[other]


def _is_sufferer(tokens: Tokens, phrase: Phrase, count: VictimCount) -> bool:
    if is_number(tokens, phrase):
        return False
    return is_person(tokens, phrase) or (count.definite and tokens.capital(phrase.end - 1))
