"""What kind of source speaks, how many, in what role and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.language.lists import word_set

_SPOKES: Final = re.compile(
    r"\bspokes(?:man|woman|person|people|men|women)\b|\bpress (?:secretary|officer|attach[ée])\b", re.I
)
_SHIELDED: Final = re.compile(
    r"\bsources?\b(?! of)|\b(?:people|persons?|individuals?|someone|somebody|"
    r"man|woman|those) (?:\w+ ){0,2}?(?:familiar|close|briefed|with (?:direct "
    r"|first-?hand )?knowledge|"
    r"involved|aware|informed)|\binsiders?\b|\b(?:whistle-?blowers?|informants?)\b|"
    r"\bunnamed\b|\bunidentified\b|\banonymous\b",
    re.I,
)
_OFFICIAL: Final = re.compile(
    r"\b(?:officials?|officers?|ministers?|diplomats?|envoys?|ambassadors?|governors?|mayors?|senators?|lawmakers?|"
    r"legislators?|deput(?:y|ies)|congress(?:man|woman|men)|aides?|advis[eo]rs?|"
    r"prosecutors?|judges?|magistrates?|police|authorities|"
    r"generals?|colonels?|soldiers?|troops|commissioners?|secretar(?:y|ies)|presidents?|premiers?|chancellors?|"
    r"investigators?|detectives?|sheriffs?|regulators?|inspectors?|mps?|policy "
    r"?makers?|councill?ors?|councilm[ae]n|firefighters|"
    r"rescuers|customs|coast ?guards?|military|army chief|king|queen|prince|princess|emir|sultan|monarch|speaker|"
    r"attorney general|attorneys? general|representatives?|negotiators?|bureaucrats?)\b",
    re.I,
)
_PRIVATE: Final = re.compile(
    r"\b(?:witness(?:es)?|residents?|villagers?|neighbou?rs?|suspects?|victims?|"
    r"survivors?|relatives?|protesters?|demonstrators?|"
    r"passengers?|locals|voters?|students?|workers?|shoppers?|farmers?|refugees?|migrants?|mourners|worshippers|"
    r"activists?|critics?|supporters?|opponents?|experts?|analysts?|economists?|"
    r"traders?|investors?|observers?|doctors?|"
    r"medics?|nurses?|lawyers?|attorneys?|employees?|executives?|managers?|strategists?|"
    r"operatives?|donors?|fans?|teachers?|parents?|"
    r"fighters?|rebels|militants|gunmen|commanders?|scientists?|researchers?|"
    r"historians?|scholars?|reporters?|journalists?|"
    r"people|men|women|man|woman|person|some|others?|many|members?|friends?|"
    r"colleagues?|customers?|users?|drivers?|dealers?|bankers?|brokers?|pollsters?|"
    r"allies|ally|rivals?|leaders?|candidates?)\b",
    re.I,
)
_DOCUMENT: Final = re.compile(
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
_MEDIA: Final = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|Bloomberg|Xinhua|"
    r"TASS|Interfax|RIA|Kyodo|dpa|DPA|ANSA|EFE|UPI|PA Media|"
    r"BBC|CNN|NBC|ABC|CBS|Fox News|MSNBC|NPR|PBS|Al[- ]Jazeera|Al[- ]Arabiya|Sky News|POLITICO|Politico|"
    r"(?:New York|Los Angeles|Financial|Washington|Sunday|Irish|Japan|Moscow|"
    r"Straits|The) (?:Times|Post|Journal|Guardian|Herald|Tribune)|Wall Street "
    r"Journal|"
    r"USA Today|BuzzFeed|Breitbart|Haaretz|Le Monde|Der Spiegel|Bild|El Pa[ií]s|"
    r"Axios|ProPublica|Huffington Post|Daily \w+)\b"
    r"|\b(?:newspapers?|news agency|news agencies|(?:state|official|local|public|"
    r"national|private|satellite) (?:television|TV|media|radio|news)|television|"
    r"TV channel|TV station|broadcasters?|"
    r"news (?:website|site|channel|outlet|outlets|service|network|reports?)|"
    r"radio station|magazine|media(?: outlets?| reports?)?|"
    r"tabloid|the agency|daily|weekly|the press|news agency \w+)\b"
)
_ORGANISATION: Final = re.compile(
    r"\b(?:ministry|government|company|bank|agency|department|office|group|party|army|navy|air force|council|"
    r"committee|commission|court|union|association|institute|university|hospital|church|airline|airport|operator|"
    r"firm|corporation|administration|campaign|bureau|authority|parliament|congress|senate|house|federation|league|"
    r"club|team|coalition|alliance|movement|organi[sz]ation|foundation|fund|"
    r"board|embassy|consulate|militia|brigade|front|"
    r"forces|cabinet|regulator|exchange|retailer|maker|carmaker|manufacturer|producer|startup|network|centre|center|"
    r"service|society|tribunal|junta|watchdog|charity|Inc|Corp|Ltd|Co|Group|"
    r"Industries|Holdings|LLC|PLC|SA|AG|NATO|UN|EU|"
    r"White House|Kremlin|Pentagon|United Nations|European Union|State Department|"
    r"Vatican|industry|ministries|companies|"
    r"groups|banks|parties|governments|unions|faction|factions|school|district|county|city|state|calls to [^,]+)\b",
    re.I,
)
_OFFICE: Final = re.compile(
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
    r"delegate|congressman|treasurer|whip)s?\b\.?",
    re.I,
)
_OF_STATE: Final = re.compile(

        r"\b(?:ministers?|presidents?|governors?|mayors?|senators?|sens?|reps?|gov|"
        r"secretary|ambassador|chancellor|premier|prosecutor|"

        r"judge|justice|sheriff|king|queen|prince|princess|emir|envoy|diplomat|lawmaker|"
        r"congressman|congresswoman|mp|official|police chief|"
    r"commissioner|attorney general|speaker|councillor|councilman|general|gen|col|colonel|officer|deputy)\b",
    re.I,
)  # fmt: skip
_NUMBER: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a dozen": 12, "dozen": 12}
_PEOPLE: Final = (
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
_COUNTED: Final = re.compile(
    r"\b(?P<n>"
    + "|".join(sorted(_NUMBER, key=len, reverse=True))
    + r"|\d{1,3})\b(?P<of> of (?:the|his|her|its|their|those))?(?= (?:[\w’'.-]+ ){0,5}?"
    + _PEOPLE
    + r"\b)",
    re.I,
)
_VAGUE: Final = re.compile(
    r"\b(?:several|some|many|a few|few|dozens of|scores of|multiple|various|"
    r"a number of|a handful of|at least \w+|more than \w+|numerous|most|hundreds "
    r"of)\b(?=(?: [\w’'.-]+){0,4}? " + _PEOPLE + r"\b)",
    re.I,
)
_SINGLE: Final = re.compile(
    r"^(?:an?|another|the|one|a second|a third) (?:[\w’'.-]+ ){0,5}?(?:source|"
    r"official|officer|diplomat|person|insider|aide|adviser|advisor|man|woman|"
    r"witness|resident|executive|lawmaker|banker|trader|commander|soldier|minister|"
    r"lawyer|employee|worker|student|relative|neighbou?r|doctor|survivor|analyst|"
    r"economist|investigator|negotiator|delegate|strategist|operative|general|"
    r"informant|whistleblower)\b",
    re.I,
)
_NAME: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]*\.?|[A-Z]\.)(?: (?:[A-ZÀ-Þ][\w’'-]*\.?|al-\w+|de|van|"
    r"der|bin|von|el|al|la|di|da|del))*(?: [A-ZÀ-Þ][\w’'-]*| al-\w+)|[A-ZÀ-Þ][\w’-]+"
)
_HONORIFIC: Final = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Madam|Mx)\.? )+")
_AFFILIATED: Final = re.compile(
    r"\b(?:for|of|at|with|close to|in|from|inside|within|representing|near) "
    r"(?P<whom>(?:the |a |an |his |her |its |their )?[^,;()]+)"
)
_BEFORE_SPOKES: Final = re.compile(
    r"^(?:an? |the )?(?P<whom>[\w’' .-]+?)(?:['’]s)? (?:chief |senior |deputy )?spokes", re.I
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the words of a source say about it.

    Attributes:
        kind: One of the values of `source_kind`.
        name: The personal name in it; None when there is none.
        name_at: Offset of that name in the source.
        role: Office or function.
        affiliation: What it belongs to or is close to.
        count: How many people speak.
        count_words: The words of the count.
        shielded: Whether the story withholds a name: sources, people familiar with a matter, counted officials.
        official: Whether an office of state is among the words.
    """

    kind: str
    name: str | None = None
    name_at: int = 0
    role: str | None = None
    affiliation: str | None = None
    count: int | None = None
    count_words: str | None = None
    shielded: bool = False
    official: bool = False


