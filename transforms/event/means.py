"""What an assault was done with: weapons around its trigger, those that other sentences say were used, and the modes.

A weapon is known by its name, a tool or a vehicle by what is done with it: `with a hammer`, `drove a van into the
crowd`.
"""

from __future__ import annotations

from typing import Final

from transforms.event.chunk_words import ADVERBS, AUXILIARIES, WEAPON_KINDS
from transforms.event.chunks import Phrase, verb_group, word
from transforms.event.lexicon import INSTRUMENTS, NOUNS
from transforms.event.mention import Mention
from transforms.event.mention_words import AIR, BOMBS
from transforms.event.merge import Happening, assault_of, last_assault
from transforms.event.weapons import stands_for_weapon
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens


def add_means(tokens: Tokens, mention: Mention) -> None:
    """Weapons around the trigger, and the modes that they and the words beside it give."""
    if mention.trigger.type != "ASSAULT":
        return
    sentence = tokens.sentence[mention.at]
    for at in range(max(0, mention.at - 12), min(len(tokens), mention.at + 24)):
        if tokens.sentence[at] != sentence or _is_victim(mention, at):
            continue
        here = tokens.words[at]
        near = abs(at - mention.at) <= 3
        mode = _mode(tokens, at)
        if mode is not None and (near or _is_with(tokens, at)):
            mention.modes.add(mode)
            if word(tokens, at + 1) not in _NOISE and here not in _SOUNDS:
                _add(mention, weapon_phrase(tokens, at))
        elif _is_wielded(tokens, at):
            _add(mention, weapon_phrase(tokens, at))
        elif near and here in AIR:
            mention.modes.add(AIR[here])
    if mention.trigger.lemma == "target" or any(tokens.words[p.first] == "assassination" for p in mention.targets):
        mention.modes.add("targeted")


def _add(mention: Mention, phrase: Phrase) -> None:
    if phrase not in mention.instruments:
        mention.instruments.append(phrase)


def give_means(tokens: Tokens, happenings: list[Happening]) -> None:
    """Add to each assault the weapons that its sentences and those shortly behind it say were used."""
    found = [
        at
        for at in range(len(tokens))
        if (_mode(tokens, at) is not None and tokens.words[at] not in _SOUNDS and _is_employed(tokens, at))
        or _is_wielded(tokens, at)
        or stands_for_weapon(tokens, at)
    ]
    found = [at for at in found if word(tokens, at + 1) != "-"]
    for at in found[:_MOST]:
        home = assault_of(tokens, happenings, at) or last_assault(tokens, happenings, at, _SHORTLY)
        if home is not None:
            home.weapons.append(weapon_phrase(tokens, at))


_MOST: Final = 100
"""Weapons that are looked at: a bound for hostile text."""
_SHORTLY: Final = 3
"""Sentences."""
_SOUNDS: Final = frozenset({"gunshots"})
"""What a weapon is heard by."""
_NOISE: Final = frozenset({"-", "fire", "battle", "battles", "fight", "fights"})
"""Words behind a weapon that make a kind of fighting of it: `a gun battle`, `mortar fire`."""
_WITH: Final = frozenset({"using", "with", "by", "fired", "threw", "hurled", "used", "from", "set", "of", "a"})
_WORN: Final = word_set(
    "vest vests belt belts device devices cooker cookers package packages parcel parcels nitrate trap traps",
)
_ARMING: Final = word_set("suicide explosive explosives bomb improvised incendiary pressure ammonium booby")
"""Words before a thing that make a bomb of it."""
_TRADES: Final = word_set(
    "squad squads disposal expert experts technician technicians threat threats scare scares hoax maker makers making",
    "manufacturer manufacturers control owner owners ownership law laws lobby rights violence culture program",
    "programme technology pilot pilots crew crews base bases shelter shelters test tests defense defence",
    "industry sales shop shops dealer dealers permit license safety detector detectors factory plot plots warfare",
    "range expertise carrier carriers removal use debate",
)
"""Words behind a weapon with which it is somebody's trade, and used by nobody."""


def _mode(tokens: Tokens, at: int) -> str | None:
    """The mode of an assault with the weapon that stands at a token; None where none stands there, or is none used."""
    here, before = tokens.words[at], word(tokens, at - 1)
    mode = "explosives" if here in _WORN and before in _ARMING else INSTRUMENTS.get(here)
    after = word(tokens, at + 1)
    if mode is None or after in _TRADES or before in ("no", "without") or (here in _ARMING and after in _WORN):
        return None
    return None if before == "-" and word(tokens, at - 2) in ("anti", "counter") else mode


