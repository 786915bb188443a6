"""Bodies: the names that a story itself shows to be those of firms, groups and outlets, not of people."""

from __future__ import annotations

import re
from typing import Final

_NOUN: Final = (
    r"(?:firm|company|group|gang|operator|airline|bank|retailer|agency|party|movement|militia|carmaker|shipper|"
    r"insurer|broadcaster|newspaper|charity|union|club|fund|manufacturer|producer|supplier|utility|brewer|shipyard|"
    r"service|platform|developer|publisher|distributor|consultancy|startup)"
)
_NAME: Final = r"(?<![\w’'-])(?P<name>[A-ZÀ-Þ][\w-]{1,30}(?: [A-ZÀ-Þ][\w-]{0,30}){0,3})(?![\w-])"
_CALLED: Final = re.compile(
    rf"\b{_NOUN} (?:called |named |known as |calling itself |that calls itself )?{_NAME}"
    r"(?=[,.;]|['’]s|,? (?:said|says|was|is|were|has|had|have|and|in|on|to|which|did|does|declined|showed|denied)\b)"
)
_DESCRIBED: Final = re.compile(
    rf"{_NAME}, (?:the|an?|its) (?:(?!of\b|for\b|at\b|in\b|from\b|with\b|who\b|who[’']s\b)[\w’'-]{{1,30}} ){{0,4}}"
    rf"(?P<noun>{_NOUN}|owner)\b(?=[,.;]| (?:that|which|in|of|behind)\b)"
)


_OWNS: Final = re.compile(rf"\b(?:owner|operator|maker|builder|organi[sz]er)s? of the \w+, {_NAME}(?=[,.;]| \w)")


def bodies_of(body: str) -> frozenset[str]:
    """The names that the story gives to bodies: `the operator Karl Sund`, `Sundvik, the ferry's owner`.

    A name of two words beside `owner` may be a person's and is left out. Linear in the body.
    """
    called = {match["name"] for match in _CALLED.finditer(body)}
    described = {
        match["name"] for match in _DESCRIBED.finditer(body) if match["noun"] != "owner" or " " not in match["name"]
    }
    owns = {match["name"] for match in _OWNS.finditer(body) if " " not in match["name"]}
    return frozenset(called | described | owns)
