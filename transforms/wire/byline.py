"""Bylines: who reported, wrote, edited, from the first and last lines and from the page's authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from schemas.story import Byline
from transforms.wire.person import LONGEST, read_names
from transforms.wire.words import words_in

_ROLES: Final[tuple[tuple[str | None, str], ...]] = (
    (
        "additional_reporting",
        r"(?:with\s)?(?:additional|extra)\s(?:reporting|research|contributions?|inputs?)\s(?:by|from)\b"
        r"|with\s(?:inputs?|reporting|contributions?|files?|material|reports?)\s(?:by|from)\b|contributing\s?:"
        r"|contributing\s(?:to\sthis\s(?:report|story)\s?(?:was|were)|reporting\s(?:by|from))"
        r"|additional\sreporting\s?:|con\s(?:información|aportes|la\scolaboración)\sde\b"
        r"|avec\s(?:des\sinformations\sde)?\b",
    ),
    ("writing", r"(?:writing|written|compiled|text|rewrites?|story)\sby\b|writing\s?:|escrito\spor\b|redactado\spor\b"),
    (
        "editing",
        r"(?:editing|edited|copy[\s-]?editing|edits)\sby\b|editing\s?:|editado\spor\b|edición\sde\b|edité\spar\b"
        r"|redaktion\s?:|redigiert\svon\b",
    ),
    ("photography", r"(?:photos?|pictures?|photography|photographs|images?)\sby\b"),
    (
        "reporting",
        r"(?:reporting|reported|report|interview|interviews|reportage)\sby\b|reporting\s?:|reporte\sde\b"
        r"|reportaje\sde\b|reportage\sde\b|bericht\svon\b|bericht\s?:",
    ),
    ("translation", r"(?:translat(?:ion|ed))\sby\b|traducido\spor\b|traduit\spar\b"),
    (None, r"(?:graphics?|video|production|produced|research|compilation)\sby\b"),
)
"""What a credit line calls a role; None where the record has no word for it."""

_ROLE: Final = re.compile(
    "|".join(f"(?P<r{index}>{words})" for index, (_, words) in enumerate(_ROLES)),
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"^[\s(\[*_\-–—•]{0,6}")
_BY: Final = re.compile(r"^(?i:by|von|por|par|di|da|door|av)\s{1,3}(?=[^\W\d_a-z]|(?i:the|our|staff)\s|al-)")
_ENGLISH_BY: Final = re.compile(r"^(?i:by)\s{1,3}|^by(?=[A-Z])")
_SUFFIX: Final = re.compile(
    r"[(\[]\s?(?:with\s)?(?:additional\s)?(?:reporting|reported|writing|written|compiled|editing|edited|story|inputs?|"
    r"reporte|reportaje|escrito|editado|bericht)\s{1,2}(?:by|from|de|por|von)\b",
    re.IGNORECASE,
)
_OPEN_SUFFIX: Final = re.compile(
    r"(?<=[.!?”\"’'])\s{0,3}(?=(?:Reporting by|Additional reporting by|Writing by|Editing by|Contributing:"
    r"|With inputs from)\s)"
)
_WORKS_FOR: Final = re.compile(
    r"^(?:(?:The\s)?(?P<house>[^\W\d_][\w.&'’\- ]{0,40}?)\s)?(?:[A-Za-z]+\s)?(?:staff\s)?"
    r"(?i:writers?|reporters?|correspondents?|journalists?|producers?|editors?|photographers?)\s(?=[^\W\d_a-z])"
)
_PLACES: Final = re.compile(
    r"(?:[^\W\d_a-z][\w.'’\-]*|[,;]|(?:and|in|from|of|de|la|el|al|the|near)\b)(?:[,;]?\s(?:[^\W\d_a-z][\w.'’\-]*"
    r"|and|in|from|of|de|la|el|al|the|near)){0,14}"
)
_PRONOUNS: Final = words_in("she he they it who we i this that")
_GAVE: Final = re.compile(r"\s(?:also\s)?(?P<verb>contributed|reported)\b")
_GAVE_WHAT: Final = re.compile(
    r"(?P<what>(?:\s(?:reporting|research|(?:to|for)\s(?:this|the|his|her|its)\s(?:report|story|article|piece|post"
    r"|reporting)))"
    r"{0,2})(?:,?\sfrom\s(?P<place>[^:!?\"“”]{2,120}?))?[.;]?\s*$"
)
_CAPITALS: Final = re.compile(r"[.|]?\s{1,3}(?=[^\W\d_a-z]{2})")
_SENTENCE: Final = re.compile(r"(?<=[a-z)]\.)\s{1,3}(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Credits:
    """What a byline or credit line says.

    Attributes:
        people: Who is credited.
        agencies: Agencies that the line names as whom they write for.
        contributed: Agencies that only gave material (`With inputs from PTI`).
        house_style: Whether it has the form that Reuters ends its copy with.
        writers: Agencies whose writers are named among the contributors: AP closes its own copy so, and some papers
            close theirs.
    """

    people: tuple[Byline, ...]
    agencies: tuple[str, ...] = ()
    contributed: tuple[str, ...] = ()
    house_style: bool = False
    writers: tuple[str, ...] = ()


def read_credits(line: str) -> Credits | None:
    """A line of credits by role: `(Reporting by A in X and B; Editing by C)`, `With inputs from D`.

    Args:
        line: A whole line, at most :data:`transforms.wire.person.LONGEST` characters.

    Returns:
        What it says; None when the line is anything else, a sentence that begins like one included.
    """
    if len(line) > LONGEST:
        return None
    text = line[_match_end(_LEADING, line) :]
    first = _ROLE.match(text)
    if first is None:
        return None
    people: list[Byline] = []
    agencies: list[str] = []
    contributed: list[str] = []
    marks = list(_ROLE.finditer(text))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        role = _ROLES[int((mark.lastgroup or "r0")[1:])][0]
        clause = text[mark.end() : after.start() if after else len(text)]
        clause = re.sub(r"[\s;,.]+(?:and)?\s*$", "", clause) + (
            "." if clause.rstrip(" ;)]").endswith(("Jr.", "Sr.")) else ""
        )
        names = read_names(clause, role, alone=True)
        if names is None:
            return None
        people += names.people
        (contributed if role == "additional_reporting" else agencies).extend(names.agencies)
    roles = {_ROLES[int((mark.lastgroup or "r0")[1:])][0] for mark in marks}
    house = "editing" in roles and len(roles) > 1 and ";" in line and line.lstrip()[:1] == "("
    return Credits(tuple(people), tuple(agencies), tuple(contributed), house)


def _match_end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def find_suffix(line: str) -> int | None:
    """Where credits in parentheses begin that end a paragraph: `… he said. (Reporting by A; Editing by B)`."""
    start = max(0, len(line) - LONGEST)
    tail = line[start:]
    for match in [*_SUFFIX.finditer(tail), *_OPEN_SUFFIX.finditer(tail)]:
        if start + match.start() > 0 and read_credits(tail[match.start() :].strip()) is not None:
            return start + match.start()
    return None


def read_byline(line: str) -> Credits | None:
    """A byline of the head: `By Ada Kern and Bo Lind, Associated Press`, `Von Ada Kern, dpa`.

    Returns:
        Who and for whom; None when the line is no byline as a whole.
    """
    if len(line) > 200:
        return None
    text = line[_match_end(_LEADING, line) :].strip()
    by = _BY.match(text) or _ENGLISH_BY.match(text)
    if by is None or text[-1:] in "?!:" or _ends_a_sentence(text):
        return None
    names = read_names(text[by.end() :], None)
    if names is None or (not names.people and not names.agencies):
        return None
    return Credits(names.people, names.agencies)


def _ends_a_sentence(text: str) -> bool:
    return text.endswith(".") and len(text.split()) > 12


def inline_bylines(line: str) -> Iterator[tuple[int, Credits]]:
    """Bylines that may stand before a dateline in the same line: `By Ada Kern ERBIL, Iraq (Reuters) - …`.

    Yields:
        Characters it takes, and who it names. The caller checks that a dateline follows: capitals may still be a name.
        Without `By` the names must be the page's authors.
    """
    start = 3 if line.startswith(("By ", "BY ")) else 0
    for match in _CAPITALS.finditer(line, 6, 160):
        if not start and line[: match.start()].isupper():
            return
        names = read_names(line[start : match.start()], None)
        if names is not None and names.people:
            yield match.end(), Credits(names.people, names.agencies)


def read_contributors(line: str) -> Credits | None:
    """Closing sentences in AP style: `Kern reported from Erbil. AP writer Bo Lind contributed to this report.`.

    Returns:
        Who; None unless every sentence of the line is of that kind.
    """
    if len(line) > LONGEST or ("contribut" not in line and "reported from" not in line):
        return None
    text = line[_match_end(_LEADING, line) :].rstrip(" )]*_")
    read = [_read_contribution(sentence) for sentence in _SENTENCE.split(text)]
    credits = [found for found in read if found is not None]
    if len(credits) < len(read) or not any(found.people or found.contributed for found in credits):
        return None
    return Credits(
        tuple(person for found in credits for person in found.people),
        contributed=tuple(agency for found in credits for agency in found.contributed),
        writers=tuple(agency for found in credits for agency in found.writers),
    )


def _read_contribution(sentence: str) -> Credits | None:
    """One closing sentence; None when it is the story's own."""
    gave = _GAVE.search(sentence)
    match = _GAVE_WHAT.match(sentence, gave.end()) if gave else None
    if gave is None or match is None:
        return None
    reported = gave["verb"] == "reported"
    who, place = sentence[: gave.start()], match["place"].strip() if match["place"] else None
    nowhere = reported and not place
    prose = place is not None and not _PLACES.fullmatch(place.strip(" .,;"))
    if nowhere or prose or who.casefold() in _PRONOUNS:
        return None
    house = _WORKS_FOR.match(who)
    alone = bool(reported or house or match["what"])
    names = read_names(
        who[house.end() :] if house else who, "reporting" if reported else "additional_reporting", alone=alone
    )
    if names is None:
        return None
    writers = read_names(house["house"], None, strict=False) if house and house["house"] else None
    return Credits(
        tuple(replace(one, place=one.place or place) for one in names.people),
        contributed=names.agencies,
        writers=writers.agencies if writers else (),
    )


