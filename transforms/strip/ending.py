"""Where the story of a plain text ends for good: at what stands only below one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

THREAD: Final = "thread_words"
"""The rule of a line of readers' comments, beyond those whose wording is told everywhere."""
_THREAD: Final = re.compile(
    r"\W{0,3}(?:\d+ ?(?:user |reader |viewer )?comments?(?:\(s\))?|"
    r"(?:user|reader|viewer|your|selected|latest|recent|all|please add|add your|post your)s?['’]? comments?|"
    r"comments?(?: ?[(:]? ?\d* ?\)?)?(?: (?:on|for|so far)\b.*)?|have your say\b.{0,40}|submitted comments .*|"
    r"comments? (?:are|posted|powered)\b.*|blog comments powered\b.*|.{0,40}\breport (?:this )?(?:comment|abuse)|"
    r"reply|antworten|répondre|responder|rispondi|ответить|odpowiedz|回复|απάντηση|"
    r"posted by:? .*|(?:please )?add (?:a )?(?:new )?comments?(?: \( ?\d* ?\))?|"
    r"\S.{0,40} (?:says|said|wrote|writes):|(?:says|said|wrote):?)[:.)]*$",
    re.IGNORECASE,
)
_LONGEST: Final = 120
_STAMP: Final = "stamp"
_WHEN: Final = re.compile(
    r"(?=.*(?<!\d)(?:\d{1,2}:\d\d|\d{1,2} ?[ap]\.?m)(?!\d))"
    r"(?=.*(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d)|.*\b(?:ago|yesterday)\b)",
    re.IGNORECASE,
)
"""A date and a time of day in one short line: when a reader wrote. One alone may be when the story was written."""
_WHEN_LONGEST: Final = 80
_TOGETHER: Final = 3
"""Signs of a thread that make one, however likely the model holds what stands between them."""
_WITHIN: Final = 14
"""Lines within which they stand."""
_ENOUGH: Final = 500
"""Characters of the story above them."""


class _End(NamedTuple):
    """What ends a story that is long enough above it."""

    rules: frozenset[str]
    least: int
    """Characters of the story above it."""
    share: float
    """Share above it of all that is held for the story."""


_SHARE: Final = "share_words"
_NETWORK: Final = re.compile(r"facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest", re.IGNORECASE)
"""What a button says, and as well a cell of a table: it shares where another does so beside it."""
_SOURCES: Final = "sources"
_SOURCE_LIST: Final = re.compile(
    r"(?:references|sources|(?:article|primary) sources?|source references?|works cited|bibliography|citations|"
    r"footnotes)[:.]?",
    re.IGNORECASE,
)
_SOURCES_BEHIND: Final = 0.7
"""The heading of the list of a story's sources, and the share of the likely text from which what follows it is one."""
_ENDS: Final = (
    _End(frozenset({THREAD, "comments_words", "comment_form_words"}), 800, 0.0),
    _End(frozenset({_SHARE, "licence_words"}), 1_000, 0.3),
    _End(frozenset({"author_bio_words"}), 1_000, 0.5),
)
"""Comments may be longer than their story; buttons and bylines stand above many a story and within some."""
_UNLIKELY: Final = 0.5
_NEAR: Final = 2


def ending(
    texts: Sequence[str], rules: Sequence[str], chosen: Sequence[bool], likely: NDArray[np.floating]
) -> tuple[int, str]:
    """Where the story ends, though lines below it read like one: readers' comments, neighbouring stories.

    Args:
        texts: The lines.
        rules: The rule that each line's wording matches, empty for none.
        chosen: Which lines are held for the story.
        likely: Probability of each line to be the story. A line among likely ones ends nothing, unless it is one of
            several that make a thread.

    Returns:
        The index of the first line below the story and its rule; their number and an empty rule when nothing ends it.
    """
    sizes = [len(text) if is_story else 0 for text, is_story in zip(texts, chosen, strict=True)]
    everything = sum(sizes)
    unlikely = (likely < _UNLIKELY).tolist()
    told = _told(texts, rules)
    signs = [rule == _STAMP or rule in _ENDS[0].rules for rule in told]
    above = 0
    for index, (rule, size) in enumerate(zip(told, sizes, strict=True)):
        if signs[index] and above >= _ENOUGH and sum(signs[index : index + _WITHIN]) >= _TOGETHER:
            return index, THREAD if rule == _STAMP else rule
        if rule == _SOURCES and above >= _SOURCES_BEHIND * everything:
            return index, rule
        if rule and unlikely[index] and above >= _ENDS[0].least:
            ends = any(rule in end.rules and above >= end.least and above >= end.share * everything for end in _ENDS)
            around = unlikely[max(0, index - _NEAR) : index] + unlikely[index + 1 : index + 1 + _NEAR]
            if ends and any(around):
                return index, rule
        above += size
    return len(texts), ""


def _told(texts: Sequence[str], rules: Sequence[str]) -> list[str]:
    """The rule of each line that may end a story, empty for the others."""
    told = [rule or _sign(text) for text, rule in zip(texts, rules, strict=True)]
    for index, text in enumerate(texts):
        beside = told[max(0, index - _NEAR) : index] + told[index + 1 : index + 1 + _NEAR]
        if told[index] == _SHARE and _SHARE not in beside and _NETWORK.fullmatch(text):
            told[index] = ""
    return told


def _sign(text: str) -> str:
    """What readers' comments are parted by: a line of their thread, or when one was written; empty for other lines."""
    if len(text) < _LONGEST and _THREAD.match(text):
        return THREAD
    if len(text) < _LONGEST and _SOURCE_LIST.fullmatch(text):
        return _SOURCES
    return _STAMP if len(text) <= _WHEN_LONGEST and _WHEN.match(text) else ""
