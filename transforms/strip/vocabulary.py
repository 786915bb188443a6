"""The names of elements, as the fitted name list knows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from threading import Lock
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from transforms.strip.lexicon import ROOM, Lexicon, Numbers
from transforms.strip.name_numbers import MOST, numbered_names
from transforms.strip.names import KIND_OF_NAME, TAGS
from transforms.strip.scan import Container, Scan, attributes
from transforms.strip.weights import Weights

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NAME: Final = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_MARKED: Final = re.compile(
    r"[\s\"'/](?=[cirdCIRD])(?i:class|id|role|itemprop|data-(?:component|testid|type))"
    r"\s*+=\s*+(?:\"([^\"]*+)|'([^']*+)|([^\s>\"']++))"
)
_CLASS: Final = ' class="'
_VALUE: Final = 300
"""Characters of an attribute that are looked at."""
_WRITTEN: Final = 4_000
"""Characters of all attributes of an element that are looked at for names."""
_AT_ONCE: Final = ROOM // (_WRITTEN + 1)
"""Elements looked at at once if very much is written in them."""
_MANY: Final = 4_096
"""Elements that are remembered."""
_MUCH: Final = 1_000_000
"""Characters of them that are."""
_COMMENTS: Final = b"comment disqus koment kommenta coment opini reaktion reactie otzyv sxoli pinglun".split()
"""What elements of readers' comments are named after in several languages."""
_STORY: Final = [b"articlebody"]
_HOLDERS: Final = tuple("article main aside nav footer header form figure table ul blockquote section".split())
_FLAG: Final = {tag: 1 << index for index, tag in enumerate(_HOLDERS)} | {"ol": 1 << 9, "figcaption": 1 << 7}
FLAGS: Final = (*_HOLDERS, "comment", "hidden", "body_name")
"""What may hold a block, a bit each: an element of that tag, comments or `articleBody` by name, a hidden one."""
_COMMENT, HIDDEN, _BODY = (1 << FLAGS.index(name) for name in ("comment", "hidden", "body_name"))
_RANKS: Final = Lexicon([*KIND_OF_NAME], np.array([rank for rank, _ in KIND_OF_NAME.values()], np.float64))
KINDS: Final = (*dict.fromkeys([*(kind for _, kind in sorted(KIND_OF_NAME.values())), *TAGS.values()]),)
"""Kinds by their number: first those of names by their rank, then those that tags tell."""
NO_KIND: Final = len(KINDS)
OUTERMOST: Final = NO_KIND + 1
"""The number of an element that tells no kind of what stands in it, nor does what stands around it."""
_TAG_KIND: Final = {tag: KINDS.index(kind) for tag, kind in TAGS.items()} | dict.fromkeys(
    ("body", "html", "main", "article"), OUTERMOST
)


class Names(NamedTuple):
    """What the names of a page's containers say, and behind them those of a virtual outermost one: nothing."""

    scores: Floats
    """How much they speak for a story, log-odds."""
    flags: Ints
    """Bits of :data:`FLAGS`."""
    kinds: Ints
    """The place in :data:`KINDS` of what stands in a container so named, or :data:`NO_KIND` or :data:`OUTERMOST`."""
    templates: Ints
    """A number that containers of the same tag and names have in common."""


class _Known:
    """What elements say that were read before: a site's pages share most of theirs."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        """Where each stands in the columns, by tag and attributes as written; at 0 stands the virtual outermost one."""
        self.columns = Names(np.zeros(1, np.float32), *(np.array([value]) for value in (0, NO_KIND, 0)))
        self._size = 0
        self._lock = Lock()

    def is_full(self) -> bool:
        """Whether to begin anew with the next page."""
        return len(self.places) > _MANY or self._size > _MUCH

    def add(self, elements: Sequence[str], said: Names) -> None:
        """Remember what some elements say; what is remembered keeps its place, as others may be reading."""
        with self._lock:
            first = len(self.columns.scores)
            self.columns = Names._make(np.concatenate(both) for both in zip(self.columns, said, strict=True))
            self.places.update(zip(elements, range(first, first + len(elements)), strict=True))
            self._size += sum(map(len, elements))


_KNOWN: Final[WeakKeyDictionary[Weights, _Known]] = WeakKeyDictionary()


def read_names(page: Scan, weights: Weights) -> Names:
    """Read and look up the names of all containers."""
    known = _KNOWN.get(weights)
    if known is None or known.is_full():
        known = _KNOWN[weights] = _Known()
    written = [one.tag + one.attributes for one in page.containers]
    fresh = {key: one for key, one in zip(written, page.containers, strict=True) if key not in known.places}
    if fresh:
        known.add([*fresh], _read([*fresh.values()], weights))
    places = np.zeros(len(written) + 1, np.int64)
    places[:-1] = [*map(known.places.__getitem__, written)]
    return Names._make(column.take(places) for column in known.columns)


def name_features(tag: str, written: str) -> tuple[str, ...]:
    """An element's tag, the words of its class, id, role and the like, and pairs of neighbours, each once."""
    parted = " ".join(_NAME.findall(named_by(written))).lower().split()
    names = [*dict.fromkeys(parted)][:MOST]
    return (tag, *names, *map(" ".join, pairwise(names)))


