"""Whether a page can be text at all, by its Content-Type and its first bytes. Pure."""

from __future__ import annotations

from typing import Final

_UNSAID: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown", "*/*"})
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"RIFF", "a picture or a sound (RIFF)"),
    (b"PK\x03\x04", "an archive (ZIP)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"ID3", "a sound (MP3)"),
    (b"OggS", "a sound (Ogg)"),
    (b"\x00\x00\x00\x1cftyp", "a film (MP4)"),
    (b"\x00\x00\x00\x18ftyp", "a film (MP4)"),
    (b"\x00\x00\x00\x20ftyp", "a film (MP4)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_CONTROL: Final = bytes((*range(9), *range(14, 27), *range(28, 32)))
"""Bytes that no text has, but for escape, which Japanese text of old has."""
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How UTF-16 markup begins: its zero bytes are no sign of binary data."""


def not_html(content_type: str | None, head: bytes) -> str | None:
    """Why an answer is no page, or None where it may be one.

    Args:
        content_type: The header, or None.
        head: The first bytes of the body, decoded; may be empty when only the header is known.
    """
    media = (content_type or "").split(";", 1)[0].strip().lower()
    textual = media in _UNSAID or media.startswith("text/") or "html" in media or "xml" in media
    # A type that is no type at all ("utf-8") says nothing.
    if not textual and "/" in media:
        return f"its Content-Type is {media[:80]}"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"it is {name}, whatever its Content-Type ({media[:80] or 'none'}) says"
    control = len(head[:1024]) - len(head[:1024].translate(None, _CONTROL))
    if not head.startswith(_WIDE) and control > len(head[:1024]) // 50:
        return f"it is binary data, whatever its Content-Type ({media[:80] or 'none'}) says"
    return None
