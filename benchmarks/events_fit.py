"""Fit the linear models of `transforms/event`.

    python -m benchmarks.events_fit place SETS/place_evloc.jsonl.gz --out transforms/event [--folds 5]

Data: one JSON object a line (gzip) with `text`, `verb` (start and end of the event's verb) and `places` (spans where it
happened, empty when the sentence does not say). Rows whose spans do not cover a name (token numbers in the place of
character offsets) are left out of fitting and kept in scoring. `--folds` cross-validates over texts before the weights
are written.

Needs scikit-learn and scipy; the product needs neither. The features name no place, actor or date
(`transforms/event/place_of_verb.py`), so that the weights hold nothing of the texts but verbs and small words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from transforms.event.linear import SLOTS, slot
from transforms.event.name_runs import names_in
from transforms.event.place_of_verb import THRESHOLD, features
from transforms.event.places import places_in
from transforms.language.tokens import tokenize

STRENGTH = 0.4
"""Inverse of the penalty: the best of 0.1 to 1 by cross-validation."""

Span = tuple[int, int]


def read(path: Path) -> list[dict[str, Any]]:
    """Objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def candidates(row: dict[str, Any]) -> list[tuple[list[str], Span]]:
    """Features and span of each name in the sentence of the verb."""
    tokens = tokenize(row["text"])
    known = {place.first: place for place in places_in(tokens)}
    at = next((index for index, end in enumerate(tokens.ends) if end > row["verb"][0]), 0)
    start = tokens.sentence.index(tokens.sentence[at])
    stop = len(tokens) - tokens.sentence[::-1].index(tokens.sentence[at])
    names = names_in(tokens, start, stop, known)
    return [
        (features(tokens, at, names, index, (start, stop)), (tokens.starts[n.first], tokens.ends[n.end - 1]))
        for index, n in enumerate(names)
    ]


def is_whole(row: dict[str, Any]) -> bool:
    """Whether the spans of a row cover names, as far as their length tells."""
    return all(len(row["text"][start:end].strip()) > 2 for start, end in row["places"])


def overlaps(one: Span, spans: list[list[int]]) -> bool:
    """Whether a span meets one of others."""
    return any(one[0] < end and start < one[1] for start, end in spans)


def matrix(rows: list[list[str]]) -> sp.csr_matrix:
    """Rows of features as a sparse matrix over the slots."""
    indices = [slot(name) for row in rows for name in row]
    starts = np.cumsum([0] + [len(row) for row in rows])
    return sp.csr_matrix((np.ones(len(indices), np.float32), indices, starts), shape=(len(rows), SLOTS))


def fit(table: sp.csr_matrix, gold: np.ndarray) -> LogisticRegression:
    """A model without an intercept of its own: one of the features is always there."""
    return LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear", fit_intercept=False).fit(table, gold)


def fit_place(path: Path, out: Path, folds: int) -> None:
    """Fit the place of an event verb, cross-validate, write the weights."""
    data = read(path)
    found = [candidates(row) for row in data]
    rows = [names for each in found for names, _ in each]
    owner = np.array([number for number, each in enumerate(found) for _ in each])
    spans = [span for each in found for _, span in each]
    gold = np.array([overlaps(span, data[number]["places"]) for span, number in zip(spans, owner, strict=True)])
    whole = np.array([is_whole(data[number]) for number in owner])
    table = matrix(rows)
    if folds:
        rng = random.Random(0)
        fold_of = {text: rng.randrange(folds) for text in sorted({row["text"] for row in data})}
        fold = np.array([fold_of[data[number]["text"]] for number in owner])
        margin = np.zeros(len(rows))
        for number in range(folds):
            model = fit(table[(fold != number) & whole], gold[(fold != number) & whole])
            margin[fold == number] = model.decision_function(table[fold == number])
        report(data, owner, spans, margin)
    weights = fit(table[whole], gold[whole]).coef_[0]
    step = float(np.abs(weights).max()) / 127
    target = out / "place_of_verb.npz"
    np.savez_compressed(target, weights=np.round(weights / step).astype(np.int8), step=np.float32(step))
    print(target, target.stat().st_size, "bytes", int((weights != 0).sum()), "weights")


def report(data: list[dict[str, Any]], owner: np.ndarray, spans: list[Span], margin: np.ndarray) -> None:
    """Precision, recall and F1 over all rows, and over those whose spans cover names."""
    for name, kept in (("all rows", bool), ("whole rows", is_whole)):
        right = chosen = 0
        for number, span, value in zip(owner, spans, margin, strict=True):
            if kept(data[number]) and value > THRESHOLD:
                chosen += 1
                right += overlaps(span, data[number]["places"])
        total = sum(len(row["places"]) for row in data if kept(row))
        print(f"{name}: P {right / chosen:.3f} R {right / total:.3f} F1 {2 * right / (chosen + total):.3f}")


def main() -> None:
    """Fit what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["place"])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args()
    fit_place(given.data, given.out, given.folds)


if __name__ == "__main__":
    main()
