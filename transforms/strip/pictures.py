"""Pictures' texts: what reads like a caption, and the credit within it."""

from __future__ import annotations

import re
from typing import Final

_START: Final = r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·]\s+)"
_START_OR_DASH: Final = r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·–—]\s+)"
_CREDIT: Final = (
    re.compile(
        r"\s*[(\[]\s*(?:photo |image |picture |file )?(?:credits?|photo|image|picture|source|foto|bild|fotos|crédit|"
        r"crédits|imagen|фото)"
        r"(?: (?:by|credit|courtesy(?: of)?|from|via))?\s*[:/]?\s*([^()\[\]]{2,120}?)\s*[)\]]\s*\.?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s*[(\[]\s*((?:AP|REUTERS|AFP|EPA|dpa|UPI|ANSA|EFE|PTI|TASS|Xinhua|PA|Getty)\b[^()\[\]]{0,120}?)\s*"
        r"[)\]]\s*\.?$"
    ),
    re.compile(
        r"(?:^|(?<=[.!?\"'”’)])\s+|\s*[|•·–—-]\s+|\s{2,})(?:photo|image|picture|file photo|photograph|video|credit|"
        r"photo credit|image credit|image source|photo source|source|foto|bild|crédit(?: photo)?|imagen|fotografía|"
        r"фото|zdjęcie|φωτογραφία|图片来源|图源|photos?)"
        r"(?:\s*(?:by|credit|courtesy(?: of)?|via|:|©|/|：))+\s*([^|]{2,120}?)\s*\.?$",
        re.IGNORECASE,
    ),
    re.compile(_START + r"(©\s*[^©]{2,100})$"),
    re.compile(
        _START_OR_DASH + r"((?:REUTERS|AFP|AP(?: Photo| Images)?|EPA(?:-EFE)?|Getty Images|Shutterstock|dpa|"
        r"picture alliance|Anadolu(?: Agency)?|Xinhua|TASS|ANSA|UPI|iStock|Alamy|Bloomberg)\s*[/|,]?\s*[^.!?]{0,80})$"
    ),
    re.compile(
        _START_OR_DASH + r"([A-ZÀ-Þ][\w.'’-]+(?: [\w.'’-]+){0,4}\s*/\s*[A-Z][^.!?]{1,60}(?: via [A-Z][^.!?]{2,40})?)$"
    ),
)
"""Where the credit of a picture begins, most explicit first; the group is the credit."""


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption as its text and its credit.

    Returns:
        The text without the credit (empty when it is all credit), and the credit as printed or None.
    """
    tail_start = max(0, len(text) - 260)
    head, tail = text[:tail_start], text[tail_start:]
    for pattern in _CREDIT:
        if found := pattern.search(tail):
            return (head + tail[: found.start()]).strip(" |–—-•·"), found[1].strip()
    return text, None


_BRACKETED: Final = re.compile(
    r"[(\[]\s*(?:photo |image |picture )?(?:credit|photo|image|foto|bild)s?(?: by| courtesy(?: of)?)?\s*:"
    r"\s*[^()\[\]]{2,120}[)\]]\s*\.?$",
    re.IGNORECASE,
)

_CAPTION: Final = re.compile(
    r"^(?:file photo|file image|file -|photo|image|picture|pictured|foto|bild|фото|caption|"
    r"in this (?:photo|image|file)|this (?:photo|image|combination)|"
    r"an? (?:file|handout|undated|aerial|general) (?:photo|view|image|picture))\b.{0,12}[:(/ ]|"
    r"\b(?:seen|pictured|shown) (?:here|in this)\b",
    re.IGNORECASE,
)


def has_explicit_credit(text: str) -> bool:
    """Whether a block ends in a credit in brackets that nothing but a caption has: `(credit: …)`, `(Photo: …)`."""
    return len(text) <= 700 and _BRACKETED.search(text[-260:]) is not None


def is_caption(text: str) -> bool:
    """Whether a line of text alone reads as the caption of a picture: an explicit credit at its end, or its opening."""
    if len(text) > 700:
        return False
    for pattern in _CREDIT[:2]:
        if pattern.search(text[-260:]):
            return True
    if len(text) > 400:
        return False
    return any(pattern.search(text[-260:]) for pattern in _CREDIT[2:]) or bool(_CAPTION.search(text))
