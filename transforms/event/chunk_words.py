"""Words that noun phrases begin with, hold, or end before."""

from __future__ import annotations

from typing import Final

from transforms.language.lists import word_set
from transforms.language.time_words import MONTHS, WEEKDAYS

PREPOSITIONS: Final = word_set(
    "in on at near by from with to for against during after before over under between among into onto across around",
    "outside inside through throughout toward towards upon within without via despite including like as about along",
    "amid behind beyond since until following off out up down above below beside besides except than per",
)
STARTS: Final = word_set(
    "a an the this that these those his her its their our my some several many dozens hundreds thousands no any all",
    "both each every another other two three four five six seven eight nine ten eleven twelve one at least more few",
    "most",
)
RELATIVES: Final = word_set("who which that whom whose where when")
BREAKS: Final = word_set(
    ", ; : ( ) — – … ! ? and or but nor yet so because although though while if whether unless he she it they we i you",
    "him them us me there here not then also how why what",
)
AUXILIARIES: Final = word_set(
    "is are was were be been being am has have had having do does did will would could should may might must can",
    "shall ll get got gets ve",
)
NEGATIONS: Final = word_set("not never cannot")
ADVERBS: Final = word_set(
    "also reportedly allegedly recently already still just later earlier then again once twice only even now today",
    "together yesterday tonight tomorrow soon often always previously apparently meanwhile however thus",
    "simultaneously repeatedly almost nearly further ever away back first last jointly openly brutally fatally",
    "publicly formally officially",
)
ASPECTS: Final = word_set(
    "continued continues began begun started resumed managed tried attempted proceeded decided moved dared"
)
"""Verbs whose `to` leads to an act that was done, or tried: `continued to shell the town`."""
PARTICLES: Final = word_set("up down out off on at with")
TIME_WORDS: Final = (
    frozenset(MONTHS) - {"may", "march"} | frozenset(WEEKDAYS) | {"yesterday", "today", "tomorrow", "tonight"}
)
REPORTING: Final = word_set(
    "said says say saying told tells added adds reported reporting according announced announces claimed",
    "claiming stated noted confirmed confirms denied denies believes believed alleged alleging",
    "thinks",
)
COMMON_VERBS: Final = word_set(
    "went goes go came comes come made makes make took takes take taken gave gives give given left leaves leaving",
    "found began begins started starts ended ends led leads leading followed follows carried carries carrying",
    "caused causes causing claimed held holds hold holding became becomes remains remained tried tries trying",
    "wanted wants hoped planned plans expected sought seeks seek seeking put puts set sets hit hits rose fell died",
    "dies fled fleeing escaped wounded wounding injured injuring killed fired firing opened opening used using",
    "threw exploded explode placed sent sends brought brings called calls calling signed sign vowed backed",
    "continued continues flew drove rode ran spoke stood built bought caught kept paid sold wrote grew knew drew sank",
    "spent sat slept chose shook stole swore lost",
)
WEAPON_KINDS: Final = word_set(
    "car roadside explosive laden truck suicide hand assault improvised time petrol molotov armed combat machine",
    "sniper hunting kitchen automatic semiautomatic submachine pipe nail cluster barrel fragmentation pressure stun",
    "ballistic cruise guided rocket propelled land sticky magnetic gasoline homemade crude rifle incendiary parcel",
    "bomb nerve poison ammonium booby anti tank personnel home made shoulder heavy",
)
"""Words before a weapon that say what kind it is."""
