"""Hearers and adjuncts: whom something is told, when and through what, all of which stand between verb and content."""

from __future__ import annotations

from typing import Final

from transforms.attribute.cue_words import CUES, HEARERS, PARTICLES, Cue
from transforms.attribute.frames import Chars, chars
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

_TIMES: Final = word_set(
    "week month year day morning afternoon evening night weekend monday tuesday wednesday thursday friday",
    "saturday sunday today yesterday january february march april may june july august september october",
    "november december jan feb aug sept oct nov dec time",
)
_MEDIA: Final = word_set(
    "statement statements interview interviews speech email e-mail letter report post tweet tweets conference",
    "briefing message call conversation hearing response reply memo filing release meeting debate appearance",
    "telephone phone text video address article column editorial note telegram twitter facebook radio",
    "television tv blog rally event remarks testimony court memoir book ceremony forum reporters affidavit",
    "papers documents filings records",
    "lawsuit complaint broadcast",
)
_ABOUT: Final = frozenset({"of", "about", "to", "than", "like", "for", "with"})
"""Prepositions that say what a statement is about, not how or when it was made."""
_LONGEST_ADJUNCT: Final = 14
"""Words between a verb and its `that`."""
_OUTLETS: Final = word_set("radio television tv media")


def after_hearer(sentence: Sentence, at: int, cue: Cue) -> tuple[int, Chars | None]:
    """Skip the person spoken to: `told Reuters`, `asked reporters`."""
    tag, low = sentence.tag, sentence.low
    if cue.kind != "tell" and not (cue.lemma in ("warn", "promise") and at < len(sentence) and tag[at] in "OM"):
        return at, None
    start = at
    if low[at - 1] in PARTICLES.get(cue.lemma, ()):
        return at, None
    if at >= len(sentence) or tag[at] in "QR,;.SP" or low[at] in ("that", "to", "if", "whether"):
        return at, None
    if tag[at] in "NO" or low[at] == "her" or low[at] in HEARERS:
        at += 2 if low[at] == "state" and low[at + 1 : at + 2] and low[at + 1] in _OUTLETS else 1
    elif tag[at] in "DM#WGEA":
        at += 1
        while (
            at < len(sentence)
            and (tag[at] in "WMs" or low[at] in _MEDIA)
            and not (tag[at] == "W" and tag[at - 1] == "M" and tag[start] == "M")
            and not (tag[at] == "M" and tag[at - 1] == "W" and (tag[start] != "D" and low[start].endswith("s")))
        ):
            at += 1
        if low[at : at + 1] == ["of"]:
            at = min(len(sentence), at + 2)
            while at < len(sentence) and tag[at] in "WM":
                at += 1
    while low[at : at + 1] == ["and"] and at + 1 < len(sentence) and tag[at + 1] == "M":
        at += 2
    return at, chars(sentence, start, at)[0] if at > start else None


def after_adjuncts(sentence: Sentence, at: int) -> int:
    """Skip when and through what: `on Tuesday`, `in a statement`, `by telephone`."""
    tag, low = sentence.tag, sentence.low
    size = len(sentence)
    while at < size:
        word = low[at]
        if word.endswith("day") and tag[at] in "MW":
            at += 1
            continue
        if word in ("last", "this", "earlier", "late", "early") and at + 1 < size and low[at + 1] in _TIMES:
            at += 2
            continue
        if word in (
            "earlier",
            "later",
            "again",
            "afterward",
            "afterwards",
            "separately",
            "repeatedly",
            "yesterday",
            "today",
        ):
            at += 1
            continue
        if (
            tag[at] == "A"
            and at + 1 < size
            and (tag[at + 1] in ",.;QPS" or low[at + 1] in ("that",))
            and word not in ("not", "only", "just")
        ):
            at += 1
            continue
        if word in ("late", "early", "earlier") and low[at + 1 : at + 2] == ["on"] and names_day(sentence, at + 2):
            at += 1
            continue
        if tag[at] == "P" or word in ("in", "on", "at", "during", "after", "to"):
            end = _before_that(sentence, at)
            if end > at:
                return end
            end = adjunct_end(sentence, at)
            if end > at:
                at = end
                continue
        break
    return at


def _before_that(sentence: Sentence, at: int) -> int:
    """The `that` before which only a phrase stands, `on condition of anonymity that`, or the word itself."""
    tag, low = sentence.tag, sentence.low
    if low[at] in _ABOUT:
        return at
    for k in range(at + 1, min(at + _LONGEST_ADJUNCT, len(sentence) - 1)):
        if low[k] == "that":
            relative = tag[k + 1] in "XVE" or low[k + 1] in CUES
            return at if relative or (k == at + 1) else k
        if tag[k] in "XVNRSBQ,;.":
            return at
    return at


def adjunct_end(sentence: Sentence, at: int) -> int:
    """End of a prepositional phrase of time, place or medium that starts at a word, or the word itself."""
    tag, low = sentence.tag, sentence.low
    size = len(sentence)
    end = at + 1
    if low[at] == "to" and tag[end : end + 1] in (["W"], ["V"]):
        return at
    limit = min(size, at + 9)
    while end < limit and tag[end] in "DWM#sAEG" and low[end] != "that":
        if low[end] in _MEDIA or low[end] in _TIMES:
            end += 1
            while end < size and (tag[end] == "#" or low[end] in _TIMES or low[end] in _MEDIA):
                end += 1
            if (
                end < size
                and low[end]
                in ("with", "to", "on", "at", "from", "posted", "published", "of", "by", "in", "for", "after")
                and tag[end] in "PE"
            ):
                tail = end + 1
                while (tail < size and tag[tail] in "DMs") or (
                    tail < size and tag[tail] == "W" and tag[tail - 1] in "DMs"
                ):
                    tail += 1
                if tail < size and (tag[tail] in ",Q.NR;" or low[tail] == "that" or tag[tail] in "DP"):
                    return tail if tail > end + 1 else end
            return end
        if end > at + 1 and tag[end] == "M" and tag[end - 1] == "W":
            break
        end += 1
    if low[at] in ("on", "via", "to") and at + 1 < size and tag[at + 1] == "M":
        end = at + 1
        while end < size and tag[end] in "M'sW" and (tag[end] != "W"):
            end += 1
        if end < size and tag[end] in ",Q.;R":
            return end
    return at


def speech_ahead(sentence: Sentence, at: int) -> int:
    """Skip to a quotation that a comma or colon introduces: `wrote to his followers, "It is time"`."""
    for k in range(at + 1, min(at + 16, len(sentence))):
        if sentence.tag[k] == "Q":
            return k if sentence.tag[k - 1] in ",;" else at
        if sentence.tag[k] in "XVNR":
            return at
    return at


def names_day(sentence: Sentence, at: int) -> bool:
    """Whether a word names a day or a week."""
    return at < len(sentence) and sentence.low[at].endswith(("day", "week"))
