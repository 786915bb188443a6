"""Whose verb it is: the subject before a verb of attribution."""

from __future__ import annotations

from typing import Final

from transforms.attribute.cue_words import CUES
from transforms.attribute.phrases import LONGEST, Range, has_verb, noun_phrase_ending
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

SHARED: Final[Range] = (-1, -1)
"""The verb has no subject of its own: it shares the one before."""

_PARENTHESES: Final = word_set(
    "however meanwhile too though instead moreover therefore nevertheless then",
)
_QUESTIONED: Final = frozenset({"asked", "pressed", "questioned"})
"""Participles that put a question between a subject and its answer: `the office, asked why, said`."""


def group_start(sentence: Sentence, at: int) -> int:
    """First word of the verb group that ends in the word `at`: `has repeatedly denied`."""
    first = at
    tag = sentence.tag
    while first > 0 and tag[first - 1] in "XA":
        first -= 1
    while first < at and tag[first] == "A" and (first == 0 or tag[first - 1] in ",;Q"):
        first += 1
    return first


def subject_before(sentence: Sentence, verb: int) -> Range | None:
    """The subject that ends before the verb group starting at the word `verb`.

    Returns:
        Its range; :data:`SHARED` where a conjunction or a comma leads back to an earlier subject; None where nothing
        before the verb can be one.
    """
    tag = sentence.tag
    if verb <= 0:
        return None
    before = tag[verb - 1]
    if before in "NO":
        return verb - 1, verb
    if before == "R":
        return verb - 1, verb
    if before in "CB":
        return SHARED
    if before in "QPX;." and not (before == ";" and sentence.low[verb - 1] in "—–)--"):
        return None
    hard = _hard_start(sentence, verb)
    segments = _segments(sentence, hard, verb)
    if segments[-1][0] == segments[-1][1]:
        return _around_parenthesis(sentence, segments)
    return _plain_subject(sentence, segments, hard)


def silent_subject(sentence: Sentence, first: int) -> Range | None:
    """Who refuses or keeps silent in the verb group that starts at a word, as :func:`subject_before` tells.

    Of a participle it is the name before it, `with senators refusing to`, or the subject of what it opens, `By refusing
    to pay, Kern`; of a relative clause its pronoun alone, `who, through a clerk, declined`.
    """
    if sentence.low[first].endswith("ing"):
        before = sentence.tag[first - 1] if first else "^"
        if before in "WM":
            return plain_noun(sentence, first)
        if all(tag in "PSWD#A" for tag in sentence.tag[:first]):
            return opened_subject(sentence, opening_end(sentence, first))
    subject = subject_before(sentence, first)
    if subject is not None and subject != SHARED and sentence.tag[subject[0]] == "R":
        return subject[0], subject[0] + 1
    return subject


def opening_end(sentence: Sentence, start: int) -> int:
    """Where what opens a sentence ends: after a comma, or a quotation that holds it, `Calling it “a trap,” Kern`."""
    tag = sentence.tag
    for at in range(start, len(sentence)):
        if tag[at] == "," or (tag[at] == "Q" and tag[at + 1 : at + 2] in (["N"], ["M"], ["D"])):
            return at + 1
    return len(sentence)


def opened_subject(sentence: Sentence, start: int) -> Range | None:
    """The subject of the clause that begins at a word, behind a phrase that opens the sentence."""
    for at in range(start, len(sentence)):
        cue = CUES.get(sentence.low[at])
        if sentence.tag[at] in "XV" or (cue is not None and cue.form == "past"):
            subject = subject_before(sentence, at)
            return None if subject == SHARED else subject
    return None


def nearest_subject(sentence: Sentence, before: int) -> Range | None:
    """The subject of the last finite verb before a word, of those that stand in no subordinate clause."""
    tag = sentence.tag
    for at in range(before - 1, max(0, before - LONGEST), -1):
        if not _is_finite(sentence, at):
            continue
        subject = subject_before(sentence, group_start(sentence, at))
        if subject is None or subject == SHARED or tag[subject[0]] == "R":
            continue
        if not subject[0] or tag[subject[0] - 1] not in "SR":
            return subject
    return None


def with_whom(sentence: Sentence, first: int) -> Range:
    """Who is named before a participle, `, with the union of dockers calling it a trap`; an empty range for others."""
    tag, low = sentence.tag, sentence.low
    start = first
    while start > 0 and (tag[start - 1] in "WMD#sE" or low[start - 1] in ("of", "for")):
        start -= 1
    return (start, first) if low[start - 1 : start] == ["with"] else (first, first)


def plain_noun(sentence: Sentence, end: int) -> Range:
    """The plain noun phrase that ends at a word."""
    start = end - 1
    while start > 0 and sentence.tag[start - 1] in "WMD#s":
        start -= 1
    return start, end


def _is_finite(sentence: Sentence, at: int) -> bool:
    """Whether a word is a finite verb, as far as tags can tell."""
    tag = sentence.tag[at]
    cue = CUES.get(sentence.low[at])
    spoken = cue is not None and cue.form in ("past", "s") and tag == "W" and not cue.noun
    return tag in "XV" or spoken or (tag == "E" and has_verb(sentence, at - 1, at + 2))


