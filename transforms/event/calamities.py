"""Calamities: a flood, a crash, a fire that happened, which PLOVER has no type for because nobody did it.

A word for a hazard is a mention where it acts: `an earthquake struck`, `killed in a crash`, `a ferry capsized`. One
that only refers back (`the quake`) joins what was named before. Warnings, drills, metaphors and habits are none.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.event import calamity_words as cw
from transforms.event.chunk_words import AUXILIARIES, PREPOSITIONS, RELATIVES, REPORTING
from transforms.event.chunks import Phrase, verb_group, word
from transforms.event.lexicon import Trigger
from transforms.event.mention import Mention
from transforms.event.subjects import subject_of
from transforms.event.topic_words import ACCIDENT, DELIBERATE, DISASTER, MEDIA_TOPICS, SPORT, UNTRUE, read_rules
from transforms.event.topics import is_meant
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

CALAMITIES: Final = frozenset({ACCIDENT, DISASTER})
"""IPTC Media Topics whose happenings have rows without a type."""
_KIN: Final = frozenset[str]().union(
    *(rule.words for rule in read_rules() if not CALAMITIES.isdisjoint((rule.topic, MEDIA_TOPICS[rule.topic][1])))
)
"""What a flowery word may be of, where it means a calamity: `a flood of muddy water`."""
_MOST: Final = 200
"""Mentions that are looked at: a bound for hostile text."""


@dataclass(slots=True)
class Naming:
    """A mention of a calamity; the topic stands as the type of its trigger."""

    mention: Mention
    told: bool
    """Whether the words say that it happened, rather than refer back to it."""
    verb: int
    """Index of the verb that says so; of the trigger where there is none."""


_VERBS: Final = cw.read_rules()


def find_calamities(tokens: Tokens, topics: Sequence[str]) -> list[Naming]:
    """The mentions of calamities in a story, in order; none where its topics know of none, or of sport before them.

    Args:
        tokens: The story's text.
        topics: Names of its IPTC Media Topics, the best read first.
    """
    if next((topic for topic in topics if topic in CALAMITIES or topic == SPORT), SPORT) == SPORT:
        return []
    found: list[Naming] = []
    for index, here in enumerate(tokens.words):
        naming = None
        if here in cw.HAZARDS:
            naming = _by_noun(tokens, index)
        if naming is None and here in _VERBS:
            naming = _by_verb(tokens, index)
        if naming is not None and _is_of(naming, topics) and _is_real(tokens, index):
            found.append(naming)
            if len(found) == _MOST:
                break
    return found


def _is_of(naming: Naming, topics: Sequence[str]) -> bool:
    topic = naming.mention.trigger.type
    return topic in topics or (naming.mention.trigger.lemma in cw.FIRES and ACCIDENT in topics)


def _bounds(tokens: Tokens, at: int) -> tuple[int, int]:
    """First token of the sentence around a token, and the token after its last, as far as it is looked through."""
    number = tokens.sentence[at]
    first, end = bisect_left(tokens.sentence, number), bisect_right(tokens.sentence, number)
    return max(first, at - _AROUND), min(end, at + _AROUND)


_AROUND: Final = 80
"""Tokens of a sentence on either side of a calamity that are looked through: a bound for hostile text."""


def _is_real(tokens: Tokens, at: int) -> bool:
    """Whether a sentence tells of something that happened once, and is no warning, drill, habit or tale."""
    first, end = _bounds(tokens, at)
    words = tokens.words[first:end]
    if not UNTRUE.isdisjoint(words) or not cw.HABITUAL.isdisjoint(words):
        return False
    if not _ADDRESSED.isdisjoint(words) or any(pair in cw.OFTEN for pair in itertools.pairwise(words)):
        return False
    start = max(first, at - _UNSURE)
    start = max((i + 1 for i in range(start, at) if tokens.words[i] in _CLAUSES), default=start)
    return not any(_is_doubt(tokens, i, first) for i in range(start, at))


def _is_doubt(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a word unsettles what follows; the month of May does not."""
    return tokens.words[at] in cw.UNSURE and not (tokens.words[at] == "may" and tokens.capital(at) and at > first)


