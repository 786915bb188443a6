"""Credit and copyright lines, sign-offs and photo credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.wire.agency import AGENCIES, find_agency
from transforms.wire.person import is_name

LONGEST: Final = 420
"""Characters of a credit or copyright line at most; longer ones are prose."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line.

    Attributes:
        kind: ``credit``, ``copyright``, ``photo`` or ``desk`` (initials and end marks, which credit nobody).
        agency: The agency it names, by its usual name; None when it names none.
        rule: Which rule found it.
    """

    kind: str
    agency: str | None
    rule: str


_SHORT: Final = 70
_EDGE: Final = re.compile(r"^[\s\-–—*=(\[/|•]{0,6}|[\s)\]/.*|]{0,6}$")
_LABEL: Final = re.compile(
    r"^(?:source|sources|via|credit|credits|courtesy(?:\sof)?|agency|agencies|wire|news\sagency|quelle|quellen|fuente|"
    r"fuentes|fonte|source\s?/\s?agency|originally\spublished\sby|provided\sby|content\s(?:by|from)|distributed\sby|"
    r"copyright|con\sinformación\sde|avec|mit\smaterial\svon)\s?[:\-–—]?\s{1,2}(?=\S)",
    re.IGNORECASE,
)
_PREFIX_THE: Final = re.compile(r"^(?:the\s)", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(
    r"^[\s(\[*]{0,4}(?:©|&copy;|\(c\)\s{0,2}(?=copyright|(?:19|20)\d\d|[A-Z])|copyright\b(?!\s(?:law|act|infring"
    r"|holder|claim|case|"
    r"suit|protect|violat|lawyer|owner|dispute|office|rule|reform|term|notice|board|trial|issue|material|work"
    r"|material)))",
    re.IGNORECASE,
)
_COPYRIGHT_SUFFIX: Final = re.compile(
    r"(?<=[.!?”\"’')\]])\s{1,3}(?=[(\[]?(?:©|\(c\)|copyright)\s{0,2}(?:©|\(c\))?\s{0,2}(?:(?:19|20)\d\d|by\s|AFP"
    r"|AP\b|Reuters|dpa|"
    r"Thomson))",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[a-z\d)]{2}\.)\s{1,3}(?=[^\W\d_a-z])")
_RESERVED: Final = re.compile(
    r"(?i)all rights (?:are )?reserved\.?|alle rechte vorbehalten\.?|todos los derechos reservados\.?"
)
_LEGAL: Final = re.compile(
    r"(?i)\brights\b|\bmay not be\b|\bre-?publi|\breproduc|\bredistribut|\bpermission\b|\bconsent\b|\bprohibited\b"
    r"|\blicen[cs]|contributed to this|\bdistributed by\b|\breprinted\b|\bcopyright\b|derechos|rechte\b|droits"
    r"|diritti|права"
)
_OWNER_LENGTH: Final = 120
"""Characters of year and owner at most."""
_RIGHTS: Final = re.compile(
    r"^(?:all\srights\sreserved\b.{0,200}|this\smaterial\s(?:may|must)\snot\sbe\spublished\b.{0,200}"
    r"|alle\srechte\svorbehalten\b"
    r".{0,100}|todos\slos\sderechos\sreservados\b.{0,100}|tous\sdroits\sréservés\b.{0,100}"
    r"|(?:©\s?)?riproduzione\sriservata\b.{0,60})$",
    re.IGNORECASE,
)
_SYNDICATED: Final = re.compile(
    r"^[(\[]?(?:\(?\s?(?:except\sfor\sthe\sheadline|with\sthe\sexception\sof\sthe\sheadline|barring\sthe\sheadline"
    r"|apart\sfrom\sthe"
    r"\sheadline)\b.{0,300}|this\s(?:story|article|report|copy|news\sitem)\s(?:has\snot\sbeen\sedited|(?:is|was"
    r"|has\sbeen)\s"
    r"(?:auto-?generated|(?:originally\s|first\s)?(?:published|produced|provided|distributed|supplied)\s(?:by|from"
    r"|in|on)))\b.{0,300}"
    r"|(?:our|more)\sstandards\s?:\s?the\sthomson\sreuters\strust\sprinciples\.?|our\sstandards\s?:.{2,100}"
    r"|the\sthomson\sreuters\strust\sprinciples\.?"
    r"|distributed\sby\s.{2,80})$",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"^[\s(\[*=\-–—]{0,4}(?:ends?|enditem|-?30-?|#{2,}|fin|fine|ende|eom|конец)[\s)\]*=\-–—.]{0,4}$"
    r"|^[=_*#•~\-–—]{2,}$|^(?:\*\s){2,}\*$"
)
_CONTACT: Final = re.compile(r"^\(\([^\n]{5,300}\)\)$")
"""`((ada.kern@… ; +47 …))`: how to reach the reporter, for editors, as Reuters closes its copy."""
_END_WORDS: Final = frozenset({"ENDS", "Ends", "END", "Enditem", "EOM", "ENDE", "MORE", "(MORE)"})
_INITIALS: Final = re.compile(
    r"^(?:bur-)?[a-z]{2,4}(?:-[a-z]{2,4}){0,3}(?:/[a-z]{2,4}){1,5}$|^(?:PTI|ANI|IANS|UNI|BSS"
    r"|APP)(?:\s[A-Z]{2,5}){1,7}\.?$"
    r"|^(?:dpa|efe|EFE)(?:[\s/-][a-z]{2,4}){1,5}$|^AP-[A-Z]{2}-\d\d-\d\d-\d\d\s\d{4}[A-Z]{3}$|^/[A-Za-z.-]{2,20}/$"
    r"|^\(?(?:[A-Z]{2,3}/){1,4}[A-Z]{2,3}\)?$"
)
_SIGN_OFF: Final = re.compile(
    r"(?<=[.!?”\"’')…])\s{0,3}(?:[(\[]\s?(?P<a>[^()\[\]\n]{2,40})\s?[)\]]|/(?P<b>[^/\n]{2,30})/"
    r"|[-–—]{1,2}\s?(?P<c>[^\W\d_][^\n.!?]{1,30})"
    r"|\s(?P<d>Enditem|EFE|PTI|ANI|IANS|AFP|TASS|dpa|UPI|KUNA|Lusa))\s{0,2}\.?$"
)
_PHOTO_OWNERS: Final = (
    r"(?:Reuters|REUTERS|AP(?:\sPhoto|\sImages|\sFoto)?|Associated\sPress|AFP|Agence\sFrance-Presse|EPA(?:-EFE)?"
    r"|EFE|dpa|DPA|ANSA|"
    r"Getty(?:\sImages)?|GETTY(?:\sIMAGES)?|Bloomberg|UPI|Xinhua|TASS|Kyodo(?:\sNews)?|PTI|ANI|Anadolu(?:\sAgency)?"
    r"|AA|PA(?:\sMedia|\sWire)?|"
    r"Shutterstock|Alamy|iStock|Flickr|Wikimedia(?:\sCommons)?|Sipa(?:\sUSA)?|NurPhoto|ZUMA(?:\sPress)?|Polaris"
    r"|Corbis|AAP|"
    r"The\sCanadian\sPress|Handout|Pool|File)"
)
_WHO: Final = r"[^\W\d_a-z][^\d\n/()|:;!?]{2,45}"
_PHOTO_LINE: Final = re.compile(
    rf"^[(\[]?(?:(?:{_WHO}\s?[/|,]\s?)?(?:{_WHO}\svia\s)?{_PHOTO_OWNERS}(?:\s?[/|]\s?(?:{_WHO}|{_PHOTO_OWNERS})){{0,3}}"
    rf"(?:\svia\s{_PHOTO_OWNERS})?(?:\s?/\s?File(?:\s(?:P|p)hoto)?)?)[)\]]?\.?$"
)
_PHOTO_LABEL: Final = re.compile(
    r"^[(\[]?(?:photos?|images?|pictures?|pics?|fotos?|photographs?|bild(?:er)?|video)(?:\s?(?:credits?|courtesy|by"
    r"|source))?\s?"
    r"(?::|/|\sby\s|\scredit\s|\scourtesy\s(?:of\s)?)\s?(?P<who>[^\n:]{2,90}?)[)\]]?\.?$",
    re.IGNORECASE,
)
_PHOTO_SUFFIX: Final = re.compile(
    rf"\s(?:[(\[](?i:(?:photo|image|picture|credits?|file\sphoto)\s?(?:credits?|by|courtesy(?:\sof)?)?\s?:?\s?)?"
    rf"(?:AP\sPhoto[^()\[\]\n]{{0,60}}|(?:REUTERS|Reuters|AFP|EPA|Getty\sImages|dpa|PTI|ANI|UPI)\s?/[^()\[\]\n]{{2,60}}"
    rf"|{_WHO}\s?/\s?{_PHOTO_OWNERS}(?:\svia\s{_PHOTO_OWNERS})?)[)\]]"
    rf"|(?:REUTERS|AP\sPhoto)\s?/\s?{_WHO}(?:/(?:File|Pool|Handout)(?:\s[Pp]hoto)?)?)\s?\.?$"
)
_OWNER: Final = re.compile(
    r"\b(?:"
    + "|".join(
        re.escape(form)
        for form in sorted(
            {
                form
                for one in AGENCIES
                for form in (one.name, *one.signs, *one.names)
                if form.isascii() and len(form) > 1
            },
            key=len,
            reverse=True,
        )
    )
    + r")\b"
)
_NOT_OURS: Final = re.compile(r"\bvia\s(?:AP|Getty|Reuters|REUTERS|AFP)\b")


def agency_within(text: str) -> str | None:
    """The agency named first in a credit line, by its usual name; None when there is none."""
    match = _OWNER.search(text[:LONGEST].replace("REUTERS", "Reuters"))
    return find_agency(match[0]) if match else None


def is_copyright(text: str) -> bool:
    """Whether a text that begins with a copyright sign or word says nothing else: no caption, no story after it."""
    first, *others = _SENTENCES.split(text.strip(" ()[]*"))
    reserved = _RESERVED.search(first)
    if reserved:
        others.append(first[reserved.end() :])
        first = first[: reserved.start()]
    return len(first) <= _OWNER_LENGTH and all(not other.strip(" .)]*") or _LEGAL.search(other) for other in others)


def read_credit(line: str) -> Credit | None:
    """What a whole line credits, when it is nothing but a credit: `Source: Reuters`, `© 2021 The Associated Press`.

    Args:
        line: A line of the head or tail of a story.

    Returns:
        The credit; None when the line is anything else.
    """
    if len(line) > LONGEST:
        return None
    text = line.strip()
    if _COPYRIGHT.match(text) and is_copyright(text):
        return Credit("copyright", agency_within(text), "copyright")
    if _RIGHTS.match(text):
        return Credit("copyright", agency_within(text), "rights")
    if _SYNDICATED.match(text):
        return Credit("credit", agency_within(text), "syndicated")
    return _read_desk(text) or _read_label(text)


def _read_desk(text: str) -> Credit | None:
    """An end mark, or the initials of the desk: `-30-`, `Enditem`, `PTI ABC DEF`."""
    if text in _END_WORDS or (_ENDS.match(text.lower() if len(text) < 12 else text) and not text.isalpha()):
        return Credit("desk", None, "end_mark")
    if _CONTACT.match(text):
        return Credit("desk", None, "contact")
    if _INITIALS.match(text):
        signed = text[:2].isupper() or text.startswith(("dpa", "efe"))
        return Credit("desk", agency_within(text) if signed else None, "initials")
    return None


def _read_label(text: str) -> Credit | None:
    """A short line that is a label and an agency, or an agency alone."""
    if len(text) > _SHORT or text.endswith(":"):
        return None
    bare = _EDGE.sub("", text)
    label = _LABEL.match(bare)
    rest = bare[label.end() :] if label else bare
    agency = find_agency(rest) or find_agency(_PREFIX_THE.sub("", rest))
    if agency is None:
        return None
    alone = label is None and bare == text.strip()
    if alone and len(rest) <= 3 and not rest.isupper():
        return None
    return Credit("credit", agency, "source_line" if label else "agency_line")


def read_photo_credit(line: str) -> Credit | None:
    """A photo credit that stands alone: `Ada Kern / Reuters`, `AP Photo/Ada Kern`, `Photo: AFP`.

    Returns:
        The credit, its agency None for pictures that an agency only passes on; None when the line is anything else.
    """
    text = line.strip()
    if len(text) > 110:
        return None
    match = _PHOTO_LABEL.match(text)
    if match and (_OWNER.search(match["who"]) or is_name(match["who"].strip(" .")) or "/" in match["who"]):
        return Credit("photo", None if _NOT_OURS.search(text) else agency_within(text), "photo_label")
    if _PHOTO_LINE.match(text) and ("/" in text or "via " in text or "Photo" in text or "Getty" in text or "|" in text):
        return Credit("photo", None if _NOT_OURS.search(text) else agency_within(text), "photo_line")
    return None


def find_photo_suffix(line: str) -> tuple[int, Credit] | None:
    """A photo credit that ends a caption: `… in Erbil. REUTERS/Ada Kern`; where it begins, and what it says."""
    start = max(0, len(line) - 120)
    match = _PHOTO_SUFFIX.search(line, start)
    if match is None:
        return None
    return match.start() + 1, Credit(
        "photo", agency_within(match[0].upper().replace("REUTERS", "Reuters")), "photo_suffix"
    )


def find_copyright_suffix(line: str) -> tuple[int, Credit] | None:
    """A copyright notice that ends the last paragraph; where it begins, and what it says."""
    start = max(0, len(line) - LONGEST)
    match = _COPYRIGHT_SUFFIX.search(line, start)
    if match is None or match.start() == 0 or not is_copyright(line[match.end() :]):
        return None
    return match.end(), Credit("copyright", agency_within(line[match.end() :]), "copyright_suffix")


def find_sign_off(line: str) -> tuple[int, Credit] | None:
    """An agency's sign-off after the last sentence: `… he said. (AFP)`, `… said. — Reuters`, `… said. Enditem`.

    Returns:
        Where it begins, and what it says; None when the line ends with the story's own words.
    """
    start = max(0, len(line) - 60)
    match = _SIGN_OFF.search(line, start)
    if match is None or match.start() == 0:
        return None
    words = (match["a"] or match["b"] or match["c"] or match["d"] or "").strip()
    if words == "Enditem":
        return match.start(), Credit("desk", "Xinhua", "sign_off")
    agency = find_agency(words)
    if agency is None:
        return None
    return match.start(), Credit("credit", agency, "sign_off")
