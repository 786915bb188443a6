"""Notices: the wire's words about a story, in its headline, above it and below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemas.story import Mark

LONGEST: Final = 500
"""Characters of a notice line at most; longer ones are prose."""

_ORDINAL: Final = r"(?P<n>\d{1,2})(?:st|nd|rd|th|\.)?"
_SEPARATOR: Final = r"(?:\s?[:|]\s?|\s{0,2}[-–—]{1,2}\s{1,3}|\s{0,2}[–—]\s?|\s?\*{2,3}\s?|(?<=\))\s?)"
_TIGHT: Final = r"(?:\s?[:|]\s?|\s{0,2}[-–—]{1,3}\s{0,3}|(?<=\))\s?)"

_HEADLINE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"^[(\[#*]{{0,2}}(?:{words})[)\]*]{{0,2}}{separator}"))
    for kind, words, separator in (
        ("CORRECTED", r"CORRECTED|CORRECTION|CORRECTING|CORRECTS", _TIGHT),
        (
            "CORRECTED",
            r"Corrected|Correction|Korrektur|KORREKTUR|Berichtigung|BERICHTIGUNG|Corrección|CORRECCIÓN|Rectificatif"
            r"|RECTIFICATIF|"
            r"Rectificación|RECTIFICACIÓN|CORREÇÃO|Correção|RETTIFICA|Rettifica|ИСПРАВЛЕНИЕ|更正",
            _SEPARATOR,
        ),
        ("REFILE", r"REFILE|REFILED|REFILING|RPT|REPEAT|RESENDING|RESEND", _TIGHT),
        ("REFILE", r"Refile|Rpt|Repeat", _SEPARATOR),
        ("UPDATE", r"UPDATE ?#?(?P<n>\d{1,2})|UPDATED ?(?P<m>\d{1,2})", _TIGHT),
        (
            "UPDATE",
            r"UPDATED?|Updated?(?: ?#?(?P<n>\d{1,2}))?|Aktualisiert|AKTUALISIERT|AKTUALISIERUNG|ACTUALIZACIÓN"
            r"|Actualización"
            r"|ACTUALIZA|(?P<m>\d)(?:st|nd|rd|th) UPDATE|MISE À JOUR|Mise à jour|AGGIORNAMENTO"
            r"|ATUALIZA(?: ?(?P<k>\d))?",
            _SEPARATOR,
        ),
        ("WRAPUP", r"WRAP-?UP ?(?P<n>\d{1,2})|WRAPUP", _TIGHT),
        (
            "WRAPUP",
            r"WRAP|ROUNDUP|Roundup|Wrapup|Wrap-?up(?: (?P<n>\d{1,2}))?|ZUSAMMENFASSUNG|Zusammenfassung|SYNTHÈSE",
            _SEPARATOR,
        ),
        (
            "BREAKING",
            r"BREAKING(?: NEWS)?|Breaking(?: [Nn]ews)?|URGENT|Urgent|NEWSALERT|NewsAlert|APNewsAlert|NEWS ?FLASH"
            r"|Newsflash"
            r"|FLASH|Flash|ALERT|BULLETIN|SNAP|EIL|EILMELDUNG|Eilmeldung|EXTRA|URGENTE|Urgente|ÚLTIMA HORA|Última hora"
            r"|ULTIMA HORA|AVANCE|СРОЧНО|Срочно|МОЛНИЯ|JUST IN|JUST-IN|快讯|急电|速報",
            _SEPARATOR,
        ),
        (
            "WRITETHRU",
            r"(?P<n>\d{1,2})(?:st|nd|rd|th)? ?(?:LD|Ld|ld|LEAD|Lead|lead)(?:-[Ww]ritethru|-[Aa]ll)?(?:, ?Writethru)?",
            _SEPARATOR,
        ),
        (
            "WRITETHRU",
            r"(?:LD|Ld)-?[Ww]ritethru|WRITETHRU|Writethru|(?<=\()LEAD|(?<=\()LD|(?P<n>\d)\. ?LEAD|LEAD|LD",
            _SEPARATOR,
        ),
        (
            "KILL",
            r"(?:BULLETIN |MANDATORY |STORY )?KILL(?:ED)?(?: KILL){0,2}|(?:STORY |Story )?(?:WITHDRAWN|Withdrawn)"
            r"|STORY REMOVED"
            r"|Story removed|RETRACTED|Retracted|RETRACTION|Retraction|ANNULLIERT|STORNIERT|ANULADA|ANNULÉ|ANNULATION",
            _SEPARATOR,
        ),
        ("WITHHOLD", r"WITHHOLD|Withhold|HOLD|HOLD FOR RELEASE", _SEPARATOR),
        ("ADVISORY", r"ADVISORY|MEDIA ADVISORY|Media advisory|EDITORS' ADVISORY", _TIGHT),
        ("EMBARGO", r"EMBARGOED|EMBARGO|Embargoed", _TIGHT),
    )
)
_HEADLINE_END: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"\s{{1,3}}(?:[(\[]\s?(?:{words})\s?[)\]]|[-–—|]{{1,2}}\s?(?:{loud}))\.?$"))
    for kind, words, loud in (
        ("CORRECTED", r"[Cc]orrected|CORRECTED|[Cc]orrection|CORRECTION", r"CORRECTED|CORRECTION"),
        ("UPDATE", r"[Uu]pdated?(?: (?P<n>\d{1,2}))?|UPDATED?(?: (?P<m>\d{1,2}))?", r"UPDATED?(?: (?P<k>\d{1,2}))?"),
        ("BREAKING", r"[Bb]reaking|BREAKING|URGENT", r"BREAKING|URGENT"),
        (
            "WRITETHRU",
            r"(?P<n>\d)(?:st|nd|rd|th) (?:LD|Ld|[Ll]ead)(?:-[Ww]ritethru)?|LEAD",
            r"(?P<m>\d)(?:st|nd|rd|th) (?:LD|LEAD)",
        ),
    )
)

_VERBS: Final = (
    (
        "CORRECTED",
        r"corrects?\b|correcting\b|corrected\b|correction\b|fixes\b|removes\s(?:extraneous|incorrect|erroneous"
        r"|reference|wrong)\b|amends\b",
    ),
    ("REFILE", r"refil(?:es|ed|ing)\b|repeats?\b|repeating\b|resends?\b|recrops\b"),
    (
        "UPDATE",
        r"updates?\b|updating\b|updated\b|recasts?\b|recasting\b|rewrites\b|writes\sthrough\b|changes\b|tops\b|ledes\b",
    ),
    ("ADDS", r"adds?\b|adding\b|new\sthroughout|releads\b|inserts\b|includes\b|trims\b|edits\b|combines\b"),
)
_BRACKET: Final = re.compile(
    r"^[(\[*]\s?(?:(?:ATTN|Attn|EDS|Eds|EDITORS?|Editors?|NOTE"
    r"|Note)\s?[:.]\s?)?(?P<words>[^()\[\]\n]{4,400}(?:\([^()\n]{0,80}\)[^()\[\]\n]{0,200}){0,2})[)\]*]\s{0,3}"
)
_LOOSE: Final = re.compile(r"^[*•]?\s?(?:ADDS|UPDATES|CORRECTS|RECASTS|REFILES|REPEATS)\b\s(?=[a-z\"'(A-Z])")
_SELF: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"^[\s(\[*_—–\-]{{0,4}}(?:{words})", re.IGNORECASE))
    for kind, words in (
        (
            "REFILE",
            r"this\s(?:\S{1,20}\s){0,4}?(?:story|article|report|item)\s(?:has\sbeen|was|is)\s"
            r"(?:refiled|re-filed|resent|re-sent|repeated)\b",
        ),
        (
            "KILL",
            r"(?:(?:attention|attn\.?|eds|editors)[,:]?\s(?:editors?[,:]?\s)?)?(?:please\s)?(?:kill|withdraw"
            r"|disregard|do\snot\suse)\s(?:the\s|this\s|our\s)"
            r"(?:\w+\s){0,3}(?:story|item|report|article|copy|take|dispatch|item)\b|(?:bulletin|mandatory"
            r"|story)\s(?:kill|removed|killed|withdrawn)\b|a\skill\sis\smandatory\b"
            r"|kill\skill\b|(?:the\s|this\s)(?:above\s|following\s|previous\s)?(?:story|article|item|report)"
            r"(?:\s(?:slugged|headlined|numbered|filed|sent|moved|published|headed|entitled)\s(?:\S{1,40}\s){0,20}?"
            r"|\s)(?:has\sbeen|is|is\sbeing|was)\s"
            r"(?:withdrawn|killed|retracted|removed\sfrom\sthe\swire)\b",
        ),
        (
            "WITHHOLD",
            r"(?:please\s)?(?:withhold|hold)\s(?:the\s|this\s)(?:story|item|report|copy)\b|do\snot\s(?:publish"
            r"|release)\s(?:until|before)\b",
        ),
        (
            "CORRECTED",
            r"correction(?:s)?(?:\sappended)?\s?(?:[:.–—-]|$|\()|corrections?\s?&\s?clarifications?\s?:"
            r"|clarification\s?[:–—]|corrected\s(?:version|on)\b|this\s(?:\S{1,20}\s){0,4}?(?:story|article|version"
            r"|report|post|item|piece|dispatch)"
            r"(?:\sof\s(?:the|this)\s(?:story|article|report))?\s(?:has\sbeen\scorrected|was\scorrected|corrects"
            r"|is\scorrected|has\sbeen\samended)\b"
            r"|an\searlier\sversion\sof\sthis\s(?:story|article|report|post|column|piece)\b|(?:in\s)?(?:an?"
            r"|the)\s(?:\S{1,20}\s){0,3}?version\sof\s(?:the|this)\s(?:story|article|report),?\s"
            r"(?:\S{1,20}\s){0,6}?(?:incorrectly|erroneously|misstated|misspelled|misidentified)\b|korrektur\s?:"
            r"|berichtigung\s?:|rectificatif\s?:|fe\sde\serrat(?:a|as)\b",
        ),
        (
            "UPDATE",
            r"updated?\s?(?::\s|[–—-]\s|at\s|on\s)[\w\s,.:/|-]{0,16}\d[\w\s,.:/|()-]{0,40}$"
            r"|this\s(?:\S{1,20}\s){0,2}?(?:story|article|report|post|piece|item)\s(?:has\sbeen|was|is\sbeing|will\sbe)"
            r"\s(?:updated|revised)\b|(?:story|article|post)\supdated\b",
        ),
        (
            "ADVISORY",
            r"(?:eds|editors|editor|ed)\s?(?:[’'‘]?s?[’'‘]?)?\s?(?:note|notes|advisory|n\.b\.)?\s?[:–—]\s|(?:eds"
            r"|editors)\s?:|attention\seditors\b|attn\.?:?\seditors\b|notes?\sto\s(?:eds|editors)\b"
            r"|editor[’'‘]?s?[’'‘]?\snote\b|(?:media|photo|video)\sadvisory\s?:|advisory\s?[:–—]"
            r"|with\sap\s(?:photos?|video|graphics?|links)\b|ap\s(?:photos?|video|graphics?)\s[a-z]{2,}\d"
            r"|anmerkung\sder\sredaktion\b|nota\s(?:del\seditor|de\sla\sredacción|a\slos\seditores)\b"
            r"|note\saux\s(?:clients|abonnés|rédactions)\b|(?:\(?more\sto\s(?:follow|come)\)?"
            r"|this\sis\sa\sdeveloping\s(?:story|news\sstory)|(?:this\sis\s)?(?:a\s)?breaking\snews\sstory"
            r"|developing\sstory|mehr\sin\skürze|more\ssoon)\b",
        ),
    )
)
_LABEL: Final = re.compile(
    r"^(?:\*{1,3}\s?)?(?P<words>(?P<u>UPDATED?|Update)(?:\s#?(?P<n>\d{1,2}))?|(?P<b>BREAKING(?:\sNEWS)?|URGENT"
    r"|NEWSALERT|EIL)|(?P<c>CORRECTED))"
    r"\s?(?::|\s[–—-]{1,2})\s{1,3}(?=\S)"
)
"""A word before what the story itself goes on to say: only the word is a mark."""
_TAKE: Final = re.compile(
    r"^\s?(?:URGENT|BULLETIN|FLASH|EIL|EILMELDUNG|URGENTE|СРОЧНО|BREAKING(?:\sNEWS)?|NEWSALERT|APNewsAlert"
    r"|SNAP)\s?[!:.]{0,2}$"
)
_LEAD_LINE: Final = re.compile(
    r"^[(\[]?(?:(?P<n>\d{1,2})(?:st|nd|rd|th)\s(?:ld|lead)(?:-writethru|-all)?(?:,\s?writethru)?|(?:ld"
    r"|lead)-writethru|eds:\sld-writethru)[)\]]?\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice found at one end of a line.

    Attributes:
        start: Its first character in the line.
        end: One past its last, white space after it included.
        mark: What it says.
    """

    start: int
    end: int
    mark: Mark


