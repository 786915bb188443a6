"""Whose verb it is: the noun phrase before or after a verb of attribution."""

from __future__ import annotations

from typing import Final

from transforms.attribute.cue_words import CUES
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

Range = tuple[int, int]
"""A half-open range of a sentence's words."""

SHARED: Final[Range] = (-1, -1)
"""The verb has no subject of its own: it shares the one before."""

_LONGEST: Final = 60
"""Words looked at on either side of a verb; no subject in PolNeAR's training part is longer."""

_PLURAL_ED: Final = word_set(
    "familiar close briefed involved based named led backed aligned",
)
_PARENTHESES: Final = word_set(
    "however meanwhile too though instead moreover therefore nevertheless then",
)
_DAYS: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday",
)
_STOPS_RIGHT: Final = word_set(
    "when while as because if although though since until after before where so",
)
_ADJUNCTS: Final = word_set(
    "on in at during via by after before following",
)
_TIME_NOUNS: Final = word_set(
    "week month year day morning afternoon evening night weekend interview statement speech email e-mail",
    "letter report post tweet conference briefing message call conversation hearing response reply memo",
    "filing release meeting debate appearance telephone phone text video address article column editorial",
    "note telegram monday tuesday wednesday thursday friday saturday sunday twitter facebook january february",
    "march april may june july august september october november december",
)


def group_start(sentence: Sentence, at: int) -> int:
    """First word of the verb group that ends in the word `at`: `has repeatedly denied`."""
    first = at
    tag = sentence.tag
    while first > 0 and tag[first - 1] in "XA":
        first -= 1
    while first < at and tag[first] == "A" and (first == 0 or tag[first - 1] in ",;Q"):
        first += 1
    return first


def has_verb(sentence: Sentence, start: int, end: int, *, participles: bool = True) -> bool:
    """Whether a range holds a finite verb, as far as tags can tell."""
    tag, low = sentence.tag, sentence.low
    for at in range(start, end):
        if tag[at] in "XV":
            return True
        if not participles:
            continue
        cue = CUES.get(low[at])
        if cue is not None and cue.form == "past" and not (at > start and tag[at - 1] in "DPs"):
            return True
        if tag[at] == "E" and at > start and tag[at - 1] in "WMN#" and at + 1 < end and tag[at + 1] in "DPMNOSA#WG":
            return True
    return False


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


def _hard_start(sentence: Sentence, verb: int) -> int:
    """Where the clause can begin at the earliest: after a quotation or a strong break."""
    at, low, tag = verb - 1, sentence.low, sentence.tag
    lowest = max(0, verb - _LONGEST)
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
    tag = sentence.tag
    start, end = segments[-1]
    phrase = noun_phrase_ending(sentence, start, end)
    if phrase is None:
        return None
    if phrase[0] == start and len(segments) > 1 and end - start <= 2 and all(t == "M" for t in tag[start:end]):
        left, stop = segments[-2]
        if (
            left < stop
            and tag[left] in "MDW"
            and tag[stop - 1] == "M"
            and any(low in ("of", "from") for low in sentence.low[left:stop])
            and not has_verb(sentence, left, stop)
        ):
            return left, end
    if phrase[0] == start and len(segments) > 1 and any(tag[at] == "C" for at in range(start, end)):
        first = len(segments) - 1
        while first > 0:
            left = segments[first - 1]
            size = left[1] - left[0]
            if not 0 < size <= 5 or has_verb(sentence, *left) or any(tag[at] in "PSGN" for at in range(*left)):
                break
            first -= 1
        if first < len(segments) - 1 and segments[first][0] == hard:
            return segments[first][0], end
    return phrase


def _without_day(sentence: Sentence, start: int, end: int) -> int:
    """End of a phrase without a closing `on Sunday`."""
    if end - start > 1 and sentence.low[end - 1] in _DAYS and sentence.low[end - 1] != "today":
        end -= 2 if end - start > 2 and sentence.low[end - 2] in ("on", "late", "last") else 1
    return end


