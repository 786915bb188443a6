"""Noun phrases, and what stands behind a verb or a preposition.

No parser: a phrase runs until a word that no noun phrase holds (a preposition other than `of`, a verb, a mark). What
this cannot tell it does not give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transforms.event.chunk_words import (
    ADVERBS,
    ASPECTS,
    AUXILIARIES,
    BREAKS,
    COMMON_VERBS,
    NEGATIONS,
    PARTICLES,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    STARTS,
    TIME_WORDS,
    WEAPON_KINDS,
)
from transforms.event.lexicon import INSTRUMENTS, NOUNS, VERBS
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_LONGEST: Final = 14
"""Tokens of a noun phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to, not with, `end`."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries."""

    first: int
    """Index of the first auxiliary, or of the verb."""
    passive: bool
    negated: bool
    mood: str
    """real, planned (`will`), hypothetical (`could`), infinitive (`to attack`)."""


def word(tokens: Tokens, index: int) -> str:
    """The token in lower case; empty outside the text."""
    return tokens.words[index] if 0 <= index < len(tokens) else ""


def verb_group(tokens: Tokens, index: int) -> VerbGroup:
    """The verb at a token with the auxiliaries before it."""
    sentence = tokens.sentence[index]
    at, passive, negated, mood = index - 1, False, False, "real"
    while at >= 0 and tokens.sentence[at] == sentence and index - at < 9:
        here = tokens.words[at]
        if here in NEGATIONS or (here == "t" and word(tokens, at - 1) in ("'", "’")):
            negated = True
        elif here in ("be", "been", "being", "was", "were", "is", "are", "get", "got", "gets"):
            passive = True
        elif here in ("will", "ll", "shall"):
            mood = "planned"
        elif here in ("could", "may", "might", "would", "can", "should", "must"):
            mood = "hypothetical"
        elif here == "to":
            mood = "real" if word(tokens, at - 1) in ASPECTS else "infinitive"
            at -= 1
            if mood == "real":
                continue
            break
        elif (
            here not in AUXILIARIES
            and here not in ADVERBS
            and here not in ASPECTS
            and not (here.endswith("ly") and len(here) > 4)
        ):
            break
        at -= 1
    return VerbGroup(at + 1, passive, negated, mood)


_BOUNDS: Final = frozenset({("at", "least"), ("more", "than"), ("up", "to"), ("as", "many")})
"""Words before a number that belong to its phrase."""


def phrase_at(tokens: Tokens, index: int, stop: int | None = None) -> Phrase | None:
    """The noun phrase that begins at a token, or None where none does."""
    limit = min(len(tokens), index + _LONGEST, stop if stop is not None else len(tokens))
    if index >= limit:
        return None
    sentence = tokens.sentence[index]
    at = index
    while at < limit and (tokens.words[at] in ADVERBS or tokens.words[at] in "\"“'‘`"):
        at += 1
    first, seen = at, False
    if tuple(tokens.words[at : at + 2]) in _BOUNDS:
        at += 2
    while at < limit and tokens.sentence[at] == sentence:
        here = tokens.words[at]
        if here == "of" and seen:
            at += 1
            continue
        if not _is_glued(tokens, at, first) and not _inside(tokens, at, first):
            break
        seen = seen or here not in STARTS
        at += 1
    while at > first and tokens.words[at - 1] in ("of", "-", "and", "'", "’", '"', "“", "."):
        at -= 1
    if at - first > 1 and tokens.words[at - 1] in ("hostage", "captive") and tokens.words[at - 2].endswith("s"):
        at -= 1
    return Phrase(first, at) if at > first and seen else None


_HOW: Final = word_set("instantly immediately reportedly critically seriously fatally simultaneously")
"""Words of manner, which no phrase holds."""
_BEFORE_DAY: Final = frozenset({"late", "early"})
"""Words that belong to the day behind them: `the border town of Velk | late on Friday`."""
_DAYS: Final = TIME_WORDS | {"on", "in"}
_ONES: Final = frozenset({"one", "two", "three", "four", "five", "six", "several", "many"})
_UNITS: Final = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days", "hours", "minutes"})
"""Numbers of time begin a phrase of their own behind a name: `Ada Kern one year before`."""
AFTER_VERB: Final = STARTS | PREPOSITIONS | {"that", "up"}
"""Words before which a form in -ed is a verb, no adjective."""