def read_kind(source: str) -> Kind:
    """Read kind, role, affiliation and count off the words of a source."""
    head = _head(source)
    plain = head.lower()
    if re.match(r"(?:no (?:one|group|\w+)|nobody|none)\b", plain):
        return Kind("none", count=0)
    count, words = _count(head)
    shielded = bool(_SHIELDED.search(head))
    spokes = _SPOKES.search(head) or (_SPOKES.search(source) if _name(head) else None)
    official = bool(_OFFICIAL.search(head))
    name = None if shielded else _name(head)
    if name is not None and not spokes and _organised(head, name[0]):
        name = None
    role = _role(source, name)
    affiliation = _affiliation(head, source, name)
    if spokes:
        return Kind(
            "spokesperson",
            name[0] if name else None,
            name[1] if name else 0,
            role,
            affiliation,
            None,
            None,
            official=False,
        )
    if shielded:
        return Kind("anonymous", None, 0, role, affiliation, count, words, shielded=True, official=official)
    if name is not None and not _MEDIA.search(head):
        of_state = bool(role and _OF_STATE.search(role))
        return Kind("named_person", name[0], name[1], role, affiliation, official=of_state)
    kind = _thing(head, official=official)
    if kind in ("document", "media", "organisation"):
        return Kind(kind, affiliation=affiliation if kind == "document" else None)
    single = count is not None and kind in ("official", "anonymous")
    hidden = single and (official or (kind == "anonymous" and not _PRIVATE_ONLY.search(head)))
    if hidden and count == 1 and plain.startswith("the "):
        count, words, hidden = None, None, False
    return Kind(
        kind if not (hidden and kind == "official" and count == 1) else "anonymous",
        None,
        0,
        role,
        affiliation,
        count,
        words,
        shielded=hidden,
        official=official,
    )


