"""Whether a mention can be an act of politics or force, or is the same word in another trade.

Product pages `offer` and `release`, software is `deployed` and `executed`, campaigns are `targeted`. What decides is
who acts and upon whom: an office, an armed body, a country, people.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from transforms.event.chunks import Phrase
from transforms.event.lexicon import INSTRUMENTS, NOUNS, VERBAL, VERBS
from transforms.event.mention import Mention
from transforms.event.mention_words import HAZARDS, TARGET_THINGS
from transforms.event.place_words import GIVEN_NAMES
from transforms.event.roles import head_of, participant, role_of_word
from transforms.event.victim_numbers import is_people
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_UPON_PEOPLE: Final = word_set(
    "release free execute rescue evacuate convict sentence charge imprison deport detain arrest expel jail behead",
    "lynch assassinate kidnap abduct torture rape stab extradite pardon",
)
"""Verbs that need people for their object."""
OF_PEOPLE_ALONE: Final = word_set("kidnap abduct behead assassinate lynch extradite jail")
"""Those whose object is somebody even where no list has the word: `kidnapped a radio host`."""
_PEOPLE_NOUNS: Final = word_set("execution executions deployment mobilization arrest release withdrawal resignation")
"""Nouns that need people on one side at least."""
_WITH_FORCES: Final = word_set("deploy mobilize mobilise")
_FORCES: Final = word_set(
    "troops forces soldiers police officers army warships missiles tanks marines guard peacekeepers jets battalion"
)
_WITHOUT_OBJECT: Final = word_set("demonstrate march rally protest riot")
_OF_MANY_TRADES: Final = word_set(
    "target strike attack storm beat fight shoot bomb raid seize ban suspend hack shell free execute"
)
"""Verbs that need somebody or something attackable on one side at least."""
_FACTS: Final = word_set("intelligence information evidence expertise data technology")
_SIDES: Final = frozenset({"government", "military", "police", "rebel", "organisation"})
_POLITICAL: Final = VERBAL | {"AID", "COOPERATE", "SANCTION", "RETREAT", "MOBILIZE"}
_PRESENT: Final = word_set("kill attack bomb arrest kidnap murder shoot assassinate stab")
"""Verbs whose present tense tells of an act, in a headline; other present tenses tell of habits."""


def is_plausible(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention's parties fit its trigger."""
    trigger = mention.trigger
    lemma = trigger.lemma
    if lemma in _OF_ACCIDENTS_TOO and _is_accident(tokens, mention):
        return False
    if lemma == "burn" and not _is_burning(tokens, mention):
        return False
    if trigger.form == "s" and not any(is_side(tokens, p) for p in mention.actors):
        return lemma in _PRESENT and any(is_person(tokens, p) for p in mention.targets)
    if lemma in _UPON_PEOPLE and trigger.form != "noun" and not _is_upon_people(tokens, mention):
        return False
    if lemma in _PEOPLE_NOUNS and not any(is_person(tokens, p) for p in (*mention.targets, *mention.actors)):
        return False
    if lemma in _WITH_FORCES and not any(tokens.words[at] in _FORCES for p in mention.targets for at in _range(p)):
        return False
    if lemma == "share" and not any(tokens.words[at] in _FACTS for p in mention.targets for at in _range(p)):
        return False
    if lemma in _WITHOUT_OBJECT and trigger.form != "noun":
        straight = any(p.first == mention.end for p in mention.targets)
        return not straight and any(is_person(tokens, p) for p in mention.actors)
    if trigger.type in _POLITICAL and trigger.form != "noun" and mention.actors:
        return any(is_side(tokens, p) for p in mention.actors)
    if lemma in _OF_MANY_TRADES and trigger.form != "noun":
        return any(_is_armed(tokens, p) or is_thing(tokens, p) for p in (*mention.actors, *mention.targets))
    return True


def _is_upon_people(tokens: Tokens, mention: Mention) -> bool:
    alone = mention.trigger.lemma in OF_PEOPLE_ALONE
    return any(is_person(tokens, p) or (alone and not is_thing(tokens, p)) for p in mention.targets)


