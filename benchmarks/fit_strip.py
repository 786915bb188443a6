"""Fit the block and the line model of `transforms/strip`.

    python -m benchmarks.fit_strip FAMILY=FILE.jsonl.gz … --out transforms/strip [--lines] [--hold FAMILY] [--cache DIR]

Data: one JSON object a line (gzip or not) with `id`, `html`, and either `body` (the story's text) or nothing; `url`,
`site`, `with` and `without` (snippets that belong, and do not) where they are known. Pages without `body` are labelled
by the majority of trafilatura, readability-lxml and resiliparse: blocks on which they disagree are not fitted on, and
pages on which they agree for less than 70 % are dropped. A family is a set of pages made by the same people by the same
rules: cross-validation within one flatters, so `--hold` leaves families out and scores on them.

Needs lightgbm, scikit-learn, scipy, and for pages without `body` trafilatura, readability-lxml and resiliparse. Nothing
of the texts goes into the weights but single words and word pairs that stand on at least four sites.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import lightgbm as lgb
import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression, SGDClassifier

from benchmarks.strip_samples import VIEWS, Sample, as_lines, peers, read, sample
from transforms.strip.features import FEATURES, Blocks, candidates
from transforms.strip.kinds import wordings
from transforms.strip.label import read_wording
from transforms.strip.line_features import LINE_FEATURES, Lines
from transforms.strip.vocabulary import name_features, read_names
from transforms.strip.weights import LOOKS, Trees, Weights
from transforms.strip.words import Words, read_words, word_features

FOLDS = 4
DEPTH = 5
BLANK = 40
"""Pages in a hundred that are fitted on as if no word of theirs were known, so that the trees can do without: what the
words of a page in another language say is that they are not."""
FAR = 3
"""Of the lines far from any prose one in so many is fitted on, with so much more weight."""


class Table:
    """All samples as one matrix of words and one of names."""

    def __init__(self, samples: list[Sample]) -> None:
        self.samples = samples
        sites = {site: number for number, site in enumerate(sorted({one.site for one in samples}))}
        self.sites = np.array([sites[one.site] for one in samples])
        self.folds = np.array([zlib.crc32(one.site.encode()) % FOLDS for one in samples])
        self.rows = np.repeat(np.arange(len(samples)), [len(one.page.blocks) for one in samples])
        self.boxes = np.repeat(np.arange(len(samples)), [len(one.page.containers) for one in samples])
        self.labels = np.concatenate([one.labels for one in samples])
        self.weights = np.concatenate([one.weights for one in samples])
        self.words, self.word_list = _sparse(set(word_features(b.text)) for one in samples for b in one.page.blocks)
        self.names, self.name_list = _sparse(
            name_features(box.tag, box.attributes) for one in samples for box in one.page.containers
        )
        shares, masses = [], []
        for one in samples:
            size = np.array([len(block.text) for block in one.page.blocks]) * (one.weights > 0)
            total, story = (np.concatenate([[0], np.cumsum(values)]) for values in (size, size * one.labels))
            for box in one.page.containers:
                end = min(box.end, len(size))
                mass = total[end] - total[box.start]
                shares.append((story[end] - story[box.start]) / mass if mass else 0.0)
                masses.append(np.log1p(mass / 20) / np.sqrt(len(one.page.containers)) if mass else 0.0)
        self.shares, self.masses = np.array(shares), np.array(masses)


def _sparse(rows: Any) -> tuple[sp.csr_matrix, list[str]]:
    known: dict[str, int] = {}
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += [known.setdefault(word, len(known)) for word in row]
        ends.append(len(indices))
    ones = np.ones(len(indices), np.float32)
    return sp.csr_matrix((ones, np.array(indices, np.int32), np.array(ends)), (len(ends) - 1, len(known))), list(known)


def _common(matrix: sp.csr_matrix, sites: np.ndarray, least: int) -> np.ndarray:
    """Columns that occur on at least so many sites."""
    by_site = sp.csr_matrix(
        (np.ones(len(sites), np.float32), (sites, np.arange(len(sites)))), (sites.max() + 1, len(sites))
    )
    return np.asarray(((by_site @ matrix) > 0).sum(axis=0)).ravel() >= least


def _linear(matrix: sp.csr_matrix, labels: np.ndarray, weights: np.ndarray, alpha: float) -> SGDClassifier:
    used = weights > 0
    model = SGDClassifier(loss="log_loss", alpha=alpha, max_iter=6, tol=None, average=True, random_state=1)
    return model.fit(matrix[used], labels[used], sample_weight=weights[used] / weights[used].mean())


def _names(matrix: sp.csr_matrix, shares: np.ndarray, masses: np.ndarray) -> SGDClassifier:
    both = sp.vstack([matrix, matrix])
    labels = np.repeat([1, 0], matrix.shape[0])
    return _linear(both, labels, np.concatenate([masses * shares, masses * (1 - shares)]), 1e-5)


_BOOSTING: Final = {
    "objective": "binary", "num_leaves": 2**DEPTH, "max_depth": DEPTH, "learning_rate": 0.1, "min_data_in_leaf": 60,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 63,
    "verbose": -1, "num_threads": 1, "force_row_wise": True,
}  # fmt: skip
"""LightGBM's settings; the seeds are given, so that the same data and versions give the same trees."""
SEEDS: Final = (1, 2)
"""Lines are judged by the trees of two: what one lot takes for a sign by chance the other does not."""
KEPT: Final = 40
"""The first trees of each lot of a line's are kept: two lots of half the trees read unseen sites better than one."""


