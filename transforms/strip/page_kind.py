"""What sort of page it is, so that a live blog, a stub or a shop is not passed off as a story.

What a page states of itself comes first, then its software and address, then its shape. A page that calls itself an
article (JSON-LD, microdata, OpenGraph) is believed unless next to nothing, or a thread, stands in the article's place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from transforms.strip.assemble import Assembled
from transforms.strip.metadata import Metadata
from transforms.strip.scan import Block, Scan

_PAYWALL: Final = re.compile(
    r"subscribe to (?:continue|read|unlock)|(?:to )?continue reading (?:with|this|for)|to continue reading|"
    r"(?:become|already) a (?:subscriber|member)|this (?:article|content|story) is (?:for|only available|reserved)|"
    r"register to (?:read|continue)|start your free trial|(?:weiterlesen|lesen sie) mit|jetzt (?:weiterlesen|testen)|"
    r"(?:exklusiv|nur) für abonnent|bereits (?:digital-?)?abonnent|réservé aux abonnés|déjà abonné|"
    r"contenido exclusivo|(?:exclusivo|solo) para suscriptores|riservato agli abbonati|только для подписчиков|"
    r"tylko dla (?:prenumeratorów|subskrybentów)|会員限定です",
    re.IGNORECASE,
)
_SHORT: Final = 150
"""Words under which a page of another kind is no story."""
_STORY: Final = re.compile(r"(?:Article|Posting|Report)$|^Review$|^Recipe$")
_STORY_CARDS: Final = frozenset({"og:article", "og:news", "og:blog"})
_LIVE_POST: Final = re.compile(r"live-?blog-?(?:post|entry|update|item)|LiveBlogPosting", re.IGNORECASE)
_PLAYER: Final = re.compile(
    r"\bvideo-?(?:player|container|wrapper|embed)\b|jwplayer|brightcove|video-js", re.IGNORECASE
)

_TYPES: Final = {
    "index": frozenset({"CollectionPage", "SearchResultsPage", "ItemList"}),
    "other": frozenset(
        {"DiscussionForumPosting", "QAPage", "Product", "ProductGroup", "SomeProducts", "ItemPage", "OfferCatalog"}
        | {"Service", "SoftwareApplication", "ContactPage", "AboutPage", "JobPosting"}
    ),
}
"""schema.org types that say what a page is which states no article."""
_HOUSES: Final = frozenset({"Organization", "Corporation", "LocalBusiness", "ProfessionalService", "WebPage"})
"""schema.org types of a page that says whose it is; without date, author and article it is that house's own page."""
_PATHS: Final = {
    "index": re.compile(
        r"/(?:category|categories|tags?|labels?|authors?|collections|search|archives?)/(?:[^/]+/?){1,2}$"
    ),
    "other": re.compile(r"/(?:services?|solutions?|pricing|about(?:-us)?|contact(?:-us)?|careers)(?:/[^/]*)?/?$"),
}
"""Addresses that say the same, of undated pages."""
_OTHER_PATH: Final = re.compile(
    r"/(?:forums?|foren|foros?|threads?|showthread|viewtopic|discussions?|questions/\d+|t/[^/]+/\d+)(?:[/.?]|$)|"
    r"/(?:products?|produkte?|productos?|produits?|prodotti|shop|store)(?:/|$)|"
    r"/(?:docs?|documentation|javadoc|apidocs?|reference|manual|wiki)(?:/|$)"
)
"""Addresses of forums, shops and manuals, whose software often calls every page an article."""
_SOFTWARE: Final = re.compile(
    r"phpbb|vbulletin|discourse|xenforo|invision|mybb|smf|simple machines|flarum|nodebb|sphinx|mkdocs|docusaurus|"
    r"gitbook|doxygen|javadoc|vitepress|docutils|rustdoc|mediawiki|dokuwiki|asciidoctor",
    re.IGNORECASE,
)
"""Generators of forums, wikis and manuals."""
_PRICE: Final = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|£|EUR|USD|zł|kr|₽|руб)")
_CART: Final = re.compile(
    r"(?:add to (?:cart|bag|basket)|buy now|(?:in|out of) stock|in den warenkorb|añadir al carrito|ajouter au panier|"
    r"aggiungi al carrello|adicionar ao carrinho|do koszyka|в корзину|加入购物车|カートに入れる)",
    re.IGNORECASE,
)
_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def page_kind(parts: Assembled, meta: Metadata, page: Scan | None = None, url: str | None = None) -> str:
    """The kind of a page: article, live_blog, paywall_stub, gallery, video, index or other.

    Args:
        parts: Its text, labelled.
        meta: Its statements.
        page: The scanned page; None for plain text.
        url: Its address, where it states no canonical one.
    """
    seen = _Evidence(parts, meta, page or Scan(), url)
    if "LiveBlogPosting" in seen.types or seen.live_posts:
        return "live_blog"
    whole = seen.page.titles or seen.page.metas  # a feed's fragment states nothing, from which nothing follows
    return _short(seen) or (whole and (_stated(seen) or _shaped(seen))) or "article"


