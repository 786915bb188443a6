"""Numbers of victims: how many were killed, injured, and so on, by each count that a text gives.

A count is read from words around a verb (`killed at least 14 people`, `two others were wounded`) or a noun (`the
death toll rose to 34`, `no injuries`). Who escapes unscathed counts as nobody killed and nobody injured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemas.story import Span
from transforms.event import victim_words as vw
from transforms.event.quantities import Quantity, read_quantity
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 200_000
"""Characters that are read."""
_LEFT: Final = 16
_RIGHT: Final = 14
"""Tokens that are looked through on either side of the word that names the harm."""


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
    kind = _kind(tokens, index)
    if kind is None or _is_unreal(tokens, index):
        return []
    if _word(tokens, index + 1) == "in" and _word(tokens, index + 2) == "action":
        return []
    passive = _is_passive(tokens, index)
    shot = word == "dead" and _word(tokens, index - 1) in ("shot", "shoot", "shoots", "shooting")
    if not passive and (word not in vw.INTRANSITIVE or shot):
        after = _objects(tokens, index)
        if after is not None:
            quantity, end = after
            return [_count(tokens, kind, index, quantity, (index, end))]
    if (word.endswith("ing") and word != "missing") or word in vw.ACTIVE_ONLY:
        return []
    if not passive and word not in vw.INTRANSITIVE and _follows_object(tokens, index):
        return []
    before = _subjects(tokens, index)
    if before is None:
        return []
    quantity, start = before
    if _is_negated(tokens, index):
        quantity = Quantity(0, 0, definite=True)
    kinds = [kind]
    if _word(tokens, index + 1) in ("or", "and") and vw.VERBS.get(_word(tokens, index + 2), kind) != kind:
        kinds = [kind] if _word(tokens, index + 1) == "and" else []
    return [_count(tokens, each, index, quantity, (start, index + 1)) for each in kinds]


def _follows_object(tokens: Tokens, index: int) -> bool:
    """Whether a verb goes on after the object of another: `killed 23 soldiers and injured many`."""
    return _word(tokens, index - 1) == "and" and _word(tokens, index - 2) not in vw.HARMS


def _kind(tokens: Tokens, index: int) -> str | None:
    """The kind of harm; None where a word beside it says more (`shot dead` counts at `dead`)."""
    word = tokens.words[index]
    following = tuple(tokens.words[index + 1 : index + 3])
    if word in ("shot", "stabbed"):
        if following[:1] == ("dead",) or following in (("and", "killed"), ("and", "fatally")):
            return None
        if following == ("to", "death") or _word(tokens, index - 1) == "fatally":
            return "killed"
    if word in ("injured", "wounded") and _word(tokens, index - 1) in ("fatally", "mortally"):
        return "killed"
    if word in vw.NEEDS_PASSIVE and not _is_passive(tokens, index) and _objects(tokens, index) is None:
        return None
    return vw.VERBS[word]


def _unhurt(tokens: Tokens, index: int) -> list[VictimCount]:
    """`escaped unscathed`, `was unhurt`."""
    quantity = Quantity(0, 0, definite=True)
    start = index - 1 if _word(tokens, index - 1) in ("escaped", "was", "were", "survived", "emerged") else index
    return [_count(tokens, kind, index, quantity, (start, index + 1)) for kind in ("killed", "injured")]


def _noun(tokens: Tokens, index: int) -> list[VictimCount]:
    """`34 deaths`, `no injuries`, `death toll rose to 34`, `the deaths of two soldiers`."""
    word = tokens.words[index]
    kinds = vw.NOUNS[word]
    if word == "toll":
        return _toll(tokens, index)
    before = _subjects(tokens, index, noun=True)
    if before is not None and not before[0].definite:
        quantity, start = before
        if quantity.min == 0 or len(kinds) == 1:
            return [_count(tokens, kind, index, quantity, (start, index + 1)) for kind in kinds]
        return []
    if _word(tokens, index + 1) in ("of", "to"):
        after = _quantity_from(tokens, index + 2)
        if after is not None and len(kinds) == 1:
            return [_count(tokens, kinds[0], index, after[0], (index, after[1]))]
    return []


def _toll(tokens: Tokens, index: int) -> list[VictimCount]:
    before = _word(tokens, index - 1)
    if before not in ("death", "casualty") and _word(tokens, index - 1) != "the":
        return []
    for at in range(index + 1, min(index + 9, len(tokens))):
        if tokens.sentence[at] != tokens.sentence[index]:
            break
        if tokens.words[at] in ("to", "at", "of", "reached", "was", "is", "passed", "topped", "hit"):
            quantity = _quantity_from(tokens, at + 1)
            if quantity is not None:
                return [_count(tokens, "killed", index, quantity[0], (index, quantity[1]))]
    return []


def _word(tokens: Tokens, index: int) -> str:
    return tokens.words[index] if 0 <= index < len(tokens) else ""


def _is_unreal(tokens: Tokens, index: int) -> bool:
    """Whether a modal or an infinitive makes the harm a mere possibility: `could be killed`, `to kill`."""
    sentence = tokens.sentence[index]
    for at in range(index - 1, max(-1, index - 6), -1):
        word = tokens.words[at]
        if tokens.sentence[at] != sentence:
            break
        if word in vw.MODALS:
            return True
        if word == "to":
            return tokens.words[index] in vw.BASE_FORMS or _word(tokens, at + 1) == "be"
        if word not in vw.BETWEEN:
            break
    return False


def _is_passive(tokens: Tokens, index: int) -> bool:
    """Whether a form of `be` or `get` governs the participle."""
    for at in range(index - 1, max(-1, index - 6), -1):
        word = tokens.words[at]
        if word in vw.BE:
            return True
        if word not in vw.BETWEEN:
            return False
    return False


def _is_negated(tokens: Tokens, index: int) -> bool:
    for at in range(index - 1, max(-1, index - 5), -1):
        if tokens.words[at] in ("not", "never") or (tokens.words[at] == "t" and _word(tokens, at - 1) in ("'", "’")):
            return True
        if tokens.words[at] not in vw.BETWEEN:
            return False
    return False


def _quantity_from(tokens: Tokens, start: int) -> tuple[Quantity, int] | None:
    quantity = read_quantity(tokens.words, start)
    if quantity is None or tokens.sentence[quantity[0] - 1] != tokens.sentence[start]:
        return None
    end, value = quantity
    if _word(tokens, end) in vw.NOT_PEOPLE or _word(tokens, end + 1) in vw.NOT_PEOPLE:
        return None
    return value, end


def _objects(tokens: Tokens, index: int) -> tuple[Quantity, int] | None:
    """The number that follows an active verb, a second one after `and` added: `killed two guards and a driver`."""
    start = index + 1
    while _word(tokens, start) in vw.SKIPPED_AFTER:
        start += 1
    if start >= len(tokens) or tokens.sentence[start] != tokens.sentence[index]:
        return None
    first = _quantity_from(tokens, start)
    if first is None:
        return _known_object(tokens, index, start)
    quantity, end = first
    if not _has_person(tokens, end):
        return None
    at = end
    while at < min(len(tokens), end + _RIGHT) and tokens.sentence[at] == tokens.sentence[index]:
        if tokens.words[at] in (",", "and") and tokens.words[at + 1 : at + 2]:
            more = _quantity_from(tokens, at + 1 + (_word(tokens, at + 1) == "and"))
            if more is not None and _has_person(tokens, more[1]) and not _verb_follows(tokens, more[1]):
                quantity, end = quantity.plus(more[0]), more[1]
                at = more[1]
                continue
            break
        if tokens.words[at] in vw.CLAUSE_ENDS:
            break
        at += 1
    while end < len(tokens) and tokens.words[end] in vw.PERSON | vw.DESCRIBES:
        end += 1
    return quantity, end


def _known_object(tokens: Tokens, index: int, start: int) -> tuple[Quantity, int] | None:
    """A name, `himself` or `his wife` behind the verb: one person."""
    word = tokens.words[start]
    named = tokens.capital(start) and word not in vw.NOT_NAMES and tokens.words[index] not in vw.AMBIGUOUS
    if named or word in ("himself", "herself"):
        return Quantity(1, 1, definite=True), start + 1
    if word in vw.SINGULAR_OWNERS and _word(tokens, start + 1) in vw.SINGULAR:
        return Quantity(1, 1, definite=True), start + 2
    return None


def is_people(word: str) -> bool:
    """Whether a word is one for people: in the list, or formed like `fishermen`, `looters`, `cyclists`."""
    return word in vw.PERSON or (word.endswith(vw.PEOPLE_ENDINGS) and len(word) > 5 and word not in vw.THINGS)


def _has_person(tokens: Tokens, end: int) -> bool:
    """Whether what was counted can be people: a word for people within four tokens, or nothing said at all."""
    for at in range(end, min(end + 5, len(tokens))):
        word = tokens.words[at]
        if is_people(word):
            return True
        if word in vw.CLAUSE_ENDS or not word[0].isalnum():
            return at == end and word != "%"
    return end >= len(tokens)


def _verb_follows(tokens: Tokens, start: int) -> bool:
    """Whether another harm follows in the next words: `killed two and five were wounded`."""
    for at in range(start, min(start + 6, len(tokens))):
        word = tokens.words[at]
        if word in vw.VERBS:
            return True
        if word in (",", ".", ";", "and"):
            return False
    return False


def _subjects(tokens: Tokens, index: int, *, noun: bool = False) -> tuple[Quantity, int] | None:
    """The number before a participle or noun, with the index where it begins."""
    sentence = tokens.sentence[index]
    at = index - 1
    while at >= 0 and tokens.sentence[at] == sentence and tokens.words[at] in vw.BETWEEN:
        at -= 1
    if at < 0 or tokens.sentence[at] != sentence:
        return None
    if tokens.words[at] == "," and not noun:
        at = _before_parenthesis(tokens, at)
    if tokens.words[at] == "and" and _word(tokens, at - 1) in vw.HARMS and not noun:
        at -= 2
        while at >= 0 and tokens.sentence[at] == sentence and tokens.words[at] in vw.BETWEEN:
            at -= 1
    if at < 0 or (tokens.words[at] in vw.HARMS and not noun):
        return None
    if tokens.words[at] == "and" and tokens.words[index] == "died":
        return Quantity(1, 1, definite=True), index
    return _leftwards(tokens, at, sentence, noun=noun)


def _before_parenthesis(tokens: Tokens, comma: int) -> int:
    """The word before an insertion between commas: `Five people, including a child, were killed`."""
    for at in range(comma - 1, max(0, comma - 14), -1):
        if tokens.words[at] == "," and tokens.sentence[at] == tokens.sentence[comma]:
            return at - 1
    return comma - 1


def _leftwards(tokens: Tokens, at: int, sentence: int, *, noun: bool) -> tuple[Quantity, int] | None:
    last = at
    if tokens.words[at] in ("he", "she"):
        return Quantity(1, 1, definite=True), at
    if tokens.words[at] == "who":
        return _leftwards(tokens, at - 1 - (_word(tokens, at - 1) == ","), sentence, noun=noun) if at else None
    best: tuple[Quantity, int] | None = None
    while at >= 0 and tokens.sentence[at] == sentence and last - at < _LEFT:
        word = tokens.words[at]
        if word in _STOPS_LEFT and not (word == "," and best is None and _is_list(tokens, at)):
            break
        quantity = read_quantity(tokens.words, at)
        if quantity is not None and quantity[0] <= last + 1 and _word(tokens, quantity[0]) not in vw.NOT_PEOPLE:
            value = quantity[1]
            if tokens.words[at][0].isdigit() and _word(tokens, quantity[0]) == "," and _word(tokens, at - 1) == ",":
                at -= 1
                continue
            if best is None or quantity[0] >= best[1] or not _people_between(tokens, best[1], last, noun=noun):
                best = (value, at)
            elif _word(tokens, best[1] - 1) in ("and", ",") and not value.definite and noun is False:
                best = (best[0].plus(value), at)
        at -= 1
    if best is not None:
        return best if _people_between(tokens, best[1], last, noun=noun) else None
    if noun:
        return None
    return _named(tokens, last)


def _is_list(tokens: Tokens, comma: int) -> bool:
    return _word(tokens, comma + 1) in ("and",)


def _people_between(tokens: Tokens, start: int, last: int, *, noun: bool) -> bool:
    """Whether what is counted is people, or nothing but the number stands there."""
    words = tokens.words[start : last + 1]
    if noun or any(is_people(word) for word in words):
        return True
    quantity = read_quantity(tokens.words, start)
    if quantity is None or words[-1] in vw.NOT_PEOPLE or words[-1] == ",":
        return False
    return quantity[0] > last or (quantity[0] == last and tokens.capital(last) and not words[0][0].isdigit())


def _named(tokens: Tokens, last: int) -> tuple[Quantity, int] | None:
    """A name or `the victim` before the verb: one, who may be counted already."""
    word = tokens.words[last]
    if tokens.capital(last) and word not in vw.NOT_NAMES and last and tokens.capital(last - 1):
        return Quantity(1, 1, definite=True), last
    if word in vw.SINGULAR:
        return Quantity(1, 1, definite=True), last
    return None


_STOPS_LEFT: Final = vw.STOPS_LEFT | vw.HARMS
_READERS: Final = dict.fromkeys(vw.VERBS, _verb) | dict.fromkeys(vw.NOUNS, _noun) | dict.fromkeys(vw.UNHURT, _unhurt)
