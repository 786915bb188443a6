"""Wire idioms of our own wording, to be fitted on beside annotated stories, in which they are rare.

Passages are drawn from templates: `{S …}` marks a source, `{C …}` a cue, `{T …}` a content, with a number where a
passage holds several attributions; `<name>` stands for a draw from that list. All people and places are invented.
"""

from __future__ import annotations

import random
import re
from typing import Any, Final

LISTS: Final[dict[str, str]] = {
    "body": (
        "the <adj> ministry|the <land> government|the <land> army|the coast guard|the <firm>|<town> police|the "
        "<town> council|the harbour authority|the weather office|the electoral commission|the rebels|the union|the "
        "regulator|the central bank|the <org>|the health department|the president's office|the airline|the company|"
        "the statistics bureau|the United Nations mission|the fire service|the prosecutor's office"
    ),
    "adj": "defence|interior|foreign|health|finance|energy|transport|agriculture|education",
    "land": "Velmar|Ostran|Quillan|Tarvenian|Norrish|Kesh|Ludovian|Meridian",
    "town": "Port Halden|Ost Varra|Kelm|Brannick|Saltmere|Tolvik|Arden Bay|Lower Quill|Marrow Hill",
    "org": "Free Ports League|Eastern Column|Front for Renewal|Harvest Party|River Brigades|Orlan Group",
    "firm": "Halvorn Steel|Brightwater Energy|Castell Air|Orlan Shipping|Pellham Foods|Norvik Motors",
    "first": (
        "Mira|Jonas|Edda|Pavel|Sorin|Hanna|Ilse|Marek|Daria|Owen|Tamsin|Yusef|Leila|Bram"
    ),
    "last": "Tolland|Vesk|Arrano|Quist|Haldane|Brenn|Okafor-Lund|Sareth|Dellin|Marsh|Petrak|Ionides|Crane|Vaux",
    "person": (
        "<first> <last>|<last>|<post> <first> <last>|<first> <last>, <descr>|<first> <last>, <age>, <trade>|"
        "<last>, <descr>"
    ),
    "named": "<first> <last>|<post> <first> <last>|<last>",
    "post": (
        "Foreign Minister|President|Governor|Mayor|Police Chief|Senator|Colonel|Interior Minister|Prosecutor|Judge|"
        "Finance Minister|Prime Minister|Ambassador"
    ),
    "descr": (
        "the mayor of <town>|a spokesman for <body>|a lawyer for the family|who leads the <org>|head of the clinic|"
        "an analyst at <firm>|a spokeswoman for the <org>|the chief of <town> police|"
        "a senior fellow at the Quill Institute"
    ),
    "age": "27|41|58|63|19",
    "trade": "a fisherman|a teacher who saw the fire|a farmer|a shop owner in <town>|a student|a bus driver",
    "num": "two|three|four|five|several|a dozen|six|at least two|a number of",
    "Num": "Two|Three|Four|Five|Several|A dozen|Six|At least two|A handful of|Both",
    "role": (
        "<land> security officials|senior officials|aides to the minister|Western diplomats|police officers|rescue "
        "workers|port officials|bankers|investigators|lawmakers|hospital staff|intelligence officers|people familiar "
        "with the talks|people briefed on the plan|sources close to the <org>|residents of <town>|military sources|"
        "former employees|traders|executives|sources in <body>|survivors|neighbours"
    ),
    "one": (
        "a senior <land> official|a Western diplomat|one of the officials|a person familiar with the matter|a source "
        "close to the <org>|a second official|an aide to the governor|a military source|one trader|another source|a "
        "police officer|a person with knowledge of the plans|the official|the source|a <land> intelligence officer"
    ),
    "terms": (
        "who spoke on condition of anonymity|speaking on condition of anonymity because the talks are private|who "
        "asked not to be named because of the sensitivity of the matter|who declined to be identified|who were not "
        "authorised to speak publicly|on condition that they not be named|who requested anonymity, citing fear of "
        "reprisals|who cannot be named under the agency's rules|speaking anonymously as they were not cleared to talk"
    ),
    "media": (
        "state radio|the Halden Courier|state television|the newspaper|a local broadcaster|"
        "the Velmar news agency|the daily Ost Post"
    ),
    "doc": (
        "a police report|court papers|a draft communique seen by reporters|an internal memo|the indictment|"
        "a leaked letter|the annual report|a flight log"
    ),
    "fact": (
        "the bridge had been closed since dawn|at least nine people were killed in the blast|the convoy crossed the "
        "border at night|the talks would resume in <town> next week|two of the boats had sunk|the order came from "
        "outside the country|the fuel depot was hit by three rockets|the plant will cut 300 jobs|prices rose by a "
        "third in a year|the suspects had been trained abroad|the dam would hold|nobody had seen the driver since|"
        "exports fell for the fourth month|the vote would be held in May|the hostages were alive and well|the drones "
        "were launched from a truck|the road to <town> was mined|the deal values the firm at 2 billion crowns"
    ),
    "thing": (
        "the raid on the barracks|the killing of the judge|the reports of a coup|the bombing of the market|the leaked "
        "figures|the plan to sell the port|allegations of fraud|the attack on the convoy|claims of torture|the shooting"
    ),
    "day": "on Monday|late on Tuesday|on Thursday|earlier in the day|on Friday|this week|",
    "say": "said|said|said|says|told reporters|added|told the agency|explained",
    "quote": (
        "We heard the roof go|There is nothing left of it|It is a good agreement for both sides|Nobody warned us|They "
        "must answer for this|We will open the port again before winter|I have never seen water so high|This was not "
        "an accident|Everyone on board is safe"
    ),
    "quote2": (
        "We ran for the stairs.|It took an hour.|And we will do it again.|No one came.|"
        "We are not afraid of them."
    ),
}  # fmt: skip