@dataclass(frozen=True)
class _Evidence:
    """What speaks for one kind or another; counted when it is asked for."""

    parts: Assembled
    meta: Metadata
    page: Scan
    url: str | None

    @cached_property
    def words(self) -> int:
        """Words of the body; two letters count for one in scripts without spaces."""
        return self.spaced + self.wide // 2

    @cached_property
    def spaced(self) -> int:
        """Words of the body that spaces part: of a paragraph all, since its white space is single spaces."""
        return self.parts.body.count(" ") + len(self.parts.paragraphs)

    @cached_property
    def wide(self) -> int:
        """Characters of the body in scripts without spaces."""
        body = self.parts.body
        return 0 if body.isascii() else len(_WITHOUT_SPACES.findall(body))

    @cached_property
    def attributes(self) -> frozenset[str]:
        """Those of all containers; on most pages a third of them tell the others' too."""
        return frozenset([one.attributes for one in self.page.containers])

    @cached_property
    def microdata(self) -> frozenset[str]:
        marked = [given for given in self.attributes if "itemtype" in given]
        return frozenset(name for text in marked for name in re.findall(r"schema\.org/(\w+)", text[:2_000]))

    @cached_property
    def types(self) -> frozenset[str]:
        return frozenset(self.meta.types) | self.microdata

    @cached_property
    def typed_article(self) -> bool:
        """Whether its data for machines call it an article."""
        return any(_STORY.search(kind) for kind in self.types - {"DiscussionForumPosting", "og:article"})

    @cached_property
    def dated_article(self) -> bool:
        """Whether they do, or at least date it as one."""
        return self.typed_article or self.meta.dated_article

    @cached_property
    def states_article(self) -> bool:
        return self.typed_article or any(kind.lower() in _STORY_CARDS for kind in self.meta.types)

    @cached_property
    def path(self) -> str:
        try:
            return urlsplit(self.meta.canonical_url or self.url or "").path.lower()
        except ValueError:
            return ""

    @cached_property
    def live_posts(self) -> bool:
        """Whether elements named for the posts of a live blog hold at least half as much text as the body."""
        named = {given for given in self.attributes if "ive" in given and _LIVE_POST.search(given[:500])}
        posts = [one for one in self.page.containers if one.attributes in named] if named else []
        if len(posts) < 3:
            return False
        reached = held = 0
        for one in posts:
            held += sum(len(block.text) for block in self.page.blocks[max(one.start, reached) : one.end])
            reached = max(reached, one.end)
        return held * 2 >= len(self.parts.body)

    @cached_property
    def size(self) -> int:
        return sum(len(block.text) for block in self.page.blocks)

    @cached_property
    def prose(self) -> int:
        """Characters of whole sentences in the body; three for one of scripts without spaces."""
        text = self.parts.body
        weight = 3 if self.wide * 2 > len(text) else 1
        long = [text[span.start : span.end] for span in self.parts.paragraphs if (span.end - span.start) * weight >= 80]
        return sum(len(one) for one in long if len(one) >= 200 or _SENTENCE_END.search(one)) * weight

    def short_blocks(self, pattern: re.Pattern[str]) -> int:
        return sum(bool(pattern.match(block.text)) for block in self.page.blocks if len(block.text) < 60)

    @cached_property
    def linked(self) -> int:
        return sum(block.link_chars for block in self.page.blocks)

    @cached_property
    def prices(self) -> int:
        return sum(bool(_PRICE.search(block.text)) for block in self.page.blocks if len(block.text) < 60)

    @cached_property
    def linked_headings(self) -> list[int]:
        """Index of the block after each heading that is a link."""
        return [
            one.end
            for one in self.page.containers
            if one.tag in _HEADINGS and _is_link(self.page.blocks, one.start, one.end)
        ]

    @cached_property
    def teasers(self) -> int:
        """Linked headings right above a paragraph of the body."""
        body = self.parts.body
        story = {body[span.start : span.end] for span in self.parts.paragraphs}
        blocks = self.page.blocks
        return sum(any(block.text in story for block in blocks[end : end + 3]) for end in self.linked_headings)


