"""Where sentences begin and end.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number; a closing quotation mark
goes with the sentence it closes. A blank line always ends a sentence, a single line break never does. Every
decision looks at a bounded window, so that the time taken grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.story import Span
from transforms.language.lists import word_set

_NEVER_LAST: Final = word_set(
    # Before a name: titles and ranks as agencies abbreviate them.
    "mr mrs ms mx dr prof rev fr msgr st ste sr sra hon gov lt gen col maj capt cmdr cpl sgt pvt adm brig pres",
    "sen sens",
    "rep reps supt insp det ald asst atty gens govs drs messrs mt ft sec amb dep min",
    # Before a number or a party.
    "no nos art fig vol ch pp vs v c ca approx est",
    # Latin.
    "e.g i.e cf viz al",
)
"""Abbreviations that a further word always follows."""

_SELDOM_LAST: Final = word_set(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun",
    "inc corp co ltd plc bros llc jr sr ph.d m.d b.a m.a d.d.s esq dept univ assn ave blvd rd",
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa",
    "tenn",
    "tex vt va wash wis wyo n.h n.j n.m n.y n.c n.d s.c s.d r.i w.va d.c u.s u.k u.n u.s.a u.a.e e.u a.m p.m etc",
)
"""Abbreviations that may end a sentence: they do when what follows cannot go on with them."""

_STARTERS: Final = word_set(
    "the a an this that these those he she it they we i you his her its their our my there here in on at but and",
    "or so",
    "for from after before when while if as with without since until by both neither none no not some many most",
    "several",
    "all one two three what who how why where also however meanwhile earlier later last police officials",
    "witnesses",
    "according asked another other others such then now today yesterday under over during despite among",
)
"""Words that open a sentence far more often than they follow an abbreviation."""

_STOP: Final = re.compile(
    r"""
    (?P<blank> \n[^\S\n]*\n\s* )
    | (?P<mark> (?:[.!?…]|[。！？])+ ) (?P<close> ["'”’»›)\]]{0,4} ) (?P<space> \s{0,40} )
    """,
    re.VERBOSE,
)
_OPENING: Final = frozenset("\"'“‘«‹([-–—`$£€¿¡")
_WORD_BEFORE: Final = 24
_DOTTED: Final = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\Z")
_NEXT_WORD: Final = re.compile(r"[^\W\d_]+")


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them.

    Args:
        text: Plain text; paragraphs are separated by a blank line.

    Returns:
        Spans that do not overlap and between them hold every character that is not white space.
    """
    monocase = _monocase(text)
    spans = []
    start = 0
    for end, following in _ends(text, monocase=monocase):
        begin = _skip_space(text, start, end)
        last = end
        while last > begin and text[last - 1].isspace():
            last -= 1
        if last > begin:
            spans.append(Span(begin, last))
        start = following
    return tuple(spans)


def _ends(text: str, *, monocase: bool) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and where the next may begin."""
    for stop in _STOP.finditer(text):
        if stop["blank"] is not None:
            yield stop.start(), stop.end()
        elif _is_end(text, stop, monocase=monocase):
            yield stop.end("close"), stop.end()
    yield len(text), len(text)


def _is_end(text: str, stop: re.Match[str], *, monocase: bool) -> bool:
    after = stop.end()
    if after >= len(text):
        return True
    mark = stop["mark"]
    if mark[-1] in "。！？":
        return True
    if not stop["space"]:
        return _is_glued(text, stop)
    opens = text[after] in _OPENING
    first = text[after + 1] if opens and after + 1 < len(text) else text[after]
    if first.islower() and not monocase:
        return False
    if mark != ".":
        return True
    return not _is_abbreviated(text, stop.start(), after, first, opens=opens, monocase=monocase)


def _is_abbreviated(text: str, at: int, after: int, first: str, *, opens: bool, monocase: bool) -> bool:
    """Whether the full stop at `at` belongs to the word before it, and the sentence goes on."""
    before = text[max(0, at - _WORD_BEFORE) : at]
    word = before.split()[-1].lstrip("\"'“‘(«[`-–—") if before.strip() and not before[-1].isspace() else ""
    lower = word.lower()
    if lower in _NEVER_LAST:
        return lower != "no" or first.isdigit()
    following = _NEXT_WORD.match(text, after)
    starts = following is not None and following.group().lower() in _STARTERS
    if lower in _SELDOM_LAST or _DOTTED.match(word):
        if len(word) == 1 and not monocase:
            return word.isupper() and word != "I" and not starts
        return not (starts or opens)
    return False


def _is_glued(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence ends though no space follows: pages that lost their line breaks are full of these."""
    at, after = stop.start(), stop.end()
    if at < 2 or stop["mark"] not in (".", "!", "?") or after + 1 >= len(text):
        return False
    begins = text[after].isupper() and (text[after + 1].islower() or text[after + 1] == " ")
    quoted = text[after] in '“"' and text[after + 1].isupper()
    return (begins or quoted) and text[at - 1].islower() and text[at - 2].isalpha()


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _monocase(text: str) -> bool:
    """Whether the text is all capitals or has none, as old wire copy is: case then says nothing."""
    sample = text[:4000]
    upper = sum(map(str.isupper, sample))
    lower = sum(map(str.islower, sample))
    return upper * 100 < lower or lower * 20 < upper
