"""What a pattern says of its matches, read off the pattern itself: how they begin, and examples of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_SIZE = 4
_ANY = "z"
_OF_CATEGORY = {
    _constants.CATEGORY_DIGIT: "7",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_WORD: _ANY,
    _constants.CATEGORY_NOT_SPACE: _ANY,
    _constants.CATEGORY_NOT_WORD: "'",
}
_Begun = tuple[set[str], set[str]]
"""Beginnings that what follows goes on with, and those that are done: long enough, or any sign may follow."""


def openings(pattern: re.Pattern[str]) -> set[str]:
    """The first four signs of all that a pattern matches, fewer where any sign may follow, `0` for a digit."""
    found = set[str]().union(*_sequence(_parser.parse(pattern.pattern)))
    return {one for one in found if not any(one.startswith(other) for other in found - {one})}


def _sequence(parts: Iterable[tuple[Any, Any]]) -> _Begun:
    begun: _Begun = {""}, set()
    for operation, operand in parts:
        begun = _then(begun, _part(str(operation), operand))
    return begun


def _then(before: _Begun, behind: _Begun) -> _Begun:
    going, done = ({one + more for one in before[0] for more in some} for some in behind)
    long = {one[:_SIZE] for one in going if len(one) >= _SIZE}
    return {one for one in going if len(one) < _SIZE}, before[1] | long | {one[:_SIZE] for one in done}


def _part(operation: str, operand: Any) -> _Begun:
    match operation:
        case "LITERAL":
            return {chr(operand)}, set()
        case "IN" if all(kind is _constants.LITERAL for kind, _ in operand):
            return {chr(sign) for _, sign in operand}, set()
        case "IN" if operand == [(_constants.CATEGORY, _constants.CATEGORY_DIGIT)]:
            return set(), {"0"}
        case "ANY" | "IN":
            return set(), {""}
        case "AT" | "ASSERT_NOT":
            return {""}, set()
        case "SUBPATTERN":
            return _sequence(operand[-1])
        case "BRANCH":
            going, done = zip(*map(_sequence, operand[1]), strict=True)
            return set().union(*going), set().union(*done)
        case "MAX_REPEAT":
            least, most, repeated = operand
            begun: list[_Begun] = [({""}, set())]
            for _ in range(min(most, _SIZE)):
                begun.append(_then(begun[-1], _sequence(repeated)))
            return set().union(*(going for going, _ in begun[least:])), begun[-1][1]
    raise NotImplementedError(operation)


def example(pattern: re.Pattern[str], chance: Random) -> str:
    """A text that a pattern matches, but for what it says of a match's surroundings."""
    return _spelt(_parser.parse(pattern.pattern), chance)


def _spelt(parts: Iterable[tuple[Any, Any]], chance: Random) -> str:
    return "".join(_spelt_part(str(operation), operand, chance) for operation, operand in parts)


def _spelt_part(operation: str, operand: Any, chance: Random) -> str:
    match operation:
        case "LITERAL":
            return chr(operand)
        case "IN" if operand[0][0] is not _constants.NEGATE:
            kind, sign = chance.choice(operand)
            return chr(sign) if kind is _constants.LITERAL else _OF_CATEGORY[sign]
        case "ANY":
            return chance.choice((_ANY, " "))
        case "IN" | "NOT_LITERAL":
            return _ANY
        case "AT" | "ASSERT_NOT":
            return ""
        case "SUBPATTERN":
            return _spelt(operand[-1], chance)
        case "BRANCH":
            return _spelt(chance.choice(operand[1]), chance)
        case "MAX_REPEAT":
            least, most, repeated = operand
            return "".join(_spelt(repeated, chance) for _ in range(chance.randint(least, min(most, least + 3))))
    raise NotImplementedError(operation)
