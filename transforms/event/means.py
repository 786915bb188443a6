"""What an assault was done with: weapons around its trigger, and the modes that they and other words give."""

from __future__ import annotations

from transforms.event.chunks import Phrase, word
from transforms.event.lexicon import INSTRUMENTS
from transforms.event.mention import Mention
from transforms.event.mention_words import AIR, BOMBS
from transforms.language.tokens import Tokens


def add_means(tokens: Tokens, mention: Mention) -> None:
    """Weapons around the trigger, and the modes that they and the words beside it give."""
    if mention.trigger.type != "ASSAULT":
        return
    sentence = tokens.sentence[mention.at]
    for at in range(max(0, mention.at - 12), min(len(tokens), mention.at + 24)):
        if tokens.sentence[at] != sentence:
            continue
        here = tokens.words[at]
        near = abs(at - mention.at) <= 3
        if here in INSTRUMENTS and (near or _is_used(tokens, at)) and not _is_victim(mention, at):
            mention.modes.add(INSTRUMENTS[here])
            if word(tokens, at + 1) == "-" or here in _SOUNDS:
                continue
            phrase = weapon_phrase(tokens, at)
            if phrase not in mention.instruments:
                mention.instruments.append(phrase)
        elif near and here in AIR:
            mention.modes.add(AIR[here])
    if mention.trigger.lemma == "target" or any(tokens.words[p.first] == "assassination" for p in mention.targets):
        mention.modes.add("targeted")


_SOUNDS = frozenset({"gunshots"})
"""What a weapon is heard by."""
_USES = frozenset({"using", "with", "by", "fired", "threw", "hurled", "used", "from", "set", "of", "a"})


def _is_used(tokens: Tokens, at: int) -> bool:
    """Whether words before a weapon say that it was used: `using explosive-laden drones`, `with a knife`."""
    return any(word(tokens, at - back) in _USES for back in range(1, 5))


def _is_victim(mention: Mention, at: int) -> bool:
    return any(phrase.first <= at < phrase.end for phrase in mention.targets)


_DESCRIBES_WEAPON = frozenset(
    {"car", "roadside", "explosive", "laden", "truck", "suicide", "hand", "assault", "improvised", "time", "petrol"}
    | {"molotov", "armed", "combat"}
)


def weapon_phrase(tokens: Tokens, at: int) -> Phrase:
    """A weapon with the words that describe it."""
    first = at
    while first and tokens.sentence[first - 1] == tokens.sentence[at] and at - first < 3:
        before = tokens.words[first - 1]
        joined = before == "-" or before in _DESCRIBES_WEAPON
        if not joined:
            break
        first -= 1
    return Phrase(first, at + 1 + (tokens.words[at] == "explosive" and word(tokens, at + 1) in BOMBS))
