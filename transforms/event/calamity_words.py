"""Which words tell of a calamity: what breaks out, what breaks, and the verbs by which it happens.

A rule is `topic | verbs | things`: one of the things did what one of the verbs says: `a ferry capsized`. `gave_way` is
two words in a row.
"""

from __future__ import annotations

from typing import Final

from transforms.event.topic_words import ACCIDENT, DISASTER
from transforms.language.lists import word_set

_AIRCRAFT: Final = (
    "plane planes aircraft airliner jet jetliner helicopter helicopters glider airplane aeroplane seaplane chopper "
    "flight airbus boeing cessna balloon"
)
_VESSELS: Final = (
    "ferry ferries boat boats ship ships vessel vessels trawler trawlers tanker freighter yacht canoe dinghy barge "
    "raft catamaran lifeboat steamer submarine liner tugboat"
)
_TRAINS: Final = "train trains tram trams locomotive carriages wagons carriage railcar subway metro"
_VEHICLES: Final = (
    "bus buses minibus coach lorry lorries truck trucks car cars van vans motorcycle motorcyclist motorbike vehicle "
    "vehicles taxi minivan tanker suv sedan rickshaw tractor pickup ambulance bicycle cyclist cyclists trailer moped "
    "driver drivers"
)
_WORKS: Final = (
    "building buildings bridge roof roofs wall walls silo crane cranes scaffolding tower tunnel balcony grandstand "
    "ceiling house houses block stairs staircase walkway overpass viaduct terminal shaft floor stage factory dam mine "
    "warehouse mall scaffold platform chimney minaret hotel church school mosque stand market section part parts"
)
_BURNING: Final = (
    "building house houses home homes factory warehouse hotel market nightclub hospital forest forests church school "
    "plant ship ferry boat bus train shop shops barn mill hall flat apartment apartments hectares acres"
)
_TRANSPORT_VERBS: Final = (
    "crashed crashes collided collides plunged plunges overturned overturns slammed exploded flipped flips flipped_over"
)

RULES: Final = f"""
{ACCIDENT} | {_TRANSPORT_VERBS} ditched plummeted went_down came_down overshot broke_apart skidded | {_AIRCRAFT}
{ACCIDENT} | sank sinks capsized capsizes overturned ran_aground runs_aground collided taking_on keeled heeled sunk \
caught_fire flipped | {_VESSELS}
{ACCIDENT} | {_TRANSPORT_VERBS} derailed derails jumped_the ploughed plowed hit hits struck | {_TRAINS}
{ACCIDENT} | {_TRANSPORT_VERBS} skidded skids veered careened careered swerved ploughed plowed rolled hit hits struck \
fell_into | {_VEHICLES}
{ACCIDENT} | collapsed collapses caved_in gave_way gives_way crumbled toppled topples came_down fell_onto fell_into \
| {_WORKS}
{ACCIDENT} | exploded explodes blew_up ruptured | boiler cylinder cylinders tank tanks transformer plant factory \
refinery pipeline depot reactor furnace gas fireworks tanker
{ACCIDENT} | trapped buried | miners miner
{ACCIDENT} | drowned drown electrocuted | people person man woman men women boy boys girl girls child children workers \
worker swimmers swimmer fishermen pilgrims students brothers sisters teenager teenagers
{DISASTER} | burned_down burned burnt gutted caught_fire burst_into went_up | {_BURNING}
{DISASTER} | burst bursts overflowed overflows breached overtopped | river rivers dam dyke dike levee lake reservoir \
embankment
{DISASTER} | flooded floods inundated submerged swamped | rain rains rainfall river rivers water waters downpour \
downpours monsoon
{DISASTER} | erupted erupts spewed spews | volcano
"""

QUAKES: Final = word_set("earthquake earthquakes quake quakes temblor tremor tremors aftershock aftershocks tsunami")
FIRES: Final = word_set("fire fires blaze blazes inferno")
HAZARDS: Final[dict[str, str]] = {
    **dict.fromkeys(
        QUAKES
        | FIRES
        | word_set(
            "flood floods flooding floodwaters deluge landslide landslides mudslide mudslides rockslide avalanche",
            "avalanches hurricane typhoon cyclone tornado tornadoes twister storm storms blizzard hailstorm",
            "snowstorm thunderstorm thunderstorms rainstorm sandstorm eruption wildfire wildfires bushfire",
            "bushfires heatwave",
        ),
        DISASTER,
    ),
    **dict.fromkeys(
        word_set(
            "explosion explosions blast blasts crash crashes collision collisions derailment pileup shipwreck",
            "capsizing stampede accident accidents mishap collapse sinking wreck leak spill",
        ),
        ACCIDENT,
    ),
}
"""Nouns that name a calamity, and the IPTC Media Topic it falls under."""

