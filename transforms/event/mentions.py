"""Mentions: each place where a text names an event, in order."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from transforms.event.chunk_words import ASPECTS, COMMON_VERBS, PREPOSITIONS, RELATIVES, REPORTING, TIME_WORDS
from transforms.event.chunks import (
    Phrase,
    VerbGroup,
    after_preposition,
    is_named_weapon,
    object_of,
    phrases_after,
    verb_group,
    word,
)
from transforms.event.composed import composed
from transforms.event.figurative import is_figurative, is_figurative_pair, stands_as_noun
from transforms.event.lexicon import NOUNS, VERBAL, VERBS, Trigger
from transforms.event.means import add_means, weapon_phrase
from transforms.event.mention import Mention
from transforms.event.mention_words import (
    BOMBS,
    BY,
    DECLARING,
    GOING_OFF,
    TOWARDS,
)
from transforms.event.noun_mentions import noun_mention
from transforms.event.roles import head_of, role_of_word
from transforms.event.sides import can_suffer, tidy
from transforms.event.subjects import crowd_before, shared_subject, subject_of
from transforms.language.tokens import Tokens


def find_mentions(tokens: Tokens) -> list[Mention]:
    """The mentions of events in a text, in order."""
    found: list[Mention] = []
    for index, here in enumerate(tokens.words):
        if found and found[-1].at < index < found[-1].end:
            continue
        if here in GOING_OFF and (blast := _went_off(tokens, index)) is not None:
            found.append(blast)
            continue
        if here == "must" and (demand := _demand(tokens, index)) is not None:
            found.append(demand)
        verb, noun = VERBS.get(here), NOUNS.get(here)
        pair = composed(tokens, index)
        if pair is not None:
            verb, noun = pair[0], None
        if (verb is None and noun is None) or (pair is not None and is_figurative_pair(tokens, pair[1])):
            continue
        if is_figurative(tokens, index):
            continue
        mention = None
        if noun is not None and (verb is None or stands_as_noun(tokens, index)):
            mention = noun_mention(tokens, index, noun)
        elif verb is not None:
            mention = _verb_mention(tokens, index, verb)
        if mention is not None and pair is not None:
            mention.targets = [p for p in mention.targets if not p.first <= pair[1] < p.end]
            mention.targets = mention.targets or after_preposition(tokens, pair[1], TOWARDS, 5)
        if mention is not None:
            _call_a_search(tokens, mention)
            add_means(tokens, mention)
            found.append(mention)
    return found


def _call_a_search(tokens: Tokens, mention: Mention) -> None:
    """A raid of the police is a search, of soldiers or rebels an attack."""
    raid = next((at for at in range(mention.at, mention.at + _RAID) if word(tokens, at) in ("raid", "raids")), None)
    police = any(role_of_word(head_of(tokens, phrase)) == "police" for phrase in mention.actors)
    if mention.trigger.type == "ASSAULT" and raid is not None and police:
        mention.end = max(mention.end, raid + 1)
        mention.trigger = Trigger("COERCE", ("seize",), mention.trigger.form, mention.trigger.lemma)
        mention.modes = {"seize"}


_RAID = 4
"""Tokens from the verb to the noun of `launched a raid`."""


def _went_off(tokens: Tokens, index: int) -> Mention | None:
    """`A bomb exploded`, `two grenades went off`: an attack whose doer is not named."""
    group = verb_group(tokens, index)
    if tokens.words[index] == "blew" and tokens.words[index + 1 : index + 3] in (["himself", "up"], ["herself", "up"]):
        trigger = Trigger("ASSAULT", ("explosives", "suicide-attack"), "past", "explode")
        bomber = subject_of(tokens, group.first)
        return Mention(index, index + 3, trigger, {"explosives", "suicide-attack"}, actors=bomber)
    went = tokens.words[index] in ("went", "gone")
    if group.mood != "real" or group.negated or (went and word(tokens, index + 1) != "off"):
        return None
    end = index + 1 + went
    bombs = [p for p in subject_of(tokens, group.first) if head_of(tokens, p) in BOMBS]
    beside = group.first - 1 - (word(tokens, group.first - 1) in RELATIVES)
    if not bombs and word(tokens, beside) in BOMBS and tokens.sentence[beside] == tokens.sentence[index]:
        bombs = [weapon_phrase(tokens, beside)]
    if not bombs or is_figurative(tokens, end - 1):
        return None
    trigger = Trigger("ASSAULT", ("explosives",), "past", "explode")
    bombs = [weapon_phrase(tokens, p.end - 1) if p.end - p.first > _BOMB_WORDS else p for p in bombs]
    mention = Mention(index, end, trigger, {"explosives"}, instruments=bombs)
    add_means(tokens, mention)
    return mention


_BOMB_WORDS = 4
"""Tokens of a phrase for a bomb; a longer one holds what it was in."""


def _demand(tokens: Tokens, index: int) -> Mention | None:
    """`X said Y must withdraw`: a demand of X upon Y."""
    sentence = tokens.sentence[index]
    for at in range(index - 1, max(-1, index - _ADDRESSED), -1):
        if tokens.sentence[at] != sentence or tokens.words[at] in '"“”;:':
            return None
        if tokens.words[at] in DECLARING:
            start = at + 1
            while start < index and (
                tokens.words[start] in TIME_WORDS or tokens.words[start] in ("that", "on", "here")
            ):
                start += 1
            actors = subject_of(tokens, verb_group(tokens, at).first)
            targets = [p for p in phrases_after(tokens, start, as_subject=True) if p.end <= index]
            trigger = Trigger("REQUEST", (), "past", "must")
            return Mention(at, at + 1, trigger, actors=actors, targets=targets) if actors and targets else None
    return None


def _is_no_verb(tokens: Tokens, index: int, trigger: Trigger, group: VerbGroup) -> bool:
    """Whether a verb form stands as a noun or adjective, or in an infinitive that tells of no act."""
    if trigger.form == "base":
        tried = word(tokens, index - 1) == "to" and word(tokens, index - 2) in ASPECTS
        return group.mood in ("real", "infinitive") and not tried
    if trigger.form == "s" and is_named_weapon(tokens, index):
        return True
    if trigger.form == "s" and (group.mood == "infinitive" or not subject_of(tokens, group.first)):
        return True
    return word(tokens, index - 1) in ("a", "an", "the") and trigger.form in ("past", "participle", "s")


def _verb_mention(tokens: Tokens, index: int, trigger: Trigger) -> Mention | None:
    group = verb_group(tokens, index)
    if _is_no_verb(tokens, index, trigger, group):
        return None
    mention = Mention(index, index + 1, trigger, set(trigger.modes), mood=group.mood, negated=group.negated)
    bare = trigger.form in ("past", "participle") and not group.passive
    passive = group.passive or (bare and word(tokens, _to_death(tokens, index)) == "by")
    if trigger.form == "ing":
        mention.targets = object_of(tokens, index)
        if group.passive:
            mention.actors = subject_of(tokens, group.first)
        elif not mention.targets:
            return None
        elif trigger.type == "ASSAULT" and word(tokens, index - 1) == ",":
            mention.actors = _main_subject(tokens, index)
    elif passive:
        mention.targets = subject_of(tokens, group.first)
        mention.actors = after_preposition(tokens, index, BY)
        if not group.passive and not mention.actors:
            return None
    else:
        if trigger.form == "participle":
            return None
        behind = tokens.words[index].endswith("ing") and word(tokens, group.first - 1) in PREPOSITIONS
        mention.actors = (
            shared_subject(tokens, group.first - 1)  # `opened fire before setting houses ablaze`
            if behind
            else subject_of(tokens, group.first)
        )
        if trigger.type == "PROTEST":
            mention.actors = mention.actors or crowd_before(tokens, group.first)
        mention.targets = object_of(tokens, index)
        if not mention.targets and trigger.lemma in _TAKES_OBJECT and word(tokens, index + 1) in PREPOSITIONS:
            mention.actors, mention.targets = [], mention.actors  # `the third reporter killed in the country`
        if not mention.actors and not mention.targets:
            return None
    mention.another = not passive and bool(mention.actors and mention.targets) and _is_told_apart(tokens, index)
    return _finished(tokens, mention, passive=passive)


def _is_told_apart(tokens: Tokens, index: int) -> bool:
    """Whether a sentence opens with words for another time or place: `Earlier this week, drones struck a depot`."""
    first = bisect_left(tokens.sentence, tokens.sentence[index])
    opening = tuple(tokens.words[first : first + 3])
    return opening[0] in _APART or opening[:2] in _APART_OF_TWO or opening in _APART_OF_THREE


_TAKES_OBJECT: Final = frozenset(
    {"kill", "murder", "assassinate", "arrest", "detain", "kidnap", "abduct", "behead", "jail"}
)
"""Verbs that without an object are participles of whom it was done to."""
_APART: Final = frozenset({"elsewhere", "separately"})
_APART_OF_TWO: Final = frozenset({("last", "week"), ("last", "month"), ("last", "year"), ("in", "another")})
_APART_OF_THREE: Final = frozenset({("earlier", "this", "week"), ("earlier", "this", "month"), ("in", "a", "separate")})


def _to_death(tokens: Tokens, index: int) -> int:
    """The token behind a verb and `dead` or `to death`: `shot dead by police`."""
    if word(tokens, index + 1) == "dead":
        return index + 2
    return index + 3 if tokens.words[index + 1 : index + 3] == ["to", "death"] else index + 1


def _main_subject(tokens: Tokens, index: int) -> list[Phrase]:
    """Who acts in the clause before a comma, if people: `Gunmen stormed a school, killing two guards`."""
    sentence = tokens.sentence[index]
    for at in range(index - 2, max(-1, index - _ADDRESSED), -1):
        here = tokens.words[at]
        if tokens.sentence[at] != sentence or here in RELATIVES or here in REPORTING or here in '"“”;:':
            return []
        verb = VERBS.get(here)
        finite = verb is not None and verb.form == "past"
        if finite or here in COMMON_VERBS or (here.endswith("ed") and len(here) > 4):
            group = verb_group(tokens, at)
            if group.passive or group.negated:
                return []
            subjects = [p for p in subject_of(tokens, group.first) if role_of_word(head_of(tokens, p)) in _VIOLENT]
            if subjects:
                return subjects
    return []


_VIOLENT = frozenset({"rebel", "military", "police"})
"""Roles of those who may be the doers of a violent participle without being named beside it."""


def _finished(tokens: Tokens, mention: Mention, *, passive: bool) -> Mention | None:
    """A verb's mention without what cannot take part, and with its addressee; None for words of a relative clause."""
    kind = mention.trigger.type
    if kind in VERBAL and mention.actors and word(tokens, mention.actors[0].first - 1) in RELATIVES:
        return None
    tidy(tokens, mention)
    if kind not in ("ASSAULT", "PROTEST") and not mention.targets and not passive:
        mention.targets = _addressee(tokens, mention)
    return mention


_ADDRESSED = 18
"""Tokens behind a verb within which the country or body that it is addressed to is looked for."""


def _addressee(tokens: Tokens, mention: Mention) -> list[Phrase]:
    """The first named party behind the verb that is no place of the act: `demanded that China drop …`."""
    sentence = tokens.sentence[mention.at]
    for at in range(mention.end, min(len(tokens), mention.at + _ADDRESSED)):
        here = tokens.words[at]
        if tokens.sentence[at] != sentence or here in REPORTING or here in '"“”;:':
            return []
        if not tokens.capital(at) or here in TIME_WORDS or any(p.first <= at < p.end for p in mention.actors):
            continue
        before = word(tokens, at - 1) if word(tokens, at - 1) != "the" else word(tokens, at - 2)
        if before in ("in", "at", "near", "on", "since", "until"):
            continue
        end = at + 1
        while (
            end < len(tokens)
            and tokens.sentence[end] == sentence
            and (
                tokens.capital(end)
                or (tokens.words[end] in ("of", "-") and end + 1 < len(tokens) and tokens.capital(end + 1))
            )
        ):
            end += 1
        return [Phrase(at, end)] if can_suffer(tokens, Phrase(at, end)) else []
    return []
