"""The verbs that attribute, and what each of them asks for.

The lists were chosen by hand, with counts from PolNeAR's training part beside them: how often each word, outside of
what is already attributed, is marked as a cue there. Plain speech is near 95 %, most others lie above one half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transforms.language.lists import word_set


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a verb that attributes.

    Attributes:
        lemma: Its dictionary form.
        kind: say (a clause or a quotation), tell (somebody, then a clause), hold (a belief: a clause or a thing),
            act (a thing or a person spoken about), will (an intention), show (what a document does), seem (no source).
        form: base, s, past, ing.
        noun: Whether the same word is also a common noun.
    """

    lemma: str
    kind: str
    form: str
    noun: bool


_SAY = """say add write announce state declare note argue insist explain report reply respond respond continue observe
acknowledge admit concede claim assert contend maintain reiterate repeat stress emphasize emphasise stipulate tweet
retweet post remark comment recall recount joke quip muse lament complain conclude predict forecast reveal disclose
confirm affirm testify allege suggest imply signal hint indicate propose recommend promise pledge vow swear caution
boast brag shout yell chant cry whisper mutter interject proclaim quote cite read elaborate clarify warn answer
speculate estimate calculate reckon wonder guess protest counter retort agree declare underline underscore
summarise summarize blog email text opine volunteer divulge relate narrate rule decree"""
_TELL = "tell inform assure remind notify advise convince persuade ask"
_HOLD = """think believe know expect hope fear feel suspect doubt understand realize realise worry hear learn assume
anticipate consider regard see view deem find imagine foresee remember prefer favor favour mean wish"""
_ACT = """accuse blame criticize criticise condemn denounce praise applaud hail welcome call describe label dub brand
characterize characterise portray depict compare liken deny reject dismiss refute rebut dispute contest disavow decry
deride mock ridicule slam blast bash lambast assail attack berate chide rebuke scold castigate attack endorse
support back oppose defend champion tout urge exhort implore beg encourage discourage challenge question query mention
discuss detail outline highlight reference invoke echo voice express bemoan deplore regret thank congratulate
apologize apologise credit demand request seek press cite identify name list unveil blame allege rip trash pan rail
lash attribute recommend laud extol commend salute slam mourn reproach disparage demonize order instruct propose
suggest forecast advocate criticise chastise downplay complain hate admire embrace ignore promote
resist insult rebuff recognize recognise envision articulate address shrug welcome"""
_WILL = """want plan intend refuse decline threaten vow pledge promise offer agree decide hope seek prefer aim
undertake consent resolve desire volunteer swear demand choose"""
_SHOW = "show suggest indicate find reveal demonstrate prove illustrate"
_SEEM = "seem appear"

_IRREGULAR: Final[dict[str, tuple[str, ...]]] = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "read": ("read",),
    "swear": ("swore", "sworn"),
    "think": ("thought",),
    "know": ("knew", "known"),
    "feel": ("felt",),
    "understand": ("understood",),
    "hear": ("heard",),
    "learn": ("learned", "learnt"),
    "see": ("saw", "seen"),
    "find": ("found",),
    "mean": ("meant",),
    "seek": ("sought",),
    "forecast": ("forecast",),
    "foresee": ("foresaw",),
    "beg": ("begged",),
    "rip": ("ripped",),
    "pan": ("panned",),
    "plan": ("planned",),
    "refer": ("referred",),
    "show": ("showed", "shown"),
    "quip": ("quipped",),
    "rebut": ("rebutted",),
    "brag": ("bragged",),
    "blog": ("blogged",),
    "dub": ("dubbed",),
    "slam": ("slammed",),
    "text": ("texted",),
    "label": ("labeled", "labelled"),
    "signal": ("signaled", "signalled"),
    "choose": ("chose", "chosen"),
    "prefer": ("preferred",),
    "put": ("put",),
    "prove": ("proved", "proven"),
    "admit": ("admitted",),
}
_NOUNS: Final = word_set(
    "suspect figure",
    "claim report plan call demand promise fear hope show note charge vow support view question offer doubt",
    "blame estimate request order answer praise attack concern favor favour post tweet state mean quote",
    "signal forecast hint comment reply joke protest counter text email guess caution cry chant rule regret",
    "credit name list detail voice press challenge brand label back aim wish desire trash pan rip text query",
    "shout swear back echo reference murmur repeat worry find counter contest mock judge advocate champion",
    "lament brag blog retort address",
)
_NOUNS_ING: Final = word_set(
    "meaning understanding finding feeling ruling warning writing posting reading",
)
_DOUBLING: Final = frozenset(["p", "g", "b", "m", "n", "t", "r"])


