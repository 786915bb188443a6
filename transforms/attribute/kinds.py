"""What kind of source speaks, how many, in what role and for whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from transforms.attribute import kind_words as words
from transforms.attribute.countries import is_country
from transforms.attribute.source_names import apposed_name, find_name, is_organised, is_placed

_AFTER_HEAD: Final = re.compile(r",| (?:who|whose|which|that|speaking|including)\b|\(| — ")
_NOBODY: Final = re.compile(r"(?:no (?:one|group|\w+)|nobody|none)\b", re.I)
_COLLECTIVE: Final = re.compile(r"\b(?:lawmakers|police|authorities|officials|officers|prosecutors)\b", re.I)
_CALLS: Final = re.compile(r"(?:calls|messages|emails|requests) (?:to|left|for)", re.I)
_PERSON_OF_BODY: Final = re.compile(r"(?:leader|chief|head|member|worker|supporter|director|employee|owner)s?$", re.I)
_APPOSED: Final = re.compile(r"\s*,(?: \d{1,3},)? (?:an? |the |its |their |his )?(?P<role>[^,;]+)")
_OF_WHOM: Final = re.compile(r" (?:of|for|at|in) (?=the |[A-Z]|an? )")
_UNNAMED_ROLE: Final = re.compile(
    r"(?:an? |the |one of the |two of the |both |some |several |many |other |another |no |\w+ of the )*"
    r"(?P<role>(?:[\w’'.-]+ ){0,3}?(?:" + words.PEOPLE + r"|minister|president|governor|mayor|spokes\w+|ambassador|"
    r"prosecutors?|chief executive|director|general|commander|leader|chairman|chairwoman|senator|secretary|judge|"
    r"police chief|lawyer|attorney|professor|coach|manager|king|pope))\b",
    re.I,
)
_AN_OFFICE: Final = re.compile(rf"(?:an? |the |another |one )?(?P<role>(?:\w+ )?(?:{words.OFFICE.pattern}))", re.I)
_OWNED: Final = re.compile(r"^(?:.*(?:s['’]|['’]s)|his|her|its|their) ", re.I)
"""Whose a function is, before its name: `the ministry's spokesman`, `her lawyer`."""
_NO_ROLE: Final = re.compile(r"(?:sources?|people|persons?|others?)$", re.I)
_NOT_WHOM: Final = re.compile(
    r"(?:the matter|knowledge|condition|anonymity|direct knowledge|the (?:situation|"
    r"talks|negotiations|discussions|deliberations|plans?|deal|case|issue|file|process|operation|decision|incident|"
    r"subject|thinking|time|investigation|inquiry|probe))"
)
_WHOM_ENDS: Final = re.compile(r" (?:who|which|that|said|on condition)\b| [A-Z]\w+ (?:has|had|have) ")
_OF_A_HOUSE: Final = re.compile(r"\b(?:analysts?|economists?|strategists?|researchers?|scientists?)\b", re.I)
"""Who speaks for the house they work at: `analysts at Harrow Bank`, and not `a doctor at the hospital`."""
_RELATIVE: Final = re.compile(r" ?\b(?:who|whose|which|that)\b")
_PART: Final = re.compile(
    rf"^(?:{'|'.join(words.NUMBER)}|\d+|all|both|some|several|many|most|half) of (?:the|its|their|these|those) ", re.I
)
_CALLS_HIMSELF: Final = re.compile(r"\bwho \w+ (?:him|her)self (?:only )?as (?:an?|the) (?:\w+ ){0,2}spokes", re.I)
_TWO_NAMES: Final = re.compile(r"[A-Z][\w’'-]+ and (?:[\w’'.-]+ ){0,4}?[A-Z]")
_ABBREVIATED: Final = ("Gen.", "Sen.", "Rep.", "Gov.", "Lt.", "Col.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the words of a source say about it.

    Attributes:
        kind: One of the values of `source_kind`.
        name: The personal name in it; None when there is none.
        name_at: Offset of that name in the source.
        role: Office or function.
        affiliation: What it belongs to or is close to.
        count: How many people speak; None when that is not said exactly.
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
    if _NOBODY.match(head):
        return Kind(kind="none", count=0)
    if words.SHIELDED.search(head):
        return _unnamed("anonymous", source, head, shielded=True)
    given = words.GIVES_NAME.search(source)
    if given is not None:
        return Kind(kind="named_person", name=given["name"], name_at=given.start("name"), role=_role(head, None))
    if is_country(head):
        return Kind(kind="organisation")
    name = find_name(head)
    if name is None or is_organised(head, name[0]):
        name = apposed_name(source, head) or name
    if name is None and _CALLS_HIMSELF.search(source):
        return Kind(kind="spokesperson", role="spokesman", count=_count(head)[0], shielded=True)
    if words.SPOKES.search(head if name is None else source):
        if name is not None and is_organised(head, name[0]):
            name = None
        role, affiliation = _role(source, name), _affiliation(head, source, name)
        text, at = name or (None, 0)
        return Kind(kind="spokesperson", name=text, name_at=at, role=role, affiliation=affiliation)
    placed = name is not None and is_placed(head, *name)
    if name is not None and not is_organised(head, name[0]) and (placed or not words.MEDIA.search(head)):
        if _TWO_NAMES.search(head):
            return Kind(kind="named_person")
        role = _role(source, name)
        of_state = role is not None and words.OF_STATE.search(role) is not None
        affiliation = _affiliation(head, source, name)
        kind = "named_person"
        return Kind(kind=kind, name=name[0], name_at=name[1], role=role, affiliation=affiliation, official=of_state)
    return _unnamed(_sort(head), source, head, shielded=False)


def _unnamed(kind: str, source: str, head: str, *, shielded: bool) -> Kind:
    """A source without a personal name."""
    if kind in ("document", "media", "organisation"):
        number, number_words = _count(head) if kind == "organisation" and words.COUNTED.search(head) else (None, None)
        affiliation = _affiliation(head, source, None) if kind == "document" else None
        return Kind(kind=kind, affiliation=affiliation, count=number, count_words=number_words)
    official = words.OFFICIAL.search(head) is not None
    count, count_words = _count(head)
    if kind == "other" and count is not None:
        kind = "anonymous"
    if not shielded and count is not None:
        private = words.PRIVATE_ONLY.search(head) is not None or "member" in head
        shielded = official or count == 1 or (kind == "anonymous" and not private)
    if shielded:
        kind = "anonymous"
    role, affiliation = _role(source, None), _affiliation(head, source, None) if kind != "other" else None
    return Kind(
        kind=kind,
        role=role,
        affiliation=affiliation,
        count=count,
        count_words=count_words,
        shielded=shielded,
        official=official,
    )


def _head(source: str) -> str:
    """A source without its relative clause and its appositions, but with what `of` and `for` add."""
    cut = _AFTER_HEAD.search(source)
    return source[: cut.start()] if cut and cut.start() > 0 else source


def _is_body(plain: str) -> bool:
    """Whether the last noun is that of a body: `the interior ministry`, not `the party leader`."""
    if not words.ORGANISATION.search(plain) or _PERSON_OF_BODY.search(plain.strip()):
        return False
    last = (plain.split() or [""])[-1]
    return not any(known.fullmatch(last) for known in (words.DOCUMENT, words.OFFICIAL, words.PRIVATE))


_SORTS: Final[tuple[tuple[str, Callable[[str, str], object]], ...]] = (
    ("media", lambda plain, _: words.MEDIA.search(plain)),
    ("official", lambda plain, _: _COLLECTIVE.search(plain)),
    ("organisation", lambda _, head: _CALLS.match(head)),
    ("organisation", lambda plain, _: _is_body(plain)),
    ("organisation", lambda plain, head: _OF_A_HOUSE.search(plain) and re.search(r"\bat [A-Z]", head)),
    ("document", lambda plain, _: words.DOCUMENT.fullmatch((plain.split() or [""])[-1])),
    ("official", lambda _, head: words.OFFICIAL.search(head)),
    ("anonymous", lambda plain, _: words.PRIVATE.search(plain)),
    ("document", lambda plain, _: words.DOCUMENT.search(plain)),
    ("organisation", lambda _, head: re.search(r"\b[A-Z]", head[1:])),
    ("organisation", lambda _, head: re.match(r"[A-Z][\w’.-]+$", head) and not head.endswith("s")),
)
"""Kinds with what shows them, in the order in which they are tried."""


def _sort(head: str) -> str:
    """The kind of a source that names no person."""
    head = _PART.sub("", head)
    plain = words.PREPOSITION.split(head, maxsplit=1)[0]
    return next((kind for kind, shows in _SORTS if shows(plain, head)), "other")


def _role(source: str, name: tuple[str, int] | None) -> str | None:
    """The office or function in a source: before the name, after it, or the head of an unnamed one."""
    if name is None:
        return _unnamed_role(_head(source))
    offices = list(words.OFFICE.finditer(source[: name[1]]))
    if offices:
        return _clean(source[offices[0].start() : offices[-1].end()])
    match = _APPOSED.match(source[name[1] + len(name[0]) :])
    if match is None or not words.OFFICE.search(match["role"]):
        return None
    role = re.split(r" (?:who|which|that|and) ", match["role"])[0]
    return _clean(_OWNED.sub("", _OF_WHOM.split(role)[0]))


def _unnamed_role(head: str) -> str | None:
    match = _UNNAMED_ROLE.match(head) or _AN_OFFICE.match(head)
    if match is None:
        return None
    found = _OWNED.sub("", match["role"]).split()
    while found and _is_no_office(found[0]):
        found.pop(0)
    role = " ".join(found)
    return None if not role or _NO_ROLE.fullmatch(role) else role


def _is_no_office(word: str) -> bool:
    low = word.lower()
    counted = low in words.NUMBER or word.isdigit() or low in ("second", "third", "unnamed", "u.s.")
    return counted or words.COUNTRY_WORD.fullmatch(word) is not None


def _clean(role: str) -> str | None:
    role = role.strip(" ,")
    return role if role.endswith(_ABBREVIATED) else role.rstrip(".") or None


def _affiliation(head: str, source: str, name: tuple[str, int] | None) -> str | None:
    """What a source belongs to or is close to."""
    described = name is None or name[1] >= len(head) or words.LEADS_TO_BODY.search(source[: name[1]])
    where = head if name is None or described else source[name[1] + len(name[0]) :]
    where = _RELATIVE.split(where, maxsplit=1)[0]
    spokes = words.SPOKES.search(where)
    match = words.AFFILIATED.search(where, spokes.end() if spokes else 0)
    if match is not None and not _NOT_WHOM.match(match["whom"]) and not _is_where(head, match.group()):
        counted = name is None and where.startswith("of the ", match.start()) and words.COUNTED.search(head)
        whom = _WHOM_ENDS.split(match["whom"])[0].strip()
        if whom and not counted:
            return whom
    before = words.BEFORE_SPOKES.match(source) or words.BEFORE_SPOKES.match(where.lstrip(" ,"))
    return before["whom"] or None if before else None


def _is_where(head: str, words_: str) -> bool:
    """Whether words do not say to whom somebody belongs: `an analyst in London`, `in January`, `head of mission`."""
    place = re.match(r"(?:in|near) [A-ZÀ-Þ\d]", words_) is not None and not words.SHIELDED.search(head)
    return place or re.fullmatch(r"of [a-z]+", words_) is not None


def _count(head: str) -> tuple[int | None, str | None]:
    """How many people speak, and the words that say so."""
    total, found = 0, []
    for match in words.COUNTED.finditer(head):
        number = match["n"].lower()
        total += int(number) if number.isdigit() else words.NUMBER[number]
        found.append(match["n"])
        if match["of"]:
            break
    vague = words.VAGUE.search(head)
    if vague is not None:
        return None, " … ".join([*found, vague.group()])
    if found:
        return total, " … ".join(found)
    single = words.SINGLE.match(head)
    return (1, head.split(maxsplit=1)[0].lower()) if single and " and " not in head else (None, None)
