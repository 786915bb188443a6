"""A small linear model over named features: each name is hashed to one of 65,536 weights, the weights are summed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np

SLOTS: Final = 1 << 16
"""Weights of a model. Two names may share one: at some ten thousand names in use, seldom two that matter."""
_FOLDER: Final = Path(__file__).parent


def slot(feature: str) -> int:
    """The weight that a feature has."""
    return crc32(feature.encode()) & (SLOTS - 1)


class Linear:
    """Fitted weights.

    Args:
        weights: One a slot, in steps of `step`.
        step: What 1 in `weights` stands for.
    """

    def __init__(self, weights: bytes, step: float) -> None:
        self._weights: list[int] = np.frombuffer(weights, np.int8).tolist()
        self._step = step

    def margin(self, features: list[str]) -> float:
        """Log-odds that a thing with these features is what the model looks for."""
        weights = self._weights
        total: int = sum(weights[crc32(feature.encode()) & (SLOTS - 1)] for feature in features)
        return self._step * total


@cache
def load_linear(name: str) -> Linear:
    """The model in a file beside this module, loaded once a process.

    Args:
        name: `place_of_verb` and the like.
    """
    with np.load(_FOLDER / f"{name}.npz", allow_pickle=False) as file:
        return Linear(file["weights"].astype(np.int8).tobytes(), float(file["step"]))