_PRIVATE_ONLY: Final = re.compile(
    r"\b(?:witness(?:es)?|residents?|suspects?|victims?|survivors?|relatives?|"
    r"neighbou?rs?|passengers?|villagers?|protesters?|students?|workers?|voters?|"
    r"man|woman|men|women)\b",
    re.I,
)


def _head(source: str) -> str:
    """A source without its relative clause and its appositions, but with what `of` and `for` add."""
    cut = re.search(r",| (?:who|whose|which|that|speaking|including)\b|\(| — ", source)
    if cut and cut.start() > 0:
        return source[: cut.start()]
    return source


def _organised(head: str, name: str) -> bool:
    """Whether a capitalised name is that of a body, an outlet or a paper, not of a person."""
    if _MEDIA.search(name) or (_ORGANISATION.search(name) and not _HONORIFIC.match(name)):
        return True
    tail = head[head.find(name) + len(name) :]
    return bool(
        re.match(
            r"(?:['’]s)? (?:\w+ )?(?:{})".format(
                "ministry|government|company|bank|agency|department|office|group|party|"
                "army|council|police|campaign|officials?|report|poll|website|court|university|"
                "spokes|military|authorities|lawmakers?|supporters|militia|militias|administration"
            ),
            tail,
        )
    ) or bool(re.search(r"\b(?:of|for|at|in|from|with|to) (?:the )?$", head[: head.find(name)]))


def _thing(head: str, *, official: bool) -> str:
    words = re.split(r"\b(?:of|for|from|in|at|by|on|to|with)\b", head, maxsplit=1)[0]
    if _MEDIA.search(words):
        return "media"
    if re.search(r"\b(?:lawmakers|police|authorities|officials|officers|prosecutors)\b", words, re.I):
        return "official"
    if re.match(r"(?:calls|messages|emails|requests) (?:to|left|for)", head, re.I):
        return "organisation"
    if _ORGANISATION.search(words) and not re.search(
        r"(?:leader|chief|head|member|worker|supporter|director|employee)s?$", words.strip(), re.I
    ):
        last = words.split()[-1:] or [""]
        if not _DOCUMENT.fullmatch(last[0]) and not _OFFICIAL.fullmatch(last[0]) and not _PRIVATE.fullmatch(last[0]):
            return "organisation"
    if _PRIVATE.search(words) and re.search(r"\bat [A-Z]", head):
        return "organisation"
    last_word = (words.split() or [""])[-1]
    if _DOCUMENT.fullmatch(last_word):
        return "document"
    if official:
        return "official"
    if _PRIVATE.search(words):
        return "anonymous"
    if _DOCUMENT.search(words):
        return "document"
    if re.search(r"\b[A-Z]", head):
        return "organisation"
    return "other"


def _name(head: str) -> tuple[str, int] | None:
    """The personal name at the end of a source's head, and where it starts."""
    best: tuple[str, int] | None = None
    for match in _NAME.finditer(head):
        text = match.group()
        start = match.start()
        honour = _HONORIFIC.match(text)
        if honour:
            start += honour.end()
            text = text[honour.end() :]
        office = re.match(rf"(?:(?:{_TITLES})\b\.? ?)+", text)
        if office and office.end() < len(text):
            start += office.end()
            text = text[office.end() :]
        elif office:
            continue
        if (
            not text
            or text.lower() in _NOT_NAMES
            or (match.start() == 0 and " " not in text and head.rstrip() != match.group())
        ):
            continue
        if _COUNTRY_WORD.fullmatch(text):
            continue
        if best is None or start > best[1]:
            best = (text, start)
    if best is None:
        return None
    rest = head[best[1] + len(best[0]) :]
    if rest.strip() and not re.match(r"['’]?(?:s)?\s*$|,| of\b| from\b| in\b", rest):
        return None
    return best


