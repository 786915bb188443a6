"""The fitted numbers of a model and how they are used: a word list, a name list, trees. No training library."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.strip.lexicon import Lexicon
from transforms.strip.names import KIND_OF_NAME

Floats = NDArray[np.float32]

_AT_ONCE: Final = 2_048
"""Rows walked at once: bounds memory on pages of very many blocks."""
_AS_IT_IS: Final = "wrap"
"""How trees take what they look up: all their indices are sound, and asking whether each one is costs a sixth."""
_FOLDER: Final = Path(__file__).parent
LOOKS: Final = ("", "second_")
"""What the arrays of the first and of the second look's trees are called by."""


class Trees:
    """Boosted regression trees, walked level by level by all rows and trees at once.

    A tree is stored as a complete binary tree, level by level: node n of a level, counted over all trees, has its
    children at 2n and 2n + 1 of the next, and a value above the threshold goes to the second.
    """

    def __init__(self, feature: NDArray[np.uint8], threshold: Floats, leaf: Floats) -> None:
        trees, nodes = feature.shape
        self.depth = int(np.log2(nodes + 1))
        levels = []
        for level in range(self.depth):
            at = slice(2**level - 1, 2 ** (level + 1) - 1)
            levels.append((feature[:, at].astype(np.int32).ravel(), threshold[:, at].astype(np.float32).ravel()))
        self._roots, *self._levels = levels
        self._below = np.arange(0, 2 * trees, 2, dtype=np.int32)
        self._leaf = leaf.astype(np.float32).ravel()

    def margins(self, matrix: Floats) -> Floats:
        """Log-odds of each row."""
        if len(matrix) > _AT_ONCE:
            parts = [self.margins(matrix[at : at + _AT_ONCE]) for at in range(0, len(matrix), _AT_ONCE)]
            return np.concatenate(parts)
        rows, columns = matrix.shape
        flat = np.ascontiguousarray(matrix).ravel()
        row = (np.arange(rows, dtype=np.int32) * columns)[:, None]
        feature, threshold = self._roots
        node = self._below + (matrix.take(feature, axis=1) > threshold)
        for feature, threshold in self._levels:
            place = feature.take(node, mode=_AS_IT_IS)
            place += row
            above = flat.take(place, mode=_AS_IT_IS) > threshold.take(node, mode=_AS_IT_IS)
            node += node
            node += above
        total: Floats = self._leaf.take(node, mode=_AS_IT_IS).sum(axis=1)
        return total


class Weights:
    """The numbers of one fitted model.

    Attributes:
        words: Log-odds of each known word feature, looked up by its number.
        word_bias: What a block without a known word starts from.
        names: Log-odds of each known word in class, id and the like, looked up by its number, and the number of the
            kind that it tells.
        name_bias: What an element without a known name starts from.
        first_look: Coefficients of the first guess at prose.
    """

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self.words = Lexicon(*_listed(arrays, "word"))
        self.names = _names(*_listed(arrays, "name"))
        self.word_bias, self.name_bias = (float(value) for value in arrays["bias"].astype(np.float64))
        self.first_look = [float(value) for value in arrays["first_look"].astype(np.float64)]
        self._trees = [
            Trees(
                arrays[f"{look}feature"].astype(np.uint8),
                arrays[f"{look}threshold"].astype(np.float32),
                arrays[f"{look}leaf"].astype(np.float32),
            )
            for look in LOOKS
            if f"{look}feature" in arrays
        ]

    def likely(self, matrix: Floats, look: int = 0) -> Floats:
        """The probability of each row to be the story, by the trees of the first or the second look."""
        margins = self._trees[look].margins(matrix)
        return (1.0 / (1.0 + np.exp(-margins))).astype(np.float32)


def _listed(arrays: dict[str, NDArray[np.generic]], name: str) -> tuple[list[str], NDArray[np.float64]]:
    if f"{name}_list" not in arrays:
        return [], np.zeros(0)
    words = arrays[f"{name}_list"].tobytes().decode("utf-8").split("\n")
    return words, arrays[f"{name}_scores"].astype(np.float64)


def _names(words: list[str], scores: NDArray[np.float64]) -> Lexicon:
    words = [*dict.fromkeys([*words, *KIND_OF_NAME])]
    kinds = np.array([KIND_OF_NAME.get(word, 0) for word in words], np.float64)
    return Lexicon(words, np.append(scores, np.zeros(len(words) - len(scores))), kinds)


@cache
def load_weights(name: str) -> Weights:
    """The weights in a file beside this module, loaded once.

    Args:
        name: `blocks` or `lines`.
    """
    with np.load(_FOLDER / f"{name}.npz", allow_pickle=False) as file:
        return Weights(dict(file))