def _is_with(tokens: Tokens, at: int) -> bool:
    """Whether words before a weapon tie it to the act: `using explosive-laden drones`, `with a knife`."""
    return any(word(tokens, at - back) in _WITH for back in range(1, 5))


def _is_victim(mention: Mention, at: int) -> bool:
    return any(phrase.first <= at < phrase.end for phrase in mention.targets)


_USING: Final = word_set(
    "using used fired firing threw throwing hurled hurling lobbed lobbing dropped dropping detonated detonating",
    "planted planting wielded wielding brandished brandishing swung strapped wearing wore armed packed loaded laden",
    "filled stuffed launched launching triggered",
)
_USED: Final = word_set(
    "used fired thrown hurled lobbed dropped detonated planted strapped launched triggered exploded"
)
_LAID: Final = word_set("placed left hidden concealed attached loaded packed")
"""What is done with explosives before they go off."""
_BETWEEN: Final = word_set(
    "a an the his her their two three four several some many at least more than of with - pounds"
)
"""Small words between a verb of use and the weapon."""
_FAR: Final = 6


def _is_employed(tokens: Tokens, at: int) -> bool:
    """Whether a verb says that a weapon was used: `fired two rockets`, `explosives had been used`."""
    for verb in range(at + 1, min(len(tokens), at + _FAR)):
        here = tokens.words[verb]
        if tokens.sentence[verb] != tokens.sentence[at]:
            break
        if here in _USED or (here in _LAID and INSTRUMENTS.get(tokens.words[at]) == "explosives"):
            group = verb_group(tokens, verb)
            return group.passive and not group.negated and group.mood == "real"
        if here not in AUXILIARIES and here not in ADVERBS:
            break
    for verb in range(at - 1, max(-1, at - _FAR), -1):
        here = tokens.words[verb]
        if tokens.sentence[verb] != tokens.sentence[at]:
            break
        if here in _USING:
            group = verb_group(tokens, verb)
            habit = here == "using" and word(tokens, verb - 1) == "been"
            return not habit and not group.negated and group.mood == "real"
        if not (here in _BETWEEN or here in WEAPON_KINDS or here[0].isdigit()):
            break
    return False


_TOOLS: Final = word_set(
    "hammer axe axes hatchet hatchets screwdriver crowbar brick bricks scissors club clubs stick sticks cleaver",
    "razor acid poison bat bats blade blades dagger daggers spear spears rod rods chain chains bottle bottles",
)
_VEHICLES: Final = word_set("truck van car lorry vehicle minivan bus bulldozer pickup tractor")
_DROVE: Final = word_set(
    "drove rammed ploughed plowed crashed driving ramming ploughing plowing crashing steered steering"
)


def _is_wielded(tokens: Tokens, at: int) -> bool:
    """Whether a tool or vehicle serves as a weapon: `with a hammer`, `rammed a van into`, `the truck attack`."""
    here = tokens.words[at]
    before = [word(tokens, at - back) for back in range(1, 5)]
    if here in _TOOLS:
        return not {"with", "using", "wielding", "swinging", "brandishing", "wielded"}.isdisjoint(before)
    if here not in _VEHICLES:
        return False
    into = word(tokens, at + 1) == "into" and not _DROVE.isdisjoint(before)
    return into or (word(tokens, at + 1) in NOUNS and NOUNS[tokens.words[at + 1]].lemma in ("attack", "attacks"))


_SECOND: Final = frozenset({"cocktail", "cocktails", "launcher", "launchers", "device", "devices", "gas"})
"""Second words of a weapon's name: `Molotov cocktail`, `rocket launcher`."""


def weapon_phrase(tokens: Tokens, at: int) -> Phrase:
    """A weapon with the words that describe it."""
    first = at
    while first and tokens.sentence[first - 1] == tokens.sentence[at] and at - first < _FAR:
        before = tokens.words[first - 1]
        if before == "-" and word(tokens, first - 2) in WEAPON_KINDS:
            first -= 2
        elif before in WEAPON_KINDS:
            first -= 1
        else:
            break
    names = word(tokens, at + 1) in _SECOND or (tokens.words[at] == "explosive" and word(tokens, at + 1) in BOMBS)
    return Phrase(first, at + 1 + names)
