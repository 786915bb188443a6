"""A proof as one HTML page that needs nothing else: no script, no font, no request."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from pipelines.proof import BODY, Block, Proof, flat, per_cent, printable

HUES: Final = {
    BODY: 145,
    "headline": 255, "standfirst": 240, "byline": 220, "dateline": 200, "mark": 185,
    "caption": 300, "credit": 315, "embed": 330, "live_blog_post": 270,
    "related_posts": 70, "author_bio": 100, "about_company": 110, "licence_notice": 120,
    "comments": 55, "comment_form": 50, "newsletter": 35, "share": 20, "advertisement": 5, "cookie_notice": 350,
}  # fmt: skip
"""Kinds and their hues, degrees of OKLCH; kinds without one are grey."""

_LONG: Final = 400
"""Characters from which removed text is folded."""


def proof_page(proof: Proof) -> str:
    """The proof as HTML. Everything of the page is escaped, and the document forbids scripts and requests."""
    headline = printable(proof.facts.get("headline") or proof.name)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{escape(headline)} - wirelake strip</title>
<style>
{_style()}</style>
</head>
<body>
<header>
<p class="name">{escape(printable(proof.name))}</p>
<h1 dir="auto">{escape(headline)}</h1>
<dl>
{"".join(_facts(proof))}</dl>
</header>
<section class="legend" aria-label="Kinds">
{"".join(_legend(proof))}<label><input type="checkbox" id="kept"> only what was kept</label>
</section>
<main>
{"".join(_block(block) for block in proof.blocks)}</main>
<footer>Written by <code>wirelake strip</code>. The number is the place in the body before which a block stood.</footer>
</body>
</html>
"""


@cache
def _style() -> str:
    hues = "".join(f".{kind} {{ --hue: {hue}; --much: 1; }}\n" for kind, hue in HUES.items())
    return files("pipelines").joinpath("proof.css").read_text(encoding="utf-8") + hues


def _facts(proof: Proof) -> Iterator[str]:
    for name, value in proof.facts.items():
        if name != "headline":
            shown = escape(printable(value)) if value else "<i>not said</i>"
            yield f'<div><dt>{escape(name.replace("_", " "))}</dt><dd dir="auto">{shown}</dd></div>\n'


def _legend(proof: Proof) -> Iterator[str]:
    total = sum(characters for _, _, characters in proof.tally) or 1
    for kind, blocks, characters in proof.tally:
        title = f"{blocks:,} block{'' if blocks == 1 else 's'}, {characters:,} characters"
        share = per_cent(characters / total)
        yield f'<span class="{_class(kind)}" title="{title}"><b>{_words(kind)}</b> {share}</span>\n'


def _block(block: Block) -> str:
    text = escape(flat(block))
    if block.kind != BODY and len(text) > _LONG:
        text = (
            f"<details><summary>{escape(flat(block)[:80])} … {len(block.text):,} characters</summary>{text}</details>"
        )
    why = f"<b>{_words(block.kind)}</b> <span>{escape(block.rule)}</span> <small>{block.position}</small>"
    return f'<section class="{_class(block.kind)}"><p class="why">{why}</p><div dir="auto">{text}</div></section>\n'


def _class(kind: str) -> str:
    """A kind as a class: only those that are known name one."""
    return kind if kind in HUES else "other"


def _words(kind: str) -> str:
    return escape(kind.replace("_", " "))