def read_authors(authors: Iterable[str]) -> Credits:
    """Who the page's metadata names: `By ADA KERN and BO LIND`, `Ada Kern,Bo Lind`, `Ada Kern, @ada, Times`, `AP`."""
    people: list[Byline] = []
    agencies: list[str] = []
    for author in authors:
        text = author[:LONGEST].strip()
        text = re.split(
            r"(?i)(?<=[^\W\d_]{3})\.\s|\bfollow\b|\bemail\b|\bcontributed\b", text[_match_end(_ENGLISH_BY, text) :]
        )[0]
        names = read_names(text, None, strict=False, alone=True)
        if names is not None:
            people += names.people
            agencies += names.agencies
    return Credits(merge(people), tuple(agencies))


def merge(people: Iterable[Byline]) -> tuple[Byline, ...]:
    """Everybody once, in order of first print; a later line adds the role and place that an earlier one lacks.

    A surname alone (`Kern reported from Erbil`) is the person of that surname who stands before.
    """
    found: list[Byline] = []
    for person in people:
        index = next((at for at, other in enumerate(found) if _same(other, person)), None)
        if index is None:
            found.append(person)
        else:
            old = found[index]
            found[index] = replace(old, role=old.role or person.role, place=old.place or person.place)
    return tuple(found)


def _same(one: Byline, other: Byline) -> bool:
    left, right = one.name.casefold(), other.name.casefold()
    if left != right and left.split()[-1:] != [right]:
        return False
    return one.role in {None, other.role, "reporting"} or other.role is None
