"""Contents: how far the words reach that a verb attributes."""

from __future__ import annotations

from typing import Final

from transforms.attribute.cue_words import CUES
from transforms.attribute.frames import VERDICTS, Chars
from transforms.attribute.phrases import has_verb
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

_OFTEN_INNER: Final = word_set(
    "decline order threaten decide ask refuse promise tell offer agree write call",
)
"""Verbs that after a bare `and` mostly go on with what is told, not with who tells it."""

_TOLD: Final = frozenset({"say", "tell", "act"})
_UNANSWERED: Final = word_set(
    "respond reply return comment reached confirm verify say mention elaborate discuss explain identify specify",
    "address apologize apologise answer",
)
_DASHES: Final = frozenset({"—", "–", "--"})
_PARTICIPLE_KINDS: Final = frozenset({"say", "tell", "act", "particle", "show"})


def content_end(sentence: Sentence, start: int) -> int:
    """Where the content that begins at a word ends."""
    tag, low = sentence.tag, sentence.low
    for at in range(start + 1, len(sentence)):
        here = tag[at]
        ends = (
            (here == "," and _comma_ends(sentence, at))
            or (here in "CB" and at > start + 1 and shares(sentence, at + 1, here))
            or (low[at] == "according" and takes(sentence, at + 1, ("to",)))
            or (here == ";" and _break_ends(sentence, at, start))
        )
        if ends:
            return at
    return len(sentence)


def deed_end(sentence: Sentence, start: int) -> int:
    """Where a deed ends that somebody will or will not do, `to endorse him`.

    No comma stands within it, no finite verb is joined to it, and `should the court refuse` is on what condition.
    """
    low, tag = sentence.low, sentence.tag
    for at in range(start + 1, len(sentence)):
        if tag[at] == "," or low[at] == ";" or low[at] in _DASHES:
            return at
        if tag[at] in "CB" and (shares(sentence, at + 1, "B") or _goes_on(sentence, at + 1)):
            return at
        if tag[at] == "C" and new_clause(sentence, at + 1):
            return at
        if low[at] == "according" and takes(sentence, at + 1, ("to",)):
            return at
        if low[at] == "should" and tag[at + 1 : at + 2] in (["D"], ["M"], ["N"]):
            return at
    return len(sentence)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a conjunction leads to what else the subject did or was: `but also had to`, `and is leaving`."""
    while at < len(sentence) and sentence.tag[at] == "A":
        at += 1
    return at < len(sentence) and sentence.tag[at] == "X" and sentence.low[at] not in ("be", "have", "do")


def _comma_ends(sentence: Sentence, comma: int) -> bool:
    """Whether something else begins after a comma: another cue, another speaker, a word on what was said."""
    at = comma + 1
    if at >= len(sentence):
        return False
    tag, low = sentence.tag, sentence.low
    cue = CUES.get(low[at])
    if cue is not None and cue.form == "ing" and cue.kind in _PARTICIPLE_KINDS and tag[at] == "G":
        return True
    told = cue is not None and cue.kind in ("say", "tell") and cue.form in ("past", "s") and not cue.noun
    if low[at] == "according" or (told and tag[at] in "WEV"):
        return True
    if low[at] in ("a", "an") and at + 1 < len(sentence) and low[at + 1] in VERDICTS:
        return True
    if tag[at] not in "CBS" or low[at] in ("that", "if", "because"):
        return False
    return new_clause(sentence, at + 1) or (tag[at] in "CB" and shares(sentence, at + 1, tag[at]))


def _break_ends(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a semicolon or a single dash ends the content; a pair of dashes stands within it."""
    low = sentence.low
    if low[at] not in _DASHES:
        return low[at] == ";"
    return at - start > 3 and low[at] not in low[at + 1 : at + 40]


