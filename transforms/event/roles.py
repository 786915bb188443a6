"""Who takes part in an event: the generic role and the country of a noun phrase."""

from __future__ import annotations

from typing import Final

from schemas.event import Participant
from schemas.story import Span
from transforms.event.chunk_words import STARTS
from transforms.event.chunks import Phrase
from transforms.event.lexicon import NOUNS
from transforms.event.mention_words import TARGET_THINGS
from transforms.event.place_words import PERSON_BEFORE
from transforms.language.countries import COUNTRY_NAMES, DEMONYMS
from transforms.language.gazetteer import gazetteer
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_ROLES: Final = {
    "military": word_set(
        "army armies soldier soldiers troops troop military navy marines airforce commandos battalion brigade",
        "patrol guardsmen servicemen paratroopers forces general colonel captain lieutenant sergeant corporal",
        "commander garrison regiment warplanes warships jets convoy submarine fighters",
    ),
    "police": word_set("police policeman policemen officer officers deputy deputies sheriff gendarmes detective"),
    "rebel": word_set(
        "rebel rebels guerrilla guerrillas guerilla guerillas insurgent insurgents militant militants",
        "gunman gunmen militia militias",
        "militiamen terrorist terrorists extremist extremists bomber bombers jihadist jihadists separatists",
        "subversives fighters faction factions paramilitaries paramilitary attackers assailants assailant hitmen",
        "group groups taliban hezbollah hamas kidnappers commando squad squads cell cartel gang",
    ),
    "government": word_set(
        "government president minister ministry ministers official officials parliament senate congress cabinet",
        "king queen prince governor mayor ambassador embassy diplomat diplomats lawmaker lawmakers senator envoy",
        "envoys premier chancellor administration state authorities regime foreign prosecutor prosecutors judge",
        "judges court kremlin politician politicians deputy consulate council secretary emir sultan sheikh",
        "intelligence spokesman spokeswoman inspectors",
    ),
    "civilian": word_set(
        "civilian civilians people villagers residents women children man men woman boy girl students student",
        "protesters demonstrators peasants peasant workers worker farmers farmer passengers pedestrians bystanders",
        "priest priests nun nuns journalist journalists teacher teachers doctor doctors family families tourists",
        "driver couple supporters crowd crowds victim victims marchers activists refugees migrants worshippers",
        "pilgrims resident child wife husband prisoner prisoners inmate inmates hostage hostages engineers aid",
    ),
    "company": word_set("company companies firm corporation bank airline corp inc ltd contractor"),
    "organisation": word_set(
        "party union organization organisation association church agency federation nations forum council committee",
        "bloc nato un eu archbishop leader leaders activists elders coalition alliance watchdog commission team",
        "mission community bank office coordinator cross movement front group",
    ),
}  # fmt: skip
_OF_WORD: Final = {word: role for role, words in reversed(_ROLES.items()) for word in words}

CROWDS: Final = frozenset({"thousands", "hundreds", "dozens", "scores"})
"""Many people, where nothing says what they are: `Thousands marched`."""
_CIVIL: Final = word_set(
    "consumer rights human aid advocacy business industry parliamentary environmental student women civil trade labour",
    "labor lobby investor media ethnic religious church charity medical relief working contact monitoring research",
    "campaign citizens parents farmers workers",
)
"""Words by which a group is not one of armed people: `consumer groups`."""
_LEADING: Final = STARTS | {"president", "minister", "prime", "general", "mr", "mrs"}


def role_of_word(word: str) -> str | None:
    """The generic role that a word in lower case names by itself."""
    return _OF_WORD.get(word)


def head_of(tokens: Tokens, phrase: Phrase) -> str:
    """The word that a noun phrase is about: the last before `of` or a possessive's thing."""
    end = phrase.first
    while end < phrase.end and tokens.words[end] != "of":
        end += 1
    if end == phrase.first:
        end = phrase.end
    at = end - 1
    while at > phrase.first and not tokens.words[at][0].isalnum():
        at -= 1
    return tokens.words[at]


def participant(tokens: Tokens, phrase: Phrase) -> Participant:
    """A noun phrase as a participant with role and country."""
    words = [tokens.words[at] for at in range(phrase.first, phrase.end)]
    role = next((_OF_WORD[word] for word in reversed(words) if word in _OF_WORD), None)
    if role == "rebel" and not _CIVIL.isdisjoint(words):
        role = "organisation"
    if role is None and len(words) == 1 and words[0] in CROWDS:
        role = "civilian"
    country = country_of(tokens, phrase)
    if role is None and country is not None and phrase.end - phrase.first <= 3:
        role = "government"
    return Participant(
        text=tokens.printed(phrase.first, phrase.end),
        spans=(Span(tokens.starts[phrase.first], tokens.ends[phrase.end - 1]),),
        role=role,
        name=proper_name(tokens, phrase),
        country=country,
    )