TEMPLATES: Final[tuple[str, ...]] = (
    "{T <Fact>}, {S <role> and <role>} {C said}<day>.",
    "{T <Fact>}, {S <role> and sources close to the <org>} {C said}.",
    "{T <Fact>}, {S <one>} {C <say>}, {C2 declining} {T2 to be named} because the matter is private.",
    "{T <Fact>}, {C according to} {S <role> and <role>}.",
    "{T <Fact>}, {C according to} {S <doc>}.",
    "{C According to} {S <doc>}, {T <fact>}.",
    "{C According to} {S <num> <role>}, {T <fact>}.",
    "{S <Num> <role> and <num> <role>} {C said} {T <fact>}.",
    "{S <Num> <role>, <terms>,} {C said} {T <fact>}.",
    "{S <One>, <terms>,} {C said} {T <fact>}.",
    "{S <Role>, <terms>,} {C said}<day> {T that <fact>}.",
    "{S <One>} {C said} {T <fact>} but {C2 could not confirm} {T2 <thing>}.",
    "{T <Fact>}, {S <one>} {C said} <terms>.",
    "The official spoke on condition of anonymity. {S He} {C said} {T <fact>}.",
    "{S <Body>} {C declined} {T to comment}<day>.",
    "{S <Body>} {C declined} {T to comment on <thing>}.",
    "{S <Person>} {C refused} {T to discuss <thing>}.",
    "{S A spokesman for <body>} {C did not respond to} {T a request for comment}.",
    "{S <Body>} {C did not immediately reply to} {T emailed questions}<day>.",
    "{S <Body> and <body>} {C had no immediate comment}.",
    "{S Messages to <body>} {C went unanswered}.",
    "{S <Person>} {C could not be reached} {T for comment}<day>.",
    "{S <Body>} {C would not say} {T whether <fact>}.",
    "{S No one} {C has claimed} {T responsibility for <thing>}.",
    "{S No faction} {C immediately claimed} {T responsibility}.",
    "{S The <org>} {C claimed} {T responsibility for <thing>}<day>.",
    "{S The <org>} {C took} {T responsibility for <thing>} in a video.",
    "{S <Person>} {C denied} {T any part in <thing>}.",
    "{S <Body>} {C has denied} {T that <fact>}.",
    "{S <Body>} {C rejected} {T <thing>} as baseless.",
    "{S <Body>} {C dismissed} {T <thing>}<day>, and {S2 <named>} {C2 said} {T2 <fact>}.",
    "{S <Body>} {C accused} {T <body> of hiding <thing>}, {T2 an allegation} {S2 <named>} {C2 denied}.",
    "{S <Body>} {C blamed} {T the <org> for <thing>}.",
    "{S <Media>} {C reported} {T that <fact>}, {C2 citing} {S2 <role>}.",
    "{S <Media>} {C said} {T <fact>}, {C2 quoting} {S2 <one>}.",
    "{T <Fact>}, {S <media>} {C reported}<day>.",
    "{S The agency} {C could not verify} {T the report}.",
    "{S <Media>} {C was not able to confirm} {T <thing>} on its own.",
    "{S <Body>} {C said in a statement} {T that <fact>}.",
    "In a statement, {S <body>} {C said} {T <fact>}.",
    "{S Residents reached by phone} {C said} {T <fact>}.",
    "{S <Role>} {C put} {T the number of dead at 31}.",
    "{S <Role>} {C expect} {T that <fact>}.",
    "{S <Role>} {C warned} {T that <fact>}.",
    "{T “<Quote>,”} {C said} {S <person>}.",
    "{T “<Quote>,”} {S <named>} {C <say>}. {T “<quote2>”}",
    "{T “<Quote>. <quote2>”} {C said} {S <person>}.",
    "{S <Named>} {C said}: {T “<Quote>. <quote2>”}",
    "{S <Named>} {C called} {T <thing> “a stain on the country”}.",
    "{C Asked} {T if <fact>}, {S2 <named>} {C2 said}: {T2 “Not yet.”}",
    "{S <Named>} {C said} {T <fact>}. {T2 “<Quote>,”} {S2 he} {C2 added}.",
    "{S <Num> of the detainees} {C told} <role> {T <fact>}, {S2 <role>} {C2 said}.",
    "{T <Fact>}, {S <body>} {C insisted}, {T and <fact>}.",
    "<TOWN>, March 4 (Agency) - {S <Body>} {C said}<day> {T <fact>}.",
    "{S <One>} {C confirmed} {T the report}. {S2 <Another>} {C2 said} {T2 <fact>}.",
    "{S <Doc>} {C said} {T <fact>}.",
    "{T <Fact>}, {S <role>} {C <say>}<day>, {C2 asking} {T2 not to be identified}.",
    "<Fact>. The road was cleared in the afternoon and traders opened their stalls.",
    "The ship left <town> on Sunday with a crew of nineteen. <Fact>.",
)

