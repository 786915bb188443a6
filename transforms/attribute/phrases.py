"""Noun phrases and finite verbs, as far as coarse tags show them."""

from __future__ import annotations

from typing import Final

from transforms.attribute.cue_words import CUES
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

Range = tuple[int, int]
"""A half-open range of a sentence's words."""


PLURAL: Final = ("s", "men", "people", "public")
"""Endings of nouns that stand for several."""
LONGEST: Final = 60
"""Words looked at on either side of a verb; the longest source in PolNeAR's training part has 37."""

_LONGEST_ASIDE: Final = 8
"""Words in parentheses that can stand within a source."""
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
        aside = low[at - 1] == ")" and low[at : at + 1] != ["-"]
        opening = _opening(sentence, start, at - 1) if aside else None
        if opening is not None:
            at = opening
            continue
        if here == "N" and at != end and low[at - 1] not in ("it", "you"):
            inner = _relative_start(sentence, start, at - 1)
            if inner is None:
                break
            at = inner
            continue
        if here == "C" and at - 1 > start and at < end and tag[at] in "EV" and tag[at - 2] in "EV":
            inner = _relative_start(sentence, start, at - 2)
            if inner is not None:
                at = inner
                continue
        if here == "S" and low[at - 1] == "as" and at - 1 > start and low[at - 2].endswith(("self", "selves")):
            at -= 1
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
        if here in "SBQ;" or (here == "C" and has_verb(sentence, start, at - 1)):
            break
        at -= 1
    return _trim_left(sentence, at, end)


def _opening(sentence: Sentence, start: int, closing: int) -> int | None:
    """The parenthesis that a closing one ends, if only a few words stand between: `Ada Kern (Vale)`."""
    low = sentence.low
    return next((k for k in range(closing - 1, max(start, closing - _LONGEST_ASIDE) - 1, -1) if low[k] == "("), None)


def _introduced(sentence: Sentence, start: int, that: int) -> bool:
    """Whether a `that` follows a verb of attribution, and so opens a statement, not a relative clause."""
    for at in range(that - 1, max(start, that - 7) - 1, -1):
        if sentence.tag[at] in "SCB,;Q":
            return False
        if _is_finite_cue(sentence, at, start):
            return True
    return False


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
    if not (names < at and names > start and tag[names - 1] == "W" and sentence.low[names - 1].endswith(PLURAL)):
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
    at, size = start, min(len(sentence), start + LONGEST)
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
        elif here == "R" and low[at] == "that" and at > start and not relative:
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