def _number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    return _number_of(groups.get("n") or groups.get("m") or groups.get("k"))


def read_headline(title: str) -> tuple[str, tuple[Notice, ...]]:
    """A headline without the wire's words, and those words.

    Args:
        title: As the page or feed gives it.

    Returns:
        What is left of the headline, and the notices in order, their offsets in `title`.
    """
    start, end = 0, len(title)
    found: list[Notice] = []
    for _ in range(4):
        first = _first(title, start)
        if first is None or not title[first.end : end].strip():
            break
        found.append(first)
        start = first.end
    for kind, form in _HEADLINE_END:
        match = form.search(title, max(start, end - 40))
        if match and match.start() > start:
            words = title[match.start() : match.end()].strip()
            found.append(Notice(match.start(), end, Mark(kind=kind, number=_number(match), words=words)))
            end = match.start()
            break
    return title[start:end].strip(), tuple(found)


def _first(title: str, start: int) -> Notice | None:
    """The notice that a headline begins with, from `start` on."""
    window = title[start : start + 60]
    lead = len(window) - len(window.lstrip())
    for kind, form in _HEADLINE:
        match = form.match(window[lead:])
        if match:
            words = match[0].strip().rstrip("-–—:|").strip()
            end = start + lead + match.end()
            return Notice(start, end, Mark(kind=kind, number=_number(match), words=words))
    return None


