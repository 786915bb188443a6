"""Numbers of victims: how many were killed, injured, and so on, by each count that a text gives.

A count is read from words around a verb (`killed at least 14 people`, `two others were wounded`) or a noun (`the
death toll rose to 34`, `no injuries`). Who escapes unscathed counts as nobody killed and nobody injured; who is taken
to a hospital counts as injured.

:func:`find_victims` stands by itself: a pure function of the text, used without the rest of this room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemas.story import Span
from transforms.event import victim_words as vw
from transforms.event.quantities import Quantity
from transforms.event.victim_numbers import (
    is_negated,
    is_passive,
    is_unreal,
    leftwards,
    number_after,
    number_before,
    quantity_from,
    word_at,
)
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 200_000
"""Characters that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimCount:
    """One count of victims.

    Attributes:
        kind: killed, injured, missing, detained, abducted, displaced.
        min: At least so many.
        max: At most so many; None where the text sets no upper bound (`at least 14`, `dozens`).
        words: As printed, from the number to the word that names the harm.
        span: Where they stand.
        at: Index of the token that names the harm.
        definite: Whether the words may refer to victims counted before (`the man`, `he`, a name).
    """

    kind: str
    min: int
    max: int | None
    words: str
    span: Span
    at: int = 0
    definite: bool = False


def find_victims(text: str) -> tuple[VictimCount, ...]:
    """The counts of victims in a text, in order.

    Args:
        text: Plain English text.
    """
    return victims_in(tokenize(text[:LONGEST]))


def victims_in(tokens: Tokens) -> tuple[VictimCount, ...]:
    """:func:`find_victims` over a text that is cut into tokens already."""
    found: list[VictimCount] = []
    for index, word in enumerate(tokens.words):
        reader = _READERS.get(word)
        if reader is None:
            continue
        for count in reader(tokens, index):
            if not found or (count.kind, count.span) != (found[-1].kind, found[-1].span):
                found.append(count)
    return tuple(found)


def _count(tokens: Tokens, kind: str, at: int, quantity: Quantity, extent: tuple[int, int]) -> VictimCount:
    start, end = extent
    return VictimCount(
        kind=kind,
        min=quantity.min,
        max=quantity.max,
        words=tokens.printed(start, end),
        span=Span(tokens.starts[start], tokens.ends[end - 1]),
        at=at,
        definite=quantity.definite,
    )


def _verb(tokens: Tokens, index: int) -> list[VictimCount]:
    """`killed`, `wounding`, `died`: a number behind it, else before it."""
    word = tokens.words[index]
    if word == "wounds" and (treated := _wound(tokens, index)):
        return treated
    kind = _kind(tokens, index)
    if kind is None or is_unreal(tokens, index):
        return []
    if word_at(tokens, index + 1) == "in" and word_at(tokens, index + 2) == "action":
        return []
    passive = is_passive(tokens, index)
    shot = word == "dead" and word_at(tokens, index - 1) in ("shot", "shoot", "shoots", "shooting")
    if not passive and (word not in vw.INTRANSITIVE or shot):
        after = number_after(tokens, index)
        if after is not None:
            quantity, end = after
            return [_count(tokens, kind, index - shot, quantity, (index - shot, end))]
    if (word.endswith("ing") and word != "missing") or word in vw.ACTIVE_ONLY:
        return []
    if not passive and word not in vw.INTRANSITIVE and _follows_object(tokens, index):
        return []
    before = number_before(tokens, index)
    if before is None:
        return []
    quantity, start = before
    if is_negated(tokens, index):
        quantity = Quantity(0, 0, definite=True)
    kinds = [kind]
    if word_at(tokens, index + 1) in ("or", "and") and vw.VERBS.get(word_at(tokens, index + 2), kind) != kind:
        kinds = [kind] if word_at(tokens, index + 1) == "and" else []
    return [_count(tokens, each, index, quantity, (start, index + 1)) for each in kinds]


def _follows_object(tokens: Tokens, index: int) -> bool:
    """Whether a verb goes on after the object of another: `killed 23 soldiers and injured many`."""
    return word_at(tokens, index - 1) == "and" and word_at(tokens, index - 2) not in vw.HARMS


def _kind(tokens: Tokens, index: int) -> str | None:
    """The kind of harm; None where a word beside it says more (`shot dead` counts at `dead`)."""
    word = tokens.words[index]
    following = tuple(tokens.words[index + 1 : index + 3])
    if word in ("shot", "stabbed"):
        if following[:1] == ("dead",) or following in (("and", "killed"), ("and", "fatally")):
            return None
        if following == ("to", "death") or word_at(tokens, index - 1) == "fatally":
            return "killed"
    if word in ("injured", "wounded") and word_at(tokens, index - 1) in ("fatally", "mortally"):
        return "killed"
    if word in vw.NEEDS_PASSIVE and not is_passive(tokens, index) and number_after(tokens, index) is None:
        return None
    return vw.VERBS[word]


def _unhurt(tokens: Tokens, index: int) -> list[VictimCount]:
    """`escaped unscathed`, `was unhurt`."""
    quantity = Quantity(0, 0, definite=True)
    start = index - 1 if word_at(tokens, index - 1) in ("escaped", "was", "were", "survived", "emerged") else index
    return [_count(tokens, kind, index, quantity, (start, index + 1)) for kind in ("killed", "injured")]


