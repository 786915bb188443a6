"""The network: MiniLM's layers, heads that mark spans, and a last layer that links a cue to its source and content."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (its usual name)

from transforms.language.pieces import SIGNS

WIDTH, HEADS, INNER, PLACES = 384, 12, 1536, 512
SHARED: Final = 5
"""Layers that run once a window; one more runs for each cue, over its paragraph."""
DISTANCES: Final = 31


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance to the cue in pieces, exact up to four and then by powers of the square root of two."""
    size = distance.abs().clamp(min=1).float()
    log = (4 + 2 * torch.log2(size / 4)).floor().clamp(max=15).long()
    bucket = torch.where(distance.abs() <= 4, distance.abs(), log)
    return torch.where(distance < 0, 15 - bucket, 15 + bucket).clamp(0, DISTANCES - 1)


class Layer(nn.Module):
    """One layer of BERT, with query, key and value apart."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.mix_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Apply the layer to (batch, pieces, width); the mask is true where there is a piece."""
        batch, pieces, _ = x.shape
        q, k, v = (f(x).view(batch, pieces, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None, None], -1e4)
        y = scores.softmax(3).to(v.dtype) @ v
        x = self.mix_norm(x + self.mix(y.transpose(1, 2).reshape(batch, pieces, WIDTH)))
        return self.norm(x + self.drop(self.narrow(F.gelu(self.widen(x)))))

    def load(self, state: dict[str, Tensor], number: int) -> None:
        """Take over a layer of the pretrained model."""
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "mix": "attention.output.dense",
            "mix_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "norm": "output.LayerNorm",
        }
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                value = state[f"encoder.layer.{number}.{theirs}.{part}"]
                getattr(getattr(self, ours), part).data.copy_(value)


class Encoder(nn.Module):
    """Embeddings and the shared layers."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.words.weight.requires_grad = False
        self.places = nn.Embedding(PLACES, WIDTH)
        self.signs = nn.Embedding(SIGNS, WIDTH)
        nn.init.zeros_(self.signs.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(SHARED))

    def forward(self, pieces: Tensor, signs: Tensor, mask: Tensor | None = None) -> Tensor:
        """Hidden states of (batch, pieces)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.words(pieces) + self.places(places) + self.signs(signs)))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Linker(nn.Module):
    """The last layer: what each piece of a paragraph is to one cue."""

    def __init__(self) -> None:
        super().__init__()
        self.cue = nn.Parameter(torch.zeros(WIDTH))
        self.distances = nn.Embedding(DISTANCES, WIDTH)
        nn.init.zeros_(self.distances.weight)
        self.mean = nn.Linear(WIDTH, WIDTH)
        nn.init.normal_(self.mean.weight, std=0.01)
        self.layer = Layer()
        self.out = nn.Linear(WIDTH, 3)

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> Tensor:
        """Scores for none, source and content; hidden is (cues, pieces, width), first and last bound each cue."""
        at = torch.arange(hidden.shape[1], device=hidden.device)[None]
        inside = ((at >= first[:, None]) & (at < last[:, None]))[..., None]
        near = torch.where(at < first[:, None], at - first[:, None], (at - last[:, None] + 1).clamp(min=0))
        mean = (hidden * inside).sum(1) / inside.sum(1)
        marked = hidden + inside * self.cue + self.distances(distance_bucket(near)) + self.mean(mean)[:, None]
        return self.out(self.layer(marked, mask))


class Network(nn.Module):
    """Encoder, span heads and linker."""

    def __init__(self, pieces: int, roles: tuple[str, ...]) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.spans = nn.ModuleDict({role: nn.Linear(WIDTH, 3) for role in roles})
        self.drop = nn.Dropout(0.1)
        self.linker = Linker()

    def load_pretrained(self, folder: Path, kept: list[int]) -> None:
        """Take over the pretrained weights; of the word table only the pieces that are kept."""
        from safetensors.torch import load_file  # noqa: PLC0415 (needed here alone)

        state: dict[str, Any] = load_file(folder / "model.safetensors")
        encoder = self.encoder
        encoder.words.weight.data.copy_(state["embeddings.word_embeddings.weight"][kept])
        kinds = state["embeddings.token_type_embeddings.weight"][0]
        encoder.places.weight.data.copy_(state["embeddings.position_embeddings.weight"] + kinds)
        encoder.norm.weight.data.copy_(state["embeddings.LayerNorm.weight"])
        encoder.norm.bias.data.copy_(state["embeddings.LayerNorm.bias"])
        for number, layer in enumerate([*encoder.layers, self.linker.layer]):
            layer.load(state, number)