def read_notice(line: str, *, head: bool) -> Mark | None:
    """The notice that a whole line is: `EDS: …`, `(This story has been corrected …)`, `URGENT`.

    Args:
        line: A line above or below the story.
        head: Whether it stands above the story; there, loose forms count as well (`ADDS details`).

    Returns:
        The mark; None when the line is the story's own.
    """
    text = line.strip()
    if not text or len(text) > LONGEST:
        return None
    lead = _LEAD_LINE.match(text)
    if lead:
        return Mark(kind="WRITETHRU", number=int(lead["n"]) if lead["n"] else None, words=text)
    bracket = read_bracket(text)
    if bracket is not None and bracket.end >= len(text):
        return bracket.mark
    kind = _about_itself(text)
    if kind is None and head and _TAKE.match(text):
        kind = "BREAKING"
    if kind is None and head and len(text) <= 120 and _LOOSE.match(text):
        kind = _kind(text.lstrip("*• ")) or "ADDS"
    return Mark(kind=kind, words=text) if kind else None


def read_label(line: str) -> Notice | None:
    """A mark before a paragraph of the story: `UPDATE 2: The toll rose to nine …`.

    Returns:
        The notice, its end where the story's own words begin; None when the line begins with those.
    """
    match = _LABEL.match(line)
    if match is None:
        return None
    kind = "UPDATE" if match["u"] else "BREAKING" if match["b"] else "CORRECTED"
    return Notice(0, match.end(), Mark(kind=kind, number=_number_of(match["n"]), words=match["words"]))


def _number_of(words: str | None) -> int | None:
    return int(words) if words else None


def _about_itself(words: str) -> str | None:
    """What words say about the story that they stand over or under: `This story has been corrected …`."""
    return next((kind for kind, form in _SELF if form.match(words)), None)


def read_bracket(line: str) -> Notice | None:
    """A notice in brackets at the start of a line: `(Adds details, background)`, `(ATTN: ADDS photo)`.

    Returns:
        The notice; None when the brackets hold anything else.
    """
    match = _BRACKET.match(line)
    if match is None:
        return None
    words = match["words"].strip()
    kind = _kind(words) or _about_itself(words)
    if kind is None:
        return None
    return Notice(0, match.end(), Mark(kind=kind, words=match[0].strip()))


def _kind(words: str) -> str | None:
    """What the first verb of an insert line says: `Adds …`, `Corrects …`, `Recasts, adds …`."""
    for kind, verbs in _VERBS:
        if re.match(verbs, words, re.IGNORECASE):
            return kind
    return None