def _noun(tokens: Tokens, index: int) -> list[VictimCount]:
    """`34 deaths`, `no injuries`, `death toll rose to 34`, `the deaths of two soldiers`."""
    word = tokens.words[index]
    kinds = vw.NOUNS[word]
    if word == "toll":
        return _toll(tokens, index)
    before = number_before(tokens, index, noun=True)
    if before is not None and not before[0].definite:
        quantity, start = before
        if quantity.min == 0 or len(kinds) == 1:
            return [_count(tokens, kind, index, quantity, (start, index + 1)) for kind in kinds]
        return []
    if word_at(tokens, index + 1) in ("of", "to"):
        after = quantity_from(tokens, index + 2)
        if after is not None and len(kinds) == 1:
            return [_count(tokens, kinds[0], index, after[0], (index, after[1]))]
    return []


def _toll(tokens: Tokens, index: int) -> list[VictimCount]:
    before = word_at(tokens, index - 1)
    if before not in ("death", "casualty") and word_at(tokens, index - 1) != "the":
        return []
    for at in range(index + 1, min(index + 9, len(tokens))):
        if tokens.sentence[at] != tokens.sentence[index]:
            break
        if tokens.words[at] in ("to", "at", "of", "reached", "was", "is", "passed", "topped", "hit"):
            quantity = quantity_from(tokens, at + 1)
            if quantity is not None:
                return [_count(tokens, "killed", index, quantity[0], (index, quantity[1]))]
    return []


def _hospital(tokens: Tokens, index: int) -> list[VictimCount]:
    """`two men were taken to a hospital`, `a shooting that sent three people to the hospital`."""
    for at in range(index - 1, max(-1, index - _TO_HOSPITAL), -1):
        word = tokens.words[at]
        if tokens.sentence[at] != tokens.sentence[index] or word in ("who", "when", "after", "where"):
            return []
        if word in vw.SENDING:
            after = number_after(tokens, at)
            return [_count(tokens, "injured", index, after[0], (at, index + 1))] if after else []
        if word in vw.TAKEN:
            before = number_before(tokens, at) if is_passive(tokens, at) and not is_unreal(tokens, at) else None
            return [_count(tokens, "injured", index, before[0], (before[1], index + 1))] if before else []
    return []


def _treated(tokens: Tokens, index: int) -> list[VictimCount]:
    """`Eleven firefighters were treated for smoke inhalation`."""
    harmed = word_at(tokens, index + 1) == "for" and any(
        word_at(tokens, at) in vw.AILMENTS for at in range(index + 2, index + 5)
    )
    before = number_before(tokens, index) if harmed and is_passive(tokens, index) else None
    return [_count(tokens, "injured", index, before[0], (before[1], index + 1))] if before else []


def _hostage(tokens: Tokens, index: int) -> list[VictimCount]:
    """`took two others hostage`, `five tourists were held captive`."""
    for at in range(index - 1, max(-1, index - _TO_HOSTAGE), -1):
        if tokens.sentence[at] != tokens.sentence[index] or tokens.words[at] in ("who", "when", "after", "where"):
            return []
        if tokens.words[at] not in vw.SEIZING:
            continue
        if word_at(tokens, at - 1) == "to" or is_unreal(tokens, at):
            return []
        if is_passive(tokens, at):
            before = number_before(tokens, at)
            return [_count(tokens, "abducted", at, before[0], (before[1], index + 1))] if before else []
        after = number_after(tokens, at)
        whole = after is not None and after[1] in (index, index + 1)
        return [_count(tokens, "abducted", at, after[0], (at, index + 1))] if after and whole else []
    return []


_TO_HOSTAGE: Final = 8
"""Tokens between the verb and `hostage`."""
_TO_HOSPITAL: Final = 9
"""Tokens between the verb and the hospital."""


def _wound(tokens: Tokens, index: int) -> list[VictimCount]:
    """`found two men with gunshot wounds`, `a man suffered a stab wound`."""
    if word_at(tokens, index - 1) not in ("gunshot", "stab", "bullet", "shrapnel", "knife"):
        return []
    for at in range(index - 2, max(-1, index - 9), -1):
        word = tokens.words[at]
        if tokens.sentence[at] != tokens.sentence[index]:
            return []
        if word in ("with", "suffering", "suffered", "sustained", "sustaining", "received"):
            before = leftwards(tokens, at - 1, tokens.sentence[index], noun=False) if at else None
            return [_count(tokens, "injured", index, before[0], (before[1], index + 1))] if before else []
    return []


_READERS: Final = (
    dict.fromkeys(("hospital", "hospitals"), _hospital)
    | dict.fromkeys(("hostage", "captive"), _hostage)
    | dict.fromkeys(("wound",), _wound)
    | dict.fromkeys(("treated",), _treated)
    | dict.fromkeys(vw.VERBS, _verb)
    | dict.fromkeys(vw.NOUNS, _noun)
    | dict.fromkeys(vw.UNHURT, _unhurt)
)
