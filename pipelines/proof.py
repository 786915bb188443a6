"""A page as a proof: every block with its kind, what was kept, what went and why. For ``wirelake strip``."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.config import ConfigError
from pipelines.source import Source
from schemas.columns import Instant
from schemas.records import Article, Refusal, WireMarks
from transforms.headline import without_outlet
from transforms.language import identify_language, language_of
from transforms.strip import strip_page
from transforms.wire import read_wire_marks

BODY: Final = "body"
COLOURS: Final = {
    BODY: "green",
    "headline": "bright_blue", "standfirst": "blue", "byline": "bright_cyan", "dateline": "cyan", "mark": "cyan",
    "caption": "magenta", "credit": "bright_magenta", "embed": "magenta", "live_blog_post": "blue",
    "related_posts": "yellow", "author_bio": "bright_yellow", "about_company": "bright_yellow",
    "comments": "yellow", "comment_form": "yellow", "newsletter": "bright_red", "share": "bright_red",
    "advertisement": "red", "cookie_notice": "red", "licence_notice": "bright_yellow",
    "navigation": "bright_black", "other": "bright_black",
}  # fmt: skip
"""Kinds and their colours on a terminal: greens and blues belong to the story, warm ones stand around it."""

_CLIP: Final = 200
"""Characters of a removed block that a terminal shows."""
_MANY: Final = 2_000
"""Blocks that a terminal shows: a page of more is laid out in seconds and read by no one."""
_UNPRINTABLE: Final = re.compile(r"(?:[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the page.

    Attributes:
        kind: ``body`` when it was kept, else the kind of the removal.
        rule: What decided: a rule's name, or ``model``.
        position: Characters of the body before it.
        text: Its text; neighbours that one rule removed stand in lines.
    """

    kind: str
    rule: str
    position: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A page, read.

    Attributes:
        name: What was read: an address or a file's name.
        facts: What the page says of itself, by name, in the order to show; None where it says nothing.
        blocks: Its text in order.
    """

    name: str
    facts: dict[str, str | None]
    blocks: tuple[Block, ...]

    @property
    def tally(self) -> list[tuple[str, int, int]]:
        """Kind, blocks and characters: the body first, then by characters."""
        blocks, characters = Counter[str](), Counter[str]()
        for block in self.blocks:
            blocks[block.kind] += 1
            characters[block.kind] += len(block.text)
        return sorted(((k, blocks[k], characters[k]) for k in blocks), key=lambda row: (row[0] != BODY, -row[2]))

    def record(self) -> dict[str, Any]:
        """The proof as plain data, for JSON."""
        blocks = [
            {"kind": one.kind, "rule": one.rule, "position": one.position, "text": one.text} for one in self.blocks
        ]
        return {"name": self.name, **self.facts, "blocks": blocks}


def pull_proof(source: Source) -> Proof:
    """Strip a page as ``ingest`` does, its wire marks read and taken out as well.

    Raises:
        ConfigError: There is no story to show; its text is one line with the reason.
    """
    article = strip_page(source.body, url=source.url, content_type=source.content_type)
    if isinstance(article, Refusal):
        raise ConfigError(f"{source.name}: {article.reason}: {article.message}")
    marks = read_wire_marks(article)
    kept = [
        (span.start, 1, Block(kind=BODY, rule="kept", position=span.start, text=marks.body[span.start : span.end]))
        for span in marks.paragraphs
    ]
    gone = [
        (one.position, 0, Block(kind=one.kind, rule=one.rule, position=one.position, text=one.text))
        for one in marks.removed
    ]
    blocks = tuple(block for _, _, block in sorted([*gone, *kept], key=lambda item: item[:2]))
    return Proof(name=source.name, facts=_facts(article, marks), blocks=blocks)


def _facts(article: Article, marks: WireMarks) -> dict[str, str | None]:
    people = [" ".join(filter(None, (one.name, one.role and f"({one.role})"))) for one in marks.byline]
    agency = f"{marks.agency} ({per_cent(marks.agency_confidence or 0)} sure)" if marks.agency else None
    return {
        "headline": marks.title or without_outlet(article.title, article.outlet) or None,
        "authors": ", ".join(people or article.authors) or None,
        "published": _time(article.published_at, article.published_source),
        "modified": _time(article.modified_at),
        "outlet": article.outlet,
        "agency": agency,
        "dateline": marks.dateline.words if marks.dateline else None,
        "marks": ", ".join(mark.words for mark in marks.marks) or None,
        "language": identify_language(marks.body) or language_of(article.language),
        "page_kind": article.page_kind,
        "truncated": "yes" if article.truncated else "no",
        "canonical_url": article.canonical_url,
    }


def _time(at: Instant | None, source: str | None = None) -> str | None:
    if at is None:
        return None
    shown = dt.datetime.fromtimestamp(at / 1e6, dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{shown}, from {source}" if source else shown


def print_proof(proof: Proof, console: Console, *, full: bool = False) -> None:
    """Print what the page says of itself, the kinds found, and every block.

    Args:
        proof: The page.
        console: Where to; nothing depends on its colours.
        full: Whether removed text is shown whole, and every block of a page of very many.
    """
    console.print(_two_columns(proof))
    console.print()
    console.print(_legend(proof.tally))
    console.print()
    shown = proof.blocks if full else proof.blocks[:_MANY]
    console.print(_listing(shown, full=full))
    if more := len(proof.blocks) - len(shown):
        console.print(f"\n… {more:,} more blocks: --full shows them, --html and --json have them")


def _two_columns(proof: Proof) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name, value in proof.facts.items():
        table.add_row(name, Text(printable(value)) if value else Text("-", "bright_black"))
    return table


def _legend(tally: Sequence[tuple[str, int, int]]) -> Table:
    """The kinds found with their colours and how much of the text each is."""
    total = sum(characters for _, _, characters in tally) or 1
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column("kind", no_wrap=True)
    for name in ("blocks", "characters", "share"):
        table.add_column(name, justify="right", no_wrap=True)
    for kind, blocks, characters in tally:
        table.add_row(_sign(kind), _named(kind), f"{blocks:,}", f"{characters:,}", per_cent(characters / total))
    return table


def _listing(blocks: Sequence[Block], *, full: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", leading=1)
    table.add_column("")
    table.add_column("at", justify="right", no_wrap=True)
    table.add_column("kind, why", no_wrap=True)
    table.add_column("text", overflow="fold", ratio=1)
    for block in blocks:
        text = flat(block)
        if block.kind != BODY and not full:
            text = clipped(text)
        why = Text.assemble(_named(block.kind), "\n", (block.rule, "bright_black"))
        table.add_row(_sign(block.kind), str(block.position), why, Text(text))
    return table


def flat(block: Block) -> str:
    """A block's text as it may be shown; the lines of a removal, which are often links of a word, stand in a row."""
    text = printable(block.text)
    return text if block.kind == BODY else text.replace("\n", " · ")


def clipped(text: str) -> str:
    """A text's beginning, with how much more there is."""
    return text if len(text) <= _CLIP + 40 else f"{text[:_CLIP]} … {len(text) - _CLIP:,} more characters"


def printable(text: str) -> str:
    """A page's text without what a terminal takes for a command, or a reader for another order of letters."""
    return _UNPRINTABLE.sub(" ", text)


def per_cent(share: float) -> str:
    """A whole per cent; 100 only where nothing is missing."""
    return f"{share if share == 1 else min(share, 0.99):.0%}"


def _sign(kind: str) -> Text:
    return Text("+" if kind == BODY else "-", COLOURS.get(kind, "default"))


def _named(kind: str) -> Text:
    return Text(kind, COLOURS.get(kind, "default"))
