"""Who is meant: the full name a story gives to `Veil`, `he`, `the minister`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from schemas.story import Span
from transforms.attribute.kinds import Kind
from transforms.language.lists import word_set

_RUN: Final = re.compile(
    r"(?<![\w’'-])[A-ZÀ-Þ][\w’-]*(?:\.(?= [A-Z]))?(?: (?:(?:al|el|bin|ibn|de|"
    r"da|di|van|von|der|den|la|le|du|dos)\b[ -])*(?:al-|el-|d['’])?[A-ZÀ-Þ][\w’-]*(?:\.(?= "
    r"[A-Z]))?){1,5}"
)
_TITLE: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof|Rev|Gen|Lt|Col|Maj|Capt|Sgt|"
    r"Sen|Sens|Rep|Reps|Gov|Adm|Brig|St|Prime|Vice|Deputy|Foreign|Interior|Defen[cs]e|"
    r"Finance|Justice|"
    r"Health|Energy|Trade|First|Acting|Former|Senior|Chief|Assistant|Attorney|"
    r"Police|Lieutenant|Major|Brigadier|Minister|President|Governor|Mayor|"
    r"Senator|Secretary|State|Ambassador|Chancellor|Premier|General|Colonel|"
    r"Captain|Sheriff|Judge|Justice|Prosecutor|Commissioner|Congressman|"
    r"Congresswoman|Representative|King|Queen|Prince|Princess|Sheikh|Pope|Speaker|"
    r"Professor|Bishop|Archbishop|Cardinal|Rabbi|Imam|Reverend|"
    r"Chairman|Chairwoman|CEO|Coach|Officer|Detective|Inspector|Superintendent|"
    r"Admiral|Sergeant|Corporal|Director|House|Senate|Majority|Minority|"
    r"Leader|Democratic|Republican|Labour|Conservative|Spokesman|Spokeswoman|"
    r"The|A|An|In|On|At|But|And|As|When|While|If|For|After|Before|With|Since|"
    r"Meanwhile)\.? )+"
)
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


@dataclass(slots=True)
class Cast:
    """The people of a story, and who spoke last."""

    body: str
    by_last: dict[str, Person] = field(default_factory=dict)
    by_full: dict[str, Person] = field(default_factory=dict)
    spoken: list[tuple[int, Person]] = field(default_factory=list)

    @classmethod
    def of(cls, body: str) -> Cast:
        """Collect every name of two words or more, by its last word. Linear in the body."""
        cast = cls(body)
        for match in _RUN.finditer(body):
            start, words = match.start(), match.group()
            title = _TITLE.match(words + " ")
            titles = ""
            if title is not None:
                titles = title.group().lower()
                if title.end() >= len(words):
                    continue
                start, words = start + title.end(), words[title.end() :]
            words = _POSSESSIVE.sub("", words).rstrip(".")
            last = words.rsplit(" ", 1)[-1]
            if " " not in words or not last:
                continue
            if words in cast.by_full:
                continue
            around = body[max(0, match.start() - 40) : match.start()].rsplit(". ", 1)[-1].lower()
            person = Person(
                words, Span(start, start + len(words)), _gender(titles), f"{around} {titles}{_after(body, match.end())}"
            )
            cast.by_full[words] = person
            cast.by_last.setdefault(last, person)
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
        if low in ("he", "she", "who"):
            return self._pronoun(low, at)
        if kind.name is not None:
            return self._named(kind.name, at + kind.name_at, source)
        noun = _ROLE_NOUN.match(source)
        return self._by_role(noun["noun"].lower(), at) if noun else None

    def heard(self, at: int, person: Person | None, following: str) -> None:
        """Note that somebody spoke, and what the next pronoun says about him or her."""
        if person is None:
            return
        if not person.gender and following[:4].lower() in ("he ", "she "):
            person.gender = "m" if following[:3].lower() == "he " else "f"
        self.spoken.append((at, person))

    def _named(self, name: str, at: int, source: str) -> Person:
        name = _POSSESSIVE.sub("", name)
        last = name.rsplit(" ", 1)[-1]
        person = self.by_full.get(name)
        if person is None:
            found = self.by_last.get(last)
            person = (
                found if found is not None and (" " not in name or name.split()[0] == found.name.split()[0]) else None
            )
        if person is None and " " not in name:
            person = next((other for _, other in reversed(self.spoken[-40:]) if name in other.name.split()), None)
        if person is None:
            person = Person(name, Span(at, at + len(name)))
            self.by_full[name] = person
        gender = _gender(source.lower())
        if gender:
            person.gender = gender
        return person

    def _pronoun(self, pronoun: str, at: int) -> Person | None:
        if pronoun == "who":
            before = self.body[max(0, at - 80) : at].rstrip(" ,")
            return next(
                (
                    p
                    for p in self.by_full.values()
                    if before.endswith(p.name) or before.endswith(p.name.rsplit(" ", 1)[-1])
                ),
                None,
            )
        gender = "m" if pronoun == "he" else "f"
        for where, person in reversed(self.spoken[-12:]):
            if where < at and at - where < 1500 and person.gender in ("", gender):
                named = self._nearest(at, gender, after=where)
                chosen = named or person
                chosen.gender = chosen.gender or gender
                return chosen
        found = self._nearest(at, gender, after=max(0, at - 700))
        if found is not None:
            found.gender = found.gender or gender
        return found

    def _nearest(self, at: int, gender: str, *, after: int) -> Person | None:
        """A person whom the text names for the first time, as a subject, since the last speaker: the new topic."""
        best: Person | None = None
        for person in self.by_full.values():
            start = person.span.start
            if (
                after < start < at
                and person.gender in ("", gender)
                and (best is None or start > best.span.start)
                and _opens(self.body, start)
                and (person.gender == gender or _personal(person))
            ):
                best = person
        return best

    def _by_role(self, noun: str, at: int) -> Person | None:
        for where, person in reversed(self.spoken):
            if where < at and re.search(rf"\b{re.escape(noun)}\b", person.role):
                return person
        candidates = [
            p for p in self.by_full.values() if p.span.start < at and re.search(rf"\b{re.escape(noun)}\b", p.role)
        ]
        return candidates[-1] if candidates and noun in _OFFICES else None


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
