"""Which words name which IPTC Media Topic.

Names and codes are those of the Media Topics (IPTC, CC BY 4.0, release of 2026-07-02); the word lists are our own. A
rule is `topic | cues | beside | against`: a sentence has the topic when it holds a cue and one of the words beside it,
and none of those against it. `world_cup` is two words in a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transforms.language.lists import word_set

ACCIDENT: Final = "accident and emergency incident"
COURT: Final = "court"
DISASTER: Final = "disaster"
ECONOMY: Final = "economy, business and finance"
HEALTH: Final = "health"
SPORT: Final = "sport"

MEDIA_TOPICS: Final[dict[str, tuple[str, str | None]]] = {
    ACCIDENT: ("medtop:20000139", None),
    "explosion accident and incident": ("medtop:20000140", ACCIDENT),
    "industrial accident and incident": ("medtop:20000141", ACCIDENT),
    "air and space accident and incident": ("medtop:20000144", ACCIDENT),
    "maritime accident and incident": ("medtop:20000145", ACCIDENT),
    "railway accident and incident": ("medtop:20000146", ACCIDENT),
    "road accident and incident": ("medtop:20000147", ACCIDENT),
    "structural failure": ("medtop:20000161", ACCIDENT),
    DISASTER: ("medtop:20000148", None),
    "famine": ("medtop:20000149", DISASTER),
    "fire": ("medtop:20000150", DISASTER),
    "drought": ("medtop:20000152", DISASTER),
    "earthquake": ("medtop:20000153", DISASTER),
    "flood": ("medtop:20000154", DISASTER),
    "landslide": ("medtop:20000155", DISASTER),
    "avalanche": ("medtop:20000156", DISASTER),
    "meteorological disaster": ("medtop:20000157", DISASTER),
    "volcanic eruption": ("medtop:20000159", DISASTER),
    COURT: ("medtop:20000107", None),
    ECONOMY: ("medtop:04000000", None),
    HEALTH: ("medtop:07000000", None),
    SPORT: ("medtop:15000000", None),
}
"""Code of each topic that is told, and the broader one that stands for it in `events.topic`; by English name."""

_HARM: Final = (
    "killed kills killing dead deaths died dies injured injures injuring hurt missing toll survivors rescuers "
    "rescue rescued victims bodies buried"
)
_RUIN: Final = (
    "damage damaged destroyed destroys destroying homes houses homeless displaced evacuated stranded collapsed "
    "roofs villages crops power_lines electricity"
)
_PUBLIC: Final = (
    "killed dead died police troops soldiers rebels militants gunmen war parliament election elections president "
    "minister ministers arrested army bomb ceasefire senator sen republican republicans democrats candidate "
    "candidates nomination campaign primary"
)
"""What a sentence about a match seldom holds."""

RULES: Final = f"""
earthquake | earthquake earthquakes quake quakes aftershock aftershocks tremor tremors temblor | magnitude richter \
epicentre epicenter seismological seismologists geological shook shakes struck strikes hit hits jolted rattled \
rubble tsunami {_HARM} {_RUIN}
flood | flood floods flooding floodwaters flooded inundated deluge | river rivers rain rains rainfall water waters \
downpour downpours dam banks monsoon drowned swept sweeps crops roads residents valley streets {_HARM} {_RUIN}
flood | river rivers dam dyke levee lake | burst bursts overflowed overflowing overtopped breached
landslide | landslide landslides mudslide mudslides rockslide | homes houses village road roads rain rains slope \
hillside mud struck hit swept {_HARM} {_RUIN} | victory election vote votes poll polls majority
avalanche | avalanche avalanches | snow skiers climbers hikers slope slopes mountain mountains swept {_HARM}
meteorological disaster | hurricane typhoon cyclone tornado tornadoes blizzard storm storms hailstorm heatwave \
thunderstorm thunderstorms tropical_storm heat_wave | landfall winds lashed battered tore ripped uprooted flooding \
floods flooded {_HARM} {_RUIN} | troops rebels
{DISASTER} | tsunami tsunamis | coast coasts coastal island islands wave waves {_HARM} {_RUIN}
volcanic eruption | volcano volcanoes volcanic crater | erupted erupts eruption erupting lava ash spewed spewing
drought | drought droughts | rain rains rainfall crops harvest harvests farmers water reservoirs reservoir \
livestock cattle wells river maize wheat hunger famine
famine | famine starvation | starving declared food aid died children hunger hungry region malnutrition \
malnourished relief
fire | fire fires blaze blazes inferno flames wildfire wildfires bushfire bushfires | firefighters firefighter \
extinguished gutted burned burnt burns burning hectares acres contained smoke warehouse factory hotel apartment \
forest nursing_home nightclub raging spread rages {_HARM} {_RUIN}
air and space accident and incident | plane planes aircraft airliner airplane aeroplane jet helicopter helicopters \
glider seaplane | crashed crash crashes crashing ditched overshot wreckage crash_landed
maritime accident and incident | ferry ferries boat boats ship ships vessel vessels trawler trawlers tanker \
freighter yacht canoe dinghy | sank sinks sinking sunk capsized capsizes capsizing capsize overturned aground \
collided taking_on shipwreck
railway accident and incident | train trains tram trams locomotive carriages | derailed derails derailment \
collided collision crash crashed level_crossing a_crossing
road accident and incident | bus buses minibus lorry lorries truck trucks car cars van vans motorcycle \
motorcyclist motorbike vehicle vehicles taxi motorway highway | crash crashed crashes collided collision \
collisions overturned skidded veered pileup ravine gorge plunged_into | sales shares maker makers stocks race \
rally racing prices
explosion accident and incident | explosion explosions blast blasts exploded explodes fireball | gas boiler \
refinery factory fireworks pumping miners coal chemical chemicals warehouse silo cylinder leak methane plant \
steelworks tanker
industrial accident and incident | miners mine colliery mineshaft | trapped collapse collapsed flooded
industrial accident and incident | leak leaked spill spilled | chlorine ammonia toxic chemical chemicals \
radioactive | memo documents
structural failure | building buildings apartment_block tower_block bridge roof wall silo crane scaffolding tower \
tunnel balcony grandstand | collapsed collapse collapses collapsing caved gave_way topples toppled | earthquake quake \
storm hurricane cyclone talks
{ACCIDENT} | cable_car gondola funicular chairlift | plunged crashed fell collapsed derailed {_HARM}
{ACCIDENT} | accident accidents mishap stampede drowned electrocuted gas_leak carbon_monoxide | people workers \
miners pilgrims children crowd road workplace construction {_HARM}
{HEALTH} | cholera ebola measles malaria polio dengue influenza flu covid coronavirus mpox monkeypox tuberculosis \
hepatitis meningitis typhoid diphtheria hiv virus pathogen bacterium disease diseases epidemic pandemic outbreak | \
outbreak outbreaks epidemic cases vaccine vaccines vaccination vaccinated patients patient hospital hospitals \
doctors infected infections symptoms clinic clinics contagious quarantine quarantined tested treatment nurses \
transmission sickened ill health spread virologists dose doses deaths | computer computers software hackers \
malware network servers
{HEALTH} | cancer diabetes alzheimer dementia obesity asthma tumour tumor leukaemia leukemia | patients patient \
drug drugs treatment therapy doctors researchers study screening hospital surgeons clinic trial
{SPORT} | olympics olympic championships | gold silver bronze medal medals | {_PUBLIC}
{HEALTH} | vaccine vaccines vaccination | children doses dose health approved regulator regulators parents trial \
trials
{SPORT} | striker goalkeeper midfielder quarterback pitcher batsman bowler halftime semifinal semifinals \
quarterfinal quarterfinals playoff playoffs league championship championships grand_prix olympics olympic marathon \
sprinter innings wicket wickets touchdown heavyweight heavyweights cyclist tennis football soccer rugby cricket \
basketball hockey golf baseball boxing fifa uefa nba nfl mlb nhl wimbledon world_cup cup_final grand_slam derby | \
goal goals scored scores score season coach match matches title titles team teams player players beat beats \
defeated win wins won medal medals final champion champions tournament points qualified race lap laps second_half \
first_half transfer squad final shot rounds bout | {_PUBLIC}
{SPORT} | goal goals | scored scores halftime second_half first_half minute header equaliser equalizer striker \
match | {_PUBLIC} emissions climate
{SPORT} | match tournament | beat beats defeated knockout penalty penalties shootout champion champions set sets | \
{_PUBLIC}
{ECONOMY} | shares stocks stock_market stock_exchange nasdaq dow ftse nikkei bonds yields euro yen crude \
oil_prices futures wall_street dividend | fell falls rose rises climbed dropped gained slid rallied jumped slipped \
tumbled percent traders investors points closed trading analysts dollar dollars barrel
{ECONOMY} | inflation gdp unemployment economy interest_rates interest_rate central_bank exports retail_sales \
recession consumer_prices deficit jobless | percent per_cent quarter rose fell annual rate rates economists \
forecast grew shrank contracted expanded raised cut cuts points slowed statistics
{ECONOMY} | profit profits revenue revenues earnings net_income quarterly | quarter percent per_cent rose fell \
analysts million billion shareholders carmaker retailer airline bank maker
{ECONOMY} | takeover merger acquisition buyout bankruptcy ipo layoffs | company firm airline bank maker retailer \
shares shareholders regulators billion rival investors | military rebel rebels coup armed
{ECONOMY} | rival stake stakes | buy buys acquire acquired bid billion | coach players cup
{COURT} | court courts tribunal judge judges jury jurors prosecutors prosecutor magistrate | struck_down \
strikes_down upheld upholds overturned overturns rejected trial sentenced sentences verdict convicted convicts \
acquitted acquits guilty pleaded indictment indicted lawsuit sued appeal appealed ruling ruled rules hearing \
testified testimony plaintiff plaintiffs defendant defendants bail sentence damages injunction unconstitutional \
charged charges | tennis basketball opinion goal goals match medal
{COURT} | lawsuit lawsuits indictment plaintiff plaintiffs defendant defendants | trial court judge jury damages \
filed settlement testified acquitted convicted | goal match
{COURT} | on_trial trial trials | man men woman women officers officer soldiers suspect suspects suspected accused \
officials former murder bombing theft fraud minister killer | drug drugs patients vaccine clinical
{COURT} | sentenced jailed convicted | prison jail months life years_in fraud murder manslaughter theft corruption \
bribery
"""

DELIBERATE: Final = word_set(
    "attack attacks attacked attackers attacker bomb bombs bomber bombing bombings gunmen gunman militant militants",
    "rebel rebels insurgents terrorist terrorists terrorism missile missiles rocket rockets shot shooting shelling",
    "shells airstrike airstrikes drone drones arson arsonist arsonists rammed hijacked hijackers suicide sabotage",
    "stabbed murder murdered deliberately guerrillas guerrilla extremists warplanes dynamite grenade grenades",
    "saboteurs torched strike strikes bombed mortar mortars explosive explosives detonated planted hurled fired gun",
    "guns gunfire gunshot gunshots shotgun pistol rifle rifles armed claimed",
)
"""Words by which a crash, a blast or a fire is somebody's act, and no accident."""

