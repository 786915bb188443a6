"""The name in the words of a source: a person's, and not the name of the house the person speaks for."""

from __future__ import annotations

import re
from typing import Final

from transforms.attribute import kind_words as words

_OF_BODY: Final = re.compile(
    r"(?:['’]s)? (?:\w+ )?(?:ministry|government|company|bank|agency|department|"
    r"office|group|party|army|council|police|"
    r"campaign|officials?|report|poll|website|court|university|spokes|military|authorities|lawmakers?|supporters|"
    r"militias?|administration)"
)
_BODY_NOUN: Final = re.compile(
    r"\b(?:firm|company|group|gang|operator|airline|bank|retailer|agency|movement|militia|carmaker|service|broadcaster|"
    r"charity|fund|manufacturer|platform|capital|city|town|village|port|district|province|region|island|suburb) "
    r"(?:called |named |calling itself )?$"
)
_PEOPLE: Final = re.compile(rf"(?=\w+(?:s|men)$)(?:{words.OFFICIAL.pattern}|{words.PRIVATE.pattern})", re.I)
"""What opens a sentence with a capital and is no name: `Ministers`, `Rebels`."""
_OFFICE: Final = re.compile(rf"(?:.*[ -])?(?:{words.OFFICE.pattern})(?<!s) (?=\S+ \S)", re.I)
"""What stands with capitals before a whole name: `Analyst Ada Kern`, `NATO Secretary-General Ada Kern`."""
_OF_WHICH: Final = re.compile(r" (?:of|from|at|with|for) ")
_TITLE: Final = re.compile(rf"(?:(?:{words.TITLES})\b\.? ?)+")
_NAMED_AFTER: Final = re.compile(
    r", (?:(?:the|an?) )?(?:[a-z][\w-]* ){0,3}"
    rf"(?P<title>(?:(?:{words.TITLES}|Mr|Mrs|Ms|Dr)\b\.? )*)"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]*(?: (?:[A-Z]\.|[A-ZÀ-Þ][\w’'-]*|al-\w+|(?:de|van|der|von|bin|el|al|la|di|da)(?= )))*)"
    r"(?=$|,|\s*\()"
)
_PLACED: Final = re.compile(r"\b(?:in|at|near|from|outside|of) [A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*$")
_IN_OFFICE: Final = re.compile(rf"(?:{words.OFFICE.pattern})$", re.I)
_REGION: Final = re.compile(r"(?:New|Nova|British|Puerto|Rhode|(?:North|South|East|West)(?:ern)?|Northern) ")
"""How names of states and provinces of more than one word begin: they say where a town is."""
_KIN: Final = re.compile(
    r"\b(?:wife|husband|widow|widower|son|daughter|mother|father|brother|sister|uncle|aunt|cousin|partner|"
    r"grand\w+|niece|nephew|friend|neighbou?r|fianc[ée]+)$"
)


def is_organised(head: str, name: str) -> bool:
    """Whether a capitalised name is that of a body, an outlet or a paper, not of a person."""
    if (
        name.startswith("The ")
        or words.MEDIA.search(name)
        or (words.ORGANISATION.search(name) and not words.HONORIFIC.match(name))
    ):
        return True
    at = head.find(name)
    if _BODY_NOUN.search(head[:at]):
        return True
    return at >= 0 and bool(_OF_BODY.match(head, at + len(name)) or words.LEADS_TO_BODY.search(head[:at]))


def find_name(head: str) -> tuple[str, int] | None:
    """The personal name at the end of a source's head, and where it starts."""
    best: tuple[str, int] | None = None
    for match in words.NAME.finditer(head):
        text, start = match.group(), match.start()
        for leading in (words.HONORIFIC, _TITLE, _OFFICE):
            title = leading.match(text)
            if title is not None:
                start += title.end()
                text = text[title.end() :]
        alone = match.start() == 0 and " " not in text and start == 0 and head.rstrip() != text
        if _PEOPLE.fullmatch(text):
            continue
        if text and not alone and text.lower() not in words.NOT_NAMES and not words.COUNTRY_WORD.fullmatch(text):
            best = text, start
            if is_placed(head, text, start):
                return best
    if best is None:
        return None
    rest = head[best[1] + len(best[0]) :]
    return None if rest.strip() and not re.match(r"['’]?(?:s)?\s*$|,| of\b| from\b| in\b", rest) else best


def is_placed(head: str, name: str, start: int) -> bool:
    """Whether a name is a person's whom the rest of a head places: `Ada Kern of the Dorn Institute`."""
    body = words.ORGANISATION.search(name) or words.MEDIA.search(name) or name.startswith("United ")
    if body or " " not in name or head[:start].endswith("the "):
        return False
    return _OF_WHICH.match(head, start + len(name)) is not None


def apposed_name(source: str, head: str) -> tuple[str, int] | None:
    """The name of somebody whom the source describes first: `his lawyer, Ada Kern`, and where it starts."""
    match = _NAMED_AFTER.match(source, len(head))
    if match is None or words.SHIELDED.search(head):
        return None
    name = match["name"]
    if not _is_somebody(head, name) or words.ORGANISATION.search(name) or words.MEDIA.search(name):
        return None
    if " " not in name and not match["title"] and not _KIN.search(head):
        return None
    return name, match.start("name")


def _is_somebody(head: str, name: str) -> bool:
    """Whether the name behind a description is a bearer's: `the mayor of Osk, Ada Kern`, not `a mill in Osk, Iowa`."""
    if _IN_OFFICE.search(words.PREPOSITION.split(head, maxsplit=1)[0].rstrip()):
        return not (_PLACED.search(head) and _REGION.match(name))
    last = (head.split() or [""])[-1]
    thing = any(known.fullmatch(last) for known in (words.DOCUMENT, words.ORGANISATION, words.MEDIA))
    return not thing and not _PLACED.search(head)
