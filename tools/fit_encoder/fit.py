"""Fitting: AdamW on prepared windows, weights averaged over the second half; by annotations, and by teachers."""

from __future__ import annotations

import math
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (its usual name)
from torch.utils.data import DataLoader

from tools.fit_encoder.batch import Batch, Links, collate, found_links, gather, to
from tools.fit_encoder.data import HEADS, IGNORE, batches
from tools.fit_encoder.network import Network, Shape

WEIGHTS: Final = {"cue": 2.0, "source": 0.3, "content": 0.3, "place": 0.5, "role": 1.0, "act": 0.5, "link": 1.0}
TAUGHT: Final = 2.0
"""Weight of what the teachers say, beside 1 for the annotations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to fit.

    Attributes:
        data: Folder of what was prepared.
        out: The checkpoint.
        shape: How large the network is.
        teachers: Checkpoints of large networks; none fits by annotations alone.
        epochs: How often to go through the prepared epochs, in turn.
        tokens: Pieces of a batch.
        encoder_rate: Learning rate of what is known already.
        head_rate: Of what is new.
        warm_up: Share of the steps.
        seed: Of all draws.
        device: Where to.
    """

    data: Path
    out: Path
    shape: Shape
    teachers: tuple[Path, ...] = ()
    epochs: int = 5
    tokens: int = 4096
    encoder_rate: float = 4e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    seed: int = 1
    device: str = "cpu"


def fit(plan: Plan) -> None:
    """Fit and leave a checkpoint."""
    torch.manual_seed(plan.seed)
    device = torch.device(plan.device)
    held = torch.load(plan.data / "pretrained.pt")
    teachers = [_load(path, len(held["words"]), device) for path in plan.teachers]
    network = Network(len(held["words"]), HEADS, plan.shape)
    if teachers:
        network.learn_from(teachers[0].cpu())
        teachers[0].to(device)
    else:
        network.load_pretrained(held["state"], held["words"].float())
    network.to(device).train()
    drawn = _drawn(plan)
    optimiser, rates = _optimiser(network, plan, len(drawn))
    averaged, began = Averaged(network), time.monotonic()
    sums: dict[str, float] = {}
    loader = DataLoader(drawn, batch_size=None, collate_fn=_Collate(plan.seed), num_workers=3, prefetch_factor=8)
    for step, on_host in enumerate(loader, 1):
        batch = to(on_host, device)
        with torch.autocast(device.type, torch.bfloat16):
            parts = losses(network, batch, teachers)
            loss = torch.stack([WEIGHTS[name.split()[-1]] * value for name, value in parts.items()]).sum()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        rates.step()
        if step > len(drawn) // 2 and step % 4 == 0:
            averaged.take()
        if step % 50 == 0:
            for name, value in parts.items():
                sums[name] = 0.7 * sums.get(name, value.item()) + 0.3 * value.item()
            shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
            print(f"{plan.out.name} {step}/{len(drawn)} {time.monotonic() - began:.0f} s  {shown}", flush=True)
    state = {name: value.cpu() for name, value in averaged.state().items()}
    torch.save({"shape": plan.shape, "pieces": len(held["words"]), "state": state}, plan.out)


def load(path: Path) -> Network:
    """The network of a checkpoint."""
    held = torch.load(path, weights_only=False)
    network = Network(held["pieces"], HEADS, held["shape"])
    network.load_state_dict(held["state"])
    return network.eval()


def _load(path: Path, pieces: int, device: torch.device) -> Network:
    network = load(path)
    if len(network.encoder.words.weight) != pieces:
        raise ValueError(f"{path} was fitted with another vocabulary")
    return network.to(device)


