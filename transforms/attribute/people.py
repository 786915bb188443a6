"""Who is meant: the full name a story gives to `Veil`, `he`, `the minister`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from schemas.story import Span
from transforms.attribute.kind_words import MEDIA, ORGANISATION
from transforms.attribute.kinds import Kind
from transforms.language.lists import word_set

_CAPITAL: Final = (
    r"(?:(?:[A-ZÀ-Þ]|Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Lt|Col|Maj|Capt|Sgt|Sens?|Reps?|Gov|Adm|Brig|St)\.(?= [A-ZÀ-Þ])|"
    r"[A-ZÀ-Þ][\w’-]*)"
)
"""A word of a name. Other full stops end a sentence: `said Ada Kern. Tom Selk denied it`."""
_RUN: Final = re.compile(
    rf"(?<![\w’'-]){_CAPITAL}(?: (?:(?:al|el|bin|ibn|de|da|di|van|von|der|den|la|le|du|dos)\b[ -])*(?:al-|el-|d['’])?"
    rf"{_CAPITAL}){{1,5}}"
)
_TITLE: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof|Rev|Gen|Lt|Col|Maj|Capt|Sgt|"
    r"Sen|Sens|Rep|Reps|Gov|Adm|Brig|St|Prime|Vice|Deputy|Foreign|Interior|Defen[cs]e|"
    r"Finance|Justice|Information|Culture|Agriculture|Tourism|Home|Social|Planning|Migration|"
    r"Education|Environment|Transport|Economy|Labor|Oil|Regional|"
    r"Health|Energy|Trade|First|Acting|Former|Senior|Chief|Assistant|Attorney|"
    r"Police|Lieutenant|Major|Brigadier|Minister|President|Governor|Mayor|"
    r"Senator|Secretary|State|Ambassador|Chancellor|Premier|General|Colonel|"
    r"Captain|Sheriff|Judge|Justice|Prosecutor|Commissioner|Congressman|"
    r"Congresswoman|Representative|King|Queen|Prince|Princess|Sheikh|Pope|Speaker|"
    r"Professor|Bishop|Archbishop|Cardinal|Rabbi|Imam|Reverend|"
    r"Chairman|Chairwoman|CEO|Coach|Officer|Detective|Inspector|Superintendent|"
    r"Admiral|Sergeant|Corporal|Director|House|Senate|Majority|Minority|"
    r"Leader|Moderator|Candidate|Spokesperson|Chief of Staff|Undersecretary|"
    r"Democratic|Republican|Labour|Conservative|Spokesman|Spokeswoman|"
    r"The|A|An|In|On|At|But|And|As|When|While|If|For|After|Before|With|Since|"
    r"Meanwhile)\.? )+"
)
_OF_WORK: Final = frozenset({"His", "Her", "Their", "My", "Our", "Who", "Is", "Are", "Your", "I", "We"})
"""Words that with a capital stand in the title of a work, never in a name."""
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_HE: Final = word_set(
    "congressman lord chairman mr he him prince king sir spokesman his",
)
_SHE: Final = word_set(
    "spokeswoman princess mrs her chairwoman queen ms congresswoman miss dame she lady",
)
_ROLE_NOUN: Final = re.compile(r"^(?:the|this) (?:[\w-]+ ){0,3}?(?P<noun>[a-z]+(?: general| minister)?)$", re.I)
_FOLLOWS: Final = re.compile(r",? (?:\d{1,3}, )?(?:an? |the |its |their )?(?P<role>[^,.;]{3,80})")


@dataclass(slots=True)
class Person:
    """Somebody the story names.

    Attributes:
        name: The fullest form of the name, without titles.
        span: Where that form first stands.
        gender: m, f or empty.
        role: Words around the first naming in which an office may stand, in lower case.
    """

    name: str
    span: Span
    gender: str = ""
    role: str = ""

    @property
    def is_somebody(self) -> bool:
        """Whether the words around the first naming speak of a person: an office, a gender."""
        return bool(self.gender) or _personal(self)


@dataclass(slots=True)
class Cast:
    """The people of a story, and who spoke last.

    Every question looks at a bounded number of names, so that a story of names alone takes linear time.

    Attributes:
        body: The story's body.
        by_last: The first person of each last name.
        by_full: Each person by the full name.
        named: The people in order of their first naming.
        spoken: Where somebody spoke, and who, in order.
        by_office: The latest speaker of each office.
    """

    body: str
    by_last: dict[str, Person] = field(default_factory=dict)
    by_full: dict[str, Person] = field(default_factory=dict)
    named: list[Person] = field(default_factory=list)
    spoken: list[tuple[int, Person]] = field(default_factory=list)
    by_office: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def of(cls, body: str) -> Cast:
        """Collect every name of two words or more, by its last word. Linear in the body."""
        cast = cls(body)
        for match in _RUN.finditer(body):
            start, words = match.start(), match.group()
            cut = max((title.end() for title in _TITLE.finditer(words + " ")), default=0)
            titles = words[:cut].lower()
            start, words = start + cut, _POSSESSIVE.sub("", words[cut:]).rstrip(".")
            if (
                " " not in words
                or words in cast.by_full
                or not _OF_WORK.isdisjoint(words.split())
                or words.startswith("The ")
            ):
                continue
            around = body[max(0, match.start() - 40) : match.start()].rsplit(". ", 1)[-1].lower()
            role = f"{around} {titles}{_after(body, match.end())}"
            person = Person(words, Span(start, start + len(words)), _gender(titles), role)
            cast.by_full[words] = person
            cast.by_last.setdefault(words.rsplit(" ", 1)[-1], person)
            cast.named.append(person)
        return cast

    def resolve(self, source: str, at: int, kind: Kind) -> Person | None:
        """The person behind a source.

        Args:
            source: The source as printed.
            at: Its offset in the body.
            kind: What its words say.

        Returns:
            The person; one made of the words themselves where the story gives no fuller name; None where the source
            is no single named person.
        """
        low = source.lower()
        if low == "who":
            return self._before(at)
        if low in ("he", "she"):
            return self._pronoun("m" if low == "he" else "f", at)
        if kind.name is not None:
            return self._named(kind.name, at + kind.name_at, source)
        noun = _ROLE_NOUN.match(source)
        return self._by_office(noun["noun"].lower(), at) if noun else None

    def names_anyone(self, pronoun: str, at: int, *, after: int) -> bool:
        """Whether somebody whom a pronoun can mean is named for the first time, as a subject, between two places."""
        return self._nearest(at, "m" if pronoun == "he" else "f", after=after) is not None

    def heard(self, at: int, person: Person, following: str) -> None:
        """Note that somebody spoke, and what the next pronoun says about him or her."""
        if not person.gender and following[:4].lower().startswith(("he ", "she ")):
            person.gender = "m" if following[:3].lower() == "he " else "f"
        self.spoken.append((at, person))
        for office in set(_WORD.findall(person.role)) & _OFFICES:
            self.by_office[office] = person

    def _named(self, name: str, at: int, source: str) -> Person:
        name = _POSSESSIVE.sub("", name)
        person = self.by_full.get(name)
        if person is None:
            found = self.by_last.get(name.rsplit(" ", 1)[-1])
            same = found is not None and (" " not in name or name.split()[0] == found.name.split()[0])
            person = found if same else None
        if person is None and " " not in name:
            person = next((other for _, other in reversed(self.spoken[-12:]) if name in other.name.split()), None)
        if person is None:
            person = self.by_full[name] = Person(name, Span(at, at + len(name)))
        person.gender = _gender(source.lower()) or person.gender
        return person

    def _before(self, at: int) -> Person | None:
        """The person whose name a relative clause follows: `Ada Kern, who …`, `Kern, 61, who …`."""
        words = _AGE.sub("", self.body[max(0, at - 80) : at].rstrip(" ,")).rsplit(None, 1)
        person = self.by_last.get(words[-1]) if words else None
        return person

    def _pronoun(self, gender: str, at: int) -> Person | None:
        """Whoever spoke last and can be meant, unless somebody was named since as what a sentence is about."""
        found: Person | None = None
        for where, person in reversed(self.spoken[-12:]):
            if where < at and at - where < _FAR and person.gender in ("", gender):
                found = self._nearest(at, gender, after=where) or person
                break
        found = found or self._nearest(at, gender, after=max(0, at - _FAR // 2))
        if found is not None:
            found.gender = found.gender or gender
        return found

    def _nearest(self, at: int, gender: str, *, after: int) -> Person | None:
        """The last person whom the text names for the first time, as a subject, between two places."""
        end = bisect_left(self.named, at, key=lambda person: person.span.start)
        for person in reversed(self.named[max(0, end - 12) : end]):
            if person.span.start <= after:
                return None
            if ORGANISATION.search(person.name) or MEDIA.search(person.name):
                continue
            fits = person.gender == gender or (not person.gender and _personal(person))
            if fits and _opens(self.body, person.span.start):
                return person
        return None

    def _by_office(self, noun: str, at: int) -> Person | None:
        if noun not in _OFFICES:
            return None
        if noun in self.by_office:
            return self.by_office[noun]
        end = bisect_left(self.named, at, key=lambda person: person.span.start)
        held = (person for person in reversed(self.named[max(0, end - 40) : end]) if noun in person.role)
        return next(held, None)


_AGE: Final = re.compile(r",? (?:aged )?\d{1,3}$")
_FAR: Final = 1500
"""Characters within which a pronoun looks back for who spoke."""

_WORD: Final = re.compile(r"[a-z]+")
_OFFICES: Final = word_set(
    "minister president governor mayor senator secretary ambassador chancellor premier general colonel",
    "captain sheriff judge justice prosecutor commissioner congressman congresswoman king queen prince",
    "princess pope speaker envoy chairman chairwoman chief director commander leader spokesman spokeswoman",
    "lawyer attorney professor coach",
)


def _after(body: str, at: int) -> str:
    match = _FOLLOWS.match(body, at, at + 90)
    return match["role"].lower() if match and body[at : at + 1] == "," else ""


def _gender(words: str) -> str:
    found = set(re.findall(r"[a-z]+", words))
    return "m" if found & _HE else "f" if found & _SHE else ""


def _opens(body: str, start: int) -> bool:
    """Whether a name stands where a sentence opens, at most a title after its start."""
    before = body[max(0, start - 60) : start]
    head = re.split(r"[.!?”\"]\s+|\n", before)[-1]
    return len(head.split()) <= 5 and "," not in head


def _personal(person: Person) -> bool:
    """Whether the words around a name speak of a person: an office, an age, a title."""
    return any(word in _OFFICES for word in re.findall(r"[a-z]+", person.role)) or bool(
        re.match(r"\s*\d{1,3}\b", person.role)
    )
