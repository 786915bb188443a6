"""The number that stands beside a word of harm: before it, behind it, with what was counted."""

from __future__ import annotations

from typing import Final

from transforms.event import victim_words as vw
from transforms.event.quantities import Quantity, read_quantity
from transforms.language.tokens import Tokens

_LEFT: Final = 16
_RIGHT: Final = 14
"""Tokens that are looked through on either side of the word that names the harm."""
_DESCRIBED: Final = 3
"""Words at most from behind `the` to the person whom it points to: `the bus driver`."""
_ONE: Final = Quantity(1, 1)
_OF_ONE: Final = frozenset({"was", "is", "has"})
"""Verbs of which one person is the whole subject: `killed two and the driver was hurt`."""
_SAYING: Final = frozenset({"said", "says", "told", "tells"})
_LONE: Final = Quantity(1, 1, definite=True)
_STOPS_LEFT: Final = vw.STOPS_LEFT | vw.HARMS


def word_at(tokens: Tokens, index: int) -> str:
    """The token in lower case; empty outside the text."""
    return tokens.words[index] if 0 <= index < len(tokens) else ""


def is_unreal(tokens: Tokens, index: int) -> bool:
    """Whether a modal or an infinitive makes the harm a mere possibility: `could be killed`, `to kill`."""
    sentence = tokens.sentence[index]
    for at in range(index - 1, max(-1, index - 6), -1):
        word = tokens.words[at]
        if tokens.sentence[at] != sentence:
            break
        if word in vw.MODALS:
            return True
        if word == "to":
            return tokens.words[index] in vw.BASE_FORMS or word_at(tokens, at + 1) == "be"
        if word not in vw.BETWEEN:
            break
    return False


def is_passive(tokens: Tokens, index: int) -> bool:
    """Whether a form of `be` or `get` governs the participle."""
    for at in range(index - 1, max(-1, index - 6), -1):
        word = tokens.words[at]
        if word in vw.BE:
            return True
        if word not in vw.BETWEEN:
            return False
    return False


def is_negated(tokens: Tokens, index: int) -> bool:
    """Whether `not` or `never` stands before the word of harm."""
    for at in range(index - 1, max(-1, index - 5), -1):
        if tokens.words[at] in ("not", "never") or (tokens.words[at] == "t" and word_at(tokens, at - 1) in ("'", "’")):
            return True
        if tokens.words[at] not in vw.BETWEEN:
            return False
    return False


def quantity_from(tokens: Tokens, start: int) -> tuple[Quantity, int] | None:
    """The number of people that begins at a token, and the token after it; None for years, money and the like."""
    quantity = read_quantity(tokens.words, start)
    if quantity is None or tokens.sentence[quantity[0] - 1] != tokens.sentence[start]:
        return None
    end, value = quantity
    if word_at(tokens, end) in vw.NOT_PEOPLE or word_at(tokens, end + 1) in vw.NOT_PEOPLE:
        return None
    return value, end


def number_after(tokens: Tokens, index: int) -> tuple[Quantity, int] | None:
    """The number that follows an active verb, a second one after `and` added: `killed two guards and a driver`."""
    start = index + 1
    while word_at(tokens, start) in vw.SKIPPED_AFTER:
        start += 1
    if start >= len(tokens) or tokens.sentence[start] != tokens.sentence[index]:
        return None
    first = quantity_from(tokens, start)
    if first is None:
        return _known_object(tokens, index, start)
    quantity, end = first
    if not _has_person(tokens, end):
        return None
    at = end
    while at < min(len(tokens), end + _RIGHT) and tokens.sentence[at] == tokens.sentence[index]:
        if tokens.words[at] in (",", "and") and tokens.words[at + 1 : at + 2]:
            more = quantity_from(tokens, at + 1 + (word_at(tokens, at + 1) == "and"))
            if more is not None and _has_person(tokens, more[1]) and not _verb_follows(tokens, more[1]):
                quantity, end = quantity.plus(more[0]), more[1]
                at = more[1]
                continue
            if (beside := _one_beside(tokens, at)) is not None and not _verb_follows(tokens, beside):
                quantity, end = quantity.plus(_ONE), beside
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
        return _LONE, start + 1
    if word in vw.SINGULAR_OWNERS and word_at(tokens, start + 1) in vw.SINGULAR:
        return _LONE, start + 2
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
    """Whether another harm or a word of speech follows: `killed two and five were hurt`, `held six, a guard said`."""
    for at in range(start, min(start + 6, len(tokens))):
        word = tokens.words[at]
        if word in vw.VERBS or word in _SAYING:
            return True
        if word in (",", ".", ";", "and"):
            return False
    return False


