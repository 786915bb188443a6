"""Which words name which event: PLOVER types and modes by trigger.

Types and modes are those of PLOVER (Open Event Data Alliance, CC BY-SA 4.0); the word lists are our own. A line is
`TYPE mode,mode | words`; a verb is written in its base form, irregular forms after a slash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transforms.language.lists import word_list


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger word stands for."""

    type: str
    modes: tuple[str, ...]
    form: str
    """base, s, past, participle, ing or noun."""
    lemma: str


_VERBS: Final = """
ASSAULT | attack assault ambush storm invade overrun clash fight/fought/fought target strike/struck/struck
ASSAULT targeted | assassinate execute behead lynch
ASSAULT | kill murder massacre slay/slew/slain slaughter
ASSAULT firearms | shoot/shot/shot
ASSAULT explosives | bomb detonate dynamite
ASSAULT heavy-weapons | shell bombard
ASSAULT abduct | kidnap abduct hijack
ASSAULT torture | torture
ASSAULT sexual | rape
ASSAULT beat | beat/beat/beaten
ASSAULT destroy | demolish
ASSAULT primitive | stab
ASSAULT primitive destroy | torch burn
PROTEST demo | protest demonstrate rally march
PROTEST riot | riot
PROTEST boycott | boycott
PROTEST obstruct | barricade blockade
COERCE arrest | arrest detain imprison jail
COERCE seize | raid confiscate seize
COERCE restrict | ban outlaw
COERCE censor | censor
COERCE deport | deport
COERCE cyber | hack
MOBILIZE troops | deploy mobilize mobilise
SANCTION convict | convict sentence
SANCTION expel | expel
SANCTION discontinue | sanction suspend sever
THREATEN | threaten warn
ACCUSE disapprove | condemn criticize criticise denounce deplore decry complain lambast rebuke
ACCUSE allege | accuse blame indict sue charge
ACCUSE investigate | investigate probe
REJECT | reject refuse veto/vetoed/vetoed rebuff oppose
REQUEST | urge demand appeal order
AGREE | agree pledge promise vow
SUPPORT | praise endorse ratify recognize recognise welcome congratulate hail commend defend thank
CONCEDE | apologize apologise pardon allow permit forgive/forgave/forgiven
CONSULT | meet/met/met visit negotiate discuss confer host telephone mediate
COOPERATE | cooperate extradite share
AID | donate aid rescue
RETREAT release | release free
RETREAT withdraw | withdraw/withdrew/withdrawn evacuate
RETREAT disarm | surrender disarm
RETREAT resign | resign
"""

_NOUNS: Final = """
ASSAULT | attack attacks assault assaults ambush ambushes clash clashes offensive raid raids incursion invasion fighting
ASSAULT targeted | assassination assassinations execution executions beheading
ASSAULT | killing killings murder murders massacre massacres slaying slayings slaughter homicide
ASSAULT firearms | shooting shootings shootout gunfight gunfire
ASSAULT explosives | bombing bombings blast blasts explosion explosions
ASSAULT suicide-attack | suicide-bombing
ASSAULT aerial | airstrike airstrikes
ASSAULT heavy-weapons | shelling bombardment
ASSAULT abduct | kidnapping kidnappings abduction abductions hijacking hijackings
ASSAULT primitive | stabbing stabbings arson
PROTEST demo | protest protests demonstration demonstrations rally rallies
PROTEST riot | riot riots rioting unrest
PROTEST boycott | boycott
COERCE arrest | arrest arrests detention
COERCE curfew | curfew
COERCE restrict | crackdown blockade
SANCTION discontinue | sanctions embargo
CONSULT | talks negotiations summit visit
MOBILIZE troops | deployment mobilization
AID | airlift
RETREAT withdraw | withdrawal
RETREAT ceasefire | ceasefire truce
RETREAT resign | resignation
"""