_TITLES: Final = (
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
    "GOP|Supreme Court|White House"
)
_NOT_NAMES: Final = word_set(
    "the a an two three four five six seven eight nine ten one some several many most other others both",
    "neither no all he she it they we i republicans democrats monday tuesday wednesday thursday friday",
    "saturday sunday voters officials sources witnesses residents police authorities analysts lawmakers",
    "critics prosecutors investigators state local security senior former iraqi democrat republican",
    "conservatives liberals supporters people experts islam muslims christians jews americans twitter",
    "facebook google congress nato isis parliament this that these those what who",
)
_COUNTRY_WORD: Final = re.compile(
    r"(?:[A-Z]\w+(?:an|ians|ans|ish|ese|i|is)|Dutch|French|Swiss|Greek|Thai|U\.S\.|US|UK|U\.N\.|UN|EU|[A-Z]{2,6})"
)


def _role(source: str, name: tuple[str, int] | None) -> str | None:
    """The office or function in a source: before the name, after it, or the head of an unnamed one."""
    if name is not None:
        before = source[: name[1]]
        found = list(_OFFICE.finditer(before))
        if found:
            return _clean(before[found[0].start() : found[-1].end()])
        after = source[name[1] + len(name[0]) :]
        match = re.match(r"\s*,(?: \d{1,3},)? (?:an? |the |its |their |his )?(?P<role>[^,;]+)", after)
        if match and _OFFICE.search(match["role"]):
            role = re.split(r" (?:who|which|that|and) ", match["role"])[0]
            trimmed = re.split(r" (?:of|for|at|in) (?=the |[A-Z]|an? )", role)[0]
            return _clean(trimmed)
        return None
    head = _head(source)
    match = re.match(
        r"(?:an? |the |one of the |two of the |both |some |several |many |other "
        r"|another |no |\w+ of the )*(?P<role>(?:[\w’.-]+ ){0,3}?(?:"
        + _PEOPLE
        + r"|minister|president|governor|mayor|spokes\w+|ambassador|prosecutors?|chief "
        r"executive|director|general|commander|leader|chairman|chairwoman|senator|"
        r"secretary|judge|police chief|lawyer|attorney|professor|coach|manager|king|"
        r"pope))\b",
        head,
        re.I,
    )
    if match and not re.match(r"(?:sources?|people|persons?|others?)$", match["role"], re.I):
        words = match["role"].split()
        while words and (
            words[0].lower() in _NUMBER
            or words[0].isdigit()
            or words[0].lower() in ("second", "third", "unnamed", "u.s.")
            or _COUNTRY_WORD.fullmatch(words[0])
        ):
            words.pop(0)
        return " ".join(words) or None
    return None


def _clean(words: str) -> str | None:
    return (
        words.strip(" ,.") or None
        if not words.strip().endswith(("Gen.", "Sen.", "Rep.", "Gov.", "Lt.", "Col."))
        else words.strip(" ,")
    )


def _affiliation(head: str, source: str, name: tuple[str, int] | None) -> str | None:
    """What a source belongs to or is close to."""
    where = source[name[1] + len(name[0]) :] if name is not None else head
    match = _AFFILIATED.search(where)
    if match is not None and not re.match(
        r"(?:the matter|knowledge|condition|anonymity|direct knowledge|the (?:situation|"
        r"talks|discussions|plans?|deal|case|investigation))",
        match["whom"],
    ):
        whom = re.split(r" (?:who|which|that|said|on condition)\b| [A-Z]\w+ (?:has|had|have) ", match["whom"])[
            0
        ].strip()
        if not (name is None and where[match.start() :].startswith("of the ") and _COUNTED.search(head)):
            return whom or None
    before = _BEFORE_SPOKES.match(source)
    return before["whom"] if before else None


def _count(head: str) -> tuple[int | None, str | None]:
    total, words = 0, []
    for match in _COUNTED.finditer(head):
        number = match["n"].lower()
        total += int(number) if number.isdigit() else _NUMBER[number]
        words.append(match["n"])
        if match["of"]:
            break
    vague = _VAGUE.search(head)
    if vague is not None and not (words and vague.end() - vague.start() < 5):
        return None, " … ".join([*words, vague.group()]) if words else vague.group()
    if words:
        return total, " … ".join(words)
    if _SINGLE.match(head):
        return 1, head.split(maxsplit=1)[0].lower()
    return None, None
