"""What sort of page it is, so that a live blog or a stub is not passed off as a story."""

from __future__ import annotations

import re
from typing import Final

from transforms.strip.assemble import Assembled
from transforms.strip.metadata import Metadata

_PAYWALL: Final = re.compile(
    r"subscribe to (?:continue|read|unlock)|to continue reading|(?:become|already) a (?:subscriber|member)|"
    r"this (?:article|content|story) is (?:for|only available|reserved)|register to (?:read|continue)|"
    r"start your free trial|"
    r"(?:weiterlesen|lesen sie) mit|jetzt (?:weiterlesen|testen)|réservé aux abonnés|contenido exclusivo|"
    r"только для подписчиков",
    re.IGNORECASE,
)
_SHORT: Final = 150
"""Words under which a page of another kind is no story."""
_INDEX_TYPES: Final = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})


def page_kind(parts: Assembled, meta: Metadata) -> str:
    """The kind of a page: article, live_blog, paywall_stub, gallery, video, index or other.

    Args:
        parts: Its text, labelled.
        meta: Its statements.
    """
    types = set(meta.types)
    words = len(parts.body.split())
    if "LiveBlogPosting" in types:
        return "live_blog"
    if words >= _SHORT:
        return "article"
    if any(_PAYWALL.search(one.text) for one in parts.removed) or _PAYWALL.search(parts.body):
        return "paywall_stub"
    story = any("Article" in kind or "Posting" in kind or "Report" in kind for kind in types)
    if types & {"ImageGallery", "MediaGallery"} or (len(parts.captions) >= 5 and words < 100):
        return "gallery"
    if ("VideoObject" in types and not story) or any(kind.startswith("og:video") for kind in types):
        return "video"
    if types & _INDEX_TYPES and not story and "og:article" not in types:
        return "index"
    return "article"
