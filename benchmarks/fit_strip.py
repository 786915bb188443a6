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
import gzip
import json
import pickle
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import lightgbm as lgb
import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression, SGDClassifier

from transforms.strip.features import FEATURES, measure
from transforms.strip.metadata import letters, read_metadata
from transforms.strip.pictures import is_caption
from transforms.strip.scan import Block, Scan, scan
from transforms.strip.vocabulary import name_features, word_features
from transforms.strip.weights import Weights

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+")
FOLDS = 4
DEPTH = 5
AGREED = 0.7
NEAR = 25
"""Blocks from the nearest long block of the story within which a short one is looked for."""


@dataclass
class Sample:
    """A page to fit on."""

    id: str
    family: str
    site: str
    page: Scan
    title: str
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
    return TOKEN.findall(text.lower())


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
        near = min(at - above if above is not None else NEAR, below - at if below is not None else NEAR)
        found[at] = start < stop and key in text[max(0, start - 2) : stop + 2] and near <= NEAR
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
        if counts[labels == 1].sum() < 60 or counts[total == 3].sum() < AGREED * counts[total >= 1].sum():
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


def as_lines(one: Sample, whole: bool) -> Sample:
    """A page as plain text: all its lines, or those of the smallest element around the story, as a feed carries it."""
    start, stop = 0, len(one.page.blocks)
    story = np.flatnonzero(one.labels)
    if not whole and len(story):
        holders = [
            box
            for box in one.page.containers
            if box.start <= story[0] and min(box.end, stop) > story[-1] and box.tag != "body"
        ]
        if holders:
            box = min(holders, key=lambda box: box.end - box.start)
            start, stop = max(0, box.start - 3), min(stop, box.end + 12)
    picked = slice(start, stop)
    blocks = [Block(block.text, -1, 0, 0, 0, 0, False, False) for block in one.page.blocks[picked]]
    return Sample(
        one.id, one.family, one.site, Scan(blocks), one.title if whole else "", one.body, one.counts[picked],
        one.labels[picked], one.weights[picked], one.snippets,
    )  # fmt: skip


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
            name_features(box.tag, box.attributes).words for one in samples for box in one.page.containers
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
    "num_threads": 2, "seed": 1, "verbose": -1,
}  # fmt: skip
"""LightGBM's settings; one seed, so that the same data and versions give the same trees."""


def fit(table: Table, train: np.ndarray, trees: int) -> tuple[dict[str, np.ndarray], Callable[[int], np.ndarray]]:
    """Fit on some samples.

    Returns:
        The arrays of a weights file, and a function from a sample's number to the probabilities of its blocks.
    """
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
    row_ends = np.searchsorted(table.rows, np.arange(len(table.samples) + 1))
    box_ends = np.searchsorted(table.boxes, np.arange(len(table.samples) + 1))

    def matrix(at: int, weights: Weights) -> np.ndarray:
        one = table.samples[at]
        own = slice(row_ends[at], row_ends[at + 1]), slice(box_ends[at], box_ends[at + 1])
        return measure(one.page, word_scores[own[0]], name_scores[own[1]], one.title, weights)[0]

    weights = Weights(arrays)
    weights.first_look_rows = looks = []
    for at in train:
        matrix(at, weights)
    weights.first_look_rows = None
    labels = np.concatenate([table.samples[at].labels for at in train])
    mass = np.concatenate([table.samples[at].weights for at in train])
    look = LogisticRegression(C=10.0, fit_intercept=False, max_iter=200)
    look.fit(np.concatenate(looks), labels, sample_weight=mass)
    arrays["first_look"] = look.coef_[0].astype(np.float32)
    weights = Weights(arrays)
    rows_in = np.concatenate([matrix(at, weights) for at in train])
    used = mass > 0
    booster = lgb.train(_BOOSTING, lgb.Dataset(rows_in[used], labels[used], weight=mass[used]), trees)
    gain = booster.feature_importance("gain")
    print("gain:", ", ".join(f"{FEATURES[at]} {gain[at] / gain.sum():.3f}" for at in np.argsort(-gain)[:30]))
    arrays |= _trees(booster)
    final = Weights(arrays)

    def predict(at: int) -> np.ndarray:
        return 1 / (1 + np.exp(-final.margins(matrix(at, final))))

    return arrays, predict


def _tables(table: Table, words: Any, kept: np.ndarray, names: Any, kept_names: Any) -> dict[str, np.ndarray]:
    """The word and name lists with their scores, without what hardly counts."""
    arrays = {"first_look": np.array([-2.0, 0.6, 0.4, 0.1, 0.5, -3.0, 0.5, 0.0, 0.0, 0.0], np.float32)}
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
        samples = [as_lines(one, whole) for one in samples for whole in (True, False)]
    print(len(samples), "samples", flush=True)
    table = Table(samples)
    train = np.array([at for at, one in enumerate(samples) if one.family not in given.hold])
    arrays, predict = fit(table, train, given.trees)
    if given.probabilities:
        held = {one.id: predict(at) for at, one in enumerate(samples) if one.family in given.hold}
        given.probabilities.write_bytes(pickle.dumps(held))
    if given.out:
        target = given.out / f"{given.name or ('lines' if given.lines else 'blocks')}.npz"
        np.savez_compressed(target, **arrays)
        print(target, target.stat().st_size, "bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
