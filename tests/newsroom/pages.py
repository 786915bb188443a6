"""How a story looks on a site: page templates, the same bytes for the same story at the same address."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final

from tests.newsroom import furniture
from tests.newsroom.body import body_of
from tests.newsroom.special import SPECIAL
from tests.newsroom.story import NewsroomStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a story is printed."""

    site: str
    """The site's title."""
    url: str
    """The page's own address."""
    home: str
    """The site's address, without a slash at the end."""
    language: str = "en"
    related: tuple[tuple[str, str], ...] = ()
    """(headline, address) of other stories of the site."""


def render(template: str, story: NewsroomStory, place: Place) -> str:
    """The page of a story.

    Raises:
        KeyError: There is no such template.
    """
    special = SPECIAL.get(story.expected.page_kind)
    content = special(story) if special else None
    return TEMPLATES[template](story, place, content)


def _head(story: NewsroomStory, place: Place, *, ld: bool = True, properties: bool = True) -> str:
    description = story.standfirst or story.paragraphs[0]
    lines = [
        '<meta charset="utf-8">',
        f"<title>{escape(story.headline)} | {escape(place.site)}</title>",
        f'<link rel="canonical" href="{escape(place.url)}">',
        f'<meta name="description" content="{escape(description)}">',
    ]
    if properties:
        lines += [
            '<meta property="og:type" content="article">',
            f'<meta property="og:title" content="{escape(story.headline)}">',
            f'<meta property="og:site_name" content="{escape(place.site)}">',
            f'<meta property="og:url" content="{escape(place.url)}">',
            f'<meta property="article:published_time" content="{story.published.isoformat()}">',
            f'<meta property="article:modified_time" content="{story.modified.isoformat()}">',
            f'<meta property="article:section" content="{escape(story.section)}">',
        ]
    if ld:
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.headline,
            "datePublished": story.published.isoformat(),
            "dateModified": story.modified.isoformat(),
            "mainEntityOfPage": place.url,
            "publisher": {"@type": "Organization", "name": place.site},
            "keywords": list(story.keywords),
        }
        text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
        lines.append(f'<script type="application/ld+json">{text}</script>')
    return "\n".join(lines)


def _standfirst(story: NewsroomStory, markup: str = '<p class="standfirst">{}</p>') -> str:
    return markup.format(escape(story.standfirst)) if story.standfirst else ""


def _byline(story: NewsroomStory, markup: str = '<p class="byline">{}</p>') -> str:
    return markup.format(escape(story.byline)) if story.byline else ""


def _wordpress(story: NewsroomStory, place: Place, content: str | None) -> str:
    say = furniture.words(place.language)
    text = body_of(story, "wordpress") if content is None else content
    return f"""<!DOCTYPE html>
<html lang="{place.language}"><head>
{_head(story, place, ld=False)}
<meta name="generator" content="WordPress 6.8">
</head>
<body class="single single-post">
<div id="page" class="site">
{furniture.navigation(place.site, place.language)}
<main id="content" class="site-main">
<article class="post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">{escape(story.headline)}</h1>
{_byline(story, '<div class="entry-meta"><span class="byline author vcard">{}</span></div>')}
<time class="entry-date published" datetime="{story.published.isoformat()}">{story.published:%B %d, %Y}</time></header>
<div class="entry-content">
{_standfirst(story, "<p><strong>{}</strong></p>")}
{text}
</div>
</article>
<section class="jp-relatedposts related-posts"><h3 class="jp-relatedposts-headline">{say["related"]}</h3>
{furniture.links(list(place.related[:3]))}</section>
{furniture.comment_form(place.language)}
</main>
{furniture.footer(place.site)}
</div></body></html>
"""


def _portal(story: NewsroomStory, place: Place, content: str | None) -> str:
    say = furniture.words(place.language)
    also = ""
    if place.related:
        title, url = place.related[0]
        also = (
            f'<div class="inline-related"><span>{say["also"]}:</span> <a href="{escape(url)}">{escape(title)}</a></div>'
            f'<div class="ad-slot"><span class="ad-label">{say["advertisement"]}</span></div>'
        )
    text = body_of(story, "portal", between=also) if content is None else content
    agency = escape(story.agency or place.site)
    return f"""<!DOCTYPE html>
<html lang="{place.language}"><head>
{_head(story, place)}
</head>
<body class="article-page">
{furniture.cookie_notice(place.language)}
{furniture.navigation(place.site, place.language)}
<nav class="breadcrumb"><a href="/">{say["home"]}</a> ›
<a href="/{escape(story.section.lower())}">{escape(story.section)}</a></nav>
<main id="content">
<article class="article">
<header><h1 class="article__headline">{escape(story.headline)}</h1>
{_standfirst(story)}
<div class="article__meta">{_byline(story, '<span class="author">{}</span>')}
<time datetime="{story.published.isoformat()}">{story.published:%d.%m.%Y %H:%M}</time></div></header>
{furniture.share_bar(place.language)}
<div class="article__body">
{text}
</div>
<div class="article__licence copyright">{say["licence"]} ({agency})</div>
{furniture.newsletter(place.language)}
</article>
{furniture.comments(place.language)}
</main>
{furniture.about_company(place.site)}
<aside class="sidebar"><section class="most-read"><h2>{say["most_read"]}</h2>
{furniture.links(list(place.related))}</section></aside>
{furniture.footer(place.site)}
</body></html>
"""