def losses(network: Network, batch: Batch, teachers: Sequence[Network]) -> dict[str, Tensor]:
    """The loss of each head on one batch, by annotations and by teachers."""
    hidden = network.encoder(batch.pieces, batch.signs, batch.mask)
    scores = {head: layer(network.drop(hidden)).float() for head, layer in network.spans.items()}
    found = {
        head: F.cross_entropy(scores[head].flatten(0, 1), target.flatten(), ignore_index=IGNORE)
        for head, target in batch.targets.items()
    }
    if batch.links is not None:
        linked = _linked(network, hidden, batch.links)
        target = batch.links.target
        assert target is not None  # noqa: S101 (annotated cues have labels)
        found["link"] = F.cross_entropy(linked.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    if teachers:
        found |= _taught(network, hidden, scores, batch, teachers)
    return found


def _taught(
    network: Network, hidden: Tensor, scores: dict[str, Tensor], batch: Batch, teachers: Sequence[Network]
) -> dict[str, Tensor]:
    """How far the scores are from the mean of what the teachers say, on every window."""
    with torch.no_grad():
        theirs = [teacher.encoder(batch.pieces, batch.signs, batch.mask) for teacher in teachers]
        spans = {
            head: torch.stack(
                [teacher.spans[head](h).float().softmax(-1) for teacher, h in zip(teachers, theirs, strict=True)]
            ).mean(0)
            for head in scores
        }
        cues = list(found_links(spans["cue"].cpu(), _on_host(batch)))
        links = to(gather(cues), batch.pieces.device) if cues else None
        told = None
        if links is not None:
            links.target = None
            told = torch.stack(
                [_linked(teacher, h, links).softmax(-1) for teacher, h in zip(teachers, theirs, strict=True)]
            ).mean(0)
    found = {f"taught {head}": TAUGHT * _distance(scores[head], spans[head], batch.firsts) for head in scores}
    if links is not None and told is not None:
        found["taught link"] = TAUGHT * _distance(_linked(network, hidden, links), told, links.mask)
    return found


def _on_host(batch: Batch) -> Batch:
    return Batch(batch.pieces, batch.signs, batch.mask, batch.firsts.cpu(), {}, None, batch.parts)


def _distance(scores: Tensor, told: Tensor, mask: Tensor) -> Tensor:
    """Cross-entropy to what was told, where the mask is true."""
    return -(told * scores.log_softmax(-1)).sum(-1)[mask].mean()


def _linked(network: Network, hidden: Tensor, links: Links) -> Tensor:
    scores: Tensor = network.linker(hidden.flatten(0, 1)[links.index], links.first, links.last, links.mask)
    return scores.float()


class _Collate:
    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def __call__(self, samples: Any) -> Batch:
        return collate(samples, self._dice)


def _drawn(plan: Plan) -> list[Any]:
    """The batches of all epochs, in turn."""
    dice = random.Random(plan.seed)
    there = sorted(plan.data.glob("epoch*.pickle"))
    held: dict[Path, Any] = {}
    drawn: list[Any] = []
    for number in range(plan.epochs):
        path = there[(number + plan.seed) % len(there)]
        if path not in held:
            held[path] = pickle.loads(path.read_bytes())  # noqa: S301 (written by prepare)
        marked, bare = held[path]
        drawn += batches([*marked, *(bare if plan.teachers else ())], plan.tokens, dice)
    return drawn


class Averaged:
    """The mean of the weights over the second half of the steps."""

    def __init__(self, network: Network) -> None:
        self.network, self.count = network, 0
        self.sums: dict[str, Tensor] = {}

    def take(self) -> None:
        """Add the weights as they are."""
        self.count += 1
        for name, value in self._moving():
            if name in self.sums:
                self.sums[name] += value.float()
            else:
                self.sums[name] = value.float().clone()

    def _moving(self) -> Iterator[tuple[str, Tensor]]:
        for name, value in self.network.state_dict().items():
            if name != "encoder.words.weight":
                yield name, value

    def state(self) -> dict[str, Tensor]:
        """The mean, or the weights as they are before the second half began."""
        state = dict(self.network.state_dict())
        if self.count:
            state |= {name: value / self.count for name, value in self.sums.items()}
        return state


def _optimiser(network: Network, plan: Plan, steps: int) -> tuple[torch.optim.Optimizer, Any]:
    fresh_link = plan.shape.link_width != 384 and bool(plan.teachers)
    heads, known = [], []
    for name, weights in network.named_parameters():
        if weights.requires_grad:
            new = _is_new(name) or (fresh_link and name.startswith("linker"))
            (heads if new else known).append(weights)
    groups = [{"params": known, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), eps=1e-6)
    warm = max(1, math.ceil(plan.warm_up * steps))

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)


def _is_new(name: str) -> bool:
    return "signs" in name or name.startswith("spans") or (name.startswith("linker") and ".layer." not in name)
