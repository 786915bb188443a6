"""Sentences that say who did what another sentence names: `the attack was carried out by X`, `X was behind it`."""

from __future__ import annotations

from typing import Final

from transforms.event.chunks import Phrase, after_preposition, phrases_after, verb_group, word
from transforms.event.mention_words import BY
from transforms.event.roles import head_of
from transforms.event.subjects import subject_of
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_DOING: Final = word_set(
    "carried carry carrying staged mounted perpetrated orchestrated masterminded launched conducted committed"
)
_INVOLVED: Final = word_set("involved responsible")
_WAS: Final = frozenset({"was", "were", "is", "are", "been"})
_DEED: Final = word_set(
    "attack attacks assault bombing bombings blast explosion killing killings shooting murder it them raid strike"
)


def find_doers(tokens: Tokens) -> list[tuple[int, list[Phrase]]]:
    """Tokens at which a text says who was behind an act that it names elsewhere, and who."""
    found: list[tuple[int, list[Phrase]]] = []
    for index, here in enumerate(tokens.words):
        phrases: list[Phrase] = []
        if here in _DOING:
            phrases = _doer(tokens, index)
        elif (here in _INVOLVED or here == "behind") and word(tokens, index - 1) in _WAS:
            group = verb_group(tokens, index)
            phrases = [] if group.negated or group.mood != "real" else subject_of(tokens, group.first)
        elif here == "blamed" and not verb_group(tokens, index).passive:
            phrases = after_preposition(tokens, index, frozenset({"on"}), 8)
        phrases = [phrase for phrase in phrases if _is_somebody(tokens, phrase)]
        if phrases:
            found.append((index, phrases))
    return found


def _doer(tokens: Tokens, index: int) -> list[Phrase]:
    group = verb_group(tokens, index)
    if group.negated or group.mood == "hypothetical":
        return []
    if group.passive:
        return after_preposition(tokens, index, BY, 8)
    near = [word(tokens, at) for at in range(index + 1, index + 6)]
    if not any(here in _DEED for here in near):
        return []
    return subject_of(tokens, group.first)


def _is_somebody(tokens: Tokens, phrase: Phrase) -> bool:
    head = head_of(tokens, phrase)
    return head not in _DEED and head not in ("he", "she", "they", "who", "which", "one", "who", "nobody", "group's")


def find_claims(tokens: Tokens) -> tuple[str | None, list[Phrase], int]:
    """Whether anyone took responsibility: claimed, unclaimed, denied or None; the claimant; the token that says so."""
    for index, here in enumerate(tokens.words):
        if here != "responsibility" and not _is_claimed_deed(tokens, index):
            continue
        verb = next((at for at in range(index - 1, max(-1, index - 5), -1) if tokens.words[at] in _CLAIMING), None)
        if verb is None or tokens.sentence[verb] != tokens.sentence[index]:
            continue
        group = verb_group(tokens, verb)
        subjects = subject_of(tokens, group.first)
        if tokens.words[verb] in ("denied", "denies", "disclaimed"):
            return "denied", subjects, index
        opening = word(tokens, subjects[0].first) if subjects else word(tokens, group.first - 1)
        opening = word(tokens, group.first - 2) if opening == "one" else opening
        if (
            group.negated
            or opening in ("no", "none", "nobody", "neither")
            or word(tokens, verb - 1) in ("no", "immediate")
        ):
            return "unclaimed", [], index
        if tokens.words[verb] in ("claim", "claims") and not subjects:
            return "unclaimed" if word(tokens, verb - 1) in ("no", "immediate") else None, [], index
        if group.mood == "real":
            return "claimed", subjects, index
    for index, here in enumerate(tokens.words):
        if here in ("behind", "responsible") and (told := _owned_up(tokens, index)):
            return "claimed", told, index
        if here == "claim" and word(tokens, index + 1) == "of" and word(tokens, index - 1) in ("no", "immediate"):
            return "unclaimed", [], index
    return None, [], -1


def _is_claimed_deed(tokens: Tokens, index: int) -> bool:
    """Whether a word is for what was claimed: `No one has claimed that attack`."""
    deed = tokens.words[index] in _DEED and word(tokens, index - 1) in ("the", "that", "this", "both")
    return deed and word(tokens, index - 2) in ("claimed", "claims")


def _owned_up(tokens: Tokens, index: int) -> list[Phrase]:
    """Who says to have done it: `The Front said it was behind the bombing`."""
    was = index - 1
    says = was - 2 - (word(tokens, was - 2) == "that")
    near = [word(tokens, at) for at in range(index + 1, index + 6)]
    if word(tokens, was) not in _WAS or word(tokens, was - 1) not in ("it", "they") or says < 0:
        return []
    if tokens.words[says] not in ("said", "says") or tokens.sentence[says] != tokens.sentence[index]:
        return []
    deed = any(here in _DEED and here not in ("it", "them") for here in near)
    return subject_of(tokens, verb_group(tokens, says).first) if deed else []


_CLAIMING: Final = word_set(
    "claimed claims claim claiming denied denies disclaimed accepted took taken admitted acknowledged"
)


def named_or_all(tokens: Tokens, phrases: list[Phrase]) -> list[Phrase]:
    """Phrases with the parts of a coordinated name apart: `the powerful A and B groups` is A and B."""
    result: list[Phrase] = []
    for phrase in phrases:
        result += _halves(tokens, phrase) or [phrase]
    return result


def _halves(tokens: Tokens, phrase: Phrase) -> list[Phrase] | None:
    for at in range(phrase.first + 1, phrase.end - 1):
        if tokens.words[at] == "and":
            return [Phrase(phrase.first, at), *phrases_after(tokens, at + 1)[:1]]
    return None
