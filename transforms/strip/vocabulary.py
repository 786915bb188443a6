"""The names of elements, as the fitted name list knows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from threading import Lock
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from transforms.strip.lexicon import ROOM, Numbers, numbers_of
from transforms.strip.name_numbers import MOST, numbered_names
from transforms.strip.names import KIND_OF_TAG
from transforms.strip.scan import Scan, attributes
from transforms.strip.weights import Weights

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NAME: Final = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_MARKED: Final = re.compile(
    r"[\s\"'/](?=[cirdCIRD])(?i:class|id|role|itemprop|data-(?:component|testid|type))"
    r"\s*+=\s*+(\"[^\"\0]*+|'[^'\0]*+|[^\s>\"'\0]++)"
)
_BREAK: Final = "\1"
"""Parts the names of elements until line breaks do."""
_BETWEEN: Final = f'\0 id="{_BREAK}"'
"""What parts the attributes of two elements, so that they can be read in one: it ends any value, and is a value."""
_SIGNS: Final = {0: "?", 1: "?"}
"""What stands for the signs of :data:`_BETWEEN` where the attributes have them."""
_TAG: Final = 500
"""Characters of a tag that are looked at."""
_VALUE: Final = 301
"""Characters of an attribute that are looked at, with the quotation mark before them."""
_WRITTEN: Final = 4_000
"""Characters of all attributes of an element that are looked at for names."""
_PARTED: Final = 3
"""Characters between the names of two elements."""
_AT_ONCE: Final = ROOM // (_WRITTEN + _PARTED)
"""Elements looked at at once if very much is written in them."""
_MUCH: Final = 1_000_000
"""Characters of elements that are remembered, an element counting for 200 more than it has."""
_COMMENTS: Final = b"comment disqus koment kommenta coment opini reaktion reactie otzyv sxoli pinglun".split()
"""What elements of readers' comments are named after in several languages."""
_STORY: Final = [b"articlebody"]
_HOLDERS: Final = tuple("article main aside nav footer header form figure table ul blockquote section".split())
_FLAG: Final = {tag: 1 << index for index, tag in enumerate(_HOLDERS)} | {"ol": 1 << 9, "figcaption": 1 << 7}
FLAGS: Final = (*_HOLDERS, "comment", "hidden", "body_name")
"""What may hold a block, a bit each: an element of that tag, comments or `articleBody` by name, a hidden one."""
_COMMENT, HIDDEN, _BODY = (1 << FLAGS.index(name) for name in ("comment", "hidden", "body_name"))
OUTERMOST: Final = -1
"""In place of a kind for elements that tell none of what stands in them, nor does what stands around them."""
_KIND: Final = KIND_OF_TAG | dict.fromkeys(("body", "html", "main", "article"), OUTERMOST)
_TAGS: Final = (
    "",
    *dict.fromkeys([*_KIND, *_FLAG, *"div p li h1 h2 h3 h4 h5 h6 dl dt dd tbody tr th td details".split()]),
)
"""Tags that most elements have, behind one that stands for all others."""
_TAG_AT: Final = {tag: at for at, tag in enumerate(_TAGS)}
_TAG_NUMBERS: Final = numbers_of(_TAGS)
_TAG_FLAGS, _TAG_KINDS = (np.array([known.get(tag, 0) for tag in _TAGS]) for known in (_FLAG, _KIND))


_Element = tuple[str, str]
"""A tag and the attributes, as written."""


class Names(NamedTuple):
    """What the names of a page's containers say, and behind them those of a virtual outermost one: nothing."""

    scores: Floats
    """How much they speak for a story, log-odds."""
    flags: Ints
    """Bits of :data:`FLAGS`."""
    kinds: Ints
    """The number in :data:`transforms.strip.names.KINDS` of what stands in a container so named; :data:`OUTERMOST`."""
    templates: Ints
    """A number that containers of the same tag and names have in common."""


