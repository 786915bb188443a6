"""Who stands before a verb: the noun phrases of its clause that may be its subject."""

from __future__ import annotations

from typing import Final

from transforms.event.chunk_words import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    COMMON_VERBS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    STARTS,
    TIME_WORDS,
)
from transforms.event.chunks import AFTER_VERB, OWNERS, Phrase, opens_name, phrase_at, verb_group, word
from transforms.event.lexicon import NOUNS, VERBS
from transforms.event.roles import CROWDS, head_of, proper_name, role_of_word
from transforms.event.victim_numbers import is_people
from transforms.language.tokens import Tokens

_LEFT: Final = 24
"""Tokens that are looked through before a verb."""
_COORDINATING: Final = frozenset({"and", "but"})
_ABOUT: Final = frozenset({"about", "around", "over"})
"""Prepositions that before a number say how near it is: `About 4,000 people marched`."""


def subject_of(tokens: Tokens, first: int) -> list[Phrase]:
    """The noun phrases before a verb group that begins at `first`; empty where none can be told."""
    sentence = tokens.sentence[first]
    at = first - 1
    if at < 0 or tokens.sentence[at] != sentence:
        return []
    if tokens.words[at] in _COORDINATING and (shared := shared_subject(tokens, at)):
        return shared
    if tokens.words[at] in RELATIVES:
        at -= 1
        if word(tokens, at) in BREAKS - {","} or word(tokens, at) in REPORTING or word(tokens, at) in PREPOSITIONS:
            return []
        if word(tokens, at) == ",":
            at -= 1
        if word(tokens, at) == "those":
            return []
    elif tokens.words[at] == ",":
        at = _over_insertion(tokens, at)
        if at < 0:
            return []
    start = _clause_start(tokens, at, sentence)
    if at < first - 1 and tokens.words[first - 1] in RELATIVES:
        start = _behind_verb(tokens, start, at)
    found = _first_phrases(tokens, start, at + 1)
    return found[-1:] if start and _takes_object(tokens, start - 1) else found


def _behind_verb(tokens: Tokens, start: int, last: int) -> int:
    """Where what a relative clause is about begins: `the men belonged to | the Front, which has fought`."""
    for at in range(last, start, -1):
        if tokens.words[at].endswith("ed") and _is_finite(tokens, at):
            return at + 1 + (word(tokens, at + 1) in PREPOSITIONS)
    return start


def _takes_object(tokens: Tokens, at: int) -> bool:
    """Whether a token is a verb with its object before the next `and`: `attacked the rebels and the police fled`."""
    verb = VERBS.get(tokens.words[at])
    return tokens.words[at] in COMMON_VERBS or (verb is not None and verb.form != "base")


def shared_subject(tokens: Tokens, joint: int) -> list[Phrase]:
    """Who did the first of two things did the second too: `Gunmen attacked a post and killed two guards`.

    A relative clause between the two is passed over, `killed a guard who fled and wounded another`, unless nothing
    else stands before it.
    """
    relative: list[Phrase] = []
    for at in range(joint - 1, max(-1, joint - _LEFT), -1):
        if tokens.sentence[at] != tokens.sentence[joint] or tokens.words[at] in (";", ":", "—", "–", "“", "”", '"'):
            break
        if not _is_finite(tokens, at):
            continue
        first = verb_group(tokens, at).first
        before = word(tokens, first - 1)
        if before in _COORDINATING or (before == "to" and first):
            continue
        subject = subject_of(tokens, first)
        if before not in RELATIVES and subject:
            return subject
        relative = relative or subject
    return relative


def _is_finite(tokens: Tokens, at: int) -> bool:
    """Whether a token is a verb of which somebody is the subject, as far as its form and neighbours show."""
    here, before = tokens.words[at], word(tokens, at - 1)
    if before in STARTS or here.endswith("ing"):
        return False
    if here in COMMON_VERBS or here in REPORTING or (here in AUXILIARIES and here != "s"):
        return True
    verb = VERBS.get(here)
    if verb is not None:
        return verb.form == "past" or (verb.form == "s" and here not in NOUNS)
    return here.endswith("ed") and len(here) > 4 and (word(tokens, at + 1) in AFTER_VERB or tokens.capital(at + 1))