def _inflect(lemma: str) -> dict[str, str]:
    """All forms of a verb, each with the name of the form."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past, ing = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    elif lemma.endswith("e") and not lemma.endswith("ee"):
        third, past, ing = lemma + "s", lemma + "d", lemma[:-1] + "ing"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
        past, ing = lemma + ("d" if lemma.endswith("ee") else "ed"), lemma + "ing"
    pasts = _IRREGULAR.get(lemma, (past,))
    if pasts[0].endswith(lemma[-1] + "ed") and not lemma.endswith(("e", lemma[-1] * 2)) and lemma[-1] in _DOUBLING:
        ing = pasts[0][:-2] + "ing" if pasts[0] != past else ing
    return {lemma: "base", third: "s", ing: "ing", **dict.fromkeys(pasts, "past")}


def _build() -> dict[str, Cue]:
    table: dict[str, Cue] = {}
    kinds = (
        ("seem", _SEEM),
        ("show", _SHOW),
        ("will", _WILL),
        ("act", _ACT),
        ("hold", _HOLD),
        ("tell", _TELL),
        ("say", _SAY),
    )
    for kind, lemmas in kinds:
        for lemma in lemmas.split():
            for word, form in _inflect(lemma).items():
                noun = (form in ("base", "s") and lemma in _NOUNS) or word in _NOUNS_ING
                table[word] = Cue(lemma, kind, form, noun)
    return table


CUES: Final[dict[str, Cue]] = _build()
"""Every form of every verb; where a verb is in several lists the more spoken kind holds."""

PARTICLES: Final[dict[str, tuple[str, ...]]] = {
    "call": ("for", "on", "upon", "out"),
    "point": ("out", "to"),
    "refer": ("to",),
    "speak": ("about", "of", "out"),
    "talk": ("about", "of"),
    "warn": ("of", "against", "about"),
    "complain": ("about", "of"),
    "lash": ("out",),
    "rail": ("against",),
    "rule": ("out",),
    "respond": ("to", "with"),
    "reply": ("to", "with"),
    "agree": ("with", "on", "to"),
    "comment": ("on",),
    "hint": ("at",),
    "object": ("to",),
    "push": ("for",),
    "worry": ("about",),
    "think": ("of", "about"),
    "apologize": ("for",),
    "apologise": ("for",),
    "hope": ("for",),
    "ask": ("for", "about"),
    "speculate": ("about",),
    "hear": ("about", "of"),
    "learn": ("of", "about"),
    "disagree": ("with",),
    "boast": ("about", "of"),
    "joke": ("about",),
    "elaborate": ("on",),
    "testify": ("about",),
    "brag": ("about",),
    "tell": ("of",),
    "write": ("of", "about"),
    "lay": ("out",),
    "plead": ("guilty", "not"),
    "allude": ("to",),
    "vote": ("against", "for", "to"),
    "focus": ("on",),
    "insist": ("on",),
    "report": ("on",),
    "side": ("with",),
}
"""The small words that belong to a verb of attribution when they follow it."""

_PHRASAL: Final[dict[str, str]] = {
    "refer": "referred",
    "speak": "spoke",
    "talk": "talked",
    "lash": "lashed",
    "object": "objected",
    "push": "pushed",
    "disagree": "disagreed",
    "lay": "laid",
    "plead": "pleaded",
    "allude": "alluded",
    "vote": "voted",
    "focus": "focused",
    "side": "sided",
}
for _word in ("point", "points", "pointed", "pointing"):
    CUES[_word] = Cue("point", "say", {"point": "base", "points": "s", "pointed": "past"}.get(_word, "ing"), noun=True)
for _lemma, _past in _PHRASAL.items():
    for _word, _form in {**_inflect(_lemma), _past: "past"}.items():
        CUES.setdefault(_word, Cue(_lemma, "particle", _form, noun=True))
CUES["put"] = Cue("put", "figure", "past", noun=False)
CUES["puts"] = Cue("put", "figure", "s", noun=False)
CUES["referring"] = Cue("refer", "particle", "ing", noun=True)

HEARERS: Final = word_set(
    "reporters journalists investigators lawmakers parliament viewers voters readers supporters police",
    "prosecutors congress senators officials listeners jurors shareholders investors analysts residents",
    "delegates ministers authorities state-television state",
)
"""Whom something is told, where the word stands alone."""

EXPECTED: Final = word_set(
    "expected believed thought reported said alleged rumored rumoured considered projected forecast estimated",
    "known seen viewed regarded deemed accused suspected understood feared widely-expected presumed assumed",
    "supposed",
)
"""Participles by which a story attributes to nobody: `is expected to`, `are believed to`."""

ATTITUDES: Final = word_set(
    "confident willing eager skeptical sceptical concerned worried aware wary hopeful optimistic reluctant",
    "proud happy glad convinced sure certain angry disappointed interested adamant supportive critical",
    "determined nervous pleased unhappy alarmed upset outraged shocked surprised doubtful unwilling keen",
    "fearful furious grateful mindful open",
)
"""Adjectives that say what somebody thinks of what follows: `is confident that`."""

NOUNS: Final = word_set(
    "claim claims assertion assertions suggestion suggestions statement statements criticism endorsement",
    "opposition support call calls demand demands promise promises vow pledge pledges proposal allegation",
    "allegations accusation accusations complaint complaints comment comments remarks contention belief",
    "concern concerns fear fears hope hopes view views argument arguments warning warnings prediction",
    "insistence denial refusal admission request requests decision assessment plan plans doubts attack",
    "attacks",
)
"""Nouns that attribute when somebody has them: `the minister's claim that`."""
