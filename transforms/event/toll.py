"""The toll of a story: one number of killed and one of injured out of all its counts.

A story says the same victims several times over: as a number, as `the man`, by name. The greatest number that is not
a mere reference counts; people who were shot and died are not injured as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.event.victims import VictimCount, victims_in
from transforms.language.tokens import Tokens, tokenize

_TREATED: Final = (
    ("gunshot", "wound"), ("gunshot", "wounds"), ("stab", "wound"), ("stab", "wounds"), ("bullet", "wound"),
    ("critical", "condition"), ("serious", "condition"), ("stable", "condition"), ("grazed", "by"),
    ("threatening", "injuries"), ("taken", "to", "the", "hospital"),
    ("taken", "to", "a", "hospital"), ("serious", "injuries"), ("minor", "injuries"),
    ("critical", "injuries"), ("expected", "to", "survive"), ("expected", "to", "recover"),
)  # fmt: skip
"""Words that tell of somebody hurt without counting."""


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
    shot = _greatest([c for c in counts if c.kind == "injured" and tokens.words[c.at] == "shot"])
    hurt = _greatest([c for c in counts if c.kind == "injured" and tokens.words[c.at] != "shot"])
    certain = any(c.kind == "injured" and not c.definite and tokens.words[c.at] != "shot" and c.min for c in counts)
    injured = hurt if certain else max((n for n in (hurt, shot) if n is not None), default=None)
    if not certain and killed and injured:
        injured = max(injured - killed, 0)
    if not killed and _says(tokens, _FATAL):
        killed = 1
        injured = injured if certain else max((injured or 0) - 1, 0)
    if not injured and not killed and _says(tokens, _TREATED):
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


def _says(tokens: Tokens, phrases: tuple[tuple[str, ...], ...]) -> bool:
    first = frozenset(phrase[0] for phrase in phrases)
    return any(
        word in first and any(tuple(tokens.words[index : index + len(p)]) == p for p in phrases)
        for index, word in enumerate(tokens.words)
    )
