"""Which words of a text are surnames: they are people there, whatever town has the name."""

from __future__ import annotations

from transforms.event import place_words as pw
from transforms.language.tokens import Tokens


def surnames_in(tokens: Tokens) -> frozenset[str]:
    """Last words of names of people: after a given name or title, or after a capitalised word that no place has."""
    names = set()
    index = 0
    while index < len(tokens) - 1:
        if not tokens.capital(index) or tokens.words[index] in pw.NEUTRAL:
            index += 1
            continue
        end = index + 1
        while end < min(len(tokens), index + 5) and (
            (
                tokens.capital(end)
                and tokens.words[end] not in pw.NEUTRAL
                and tokens.sentence[end] == tokens.sentence[index]
            )
            or (tokens.words[end] == "." and len(tokens.words[end - 1]) < 5)
        ):
            end += 1
        last = end - 1 if tokens.words[end - 1] != "." else end - 2
        if last > index and _is_person(tokens, index, last):
            names.add(tokens.words[last])
        index = end
    return frozenset(names)


def _is_person(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a run of capitalised words is the name of a person, as far as its words tell."""
    words = tokens.words[first : last + 1]
    if words[0] in pw.GIVEN_NAMES or words[0] in pw.PERSON_BEFORE or words[-2] in pw.GIVEN_NAMES:
        return True
    begins = first == 0 or tokens.sentence[first - 1] != tokens.sentence[first]
    if begins or last - first > 2 or any(word in pw.LOCAL_BEFORE or word in pw.ORG_AFTER for word in words):
        return False
    before = tokens.words[first - 1]
    return before not in pw.PLACE_BEFORE and before not in ("the", "-", ",") and words[-1] not in pw.NOT_ALONE