@dataclass
class Rows:
    """Blocks or lines to fit on, or to score: all of some samples, one under the other."""

    measured: list[Blocks] | list[Lines]
    """Of each sample."""
    ends: np.ndarray
    near: np.ndarray
    """Which are looked at."""
    labels: np.ndarray
    weights: np.ndarray
    folds: np.ndarray

    def guesses(self, first_look: Sequence[float]) -> np.ndarray:
        """What the first guess says of each row."""
        return np.concatenate([one.guess(first_look) for one in self.measured])

    def split(self, values: np.ndarray) -> list[np.ndarray]:
        """Values of all rows, by sample."""
        return np.split(values, self.ends[:-1])

    def boosted(self, matrix: np.ndarray, used: np.ndarray, trees: int, seed: int) -> lgb.Booster:
        """Trees fitted on the rows that are used and looked at."""
        used = used & self.near & (self.weights > 0)
        return lgb.train(
            _BOOSTING | {"seed": seed}, lgb.Dataset(matrix[used], self.labels[used], weight=self.weights[used]), trees
        )


def fit(
    table: Table, train: np.ndarray, trees: int, lines: bool
) -> tuple[dict[str, np.ndarray], dict[int, np.ndarray]]:
    """Fit on some samples.

    Returns:
        The arrays of a weights file, and the probabilities of the blocks of every sample that was not fitted on.
    """
    word_scores, name_scores, arrays = _scores(table, train)
    scores = (word_scores, name_scores)
    # a line's odds are those of several forests on average: half of them have learned to do without its words
    forests = [
        grown
        for blank in ((False, True) if lines else (True,))
        for grown in _forests(
            _rows(table, train, scores, _lists(arrays), lines=lines, blank=blank), arrays, trees, lines
        )
    ]
    for key in forests[0]:
        arrays[key] = np.concatenate([one[key][: KEPT if lines else None] for one in forests])
        if key.endswith("leaf"):
            arrays[key] /= len(forests)
    others = np.setdiff1d(np.arange(len(table.samples)), train)
    return arrays, _predict(table, others, scores, arrays, lines)


