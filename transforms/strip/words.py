"""The words of blocks and lines, as the fitted word list knows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.strip.lexicon import Numbers, numbered, numbers_of, preceded
from transforms.strip.shape import codes_of
from transforms.strip.weights import Weights

Floats = NDArray[np.float32]

_HEAD: Final = 120
"""Characters of a block that are looked at."""
_WIDE_HEAD: Final = 40
"""Characters of which one in a script without spaces makes pairs of signs count in place of words."""
_FIRST: Final = 20
"""Words at a block's beginning that count one by one."""
_SHORT: Final = 80
"""Characters up to which a block's words count in pairs too."""
_FEW: Final = 4
"""Words up to which they count together."""
_WORD: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_WIDE: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST, _SOME = 0.6, 0.15
"""Shares of known words; English pages of unseen sites have about 0.85, German and Polish ones 0.3, Greek ones 0.05."""
_AT_ONCE: Final = 500
"""Blocks looked at at once; none has more than 240 signs in lower case, and as many spaces behind them."""
_SPACE, _LETTER, _DIGIT, _SIGN, _FAR_OUT = range(5)
_FAR: Final = 0x3000
"""The code point from which signs are looked at one by one, as are those of Thai: most of them have no words."""
_BREAK: Final = ord("\n")


def _kind(sign: str) -> int:
    """What :data:`_WORD` takes a sign for."""
    if sign.isalnum():
        return _DIGIT if sign.isdecimal() else _LETTER
    return _SPACE if sign.isspace() or sign == "_" else _SIGN


_KINDS: Final = np.array([_kind(chr(code)) for code in range(_FAR)] + [_FAR_OUT], np.uint8)
_KINDS[0x0E00:0x0E80] = _FAR_OUT


def word_features(text: str) -> list[str]:
    """The words of a block's beginning and end, as the word model knows them: at most some thirty."""
    head = text[:_HEAD].lower()
    if _WIDE.search(head[:_WIDE_HEAD]):
        signs = head[:24].replace(" ", "")
        found = [signs[at : at + 2] for at in range(len(signs) - 1)] or [signs]
        return [*found, "^" + found[0], "$" + text[-2:]]
    words = _WORD.findall(head)
    if not words:
        return []
    found = words[:_FIRST]
    found += ["^" + words[0], "^" + " ".join(words[:2]), "^" + " ".join(words[:3]), "$" + text[-1]]
    if len(text) <= _SHORT:
        found += map(" ".join, pairwise(words))
        found += ["=" + " ".join(words)] if len(words) <= _FEW else ["$" + " ".join(words[-2:])]
    return found


class Words(NamedTuple):
    """What the words of a page's blocks say."""

    scores: Floats
    """How much those of each block that is looked at speak for a story, log-odds; 0 for the others."""
    known: float
    """How many of them the word list has: 1 for most, as in a language it was fitted on, 0.5 for some, 0 for few, as in
    a script that it hardly knows."""


def read_words(texts: Sequence[str], near: Sequence[bool] | NDArray[np.bool_], weights: Weights) -> Words:
    """Look the words of those blocks up that are near."""
    looked_at = np.flatnonzero(near)
    scores = np.zeros(len(texts), np.float32)
    known = total = 0
    for at in range(0, len(looked_at), _AT_ONCE):
        places = looked_at[at : at + _AT_ONCE]
        numbers, own, letters = numbered_features([texts[place] for place in places.tolist()])
        score, held = weights.words.look_up(numbers)
        scores[places] = weights.word_bias + np.bincount(own, score, len(places))
        known += int(np.count_nonzero(held & letters))
        total += int(np.count_nonzero(letters))
    share = known / total if total else 0.0
    return Words(scores, 1.0 if share > _MOST else 0.5 if share > _SOME else 0.0)


class _Found(NamedTuple):
    """The numbers of :func:`word_features` of some texts."""

    numbers: Numbers
    texts: Numbers
    """Which text each is of."""
    letters: NDArray[np.bool_]
    """Whether it is a word of letters at the text's beginning."""


