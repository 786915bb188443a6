"""Pictures' texts: what reads like a caption, and the credit within it."""

from __future__ import annotations

import re
from itertools import compress
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


_LABELS: Final = (
    "photo", "image", "picture", "video", "credit", "source", "foto", "bild", "crédit", "imagen", "фото", "zdjęcie",
    "φωτογραφία", "图片来源", "图源",
)  # fmt: skip
_AGENCIES: Final = (
    "REUTERS", "AFP", "AP", "EPA", "Getty Images", "Shutterstock", "dpa", "picture alliance", "Anadolu", "Xinhua",
    "TASS", "ANSA", "UPI", "iStock", "Alamy", "Bloomberg",
)  # fmt: skip


_CLOSED: Final = (")", "]", ").", "].", ") .", "] .")
"""How a text ends that ends in brackets, one full stop aside."""


def _credit(tail: str) -> re.Match[str] | None:
    """The credit that a text ends in; what a pattern needs is looked for first, which is much faster."""
    bracketed, lower = tail.endswith(_CLOSED), tail.lower()
    needed = (
        bracketed,
        bracketed,
        any(map(lower.__contains__, _LABELS)),
        "©" in tail,
        any(map(tail.__contains__, _AGENCIES)),
        "/" in tail,
    )
    return next(filter(None, (pattern.search(tail) for pattern in compress(_CREDIT, needed))), None)


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption as its text and its credit.

    Returns:
        The text without the credit (empty when it is all credit), and the credit as printed or None.
    """
    tail_start = max(0, len(text) - 260)
    head, tail = text[:tail_start], text[tail_start:]
    if found := _credit(tail):
        return (head + tail[: found.start()]).strip(" |–—-•·"), found[1].strip()
    return text, None


_BRACKETED: Final = re.compile(
    r"[(\[]\s*(?:photo |image |picture )?(?:credit|photo|image|foto|bild)s?(?: by| courtesy(?: of)?)?\s*:"
    r"\s*[^()\[\]]{2,120}[)\]]\s*\.?$",
    re.IGNORECASE,
)

_OPENING: Final = re.compile(
    r"(?:file photo|file image|file -|photo|image|picture|pictured|foto|bild|фото|caption|"
    r"in this (?:photo|image|file)|this (?:photo|image|combination of (?:\w+ ){0,2}(?:photo|picture|image)s?)|"
    r"an? (?:file|handout|undated|aerial|general) (?:photo|view|image|picture))\b.{0,12}[:(/ ]",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(r"\b(?:seen|pictured|shown) (?:here|in this)\b", re.IGNORECASE)
_SEEN: Final = tuple(f"{seen} {where}" for seen in ("seen", "pictured", "shown") for where in ("here", "in this"))


def has_explicit_credit(text: str) -> bool:
    """Whether a block ends in a credit in brackets that nothing but a caption has: `(credit: …)`, `(Photo: …)`."""
    return len(text) <= 700 and text.endswith(_CLOSED) and _BRACKETED.search(text[-260:]) is not None


def is_caption(text: str) -> bool:
    """Whether a line of text alone reads as the caption of a picture: an explicit credit at its end, or its opening."""
    if len(text) > 700:
        return False
    if len(text) > 400:
        return text.endswith(_CLOSED) and any(pattern.search(text[-260:]) for pattern in _CREDIT[:2])
    if _credit(text[-260:]) or _OPENING.match(text):
        return True
    lower = text.lower()
    return any(words in lower for words in _SEEN) and _SHOWN.search(text) is not None