def _forests(rows: Rows, arrays: dict[str, np.ndarray], trees: int, lines: bool) -> list[dict[str, np.ndarray]]:
    """The trees of one look at blocks, or of both at lines by each seed; the first guess goes into the arrays."""
    if "first_look" not in arrays:
        look = LogisticRegression(C=10.0, fit_intercept=False, max_iter=200)
        look.fit(np.concatenate([one.look for one in rows.measured]), rows.labels, sample_weight=rows.weights)
        arrays["first_look"] = look.coef_[0].astype(np.float32)
    matrix = _first(rows, rows.guesses(arrays["first_look"]))
    return [_looks(rows, matrix, trees, lines, seed) for seed in (SEEDS if lines else SEEDS[:1])]


def _looks(rows: Rows, matrix: np.ndarray, trees: int, lines: bool, seed: int) -> dict[str, np.ndarray]:
    """The trees of one seed."""
    every = np.ones(len(matrix), bool)
    boosters = [rows.boosted(matrix, every, trees, seed)]
    if lines:
        # the second look is fitted on what a first look says that has not seen the site
        likely = np.zeros(len(matrix), np.float32)
        for half in (0, 1):
            at = np.flatnonzero((rows.folds % 2 == half) & rows.near)
            unseen = rows.boosted(matrix, rows.folds % 2 != half, trees, seed)
            likely[at] = unseen.predict(matrix[at], num_threads=1)
        boosters.append(rows.boosted(_second(rows, matrix, likely), every, trees, seed))
    gain = boosters[-1].feature_importance("gain")
    names = LINE_FEATURES if lines else FEATURES
    print("gain:", ", ".join(f"{names[at]} {gain[at] / gain.sum():.3f}" for at in np.argsort(-gain)[:30]))
    found = [(name, _trees(booster)) for name, booster in zip(LOOKS, boosters, strict=False)]
    return {f"{name}{key}": values for name, grown in found for key, values in grown.items()}


def _first(rows: Rows, likely: np.ndarray) -> np.ndarray:
    """The matrix of the first look."""
    return np.concatenate(
        [
            one.first(own) if isinstance(one, Lines) else one.matrix(own)
            for one, own in zip(rows.measured, rows.split(likely), strict=True)
        ]
    )


def _second(rows: Rows, first: np.ndarray, likely: np.ndarray) -> np.ndarray:
    """The matrix of the second look."""
    found = [
        one.second(matrix, own)
        for one, matrix, own in zip(rows.measured, rows.split(first), rows.split(likely), strict=True)
        if isinstance(one, Lines)
    ]
    return np.concatenate(found)


def _predict(
    table: Table, others: np.ndarray, scores: tuple[np.ndarray, np.ndarray], arrays: dict[str, np.ndarray], lines: bool
) -> dict[int, np.ndarray]:
    """Probabilities of samples that were not fitted on."""
    if not len(others):
        return {}
    rows = _rows(table, others, scores, _lists(arrays), lines=lines, blank=False)
    matrix = _first(rows, rows.guesses(arrays["first_look"]))
    likely = np.zeros(len(matrix), np.float32)
    for look in LOOKS[: 1 + lines]:
        if look:
            matrix = _second(rows, matrix, likely)
        trees = Trees(*(arrays[look + key] for key in ("feature", "threshold", "leaf")))
        likely[rows.near] = 1 / (1 + np.exp(-trees.margins(matrix[rows.near])))
    return dict(zip(others.tolist(), rows.split(likely), strict=True))


def _lists(arrays: dict[str, np.ndarray]) -> tuple[Weights, Weights]:
    """The word list, and one that has its figures and signs only, as if every word were of another language."""
    arrays = arrays | {"first_look": np.zeros(1)}
    listed = arrays["word_list"].tobytes().decode().split("\n")
    kept = [at for at, word in enumerate(listed) if not any(map(str.isalpha, word))]
    left = "\n".join(listed[at] for at in kept).encode()
    lists = {"word_list": np.frombuffer(left, np.uint8), "word_scores": arrays["word_scores"][kept]}
    return Weights(arrays), Weights(arrays | lists)


