"""Pages that are no plain article: what stands in the place of the story's text."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from tests.newsroom.story import NewsroomStory


def _video(story: NewsroomStory) -> str:
    return (
        '<div class="video-player"><video controls src="/v/1.mp4"></video><span class="duration">01:42</span></div>'
        f'<p class="video-description">{escape(story.paragraphs[0])}</p>'
    )


def _gallery(story: NewsroomStory) -> str:
    total = len(story.pictures)
    slides = "".join(
        f'<figure class="gallery-slide"><img src="/g/{number}.jpg" alt=""><span>{number} / {total}</span>'
        f"<figcaption>{escape(picture.text)} <span>{escape(picture.credit or '')}</span></figcaption></figure>"
        for number, picture in enumerate(story.pictures, 1)
    )
    return f'<p>{escape(story.paragraphs[0])}</p><div class="gallery">{slides}</div>'


def _index(story: NewsroomStory) -> str:
    teasers = "".join(
        f'<div class="teaser"><h2><a href="/x/{number}">{escape(text.split(". ")[0])}</a></h2>'
        f"<p>{escape(text)}</p></div>"
        for number, text in enumerate(story.paragraphs)
    )
    return f'<div class="teaser-list">{teasers}</div>'


def _live_blog(story: NewsroomStory) -> str:
    posts = "".join(
        f'<div class="live-blog-post" id="post-{number}"><time>{18 - number:02d}:{(number * 17) % 60:02d}</time>'
        f"<p>{escape(text)}</p></div>"
        for number, text in enumerate(story.paragraphs)
    )
    return f'<div class="live-blog" itemtype="https://schema.org/LiveBlogPosting">{posts}</div>'


def _paywall_stub(story: NewsroomStory) -> str:
    return (
        f'<p>{escape(story.printed[0])}</p><div class="paywall"><h3>Continue reading with a subscription</h3>'
        "<p>Already a subscriber? Log in.</p></div>"
    )


SPECIAL: Final[dict[str, Callable[[NewsroomStory], str]]] = {
    "video": _video,
    "gallery": _gallery,
    "index": _index,
    "live_blog": _live_blog,
    "paywall_stub": _paywall_stub,
}
"""What stands in the place of the text, by page kind."""
