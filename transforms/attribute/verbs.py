"""Verbs: whether a form that could be something else attributes here."""

from __future__ import annotations

import re
from typing import Final, Literal

from transforms.attribute.cue_words import Cue
from transforms.attribute.frames import BE, Chars, chars
from transforms.attribute.hearers import names_day
from transforms.attribute.kinds import read_kind
from transforms.attribute.phrases import PLURAL, has_verb, phrase_after
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

_PARTICIPLES: Final = frozenset({"known", "written", "shown", "seen", "chosen", "sworn", "proven", "spoken"})
_HELPERS: Final = word_set(
    "has have had having did do does will would can could may might must should",
    "don't didn't doesn't won't wouldn't couldn't can't cannot hasn't haven't hadn't",
)
_BY_WIRE: Final = frozenset({"telephone", "phone", "email"})
_STANDS_ALONE: Final = frozenset({"some", "many", "most", "all", "both", "few", "others", "several", "these", "those"})


_TOLD: Final = "asked|pressed|questioned|told|informed|notified|warned|advised|urged|reminded|assured"
_SPOKEN_OF: Final = (
    "accused|alleged|announced|believed|billed|called|charged|considered|criticised|criticized|deemed|described|dubbed|"
    "estimated|expected|feared|forecast|known|labeled|labelled|named|portrayed|praised|presumed|projected|regarded|"
    "released|reported|revealed|rumored|rumoured|said|seen|supposed|thought|touted|viewed"
)
_PASSIVE: Final = re.compile(
    rf"(?:\b(?:is|are|was|were|be|been|being)|['’](?:s|re))\b(?: [\w-]+){{0,3}}? "
    rf"(?:(?P<told>{_TOLD})|(?P<of>{_SPOKEN_OF}))\b(?! by\b)"
)


def passive(cue: str) -> Literal["", "told", "of"]:
    """What the subject of a cue in the passive is: told something, or spoken of; empty where it is none.

    Of 240 such cues in PolNeAR's training part five have a source before them: who tells or holds it is not named.
    """
    found = _PASSIVE.search(cue)
    return "" if found is None else "told" if found["told"] else "of"


def is_verb(sentence: Sentence, at: int, first: int, cue: Cue) -> bool:
    """Whether a form that may also be a noun or a participle is the verb of a clause here.

    Args:
        sentence: The sentence.
        at: The word in question.
        first: First word of its verb group.
        cue: What the word is when it is a verb.
    """
    group = sentence.low[first:at]
    before = sentence.tag[first - 1] if first else "^"
    if cue.form == "ing":
        return _is_participle(sentence, at, first, before, noun=cue.noun)
    if not _HELPERS.isdisjoint(group):
        return cue.form != "s"
    if cue.form == "past":
        low = sentence.low
        passive = low[at + 1 : at + 2] == ["by"] and _BY_WIRE.isdisjoint(low[at + 2 : at + 3])
        return low[at] not in _PARTICIPLES and not passive and before not in "DPs"
    return _is_base(sentence, at, first, cue) if cue.form == "base" else _is_third(sentence, at, before, cue)


def _is_participle(sentence: Sentence, at: int, first: int, before: str, *, noun: bool) -> bool:
    """A form in -ing: `is saying`, `, adding that`, `after telling`."""
    low = sentence.low
    if not BE.isdisjoint(low[first:at]) or (before == "N" and low[first - 1].endswith(("'s", "'re", "'m"))):
        return True
    if noun and before in "WMDs":
        return False
    return before in "^,Q;SCMW." or (before == "P" and low[first - 1] in ("by", "in", "after", "before", "without"))


def _is_base(sentence: Sentence, at: int, first: int, cue: Cue) -> bool:
    """A form without ending: `they say`, `officials claim`, never `the claim`."""
    low, tag = sentence.low, sentence.tag
    if first == 0:
        return False
    before, word = tag[first - 1], low[first - 1]
    if before in "NR":
        return word not in ("he", "she", "it", "what", "that")
    plural = before == "W" and word.endswith(PLURAL)
    if cue.noun:
        following = tag[at + 1] if at + 1 < len(sentence) else "."
        return plural and (following in "DNRQMO#" or low[at + 1 : at + 2] in (["that"], ["for"], ["to"]))
    if before == "M" or plural:
        return True
    if before == "D":
        return word in _STANDS_ALONE and cue.kind in ("say", "hold")
    return before in "CB#W" and cue.kind in ("say", "hold")


def _is_third(sentence: Sentence, at: int, before: str, cue: Cue) -> bool:
    """A form in -s: `Venn claims that`, never `the claims`."""
    if not cue.noun:
        return before not in "DPs"
    low, tag = sentence.low, sentence.tag
    following = tag[at + 1] if at + 1 < len(sentence) else "."
    if before not in "NMWRQ,CB":
        return False
    if low[at + 1 : at + 2] == ["that"] or following in "NRQ":
        return True
    if before in "NM" and (following in ".,;" or low[at + 1 : at + 2] in (["for"], ["to"], ["on"], ["out"])):
        return True
    return before != "W" and following in "DMO#"


def inverted(body: str, sentence: Sentence, first: int, after: int, cue: Cue) -> bool:
    """Whether the subject follows its verb: `said Veil`."""
    tag = sentence.tag
    if (cue.kind not in ("say", "hold") and cue.lemma != "ask") or cue.form not in ("past", "s"):
        return False
    before = tag[first - 1] if first else "^"
    opens = "MDW#E" if before == "Q" else "MDW#"
    if after >= len(sentence) or tag[after] not in opens or first != after - 1 or names_day(sentence, after):
        return False
    if before not in ("^", ",", "Q") and sentence.low[first - 1] not in ("—", "–", "--"):
        return False
    if before == "Q":
        stop = next((k for k in range(after, len(sentence)) if tag[k] in "R,Q;."), len(sentence))
        return not has_verb(sentence, after, stop, participles=False)
    end = phrase_after(sentence, after)
    if before == "," and not _can_follow(sentence, first, after, end):
        return False
    if not (cue.lemma == "say" or speaks(body, chars(sentence, after, end))):
        return False
    stop = next((k for k in range(end, len(sentence)) if tag[k] in ",Q;."), len(sentence))
    if has_verb(sentence, end, stop, participles=False) and tag[end] not in "SRB":
        return False
    if end >= len(sentence) or tag[end] in ".,Q;":
        rest = phrase_after(sentence, after, apposition=False)
        return not has_verb(sentence, after, rest, participles=False)
    return tag[end] in "PSBC" or sentence.low[end].endswith("day")


def _can_follow(sentence: Sentence, first: int, after: int, end: int) -> bool:
    """Whether a subject can follow its verb after a comma: a statement stands before, or a name ends the sentence.

    `Ilse Morn, the mayor, said the sale of the mill was off` has its subject before.
    """
    tag = sentence.tag
    if "Q" in tag[:first] or has_verb(sentence, 0, first):
        return True
    closes = end >= len(sentence) or tag[end] == "."
    return tag[end : end + 1] == [","] or (closes and tag[after] == "M")


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