def _rows(
    table: Table,
    picked: np.ndarray,
    scores: tuple[np.ndarray, np.ndarray],
    lists: tuple[Weights, Weights],
    *,
    lines: bool,
    blank: bool,
) -> Rows:
    """Some samples measured, a part of them without their words where some are to be blank."""
    row_ends = np.searchsorted(table.rows, np.arange(len(table.samples) + 1))
    box_ends = np.searchsorted(table.boxes, np.arange(len(table.samples) + 1))
    samples = [table.samples[at] for at in picked]
    nears, weights, measured = [], [], []
    for at, one in zip(picked, samples, strict=True):
        texts = [block.text for block in one.page.blocks]
        near = candidates(texts, [block.link_chars for block in one.page.blocks])
        words = scores[0][row_ends[at] : row_ends[at + 1]]
        weight = one.weights
        without = blank and zlib.crc32(one.id.encode()) % 100 < BLANK
        if lines:
            # all lines are judged, but a part of those that are far from any prose is enough to learn from
            weight = np.where(near, weight, weight * FAR * (np.arange(len(near)) % FAR == 0))
            near = np.ones(len(near), bool)
            told = [rule.kind if rule else "" for rule in wordings(texts)]
            seen = read_words(texts, near.tolist(), lists[1]).scores if without else words
            measured.append(Lines(texts, seen, told, one.title))
        else:
            told = [rule.kind if rule else "" for rule in read_wording(one.page, near)]
            held = np.append(scores[1][box_ends[at] : box_ends[at + 1]], np.float32(0))
            names = read_names(one.page, lists[0])._replace(scores=held)
            full, signs = (read_words(texts, near.tolist(), listed) for listed in lists)
            known = Words(np.where(near, words, 0).astype(np.float32), full.known)
            measured.append(Blocks(one.page, signs if without else known, names, told, one.title))
        nears.append(near)
        weights.append(weight)
    counts = [len(one.labels) for one in samples]
    return Rows(
        measured,
        np.cumsum(counts),
        np.concatenate(nears),
        np.concatenate([one.labels for one in samples]),
        np.concatenate(weights),
        np.repeat(table.folds[picked], counts),
    )


