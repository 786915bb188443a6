"""The network: MiniLM's layers, heads that mark spans, and a last layer that links a cue to its source and content.

It comes in two shapes. The large one keeps six layers of the pretrained model as they are; several of these teach the
small one, which ships: it begins as every second layer of a teacher, with the less used half of what is between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (its usual name)

from transforms.language.pieces import SIGNS

WIDTH, PER_HEAD, PLACES = 384, 32, 512
DISTANCES: Final = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large a network is.

    Attributes:
        layers: Layers that run once a window; one more runs for each cue, over its paragraph.
        inner: Width between the two halves of a layer.
        link_width: Width of the layer that links.
        link_inner: Its inner width.
    """

    layers: int = 5
    inner: int = 1536
    link_width: int = WIDTH
    link_inner: int = 1536


LARGE: Final = Shape()
SMALL: Final = Shape(layers=3, inner=1024, link_width=192, link_inner=512)


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance to the cue in pieces, exact up to four and then by powers of the square root of two."""
    size = distance.abs().clamp(min=1).float()
    log = (4 + 2 * torch.log2(size / 4)).floor().clamp(max=15).long()
    bucket = torch.where(distance.abs() <= 4, distance.abs(), log)
    return torch.where(distance < 0, 15 - bucket, 15 + bucket).clamp(0, DISTANCES - 1)


class Layer(nn.Module):
    """One layer of BERT, with query, key and value apart."""

    def __init__(self, width: int = WIDTH, inner: int = 1536) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.mix_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Apply the layer to (batch, pieces, width); the mask is true where there is a piece."""
        batch, pieces, width = x.shape
        heads = width // PER_HEAD
        q, k, v = (f(x).view(batch, pieces, heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) * PER_HEAD**-0.5
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None, None], -1e4)
        y = scores.softmax(3).to(v.dtype) @ v
        x = self.mix_norm(x + self.mix(y.transpose(1, 2).reshape(batch, pieces, width)))
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

    def take_over(self, other: Layer) -> None:
        """Begin as another layer with, of what lies between its halves, the most used part."""
        used = other.widen.weight.norm(dim=1) * other.narrow.weight.norm(dim=0)
        kept = used.topk(self.widen.out_features).indices.sort().values
        state = {name: value.clone() for name, value in other.state_dict().items()}
        for name in ("widen.weight", "widen.bias"):
            state[name] = state[name][kept]
        state["narrow.weight"] = state["narrow.weight"][:, kept]
        self.load_state_dict(state)


class Encoder(nn.Module):
    """Embeddings and the shared layers."""

    def __init__(self, pieces: int, shape: Shape = LARGE) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.words.weight.requires_grad = False
        self.places = nn.Embedding(PLACES, WIDTH)
        self.signs = nn.Embedding(SIGNS, WIDTH)
        nn.init.zeros_(self.signs.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(WIDTH, shape.inner) for _ in range(shape.layers))

    def forward(self, pieces: Tensor, signs: Tensor, mask: Tensor | None = None) -> Tensor:
        """Hidden states of (batch, pieces)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.words(pieces) + self.places(places) + self.signs(signs)))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Linker(nn.Module):
    """The last layer: what each piece of a paragraph is to one cue."""

    def __init__(self, shape: Shape = LARGE) -> None:
        super().__init__()
        width = shape.link_width
        self.entry = nn.Linear(WIDTH, width) if width != WIDTH else nn.Identity()
        self.cue = nn.Parameter(torch.zeros(width))
        self.distances = nn.Embedding(DISTANCES, width)
        nn.init.zeros_(self.distances.weight)
        self.mean = nn.Linear(width, width)
        nn.init.normal_(self.mean.weight, std=0.01)
        self.layer = Layer(width, shape.link_inner)
        self.out = nn.Linear(width, 3)

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> Tensor:
        """Scores for none, source and content; hidden is (cues, pieces, width), first and last bound each cue."""
        hidden = self.entry(hidden)
        at = torch.arange(hidden.shape[1], device=hidden.device)[None]
        inside = ((at >= first[:, None]) & (at < last[:, None]))[..., None]
        near = torch.where(at < first[:, None], at - first[:, None], (at - last[:, None] + 1).clamp(min=0))
        mean = (hidden * inside).sum(1) / inside.sum(1)
        marked = hidden + inside * self.cue + self.distances(distance_bucket(near)) + self.mean(mean)[:, None]
        return self.out(self.layer(marked, mask))


class Network(nn.Module):
    """Encoder, span heads and linker.

    Args:
        pieces: Pieces of the vocabulary.
        heads: The labels of each span head, the one for outside included.
        shape: How large it is.
    """

    def __init__(self, pieces: int, heads: dict[str, int], shape: Shape = LARGE) -> None:
        super().__init__()
        self.encoder = Encoder(pieces, shape)
        self.spans = nn.ModuleDict({name: nn.Linear(WIDTH, labels) for name, labels in heads.items()})
        self.drop = nn.Dropout(0.1)
        self.linker = Linker(shape)

    def load_pretrained(self, state: dict[str, Any], words: Tensor) -> None:
        """Take over the pretrained weights, and the part of the word table that is kept."""
        encoder = self.encoder
        encoder.words.weight.data.copy_(words)
        kinds = state["embeddings.token_type_embeddings.weight"][0]
        encoder.places.weight.data.copy_(state["embeddings.position_embeddings.weight"] + kinds)
        encoder.norm.weight.data.copy_(state["embeddings.LayerNorm.weight"])
        encoder.norm.bias.data.copy_(state["embeddings.LayerNorm.bias"])
        for number, layer in enumerate([*encoder.layers, self.linker.layer]):
            layer.load(state, number)

    def learn_from(self, teacher: Network) -> None:
        """Begin as a part of a teacher: layers at even distances, the last one among them."""
        for name in ("words", "places", "signs", "norm"):
            getattr(self.encoder, name).load_state_dict(getattr(teacher.encoder, name).state_dict())
        self.spans.load_state_dict(teacher.spans.state_dict())
        there = len(teacher.encoder.layers)
        for number, layer in enumerate(self.encoder.layers):
            at = round(number * (there - 1) / max(1, len(self.encoder.layers) - 1))
            layer.take_over(teacher.encoder.layers[at])
        if self.linker.cue.shape == teacher.linker.cue.shape:
            for name in ("distances", "mean", "out"):
                getattr(self.linker, name).load_state_dict(getattr(teacher.linker, name).state_dict())
            self.linker.cue.data.copy_(teacher.linker.cue.data)
            self.linker.layer.take_over(teacher.linker.layer)