OF_SOMETHING: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("crash", "crashes", "collision", "collisions", "accident", "accidents", "wreck", "derailment", "sinking"),
        word_set(_AIRCRAFT, _VESSELS, _TRAINS, _VEHICLES)
        | word_set("road highway motorway traffic rail railway air airline industrial mining work"),
    ),
    "collapse": word_set(_WORKS),
    **dict.fromkeys(
        ("leak", "spill"), word_set("gas ammonia chlorine chemical chemicals toxic oil fuel radioactive methane")
    ),
    "eruption": word_set("volcano volcanic crater lava ash"),
}
"""Nouns that name a calamity only beside one of these words: no `market crash`, no `collapse of the talks`."""

WON: Final = word_set("won win wins winning victory victories vote votes voters election elections seats polls")
"""Words beside which a landslide is one of votes."""
TRADES: Final = word_set(
    "society societies company companies firm firms owner owners maker makers industry market markets union unions",
    "operator operators fare fares sale sales price prices stocks shares trade deal deals loan loans project projects",
)
"""Words behind a thing of which it says only what kind they are: `building society`."""
HAPPENED: Final = word_set(
    "struck strikes hit hits shook shakes shaken rocked rocks jolted rattled swept sweeps tore tears rips ripped raged",
    "rages ravaged destroyed destroys killed kills injured injures wounded hurt claimed left leaves damaged devastated",
    "flattened leveled levelled buried buries engulfed gutted consumed burned burns spread spreads broke breaks",
    "erupted occurred happened triggered caused forced sent inundated submerged washed cut displaced displaces lashed",
    "battered pounded pummeled slammed made uprooted toppled knocked blew demolished wrecked collapsed trapped traps",
    "stranded raced roared scorched blackened wrecks disrupted halted took felt rumbled drowned started unleashed",
    "smashed plunged caught",
)
"""What a calamity did, where it is the subject."""
HARMED: Final = word_set(
    "killed died dead dies injured hurt perished missing destroyed damaged hit struck shaken devastated ravaged",
    "wounded trapped homeless gutted burned rocked buried swept drowned flattened engulfed battered lashed flooded",
    "jolted injuries injury lives",
)
"""What somebody or something suffered, where a preposition leads to the calamity."""
CAUSED: Final = word_set(
    "causing caused causes triggering triggered triggers sparking sparked off unleashed unleashing heard felt battled",
    "fought extinguished",
)
"""Words right before a calamity that has begun: `triggering a landslide`, `heard an explosion`, `battled a blaze`."""
MANY: Final = word_set("crashes accidents collisions explosions blasts wrecks leaks spills")
"""Nouns of accidents that tell of one only where they refer back: more than one is a sum."""
GUNS: Final = word_set(
    "opened opening open under exchanged exchange returned return ceased cease gun rifle hostile enemy friendly set",
    "setting hold exchanging antiaircraft anti artillery arms sniper automatic machine cross mortar heavy",
)
"""Words before a fire of guns, or one that somebody sets."""
FOREIGN: Final = word_set(
    "rescue crew crews brigade brigades engine engines truck trucks escape escapes investigator investigators code",
    "codes pit pits hall halls sprinkler sprinklers extinguisher extinguishers hazard officials official expert",
    "experts officer officers commissioner district coverage damage fighting fighters prevention control plain plains",
    "zone victim victims survivor survivors dummy site scene investigation report data rate rates",
)
"""Words right behind a hazard of which it says only what kind they are."""
LEADING: Final = word_set("in by from after during of when following amid")
"""Prepositions that lead from harm to its cause."""
SITES: Final = word_set("at in on near outside inside off along aboard between involving under over beneath")
"""Prepositions of place behind a calamity."""

UNSURE: Final = word_set(
    "could would may might should if can unless risk risks danger possibility fear fears event case prevent prevents",
    "preventing avoid averted avert warn warned warns warning warnings forecast forecasts prepare prepared preparing",
    "against potential possible any every each future next likely hypothetical whether expected threatens threatened",
    "threat insurance simulated mock drill exercise predicted predict imagine feared never without no averting",
    "protection prone vulnerable scenario nor worried nothing",
)
"""Words before a calamity in its sentence that make it none that happened."""
HABITUAL: Final = word_set("annually often frequently frequent usually typically regularly sometimes common commonly")
"""Words of what happens again and again."""
OFTEN: Final = frozenset({("every", "year"), ("each", "year"), ("a", "year"), ("per", "year"), ("every", "summer")})
REMEMBERED: Final = word_set(
    "anniversary commemorate commemorated commemorates commemorating commemoration memorial remembered centenary",
    "history historic museum decades century",
)
"""Words of a look back."""
AFTERWARDS: Final = word_set(
    "court arraigned sentenced charged jury trial pleaded convicted indicted arrested hearing announced funeral vigil",
    "appearance conference buried interview award awarded honored honoured",
)
"""Words beside a time that is not that of the calamity."""
AGO: Final = word_set("years decades year decade centuries")
"""Units before `ago` and `after` of what is long past."""


def read_rules() -> dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]]:
    """The rules as they stand above, by first word: the words of a verb, its topic, the things that do it."""
    entries: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = {}
    for line in RULES.strip().splitlines():
        topic, verbs, things = line.split(" | ")
        for verb in sorted(word_set(verbs)):
            parts = tuple(verb.split("_"))
            entries.setdefault(parts[0], []).append((parts, topic, word_set(things)))
    return entries