INSTRUMENTS: Final = {
    "drone": "drone", "drones": "drone", "uav": "drone", "uavs": "drone",
    "bomb": "explosives", "bombs": "explosives", "mine": "explosives", "mines": "explosives", "dynamite": "explosives",
    "explosive": "explosives", "explosives": "explosives", "ied": "explosives", "ieds": "explosives",
    "landmine": "explosives", "landmines": "explosives", "car-bomb": "explosives", "grenade": "explosives",
    "grenades": "explosives", "tnt": "explosives", "firebomb": "explosives", "firebombs": "explosives",
    "semtex": "explosives", "gelignite": "explosives",
    "rocket": "heavy-weapons", "rockets": "heavy-weapons", "missile": "heavy-weapons", "missiles": "heavy-weapons",
    "mortar": "heavy-weapons", "mortars": "heavy-weapons", "artillery": "heavy-weapons", "tank": "heavy-weapons",
    "tanks": "heavy-weapons", "shells": "heavy-weapons", "rpg": "heavy-weapons", "rpgs": "heavy-weapons",
    "howitzer": "heavy-weapons", "howitzers": "heavy-weapons", "projectile": "heavy-weapons",
    "projectiles": "heavy-weapons", "warhead": "heavy-weapons", "warheads": "heavy-weapons",
    "gun": "firearms", "guns": "firearms", "rifle": "firearms", "rifles": "firearms", "pistol": "firearms",
    "pistols": "firearms", "handgun": "firearms", "shotgun": "firearms", "machinegun": "firearms", "ak-47": "firearms",
    "machineguns": "firearms", "bullets": "firearms", "gunshots": "firearms", "firearm": "firearms",
    "firearms": "firearms", "weapons": "firearms", "kalashnikov": "firearms", "kalashnikovs": "firearms",
    "revolver": "firearms", "revolvers": "firearms", "submachinegun": "firearms", "submachineguns": "firearms",
    "handguns": "firearms", "shotguns": "firearms", "carbine": "firearms", "carbines": "firearms",
    "knife": "primitive", "knives": "primitive", "machete": "primitive", "machetes": "primitive", "stones": "primitive",
    "sword": "primitive", "petrol": "primitive", "molotov": "primitive",
    "aircraft": "aerial", "warplane": "aerial", "warplanes": "aerial", "jets": "aerial", "helicopter": "aerial",
    "helicopters": "aerial", "planes": "aerial",
    "teargas": "crowd-control", "truncheons": "crowd-control",
    "chlorine": "unconventional", "sarin": "unconventional", "novichok": "unconventional",
}  # fmt: skip
"""Weapons and the mode of an assault with them."""

VERBAL: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that words alone make: kept only where actor and recipient are known."""

_DOUBLED: Final = frozenset({"stab", "ban", "kidnap", "expel", "permit"})
"""Verbs that double their last letter."""


def _forms(base: str) -> dict[str, str]:
    """Inflected forms of a regular verb and what each is."""
    if base.endswith("e"):
        past, ing = base + "d", base[:-1] + "ing"
    elif base.endswith("y") and base[-2] not in "aeiou":
        past, ing = base[:-1] + "ied", base + "ing"
    elif base in _DOUBLED:
        past, ing = base + base[-1] + "ed", base + base[-1] + "ing"
    else:
        past, ing = base + "ed", base + "ing"
    third = (
        base + "es" if base.endswith(("sh", "ch", "ss")) else base[:-1] + "ies" if past.endswith("ied") else base + "s"
    )
    return {base: "base", third: "s", past: "past", ing: "ing"}


def _lines(table: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    rows = []
    for line in table.strip().splitlines():
        head, _, words = line.partition("|")
        kind, *modes = head.split()
        rows.append((kind, tuple(modes), word_list(words)))
    return rows


def _read() -> tuple[dict[str, Trigger], dict[str, Trigger]]:
    verbs: dict[str, Trigger] = {}
    for kind, modes, words in _lines(_VERBS):
        for entry in words:
            base, *irregular = entry.split("/")
            forms = _forms(base)
            if irregular:
                forms = {word: form for word, form in forms.items() if form != "past"}
                forms[irregular[1]] = "participle"
                forms[irregular[0]] = "past"
            for word, form in forms.items():
                verbs[word] = Trigger(kind, modes, form, base)
    nouns: dict[str, Trigger] = {}
    for kind, modes, words in _lines(_NOUNS):
        for word in words:
            nouns[word] = Trigger(kind, modes, "noun", word)
    return verbs, nouns


_TABLES: Final = _read()
VERBS: Final = _TABLES[0]
"""Inflected verb and what it stands for."""
NOUNS: Final = _TABLES[1]
"""Noun and what it stands for; a word may stand in both tables."""
