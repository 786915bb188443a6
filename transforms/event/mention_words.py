"""Words that decide whether a trigger means what it says."""

from __future__ import annotations

from typing import Final

from transforms.language.lists import word_set

BY: Final = frozenset({"by"})
TOWARDS: Final = frozenset({"with", "to", "on", "against", "from", "between", "for"})
ON: Final = frozenset({"on", "against", "upon", "targeting"})

AIR: Final = {
    "air": "aerial", "aerial": "aerial", "drone": "drone", "unmanned": "drone", "missile": "heavy-weapons",
    "rocket": "heavy-weapons", "mortar": "heavy-weapons", "artillery": "heavy-weapons", "suicide": "suicide-attack",
    "car": "explosives", "truck": "explosives", "roadside": "explosives", "knife": "primitive", "gun": "firearms",
    "bomb": "explosives", "chemical": "unconventional", "poison": "unconventional", "assassination": "targeted",
    "sexual": "sexual", "arson": "primitive", "stabbing": "primitive", "hunger": "hunger",
}  # fmt: skip
"""Words beside an assault and the mode they give."""

GOING_OFF: Final = word_set("exploded explodes explode detonated detonates went gone blew")
BOMBS: Final = word_set("bomb bombs device devices grenade grenades ied ieds explosive explosives landmine landmines")
"""Subjects that make an explosion an attack."""
DECLARING: Final = word_set("said says declared reiterated insisted stressed told announced warned added repeated")
"""Verbs of saying that make a demand of a `must` in what is said."""