UNREAL: Final = word_set("like no not without never")
"""Words right before a cue that make it none: `like wildfire`, `no explosion`."""
METAPHOR_BEFORE: Final = word_set(
    "political diplomatic media financial economic emotional verbal social perfect legal constitutional electoral",
    "market pr brain stock price spiritual fashion",
)
"""Words right before a flowery cue that make it another thing: `a political earthquake`, `a perfect storm`."""
METAPHOR_AFTER: Final = word_set(
    "drill drills insurance course test tests testing sale exercise simulator lights season warning chaser chasers",
    "hazard safety defences defenses barrier barriers diet sales makers maker industry department departments chief",
    "jester jesters chiefs station stations marshal alarm alarms siren sirens hydrant ban service services relief",
    "watch reporter",
)
"""Words right after a cue that do the same: `crash course`, `flood insurance`."""
METAPHORS: Final = word_set(
    "by_accident no_accident opened_fire open_fire opening_fire under_fire friendly_fire returned_fire return_fire",
    "exchanged_fire cease_fire crashed_out crash_out crashes_out sinking_ship train_wreck baptism_of fire_sale",
)
"""Two words in a row of which none is a cue."""
FLOWERY: Final = word_set(
    "flood floods deluge storm storms avalanche landslide earthquake quake tremor tremors drought famine epidemic",
    "pandemic outbreak virus disease explosion explosions blast fire fires flames inferno eruption crash collapse",
)
"""Cues that must be of something of their kind where `of` follows: `a flood of water`, never `a flood of letters`."""
ENDS: Final = word_set("from to in among by for on at and with as that , .")
"""Where the thing behind `of` ends."""
ABSTRACT: Final = word_set(
    "politics political party parties markets market industry media cabinet complaints criticism polls memes",
    "fashion football imports goods interest creativity violence anger joy corruption misinformation fraud crime",
    "loneliness",
)
"""What a metaphor is about, behind `in` or `through`: `an earthquake in politics`."""
HEDGES: Final = word_set("could would might may will should if can")
"""Words before a verb of harm that make it one to come."""
UNTRUE: Final = word_set(
    "film films movie movies novel novels thriller sitcom fiction fictional episode screenplay videogame sequel",
    "memoir museum dictionary musical opera playwright drill simulated simulation anniversary documentary metaphor",
    "poem lyrics",
)
"""Words of stories, drills and remembrance: their sentences tell of no topic."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What names a topic: a cue with another word in one sentence."""

    topic: str
    cues: frozenset[str]
    beside: frozenset[str]
    against: frozenset[str]
    words: frozenset[str]
    """Cues and what stands beside them."""


def read_rules() -> tuple[Rule, ...]:
    """The rules as they stand above."""
    rules = []
    for line in RULES.strip().splitlines():
        topic, cues, beside, against = ([part.strip() for part in line.split(" | ")] + [""])[:4]
        rules.append(Rule(topic, word_set(cues), word_set(beside), word_set(against), word_set(cues, beside)))
    return tuple(rules)
