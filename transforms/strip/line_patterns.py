"""Lines that are made alike: lists, teasers and threads repeat a pattern, a date, an opening; a story hardly does.

What is counted is how often a line's make recurs in its own text, so that it serves in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.features import Floats, shifted, since, sums, window

_SHORT: Final = 100
"""Characters up to which a line has a pattern."""
_SMALL: Final = 120
"""Characters up to which a line may say when, or answer."""
_EDGE: Final = 60
"""Characters of a line's beginning and end in which its first and last two words are looked for."""
_FEW: Final = 3
"""Lines of one make from which on it is one."""
_AROUND: Final = 8
_RUN: Final = re.compile(r"\d+|[^\W\d_]+(?: [^\W\d_]+)*")
_DIGIT: Final = re.compile(r"\d")
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}(?:[:.h]\d{2}|[./-]\d{1,2}[./-]\d{2,4})|(?:19|20)\d\d(?:[./-]\d{1,2}[./-]\d{1,2})?)(?!\d)"
)
_WHEN: Final = ("年", "前", "назад", "πριν", "temu", "il y a", "Il y a")
_WHEN_WORDS: Final = frozenset("ago hace vor".split())
"""What says when beside a number."""
_ANSWERS: Final = (
    "comment", "koment", "kommenta", "comenta", "коммент", "σχόλι", "评论", "留言", "reply", "replies", "respond",
    "response", "disqus", "abuse", "posted by", "permalink", "report", "rating", "ответить", "antwort", "répondre",
    "odpowiedz",
)  # fmt: skip
_ANSWER_WORDS: Final = frozenset("like likes rate flag".split())
"""What readers' comments are surrounded by."""

PATTERN_FEATURES: Final = (
    *"alike alike_share alike_before alike_next alike_since alike_until".split(),
    *"same_start same_end same_before same_next breaks_off".split(),
    *"dated dated-1 dated+1 dated_before dated_next dated_above dated_below dated_since dated_until".split(),
    *"answer answer_before answer_next answer_above answer_below answer_since".split(),
)


def patterns(texts: Sequence[str]) -> dict[str, Floats]:
    """How alike each line is to others of its text, and which around it are dated or answer.

    Args:
        texts: The lines, none empty.

    Returns:
        A column for each of :data:`PATTERN_FEATURES`.
    """
    return _alike(texts) | _same(texts) | _dated(texts) | _answers(texts)


def _pattern(text: str) -> str:
    """A short line with a letter for each run of words and a nought for each number; empty for a long one."""
    return _RUN.sub(_sign, text) if len(text) <= _SHORT else ""


def _sign(run: re.Match[str]) -> str:
    first = run[0][0]
    return "0" if first.isdigit() else "A" if first.isupper() else "a"


def _alike(texts: Sequence[str]) -> dict[str, Floats]:
    """How many lines have the same pattern, and where lines of a pattern stand that several have."""
    made = [_pattern(text) for text in texts]
    counts = Counter(made)
    alike = np.array([counts[own] if own else 0 for own in made], np.float32)
    listed = (alike >= _FEW) & np.array([own not in {"A", "a"} for own in made])
    return {
        "alike": np.log1p(alike), "alike_share": alike / len(texts),
        "alike_since": shifted(since(listed), 1), "alike_until": shifted(until(listed), -1),
    } | _near("alike", listed)  # fmt: skip


def _same(texts: Sequence[str]) -> dict[str, Floats]:
    """How many lines begin or end with the same two words, and whether a line breaks off as a teaser does."""
    starts = [tuple(text[:_EDGE].lower().split()[:2]) for text in texts]
    ends = [tuple(text[-_EDGE:].lower().split()[-2:]) for text in texts]
    columns = []
    for words in (starts, ends):
        counts = Counter(words)
        columns.append(np.array([counts[own] for own in words], np.float32))
    same = (columns[0] >= _FEW) | (columns[1] >= _FEW)
    breaks_off = [text.endswith(("...", "…", "[…]", "[...]")) for text in texts]
    return {
        "same_start": np.log1p(columns[0]), "same_end": np.log1p(columns[1]),
        "breaks_off": np.array(breaks_off, np.float32),
    } | _near("same", same)  # fmt: skip


def _dated(texts: Sequence[str]) -> dict[str, Floats]:
    dated = np.array([len(text) <= _SMALL and _says_when(text) for text in texts])
    marked = dated.astype(np.float32)
    return {
        "dated": marked, "dated-1": shifted(marked, 1), "dated+1": shifted(marked, -1),
        "dated_since": shifted(since(dated), 1), "dated_until": shifted(until(dated), -1),
    } | _near("dated", dated) | _sides("dated", dated)  # fmt: skip


def _answers(texts: Sequence[str]) -> dict[str, Floats]:
    answers = np.array([len(text) <= _SMALL and _is_answer(text.lower()) for text in texts])
    return (
        {"answer": answers.astype(np.float32), "answer_since": shifted(since(answers), 1)}
        | _near("answer", answers)
        | _sides("answer", answers)
    )


def _says_when(text: str) -> bool:
    if _DIGIT.search(text) is None:
        return False
    return (
        _DATE.search(text) is not None
        or any(map(text.__contains__, _WHEN))
        or not _WHEN_WORDS.isdisjoint(text.lower().split())
    )


def _is_answer(text: str) -> bool:
    return any(map(text.__contains__, _ANSWERS)) or not _ANSWER_WORDS.isdisjoint(text.split())


def _near(name: str, marked: NDArray[np.bool_]) -> dict[str, Floats]:
    """The share of marked lines among those right before and behind."""
    return {f"{name}_before": window(marked, -_AROUND, 0), f"{name}_next": window(marked, 1, _AROUND + 1)}


def _sides(name: str, marked: NDArray[np.bool_]) -> dict[str, Floats]:
    """How many marked lines stand above and below."""
    count = sums(marked)
    return {
        f"{name}_above": np.log1p(count[:-1]).astype(np.float32),
        f"{name}_below": np.log1p(count[-1] - count[1:]).astype(np.float32),
    }


def until(marked: NDArray[np.bool_]) -> Floats:
    """Lines until the next marked one, itself included."""
    return since(marked[::-1])[::-1]
