"""Words around place names as data."""

from __future__ import annotations

from typing import Final

from transforms.language.lists import word_set

NOT_ALONE: Final = word_set(
    "accord acre advance agency airport alley alliance along alter angle apples apt area arena arsenal ask",
    "assumption bad bag bail ball bank banks bar bare barn basic bath battle bear bed beer best blessing bloom",
    "bluff boom bone born bow box branch brand brick bridge bright brilliant brush burns bush bust butterfly cache",
    "cage calm canal cane car care cars cash casino castle cat cave center central centre century chagrin chair",
    "chamber champagne champion change chase chin church circle clever coast coats coin college come comfort",
    "commerce commonwealth conception concrete continental cool corn coronation cottage council court crane creek",
    "crook cross crown crystal cut dale dare date dawn deal defiance delight deport deposit diamond dollar don down",
    "downside downtown drain driver dry dual early earth east eastern echo economy effort elbow emblem empire",
    "energy enterprise equality era eye fair faith fall fame fare federal ferry field fleet flint florence ford",
    "forest forge fort fortune foster free freedom friend friendly friendship front fully gap gas gate gates",
    "gateway gay general givens glad glen globe gold golden good goodwill grace grain grand grant grass grave gray",
    "green grove guy hall happy harbor hard harmony harper hat haven hazard he hell heritage hey hill hit holder",
    "holiday holland home homer honor hook hope horn hot hub hull human humble hunter hurt imperial independence",
    "industry ion island jam jet job joy junction june junior justice keen key kill king kingdom la lab lake lance",
    "land landing law lead leader league lee legacy lend level liberal liberty lima line lion little live lone long",
    "loop lord lot love loyal luck lucky mad made magazine major male man many marble march marine mark market mars",
    "marshal media men mercury met meta metro mile mill mine mission mobile mojo moment monday monument more most",
    "mountain mud much municipal name natural naval nest net never new newborn news nice nine none normal north",
    "northeast northern northwest oak ocean offer office officer okay old olds one only opportunity oral orange",
    "ordinary outer over page paint pale palm panama paradise paragon paramount park parks parole pat paul pay",
    "peace pearl pen people perfect pie pine pink pioneer plain plains plate plaza plenty point police pool pop",
    "port post prairie pray president price prince pride pringle progress prospect prosper proven punch race rail",
    "rain rainbow ran rapid ray reading real receiving red reform region reliance republic reserve reservoir rest",
    "rich ride rifle ripe rise river rock rome root rose rough royal rule run rush rust sad sag sage sale same sand",
    "saturday save say school sea search seaside secretary section security see self senate senator settle shepherd",
    "shine ship short show side silver simple sing sister ski sky slaughter smile smith snow so social sole song",
    "soul sour south southern speed spirit split spring springs spur stamps standard star start state sterling",
    "still stock stone store stout street strong success sue sugar summer summit sun sunday sunrise sunset superior",
    "surprise swat table tag tale talent tall tank teller ten than the them thrall tide time times tiny tire toast",
    "tomorrow tone tool top tour tower town trade trail trap tree trial tribune trinity trip trout troy true trump",
    "truth tube tune turkey turn twist union unity university up upland utopia valley van vary veteran veto vice",
    "victor victory village virgin vista wall war ward warm warren warrior water wave way weed welcome well wells",
    "west western what wheeling white why wild will winds wing winner winter wise wolf wood wool work world worth",
    "young zion zoo that this these those they there here when where who his her its our their your may august",
    "april tuesday wednesday thursday friday and but for not yet nor as at by if in it no of on or to us we all any",
    "are can did had has how let off out own per put she two use via was ago bin ben bay boo dan del el al les los",
    "las san santa saint st dos das des et un une una uno os ma mi ba bo god dr mr mrs ms im id ok pm am tv dna fbi",
    "cia nato from since christmas hamas honda toyota mercedes obama kremlin olympic duma story herald sens emerald",
    "congress delta mcdonald landmark baha jesus mary levi zara chopin abbas igbo noma bravo band pandora xinhua dane",
    "cathedral chihuahua since gotham clark kelly davis spencer harvey turner webb bell nelson manning webster",
)
"""Words that name some town and far more often do not: accepted only with the region after them (`Reading, Pa.`)."""

NOT_PLACES: Final = frozenset(
    {"white house", "notre dame", "el nino", "el niño", "supreme court", "air force", "red cross", "wall street"}
)
"""Longer names that some town shares with something better known."""

