"""Which of the marked phrases of a story name one party: a full name and its last part, a group and its initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from transforms.event.chunks import Phrase, word
from transforms.language.tokens import Tokens

_NAMED: Final = ("group", "person", "thing", "perpetrator")
"""Kinds of which a part stands for the whole: `Kern` for `Ada Kern`, `the embassy` for `the Lundish embassy`."""
_SMALL: Final = frozenset({"of", "the", "and", "for", "de", "la", "del", "y"})
_LOOKED_AT: Final = 8
"""Longer names that a shorter one is held against: a bound for hostile text."""

Name = tuple[str, ...]


def same_parties(tokens: Tokens, parties: Sequence[tuple[str, Phrase]]) -> dict[Phrase, tuple[Phrase, ...]]:
    """For each phrase all that name its party, the fullest first.

    Args:
        tokens: The text.
        parties: Phrases with their kinds, in the order of the text.
    """
    places: defaultdict[tuple[str, Name], list[Phrase]] = defaultdict(list)
    for kind, phrase in parties:
        places[kind, name_of(tokens, phrase)].append(phrase)
    whole: dict[tuple[str, Name], tuple[str, Name]] = {}
    for kind in dict.fromkeys(kind for kind, _ in places):
        names = [name for each, name in places if each == kind]
        fuller = _fuller(tokens, names, places, kind) if kind in _NAMED else {}
        whole |= {(kind, name): (kind, fuller.get(name, name)) for name in names}
    groups: defaultdict[tuple[str, Name], list[Phrase]] = defaultdict(list)
    for key in sorted(places, key=lambda key: -len(key[1])):
        groups[whole[key]] += places[key]
    return {phrase: tuple(group) for group in groups.values() for phrase in group}


def name_of(tokens: Tokens, phrase: Phrase) -> Name:
    """The words of a phrase, without marks."""
    return tuple(here for here in tokens.words[phrase.first : phrase.end] if here[0].isalnum())


def initials(name: Name) -> str:
    """The first letters of a name's words, small words left out."""
    return "".join(here[0] for here in name if here not in _SMALL)


def is_part(name: Name, whole: Name) -> bool:
    """Whether a longer name begins or ends with a shorter one."""
    return len(name) < len(whole) and name in (whole[: len(name)], whole[len(whole) - len(name) :])


def _fuller(
    tokens: Tokens, names: list[Name], places: dict[tuple[str, Name], list[Phrase]], kind: str
) -> dict[Name, Name]:
    """For each name the fullest that it stands for."""
    fullest: dict[Name, Name] = {}
    by_edge: defaultdict[str, list[Name]] = defaultdict(list)
    short: dict[str, Name] = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        near = by_edge[name[0]][:_LOOKED_AT] + by_edge[name[-1]][:_LOOKED_AT]
        longer = next((other for other in near if is_part(name, other)), None)
        if longer is None and len(name) == 1:
            longer = short.get(name[0]) or short.get(_in_any_order(name[0]))
        fullest[name] = name if longer is None else fullest[longer]
        by_edge[name[0]].append(name)
        by_edge[name[-1]].append(name)
        if kind == "group" and len(name) > 1:
            for letters in (*_abbreviations(initials(name)), *_bracketed(tokens, places[kind, name])):
                short.setdefault(letters, name)
    return fullest


def _abbreviations(letters: str) -> set[str]:
    """What may stand for a name of these initials: most of them, in the order of another language too."""
    some = {letters, *(letters[:at] + letters[at + 1 :] for at in range(min(len(letters), _LOOKED_AT)))}
    in_order = {letters} if len(letters) > 1 else set()
    return in_order | {_in_any_order(each) for each in some if len(each) >= _TELLING}


_TELLING: Final = 3
"""Letters that no two groups of a story share by chance."""


def _in_any_order(letters: str) -> str:
    return "*" + "".join(sorted(letters))


def _bracketed(tokens: Tokens, phrases: Sequence[Phrase]) -> Iterator[str]:
    """The words that stand in brackets behind phrases, one alone each time."""
    for phrase in phrases:
        if word(tokens, phrase.end) in ("(", "[") and word(tokens, phrase.end + 2) in (")", "]"):
            yield word(tokens, phrase.end + 1)
