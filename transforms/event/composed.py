"""Events that a verb and its noun name together: `held talks`, `lifted the curfew`, `opened fire`.

Types and modes are those of PLOVER (Open Event Data Alliance, CC BY-SA 4.0); the word lists are our own. A line is
`TYPE mode,mode | forms of the verb | nouns`.
"""

from __future__ import annotations

from typing import Final

from transforms.event.lexicon import Trigger
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_TABLE: Final = """
CONSULT | hold holds held holding resumed renewed opened began launched | talks negotiations
CONSULT | hold holds held holding resumed renewed opened began launched | discussions consultations mediation
CONSULT phone | telephoned phoned | him her president minister secretary leader counterpart
SUPPORT | signed sign signs ratified approved | agreement treaty accord pact convention deal memorandum
SUPPORT | expressed voiced reaffirmed reiterated pledged | support backing solidarity
SUPPORT | established restored resumed | ties relations embassy
AGREE | offered offers promised promises pledged vowed | help troops aid support assistance loan talks cooperation
AGREE | is are was were remains | ready willing prepared committed
AID | gave give gives given sent send sends provided provides delivered supplied granted donated | aid dollars
AID | gave give gives given sent send sends provided provides delivered supplied granted donated | euros assistance
AID | sent send shipped supplied handed delivered | medicine food arms weapons relief
AID | sent send shipped supplied handed delivered | supplies blankets tents vaccines ambulances
AID | granted grants offered gave | asylum refuge loan loans
CONCEDE | lifted lifts lift eased ended | curfew emergency censorship ban restrictions
CONCEDE | declared announced agreed proclaimed | ceasefire truce cease amnesty
RETREAT access | lifted lifts opened reopened | blockade siege crossing border borders roadblock roadblocks
RETREAT withdraw | pulled pulls began completed ordered speeded | out withdrawal pullout
RETREAT disarm | laid handed surrendered | arms weapons
RETREAT resign | stepped submitted tendered | down resignation
SANCTION discontinue | imposed imposes tightened slapped extended | sanctions embargo tariffs
SANCTION discontinue | broke severed cut suspended froze halted recalled cancelled canceled | relations ties links
SANCTION discontinue | broke severed cut suspended froze halted recalled cancelled canceled | ambassador aid
SANCTION discontinue | broke severed cut suspended froze halted recalled cancelled canceled | assets visit
SANCTION discontinue | closed closes shut | border borders embassy airspace
COERCE curfew | imposed declared ordered extended | curfew
COERCE martial-law | declared imposed proclaimed | siege emergency martial
COERCE restrict | blocked imposed restricted | access entry blockade restrictions website internet
COERCE cyber | hacked hack defaced | computers computer websites website sites network into
MOBILIZE troops | sent sends send moved massed strengthened reinforced ordered | troops soldiers
MOBILIZE troops | sent sends send moved massed strengthened reinforced ordered | forces reinforcements warships
MOBILIZE weapons | tested fired launched | missile missiles
MOBILIZE police | sent deployed | police officers
PROTEST hunger | began continued continuing started staged ended | hunger
PROTEST strike | began staged went launched | strike walkout stoppage
PROTEST demo | staged held led joined organised organized | protest protests demonstration rally march vigil
PROTEST obstruct | blocked blocking barricaded | road roads street streets highway highways railway
PROTEST riot | threw hurled throwing hurling | stones rocks bottles
ASSAULT | launched mounted carried staged unleashed | attack attacks offensive raid
ASSAULT | launched mounted carried staged unleashed | raids assault strikes invasion ambush
ASSAULT firearms | opened opening exchanged | fire
ASSAULT explosives,destroy | blew blown blowing | up
ASSAULT explosives | exploded detonated planted placed threw hurled | bomb bombs grenade device mine charge
ASSAULT heavy-weapons | fired launched firing lobbed | mortar mortars rocket rockets shells artillery
ASSAULT primitive,destroy | set setting | fire ablaze alight
ASSAULT destroy | destroyed demolished wrecked vandalised | homes houses house bridge
ASSAULT destroy | destroyed demolished wrecked vandalised | village office building buildings church
ASSAULT crowd-control | used fired firing | teargas tear gas cannon truncheons rubber
ASSAULT | captured seized overran recaptured | town city village stronghold positions territory base airport
ACCUSE investigate | opened launched began completed ordered announced | investigation investigations inquiry probe
ACCUSE allege | filed filing brought | charges lawsuit complaint suit
REQUEST | called calls calling appealed appeals | for on
REQUEST | issued made repeated reiterated | demand demands appeal ultimatum
REJECT | refused refuses refusing | to
REJECT | ruled rules | out
REJECT | turned turns | down
REJECT | failed fails | agreement agree accord
REJECT | denied denies refused refusing | permission access entry visa visas admission admittance allocation
REJECT | violated violates broke defied defies | ban order ceasefire truce curfew agreement resolution
REJECT | is are was were | opposed
ACCUSE disapprove | summoned recalled | ambassador envoy
ACCUSE disapprove | expressed voiced | concern outrage anger dismay regret
ACCUSE disapprove | lodged filed issued | protest complaint
ACCUSE investigate | dispatched sent | inspectors investigators monitors
AID | opened opens | borders border
CONSULT | launched began offered | mediation
CONSULT | gave received welcomed | welcome delegation envoy
CONCEDE | decided approved | allow recognize recognise recognizing release
SANCTION expel | forced threw thrown drove driven ordered | out
SANCTION discontinue | announced ordered | suspension boycott embargo withdrawal
REQUEST | reiterated repeated renewed issued made | demand demands appeal call
THREATEN | threatened threatens | strike
"""
_REACH: Final = 9
"""Tokens between the verb and its noun."""


def _read() -> dict[str, tuple[tuple[frozenset[str], str, tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[frozenset[str], str, tuple[str, ...]]]] = {}
    for line in _TABLE.strip().splitlines():
        head, verbs, nouns = line.split(" | ")
        kind, *modes = head.split(" ")
        for verb in verbs.split():
            row = (word_set(nouns), kind, tuple(modes[0].split(",")) if modes else ())
            table.setdefault(verb, []).append(row)
    return {verb: tuple(rows) for verb, rows in table.items()}


_ROWS: Final = _read()
_NEXT_ONLY: Final = word_set("to for on out down up opposed")
"""Small words that must follow the verb at once."""
_SILENCE: Final = word_set(
    "comment respond answer say elaborate discuss give identify immediately be speak name confirm"
)
"""Verbs behind `refused to` that make it silence, which is an attribution and no event."""
_BASE: Final = word_set("hold sign give send provide lift hack")


def composed(tokens: Tokens, index: int) -> tuple[Trigger, int] | None:
    """The event that a verb and a noun behind it name: what it stands for, and the index of the noun."""
    rows = _ROWS.get(tokens.words[index])
    if rows is None:
        return None
    stop = min(len(tokens), index + _REACH)
    for at in range(index + 1, stop):
        if tokens.sentence[at] != tokens.sentence[index] or tokens.words[at] in (";", ":", "that", "who", "which"):
            return None
        for nouns, kind, modes in rows:
            if tokens.words[at] in nouns and (at == index + 1 or tokens.words[at] not in _NEXT_ONLY):
                if tokens.words[at] == "to" and tokens.words[at + 1 : at + 2] and tokens.words[at + 1] in _SILENCE:
                    return None
                form = "base" if tokens.words[index] in _BASE else "past"
                return Trigger(kind, modes, form, f"{tokens.words[index]} {tokens.words[at]}"), at
    return None