def new_clause(sentence: Sentence, at: int) -> bool:
    """Whether after `, and` somebody else speaks, or the same speaker goes on with another verb."""
    low, tag = sentence.low, sentence.tag
    for k in range(at, min(at + 8, len(sentence))):
        if tag[k] in ",;Q.":
            return False
        cue = CUES.get(low[k])
        if cue is not None and (cue.kind in _TOLD or cue.lemma in ("decline", "refuse")):
            finite = (cue.form == "past" and tag[k] in "EWV") or (cue.form == "s" and not cue.noun and tag[k] in "WV")
            if finite:
                return not (k > at and tag[k - 1] in "XDPs")
        if tag[k] == "X" and low[k + 1 : k + 2] == ["not"] and not _UNANSWERED.isdisjoint(low[k + 2 : k + 5]):
            return True
        if tag[k] == "V":
            return False
    return False


def shares(sentence: Sentence, at: int, conjunction: str) -> bool:
    """Whether a conjunction leads to a second verb of the same speaker: `but gave`, `and could not confirm`."""
    if at >= len(sentence):
        return False
    tag, low = sentence.tag, sentence.low
    while at < len(sentence) and tag[at] == "A":
        at += 1
    if at >= len(sentence):
        return False
    cue = CUES.get(low[at])
    if cue is not None and not sentence.quoted[at]:
        if cue.form == "past" and cue.kind in ("say", "tell", "act", "will") and tag[at] in "WE":
            return conjunction == "B" or cue.lemma not in _OFTEN_INNER
        told = cue.kind in ("say", "tell") or cue.lemma in ("decline", "refuse")
        if cue.form == "s" and told and not (cue.noun and tag[at - 1] == "C"):
            return True
    if low[at] in ("could", "did", "would") and low[at + 1 : at + 2] in (["not"],):
        return conjunction == "B" or low[at] == "could" or not _UNANSWERED.isdisjoint(low[at + 2 : at + 4])
    return conjunction == "B" and tag[at] in "V"


def clause_start(sentence: Sentence, at: int) -> int:
    """First word of what can be one statement before a word: after a semicolon and a leading `But`."""
    start = 0
    for k in range(at - 1, -1, -1):
        if sentence.low[k] == ";":
            start = k + 1
            break
    while start < at and (sentence.tag[start] in "CB,"):
        start += 1
    return start


def is_whole(sentence: Sentence, comma: int) -> bool:
    """Whether what stands before a comma can be a whole statement, not only `On Monday`."""
    start = clause_start(sentence, comma)
    if comma - start < 2:
        return comma - start == 1 and sentence.low[start] in ("instead", "yes", "no", "still", "now")
    if sentence.tag[start] in "GE" or sentence.low[start] in ("asked", "speaking", "pressed", "questioned"):
        return main_clause(sentence, start, comma)
    if sentence.tag[start] in "SP" and not main_clause(sentence, start, comma):
        return sentence.tag[start] == "P" and has_verb(sentence, start, comma)
    return has_verb(sentence, start, comma) or any(t == "Q" for t in sentence.tag[start:comma])


def main_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a main clause follows the opening phrase."""
    tag = sentence.tag
    comma = next((k for k in range(start, end) if tag[k] == ","), -1)
    return comma > 0 and has_verb(sentence, comma, end)


def open_after(sentence: Sentence, start: int, following: list[Chars]) -> bool:
    """Whether the verb closes its clause: nothing but a time, a comma or a quotation comes next."""
    if not following:
        return True
    return sentence.tag[start - 1] == "," or sentence.tag[start] in ",Q"


def resumes(sentence: Sentence, at: int) -> bool:
    """Whether after `, said Veil,` the statement goes on."""
    if at >= len(sentence):
        return False
    if sentence.tag[at] == "Q":
        return True
    if sentence.tag[at] in "GERS" or sentence.low[at] in ("speaking", "in", "on", "during", "after"):
        return False
    if sentence.tag[at + 1 : at + 2] == ["G"]:
        return False
    return has_verb(sentence, at, len(sentence)) or any(tag == "Q" for tag in sentence.tag[at : at + 8])


def takes(sentence: Sentence, at: int, words: tuple[str, ...]) -> bool:
    """Whether the word at a place is one of some words."""
    return at < len(sentence) and sentence.low[at] in words