def _is_glued(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a word goes on with a compound: `Iranian-|backed`."""
    if at < first + 2 or tokens.words[at - 1] != "-":
        return False
    return tokens.starts[at] == tokens.ends[at - 1] and tokens.words[at][0].isalnum()


def _inside(tokens: Tokens, at: int, first: int) -> bool:
    here = tokens.words[at]
    if here in BREAKS or here in PREPOSITIONS or here in RELATIVES or here in AUXILIARIES or here in TIME_WORDS:
        return False
    if here in REPORTING or here in COMMON_VERBS or (here in _HOW and at > first):
        return False
    if at > first and _begins_another(tokens, at):
        return False
    if here in ("'", "’"):
        return word(tokens, at + 1) == "s" or tokens.ends[at - 1] == tokens.starts[at]
    if here == "-":
        return at > first and tokens.starts[at] == tokens.ends[at - 1]
    if here == ".":
        return at > first and len(tokens.words[at - 1]) <= 4 and tokens.capital(at - 1)
    if here == "”":
        return at > first and opens_name(tokens, at, first) >= 0
    if here in '"“':
        named = at + 1 < len(tokens) and tokens.capital(at + 1)
        return at > first and (named or opens_name(tokens, at, first) >= 0)
    if not here[0].isalnum():
        return False
    if here.endswith("ed") and at > first and len(here) > 4 and word(tokens, at + 1) in AFTER_VERB:
        return False
    trigger = VERBS.get(here)
    if trigger is not None and trigger.form in ("past", "participle", "s", "ing") and here not in NOUNS and at > first:
        return (
            word(tokens, at - 1) == "-"
            or (tokens.capital(at) and tokens.capital(at - 1))
            or is_named_weapon(tokens, at)
        )
    return True


def is_named_weapon(tokens: Tokens, at: int) -> bool:
    """Whether the word before a weapon says what kind it is, so that it is no verb: `two car bombs`."""
    return tokens.words[at] in INSTRUMENTS and word(tokens, at - 1) in WEAPON_KINDS


def _begins_another(tokens: Tokens, at: int) -> bool:
    """Whether a phrase of its own begins inside one: `Mill Road | an hour before`, `Ada Kern | one year before`."""
    if tokens.words[at] in _BEFORE_DAY and word(tokens, at + 1) in _DAYS:
        return True
    here, before = tokens.words[at], tokens.words[at - 1]
    if here in OWNERS:
        return before.isalpha() and before not in _BEFORE_OWNER
    if here in ("a", "an"):
        return tokens.capital(at - 1) and before not in _BEFORE_ARTICLE
    return here in _ONES and tokens.capital(at - 1) and word(tokens, at + 1) in _UNITS


OWNERS: Final = frozenset({"his", "her", "its", "their"})
_BEFORE_OWNER: Final = STARTS | ADVERBS | {"of", "both", "half", "than", "least"}
_BEFORE_ARTICLE: Final = frozenset({"of", "such", "many", "-", '"', "“"})


def opens_name(tokens: Tokens, closes: int, lowest: int) -> int:
    """Where the quotation marks around a name open that close at a token: `the "Red Dawn" group`; else -1."""
    at = closes - 1
    while at >= lowest and closes - at <= _QUOTED_NAME and tokens.capital(at):
        at -= 1
    return at if closes - at > 1 and at >= lowest and tokens.words[at] in '"“' else -1


_QUOTED_NAME: Final = 5
"""Tokens of a name in quotation marks, and the mark."""


def phrases_after(tokens: Tokens, index: int, *, as_subject: bool = False) -> list[Phrase]:
    """The noun phrase that begins at a token, and those joined to it by `and` or commas.

    Args:
        tokens: The text.
        index: The token.
        as_subject: Whether they may be the subject of the verb behind them: `four children and the driver were killed`.
    """
    found: list[Phrase] = []
    at = index
    while len(found) < 6:
        phrase = phrase_at(tokens, at)
        if phrase is None:
            break
        if found and not as_subject and _acts(tokens, phrase.end):
            break
        found.append(phrase)
        at = phrase.end
        if word(tokens, at) == "," and found and word(tokens, at + 1) != "and" and not _listed(tokens, at + 1):
            break
        if word(tokens, at) == "," and word(tokens, at + 1) == "and":
            at += 1
        if word(tokens, at) not in ("and", ",", "or") or not _begins(tokens, at + 1):
            break
        at += 1
    return found


def _acts(tokens: Tokens, at: int) -> bool:
    """Whether a verb follows a phrase, which then opens a clause: `attacked the rebels and the police arrested ten`."""
    while word(tokens, at) in ADVERBS:
        at += 1
    here = word(tokens, at)
    if here in AUXILIARIES or here in REPORTING:
        return here != "s"
    verb = VERBS.get(here)
    past = here in COMMON_VERBS or (verb is not None and verb.form == "past")
    return past and not here.endswith("ing") and word(tokens, at + 1) not in PREPOSITIONS


def _listed(tokens: Tokens, start: int) -> bool:
    """Whether another comma or `and` goes on with a list of which nobody speaks: `by rebels, | guards and men said`."""
    phrase = phrase_at(tokens, start)
    if phrase is None or word(tokens, phrase.end) != "and" or not _begins(tokens, phrase.end + 1):
        return False
    for at in range(phrase.end + 1, min(len(tokens), phrase.end + _LISTED)):
        if tokens.words[at] in REPORTING:
            return False
        if tokens.words[at] in ",.;:" or tokens.sentence[at] != tokens.sentence[start]:
            break
    return True


_LISTED: Final = 12
"""Tokens behind the `and` of a list within which somebody would speak."""


def _begins(tokens: Tokens, index: int) -> bool:
    if index >= len(tokens):
        return False
    here = tokens.words[index]
    several = here in _PLURALS or (here.isalpha() and here.endswith("s"))
    return here in STARTS or tokens.capital(index) or here[0].isdigit() or several


_PLURALS: Final = frozenset({"men", "women", "children", "people", "police", "troops", "policemen", "civilians"})


def object_of(tokens: Tokens, index: int) -> list[Phrase]:
    """The noun phrases behind a verb; empty where a preposition or a mark follows."""
    at = index + 1 + (word(tokens, index + 1) == "dead")
    while word(tokens, at) in PARTICLES or word(tokens, at) in ADVERBS:
        at += 1
    if at >= len(tokens) or tokens.sentence[at] != tokens.sentence[index]:
        return []
    return phrases_after(tokens, at)


def after_preposition(tokens: Tokens, index: int, prepositions: frozenset[str], reach: int = 14) -> list[Phrase]:
    """The noun phrases behind the first of some prepositions within reach: `by gunmen`, `on the convoy`."""
    sentence = tokens.sentence[index]
    for at in range(index + 1, min(len(tokens), index + reach)):
        if tokens.sentence[at] != sentence:
            return []
        here = tokens.words[at]
        if here in prepositions:
            return phrases_after(tokens, at + 1)
        if here in (";", ":", "”") or here in REPORTING or here in RELATIVES:
            return []
    return []