def number_before(tokens: Tokens, index: int, *, noun: bool = False) -> tuple[Quantity, int] | None:
    """The number before a participle or noun, with the index where it begins."""
    sentence = tokens.sentence[index]
    at = index - 1
    while at >= 0 and tokens.sentence[at] == sentence and tokens.words[at] in vw.BETWEEN:
        at -= 1
    if at < 0 or tokens.sentence[at] != sentence:
        return None
    if tokens.words[at] == "," and not noun:
        at = _before_parenthesis(tokens, at)
    if tokens.words[at] == "and" and word_at(tokens, at - 1) in vw.HARMS and not noun:
        at -= 2
        while at >= 0 and tokens.sentence[at] == sentence and tokens.words[at] in vw.BETWEEN:
            at -= 1
    if at < 0 or (tokens.words[at] in vw.HARMS and not noun):
        return None
    if tokens.words[at] == "and" and tokens.words[index] == "died":
        return _LONE, index
    return leftwards(tokens, at, sentence, noun=noun)


def _before_parenthesis(tokens: Tokens, comma: int) -> int:
    """The word before an insertion between commas: `Five people, including a child, were killed`."""
    for at in range(comma - 1, max(0, comma - 14), -1):
        if tokens.words[at] == "," and tokens.sentence[at] == tokens.sentence[comma]:
            return at - 1
    return comma - 1


def leftwards(tokens: Tokens, at: int, sentence: int, *, noun: bool) -> tuple[Quantity, int] | None:
    """The number that the phrase ending at a token begins with, lists added up; and where it begins."""
    if tokens.words[at] in ("he", "she"):
        return _LONE, at
    if not noun and (owner := _whole_subject(tokens, at)) is not None:
        return _LONE, owner
    if not noun and (joint := _beside_one(tokens, at)) is not None:
        rest = _added_up(tokens, joint - 1, sentence, noun=noun)
        if rest is not None and not rest[0].definite:
            return rest[0].plus(_ONE), rest[1]
    if tokens.words[at] == "who":
        return leftwards(tokens, at - 1 - (word_at(tokens, at - 1) == ","), sentence, noun=noun) if at else None
    return _added_up(tokens, at, sentence, noun=noun)


def _added_up(tokens: Tokens, last: int, sentence: int, *, noun: bool) -> tuple[Quantity, int] | None:
    """The numbers of the phrase that ends at a token, added up; one who is named where it has none."""
    at = last
    best: tuple[Quantity, int] | None = None
    while at >= 0 and tokens.sentence[at] == sentence and last - at < _LEFT:
        word = tokens.words[at]
        if word in _STOPS_LEFT and not (word == "," and best is None and _is_list(tokens, at)):
            break
        quantity = read_quantity(tokens.words, at)
        if quantity is not None and quantity[0] <= last + 1 and word_at(tokens, quantity[0]) not in vw.NOT_PEOPLE:
            value = quantity[1]
            if tokens.words[at][0].isdigit() and word_at(tokens, quantity[0]) == "," and word_at(tokens, at - 1) == ",":
                at -= 1
                continue
            if best is None or quantity[0] >= best[1] or not _people_between(tokens, best[1], last, noun=noun):
                best = (value, at)
            elif not noun and not value.definite and _are_listed(tokens, quantity[0], best[1] - 1):
                best = (best[0].plus(value), at)
        at -= 1
    if best is not None:
        return best if _people_between(tokens, best[1], last, noun=noun) else None
    if noun:
        return None
    return _named(tokens, last)


def _one_beside(tokens: Tokens, joint: int) -> int | None:
    """The token behind one known person who is added at a joint, as in `and the driver`; None where there is none."""
    if word_at(tokens, joint) != "and" or word_at(tokens, joint + 1) not in vw.SINGULAR_OWNERS:
        return None
    for at in range(joint + 2, joint + 2 + _DESCRIBED):
        word = word_at(tokens, at)
        if is_people(word):
            one = (word in vw.SINGULAR or is_people(word + "s")) and word not in vw.DOERS
            return at + 1 if one and word_at(tokens, at + 1) not in _OF_ONE else None
    return None


def _beside_one(tokens: Tokens, last: int) -> int | None:
    """The joint before one known person, where the phrase that ends at a token adds one; None where it adds none."""
    for at in range(last - 1, last - 1 - _DESCRIBED, -1):
        if word_at(tokens, at) in vw.SINGULAR_OWNERS:
            return at - 1 if _one_beside(tokens, at - 1) == last + 1 else None
    return None


def _whole_subject(tokens: Tokens, last: int) -> int | None:
    """Where one known person begins who is all that a singular verb speaks of; None for any other phrase."""
    if word_at(tokens, last + 1) not in _OF_ONE or word_at(tokens, last) not in vw.SINGULAR:
        return None
    owners = (at for at in range(last - 1, last - 1 - _DESCRIBED, -1) if word_at(tokens, at) in vw.SINGULAR_OWNERS)
    return next(owners, None)


def _are_listed(tokens: Tokens, start: int, joint: int) -> bool:
    """Whether people, and nothing that begins another clause, stand between a number and the `and` before the next."""
    between = tokens.words[start:joint]
    return (
        tokens.words[joint] in ("and", ",")
        and any(is_people(word) for word in between)
        and not any(word in vw.CLAUSE_ENDS and word not in ("with", "from", "in") for word in between)
    )


def _is_list(tokens: Tokens, comma: int) -> bool:
    return word_at(tokens, comma + 1) in ("and",)


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
        return _LONE, last
    if word in vw.SINGULAR:
        return _LONE, last
    return None