_CLAUSES: Final = word_set("; but when after before as")
"""Words that begin a clause whose truth is its own."""
_ADDRESSED: Final = frozenset({"you", "your"})
"""Words of advice."""
_UNSURE: Final = 9
"""Tokens before a calamity in which a word of doubt unsettles it."""


def _by_noun(tokens: Tokens, index: int) -> Naming | None:
    here = tokens.words[index]
    first, end = _bounds(tokens, index)
    needed = cw.OF_SOMETHING.get(here)
    after = word(tokens, index + 1)
    if after in cw.FOREIGN or not is_meant(tokens, index, (first, end), _KIN) or _is_set(tokens, index):
        return None
    topic = cw.HAZARDS[here]
    if here == "landslide" and not cw.WON.isdisjoint(tokens.words[first:end]):
        return None
    if (topic == ACCIDENT or here in cw.FIRES) and not DELIBERATE.isdisjoint(tokens.words[first:end]):
        return None
    start = _opening(tokens, index, first)
    mention = Mention(index, index + 1, Trigger(topic, (), "noun", here))
    opener = tokens.words[start]
    mention.another = opener == "another"
    mention.definite = opener in _DEFINITE
    verb = _predicate(tokens, index, end)
    beside = needed is None or not needed.isdisjoint(tokens.words[first:end])
    before = tokens.words[max(first, start - 2) : start]
    told = here not in cw.MANY and (
        _is_suffered(tokens, start, first)
        or (beside and verb is not None)
        or (beside and not cw.CAUSED.isdisjoint(before[-1:]))
        or before in _THERE
        or (here == "fire" and before[-1:] == ["on"] and before[:1] in _BEING)
        or (beside and opener in _INDEFINITE and start < index and after in cw.SITES)
    )
    return Naming(mention, told, index if verb is None else verb)


_THERE: Final = (["there", "was"], ["there", "were"], ["reports", "of"])
_BEING: Final = (["was"], ["were"], ["is"])
_INDEFINITE: Final = word_set("a an another two three several")
_DEFINITE: Final = word_set("the this that these those its their his her")


def _opening(tokens: Tokens, index: int, first: int) -> int:
    """The first token of the noun phrase that ends in a hazard: `a | powerful magnitude - 7 | quake`."""
    at = index
    while at > first and index - at < _WIDE:
        before = tokens.words[at - 1]
        if before in _INDEFINITE or before in _DEFINITE:
            return at - 1
        if before in _CLOSED or before in cw.HARMED or not (before[0].isalnum() or before == "-"):
            break
        at -= 1
    return at


_CLOSED: Final = PREPOSITIONS | AUXILIARIES | REPORTING | RELATIVES | cw.CAUSED | {"of", "and", "or"}
"""Words that no such phrase holds."""
_WIDE: Final = 7
"""Tokens of a noun phrase that ends in a hazard."""


def _is_set(tokens: Tokens, index: int) -> bool:
    """Whether a fire is that of guns, or somebody's act: `opened fire`, `under fire from`, `set fire to`."""
    if tokens.words[index] not in ("fire", "fires"):
        return False
    reach = _SET_ON if word(tokens, index - 1) == "on" else _SET
    return not cw.GUNS.isdisjoint(tokens.words[max(0, index - reach) : index])


_SET: Final = 3
_SET_ON: Final = 8
"""Tokens in which somebody `opened fire`, or `set a house on fire`."""


def _predicate(tokens: Tokens, index: int, end: int) -> int | None:
    """The verb behind a hazard that says what it did; None where another clause or a mere possibility follows."""
    if word(tokens, index + 1) == "-":
        return None
    for at in range(index + 1, min(end - 1, index + _FAR)):
        here = tokens.words[at]
        if here in cw.HAPPENED and not _is_noun(tokens, at):
            group = verb_group(tokens, at)
            return at if group.mood == "real" and not group.negated else None
        if here == "and" and (tokens.capital(at + 1) or tokens.words[at + 1] in cw.HAZARDS):
            continue
        if here in _STOPS or (here == "," and word(tokens, at + 1) not in _INSERTED):
            return None
    return None