def proper_name(tokens: Tokens, phrase: Phrase) -> str | None:
    """The longest run of capitalised words that is no title, demonym or first word of a sentence alone."""
    best: tuple[int, int] | None = None
    at = phrase.first
    while at < phrase.end:
        if (
            not tokens.capital(at)
            or tokens.words[at] in _LEADING
            or tokens.words[at] in _OF_WORD
            or _is_people(tokens, at)
        ):
            at += 1
            continue
        start = at
        while at < phrase.end and (tokens.capital(at) or _joins(tokens, at, phrase.end)):
            at += 1
        if at - start == 1 and tokens.words[start] in _PEOPLES:
            continue
        if at == phrase.end and at - start > 1 and _is_titled(tokens, phrase, start):
            return tokens.printed(start, at)
        if best is None or at - start > best[1] - best[0]:
            best = (start, at)
    if best is None:
        return _name_in_one_case(tokens, phrase) if tokens.text[:_HEAD].islower() else None
    begins = best[0] == 0 or tokens.sentence[best[0] - 1] != tokens.sentence[best[0]]
    if begins and best[1] - best[0] == 1:
        return None
    return tokens.printed(*best)


def _is_titled(tokens: Tokens, phrase: Phrase, start: int) -> bool:
    """Whether a name at a phrase's end is that of who is described before it: `World Bank chief | Ada Kern`."""
    before = tokens.words[start - 1] if start > phrase.first else ""
    return before.isalpha() and not tokens.capital(start - 1) and before not in _JOINING


_JOINING: Final = word_set("of and the for in at from by on a an")
_PEOPLES: Final = word_set(
    "basque kurdish catalan chechen tamil uighur uyghur pashtun hutu tutsi berber druze shiite shia sunni arab african",
    "european muslim christian jewish buddhist hindu sikh islamist maoist marxist",
)
"""Peoples and creeds without a country of their own, which alone name nobody: `the Basque group ETA`."""
_HEAD: Final = 400
"""Characters that show whether a text is in one case."""


def _name_in_one_case(tokens: Tokens, phrase: Phrase) -> str | None:
    """Two to four words behind a title or role, none of which is a word for people or things: `bishop ada kern`."""
    first = phrase.first
    for at in range(phrase.first, phrase.end):
        word = tokens.words[at]
        if word in _OF_WORD or word in PERSON_BEFORE or word in _LEADING or not word.isalpha():
            first = at + 1
    words = tokens.words[first : phrase.end]
    if not 2 <= len(words) <= 4 or any(word in NOUNS or word in TARGET_THINGS or word == "of" for word in words):
        return None
    return tokens.printed(first, phrase.end)


def _is_people(tokens: Tokens, at: int) -> bool:
    return tokens.text[tokens.starts[at] : tokens.ends[at]] in DEMONYMS


def _joins(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a lower-case piece stands inside a name: `al-Kadhimi`, `Ahl al-Haq`, `de la Cruz`."""
    word = tokens.words[at]
    if word in ("al", "el", "ul", "bin", "ibn", "de", "la", "del", "da", "von", "van", "abu"):
        return at + 1 < end and (tokens.capital(at + 1) or tokens.words[at + 1] in ("-", "la"))
    return (
        word in ("-", "'", "’", ".")
        and at + 1 < end
        and tokens.capital(at + 1)
        and tokens.starts[at] == tokens.ends[at - 1]
    )


def country_of(tokens: Tokens, phrase: Phrase) -> str | None:
    """The country that a noun phrase names by its people or by name."""
    for at in range(phrase.first, phrase.end):
        if not tokens.capital(at):
            continue
        for width in (3, 2, 1):
            if at + width > phrase.end:
                continue
            words = tokens.printed(at, at + width)
            code = DEMONYMS.get(words) or COUNTRY_NAMES.get(words)
            if code is None and width <= 2:
                code = next((p.country for p in gazetteer().find(words)[:2] if p.kind == "country"), None)
            if code is None and width == phrase.end - phrase.first <= 2:
                code = next((p.country for p in gazetteer().find(words)[:3] if p.kind == "capital"), None)
            if code is not None and not (at + width < phrase.end and words in ("Georgia", "Jordan")):
                linked = at + width + 1 < phrase.end and tokens.words[at + width] == "-"
                if not linked or tokens.words[at + width + 1] not in ("backed", "aligned", "made", "led", "trained"):
                    return code
    return None


def country_in(tokens: Tokens, at: int) -> str | None:
    """The country that the words right before a name give: `Iraqi Prime Minister Ada Kern`."""
    first = at
    while first and tokens.sentence[first - 1] == tokens.sentence[at] and at - first < 4 and tokens.capital(first - 1):
        first -= 1
    return country_of(tokens, Phrase(first, at)) if first < at else None
