"""Pages to fit the story models on: cut, and each block labelled by the body, or by what three peers agree on."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from transforms.strip.lines import guess_title
from transforms.strip.metadata import letters, read_metadata
from transforms.strip.pictures import is_caption
from transforms.strip.scan import Block, Scan, scan
from transforms.strip.vocabulary import is_hidden

_TOKEN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+")
_AGREED: Final = 0.7
"""Share of a page's words on which the peers must agree."""
_NEAR: Final = 25
"""Blocks from the nearest long block of the story within which a short one is looked for."""
VIEWS: Final = ("page", "element")
"""All of a page's text, and that of the smallest element around the story alone: as many a feed carries it, it begins
with the story's first words or ends with its last."""


@dataclass
class Sample:
    """A page to fit on."""

    id: str
    family: str
    site: str
    page: Scan
    title: str
    """The headline's letters; of plain text the headline as printed, empty when it is not known."""
    body: str | None
    counts: np.ndarray
    """Tokens of each block."""
    labels: np.ndarray
    """1 where a block is the story."""
    weights: np.ndarray
    """0 where the label is not known."""
    snippets: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


def tokens(text: str) -> list[str]:
    """Lower-case words, or signs in scripts without spaces."""
    return _TOKEN.findall(text.lower())


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        yield from map(json.loads, file)


def label(words: list[list[str]], body: str) -> np.ndarray:
    """Which blocks are in a body: long ones by half of their three-word runs, short ones by their place."""
    gold = tokens(body)
    runs = set(zip(gold, gold[1:], gold[2:], strict=False))
    text = " " + " ".join(gold) + " "
    lines = {" ".join(tokens(line)) for line in body.split("\n")}
    found = np.full(len(words), -1)
    for at, own in enumerate(words):
        if len(own) >= 6:
            found[at] = sum(run in runs for run in zip(own, own[1:], own[2:], strict=False)) * 2 >= len(own) - 2
    strong = np.flatnonzero(found == 1)
    place = {int(at): text.find(" " + " ".join(words[at][:5]) + " ") for at in strong}
    for at in np.flatnonzero(found == -1):
        key = " " + " ".join(words[at]) + " "
        found[at] = 0
        if key not in text or not words[at]:
            continue
        follow = int(np.searchsorted(strong, at))
        above = int(strong[follow - 1]) if follow else None
        below = int(strong[follow]) if follow < len(strong) else None
        if above is None and below is None:
            found[at] = key.strip() in lines
            continue
        start = max(0, place[below] - 200) if above is None and below is not None else 0
        if above is not None and place[above] >= 0:
            start = place[above] + len(" ".join(words[above])) - 5
        stop = place[below] if below is not None and place[below] >= 0 else start + 205
        near = min(at - above if above is not None else _NEAR, below - at if below is not None else _NEAR)
        found[at] = start < stop and key in text[max(0, start - 2) : stop + 2] and near <= _NEAR
    return np.maximum(found, 0)


def peers() -> list[Callable[[str], str]]:
    """The three extractors whose majority labels pages without a body."""
    import trafilatura
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text

    def readable(page: str) -> str:
        return "\n".join(block.text for block in scan(Document(page).summary(html_partial=True)).blocks)

    return [
        lambda page: trafilatura.extract(page, include_comments=False) or "",
        readable,
        lambda page: extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False),
    ]


def sample(row: dict[str, Any], family: str, vote: list[Callable[[str], str]]) -> Sample | None:
    """A page with its labels; None when it cannot be fitted on."""
    page = scan(row["html"])
    if not 0 < len(page.blocks) < 20_000 or row.get("page_type") not in (None, "article"):
        return None
    title = letters(read_metadata(page, row.get("url")).title)
    words = [tokens(block.text) for block in page.blocks]
    counts = np.array([len(own) for own in words])
    sure = np.ones(len(words))
    if row.get("body"):
        labels = label(words, row["body"])
    else:
        votes = []
        for extract in vote:
            try:
                votes.append(label(words, extract(row["html"])))
            except Exception:  # noqa: BLE001 - a peer's crash is no vote
                votes.append(np.zeros(len(words), int))
        total = np.sum(votes, axis=0)
        labels = (total >= 2).astype(int)
        if counts[labels == 1].sum() < 60 or counts[total == 3].sum() < _AGREED * counts[total >= 1].sum():
            return None
        sure = ((total == 0) | (total == 3)).astype(float)
        for at, block in enumerate(page.blocks):
            key = letters(block.text)
            if any(letters(one) in key for one in row.get("with") or [] if len(one) > 12):
                labels[at], sure[at] = 1, 1
            elif len(key) < 300 and any(letters(one) in key for one in row.get("without") or [] if len(one) > 5):
                labels[at], sure[at] = 0, 1
    if family == "daniel":
        # its gold keeps captions and at times the headline
        for at, block in enumerate(page.blocks):
            sure[at] *= letters(block.text) != title and not is_caption(block.text)
    mass = np.log1p(counts) * sure
    site = row.get("site") or urlsplit(row.get("url") or "").hostname or row["id"]
    weights = mass / np.sqrt(max(1.0, mass.sum()))
    snippets = (row.get("with") or [], row.get("without") or [])
    return Sample(row["id"], family, site, page, title, row.get("body"), counts, labels, weights, snippets)


def as_lines(one: Sample, view: str) -> Sample | None:
    """A page as plain text: all its lines, or those of the smallest element around the story, as a feed carries it.

    What readers do not see is left out. For half of the pages the headline is known, for the others it is guessed, as
    it is for a text that comes without one.

    Args:
        one: The page.
        view: One of :data:`VIEWS`.

    Returns:
        The text; None when nothing of the story is left.
    """
    seen = ~_hidden(one.page)
    place = np.flatnonzero(seen)
    story = np.flatnonzero(one.labels[seen])
    if not len(story):
        return None
    start, stop = 0, len(place)
    if view == "element":
        count = np.concatenate([[0], np.cumsum(seen)])
        spans = [
            (int(count[box.start]), int(count[min(box.end, len(seen))]))
            for box in one.page.containers
            if box.tag != "body"
        ]
        holders = [(low, high) for low, high in spans if low <= story[0] and high > story[-1]]
        if holders:
            start, stop = min(holders, key=lambda span: span[1] - span[0])
    picked = place[start:stop]
    blocks = [Block(one.page.blocks[at].text, -1, 0, 0, 0, 0, False, False) for at in picked]
    title = _printed(one) if zlib.crc32(f"{one.id}{view}".encode()) % 2 else guess_title([b.text for b in blocks])
    return Sample(
        one.id, one.family, one.site, Scan(blocks), title or "", one.body, one.counts[picked], one.labels[picked],
        one.weights[picked], one.snippets,
    )  # fmt: skip


def _hidden(page: Scan) -> np.ndarray:
    """Blocks that stand in an element that readers do not see."""
    unseen = [False] * len(page.containers)
    for at, box in enumerate(page.containers):
        unseen[at] = is_hidden(box.attributes) or (box.parent >= 0 and unseen[box.parent])
    return np.array([block.container >= 0 and unseen[block.container] for block in page.blocks])


def _printed(one: Sample) -> str:
    """The headline as printed, when it stands on the page."""
    return next((block.text for block in one.page.blocks if one.title and letters(block.text) == one.title), "")
