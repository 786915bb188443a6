"""Repairs after the model: what stands between headline and lead, captions that no picture gives away, closing credits.

The model judges a block by its neighbours; a date, the outlet's name or a standfirst right above the first paragraph
looks to it like that paragraph's first words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.strip.asides import without_asides
from transforms.strip.assemble import Piece
from transforms.strip.metadata import letters
from transforms.strip.pictures import has_explicit_credit

_PROSE: Final = 90
"""Characters from which a block that ends like a sentence is the lead."""
_WIDE_PROSE: Final = 36
"""The same in scripts without spaces."""
_SAME: Final = 20
"""Characters by which two beginnings are the same."""
_SHORT: Final = 220
"""Characters beyond which what stands above the lead is not asked what it is."""
_STANDFIRST: Final = 80
"""Characters from which a line above the lead that the model takes for the story says what no headline says: annotated
bodies hold four of five of them, and one of two shorter ones."""
_REPEATED: Final = 60
"""Characters from which a paragraph that stands twice is one of a second copy and not a refrain."""
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_MOMENT: Final = re.compile(
    r"(?<!\d)(?:\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,12}\.?,?\s+\d{4}|"
    r"\d{1,2}:\d{2})(?!\d)"
)
"""A date or a time of day in any language."""
_FEW_WORDS: Final = 6
"""Words at most that a line with a date has beside it, in any language, to say nothing else."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ABOUT: Final = re.compile(r"(?:about|über|à propos de|sobre)(?: the)? (.{3,60}?)[:.]?", re.IGNORECASE)
_ABOUT_KINDS: Final = frozenset({"author_bio", "about_company"})
_NOTICE: Final = re.compile(r"[A-ZÀ-Þ]{2,}\b|[(\[]|\w+:|(?:By|BY|Von|Por|Par|Di|От)\s+[^\W\d_a-z]")
"""What a wire's own lines begin with, datelines, bylines and notices: they are read, and taken out, as marks."""
_SIGNED_BELOW: Final = re.compile(
    r"[(\[—–-]*\s*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|contribut\w+)\b"
    r"(?: and \w+)?.{0,40}\bby\b|with (?:inputs?|reporting|files) (?:from|by)\b)|"
    r"(?:[\w.'’-]+ ){2,14}(?:in .{2,40} )?contributed (?:reporting )?to this (?:report|story|article)\b.{0,20}$|"
    r"[\W_]*(?:(?:©|\(c\)|copyright)[\s\d]*)?(?:the )?(?:ap|afp|reuters|dpa|efe|ansa|kyodo|xinhua|tass|pti|"
    r"ani|ians|upi|aa|associated press|anadolu)\W*$",
    re.IGNORECASE,
)
_SIGNED_ABOVE: Final = re.compile(r"(?:By|BY|Von|Por|Par|Di|От) [^\W\d_a-z][^.!?:]{2,70}")
"""Who made the story, and whose copy it is: right behind its end and right above it, and likewise marks."""
_BESIDE: Final = 2
"""Lines above the story and behind its end within which they are looked for."""
_DATE: Final = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:published|updated|posted|on|at|am|den|el|le)?"
    r"[\s:]*(?:\d{1,2}(?:st|nd|rd|th)?[.\s]+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?\d{4}|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+"
    r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})"
    r"(?:[\s,|·–-]+(?:at\s+)?\d{1,2}[:.h]\d{2}(?:\s*(?:[ap]\.?m\.?|uhr))?)?(?:\s+\(?[A-Z]{2,5}\)?)?",
    re.IGNORECASE,
)


_UNSIGNED: Final = frozenset({"other", "caption"})


