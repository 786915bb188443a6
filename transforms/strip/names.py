"""What sites name the elements by in which something other than the story stands."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = {
    "comment_form": (
        "respond commentform replyform 'comment form' 'reply form' 'comment respond' 'leave comment' 'leave reply'"
    ),
    "comments": (
        "comment comments commentlist disqus replies livefyre kommentare comentarios commenti komentarze комментарии"
    ),
    "cookie_notice": "cookie cookies consent gdpr onetrust cookiebanner cmp 'privacy banner'",
    "newsletter": (
        "newsletter newsletters subscribe subscription signup mailchimp optin 'sign up' 'opt in' 'email form'"
    ),
    "share": "share sharing shares sharebar social socials addtoany addthis sharedaddy 'follow us' sociable",
    "related_posts": (
        "related relateds recommended recommendations recirc readmore 'read more' 'read next' 'also read' 'more "
        "stories' 'more news' "
        "'more from' 'more posts' 'most read' 'most popular' 'most viewed' popular trending outbrain taboola "
        "teaser teasers promo promos "
        "'also like' 'next article' 'next post' 'prev post' 'previous post' 'post navigation' 'post nav' 'nav "
        "links' latest upnext crp "
        "relacionadas verwandte similaires zobacz"
    ),
    "author_bio": (
        "bio 'author bio' authorbio 'author box' authorbox 'author info' 'author card' 'author description' "
        "'about author' 'author profile'"
    ),
    "advertisement": (
        "ad ads adv advert adverts advertisement advertising sponsor sponsored sponsors banner banners dfp "
        "adslot adunit"
    ),
    "caption": (
        "caption captions figcaption cutline 'image credit' 'photo credit' 'wp caption' imagecaption "
        "photocaption 'media caption'"
    ),
    "byline": (
        "byline author authors 'post meta' 'entry meta' 'article meta' 'post info' contributor contributors postmeta"
    ),
    "dateline": "date dates time timestamp published pubdate 'post date' 'entry date' datetime",
    "standfirst": (
        "standfirst subtitle subheadline subhead dek deck excerpt 'article summary' 'article lead' 'article intro'"
    ),
    "licence_notice": "copyright license licence legal disclaimer",
    "embed": "tweet 'twitter tweet' 'instagram media' 'fb post' embed embedded 'tiktok embed'",
    "navigation": (
        "nav navbar navigation menu submenu breadcrumb breadcrumbs footer header masthead sidebar widget widgets "
        "pagination pager "
        "tag tags tagcloud toc topics category categories skip search login toolbar topbar rail"
    ),
}
_WORDS: Final = re.compile(r"'([^']+)'|(\S+)")
KINDS: Final = ("", "other", *reversed(_NAMES))
"""The kinds by their number: the more telling of two have the higher one, and 0 is of none."""
_NUMBER: Final = {kind: number for number, kind in enumerate(KINDS)}
KIND_OF_NAME: Final = {
    one or other: _NUMBER[kind] for kind, words in _NAMES.items() for one, other in _WORDS.findall(words)
}
"""Words of class and id with the number of the kind of what stands in such an element."""

KIND_OF_TAG: Final = {
    "figcaption": _NUMBER["caption"],
    "caption": _NUMBER["caption"],
    "nav": _NUMBER["navigation"],
    "footer": _NUMBER["navigation"],
    "menu": _NUMBER["navigation"],
    "button": _NUMBER["navigation"],
    "select": _NUMBER["navigation"],
    "option": _NUMBER["navigation"],
    "form": _NUMBER["other"],
    "label": _NUMBER["other"],
    "aside": _NUMBER["related_posts"],
}
"""Tags that say as much by themselves."""