PLACE_BEFORE: Final = word_set(
    "in at near from to of around outside inside across throughout over into toward towards between through via",
    "leaving entering visiting reached reaching downtown northern southern eastern western central north south east",
    "west northeastern northwestern southeastern southwestern beyond visit left invade invaded bombed attacked",
)
"""Words that stand before a place."""

PERSON_BEFORE: Final = word_set(
    "mr mrs ms miss dr sir dame lord lady prof sen rep gov gen lt col maj capt sgt cpl pvt adm rev fr judge justice",
    "mayor senator congressman congresswoman president chancellor secretary minister premier detective officer",
    "deputy sheriff captain lieutenant sergeant colonel general major commander admiral bishop archbishop cardinal",
    "pope rabbi imam sheikh king queen prince princess coach quarterback pitcher actor actress singer author",
    "attorney lawyer spokesman spokeswoman brother sister father mother son daughter uncle aunt named called aged",
    "chief representative councilman constable governor professor director chairman ceo ambassador supt insp det st",
    "saint",
)
"""Titles and kin: what follows is a person."""

PERSON_AFTER: Final = word_set(
    "said says told added asked replied explained wrote testified recalled joked laughed smiled himself herself who",
    "whose jr sr iii",
)

ORG_AFTER: Final = word_set(
    "police university college school schools hospital county city times post herald tribune journal news fire",
    "department airport international council court district courthouse high middle elementary public state general",
    "medical center centre sheriff mayor governor river lake island islands beach bay valley park street avenue",
    "road bridge hills heights stadium museum station port harbor harbour chamber community memorial national",
    "regional metropolitan municipal legislature senate house supreme superior appeals republican democrat",
    "democratic rep sen gov attorney coach football basketball baseball state's symphony zoo library cathedral",
    "church diocese authority commission board bank stock exchange securities government embassy ambassador",
    "parliament assembly army navy air force province region governorate prefecture republic peninsula coast desert",
    "plateau mountains gulf sea ocean strait basin delta canyon area metro zone township village town borough",
    "parish municipality suburb north south east west central downtown correspondent bureau office official",
    "officials resident residents native man woman couple teen family club united olympics games marathon summit",
    "accord treaty protocol agreement declaration airlines airways raiders",
)
"""Words after a place inside a longer name."""

LOCAL_BEFORE: Final = word_set(
    "north south east west northern southern eastern western central greater downtown upper lower inner outer metro",
    "northeast northwest southeast southwest suburban old new midtown rural mainland occupied the in at from near",
)
"""Capitalised words before a place that belong to it or to the sentence."""

NEUTRAL: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august",
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec the a an he she it they",
    "we i but and when while after before on in at as for if though although however meanwhile said",
)
"""Capitalised words that say nothing of the name beside them."""

GIVEN_NAMES: Final = word_set(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark",
    "donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob",
    "gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond",
    "patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah",
    "jeremy keith roger terry harold sean gerald carl arthur lawrence dylan jesse bryan billy joe bruce gabriel",
    "logan albert willie alan juan wayne elijah randy roy vincent ralph eugene russell bobby mason philip louis",
    "harry fred jimmy tony mike steve tom bill bob jim dave dan chris matt nick alex ben sam greg tim ken ron don",
    "ed pete rick jeff josh barack hillary ted al joel rob phil doug mary patricia jennifer linda elizabeth barbara",
    "susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda",
    "dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela",
    "emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth",
    "julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah",
    "jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia",
    "grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie",
    "kayla alexis lori jane kate sue anne paula tina wendy condoleezza angelina paris mohammed mohammad muhammad",
    "ahmed ahmad ali hassan hussein ibrahim omar abdullah khalid mahmoud mustafa yusuf youssef saddam osama hamid",
    "abdul abdel abu bashar nouri haider fatima aisha ayman tariq karim rashid samir jamal faisal carlos luis jorge",
    "pedro miguel antonio francisco manuel jesus alejandro fernando roberto eduardo ricardo sergio javier rafael",
    "raul mario alfredo enrique oscar hugo alberto diego pablo andres ramon julio cesar hector fidel ernesto",
    "vladimir ivan dmitry dmitri sergei alexei mikhail boris yuri nikolai andrei igor oleg viktor pierre jacques",
    "francois nicolas gerhard helmut hans klaus wolfgang heinz silvio giuseppe giovanni kim lee wang zhang li chen",
    "ban hu wen xi deng mao ho nguyen tran sanjay rahul raj narendra manmohan sonia benazir pervez asif imran nawaz",
    "desmond nelson kofi kwame thabo gordon winston",
)
"""Common given names; a capital word after one is a surname."""
