"""Fitting: AdamW on windows of annotated stories, weights averaged over the second half."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (its usual name)

from tools.fit_encoder.data import IGNORE, ROLES, Link, Sample, batches, read_lines, samples_of
from tools.fit_encoder.idioms import passages
from tools.fit_encoder.network import Network
from transforms.language.pieces import WordPiece, cut_vocabulary

WEIGHTS: Final = {"cue": 2.0, "source": 0.3, "content": 0.3, "place": 1.0}
TRIMMED: Final = 0.15
"""Share of the longer cues that lose a piece at an edge while links are fitted: found cues are not exact either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to fit."""

    out: Path
    pretrained: Path
    epochs: int = 4
    tokens: int = 2048
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    place_share: float = 0.10
    idioms: int = 500
    seed: int = 1


def tensors(samples: list[Sample]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, signs and mask, padded at the right."""
    width = max(map(len, samples))
    pieces = torch.zeros(len(samples), width, dtype=torch.long)
    signs = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces, dtype=torch.bool)
    for row, sample in enumerate(samples):
        pieces[row, : len(sample)] = torch.tensor(sample.window.pieces)
        signs[row, : len(sample)] = torch.tensor(sample.window.signs)
        mask[row, : len(sample)] = True
    return pieces, signs, mask


def losses(network: Network, samples: list[Sample], dice: random.Random) -> dict[str, Tensor]:
    """The loss of each head on one batch."""
    pieces, signs, mask = tensors(samples)
    hidden = network.encoder(pieces, signs, mask)
    found: dict[str, Tensor] = {}
    for role in samples[0].tags:
        target = torch.full(pieces.shape, IGNORE)
        for row, sample in enumerate(samples):
            target[row, : len(sample)] = torch.tensor(sample.tags[role])
        scores = network.spans[role](network.drop(hidden))
        found[role] = F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    links = [(row, link) for row, sample in enumerate(samples) for link in sample.links]
    if links:
        found["link"] = link_loss(network, hidden, links, dice)
    return found


def link_loss(network: Network, hidden: Tensor, links: list[tuple[int, Link]], dice: random.Random) -> Tensor:
    """The loss of the linker on gold cues."""
    width = max(link.end - link.start for _, link in links)
    index = torch.zeros(len(links), width, dtype=torch.long)
    mask = torch.zeros(len(links), width, dtype=torch.bool)
    target = torch.full((len(links), width), IGNORE)
    first, last = [], []
    for number, (row, link) in enumerate(links):
        length = link.end - link.start
        index[number, :length] = torch.arange(link.start, link.end) + row * hidden.shape[1]
        mask[number, :length] = True
        for place, value in link.labels.items():
            target[number, place - link.start] = value
        begin, end = link.first - link.start, link.last - link.start
        if end - begin > 1 and dice.random() < TRIMMED:
            begin, end = (begin + 1, end) if dice.random() < 0.5 else (begin, end - 1)
        first.append(begin)
        last.append(end)
    paragraphs = hidden.flatten(0, 1)[index]
    scores = network.linker(paragraphs, torch.tensor(first), torch.tensor(last), mask)
    return F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def vocabulary_for(plan: Plan, texts: Iterator[str]) -> tuple[WordPiece, list[int]]:
    """The cut vocabulary, and the rows of the pretrained table that it keeps."""
    whole = (plan.pretrained / "vocab.txt").read_text("utf-8").split("\n")[:-1]
    kept = cut_vocabulary(whole, texts)
    rows = {piece: row for row, piece in enumerate(whole)}
    return WordPiece(kept), [rows[piece] for piece in kept]


class Averaged:
    """The mean of the weights over the second half of the steps."""

    def __init__(self, network: Network) -> None:
        self.network, self.count = network, 0
        self.sums: dict[str, Tensor] = {}

    def take(self) -> None:
        """Add the weights as they are."""
        self.count += 1
        for name, value in self.network.state_dict().items():
            if name == "encoder.words.weight":
                continue
            if name in self.sums:
                self.sums[name] += value.float()
            else:
                self.sums[name] = value.float().clone()

    def state(self) -> dict[str, Tensor]:
        """The mean, or the weights as they are before the second half began."""
        state = dict(self.network.state_dict())
        if self.count:
            state |= {name: value / self.count for name, value in self.sums.items()}
        return state


def fit(plan: Plan, attributions: list[Path], places: list[Path], texts: list[Path]) -> None:
    """Fit and leave a checkpoint for each epoch in `plan.out`."""
    plan.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)
    records = [record for path in attributions for record in read_lines(path)] + passages(plan.idioms, dice)
    located = [record for path in places for record in read_lines(path)]
    others = [record["text"] for path in texts for record in read_lines(path)]
    tokenizer, kept = vocabulary_for(plan, (*(r["text"] for r in (*records, *located)), *others).__iter__())
    (plan.out / "vocabulary.txt").write_text("\n".join(tokenizer.vocabulary) + "\n", "utf-8")
    network = Network(len(kept), ROLES)
    network.load_pretrained(plan.pretrained, kept)
    epochs = list(_epochs(plan, tokenizer, records, located, dice))
    steps = sum(map(len, epochs))
    print(f"{len(kept)} pieces, {steps} steps", flush=True)
    optimiser, rates = _optimiser(network, plan, steps)
    averaged, step, began = Averaged(network), 0, time.monotonic()
    sums: dict[str, float] = {}
    network.train()
    for number, epoch in enumerate(epochs, 1):
        for batch in epoch:
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(network, batch, dice)
                loss = sum(WEIGHTS.get(name, 1.0) * value for name, value in parts.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rates.step()
            step += 1
            for name, value in parts.items():
                sums[name] = 0.98 * sums.get(name, value.item()) + 0.02 * value.item()
            if step > steps // 2 and step % 4 == 0:
                averaged.take()
            if step % 25 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
                print(f"{step}/{steps} {(time.monotonic() - began) / 60:.1f} min  {shown}", flush=True)
        torch.save(averaged.state(), plan.out / f"epoch{number}.pt")
    (plan.out / "plan.json").write_text(json.dumps({"seed": plan.seed, "epochs": plan.epochs, "steps": steps}))


def _epochs(
    plan: Plan, tokenizer: WordPiece, records: list[Any], located: list[Any], dice: random.Random
) -> Iterator[list[list[Sample]]]:
    """The batches of each epoch; places are a share of them, others each time."""
    queue: list[Any] = []
    for _ in range(plan.epochs):
        samples = [sample for record in records for sample in samples_of(tokenizer, record, dice)]
        goal = plan.place_share * sum(map(len, samples))
        while located and goal > 0:
            queue = queue or dice.sample(located, len(located))
            more = list(samples_of(tokenizer, queue.pop(), dice))
            goal -= sum(map(len, more))
            samples += more
        yield batches(samples, plan.tokens, dice)


def _optimiser(network: Network, plan: Plan, steps: int) -> tuple[torch.optim.Optimizer, Any]:
    heads = [p for name, p in network.named_parameters() if _is_new(name)]
    known = [p for name, p in network.named_parameters() if not _is_new(name) and p.requires_grad]
    groups = [{"params": known, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), eps=1e-6)
    warm = max(1, math.ceil(plan.warm_up * steps))

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)


def _is_new(name: str) -> bool:
    return "signs" in name or name.startswith("spans") or (name.startswith("linker") and ".layer." not in name)