def repair(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """Take out what is not the story's, above the lead, in a caption or a second time, and credits behind its end in.

    Args:
        pieces: The blocks of a page or the lines of a text, labelled.
        title: The headline as the page's metadata have it, the outlet's name included where they do; empty for none.

    Returns:
        The same pieces, some with another kind. What has no lead keeps all it has.
    """
    repaired = without_asides(_once(_with_described(_without_about(_without_captions(pieces)))))
    story = [index for index, piece in enumerate(repaired) if piece.kind == "body"]
    lead = next((place for place, index in enumerate(story) if _is_prose(repaired[index].text)), None)
    if lead is None:
        return repaired
    for index in (*range(max(0, story[0] - _BESIDE), story[0]), *range(story[-1] + 1, story[-1] + 1 + _BESIDE)):
        piece = repaired[index] if index < len(repaired) else None
        if piece is not None and piece.kind in _UNSIGNED and len(piece.text) <= _SHORT:
            signed = _SIGNED_ABOVE.fullmatch(piece.text) if index < story[0] else _SIGNED_BELOW.match(piece.text)
            if signed:
                repaired[index] = Piece(piece.text, "body", "signed")
    for index in story[:lead]:
        text = repaired[index].text
        kind, rule = _above_lead(text, letters(title))
        if kind != "body":
            repaired[index] = Piece(text, kind, rule)
    return repaired


def _once(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, a paragraph of the body that stood in it before taken out: many pages carry a second copy."""
    long = [at for at, piece in enumerate(pieces) if piece.kind == "body" and len(piece.text) >= _REPEATED]
    seen: set[str] = set()
    for at in long:
        text = pieces[at].text
        if text in seen:
            pieces[at] = Piece(text, "other", "repeated")
        seen.add(text)
    return pieces


def _without_captions(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, out of the body those that end in a picture's credit."""
    return [
        Piece(piece.text, "caption", "credit_at_end")
        if piece.kind == "body" and has_explicit_credit(piece.text)
        else piece
        for piece in pieces
    ]


def _with_described(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, in the body the prose that the page's description repeats, unless the body begins like it."""
    described = [at for at, piece in enumerate(pieces) if piece.rule == "same_as_description"]
    opens = {piece.text[:_SAME] for piece in pieces if piece.kind == "body"} if described else ()
    for at in described:
        text = pieces[at].text
        if text[:_SAME] not in opens and _is_prose(text):
            pieces[at] = Piece(text, "body", "lead_as_described")
    return pieces


def _without_about(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, out of the body what follows a heading `About …` and begins with the one that it names."""
    headings = [at for at, piece in enumerate(pieces[:-1]) if piece.kind in _ABOUT_KINDS]
    for at in headings:
        below = pieces[at + 1]
        named = _ABOUT.fullmatch(pieces[at].text) if below.kind == "body" else None
        if named is not None and below.text.startswith(named[1]):
            pieces[at + 1] = Piece(below.text, pieces[at].kind, "under_about")
    return pieces


def _is_prose(text: str) -> bool:
    least = _WIDE_PROSE if text[-1] in "。！？" else _PROSE
    return len(text) >= least and _SENTENCE_END.search(text) is not None


def _above_lead(text: str, title: str) -> tuple[str, str]:
    """The kind of a block of the body that stands above the lead."""
    if len(text) > _SHORT:
        return "body", "model"
    own = letters(text)
    if _DATE.fullmatch(text.strip()) or _is_moment(text):
        return "other", "date_line"
    if own and title and title.endswith(own):
        return "headline", "end_of_title"
    if own and title.startswith(own) and len(own) * 2 < len(title):
        return "other", "outlet_in_title"
    if _NOTICE.match(text):
        return "body", "model"
    if len(text) < _STANDFIRST and text.count(" ") >= 3 and not _SENTENCE_END.search(text) and text[-1] not in ":,;":
        return "standfirst", "above_lead"
    return "body", "model"


def _is_moment(text: str) -> bool:
    """Whether a line says when, and little else."""
    return (
        len(text) <= 100
        and len(_WORD.findall(text)) <= _FEW_WORDS
        and _MOMENT.search(text) is not None
        and text[-1] not in "。！？!?"
    )