def named_by(written: str) -> str:
    """What the attributes hold that name an element."""
    found = _MARKED.findall(written[:_WRITTEN])
    return " ".join([(double or single or bare)[:_VALUE] for double, single, bare in found])


def is_hidden(written: str) -> bool:
    """Whether readers do not see an element with such attributes."""
    if "hidden" not in written and "display" not in written:
        return False
    marked = attributes(written)
    style = marked.get("style", "").replace(" ", "").lower()
    return "hidden" in marked or "display:none" in style or "visibility:hidden" in style


def _read(elements: Sequence[Container], weights: Weights) -> Names:
    """Read and look up the names of elements: of all at once, unless very much is written in them."""
    much = sum(len(one.attributes) for one in elements) + len(elements) > ROOM
    size = _AT_ONCE if much else len(elements)
    parts = [_read_part(elements[at : at + size], weights) for at in range(0, len(elements), size)]
    return parts[0] if len(parts) == 1 else Names._make(np.concatenate(column) for column in zip(*parts, strict=True))


def _read_part(elements: Sequence[Container], weights: Weights) -> Names:
    tags = [one.tag for one in elements]
    lines, hidden = _lines([one.attributes for one in elements])
    flags = np.array([_FLAG.get(tag, 0) for tag in tags], np.int64)
    text = lines.lower()
    for flag, places in ((HIDDEN, hidden), (_COMMENT, _with(text, _COMMENTS)), (_BODY, _with(text, _STORY))):
        if places:
            flags[places] |= flag
    numbers, own, templates = numbered_names(tags, lines)
    scores = weights.name_bias + np.bincount(own, weights.names.look_up(numbers)[0], len(tags))
    return Names(scores.astype(np.float32), flags, _kinds(tags, numbers[len(tags) :], own[len(tags) :]), templates)


def _lines(elements: Sequence[str]) -> tuple[bytes, list[int]]:
    """What the attributes of each element hold that names it, with a break behind; and which readers do not see."""
    lines, hidden = [], []
    for at, written in enumerate(elements):
        if written.startswith(_CLASS) and written.find('"', len(_CLASS)) == len(written) - 1:  # as most are written
            lines.append(written[len(_CLASS) : len(_CLASS) + _VALUE])
        elif written:
            lines.append(named_by(written))
            if is_hidden(written):
                hidden.append(at)
        else:
            lines.append("")
    lines.append("")
    text = "\n".join(lines)
    if text.count("\n") != len(elements):
        text = "\n".join([line.replace("\n", " ") for line in lines])
    return text.encode("ascii", "replace"), hidden


def _with(text: bytes, names: Sequence[bytes]) -> list[int]:
    """The lines of a text that have one of some names in them."""
    found = []
    for name in names:
        line = seen = 0
        place = text.find(name)
        while place >= 0:
            line += text.count(b"\n", seen, place)
            found.append(line)
            seen = text.find(b"\n", place)
            place = text.find(name, seen)
    return found


def _kinds(tags: Sequence[str], names: Numbers, own: Numbers) -> Ints:
    """The most telling kind that each element is named after; else that which its tag tells."""
    ranks, held = _RANKS.look_up(names)
    at = np.flatnonzero(held)
    kinds = np.full(len(tags), NO_KIND)
    np.minimum.at(kinds, own.take(at), ranks.take(at).astype(np.int64))
    by_tag = np.array([_TAG_KIND.get(tag, NO_KIND) for tag in tags])
    return np.where((kinds == NO_KIND) | (by_tag == OUTERMOST), by_tag, kinds)