_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4"})


def _is_link(blocks: list[Block], start: int, end: int) -> bool:
    held = blocks[start : min(end, start + 6)]
    return sum(block.link_chars for block in held) > 0.6 * sum(len(block.text) for block in held) > 0


def _short(seen: _Evidence) -> str | None:
    """What stands in the place of a story that is next to nothing."""
    if seen.spaced >= _SHORT or seen.words >= _SHORT:
        return None
    parts, types = seen.parts, seen.types
    if (
        seen.meta.free is False
        or any(_PAYWALL.search(one.text) for one in parts.removed)
        or _PAYWALL.search(parts.body)
    ):
        return "paywall_stub"
    captions = sum(len(caption.text) for caption in parts.captions)
    if types & {"ImageGallery", "MediaGallery"} or (len(parts.captions) >= 4 and captions > len(parts.body)):
        return "gallery"
    if any(kind.startswith("og:video") for kind in types) or ("VideoObject" in types and not seen.typed_article):
        return "video"
    named = (*seen.page.hollow, *seen.attributes)
    if seen.words < 60 and any(_PLAYER.search(one[:500]) for one in named):
        return "video"
    return None


def _stated(seen: _Evidence) -> str | None:
    """What a page says it is that does not call itself an article."""
    if any(kind.lower().startswith(("og:product", "og:og:product")) for kind in seen.types):
        return "index" if any("group" in kind for kind in seen.types) else "other"
    if any(_SOFTWARE.match(name) for name in seen.meta.software):
        return "other"
    if not seen.dated_article and _OTHER_PATH.search(seen.path):
        return "other"
    if not seen.dated_article and seen.meta.published_at is None:
        for kind, pattern in _PATHS.items():
            if pattern.search(seen.path):
                return kind
    if seen.states_article:
        return None
    return next((kind for kind, types in _TYPES.items() if seen.types & types), None)


def _shaped(seen: _Evidence) -> str | None:
    """What a page looks like: a list of teasers, a shop, a thread."""
    if seen.dated_article:
        return None
    if seen.teasers >= 4 and seen.teasers * 2 >= len(seen.parts.paragraphs):
        return "index"
    if len(seen.linked_headings) >= 8 and seen.prose < min(600, seen.size // 10):
        return "index"
    if seen.states_article:
        return None
    if seen.prices >= 2 and seen.short_blocks(_CART):
        return "index" if seen.prices >= 10 else "other"
    if seen.meta.published_at is not None:
        return None
    if seen.prices >= 5 and seen.words < 800:
        return "index" if seen.prices >= 10 else "other"
    if seen.prose < min(600, seen.size // 10) and seen.linked * 2 > seen.size:
        return "index"
    if seen.path in {"", "/"} and seen.meta.canonical_url and seen.prose * 5 < seen.size * 2:
        return "index"
    return "other" if seen.types & _HOUSES and not seen.meta.authors else None