def noun_phrase_ending(sentence: Sentence, start: int, end: int) -> Range | None:
    """The noun phrase that ends where a range ends, as long as it can be made.

    A finite verb or a subordinator on the way left ends it, unless it belongs to a relative clause.
    """
    tag, low = sentence.tag, sentence.low
    end = _without_day(sentence, start, end)
    at = end
    while at > start:
        here = tag[at - 1]
        if here == "N" and at != end and low[at - 1] not in ("it", "you"):
            inner = _relative_start(sentence, start, at - 1)
            if inner is None:
                break
            at = inner
            continue
        if here in "XV" or (here in "WE" and _is_finite_cue(sentence, at - 1, start)):
            inner = _relative_start(sentence, start, at - 1)
            if inner is None:
                break
            at = inner
            continue
        if (
            here == "R"
            and low[at - 1] in ("that", "what")
            and (not (at - 1 > start and tag[at - 2] in "WM") or _introduced(sentence, start, at - 1))
        ):
            break
        if here in "SBQ;" or (here == "C" and has_verb(sentence, start, at - 1) and not _list(sentence, at, end)):
            break
        at -= 1
    return _trim_left(sentence, at, end)


def _introduced(sentence: Sentence, start: int, that: int) -> bool:
    """Whether a `that` follows a verb of attribution, and so opens a statement, not a relative clause."""
    for at in range(that - 1, max(start, that - 7) - 1, -1):
        if sentence.tag[at] in "SCB,;Q":
            return False
        if _is_finite_cue(sentence, at, start):
            return True
    return False