def _scores(table: Table, train: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Word and name scores of all samples, out of fold by site for those fitted on, and the lists to be written."""
    inside = np.isin(np.arange(len(table.samples)), train)
    has_names = table.names.shape[0] > 0
    word_weights, name_weights = table.weights * inside[table.rows], table.masses * inside[table.boxes]
    rows = np.flatnonzero(word_weights)
    kept = np.flatnonzero(_common(table.words[rows], table.sites[table.rows[rows]], 4))
    words = table.words[:, kept]
    word_scores = np.zeros(len(table.labels), np.float32)
    name_scores = np.zeros(table.names.shape[0], np.float32)
    if has_names:
        boxes = np.flatnonzero(name_weights)
        kept_names = np.flatnonzero(_common(table.names[boxes], table.sites[table.boxes[boxes]], 3))
        names = table.names[:, kept_names]
    for fold in range(FOLDS + 1):
        # the last round is fitted on all and scores what is held out; the others score the fold that they have not seen
        row_in, box_in = (table.folds != fold)[table.rows], (table.folds != fold)[table.boxes]
        word_model = _linear(words, table.labels, word_weights * row_in, 3e-6)
        at = np.flatnonzero(~inside[table.rows] if fold == FOLDS else inside[table.rows] & ~row_in)
        if len(at):
            word_scores[at] = word_model.decision_function(words[at])
        if has_names:
            name_model = _names(names, table.shares, name_weights * box_in)
            at = np.flatnonzero(~inside[table.boxes] if fold == FOLDS else inside[table.boxes] & ~box_in)
            if len(at):
                name_scores[at] = name_model.decision_function(names[at])
    arrays = _tables(table, word_model, kept, *((name_model, kept_names) if has_names else (None, None)))
    return word_scores, name_scores, arrays


def _tables(table: Table, words: Any, kept: np.ndarray, names: Any, kept_names: Any) -> dict[str, np.ndarray]:
    """The word and name lists with their scores, without what hardly counts."""
    arrays: dict[str, np.ndarray] = {}
    biases = [float(words.intercept_[0]), 0.0]
    parts = [("word", words, kept, table.word_list, 30_000)]
    if names is not None:
        biases[1] = float(names.intercept_[0])
        parts.append(("name", names, kept_names, table.name_list, 12_000))
    for name, model, columns, known, most in parts:
        scores = model.coef_[0]
        counts = np.asarray((table.words if name == "word" else table.names)[:, columns].sum(axis=0)).ravel()
        best = np.argsort(-np.abs(scores) * np.sqrt(counts))[:most]
        listed = "\n".join(known[columns[at]] for at in best)
        arrays[f"{name}_list"] = np.frombuffer(listed.encode(), np.uint8)
        arrays[f"{name}_scores"] = scores[best].astype(np.float16)
    return arrays | {"bias": np.array(biases, np.float32)}


def _trees(booster: lgb.Booster) -> dict[str, np.ndarray]:
    """The trees as complete binary ones; a leaf above the last level is repeated below a split that all pass left."""
    dumped = booster.dump_model()["tree_info"]
    feature = np.zeros((len(dumped), 2**DEPTH - 1), np.uint8)
    threshold = np.full(feature.shape, np.inf, np.float32)
    leaf = np.zeros((len(dumped), 2**DEPTH), np.float32)

    def fill(tree: int, node: dict[str, Any], level: int, at: int) -> None:
        if level == DEPTH:
            leaf[tree, at] = node["leaf_value"]
            return
        here = 2**level - 1 + at
        if "leaf_value" in node:
            fill(tree, node, level + 1, 2 * at)
            return
        feature[tree, here] = node["split_feature"]
        threshold[tree, here] = node["threshold"]
        fill(tree, node["left_child"], level + 1, 2 * at)
        fill(tree, node["right_child"], level + 1, 2 * at + 1)

    for number, tree in enumerate(dumped):
        fill(number, tree["tree_structure"], 0, 0)
    return {"feature": feature, "threshold": threshold, "leaf": leaf}


def main() -> None:
    """Fit, score what is held out, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", help="FAMILY=FILE")
    parser.add_argument("--out", type=Path, help="folder of the weights file")
    parser.add_argument("--name", help="blocks or lines, or another name of the weights file")
    parser.add_argument("--lines", action="store_true", help="fit the model of plain text")
    parser.add_argument("--hold", action="append", default=[], help="family to leave out")
    parser.add_argument("--trees", type=int, default=130)
    parser.add_argument("--cache", type=Path, help="folder for labelled pages, so that a second fit starts sooner")
    parser.add_argument("--probabilities", type=Path, help="where to write those of held-out pages, as a pickle")
    given = parser.parse_args()
    samples: list[Sample] = []
    vote = peers()
    for pair in given.data:
        family, _, name = pair.partition("=")
        kept = given.cache / (Path(name).name + ".pickle") if given.cache else None
        if kept and kept.exists():
            samples += pickle.loads(kept.read_bytes())
            continue
        found = [one for row in read(Path(name)) if (one := sample(row, family, vote))]
        if kept:
            kept.write_bytes(pickle.dumps(found))
        samples += found
    crowd = Counter(one.site for one in samples)
    for one in samples:
        one.weights = one.weights / np.sqrt(crowd[one.site])
    if given.lines:
        texts = (as_lines(one, view) for one in samples for view in VIEWS)
        samples = [one for one in texts if one is not None]
    print(len(samples), "samples", flush=True)
    table = Table(samples)
    train = np.array([at for at, one in enumerate(samples) if one.family not in given.hold])
    arrays, found = fit(table, train, given.trees, given.lines)
    if given.probabilities:
        held = {samples[at].id: likely for at, likely in found.items() if not given.lines}
        given.probabilities.write_bytes(pickle.dumps(held))
    if given.out:
        target = given.out / f"{given.name or ('lines' if given.lines else 'blocks')}.npz"
        np.savez_compressed(target, **arrays)
        print(target, target.stat().st_size, "bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