def _agency(story: NewsroomStory, place: Place, content: str | None) -> str:
    text = body_of(story, "agency") if content is None else content
    return f"""<!DOCTYPE html>
<html lang="{place.language}"><head>
{_head(story, place, properties=False)}
</head>
<body>
<header><a href="/">{escape(place.site)}</a></header>
<main><article>
<h1>{escape(story.headline)}</h1>
{_byline(story)}
<time datetime="{story.published.isoformat()}">{story.published:%B %d, %Y %H:%M} UTC</time>
{_standfirst(story)}
{text}
</article></main>
<p class="standards">{furniture.words(place.language)["standards"]}</p>
</body></html>
"""


def _table(story: NewsroomStory, place: Place, content: str | None) -> str:
    text = body_of(story, "table") if content is None else content
    rooms = " | ".join(f'<a href="/{name}.php">{name.title()}</a>' for name in ("home", "world", "sport", "archive"))
    others = "<br>".join(f'<a href="{escape(url)}">{escape(title)}</a>' for title, url in place.related[:4])
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(place.site)} - {escape(story.headline)}</title></head>
<body bgcolor="#ffffff">
<table width="760" border="0" cellpadding="4">
<tr><td colspan="2" bgcolor="#003366"><font color="#ffffff"><b>{escape(place.site)}</b></font></td></tr>
<tr><td colspan="2"><font size="1">{rooms}</font></td></tr>
<tr><td valign="top" width="560">
<font size="5"><b>{escape(story.headline)}</b></font><br>
<font size="1">{story.published:%d %B %Y}</font>
{_byline(story, "<p><font size='2'>{}</font></p>")}
{_standfirst(story, "<p><b>{}</b></p>")}
{text}
<p><a href="/print.php?id={escape(story.slug)}">Printer friendly version</a> |
<a href="/mail.php">E-mail this story</a></p>
</td><td valign="top" width="200" bgcolor="#eeeeee"><b>More headlines</b><br>{others}</td></tr>
<tr><td colspan="2" align="center">
<font size="1">Copyright 2025 {escape(place.site)}. Contact the webmaster.</font></td></tr>
</table></body></html>
"""


def _amp(story: NewsroomStory, place: Place, content: str | None) -> str:
    text = body_of(story, "amp") if content is None else content
    text = text.replace("<img ", '<amp-img layout="responsive" width="16" height="9" ')
    return f"""<!doctype html>
<html ⚡ lang="{place.language}"><head>
{_head(story, place, properties=False)}
<script async src="/v0.js"></script>
<style amp-boilerplate>body{{visibility:visible}}</style>
</head><body>
<amp-sidebar id="menu" layout="nodisplay">
<ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></amp-sidebar>
<article class="amp-wp-article">
<header class="amp-wp-article-header"><h1 class="amp-wp-title">{escape(story.headline)}</h1>
{_byline(story, '<div class="amp-wp-byline">{}</div>')}</header>
<div class="amp-wp-article-content">
{_standfirst(story)}
{text}
<amp-social-share type="email"></amp-social-share>
</div></article>
<footer class="amp-wp-footer"><p>{escape(place.site)}</p><a href="#top">Back to top</a></footer>
</body></html>
"""


def _soup(story: NewsroomStory, place: Place, content: str | None) -> str:
    say = furniture.words(place.language)
    embed = (
        '<div class="b2 embed"><blockquote class="chirp-post"><div>We are following this and will post here.</div>'
        "<div>— Newsdesk (@newsdesk)</div></blockquote></div>"
    )
    text = body_of(story, "soup", between=embed, tag="div", css="t7") if content is None else content
    teasers = "".join(
        f'<div class="q4"><a href="{escape(url)}"><div>{escape(title)}</div></a></div>'
        for title, url in place.related[:3]
    )
    bio = (
        f'<div class="k9 author-box"><div>{say["author"]}</div>'
        f"<div>{escape(story.byline)}: {escape(place.site)}</div></div>"
        if story.byline
        else ""
    )
    return f"""<!DOCTYPE html>
<html lang="{place.language}"><head>
{_head(story, place, ld=False)}
</head><body>
<div class="w1"><div class="w2">
<div class="m3"><div><a href="/">{escape(place.site)}</a></div><div><a href="/w">{say["home"]}</a></div></div>
<div class="w5"><div class="h1x"><div class="title">{escape(story.headline)}</div>
{_standfirst(story, '<div class="lead">{}</div>')}
{_byline(story, '<div class="sig">{}</div>')}</div>
<div class="c6">
{text}
</div>
{bio}
<div class="r8 related"><div>{say["related"]}</div>{teasers}</div>
</div></div></div>
<div class="z1">© {escape(place.site)}</div>
</body></html>
"""


Template = Callable[[NewsroomStory, Place, "str | None"], str]

TEMPLATES: Final[dict[str, Template]] = {
    "wordpress": _wordpress,
    "portal": _portal,
    "agency": _agency,
    "table": _table,
    "amp": _amp,
    "soup": _soup,
}
"""The page templates by name."""

FURNITURE: Final[dict[str, tuple[str, ...]]] = {
    "wordpress": ("related_posts", "comment_form", "navigation"),
    "portal": (
        "cookie_notice",
        "navigation",
        "share",
        "related_posts",
        "advertisement",
        "licence_notice",
        "newsletter",
        "comments",
        "about_company",
    ),
    "agency": ("navigation",),
    "table": ("navigation", "related_posts"),
    "amp": ("navigation",),
    "soup": ("navigation", "embed", "author_bio", "related_posts"),
}
"""Kinds of removal (``stories.removed``) that each template adds to the story's own."""
