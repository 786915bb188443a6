"""Words of harm and of people as data."""

from __future__ import annotations

from typing import Final

from transforms.language.lists import word_set

_KILLED: Final = word_set(
    "killed killing kills kill slain murdered assassinated executed massacred beheaded died dies dead perished",
    "drowned lynched slaughtered murdering",
)
_INJURED: Final = word_set(
    "injured injuring wounded wounding hurt hospitalized hospitalised wounds injures stabbed maimed",
)
VERBS: Final = {
    **dict.fromkeys(_KILLED, "killed"),
    **dict.fromkeys(_INJURED, "injured"),
    "shot": "injured",
    "missing": "missing",
    **dict.fromkeys(word_set("arrested detained arresting detaining"), "detained"),
    **dict.fromkeys(word_set("kidnapped abducted kidnapping abducting"), "abducted"),
    "displaced": "displaced",
}  # fmt: skip
"""Verb forms and the kind of harm."""
HARMS: Final = frozenset(VERBS)
INTRANSITIVE: Final = word_set("died dies dead perished missing drowned hospitalized hospitalised hurt")
NEEDS_PASSIVE: Final = word_set("shot")
"""Forms that are nouns or active verbs without an object of their own."""
ACTIVE_ONLY: Final = word_set("kills kill wounds injures")
AMBIGUOUS: Final = word_set("hurt wounds missing dead")
BASE_FORMS: Final = word_set("kill hurt murder")

NOUNS: Final = {
    "deaths": ("killed",), "death": ("killed",), "fatalities": ("killed",), "fatality": ("killed",),
    "bodies": ("killed",), "corpses": ("killed",), "toll": ("killed",),
    "injuries": ("injured",), "casualties": ("killed", "injured"), "victims": ("killed", "injured"),
    "arrests": ("detained",),
}  # fmt: skip
TAKEN: Final = word_set(
    "taken transported rushed airlifted flown brought admitted treated conveyed carried hospitalized",
    "hospitalised driven",
)
"""Participles of those who are brought to a hospital."""
SENDING: Final = word_set("sent sending sends leaves leaving left put puts landed")
"""Verbs of what brings people there."""
AILMENTS: Final = word_set("injuries injury wounds burns shock inhalation fractures cuts bruises concussion poisoning")
"""What people are treated for who were hurt."""
SEIZING: Final = word_set("take takes took taken taking hold holds held holding")
"""Verbs of those who have hostages."""
UNHURT: Final = word_set("unscathed unhurt unharmed uninjured")

BE: Final = word_set("was were been being is are be got get gets getting")
BETWEEN: Final = BE | word_set(
    "have had has also reportedly fatally critically seriously badly severely slightly all later then allegedly both",
    "brutally accidentally not never apparently confirmed immediately instantly already being left reported found",
    "shot pronounced feared believed declared presumed lightly gravely mortally still either other others",
    "'t who were lay listed now",
)
MODALS: Final = word_set("could would may might can should must will if nearly almost cannot shall")
SKIPPED_AFTER: Final = word_set("and or wounded wounding injured injuring killing killed - off also as")
CLAUSE_ENDS: Final = word_set(
    ". ; : in on at near when after before during while as who that which was were is are has had have said by with",
    "for from but because early late overnight yesterday today monday tuesday wednesday thursday friday",
    "saturday sunday",
)
STOPS_LEFT: Final = word_set(
    '; : ( ) " “ ” that said says when while after before because if as was were is are has had have , killed wounded',
    "injured killing wounding injuring but where which leaving leaves left saying",
)
NOT_PEOPLE: Final = word_set(
    "years year hours hour days day minutes minute weeks week months month percent per cent % dollars miles",
    "kilometers kilometres km meters metres times p.m. a.m. million billion points feet inches pounds shots rounds",
    "bullets - cattle animals dogs sheep cows pigs birds bill bills jobs cars houses homes vehicles buildings cents",
    "degrees o",
)
PERSON: Final = word_set(
    "people person persons man men woman women boy boys girl girls child children teenager teenagers teen teens",
    "youth youths student students teacher teachers soldier soldiers officer officers policeman policemen police",
    "policewoman civilian civilians guard guards bodyguard bodyguards militant militants insurgent insurgents rebel",
    "rebels guerrilla guerrillas terrorist terrorists gunman gunmen bomber bombers fighter fighters extremist",
    "extremists troops troop members member workers worker peasant peasants farmer farmers journalist journalists",
    "reporter reporters priest priests nun nuns bishop others other passengers passenger driver drivers pedestrian",
    "pedestrians bystander bystanders resident residents villager villagers protester protesters demonstrator",
    "demonstrators prisoners prisoner inmates inmate suspect suspects victim victims official officials leader",
    "leaders commander commanders americans american palestinians palestinian israelis israeli iraqis iraqi afghans",
    "syrians foreigners tourists tourist hostages hostage marines marine pilots pilot sailors sailor recruits",
    "cadets agents agent detectives detective deputies deputy firefighters firefighter doctors doctor nurses nurse",
    "patients patient worshippers worshipper pilgrims pilgrim lives adults adult infant infants baby babies toddler",
    "toddlers brothers brother sisters sister sons son daughters daughter mother mothers father fathers husband",
    "wife couple family families relatives relative friend friends neighbor refugees refugee migrants migrant",
    "engineer engineers judge judges lawyer lawyers businessman businessmen mayor minister senator candidate",
    "candidates activist activists aide aides employee employees guardsmen servicemen serviceman paratroopers",
    "bodies corpses survivors attackers attacker assailants assailant shooter citizens citizen individuals",
    "individual subversives subversive combatants traffickers colonel captain lieutenant sergeant major general",
    "corporal volunteers volunteer monks nationals clerics cleric sympathizers supporters loyalists male males",
    "female females subject personnel crew professor trooper troopers juvenile juveniles cousin nephew grandson",
    "grandmother roommate boyfriend girlfriend neighbors clerk customer customers owner guest guests pupil pupils",
)
"""Words for people, as far as news counts them."""
PEOPLE_ENDINGS: Final = ("men", "women", "man", "woman", "ers", "ists", "ians")
THINGS: Final = word_set(
    "german human roman norman ottoman talisman",
    "numbers letters papers orders centers meters computers servers boulders tankers helicopters trailers burgers",
    "others rivers quarters chapters matters offers shutters containers trackers bumpers towers powers flowers",
    "specimen regimen answers posters shoulders fingers drawers layers cancers tigers lists twists mists covers",
    "borders freighters trawlers bombers rollers clusters disasters encounters",
)
"""Words of those endings that are no people."""
DESCRIBES: Final = word_set("other more young local")
SINGULAR: Final = word_set(
    "victim man woman boy girl teen teenager suspect gunman shooter officer driver child student soldier baby",
    "toddler infant bomber attacker assailant resident mother father husband wife son daughter brother policeman",
    "youth trooper stepfather stepmother girlfriend boyfriend roommate neighbor neighbour uncle aunt cousin nephew",
    "niece",
    "grandmother grandfather grandson granddaughter stepson ex clerk passenger pedestrian bystander homeowner",
)
SINGULAR_OWNERS: Final = word_set("his her the their him")
DOERS: Final = word_set("suspect gunman shooter bomber attacker assailant")
"""Who dies beside the victims and is not counted among them."""
NOT_NAMES: Final = word_set(
    "the a an in on at he she they it police monday tuesday wednesday thursday friday saturday sunday"
)
