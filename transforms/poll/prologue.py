"""What stands before the first element of a feed, read by us: encoding, declaration, DOCTYPE, entities. Pure.

feedparser's own regular expressions for these take cubic time on a hostile line, so it never sees one.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html import unescape
from html.entities import name2codepoint
from typing import Final

_XML_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNS: Final = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""How `<` begins a document in encodings that are no superset of ASCII (XML 1.0, appendix F)."""
_NOT_TEXT: Final = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs"})
"""Codecs of Python that no document is written in; some take quadratic time."""
_STATEFUL: Final = ("iso2022", "hz")
"""Encodings whose bytes are all ASCII: the only ones that a valid UTF-8 document may be in after all."""
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY: Final = re.compile(
    r"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[\w.:-]{1,100})\s+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<external>SYSTEM|PUBLIC)\b)"
)
_REFERENCE: Final = re.compile(r"&([A-Za-z_][\w.:-]{0,99});")
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MOST_ENTITIES: Final = 2_000
MOST_EXPANSION: Final = 4 << 20
"""Characters that a document's own entities may add to it."""


class EntityBombError(ValueError):
    """The document's entities unpack to far more than a feed."""


@dataclass(frozen=True, slots=True)
class Prologue:
    """A document whose beginning has been read.

    Attributes:
        root: The document from its first element on, as text without characters that XML forbids.
        entities: Its declared entities and the HTML names it uses, each with its full replacement as text.
        netscape: Whether its DOCTYPE is that of RSS 0.91 of Netscape.
    """

    root: str
    entities: dict[str, str]
    netscape: bool


def decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    """The text of a document, and the encoding it was read as. Never fails.

    A byte order mark goes first. Bytes with umlauts that are valid UTF-8 are UTF-8, whatever anyone declares: by
    chance that does not happen. Then the header's charset, then the document's own, as RFC 7303 has it, and at last
    windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    for sign, name in _SIGNS:
        if body.lstrip(b" \t\r\n").startswith(sign):
            return body.decode(name, "replace"), name
    in_header = _CHARSET.search(content_type or "")
    in_document = _XML_ENCODING.search(body[:1024])
    declared = [
        name
        for name in (in_header[1] if in_header else None, in_document[1].decode("ascii") if in_document else None)
        if name and _is_text(name)
    ]
    stateful = [name for name in declared if codecs.lookup(name).name.replace("_", "").startswith(_STATEFUL)]
    for name in (*stateful, "utf-8", *declared):
        try:
            return body.decode(name), name
        except (UnicodeError, LookupError, ValueError):
            continue
    # More often a UTF-8 document with some broken bytes than one in a Western code page.
    if body.count(b"\xc3") + body.count(b"\xe2\x80") > 4 and "utf" in "".join(declared).lower():
        return body.decode("utf-8", "replace"), "utf-8"
    return body.decode("cp1252", "replace"), "cp1252"


def read_prologue(text: str) -> Prologue:
    """Take a document's declaration and DOCTYPE off.

    Raises:
        EntityBombError: Its entities unpack to more than :data:`MOST_EXPANSION` characters, or refer to themselves.
    """
    text = _ILLEGAL.sub("", text)
    position, declared, netscape = _skip(text)
    root = text[position:]
    # As text: what an entity brings is never read as markup, and not as a reference either.
    entities = {name: unescape(value) for name, value in _resolve(declared).items()}
    used = set()
    added = 0
    for found in _REFERENCE.finditer(root):
        name = found[1]
        used.add(name)
        added += len(entities.get(name, ""))
        if added > MOST_EXPANSION:
            raise EntityBombError(f"its entities add more than {MOST_EXPANSION} characters")
    html = {name: chr(name2codepoint[name]) for name in used - _XML_NAMES - entities.keys() if name in name2codepoint}
    return Prologue(root, {name: entities[name] for name in used & entities.keys()} | html, netscape)


def _skip(text: str) -> tuple[int, dict[str, str], bool]:
    """Where the first element begins, the entities declared before it, and whether the DOCTYPE is Netscape's."""
    entities: dict[str, str] = {}
    netscape = False
    position = 0
    while True:
        at = text.find("<", position)
        if at < 0:
            return len(text), entities, netscape
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            position = end + 3
        elif text.startswith("<?", at):
            end = text.find("?>", at + 2)
            position = end + 2
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end, subset = _doctype(text, at)
            netscape = "netscape" in text[at : at + 300].lower()
            entities = _declared(subset)
            position = end + 1
        else:
            return at, entities, netscape
        if end < 0:
            return at, entities, netscape


def _doctype(text: str, at: int) -> tuple[int, str]:
    """Where a DOCTYPE ends, and its internal subset."""
    close, opening = text.find(">", at), text.find("[", at)
    if opening < 0 or 0 <= close < opening:
        return close, ""
    end = re.compile(r"\]\s*>").search(text, opening)
    return (end.end() - 1, text[opening + 1 : end.start()]) if end else (-1, "")


def _declared(subset: str) -> dict[str, str]:
    """Entities by name; the first declaration counts (XML 1.0, 4.2). External ones are never read: they are empty."""
    found: dict[str, str] = {}
    for match in _ENTITY.finditer(subset):
        if match["parameter"]:
            continue
        value = "" if match["external"] else match["double"] if match["double"] is not None else match["single"]
        found.setdefault(match["name"], value)
        if len(found) > _MOST_ENTITIES:
            raise EntityBombError(f"it declares more than {_MOST_ENTITIES} entities")
    return found


def _resolve(declared: dict[str, str]) -> dict[str, str]:
    """Entities with those within them replaced, bounded in size and depth."""
    done: dict[str, str] = {}

    def value(name: str, depth: int) -> str:
        if name in done:
            return done[name]
        if depth > 8:
            raise EntityBombError(f"its entities refer to one another more than 8 deep, or in a circle, at &{name};")
        raw = declared[name]
        if "&" in raw:
            pieces: list[str] = []
            size = last = 0
            for match in _REFERENCE.finditer(raw):
                inner = value(match[1], depth + 1) if match[1] in declared else match[0]
                size += len(inner)
                if size > MOST_EXPANSION:
                    raise EntityBombError(f"&{name}; unpacks to more than {MOST_EXPANSION} characters")
                pieces += [raw[last : match.start()], inner]
                last = match.end()
            raw = "".join(pieces) + raw[last:]
        done[name] = raw
        return raw

    for name in declared:
        value(name, 0)
    return done


def _is_text(name: str) -> bool:
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return getattr(codec, "_is_text_encoding", True) and codec.name.replace("_", "-") not in _NOT_TEXT
