"""Bytes to text: what the bytes themselves show beats what server and page declare."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Final

_DECLARED: Final = (
    re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})"""),
    re.compile(rb"""encoding=["']([a-zA-Z0-9_-]{2,40})["']"""),
)
_IN_HEADER: Final = re.compile(r"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_LANGUAGE: Final = re.compile(rb"""<html[^>]{0,300}?\blang\s*=\s*["']?([a-zA-Z]{2})""")
_PRESCAN: Final = 8_192

_LABELS: Final = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "shift_jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "shift-jis": "cp932", "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "x-mac-roman": "mac_roman",
}  # fmt: skip
"""Labels that mean a wider encoding than their name says (WHATWG Encoding Standard, section 4.2)."""

_BY_LANGUAGE: Final = {
    "ar": "cp1256", "az": "cp1254", "ba": "cp1251", "be": "cp1251", "bg": "cp1251", "cs": "cp1250", "el": "cp1253",
    "et": "cp1257", "fa": "cp1256", "he": "cp1255", "hr": "cp1250", "hu": "iso8859-2", "ja": "cp932", "kk": "cp1251",
    "ko": "cp949", "ku": "cp1254", "ky": "cp1251", "lt": "cp1257", "lv": "cp1257", "mk": "cp1251", "pl": "iso8859-2",
    "ru": "cp1251", "sk": "cp1250", "sl": "iso8859-2", "sr": "cp1251", "th": "cp874", "tr": "cp1254", "uk": "cp1251",
    "vi": "cp1258", "zh": "gb18030",
}  # fmt: skip
"""Fallback by the page's language (HTML standard, section 13.2.3.2)."""

_BINARY: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"OggS",
    b"\x7fELF",
)
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 12, 13, 27})
"""Characters that no text has."""
_WESTERN: Final = frozenset(
    {"utf-8", "cp1252", "iso8859-1", "iso8859-15", "cp1250", "cp1254", "iso8859-2", "iso8859-9"}
)
"""Encodings that a page of lone accented letters may well have been in."""
_MISTAKEN: Final = ("latin-1", "iso8859-15", "cp1252")
"""What bytes are mistaken for; the first also undoes a second mistake, whose control characters the others lack."""
_RUN: Final = re.compile(r"[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u20ac\u2010-\u203a]{4,}")
_MANY: Final = 400
"""Characters in such runs from which a page was mistaken; dashes and inverted commas make some in any page."""
_TIMES: Final = 2
_SEVEN_BITS: Final = (["iso2022_jp"], ["hz"], ["utf_7"])
"""Declarations of what is valid UTF-8, and something else."""
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def is_binary(body: bytes | str) -> bool:
    """Whether a page is no text in any encoding: a known signature, or many control characters."""
    head = _head(body)[:4_096]
    if head.startswith(_BINARY):
        return True
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) // 50


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page.

    Order: a byte order mark; UTF-8 when the bytes are valid UTF-8 or nearly so (a wrong declaration is far more
    frequent than text of another encoding that happens to be valid UTF-8); the encodings that header and page
    declare; the usual one of the page's language; windows-1252.

    Args:
        body: The page, decompressed.
        content_type: The header's value, None when there was none.

    Returns:
        Text, with U+FFFD for what could not be read. Never raises.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if wide := _wide(body[:4_096]):
        return body.decode(wide, "replace")
    text = _utf8(body)
    if text is not None and not text.isascii():
        return reread(text, content_type)
    declared = _declared(body[:_PRESCAN], content_type)
    if text is not None and declared[:1] not in _SEVEN_BITS:
        return text
    language = _LANGUAGE.search(body[:_PRESCAN])
    usual = _BY_LANGUAGE.get(language[1].decode("ascii").lower(), "cp1252") if language else "cp1252"
    tries = [body.decode(name, "replace") for name in dict.fromkeys([*declared, usual, "cp1252"]) if name != "utf-8"]
    return min(tries, key=lambda text: text.count("\ufffd"))


def reread(text: str, content_type: str | None = None) -> str:
    """Text as its page declares it, where someone on the way took its bytes for Western text and saved that as UTF-8.

    Such text is runs of accented letters, where Western text has them one by one.

    Args:
        text: The page, decoded.
        content_type: The header's value, None when there was none.
    """
    text = text.removeprefix("\ufeff")
    if text.isascii():
        return text
    declared = [name for name in _declared(_head(text), content_type) if name not in _WESTERN]
    if not declared or sum(map(len, _RUN.findall(text))) < _MANY:
        return text
    for _ in range(_TIMES):
        for western in _MISTAKEN:
            try:
                body = text.encode(western)
            except UnicodeEncodeError:
                continue
            if (once := _utf8(body)) is not None:
                text = once
                break
            meant = body.decode(declared[0], "replace")
            if meant.count("\ufffd") * 100 <= len(_RUN.findall(text)):
                return meant
    return text


def _utf8(body: bytes) -> str | None:
    """The text of what is UTF-8, or nearly so."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    return text if broken <= max(0, len(body) - len(text)) // 50 else None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of markup is zero."""
    if len(head) < 4 or head.count(0) * 3 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _head(body: bytes | str) -> bytes:
    """The bytes of a page's beginning in which it declares itself."""
    return body[:_PRESCAN] if isinstance(body, bytes) else body[:_PRESCAN].encode("utf-8", "replace")


def _declared(head: bytes, content_type: str | None) -> list[str]:
    """Encodings named by header and page that Python knows, most trusted first."""
    labels = [found[1] for found in [_IN_HEADER.search(content_type or "")] if found]
    said = sorted((found.start(), found[1]) for pattern in _DECLARED for found in pattern.finditer(head))
    labels += [label.decode("ascii") for _, label in said]
    return [name for name in map(_known, labels) if name]


@lru_cache(maxsize=256)
def _known(label: str) -> str | None:
    """Python's name for an encoding of text that a page may be in; None where it knows none of that label."""
    try:
        name = codecs.lookup(_LABELS.get(label.lower(), label)).name
        is_text = isinstance(b"x".decode(name), str)  # Python also has codecs that are none for text: base64, zlib
    except (LookupError, UnicodeError, ValueError):
        return None
    return name if is_text and name not in {"utf-16", "utf-16-le", "utf-16-be", "utf-32"} else None
