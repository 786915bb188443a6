"""Copies of one text: digests that are equal for equal copies, a signature that is near for near ones.

Three levels, none of which drops a row: ``version`` tells versions of a story apart, ``content_hash`` is equal for
copies that differ in case, spacing and punctuation alone, and ``cluster_id`` is equal for most copies that differ
in a few words (an outlet's cuts and house style). All three depend on the text alone, so that every runner, in any
order of arrival, gives the same.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import Final

import numpy as np

SIGNATURE_SIZE: Final = 32
"""MinHash values of a signature: the estimated overlap has a standard error of at most 0.09."""

_SHINGLE: Final = 4
"""Words of a shingle, as in the field's evaluation of extracted text."""

_BANDS: Final = 2
"""Values that must be equal within a cluster: two texts of overlap J share it with probability J squared."""

_LONG_WORD: Final = 12
"""Mean letters of a word above which the script does not separate words: shingles of characters then."""

_WORD: Final = re.compile(r"\w+")
_SPACE: Final = re.compile(r"\s+")
_NOT_LETTER: Final = re.compile(r"[\W_]+")

_random = np.random.Generator(np.random.PCG64(20211107))
_FACTORS: Final = _random.integers(1, 2**63, SIGNATURE_SIZE, dtype=np.uint64) | np.uint64(1)
_OFFSETS: Final = _random.integers(0, 2**63, SIGNATURE_SIZE, dtype=np.uint64)
_MIX: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)


def version(title: str, standfirst: str | None, body: str) -> str:
    """Digest of what a version of a story says, white space aside: 16 hex digits."""
    text = "\x1f".join(_SPACE.sub(" ", part or "").strip() for part in (title, standfirst, body))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def next_version(digest: str, held: tuple[str, ...]) -> str | None:
    """The version to add to those held (oldest first), or None when the story says what it last said.

    A story that returns to an earlier wording gets a version of its own, derived from that wording and from how
    many versions went before it: the last version is always the last state, and no version stands twice.

    Args:
        digest: :func:`version` of what the story says now.
        held: Versions that the lake holds.
    """
    if not held:
        return digest
    if held[-1] in (digest, _salted(digest, len(held) - 1)):
        return None
    return _salted(digest, len(held)) if digest in held else digest


def _salted(digest: str, before: int) -> str:
    return hashlib.blake2b(f"{digest}/{before}".encode(), digest_size=8).hexdigest()


def content_hash(body: str) -> str:
    """Digest of the letters and digits of a body, case aside: 32 hex digits."""
    return hashlib.blake2b(
        _NOT_LETTER.sub("", body).casefold().encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()


def signature(body: str) -> tuple[int, ...]:
    """MinHash of a body's word shingles: :data:`SIGNATURE_SIZE` values below 2**32, empty for a text without words."""
    words = _WORD.findall(body.casefold())
    if words and sum(map(len, words)) > _LONG_WORD * len(words):
        words = [letter for word in words for letter in word]
    if not words:
        return ()
    hashes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    width = min(_SHINGLE, len(hashes))
    count = len(hashes) - width + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for place in range(width):
        shingles ^= (hashes[place : place + count] + _MIX[place]) * _MIX[place]
    shingles = np.unique(shingles)
    # One permutation at a time: a 16 MiB body would otherwise take a matrix of gigabytes.
    return tuple(
        int((shingles * factor + offset).min() >> np.uint64(32))
        for factor, offset in zip(_FACTORS, _OFFSETS, strict=True)
    )


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of shingles that two texts have in common, 0 to 1, from their signatures."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def cluster_id(values: tuple[int, ...], digest: str) -> str:
    """The cluster of a text: equal for equal texts, and for most that overlap. 16 hex digits.

    Args:
        values: :func:`signature` of the body.
        digest: :func:`content_hash` of the body: the cluster of a text without words.
    """
    key = "/".join(map(str, values[:_BANDS])) if values else digest
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