_SLOT: Final = re.compile(r"<(\w+)>")
_MARK: Final = re.compile(r"\{([SCT])(\d?) |\}")
_ROLES: Final = {"S": "source", "C": "cue", "T": "content"}


def passages(number: int, dice: random.Random) -> list[dict[str, Any]]:
    """Records like those of an annotated file, each a few passages as paragraphs."""
    return [_record(dice.choices(TEMPLATES, k=dice.randint(2, 5)), dice) for _ in range(number)]


def _record(templates: list[str], dice: random.Random) -> dict[str, Any]:
    text, found = "", []
    for template in templates:
        passage, rows = _parse(_fill(template, dice), len(text))
        text += passage + "\n\n"
        found += rows
    return {"text": text, "attributions": found}


def _fill(template: str, dice: random.Random) -> str:
    def drawn(match: re.Match[str]) -> str:
        name = match.group(1)
        key = name if name in LISTS else "one" if name == "Another" else name.lower()
        options = LISTS[key]
        value = dice.choice(options.split("|"))
        if key == "day":
            return f" {value}" if value else ""
        if name != key and name.isupper():
            return value.upper()
        if name != key and not value.startswith("<"):
            return value[:1].upper() + value[1:]
        return _raised(value, capital=name != key)

    while _SLOT.search(template):
        template = _SLOT.sub(drawn, template, count=1)
    return template if dice.random() < 0.5 else template.replace("“", '"').replace("”", '"')


def _raised(value: str, *, capital: bool) -> str:
    """A draw that opens with a slot hands the capital on to it."""
    match = _SLOT.match(value) if capital else None
    return f"<{match.group(1).capitalize()}>{value[match.end() :]}" if match else value


def _parse(marked: str, offset: int) -> tuple[str, list[dict[str, Any]]]:
    text, rows, opened = "", {}, None
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group(1):
            opened = match.group(1), match.group(2) or "1", len(text)
        elif opened:
            role, number, start = opened
            row = rows.setdefault(number, {"source": [], "cue": [], "content": []})
            row[_ROLES[role]].append([offset + start, offset + len(text)])
    text += marked[at:]
    for row in rows.values():
        row["source"] = row["source"] or rows["1"]["source"]
    return text, list(rows.values())