class _Known:
    """What elements say that were read before: a site's pages share most of theirs."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        """Where each stands in the columns, by tag and attributes; at 0 stands the virtual outermost one."""
        self.columns = Names(np.zeros(1, np.float32), *(np.zeros(1, np.int64) for _ in range(3)))
        self._size = 0
        self._lock = Lock()

    def is_full(self) -> bool:
        """Whether to begin anew with the next page."""
        return self._size > _MUCH

    def add(self, elements: Sequence[str], said: Names) -> None:
        """Remember what some elements say; what is remembered keeps its place, as others may be reading."""
        with self._lock:
            first = len(self.columns.scores)
            self.columns = _behind([self.columns, said])
            self.places.update(zip(elements, range(first, first + len(elements)), strict=True))
            self._size += sum(map(len, elements)) + 200 * len(elements)


_KNOWN: Final[WeakKeyDictionary[Weights, _Known]] = WeakKeyDictionary()


def read_names(page: Scan, weights: Weights) -> Names:
    """Read and look up the names of all containers."""
    known = _KNOWN.get(weights)
    if known is None or known.is_full():
        known = _KNOWN[weights] = _Known()
    places, containers = known.places, page.containers
    first: dict[str, int] = {}  # by one text: no tag has the space or slash in it that attributes begin with
    own = [first.setdefault(one.tag + one.attributes, at) for at, one in enumerate(containers)]
    if fresh := [one for one in first if one not in places]:
        elements = [(containers[at].tag, containers[at].attributes) for at in map(first.__getitem__, fresh)]
        known.add(fresh, _read(elements, weights))
    rows = np.zeros(len(own) + 1, np.int64)
    rows[[*first.values()]] = [*map(places.__getitem__, first)]
    rows[:-1] = rows.take(own)
    return Names._make(column.take(rows) for column in known.columns)


def _behind(parts: Sequence[Names]) -> Names:
    columns: list[tuple[NDArray[Any], ...]] = [*zip(*parts, strict=True)]
    return Names._make(map(np.concatenate, columns))


def name_features(tag: str, written: str) -> tuple[str, ...]:
    """An element's tag, the words of its class, id, role and the like, and pairs of neighbours, each once."""
    parted = " ".join(_NAME.findall(named_by(written))).lower().split()
    names = [*dict.fromkeys(parted)][:MOST]
    return (tag, *names, *map(" ".join, pairwise(names)))


def named_by(written: str) -> str:
    """What the attributes hold that name an element."""
    found = _MARKED.findall(written[:_WRITTEN].translate(_SIGNS))
    return " ".join([value[:_VALUE] for value in found])


def is_hidden(written: str) -> bool:
    """Whether readers do not see an element with such attributes."""
    if "hidden" not in written and "display" not in written:
        return False
    marked = attributes(written)
    style = marked.get("style", "").replace(" ", "").lower()
    return "hidden" in marked or "display:none" in style or "visibility:hidden" in style


def _read(elements: Sequence[_Element], weights: Weights) -> Names:
    """Read and look up the names of elements: of all at once, unless very much is written in them."""
    much = sum([len(written) for _, written in elements]) + _PARTED * len(elements) > ROOM
    size = _AT_ONCE if much else len(elements)
    parts = [_read_part(elements[at : at + size], weights) for at in range(0, len(elements), size)]
    return parts[0] if len(parts) == 1 else _behind(parts)


def _read_part(elements: Sequence[_Element], weights: Weights) -> Names:
    tags = np.array([_TAG_AT.get(tag, 0) for tag, _ in elements])
    lines = _lines([written for _, written in elements])
    hidden = [at for at, (_, written) in enumerate(elements) if is_hidden(written)]
    flags = _TAG_FLAGS.take(tags)
    text = lines.lower()
    for flag, places in ((HIDDEN, hidden), (_COMMENT, _with(text, _COMMENTS)), (_BODY, _with(text, _STORY))):
        if places:
            flags[places] |= flag
    own = _TAG_NUMBERS.take(tags)
    others = np.flatnonzero(tags == 0)
    if len(others):
        own[others] = numbers_of([elements[at][0][:_TAG] for at in others.tolist()])
    found = numbered_names(own, lines)
    scores, kinds, _ = weights.names.look_up(found.numbers)
    total = weights.name_bias + np.bincount(found.own, scores, len(elements))
    kinds[: len(elements)] = 0
    return Names(total.astype(np.float32), flags, _kinds(tags, found.own, kinds), found.templates)


def _lines(elements: Sequence[str]) -> bytes:
    """What the attributes of each element hold that names it, with a line break behind."""
    text = "".join([written[:_WRITTEN] + _BETWEEN for written in elements])
    if text.count("\0") + text.count(_BREAK) != 2 * len(elements):
        text = "".join([written[:_WRITTEN].translate(_SIGNS) + _BETWEEN for written in elements])
    values = [value[:_VALUE] for value in _MARKED.findall(text)]
    return " ".join(values).replace("\n", " ").replace(_BREAK, "\n").encode("ascii", "replace")


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


def _kinds(tags: Ints, own: Numbers, told: Floats) -> Ints:
    """The most telling kind that each element is named after; else that which its tag tells."""
    by_tag = _TAG_KINDS.take(tags)
    kinds = np.zeros(len(tags), np.int64)
    telling = np.flatnonzero(told)
    np.maximum.at(kinds, own.take(telling), told.take(telling).astype(np.int64))
    return np.where((kinds == 0) | (by_tag == OUTERMOST), by_tag, kinds)
