"""Whether a word that can name an event means what it says here: no `heart attack`, no match, no market, no film."""

from __future__ import annotations

from bisect import bisect_left

from transforms.event.chunk_words import AUXILIARIES, PREPOSITIONS
from transforms.event.chunks import word
from transforms.event.lexicon import INSTRUMENTS, NOUNS
from transforms.event.mention_words import (
    DOMAIN_WORDS,
    FICTION,
    FIGURATIVE_AFTER,
    FIGURATIVE_BEFORE,
    FIGURATIVE_OBJECTS,
    HARM_NOUNS,
    MISUSED,
)
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens


def is_figurative_pair(tokens: Tokens, noun: int) -> bool:
    """Whether the noun of a verb and its noun (`launched an attack`) is figurative."""
    return tokens.words[noun] in NOUNS and is_figurative(tokens, noun)


def stands_as_noun(tokens: Tokens, index: int) -> bool:
    """Whether a word that is verb and noun stands as a noun here: after an article, adjective or another noun."""
    here, before = tokens.words[index], word(tokens, index - 1)
    if index and tokens.sentence[index - 1] != tokens.sentence[index]:
        before = ""
    if before in (
        "the",
        "a",
        "an",
        "this",
        "that",
        "any",
        "no",
        "of",
        "in",
        "s",
        "for",
        "by",
        "-",
        "after",
        "under",
        "his",
    ):
        return True
    if before in HARM_NOUNS or before in _OFTEN or acronym_before(tokens, index):
        return True
    if before in ("to", "will", "would", "could", "can", "may", "might", "not", "and", "they", "we", "who", "which"):
        return False
    following = word(tokens, index + 1)
    if following in ("the", "a", "an", "at", "two", "three") and following != "at":
        return False
    ends = following in PREPOSITIONS or not following[:1].isalnum()
    return (
        (ends and here.endswith("ing") and before not in AUXILIARIES)
        or before in INSTRUMENTS
        or before.endswith(("ed", "ing", "al", "ist", "ous", "ly"))
        or not before
    )


_OFTEN = word_set("frequent recent massive sporadic terror repeated new latest similar major")
"""Words before a noun of force."""


def acronym_before(tokens: Tokens, index: int) -> bool:
    """Whether a body's initials stand before a word: `an ABC attack`."""
    if not index or tokens.sentence[index - 1] != tokens.sentence[index]:
        return False
    printed = tokens.text[tokens.starts[index - 1] : tokens.ends[index - 1]]
    return len(printed) > 1 and printed.isupper() and printed.isalpha() and not tokens.text.isupper()


def is_figurative(tokens: Tokens, index: int) -> bool:
    """Whether the word stands for something else: `heart attack`, `killed the bill`, a match, a market, a film."""
    before, after = word(tokens, index - 1), word(tokens, index + 1)
    if before == "-":
        before = word(tokens, index - 2)
    here = tokens.words[index]
    if before == "court" and here not in NOUNS:
        before = ""
    if before in FIGURATIVE_BEFORE or after in FIGURATIVE_AFTER or _is_chance(tokens, index):
        return True
    if here in MISUSED:
        for at in range(index + 1, min(index + 5, len(tokens))):
            if tokens.words[at] in FIGURATIVE_OBJECTS and not _is_place_of_trade(tokens, at):
                return True
    sentence = tokens.sentence[index]
    first = bisect_left(tokens.sentence, sentence)
    if tokens.words[first] in ("in", "on") and _TOLD.intersection(tokens.words[first + 1 : first + 4]):
        return True
    hits = 0
    for at in range(max(0, index - 20), min(len(tokens), index + 20)):
        if tokens.sentence[at] == sentence and tokens.words[at] in FICTION:
            return True
        if tokens.sentence[at] == sentence and tokens.words[at] in DOMAIN_WORDS and not _of_defence(tokens, at):
            hits += 1
    return hits >= (1 if here in MISUSED else 2)


def _is_chance(tokens: Tokens, index: int) -> bool:
    """Whether a shot is an attempt, or what shoots moves fast: `his last shot at the office`, `shooting into view`."""
    here, before = tokens.words[index], word(tokens, index - 1)
    if here == "shot":
        return before in _ATTEMPTS
    return here == "shooting" and (word(tokens, index + 1) == "over" or word(tokens, index + 2) == "view")


_ATTEMPTS = frozenset({"last", "best", "first", "long", "another", "only", "good", "big", "parting", "cheap"})


_TOLD = frozenset({"game", "dream", "tale"})
"""What a sentence that begins `In the game …` tells of."""


def _is_place_of_trade(tokens: Tokens, at: int) -> bool:
    """Whether a market has stalls: `the Christmas market`."""
    return tokens.words[at] in ("market", "markets") and word(tokens, at - 1) in _STALLS


_STALLS = word_set(
    "christmas vegetable fish food fruit flower street crowded busy local main central open weekly cattle livestock",
    "village",
)


def _of_defence(tokens: Tokens, at: int) -> bool:
    """Whether `Defense` is that of a country, no team's."""
    return tokens.words[at] in ("defense", "offense") and tokens.capital(at)
