"""Patterns without a verb of attribution: `according to`, `his claim that`, `is confident that`, `reportedly`."""

from __future__ import annotations

from typing import Final

from transforms.attribute.contents import clause_start, content_end, takes
from transforms.attribute.frames import BE, Chars, Frame, chars
from transforms.attribute.phrases import has_verb, phrase_after
from transforms.attribute.subjects import SHARED, group_start, subject_before
from transforms.attribute.words import Sentence

ISSUED: Final = frozenset({"issued", "released", "made", "gave", "sent", "posted", "published"})
"""Verbs by which a statement that follows is put out."""
_LONGEST_LABEL: Final = 9
"""Words of a label, its colon included."""

OWN: Final = frozenset({"his", "her", "its", "their", "my", "our"})
"""Possessives that stand for a source."""


def according(sentence: Sentence, number: int, at: int) -> tuple[Frame, int] | None:
    """`according to X`: the source follows, the content is what stands before or, at the start, after.

    Returns:
        The frame, and the word after its source.
    """
    tag = sentence.tag
    opening = all(mark in "A,CB" for mark in tag[:at])
    end = phrase_after(sentence, at + 2, apposition=not opening)
    source = chars(sentence, at + 2, end)
    if not source:
        return None
    after = end + 1 if end < len(sentence) and tag[end] == "," else end
    if opening:
        content = chars(sentence, after, content_end(sentence, after))
    else:
        content = chars(sentence, clause_start(sentence, at), at)
        goes_on = after > end and after < len(sentence) and tag[after] in "CB"
        if goes_on and has_verb(sentence, after, len(sentence)):
            content += chars(sentence, after, content_end(sentence, after))
    order = "after" if opening else "before"
    cue = chars(sentence, at, at + 2)
    return Frame(number, at, "according", "say", source, cue, content, order), end


def announcement(sentence: Sentence, number: int, at: int) -> Frame | None:
    """`issued the following statement:`: what follows the colon, there or as the next paragraph, is the content."""
    low = sentence.low
    colon = next((k for k in range(at + 2, len(sentence)) if low[k] == ":"), 0)
    first = group_start(sentence, at)
    subject = subject_before(sentence, first)
    if not takes(sentence, at + 2, ("following",)) or not colon or subject is None or subject == SHARED:
        return None
    cue, content = chars(sentence, first, colon), chars(sentence, colon + 1, len(sentence))
    return Frame(number, at, "say", "say", chars(sentence, *subject), cue, content)


def possession(sentence: Sentence, number: int, at: int) -> Frame | None:
    """`the minister's claim that`, `his criticism of`: the possessor is the source."""
    tag, low = sentence.tag, sentence.low
    after = at + 1
    if not takes(sentence, after, ("that", "of", "to", "for", "on", "about", "against", "from")):
        return None
    if tag[at - 1] == "s":
        start = at - 1
        while start > 0 and tag[start - 1] in "MW#D":
            start -= 1
        source, cue = chars(sentence, start, at - 1), chars(sentence, at - 1, at + 1)
    elif low[at - 1] in OWN:
        source, cue = chars(sentence, at - 1, at), chars(sentence, at, at + 1)
    else:
        return None
    begin = after if low[after] in ("that", "to") else after + 1
    end = begin + 1
    clause = low[after] == "that"
    while end < len(sentence) and tag[end] not in ",;.SB" and (clause or tag[end] not in "XV"):
        end += 1
    content = chars(sentence, begin, end)
    return Frame(number, at, low[at], "act", source, cue, content) if content and source else None


def attitude(sentence: Sentence, number: int, at: int) -> Frame | None:
    """`is confident that`, `are worried about`: the subject holds what follows."""
    low = sentence.low
    first = group_start(sentence, at)
    if BE.isdisjoint(low[first:at]) or not takes(
        sentence, at + 1, ("that", "to", "about", "of", "by", "with", "in", "over")
    ):
        return None
    subject = subject_before(sentence, first)
    if subject is None or subject == SHARED:
        return None
    begin = at + 1 if low[at + 1] in ("that", "to") else at + 2
    content = chars(sentence, begin, content_end(sentence, begin)) if begin < len(sentence) else []
    if not content:
        return None
    return Frame(number, at, low[at], "hold", chars(sentence, *subject), chars(sentence, first, begin), content)


def hearsay(sentence: Sentence, number: int, at: int) -> Frame | None:
    """`has reportedly left`: attributed, to nobody."""
    first = group_start(sentence, at + 1)
    subject = subject_before(sentence, first) if first <= at else None
    if subject is None or subject == SHARED:
        return None
    rest = chars(sentence, at + 1, content_end(sentence, at + 1))
    if not rest:
        return None
    content: list[Chars] = chars(sentence, *subject) + rest
    return Frame(number, at, sentence.low[at], "seem", [], chars(sentence, at, at + 1), content, "around")


def label(sentence: Sentence, number: int) -> Frame | None:
    """`Kern: "We ran."`: a name and a colon before a quotation, as in a transcript or a list of reactions."""
    low, tag = sentence.low, sentence.tag
    colon = next((at for at, word in enumerate(low[:_LONGEST_LABEL]) if word == ":"), 0)
    if not colon or tag[colon + 1 : colon + 2] != ["Q"] or tag[0] not in "MD":
        return None
    if any(mark not in "MWD#,.s" for mark in tag[:colon]) or has_verb(sentence, 0, colon):
        return None
    source = chars(sentence, 0, colon)
    content = chars(sentence, colon + 1, len(sentence))
    cue = [(sentence.starts[colon], sentence.ends[colon])]
    return Frame(number, colon, "label", "say", source, cue, content) if source and content else None
