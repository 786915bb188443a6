"""The words by which kinds of sources are known."""

from __future__ import annotations

import re
from typing import Final

from transforms.language.lists import word_set

SPOKES: Final = re.compile(
    r"\bspokes(?:man|woman|person|people|men|women)\b|\bpress (?:secretary|officer|attach[ée])\b", re.I
)
SHIELDED: Final = re.compile(
    r"\bsources?\b(?! of)|\b(?:people|persons?|individuals?|someone|somebody|"
    r"man|woman|those) (?:\w+ ){0,2}?(?:familiar|close|briefed|with (?:direct "
    r"|first-?hand )?knowledge|"
    r"involved|aware|informed)|\binsiders?\b|\b(?:whistle-?blowers?|informants?)\b|"
    r"\bunnamed\b|\bunidentified\b|\banonymous\b",
    re.I,
)
OFFICIAL: Final = re.compile(
    r"\b(?:officials?|officers?|ministers?|diplomats?|envoys?|ambassadors?|governors?|mayors?|senators?|lawmakers?|"
    r"legislators?|deput(?:y|ies)|congress(?:man|woman|men)|aides?|advis[eo]rs?|"
    r"prosecutors?|judges?|magistrates?|police|authorities|"
    r"generals?|colonels?|soldiers?|troops|commissioners?|secretar(?:y|ies)|presidents?|premiers?|chancellors?|"
    r"investigators?|detectives?|sheriffs?|regulators?|inspectors?|mps?|policy "
    r"?makers?|councill?ors?|councilm[ae]n|firefighters|"
    r"rescuers|customs|coast ?guards|military|army chief|king|queen|prince|princess|emir|sultan|monarch|speaker|"
    r"attorney general|attorneys? general|representatives?|negotiators?|bureaucrats?)\b",
    re.I,
)
PRIVATE: Final = re.compile(
    r"\b(?:witness(?:es)?|residents?|villagers?|neighbou?rs?|suspects?|victims?|"
    r"survivors?|relatives?|protesters?|demonstrators?|"
    r"passengers?|locals|voters?|students?|workers?|shoppers?|farmers?|refugees?|migrants?|mourners|worshippers|"
    r"activists?|organi[sz]ers?|campaigners?|critics?|supporters?|opponents?|experts?|analysts?|economists?|"
    r"traders?|investors?|observers?|doctors?|"
    r"medics?|nurses?|lawyers?|attorneys?|employees?|executives?|managers?|strategists?|"
    r"operatives?|donors?|fans?|teachers?|parents?|"
    r"fighters?|rebels|militants|gunmen|commanders?|scientists?|researchers?|"
    r"historians?|scholars?|reporters?|journalists?|"
    r"people|men|women|man|woman|person|some|others?|many|members?|friends?|"
    r"colleagues?|customers?|users?|drivers?|dealers?|bankers?|brokers?|pollsters?|"
    r"allies|ally|rivals?|leaders?|candidates?|"
    r"engineers?|technicians?|miners?|pilots?|sailors?|guards|clerks?|vendors?|shopkeepers?|builders?|mechanics?|"
    r"surgeons?|physicians?|psychologists?|midwi(?:fe|ves)|clerics?|priests?|monks?|nuns?|imams?|pastors?|volunteers?|"
    r"tourists?|commuters?|travell?ers?|bystanders?|onlookers?|pedestrians?|cyclists?|teenagers?|pupils?|children|"
    r"veterans?|prisoners?|inmates?|detainees?|hostages?|tenants?|landlords?|homeowners?|patients?|shareholders?)\b",
    re.I,
)
DOCUMENT: Final = re.compile(
    r"\b(?:statements?|reports?|documents?|rulings?|letters?|memos?|memorandum|"
    r"draft|filings?|court papers|indictment|complaint|"
    r"lawsuit|affidavit|warrant|poll|polls|survey|study|studies|data|figures|"
    r"minutes|transcript|records|emails?|e-mails?|"
    r"resolution|communiqu[ée]|decree|bill|law|constitution|treaty|text|notice|"
    r"video|footage|tweet|post|posts|message|"
    r"article|book|diary|website|web site|page|press release|release|note|contract|"
    r"verdict|judgment|judgement|analysis|"
    r"census|index|audit|review|ad|advertisement|manifesto|testimony|tape|recording|"
    r"documentary|results?|evidence|estimates?|"
    r"investigation|inquiry|research|dossier|cable|cables|order)\b",
    re.I,
)
MEDIA: Final = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|Bloomberg|Xinhua|"
    r"TASS|Interfax|RIA|Kyodo|dpa|DPA|ANSA|EFE|UPI|PA Media|"
    r"BBC|CNN|NBC|ABC|CBS|Fox News|MSNBC|NPR|PBS|Al[- ]Jazeera|Al[- ]Arabiya|Sky News|POLITICO|Politico|"
    r"(?:New York|Los Angeles|Financial|Washington|Sunday|Irish|Japan|Moscow|"
    r"Straits|The) (?:Times|Post|Journal|Guardian|Herald|Tribune)|Wall Street "
    r"Journal|"
    r"USA Today|BuzzFeed|Breitbart|Haaretz|Le Monde|Der Spiegel|Bild|El Pa[ií]s|"
    r"Axios|ProPublica|[Tt]he [A-Z]\w+ (?:Review|Gazette|Courier|Chronicle|Examiner|Observer|Mail|Mirror|Telegraph)|"
    r"Huffington Post|Daily \w+)\b"
    r"|(?i:\b(?:newspapers?|news agency|news agencies|(?:state|official|local|public|"
    r"national|private|satellite) (?:television|TV|media|radio|news)|television|"
    r"TV channel|TV station|broadcasters?|"
    r"news (?:website|site|channel|outlet|outlets|service|network|reports?)|"
    r"radio station|magazine|media(?: outlets?| reports?)?|"
    r"tabloid|the agency|daily|weekly|the press|news agency \w+)\b)"
)
ORGANISATION: Final = re.compile(
    r"\b(?:ministry|government|company|bank|agency|department|office|group|party|army|navy|air force|council|"
    r"committee|commission|court|union|association|institute|university|hospital|church|airline|airport|operator|"
    r"firm|corporation|administration|campaign|bureau|authority|parliament|congress|senate|house|federation|league|"
    r"club|team|coalition|alliance|movement|organi[sz]ation|foundation|fund|"
    r"board|embassy|consulate|militia|brigade|front|"
    r"forces|cabinet|regulator|exchange|retailer|maker|carmaker|manufacturer|producer|startup|network|centre|center|"
    r"service|society|tribunal|junta|watchdog|charity|Inc|Corp|Ltd|Co|Group|"
    r"Industries|Holdings|LLC|PLC|SA|AG|NATO|UN|EU|"
    r"White House|Downing Street|Scotland Yard|Buckingham Palace|Capitol Hill|[ÉE]lys[ée]e|"
    r"Kremlin|Pentagon|United Nations|European Union|State Department|"
    r"Vatican|industry|ministries|companies|"
    r"groups|banks|parties|governments|unions|faction|factions|firms?|movements|agencies|organi[sz]ations|"
    r"associations|airlines|retailers|insurers?|carmakers|charities|militias|panel|mission|delegation|distributor|"
    r"(?-i:Amnesty|Human Rights Watch|International|Red Cross|Red Crescent|Doctors Without Borders|Greenpeace|Oxfam|"
    r"UNICEF|UNHCR|UNESCO|WHO|IMF|OPEC|ASEAN|Interpol|Europol|Hamas|Hezbollah|Taliban|Islamic State|Boko Haram)|"
    r"chambers?|cooperatives?|secretariat|directorate|inspectorate|"
    r"coastguard|(?:coast|civil|national|border) guard|school|district|county|city|state|calls to [^,]+)\b",
    re.I,
)
OFFICE: Final = re.compile(
    r"\b(?:(?:vice|deputy|prime|foreign|interior|defen[cs]e|finance|justice|"
    r"health|energy|trade|first|acting|former|then|senior|chief|"
    r"assistant|attorney|police|lieutenant|major|brigadier|lt|gen|col|sen|rep|"
    r"gov|state|national|security|army|navy|county|district|opposition|party|"
    r"house|senate|supreme|court|under|white house|central bank|labor|labour|"
    r"oil|education|agriculture|information|culture|environment|economy|development|"
    r"transport|industry|tourism|parliamentary|presidential|regional|provincial|"
    r"local|city|federal|campaign) )*"
    r"(?:minister|president|governor|mayor|senator|secretary(?: of state| general|"
    r"-general)?|ambassador|chancellor|premier|"
    r"general|gen|col|colonel|captain|maj|sen|sens|rep|gov|lt|sgt|lieutenant|"
    r"sheriff|judge|justice|prosecutor|commissioner|congressman|congresswoman|"
    r"representative|official|minister of [a-z ]+|king|queen|prince|princess|emir|sheikh|pope|speaker|envoy|diplomat|"
    r"police chief|chief of (?:police|staff)|army chief|lawmaker|councillor|councilman|councilwoman|"
    r"mp|chairman|chairwoman|chair|chief executive(?: officer)?|ceo|cfo|spokesman|"
    r"spokeswoman|spokesperson|director(?: general| of [\w ]+)?|commander|leader|"
    r"adviser|advisor|aide|analyst|economist|professor|manager|strategist|lawyer|"
    r"attorney|coach|candidate|nominee|head of [\w ]+|chief|nurse|doctor|teacher|"
    r"activist|historian|researcher|scientist|author|editor|founder|co-founder|"
    r"owner|partner|pollster|columnist|host|actor|actress|singer|farmer|student|"
    r"resident|witness|dr|prof|rev|bishop|archbishop|cardinal|imam|rabbi|negotiator|"
    r"inspector|superintendent|detective|officer|executive|vice president|consultant|"
    r"fellow|scholar|organizer|organiser|operative|staffer|assemblyman|assemblywoman|"
    r"delegate|congressman|treasurer|whip|(?:harbou?r|station)[ -]?master|headmaster|headteacher|head)s?\b\.?",
    re.I,
)
OF_STATE: Final = re.compile(

        r"\b(?:ministers?|presidents?|governors?|mayors?|senators?|sens?|reps?|gov|"
        r"secretary|ambassador|chancellor|premier|prosecutor|"

        r"judge|justice|sheriff|king|queen|prince|princess|emir|envoy|diplomat|lawmaker|"
        r"congressman|congresswoman|mp|official|police chief|"
    r"commissioner|attorney general|speaker|councillor|councilman|general|gen|col|colonel|officer|deputy)\b",
    re.I,
)  # fmt: skip
NUMBER: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a dozen": 12, "dozen": 12}
PEOPLE: Final = (
    r"(?:sources?|officials?|officers?|diplomats?|people|persons?|individuals|"
    r"aides?|advis[eo]rs?|men|women|man|woman|witness(?:es)?|residents?|suspects?|"
    r"lawmakers?|ministers?|executives?|bankers?|analysts?|economists?|traders?|employees|workers|insiders?|"
    r"commanders?|soldiers?|policemen|prosecutors?|lawyers?|experts?|doctors?|"
    r"medics|relatives|survivors|victims|members|"
    r"judges|senators?|generals|spokesmen|dealers|investors|fighters|villagers|"
    r"activists|others?|investigators?|passengers|students|refugees|migrants|"
    r"drivers|neighbou?rs|friends|representatives?|leaders|delegates|negotiators?|"
    r"strategists?|operatives?|allies|scientists|researchers)"
)
COUNTED: Final = re.compile(
    r"\b(?P<n>" + "|".join(sorted(NUMBER, key=len, reverse=True)) + r"|\d{1,3})\b(?! percent| per cent|%|-|,\d)"
    r"(?P<of> of (?:the|his|her|its|their|those))?(?= (?:[\w’'.-]+ ){0,5}?(?:" + PEOPLE + r"|\w+(?:s|men))\b)",
    re.I,
)
VAGUE: Final = re.compile(
    r"\b(?:several|some|many|a few|few|dozens of|scores of|multiple|various|"
    r"a number of|a handful of|at least \w+|more than \w+|numerous|most|hundreds "
    r"of)\b(?=(?: [\w’'.-]+){0,4}? " + PEOPLE + r"\b)",
    re.I,
)
SINGLE: Final = re.compile(r"(?:an?|another|one) (?:[\w’'.-]+ ){0,5}?[\w’'-]+\b", re.I)
NAME: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]*\.?|[A-Z]\.)(?: (?:[A-ZÀ-Þ][\w’'-]*\.?|al-\w+|de|van|"
    r"der|bin|von|el|al|la|di|da|del))*(?: [A-ZÀ-Þ][\w’'-]*| al-\w+)|[A-ZÀ-Þ][\w’-]+"
)
HONORIFIC: Final = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Madam|Mx)\.? )+")
AFFILIATED: Final = re.compile(
    r"\b(?:for|of|at|with|close to|in|from|inside|within|representing|near) "
    r"(?P<whom>(?:the |a |an |his |her |its |their )?[^,;()]+)"
)
BEFORE_SPOKES: Final = re.compile(
    r"(?:(?:an?|the|another|one|two|three|both|some|several|his|her|its|their|second|new|unnamed|unidentified)\s+)*"
    r"(?P<whom>[\w’' .-]*?)(?:(?:(?<=s)['’]|['’]s)?\s+)?(?:(?:chief|senior|deputy|top)\s+)*spokes",
    re.I,
)
PRIVATE_ONLY: Final = re.compile(
    r"\b(?:witness(?:es)?|residents?|suspects?|victims?|survivors?|relatives?|"
    r"neighbou?rs?|passengers?|villagers?|protesters?|students?|workers?|voters?|"
    r"man|woman|men|women)\b",
    re.I,
)
TITLES: Final = (
    "Vice|Deputy|Prime|Foreign|Interior|Defen[cs]e|Finance|Justice|Health|Energy|"
    "Trade|First|Acting|Former|Senior|Chief|Assistant|Attorney|Police|"
    "Lieutenant|Major|Brigadier|Minister|President|Governor|Mayor|Senator|Senators|"
    "Secretary|State|Ambassador|Chancellor|Premier|General|Gen|Col|"
    "Colonel|Captain|Capt|Maj|Sen|Sens|Rep|Reps|Gov|Lt|Sgt|Sheriff|Judge|Prosecutor|"
    "Commissioner|Congressman|Congresswoman|Representative|King|Queen|"
    "Prince|Princess|Sheikh|Pope|Speaker|House|Senate|Majority|Minority|Leader|"
    "Whip|Democratic|Republican|Labour|Conservative|Democrat|Professor|Prof|"
    "Bishop|Archbishop|Cardinal|Rabbi|Imam|Rev|Reverend|"
    "Chairman|Chairwoman|CEO|Coach|Officer|Detective|Inspector|Superintendent|"
    "Undersecretary|Treasury|Oil|Education|Labor|Economy|Environment|Transport|"
    "U\\.S\\.|US|Saint|Admiral|Adm|Sergeant|Corporal|Director|Spokesman|Spokeswoman|"
    "Information|Culture|Agriculture|Tourism|Home|Social|Planning|Migration|"
    "GOP|Supreme Court|White House"
)
NOT_NAMES: Final = word_set(
    "the a an two three four five six seven eight nine ten one some several many most other others both",
    "neither no all he she it they we i republicans democrats monday tuesday wednesday thursday friday",
    "saturday sunday voters officials sources witnesses residents police authorities analysts lawmakers",
    "critics prosecutors investigators state local security senior former iraqi democrat republican",
    "conservatives liberals supporters people experts islam muslims christians jews americans twitter",
    "facebook google congress nato isis parliament this that these those what who",
)
COUNTRY_WORD: Final = re.compile(
    r"(?:[A-Z]\w+(?:an|ians|ans|ish|ese|i|is)|Dutch|French|Swiss|Greek|Thai|U\.S\.|US|UK|U\.N\.|UN|EU|[A-Z]{2,6})"
)
PREPOSITION: Final = re.compile(r"\b(?:of|for|from|in|at|by|on|to|with)\b")
LEADS_TO_BODY: Final = re.compile(r"\b(?:of|for|at|in|from|with|to) (?:the )?$")
"""What stands before the name of a house: `an analyst at the …`."""
GIVES_NAME: Final = re.compile(
    r"\b(?:gave|giving|gives) (?:only )?(?:his|her|their) (?:first |last |full )?name(?: only)?,?(?: as)? "
    r"(?P<name>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)"
)
"""What somebody is called who is named by no more than that: `a shopkeeper, who gave his name only as Tarek`."""