def _list(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a conjunction joins two plain nouns rather than two clauses."""
    return (
        False
        if at >= end
        else sentence.tag[at] not in "DMN#" and end - at > 1 and sentence.tag[end - 1] == "W" and False
    )


def _is_finite_cue(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a word is a verb of attribution used as one, not as a participle or a noun."""
    cue = CUES.get(sentence.low[at])
    if cue is None or sentence.quoted[at]:
        return False
    previous = sentence.tag[at - 1] if at > start else ""
    if cue.form == "past":
        return previous in "NMWRs#" and previous != "" and sentence.low[at + 1 : at + 2] != ["by"] and previous != "s"
    return cue.form == "s" and not cue.noun


def _relative_start(sentence: Sentence, start: int, verb: int) -> int | None:
    """Where the relative clause begins that holds a verb: `sources who spoke`, `groups Iran has supported`."""
    tag, low = sentence.tag, sentence.low
    at = verb
    while at > start:
        here = tag[at - 1]
        if here == "R" or (low[at - 1] == "that" and at - 2 >= start):
            before = tag[at - 2] if at - 2 >= start else ""
            return at - 1 if before and before in "WMsE)" and CUES.get(low[at - 2], None) is None else None
        if here in "SBC;Q,":
            break
        at -= 1
    if verb - start >= 3 and bare_relative(sentence, start, verb):
        return verb
    return None


def bare_relative(sentence: Sentence, start: int, verb: int) -> bool:
    """Whether a verb follows `noun Name` without a conjunction, as in `the groups Iran has supported`."""
    tag = sentence.tag
    at = verb
    while at > start and tag[at - 1] in "XAV":
        at -= 1
    names = at
    while names > start and tag[names - 1] in "MN":
        names -= 1
    if not (names < at and names > start and tag[names - 1] == "W" and sentence.low[names - 1].endswith("s")):
        return False
    return all(tag[k] not in "XVSBRN" for k in range(start, names))


def _trim_left(sentence: Sentence, at: int, end: int) -> Range | None:
    """Cut what leads a clause in before its subject: conjunctions, adverbs, `In Baghdad`, `On Monday`."""
    tag, low = sentence.tag, sentence.low
    while at < end and (
        tag[at] in "CB.;,"
        or (tag[at] == "A" and not (at + 1 < end and tag[at + 1] in "#D"))
        or (low[at] in ("that", "both-and") and tag[at] in "DR" and at + 1 < end and tag[at + 1] in "DMN#")
    ):
        at += 1
    if at < end and tag[at] in "PG" and low[at] != "like" and not _measures(sentence, at):
        at = _after_opening_phrase(sentence, at, end)
    while at < end and tag[at] in "CBA" and not (tag[at] == "A" and at + 1 < end and tag[at + 1] in "#D"):
        at += 1
    if at >= end:
        return None
    if low[at] in _DAYS or (low[at] in ("last", "this", "earlier") and at + 1 < end and low[at + 1] in _TIME_NOUNS):
        rest = at + (1 if low[at] in _DAYS else 2)
        if rest < end:
            at = rest
    if not any(tag[k] in "MWN#DEGO" for k in range(at, end)) or low[at:end] in (["there"], ["it"]):
        return (at, end) if low[at:end] == ["it"] else None
    return at, end


def _measures(sentence: Sentence, at: int) -> bool:
    """Whether a preposition only measures a number: `about half of voters`, `at least two officials`."""
    low = sentence.low
    if low[at : at + 2] == ["at", "least"]:
        return True
    return low[at] in ("about", "over", "under", "around", "between") and sentence.tag[at + 1 : at + 2] in (
        ["#"],
        ["D"],
    )


def _after_opening_phrase(sentence: Sentence, at: int, end: int) -> int:
    """Where the subject starts after a prepositional phrase without a comma."""
    tag = sentence.tag
    at += 1
    if at < end and tag[at] in "Ds":
        at += 1
    kind = tag[at] if at < end else ""
    while at < end and tag[at] == kind:
        at += 1
    if at < end and kind == "W" and tag[at] not in "DMN#":
        return end
    if at < end and tag[at] == "P":
        return _after_opening_phrase(sentence, at, end)
    return at


def phrase_after(sentence: Sentence, start: int, *, apposition: bool = True) -> int:
    """End of the noun phrase that begins at a word: `the governor of the northern district, a nurse`.

    Args:
        sentence: The sentence.
        start: First word of the phrase.
        apposition: Whether what follows a comma and describes the source belongs to it.
    """
    tag, low = sentence.tag, sentence.low
    at, size = start, min(len(sentence), start + _LONGEST)
    relative = False
    while at < size:
        here = tag[at]
        if here in "Q.;" and low[at] not in "()":
            break
        if here == ",":
            if not apposition or not _apposition_follows(sentence, at + 1, size):
                break
            relative = tag[at + 1] == "R"
        elif here == "R" and low[at] != "that":
            relative = True
        elif (
            here in "SB"
            or (here in "XV" and not relative)
            or (here == "N" and at > start and not relative)
            or (here == "P" and low[at] in _ADJUNCTS and at > start and _adjunct(sentence, at, size))
            or (low[at] in _DAYS and at > start)
        ):
            break
        elif here == "R" and low[at] == "that" and at > start:
            if at + 1 < size and tag[at + 1] in "DMN#":
                break
            relative = True
        at += 1
    while at > start and tag[at - 1] in ",CA":
        at -= 1
    return at


def _adjunct(sentence: Sentence, at: int, size: int) -> bool:
    """Whether a prepositional phrase says when or through what something was said."""
    return any(low in _TIME_NOUNS or low[:4].isdigit() for low in sentence.low[at + 1 : min(at + 5, size)]) or (
        sentence.tag[at + 1 : at + 2] == ["G"]
    )


def _apposition_follows(sentence: Sentence, at: int, size: int) -> bool:
    """Whether what follows a comma still describes the source before it."""
    if at >= size:
        return False
    here, low = sentence.tag[at], sentence.low[at]
    if here in "DR#":
        return low != "which" or True
    if here == "M":
        return True
    if here == "C" and at + 1 < size and sentence.tag[at + 1] in "DM":
        return True
    return here in "WE" and low not in _STOPS_RIGHT and CUES.get(low) is None
