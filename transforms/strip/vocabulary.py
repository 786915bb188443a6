"""The names of elements, as the fitted name list knows them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.names import KIND_OF_NAME, TAGS
from transforms.strip.scan import Named, Scan, attributes
from transforms.strip.weights import Weights

Floats = NDArray[np.float32]

_NAME: Final = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_LOWER: Final = bytes(code if 97 <= code <= 122 else 32 for code in range(256))
"""Spaces for all but the letters a to z, for :meth:`bytes.translate`."""
_MARKED: Final = re.compile(
    r"[\s\"'/](?=[cird])(?:class|id|role|itemprop|data-(?:component|testid|type))\s*+=\s*+(?:\"([^\"]*+)|'([^']*+)|([^\s>\"']++))",
    re.IGNORECASE,
)
_CLASS: Final = ' class="'
_COMMENTS: Final = re.compile("comment|disqus|koment|kommenta|coment|opini|reaktion|reactie|otzyv|sxoli|pinglun")
"""What elements of readers' comments are named after in several languages."""
_HOLDERS: Final = tuple("article main aside nav footer header form figure table ul blockquote section".split())
_MANY: Final = 10_000
"""Scores of names that are remembered."""
_NONE: Final = repeat(0.0)
"""The score of each name that the list does not have."""
_FLAG: Final = {tag: 1 << index for index, tag in enumerate(_HOLDERS)} | {"ol": 1 << 9, "figcaption": 1 << 7}
FLAGS: Final = (*_HOLDERS, "comment", "hidden", "body_name")
"""What may hold a block, a bit each: an element of that tag, comments or `articleBody` by name, a hidden one."""
_COMMENT, HIDDEN, _BODY = (1 << FLAGS.index(name) for name in ("comment", "hidden", "body_name"))


@lru_cache(maxsize=8_192)
def name_features(tag: str, written: str) -> Named:
    """What an element's tag, class, id, role and the like say."""
    flags = _FLAG.get(tag, 0)
    if not written:
        return Named((tag,), flags, TAGS.get(tag, ""))
    if "hidden" in written or "display" in written:
        flags |= _hiding(written)
    words = named_by(written)
    if not words:
        return Named((tag,), flags, TAGS.get(tag, ""))
    lower = words.lower()
    if lower == words:  # capitals part words only where there are some
        parted = lower.encode("ascii", "replace").translate(_LOWER).decode("ascii").split()
    else:
        parted = " ".join(_NAME.findall(words)).lower().split()
    names = [one for one in dict.fromkeys(parted) if len(one) > 1][:30]
    if _COMMENTS.search(lower):
        flags |= _COMMENT
    if "articlebody" in lower:
        flags |= _BODY
    names += [*map(" ".join, pairwise(names))]
    if KIND_OF_NAME.keys().isdisjoint(names):
        return Named((tag, *names), flags, TAGS.get(tag, ""))
    return Named((tag, *names), flags, min(filter(None, map(KIND_OF_NAME.get, names)))[1])


def named_by(written: str) -> str:
    """What the attributes hold that name an element."""
    if written.startswith(_CLASS):
        words, _, rest = written[len(_CLASS) :].partition('"')
        if "=" not in rest:  # as most are written
            return words[:300]
    return " ".join([(double or single or bare)[:300] for double, single, bare in _MARKED.findall(written[:4_000])])


def read_names(page: Scan) -> list[Named]:
    """What the names of each container say; read once a page."""
    if len(page.names) != len(page.containers):
        page.names = [name_features(one.tag, one.attributes) for one in page.containers]
    return page.names


def _hiding(written: str) -> int:
    """The flag of an element that readers do not see; 0 for others."""
    marked = attributes(written)
    style = marked.get("style", "").replace(" ", "").lower()
    return HIDDEN if "hidden" in marked or "display:none" in style or "visibility:hidden" in style else 0


def name_scores(page: Scan, weights: Weights) -> Floats:
    """How much each container's names speak for a story, log-odds."""
    get, bias, known = weights.names.get, weights.name_bias, weights.name_cache
    if len(known) > _MANY:
        known.clear()
    found = []
    for named in read_names(page):
        score = known.get(named)
        if score is None:
            score = known[named] = bias + sum(map(get, named.words, _NONE))
        found.append(score)
    return np.array(found, np.float32)
