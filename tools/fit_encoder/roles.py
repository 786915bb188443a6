"""Parties of events in annotated texts: who did it, to whom, to what, with what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from transforms.language.pieces import Words

ROLES: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "VictimDesc", "Weapon")
"""Roles of the fourth Message Understanding Conference: perpetrators, their organisation, things, people by name and by
description, weapons."""
ACTS: Final = ("source", "target")
"""Parties of a coded sentence: who acts, and on whom."""

_KNOWN: Final = re.compile(r"[A-Za-z]+")


def roles_of(record: dict[str, Any]) -> list[tuple[int, list[list[int]]]]:
    """Every place where a filler of a role is named: the number of the role, and one span.

    The fillers are strings; wherever the text has one, the longer before the shorter, it is taken for the party.
    """
    text = record["text"].lower()
    names = {
        (mention.lower(), number)
        for event in record["events"]
        for number, role in enumerate(ROLES)
        for entity in event["roles"].get(role, ())
        for mention in entity["mentions"]
    }
    return [
        (number, [[match.start(), match.end()]])
        for name, number in sorted(names, key=lambda pair: (-len(pair[0]), pair))
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]


def acts_of(record: dict[str, Any]) -> list[tuple[int, list[list[int]]]]:
    """The parties of a sentence that have offsets: the number of the act's side, and its span."""
    return [
        (number, [[party["start"], party["end"]]])
        for event in record["events"]
        for number, side in enumerate(ACTS)
        for party in event.get(side) or ()
        if party.get("start") is not None
    ]


def capitals_of(texts: Iterable[str]) -> dict[str, bool]:
    """For each word of some texts whether it has a capital more often than not, where no sentence begins."""
    seen: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    for text in texts:
        for match in _KNOWN.finditer(text):
            if not _begins(text, match.start()):
                word = match.group()
                seen[word.lower()] += 1
                raised[word.lower()] += word[0].isupper()
    return {word: 2 * raised[word] > count for word, count in seen.items() if count > 1}


def raise_case(words: Words, text: str, capitals: dict[str, bool]) -> None:
    """Give the words of a text without capitals those that other texts would give them; unknown words are names."""
    for at, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        word = text[start:end]
        if word.isalpha() and (_begins(text, start) or capitals.get(word, len(word) > 3)):
            words.signs[at] = 2 * 2 + words.signs[at] % 2


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins here, as far as the marks before it tell."""
    before = text[max(0, start - 3) : start].strip()
    return not before or before[-1] in '.!?:"“'