FIGURATIVE_BEFORE: Final = word_set(
    "heart panic asthma anxiety verbal personal political scathing blistering stinging withering penalty trade",
    "price bidding charm marketing advertising pr media twitter photo movie film video game fictional novel court",
    "legal hostile takeover time title counter fast shark bear dog smash corner goal stock market box snake insect",
    "allergic word vocal rhetorical strategic economic labour labor hiring hunger's pennant playoff baby beer",
)
"""Words before a trigger that turn it into something else: `heart attack`, `penalty shootout`, `price war`."""
FIGURATIVE_AFTER: Final = word_set(
    "ad ads dog dogs line lines coach drill scene scenes film films movie movies game games plan hat off back"
)
MISUSED: Final = word_set(
    "kill kills killed killing shoot shoots shot shooting shots attack attacks attacked attacking bombed bomb",
    "bombing strike strikes struck striking fight fights fought fighting beat beats beaten beating target targets",
    "targeted targeting battle execute executed executes execution seize seized seizes raid raided storm stormed",
    "rally rallied rallies march marched offensive arrested charge charged charges clash clashed clashes welcomed",
    "hail hailed murdered slaughtered slaughter rescue rescued withdraw withdrew withdrawal release released free",
    "freed surrender surrendered met meet meets visit visited blast blasted explosion explosions invasion invaded",
    "hijacked massacre massacred ban banned suspended deal warned visits slaying assault assaulted ambushed shell",
    "shelled protest protested deployed hacked",
)
"""Triggers that are common in other fields."""
FIGURATIVE_OBJECTS: Final = word_set(
    "bill deal proposal plan project momentum time appetite chance chances idea budget amendment inflation joy mood",
    "buzz balance chord pose gold record note nerve cancer disease virus bacteria tumors weeds pain calories fat",
    "poverty hunger corruption crime climate fire fires blaze blazes flames wildfire wildfires hope hopes rumors",
    "rumours album song single movie film documentary video game games scene episode photo photos picture pictures",
    "footage selfie opportunity moment audience audiences customers consumers growth profits market markets engine",
    "lights",
)
"""Objects that make `killed`, `fought`, `struck` or `shot` harmless."""
DOMAIN_WORDS: Final = word_set(
    # Sport.
    "goal goals match league season coach striker midfielder defender goalkeeper quarterback inning innings",
    "touchdown playoff playoffs championship champion champions cup tournament semifinal semifinals quarterfinal",
    "final finals scored scoring score halftime penalty referee stadium fans offense defense pitcher batter homer",
    "homers rebounds puck nhl nba nfl mlb fifa uefa premier wicket wickets batsman olympic olympics medal title",
    "titles teammate teammates racket wimbledon golf birdie bogey",
    "basket baskets rebound roster draft freshman sophomore varsity",
    "guard's lap laps podium racing",
    # Markets.
    "shares stocks stock investors nasdaq dow ftse nikkei index futures bond bonds yields earnings dividend",
    "analysts traders profit profits revenue quarterly barrel commodity commodities bullish bearish",
    # Stage and fiction.
    "film films movie movies novel novels episode sitcom thriller album albums song songs actor actress director",
    "premiere netflix hollywood screenplay plot character characters drama comedy sequel franchise gameplay",
    "videogame box-office starring stars blockbuster playwright opera fictional fiction",
)
"""Words of sport, markets and fiction: in their sentences a trigger is seldom an event."""
FICTION: Final = word_set(
    "novel novels film films movie movies sitcom thriller screenplay playwright opera fiction fictional musical",
    "episode drama videogame sequel play comedy documentary character characters museum dictionary",
)
"""Words of which one in a sentence makes its events told ones."""
HARM_NOUNS: Final = word_set(
    "bomb air drone missile rocket mortar suicide car militant rebel guerrilla terrorist gun grenade knife arson",
    "insurgent armed deadly fatal bloody mass school ethnic sectarian police street protest peace cease violent",
    "student hunger border",
)
HARMFUL: Final = word_set(
    "killing killings murder murders assassination assassinations execution executions kidnapping kidnappings",
    "abduction abductions hijacking hijackings slaying slayings shooting shootings stabbing stabbings massacre",
    "slaughter beheading bombing shelling ambush bombardment invasion arrest arrests",
)
"""Nouns whose `of` names the victim."""
NOT_A_PERSON: Final = word_set(
    "it this that they he she we you i there what who which responsibility order orders calls efforts week month",
    "year years day time times monday tuesday wednesday thursday friday saturday sunday january february november",
    "december case cases report reports statement statements evidence investigation percent number numbers way one",
    "ones news comment comments violence war conflict tension tensions crisis move moves decision decisions issue",
    "issues question questions fire death deaths injuries damage casualties us them him her me all some others",
    "other more people's charges role himself themselves itself herself something anything nothing everything price",
    "prices",
)
"""Heads that neither act nor suffer."""
OPEN_SUBJECTS: Final = word_set("no none nobody nothing neither")
TARGET_THINGS: Final = word_set(
    "post posts base bases barracks convoy convoys checkpoint checkpoints station stations embassy embassies",
    "consulate palace residence home homes house houses village villages town towns city cities hospital hospitals",
    "school schools mosque church churches temple synagogue market markets bus buses train trains car cars truck",
    "trucks vehicle vehicles ship ships tanker vessel boat boats plane planes aircraft helicopter helicopters",
    "bridge bridges pipeline pipelines airport port refinery plant hotel restaurant bank banks office offices",
    "headquarters building buildings camp camps prison tower towers pylons ministry farm farms store stores ranch",
    "facility facilities garrison outpost newspaper antenna railway road roads border substation",
    "substations pylon pylons",
    "bakery cafe café shop shops supermarket mall nightclub pub library museum university college monument courthouse",
    "patrol patrols motorcade compound shrine cathedral restaurants hotels kindergarten theater theatre subway metro",
    "installation installations mansion highway highways ambulance ambulances garage barrack tracks depot warehouse",
)
"""Buildings, vehicles and works that are attacked."""
HAZARDS: Final = word_set(
    "storm storms hurricane typhoon cyclone tornado tornadoes earthquake earthquakes quake tremor tsunami flood floods",
    "flooding landslide landslides mudslide avalanche lightning blizzard heatwave heat drought wildfire wildfires",
    "blaze",
    "volcano eruption virus disease epidemic pandemic outbreak cholera ebola malaria measles crash crashed crashes",
    "collided collision derailed derailment capsized sank sinking collapsed collapse accident accidents fireworks",
    "factory",
    "refinery gas boiler pileup skidded overturned swerved plunged drowned stampede crush rockfall explosion's",
    "overdose",
    "shark crocodile elephant tiger bees",
)
"""Words of accidents and disasters: what kills in their sentences is no attack unless words of force say so."""