def _is_burning(tokens: Tokens, mention: Mention) -> bool:
    """Whether somebody burned what is not theirs: `rebels burned nine vehicles`, `ten buses were burned by rebels`."""
    if mention.trigger.form == "base" or not any(is_thing(tokens, p) for p in mention.targets):
        return False
    they = mention.at > 0 and tokens.words[mention.at - 1] == "they"
    doers = they or any(is_person(tokens, p) for p in mention.actors)
    return doers or (not mention.actors and names_force(tokens, mention.at))


def _is_accident(tokens: Tokens, mention: Mention) -> bool:
    """Whether the sentence names a hazard, and nothing in it an attack: `a storm killed five people`."""
    if any(participant(tokens, phrase).role in ("police", "military", "rebel") for phrase in mention.actors):
        return False
    hazard = any(
        tokens.words[at] in HAZARDS or (tokens.words[at] == "fire" and not _is_gunfire(tokens, at))
        for at in _near(tokens, mention.at)
    )
    return hazard and not names_force(tokens, mention.at, _OF_ACCIDENTS_TOO)


def names_force(tokens: Tokens, at: int, doubtful: frozenset[str] = frozenset()) -> bool:
    """Whether the sentence around a token names a weapon, an armed body or an assault in other words than its own.

    Args:
        tokens: The text.
        at: Index of the token.
        doubtful: Triggers of an assault that do not count.
    """
    own = VERBS.get(tokens.words[at]) or NOUNS.get(tokens.words[at])
    same = doubtful | ({own.lemma, f"{own.lemma}s", own.lemma.removesuffix("s")} if own is not None else set())
    for index in _near(tokens, at):
        word = tokens.words[index]
        trigger = VERBS.get(word) or NOUNS.get(word)
        if trigger is not None and trigger.type == "ASSAULT" and trigger.lemma not in same:
            return True
        if word in _FORCE or role_of_word(word) in ("rebel", "military"):
            return True
    return False


def _near(tokens: Tokens, at: int) -> range:
    """The tokens around one in its sentence."""
    first, stop = bisect_left(tokens.sentence, tokens.sentence[at]), bisect_right(tokens.sentence, tokens.sentence[at])
    return range(max(first, at - _AROUND), min(stop, at + _AROUND))


def _is_gunfire(tokens: Tokens, index: int) -> bool:
    """Whether `fire` is that of guns: `opened fire`, `came under fire`, `fire from the roof`."""
    after = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    near = tokens.words[max(0, index - 3) : index]
    return after in ("on", "from", "at") or any(word in _FIRING for word in near)


_AROUND: Final = 40
"""Tokens on either side of a trigger that are looked through."""
_OF_ACCIDENTS_TOO: Final = word_set("kill killing killings explosion explosions blast blasts explode")
"""Triggers that accidents and disasters share with attacks."""
_FORCE: Final = frozenset(
    word for word, mode in INSTRUMENTS.items() if mode not in ("aerial", "crowd-control")
) | word_set(
    "attacker attackers suicide hostage hostages war warplanes strike strikes murder murdered suspect suspects",
)
_FIRING: Final = word_set(
    "opened opening open under exchanged exchange returned ceased cease gun rifle hostile enemy set",
)


def _range(phrase: Phrase) -> range:
    return range(phrase.first, phrase.end)


def _is_armed(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase has a role or country of its own: `shoppers` have none, `soldiers` and `villagers` do."""
    person = participant(tokens, phrase)
    return person.role not in (None, "company") or person.country is not None


def is_person(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase is one for people, a body of them, a country, or the name of a person."""
    person = participant(tokens, phrase)
    if person.role not in (None, "company") or person.country is not None or is_people(head_of(tokens, phrase)):
        return True
    name = person.name
    return name is not None and (name.islower() or name.split()[0].lower() in GIVEN_NAMES)


def is_side(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase names who acts in politics: an office, an armed or political body, a country."""
    person = participant(tokens, phrase)
    return person.role in _SIDES or person.country is not None


def is_thing(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase is a building, vehicle or work that is attacked."""
    return head_of(tokens, phrase) in TARGET_THINGS
