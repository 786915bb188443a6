"""Verbs: whether a form that could be something else attributes here."""

from __future__ import annotations

from typing import Final

from transforms.attribute.cue_words import Cue
from transforms.attribute.frames import BE, Chars, chars
from transforms.attribute.kinds import read_kind
from transforms.attribute.subjects import has_verb, phrase_after
from transforms.attribute.words import Sentence

_PARTICIPLES: Final = frozenset({"known", "written", "shown", "seen", "chosen", "sworn", "proven", "spoken"})
_HELPERS: Final = frozenset(
    {
        "has",
        "have",
        "had",
        "having",
        "did",
        "do",
        "does",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
    }
    | {"don't", "didn't", "doesn't", "won't", "wouldn't", "couldn't", "can't", "cannot", "hasn't", "haven't", "hadn't"}
)


def is_verb(sentence: Sentence, at: int, first: int, cue: Cue, group: list[str]) -> bool:
    """Whether a form that may also be a noun or a participle is the verb of a clause here."""
    tag, low = sentence.tag, sentence.low
    before = tag[first - 1] if first else "^"
    following = tag[at + 1] if at + 1 < len(sentence) else "."
    helped = any(
        word not in BE
        for word in group
        if word
        in (
            "has",
            "have",
            "had",
            "having",
            "did",
            "do",
            "does",
            "will",
            "would",
            "can",
            "could",
            "may",
            "might",
            "must",
            "should",
            "don't",
            "didn't",
            "doesn't",
            "won't",
            "wouldn't",
            "couldn't",
            "can't",
            "cannot",
        )
    )
    if cue.form == "ing":
        if before == "N" and low[first - 1].endswith(("'s", "'re", "'m")):
            return True
        return (
            bool(group and any(word in BE for word in group))
            or before in ("^", ",", "Q", ";", "S", "C", "M", "W", ".")
            or (before == "P" and low[first - 1] in ("by", "in", "after", "before", "without"))
        )
    if cue.form == "past":
        if helped:
            return True
        if low[at] in _PARTICIPLES:
            return False
        return not (
            (low[at + 1 : at + 2] == ["by"] and low[at + 2 : at + 3] not in (["telephone"], ["phone"], ["email"]))
            or (before in "DPs" and before)
        )
    if helped:
        return cue.form != "s"
    if cue.form == "base":
        if before in "NR" and before:
            return low[first - 1] not in ("he", "she", "it", "what", "that")
        if cue.noun:
            return (
                before in "W"
                and before != "^"
                and low[first - 1].endswith("s")
                and (following in "DNRQMO#" or low[at + 1 : at + 2] in (["that"], ["for"], ["to"]))
            )
        return (
            before != "^"
            and (
                before in "M"
                or (
                    before == "W"
                    and (cue.kind in ("say", "hold") or low[first - 1].endswith(("s", "men", "people", "public")))
                )
            )
        ) or (before in ("C", "B", "D", "#") and cue.kind in ("say", "hold"))
    if cue.noun:
        return (
            before != "^"
            and before in "NMWRQ,CB"
            and (
                (following in "DNRQMO#" and (before != "W" or following in "NRQ"))
                or (following in ".,Q;" and before in "NM")
                or low[at + 1 : at + 2] == ["that"]
                or (before in "NM" and low[at + 1 : at + 2] in (["for"], ["to"], ["on"], ["out"]))
            )
        )
    return not (before in "DPs" and before)


def inverted(body: str, sentence: Sentence, first: int, after: int, cue: Cue) -> bool:
    """Whether the subject follows its verb: `said Veil`."""
    tag = sentence.tag
    if (cue.kind not in ("say", "hold") and cue.lemma != "ask") or cue.form not in ("past", "s"):
        return False
    if after >= len(sentence) or tag[after] not in "MDW#" or first != after - 1:
        return False
    before = tag[first - 1] if first else "^"
    if before not in ("^", ",", "Q") and sentence.low[first - 1] not in ("—", "–", "--"):
        return False
    end = phrase_after(sentence, after)
    if before != "Q" and not (cue.lemma == "say" or speaks(body, chars(sentence, after, end))):
        return False
    if before != "Q" and end < len(sentence):
        stop = next((k for k in range(end, len(sentence)) if tag[k] in ",Q;."), len(sentence))
        if has_verb(sentence, end, stop, participles=False) and tag[end] not in "SRB":
            return False
    if end >= len(sentence) or tag[end] in ".,Q;":
        rest = phrase_after(sentence, after, apposition=False)
        return not has_verb(sentence, after, rest, participles=False)
    return tag[end] in "PSBC" or sentence.low[end].endswith("day")


def puts_number(sentence: Sentence, after: int) -> bool:
    """Whether `put` puts a number on something: `put the death toll at 14`."""
    tag, low = sentence.tag, sentence.low
    for k in range(after, min(after + 9, len(sentence) - 1)):
        if low[k] == "at":
            return any(mark == "#" for mark in tag[k + 1 : k + 4])
        if tag[k] in ",;.QXV":
            return False
    return False


def speaks(body: str, source: list[Chars]) -> bool:
    """Whether the words after a verb can be whoever speaks: `, argued the minister`, not `, wrote a host of songs`."""
    return bool(source) and read_kind(body[source[0][0] : source[0][1]]).kind != "other"