def numbered_features(texts: Sequence[str]) -> _Found:
    """What :func:`word_features` says, of all texts at once."""
    heads = [text[:_HEAD].lower() for text in texts]
    codes, kinds = _signs(heads)
    far_out = kinds == _FAR_OUT
    if not far_out.any():
        return _of_words(texts, _Cut.of(codes, kinds))
    lines = np.flatnonzero(np.bincount(np.cumsum(codes == _BREAK)[far_out])).tolist()
    wide = [line for line in lines if _WIDE.search(heads[line][:_WIDE_HEAD])]
    for line in wide:
        heads[line] = ""
    codes, kinds = _signs(heads)
    far_out = kinds == _FAR_OUT
    kinds[far_out] = [*map(_kind, map(chr, codes[far_out].tolist()))]
    found, others = _of_words(texts, _Cut.of(codes, kinds)), _of_wide(texts, wide)
    return _Found(
        np.concatenate([found.numbers, others.numbers]),
        np.concatenate([found.texts, others.texts]),
        np.concatenate([found.letters, others.letters]),
    )


def _signs(lines: Sequence[str]) -> tuple[Numbers, NDArray[np.uint8]]:
    """The signs of lines, each with a break behind it: code points and kinds."""
    codes = codes_of(["\n".join(lines), "\n"]).astype(np.int64)
    return codes, _KINDS.take(codes, mode="clip")


def _of_wide(texts: Sequence[str], places: list[int]) -> _Found:
    """The features of the texts in some places, one by one."""
    found = [word_features(texts[place]) for place in places]
    letters = [at < _FIRST and word.isalpha() for words in found for at, word in enumerate(words)]
    own = np.repeat(np.array(places, np.int64), [*map(len, found)])
    return _Found(numbers_of([*chain(*found)]), own, np.array(letters, bool))


class _Cut(NamedTuple):
    """Lines cut into words."""

    codes: Numbers
    """Their code points, with one space behind each word."""
    starts: Numbers
    ends: Numbers
    kinds: NDArray[np.uint8]
    counts: Numbers
    """The words of each line."""

    @classmethod
    def of(cls, codes: Numbers, kinds: NDArray[np.uint8]) -> _Cut:
        """Cut lines, given as what :func:`_signs` says of them."""
        begins = kinds == _SIGN
        begins[0] = True
        begins[1:] |= kinds[1:] != kinds[:-1]
        inside = kinds != _SPACE
        first = begins[inside]
        words = np.cumsum(first)
        spaced = np.full(len(words) + np.count_nonzero(first), ord(" "))
        spaced[np.arange(-1, len(words) - 1) + words] = codes[inside]
        edges = np.flatnonzero(np.append(first, True))
        edges += np.arange(len(edges))
        places = np.flatnonzero(begins & inside)
        counts = places.searchsorted(np.flatnonzero(codes == _BREAK))
        counts[1:] -= counts[:-1].copy()
        return cls(spaced, edges[:-1], edges[1:] - 1, kinds.take(places), counts)


def _of_words(texts: Sequence[str], cut: _Cut) -> _Found:
    """The features of texts in scripts with spaces: stretches of words, from one to the last of them."""
    held = np.flatnonzero(cut.counts)
    count = cut.counts.take(held)
    first = np.cumsum(count) - count
    some = [texts[place] for place in held.tolist()]
    short = np.fromiter(map(len, some), np.int64, len(some)) <= _SHORT
    within = np.arange(len(held))
    own = np.repeat(within, count)
    rank = np.arange(len(own)) - first.take(own)
    early = np.flatnonzero(rank < _FIRST)
    paired = np.flatnonzero(short.take(own) & (rank + 1 < count.take(own)))
    begin, end = first[short], (first + count)[short] - 1
    few = end - begin < _FEW

    froms = np.concatenate([early, paired, first, first, first, np.where(few, begin, end - 1)])
    second, third = (first + np.minimum(count, many) - 1 for many in (2, 3))
    lasts = np.concatenate([early, paired + 1, first, second, third, end])
    stretches = numbered(cut.codes, cut.starts.take(froms), cut.ends.take(lasts))
    plain = len(early) + len(paired)
    signs = np.full(len(stretches) - plain, ord("^"))
    signs[3 * len(held) :] = np.where(few, ord("="), ord("$"))
    last = codes_of([text[-1] for text in some]).astype(np.int64)
    numbers = np.concatenate([stretches[:plain], preceded(signs, stretches[plain:]), preceded(ord("$"), last)])
    places = np.concatenate([own.take(early), own.take(paired), within, within, within, within[short], within])
    letters = np.zeros(len(numbers), np.bool_)
    letters[: len(early)] = cut.kinds.take(early) == _LETTER
    return _Found(numbers, held.take(places), letters)
