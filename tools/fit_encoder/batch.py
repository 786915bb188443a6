"""Batches: windows side by side, padded at the right, with what each head is to say of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import torch
from torch import Tensor

from tools.fit_encoder.data import HEADS, IGNORE, Link, Sample

TRIMMED: Final = 0.15
"""Share of the longer cues that lose a piece at an edge while links are fitted: found cues are not exact either."""


@dataclass(slots=True)
class Links:
    """Cues of a batch: for each its paragraph's pieces, its own bounds within, and labels.

    Attributes:
        index: Pieces of the paragraph, as places in the flattened batch; (cues, pieces).
        mask: Where there is a piece.
        first: The first piece of the cue, counted from the paragraph's first.
        last: One past its last.
        target: A label for the first piece of each word, `IGNORE` elsewhere; None where a teacher alone is asked.
    """

    index: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    target: Tensor | None


@dataclass(slots=True)
class Batch:
    """Windows of (batch, pieces)."""

    pieces: Tensor
    signs: Tensor
    mask: Tensor
    firsts: Tensor
    targets: dict[str, Tensor]
    links: Links | None
    parts: list[list[tuple[int, int]]]


def collate(samples: Sequence[Sample], dice: random.Random) -> Batch:
    """Samples as one batch."""
    width = max(map(len, samples))
    pieces = torch.zeros(len(samples), width, dtype=torch.long)
    signs = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces, dtype=torch.bool)
    firsts = torch.zeros_like(mask)
    targets = {head: torch.full_like(pieces, IGNORE) for head in HEADS}
    links: list[tuple[int, Link]] = []
    for row, sample in enumerate(samples):
        pieces[row, : len(sample)] = torch.tensor(sample.pieces)
        signs[row, : len(sample)] = torch.tensor(sample.signs)
        mask[row, : len(sample)] = True
        at = torch.tensor(sample.firsts)
        firsts[row, at] = True
        for head, tags in sample.tags.items():
            targets[head][row, at] = torch.tensor(tags)
        links += [(row * width, _trimmed(link, dice)) for link in sample.links]
    used = {head: target for head, target in targets.items() if any(head in sample.tags for sample in samples)}
    parts = [sample.parts for sample in samples]
    return Batch(pieces, signs, mask, firsts, used, gather(links) if links else None, parts)


def gather(links: Sequence[tuple[int, Link]]) -> Links:
    """Cues, each with the place in the flattened batch where its window begins."""
    width = max(link.end - link.start for _, link in links)
    index = torch.zeros(len(links), width, dtype=torch.long)
    mask = torch.zeros(len(links), width, dtype=torch.bool)
    target = torch.full((len(links), width), IGNORE)
    for number, (offset, link) in enumerate(links):
        length = link.end - link.start
        index[number, :length] = torch.arange(link.start, link.end) + offset
        mask[number, :length] = True
        if link.labels:
            places = torch.tensor(list(link.labels)) - link.start
            target[number, places] = torch.tensor(list(link.labels.values()))
    first = torch.tensor([link.first - link.start for _, link in links])
    last = torch.tensor([link.last - link.start for _, link in links])
    return Links(index, mask, first, last, target)


def _trimmed(link: Link, dice: random.Random) -> Link:
    if link.last - link.first < 2 or dice.random() >= TRIMMED:
        return link
    first, last = (link.first + 1, link.last) if dice.random() < 0.5 else (link.first, link.last - 1)
    return Link(link.start, link.end, first, last, link.labels)


def to(thing: Any, device: torch.device) -> Any:
    """The same on a device."""
    if isinstance(thing, Tensor):
        return thing.to(device, non_blocking=True)
    if isinstance(thing, dict):
        return {name: to(value, device) for name, value in thing.items()}
    if isinstance(thing, Batch | Links):
        return type(thing)(*(to(getattr(thing, field.name), device) for field in fields(thing)))
    return thing


def found_links(cues: Tensor, batch: Batch, least: float = 0.4) -> Iterator[tuple[int, Link]]:
    """The cues that teachers see in windows, by their probabilities of (batch, pieces, 3)."""
    width = batch.pieces.shape[1]
    begins = (cues[..., 1] > least) & batch.firsts
    for row, at in begins.nonzero().tolist():
        part = next((part for part in batch.parts[row] if part[0] <= at < part[1]), None)
        if part is None:
            continue
        end = at + 1
        while end < part[1] and (not batch.firsts[row, end] or cues[row, end, 2] > least):
            end += 1
        yield row * width, Link(part[0], part[1], at, end)