def _hard_start(sentence: Sentence, verb: int) -> int:
    """Where the clause can begin at the earliest: after a quotation or a strong break."""
    at, low, tag = verb - 1, sentence.low, sentence.tag
    lowest = max(0, verb - LONGEST)
    depth = 0
    while at >= lowest:
        if tag[at] == "Q":
            return at + 1
        if tag[at] == ";":
            if low[at] in ")]":
                depth += 1
            elif low[at] in "([" and depth:
                depth -= 1
            elif not depth and not (low[at] in "—–--" and _dash_opened(sentence, lowest, at, verb)):
                return at + 1
        at -= 1
    return lowest


def _dash_opened(sentence: Sentence, lowest: int, at: int, verb: int) -> bool:
    """Whether a dash is one of a pair that sets words between subject and verb apart."""
    low = sentence.low
    if at == verb - 1:
        return any(low[k] in ("—", "–", "--") for k in range(lowest, at))
    return low[verb - 1] in ("—", "–", "--")


def _segments(sentence: Sentence, start: int, end: int) -> list[Range]:
    """A range cut at its commas; a dash right before the verb counts as one."""
    segments: list[Range] = []
    depth = 0
    for at in range(start, end):
        low = sentence.low[at]
        if low in ("(", "["):
            depth += 1
        elif low in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth and (sentence.tag[at] == "," or low in ("—", "–", "--")):
            segments.append((start, at))
            start = at + 1
    segments.append((start, end))
    return segments


def _around_parenthesis(sentence: Sentence, segments: list[Range]) -> Range | None:
    """The subject where a comma stands right before the verb: `Veil, the governor, said`."""
    if len(segments) < 3:
        return SHARED if len(segments) == 2 and has_verb(sentence, *segments[0]) else None
    tag, low = sentence.tag, sentence.low
    inner = segments[-2]
    head = len(segments) - 3
    while head > 0 and _continues(sentence, segments[head]) and not _introduces(sentence, segments[head - 1]):
        head -= 1
    start, end = segments[head]
    phrase = noun_phrase_ending(sentence, start, end)
    if phrase is None:
        return SHARED
    first = tag[inner[0]] if inner[0] < inner[1] else "A"
    word = low[inner[0]] if inner[0] < inner[1] else ""
    if word in _QUESTIONED:
        return phrase
    if word in _PARENTHESES or (first in "PGSA" and word not in ("of", "from", "like")):
        if word in ("speaking", "including", "like", "along"):
            return phrase[0], inner[1]
        return phrase if head == len(segments) - 3 else (phrase[0], segments[-3][1])
    if has_verb(sentence, *inner) and first not in "R" and not _relative_inside(sentence, inner):
        return SHARED
    return phrase[0], inner[1]


def _continues(sentence: Sentence, segment: Range) -> bool:
    """Whether a segment only carries on an apposition: an age, a title, a second description."""
    start, end = segment
    if start >= end:
        return True
    tag = sentence.tag
    if tag[start] == "#" and end - start <= 2:
        return True
    if tag[start] == "R":
        return True
    if start < 2 or end - start > 15 or tag[start - 1] != "," or tag[start - 2] not in "M#":
        return False
    return tag[start] in "DWGEM" and not has_verb(sentence, start, end, participles=False)


def _introduces(sentence: Sentence, segment: Range) -> bool:
    """Whether a segment only leads in: `In a statement`, `On Tuesday`."""
    return (
        segment[0] < segment[1]
        and sentence.tag[segment[0]] in "PSGA"
        and sentence.tag[segment[0] : segment[0] + 1] != [""]
    )


def _relative_inside(sentence: Sentence, segment: Range) -> bool:
    return any(sentence.tag[at] == "R" for at in range(*segment))


def _plain_subject(sentence: Sentence, segments: list[Range], hard: int) -> Range | None:
    """The subject where it stands right before the verb."""
    start, end = segments[-1]
    phrase = noun_phrase_ending(sentence, start, end)
    if phrase is None or phrase[0] != start or len(segments) == 1:
        return phrase
    names_only = end - start <= 2 and all(tag == "M" for tag in sentence.tag[start:end])
    if names_only and _ends_with_place(sentence, segments[-2]):
        return segments[-2][0], end
    if "C" in sentence.tag[start:end]:
        first = _list_start(sentence, segments)
        if first < len(segments) - 1 and segments[first][0] == hard:
            return segments[first][0], end
    return phrase


def _ends_with_place(sentence: Sentence, segment: Range) -> bool:
    """Whether a segment is somebody `of Sarrow`, of which the next names the country or state."""
    start, end = segment
    if start >= end or sentence.tag[start] not in "MDW" or sentence.tag[end - 1] != "M":
        return False
    return any(low in ("of", "from") for low in sentence.low[start:end]) and not has_verb(sentence, start, end)


def _list_start(sentence: Sentence, segments: list[Range]) -> int:
    """Number of the segment with which a list of short names begins."""
    first = len(segments) - 1
    while first > 0:
        start, end = segments[first - 1]
        short = 0 < end - start <= 5 and not has_verb(sentence, start, end)
        if not short or any(tag in "PSGN" for tag in sentence.tag[start:end]):
            break
        first -= 1
    return first
