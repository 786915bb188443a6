"""A story's own text as markup, in the manner of a site, and as the plain text that a careless copy leaves."""

from __future__ import annotations

from html import escape

from tests.newsroom import furniture
from tests.newsroom.story import NewsroomStory, Picture


def _figure(picture: Picture, style: str) -> str:
    credit = picture.credit or ""
    if style == "wordpress":
        # The whole caption, debris included, in one element, as an editor pastes it.
        return (
            '<figure class="wp-block-image size-large"><img src="/wp-content/uploads/picture.jpg" alt="">'
            f'<figcaption class="wp-element-caption">{escape(picture.printed)}</figcaption></figure>'
        )
    if style == "table":
        caption = f'<font size="1"><i>{escape(picture.printed)}</i></font>'
        return f'<table align="right" width="200"><tr><td>{caption}</td></tr></table>'
    if style == "soup":
        return (
            f'<div class="img-wrap"><img src="/i/1.jpg" alt=""><div class="img-legend">{escape(picture.text)}'
            f'<span class="img-copyright">{escape(credit)}</span></div></div>'
        )
    return (
        f'<figure><img src="/img/picture.jpg" alt=""><figcaption>{escape(picture.text)}'
        f' <span class="credit">{escape(credit)}</span></figcaption></figure>'
    )


def body_of(story: NewsroomStory, style: str, *, between: str = "", tag: str = "p", css: str = "") -> str:
    """Notices, paragraphs, pictures after the paragraph they follow, what the page puts in mid-text, closing lines."""
    opened = f'<{tag} class="{css}">' if css else f"<{tag}>"
    pieces = [f"{opened}{escape(notice)}</{tag}>" for notice in story.notices]
    middle = len(story.paragraphs) // 2
    for number, text in enumerate(story.printed, 1):
        marked = escape(text, quote=False)
        if number == 2:
            marked = _linked(marked, story.keywords)
        pieces.append(f"{opened}{marked}</{tag}>")
        pieces += [_figure(picture, style) for picture in story.pictures if picture.after == number]
        if number == middle and between:
            pieces.append(between)
    pieces += [f"{opened}{escape(line)}</{tag}>" for line in story.closing]
    return "\n".join(pieces)


def body_markup(story: NewsroomStory) -> str:
    """The story as a feed carries it: notices, paragraphs, pictures and closing lines, no furniture."""
    return body_of(story, "wordpress")


def body_lines(story: NewsroomStory) -> str:
    """The story as text that was copied from a blog's page: captions and the page's furniture between the lines."""
    say = furniture.words(story.language)
    lines = [story.headline, *story.notices]
    for number, text in enumerate(story.printed, 1):
        lines.append(text)
        lines += [picture.printed for picture in story.pictures if picture.after == number]
    return "\n\n".join([*lines, *story.closing, say["related"], say["reply"], say["required"]])


def _linked(markup: str, keywords: tuple[str, ...]) -> str:
    """The first keyword that occurs in the paragraph, made a link to its topic page."""
    for keyword in keywords:
        if keyword in markup:
            return markup.replace(keyword, f'<a href="/topic/{keyword.lower().replace(" ", "-")}">{keyword}</a>', 1)
    return markup
