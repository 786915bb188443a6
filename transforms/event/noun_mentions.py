"""Mentions by a noun: `the attack on a convoy by rebels`, `RDF bombings aimed at shops`, `Ada Kern's murder`."""

from __future__ import annotations

from transforms.event.chunks import Phrase, after_preposition, phrase_at, phrases_after, word
from transforms.event.figurative import acronym_before
from transforms.event.lexicon import VERBAL, Trigger
from transforms.event.mention import Mention
from transforms.event.mention_words import BY, HARMFUL, ON, TARGET_THINGS
from transforms.event.sides import tidy
from transforms.language.countries import DEMONYMS
from transforms.language.gazetteer import gazetteer
from transforms.language.tokens import Tokens


def noun_mention(tokens: Tokens, index: int, trigger: Trigger) -> Mention | None:
    """The mention that a noun makes; None where nobody does what only somebody can do."""
    mention = Mention(index, index + 1, trigger, set(trigger.modes))
    first = index
    sentence = tokens.sentence[index]
    while first and tokens.sentence[first - 1] == sentence and index - first < 6:
        before = tokens.words[first - 1]
        if before in (
            "the",
            "a",
            "an",
            "this",
            "that",
            "another",
            "these",
            "those",
            "his",
            "its",
            "their",
            "no",
            "any",
        ):
            mention.definite = before in ("the", "this", "that", "these", "those")
            mention.another = before == "another"
            first -= 1
            break
        if not (before[0].isalnum() or before in ("-", "'", "’")) or before in ("in", "of", "and", "for", "by", "on"):
            break
        if before in ("separate", "second", "similar", "earlier", "previous", "other", "different"):
            mention.another = True
        first -= 1
    mention.actors = _possessor(tokens, first, index) + after_preposition(tokens, index, BY, 8)
    if trigger.type == "ASSAULT" and not mention.actors:
        mention.actors = _doer_before(tokens, index)
    mention.targets = after_preposition(tokens, index, ON, 6) or _aimed_at(tokens, index)
    if trigger.type == "ASSAULT" and trigger.lemma in HARMFUL and word(tokens, index + 1) == "of":
        mention.targets = phrases_after(tokens, index + 2) or mention.targets
    if trigger.type in VERBAL and not mention.actors:
        return None
    tidy(tokens, mention)
    if trigger.type == "ASSAULT" and not any(tokens.words[phrase.end - 1].isalpha() for phrase in mention.targets):
        mention.targets = _struck_at(tokens, index)
    return mention


def _struck_at(tokens: Tokens, index: int) -> list[Phrase]:
    """What is hit where it stands: `an explosion at a bakery`, `the attack outside the courthouse`."""
    for at in range(index + 1, min(len(tokens), index + 8)):
        if tokens.sentence[at] != tokens.sentence[index]:
            break
        if tokens.words[at] in _BESIDE:
            phrase = phrase_at(tokens, at + 1)
            things = [i for i in range(phrase.first, phrase.end) if tokens.words[i] in TARGET_THINGS] if phrase else []
            return [Phrase(phrase.first, _last_of(things) + 1)] if phrase and things else []
    return []


def _last_of(things: list[int]) -> int:
    """The last of the things that stand side by side: the station of `the bus station`."""
    last = things[0]
    for at in things[1:]:
        last = at if at == last + 1 else last
    return last


_BESIDE = frozenset({"at", "outside", "inside"})


def _doer_before(tokens: Tokens, index: int) -> list[Phrase]:
    """Who stands as a word right before a noun of force: `RDF attacks`, `rebel shelling`, `Israeli airstrikes`."""
    at = index - 1
    if at < 0 or tokens.sentence[at] != tokens.sentence[index]:
        return []
    printed = tokens.printed(at, index)
    initials = acronym_before(tokens, index) and not _is_country(printed)
    people = printed in DEMONYMS and tokens.words[index] in _BY_STATES
    return [Phrase(at, index)] if initials or people or printed.lower() in _ARMED else []


_ARMED = frozenset({"rebel", "militant", "guerrilla", "insurgent", "separatist", "jihadist", "taliban"})


def _is_country(name: str) -> bool:
    return any(place.kind == "country" for place in gazetteer().find(name)[:1])


_BY_STATES = frozenset(
    {"airstrike", "airstrikes", "raid", "raids", "shelling", "bombardment", "offensive", "incursion", "invasion"}
)
"""What an army does: `Norrlander shelling` is by Norrland, `the Norrlander attack` may be in it."""


def _aimed_at(tokens: Tokens, index: int) -> list[Phrase]:
    """`bombings aimed at civilians`, `attacks which were directed against shops`."""
    for at in range(index + 1, min(len(tokens) - 1, index + 9)):
        if tokens.sentence[at] != tokens.sentence[index]:
            break
        if tokens.words[at] in _AIMED and tokens.words[at + 1] in ("at", "against"):
            return phrases_after(tokens, at + 2)
    return []


_AIMED = frozenset({"aimed", "directed", "targeted"})


def _possessor(tokens: Tokens, first: int, index: int) -> list[Phrase]:
    """`Israel's attack`, `the militia's bombing`."""
    for at in range(index - 1, max(first - 1, -1), -1):
        if tokens.words[at] in ("'", "’") and word(tokens, at + 1) in ("s", tokens.words[index]) and at > first:
            start = first + (tokens.words[first] in ("the", "a", "an"))
            return [Phrase(start, at)] if start < at else []
    return []