_FAR: Final = 18
"""Tokens between a hazard and its verb."""
_STOPS: Final = word_set(
    "; : ) ” . said says say told warned could would may might should will can if to and but or as while who he she",
    "they we it officials police",
)
_INSERTED: Final = word_set("which that the a measuring with one 10 followed centered centred")


def _is_noun(tokens: Tokens, at: int) -> bool:
    return word(tokens, at - 1) in ("the", "a", "an", "of", "no")


def _is_suffered(tokens: Tokens, start: int, first: int) -> bool:
    """Whether words of harm lead to a hazard: `killed in | a crash`, `hit by | floods`, `evacuated after | a fire`."""
    at = start - 1
    if at < first or tokens.words[at] not in cw.LEADING:
        return False
    if tokens.words[at] in ("after", "following", "when") and tokens.words[start] in ("a", "an", "another", "two"):
        return True
    near = range(max(first, at - _HARM), at)
    return any(tokens.words[i] in cw.HARMED and verb_group(tokens, i).mood == "real" for i in near)


_HARM: Final = 9
"""Tokens between harm and the preposition that leads to its cause."""


def _by_verb(tokens: Tokens, index: int) -> Naming | None:
    """`A ferry capsized`, `the river burst its banks`: a thing that breaks is the subject."""
    first, end = _bounds(tokens, index)
    if index == first:
        return None
    for parts, topic, things in _VERBS[tokens.words[index]]:
        if tuple(tokens.words[index : index + len(parts)]) != parts:
            continue
        group = verb_group(tokens, index)
        if group.mood != "real" or group.negated:
            return None
        if topic == ACCIDENT and not DELIBERATE.isdisjoint(tokens.words[first:end]):
            return None
        subject = next((p for p in _subjects(tokens, group.first) if _holds(tokens, p.first, p.end, things)), None)
        subject = subject or _laden(tokens, group.first, first, things)
        if subject is None:
            continue
        form = "ing" if parts[0].endswith("ing") else "past"
        mention = Mention(index, index + len(parts), Trigger(topic, (), form, parts[0]))
        mention.definite = tokens.words[subject.first] in _DEFINITE
        mention.another = tokens.words[subject.first] == "another"
        told = not (mention.definite and word(tokens, group.first - 1) in RELATIVES)
        return Naming(mention, told, index)
    return None


def _subjects(tokens: Tokens, first: int) -> list[Phrase]:
    """What stands before a verb as its subject; before a relative, the words that it goes on with."""
    if word(tokens, first - 1) not in RELATIVES:
        return subject_of(tokens, first)
    at = first - 1 - (word(tokens, first - 2) == ",")
    start = at
    while start > max(0, at - _WIDE) and tokens.words[start - 1] not in _CLOSED and tokens.words[start - 1].isalnum():
        start -= 1
    return [Phrase(start, at)] if start < at else []


def _holds(tokens: Tokens, first: int, end: int, things: frozenset[str]) -> bool:
    """Whether a phrase is for a thing of some kinds: `the roof of a hall`, `a Boeing 737`, no `building society`."""
    return any(
        tokens.words[at] in things and (at + 1 == end or tokens.words[at + 1] not in cw.TRADES)
        for at in range(first, end)
    )


def _laden(tokens: Tokens, first: int, lowest: int, things: frozenset[str]) -> Phrase | None:
    """The thing before a verb, with what it carried between: `a bus full of pilgrims plunged`."""
    for at in range(first - 2, max(lowest, first - _LOAD), -1):
        here = tokens.words[at]
        if here in REPORTING or here in RELATIVES or not (here[0].isalnum() or here in _JOINTS):
            return None
        if here in things and tokens.words[at + 1] in _LADEN:
            return Phrase(_opening(tokens, at, lowest), at + 1)
    return None


_JOINTS: Final = frozenset({"-", ",", "'", "’"})
_LADEN: Final = word_set(
    "carrying with from bound packed full loaded laden travelling traveling heading belonging owned operated taking",
    "transporting on in at near under of",
)
"""What follows a thing that carries or belongs, before the verb it is the subject of."""
_LOAD: Final = 14
"""Tokens between a thing and its verb."""