def crowd_before(tokens: Tokens, first: int) -> list[Phrase]:
    """Many who stand before a verb group without a word for what they are: `Thousands marched`."""
    at = first - 1
    alone = at == 0 or (at > 0 and tokens.sentence[at - 1] != tokens.sentence[at])
    return [Phrase(at, at + 1)] if alone and tokens.words[at] in CROWDS else []


def _over_insertion(tokens: Tokens, comma: int) -> int:
    """The token before an insertion between two commas; -1 where there is none."""
    for at in range(comma - 1, max(-1, comma - 18), -1):
        if tokens.sentence[at] != tokens.sentence[comma]:
            return -1
        if tokens.words[at] == ",":
            return at - 1
    return -1


def _clause_start(tokens: Tokens, at: int, sentence: int) -> int:
    """The first token of the clause that ends before the verb."""
    lowest, end = max(0, at - _LEFT), at + 1
    while at >= lowest and tokens.sentence[at] == sentence:
        here = tokens.words[at]
        if here == ")" and word(tokens, at - 2) == "(":
            at -= 3
            continue
        if here in '"”' and (opens := opens_name(tokens, at, lowest)) >= 0:
            at = opens - 1
            continue
        if (
            here in RELATIVES
            or here in REPORTING
            or here in COMMON_VERBS
            or here in (";", ":", "(", ")", "”", "“", '"', "—", "–")
        ):
            break
        if (
            here in (",",)
            or here in BREAKS - {"and", "or", ","}
            or (here in _CONJUNCTIONS and _somebody(tokens, at, end))
        ):
            break
        if here in AUXILIARIES and here not in ("s",):
            return _after_conjunction(tokens, at + 1, end)
        trigger = VERBS.get(here)
        if (
            trigger is not None
            and trigger.form in ("past", "participle", "ing")
            and here not in NOUNS
            and word(tokens, at - 1) != "-"
        ):
            break
        at -= 1
    return at + 1


def _somebody(tokens: Tokens, at: int, end: int) -> bool:
    """Whether nothing but people stands between a conjunction and the verb: `arrested ten | after protesters threw`."""
    phrase = phrase_at(tokens, at + 1, end)
    while phrase is not None and phrase.end < end and tokens.words[phrase.end] in ("and", ","):
        phrase = phrase_at(tokens, phrase.end + 1, end)
    if phrase is None or phrase.end != end:
        return False
    head = head_of(tokens, phrase)
    return role_of_word(head) is not None or is_people(head) or proper_name(tokens, phrase) is not None


def _after_conjunction(tokens: Tokens, start: int, end: int) -> int:
    """Where the last clause begins in what follows an auxiliary: `had left before | the guards attacked`."""
    return next((at + 1 for at in range(end - 2, start, -1) if tokens.words[at] in _CONJUNCTIONS), start)


_CONJUNCTIONS: Final = frozenset({"after", "before", "since", "until", "as"})


def _first_phrases(tokens: Tokens, start: int, stop: int) -> list[Phrase]:
    at = start
    while at < stop:
        here = tokens.words[at]
        if here in ("and", "or", ",") or here in ADVERBS or here in TIME_WORDS or here.endswith("ly"):
            at += 1
            continue
        if here in PREPOSITIONS and not (here in _ABOUT and word(tokens, at + 1)[:1].isdigit()):
            inner = phrase_at(tokens, at + 1, stop)
            at = at + 1 if inner is None else inner.end
            continue
        phrase = phrase_at(tokens, at, stop)
        if phrase is None:
            at += 1
            continue
        if phrase.end < stop and tokens.words[phrase.end] in OWNERS:
            at = phrase.end  # `a charge | her office rejected`: who acts stands next to the verb
            continue
        found = [phrase]
        while word(tokens, found[-1].end) in ("and", ",") and found[-1].end < stop - 1 and len(found) < 4:
            more = phrase_at(tokens, found[-1].end + 1, stop)
            if more is None:
                break
            found.append(more)
        return found
    return []
