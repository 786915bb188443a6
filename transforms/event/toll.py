"""The toll of a story: one number of killed and one of injured out of all its counts.

A story says the same victims several times over: as a number, as `the man`, by name. The greatest number that is not
a mere reference counts; people who were shot and died are not injured as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.event import victim_words as vw
from transforms.event.victims import VictimCount, victims_in
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens, tokenize

_TREATED: Final = (
    ("gunshot", "wound"), ("gunshot", "wounds"), ("stab", "wound"), ("stab", "wounds"), ("bullet", "wound"),
    ("critical", "condition"), ("serious", "condition"), ("stable", "condition"), ("grazed", "by"),
    ("threatening", "injuries"), ("taken", "to", "the", "hospital"),
    ("taken", "to", "a", "hospital"), ("serious", "injuries"), ("minor", "injuries"),
    ("critical", "injuries"), ("expected", "to", "survive"), ("expected", "to", "recover"), ("life", "threatening"),
    ("the", "injured"), ("treated", "for"), ("treated", "at"), ("treated", "and", "released"), ("suffered", "injuries"),
    ("being", "treated"), ("still", "alive"), ("listed", "in"), ("sustained", "injuries"), ("gunshot", "victim"),
    ("airlifted", "to"), ("taken", "by", "ambulance"), ("to", "the", "hospital"), ("was", "hospitalized"),
)  # fmt: skip
"""Words that tell of somebody hurt without counting."""


_SURVIVED: Final = (
    ("expected", "to", "survive"), ("expected", "to", "recover"), ("still", "alive"), ("stable", "condition"),
    ("threatening", "injuries"), ("minor", "injuries"), ("threatening", "wounds"), ("listed", "in"),
    ("is", "recovering"), ("was", "recovering"), ("critical", "condition"), ("serious", "condition"),
)  # fmt: skip
"""Words that tell of somebody hurt beside those killed."""
_APART: Final = ("another", "a second", "second", "the other", "two other", "three other", "others", "the second")
"""Openings of counts that leave out who was counted before."""
_BODY: Final = word_set(
    "leg legs arm arms foot feet hand hands head face neck chest stomach abdomen torso back shoulder thigh knee ankle",
    "buttocks hip groin jaw eye wrist calf side body finger",
)
_HITTING: Final = word_set(
    "hit shot struck grazed stabbed slashed wounded grazing striking hitting shooting injured cut injuring"
)


_FATAL: Final = (
    ("fatal", "shooting"), ("fatal", "stabbing"), ("passed", "away"), ("found", "dead"), ("pronounced", "dead"),
    ("fatally", "shot"), ("shot", "dead"), ("shot", "and", "killed"),
    ("shot", "to", "death"), ("stabbed", "to", "death"), ("died", "from"), ("died", "of"),
    ("died", "at"),
)  # fmt: skip
"""Words that tell of somebody killed without counting."""
_STATISTICS: Final = frozenset({"year", "years", "since", "nationwide", "annually", "statistics", "decade", "month"})
"""Words in whose sentences a number of victims is the sum of many events."""
_MANY: Final = 3
_MAY_DIE: Final = frozenset({"shot", "hospital", "hospitals", "wound", "wounds"})
"""Words of harm that hold for those who died of it as well."""


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed and injured; None where the story does not say."""

    killed: int | None
    injured: int | None


def find_toll(text: str) -> Toll:
    """The toll of a story.

    Args:
        text: Plain English text.
    """
    tokens = tokenize(text[:200_000])
    return toll_of(tokens, victims_in(tokens))


def toll_of(tokens: Tokens, counts: Sequence[VictimCount]) -> Toll:
    """:func:`find_toll` over counts that are read already."""
    counts = [c for c in counts if c.min < _MANY or not _is_statistics(tokens, c.at)]
    killed = _greatest([c for c in counts if c.kind == "killed"])
    injuries = [c for c in counts if c.kind == "injured"]
    shot = _greatest([c for c in injuries if tokens.words[c.at] in _MAY_DIE])
    hurt = _greatest([c for c in injuries if tokens.words[c.at] not in _MAY_DIE])
    certain = any(not c.definite and tokens.words[c.at] not in _MAY_DIE and c.min for c in injuries)
    apart = _greatest([c for c in injuries if tokens.words[c.at] in _MAY_DIE and c.words.lower().startswith(_APART)])
    if not certain and killed and apart:
        return Toll(killed, apart)
    injured = hurt if certain else max((n for n in (hurt, shot) if n is not None), default=None)
    if not certain and killed and injured:
        injured = max(injured - killed, 0)
    if not killed and _says(tokens, _FATAL):
        killed = 1
        injured = injured if certain else max((injured or 0) - 1, 0)
    if not injured and (_says(tokens, _SURVIVED) if killed else _says(tokens, _TREATED) or _is_hit(tokens)):
        injured = 1
    return Toll(killed, injured)


def _greatest(counts: list[VictimCount]) -> int | None:
    """The greatest lower bound among counts that are no references, else among all."""
    certain = [count.min or count.max or 0 for count in counts if not count.definite]
    return max(certain or [count.min for count in counts], default=None)


def _is_statistics(tokens: Tokens, at: int) -> bool:
    return any(
        tokens.words[i] in _STATISTICS and tokens.words[i - 1] not in ("-", "old")
        for i in range(max(1, at - 25), min(len(tokens), at + 25))
        if tokens.sentence[i] == tokens.sentence[at] and not _is_age(tokens, i)
    )


def _is_age(tokens: Tokens, index: int) -> bool:
    """Whether `year` belongs to an age: `30-year-old`, `30 years old`."""
    return tokens.words[index + 1 : index + 2] in (["-"], ["old"])


def _is_hit(tokens: Tokens) -> bool:
    """Whether somebody is hit in a part of the body: `was struck once in the left leg`."""
    return any(
        word in _BODY
        and any(w in ("in", "to") for w in tokens.words[max(0, at - 4) : at])
        and any(w in _HITTING for w in tokens.words[max(0, at - 10) : at])
        and not any(w in vw.MODALS for w in tokens.words[max(0, at - 12) : at])
        for at, word in enumerate(tokens.words)
    )


def _says(tokens: Tokens, phrases: tuple[tuple[str, ...], ...]) -> bool:
    first = frozenset(phrase[0] for phrase in phrases)
    return any(
        word in first and any(tuple(tokens.words[index : index + len(p)]) == p for p in phrases)
        for index, word in enumerate(tokens.words)
    )
