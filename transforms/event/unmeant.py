"""Acts that nobody meant: the same words where the story is about a flood, a match or a ruling.

A flood kills, a team attacks, a court strikes down: what decides is the topic of the story, and whether somebody who
does such things on purpose stands beside the word.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from transforms.event.lexicon import INSTRUMENTS
from transforms.event.mention import Mention
from transforms.event.plausible import is_thing, names_force
from transforms.event.roles import head_of, participant
from transforms.event.topic_words import ACCIDENT, DISASTER, HEALTH, SPORT
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_CALAMITIES: Final = frozenset({ACCIDENT, DISASTER, HEALTH})
_CALAMITOUS: Final = word_set(
    "kill killing killings strike blast blasts explosion explosions fight demolish storm overrun invade slaughter",
    "homicide evacuate exploded destroyed wrecked demolished blew blown blowing set setting blocked blocking",
    "declared imposed announced",
)
"""Triggers that a calamity explains as well, those of two words by their first."""
_MEANT: Final = word_set(
    "bomb bombs grenade device mine charge curfew siege martial truce ceasefire amnesty access entry sanctions",
    "embargo",
)
"""Second words that no calamity explains: `exploded a bomb`."""
_PLAYED: Final = word_set(
    "attack attacks attacking offensive strike shoot fight fighting beat clash clashes storm target raid assault",
    "blast battle rally rallies march charge fired launched blew mounted captured",
)
"""Triggers that are a player's too."""
_ARGUED: Final = word_set("attack fight strike target beat battle")
"""Verbs of a courtroom."""
_PLEADED: Final = word_set(
    "law laws statute ban rule rules ruling order decision evidence credibility testimony claim claims charge",
    "charges verdict motion clause argument arguments conviction lawsuit suit case restrictions provision",
    "provisions",
)
"""What is attacked, fought and struck down in a courtroom."""
_DOERS: Final = word_set(
    "soldier soldiers troops army forces police officer officers policemen policeman rebel rebels militant",
    "militants gunman gunmen militia militias militiamen insurgents guerrilla guerrillas terrorists attacker",
    "attackers assailant assailants fighters bandits mob rioters separatists extremists warplanes jets navy taliban",
    "killer suspect man men woman teenager kidnappers arsonist commandos paramilitaries jihadists hooligans",
)
"""Who acts on purpose, whatever the story is about."""
_HARMLESS: Final = word_set(
    "aircraft planes jets helicopter helicopters petrol mine mines tank tanks dynamite explosive explosives",
    "chlorine shells",
)
"""Weapons that also stand in accidents."""
_NATURE: Final = word_set(
    "flood floods flooding floodwaters storm storms earthquake quake tremor hurricane cyclone typhoon tornado",
    "tornadoes tsunami landslide landslides mudslide avalanche heatwave heat drought famine virus disease epidemic",
    "pandemic outbreak cholera ebola measles malaria cancer lightning eruption volcano accident rains waves",
    "wildfire wildfires",
)
"""What kills without anybody's doing."""


_IN_WORDS: Final = word_set(
    "attack attacks assault assaults offensive clash clashes fight fighting battle target strike strikes shoot",
    "launched mounted carried unleashed storm",
)
"""Triggers of a campaign's war of words, those of two words by their first."""
_CAMPAIGN: Final = word_set(
    "candidate candidates campaign campaigns nominee nominees nomination presidential gop republican republicans",
    "democrat democrats democratic primary primaries caucus caucuses debate debates voter voters poll polls pollster",
    "delegates electorate incumbent rival rivals frontrunner congressional senator tory tories",
)
_CAMPAIGNS: Final = 6
_OFTEN: Final = 150
"""Words of a campaign that a story about one has at least, and tokens that hold one of them."""
_ARMED: Final = frozenset({"rebel", "military", "police"})


def is_campaign(tokens: Tokens) -> bool:
    """Whether a story is about people who run for office."""
    return sum(word in _CAMPAIGN for word in tokens.words) >= max(_CAMPAIGNS, len(tokens) // _OFTEN)


def is_in_words(tokens: Tokens, mention: Mention) -> bool:
    """Whether an attack in a story about a campaign is one in words: no weapon, armed body or harm stands around it.

    Args:
        tokens: The story's text.
        mention: One naming of an event.
    """
    if mention.trigger.type != "ASSAULT" or mention.trigger.lemma.partition(" ")[0] not in _IN_WORDS:
        return False
    for phrase in mention.actors + mention.targets:
        if is_thing(tokens, phrase) or participant(tokens, phrase).role in _ARMED:
            return False
    where = tokens.words[mention.end : mention.end + 1]
    if where in (["in"], ["at"], ["near"]) and mention.end + 1 < len(tokens) and tokens.capital(mention.end + 1):
        return False
    return not names_force(tokens, mention.at, _IN_WORDS)


def is_act(tokens: Tokens, mention: Mention, topics: Set[str]) -> bool:
    """Whether somebody did what a mention names.

    Args:
        tokens: The story's text.
        mention: One naming of an event.
        topics: Names of the story's IPTC Media Topics.
    """
    first, _, second = mention.trigger.lemma.partition(" ")
    calamitous = first in _CALAMITOUS and second not in _MEANT
    if calamitous and any(head_of(tokens, phrase) in _NATURE for phrase in mention.actors):
        return False
    if first in _ARGUED and any(head_of(tokens, phrase) in _PLEADED for phrase in mention.targets):
        return False
    if mention.trigger.type not in ("ASSAULT", "PROTEST", "RETREAT", "COERCE") or _is_done(tokens, mention):
        return True
    if calamitous and not _CALAMITIES.isdisjoint(topics):
        return False
    return not (SPORT in topics and mention.trigger.type in ("ASSAULT", "PROTEST") and first in _PLAYED)


def _is_done(tokens: Tokens, mention: Mention) -> bool:
    """Whether a doer or a weapon stands beside the word."""
    parties = mention.actors + (mention.targets if mention.trigger.lemma == "fight" else [])
    if any(tokens.words[at] in _DOERS for phrase in parties for at in range(phrase.first, phrase.end)):
        return True
    return any(_is_weapon(tokens.words[phrase.end - 1]) for phrase in mention.instruments)


def _is_weapon(word: str) -> bool:
    return word in INSTRUMENTS and word not in _HARMLESS
