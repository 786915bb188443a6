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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import lightgbm as lgb
import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression, SGDClassifier

from transforms.strip.features import FEATURES, Blocks, candidates
from transforms.strip.label import read_wording
from transforms.strip.line_features import LINE_FEATURES, Lines
from transforms.strip.lines import guess_title
from transforms.strip.metadata import letters, read_metadata
from transforms.strip.pictures import is_caption
from transforms.strip.scan import Block, Scan, scan
from transforms.strip.vocabulary import HIDDEN, name_features, word_features
from transforms.strip.weights import LOOKS, Trees

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+")
FOLDS = 4
DEPTH = 5
AGREED = 0.7
FAR = 3
"""Of the lines far from any prose one in so many is fitted on, with so much more weight."""
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
    """The headline's letters; of plain text the headline as printed, empty when it is not known."""
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


def as_lines(one: Sample, whole: bool) -> Sample | None:
    """A page as plain text: all its lines, or those of the smallest element around the story, as a feed carries it.

    What readers do not see is left out. For half of the pages the headline is known, for the others it is guessed, as
    it is for a text that comes without one. None when nothing of the story is left.
    """
    seen = ~_hidden(one.page)
    place = np.flatnonzero(seen)
    story = np.flatnonzero(one.labels[seen])
    if not len(story):
        return None
    start, stop = 0, len(place)
    if not whole:
        count = np.concatenate([[0], np.cumsum(seen)])
        spans = [
            (int(count[box.start]), int(count[min(box.end, len(seen))]))
            for box in one.page.containers
            if box.tag != "body"
        ]
        holders = [(low, high) for low, high in spans if low <= story[0] and high > story[-1]]
        if holders:
            low, high = min(holders, key=lambda span: span[1] - span[0])
            start, stop = max(0, low - 3), min(stop, high + 12)
    picked = place[start:stop]
    blocks = [Block(one.page.blocks[at].text, -1, 0, 0, 0, 0, False, False) for at in picked]
    title = _printed(one) if zlib.crc32(f"{one.id}{whole}".encode()) % 2 else guess_title([b.text for b in blocks])
    return Sample(
        one.id, one.family, one.site, Scan(blocks), title or "", one.body, one.counts[picked], one.labels[picked],
        one.weights[picked], one.snippets,
    )  # fmt: skip


def _hidden(page: Scan) -> np.ndarray:
    """Blocks that stand in an element that readers do not see."""
    unseen = [False] * len(page.containers)
    for at, box in enumerate(page.containers):
        own = name_features(box.tag, box.attributes).flags & HIDDEN
        unseen[at] = bool(own) or (box.parent >= 0 and unseen[box.parent])
    return np.array([block.container >= 0 and unseen[block.container] for block in page.blocks])


def _printed(one: Sample) -> str:
    """The headline as printed, when it stands on the page."""
    return next((block.text for block in one.page.blocks if one.title and letters(block.text) == one.title), "")


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
    "seed": 1, "verbose": -1, "num_threads": 1, "force_row_wise": True,
}  # fmt: skip
"""LightGBM's settings; one seed, so that the same data and versions give the same trees."""


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

    def boosted(self, matrix: np.ndarray, used: np.ndarray, trees: int) -> lgb.Booster:
        """Trees fitted on the rows that are used and looked at."""
        used = used & self.near & (self.weights > 0)
        return lgb.train(_BOOSTING, lgb.Dataset(matrix[used], self.labels[used], weight=self.weights[used]), trees)


def fit(
    table: Table, train: np.ndarray, trees: int, lines: bool
) -> tuple[dict[str, np.ndarray], dict[int, np.ndarray]]:
    """Fit on some samples.

    Returns:
        The arrays of a weights file, and the probabilities of the blocks of every sample that was not fitted on.
    """
    word_scores, name_scores, arrays = _scores(table, train)
    rows = _rows(table, train, word_scores, name_scores, lines)
    look = LogisticRegression(C=10.0, fit_intercept=False, max_iter=200)
    look.fit(np.concatenate([one.look for one in rows.measured]), rows.labels, sample_weight=rows.weights)
    arrays["first_look"] = look.coef_[0].astype(np.float32)
    guessed = rows.guesses(arrays["first_look"])
    matrix = _first(rows, guessed)
    boosters = [rows.boosted(matrix, np.ones(len(matrix), bool), trees)]
    if lines:
        # the second look is fitted on what a first look says that has not seen the site
        likely = np.zeros(len(matrix), np.float32)
        for half in (0, 1):
            at = np.flatnonzero((rows.folds % 2 == half) & rows.near)
            likely[at] = rows.boosted(matrix, rows.folds % 2 != half, trees).predict(matrix[at], num_threads=1)
        matrix = _second(rows, matrix, likely)
        boosters.append(rows.boosted(matrix, np.ones(len(matrix), bool), trees))
    gain = boosters[-1].feature_importance("gain")
    names = LINE_FEATURES if lines else FEATURES
    print("gain:", ", ".join(f"{names[at]} {gain[at] / gain.sum():.3f}" for at in np.argsort(-gain)[:30]))
    for name, booster in zip(LOOKS, boosters, strict=False):
        arrays |= {f"{name}{key}": values for key, values in _trees(booster).items()}
    others = np.setdiff1d(np.arange(len(table.samples)), train)
    return arrays, _predict(table, others, (word_scores, name_scores), arrays, lines)


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
    rows = _rows(table, others, *scores, lines)
    matrix = _first(rows, rows.guesses(arrays["first_look"]))
    likely = np.zeros(len(matrix), np.float32)
    for look in LOOKS[: 1 + lines]:
        if look:
            matrix = _second(rows, matrix, likely)
        trees = Trees(*(arrays[look + key] for key in ("feature", "threshold", "leaf")))
        likely[rows.near] = 1 / (1 + np.exp(-trees.margins(matrix[rows.near])))
    return dict(zip(others.tolist(), rows.split(likely), strict=True))


def _rows(table: Table, picked: np.ndarray, word_scores: np.ndarray, name_scores: np.ndarray, lines: bool) -> Rows:
    """Some samples measured."""
    row_ends = np.searchsorted(table.rows, np.arange(len(table.samples) + 1))
    box_ends = np.searchsorted(table.boxes, np.arange(len(table.samples) + 1))
    samples = [table.samples[at] for at in picked]
    nears, weights, measured = [], [], []
    for at, one in zip(picked, samples, strict=True):
        texts = [block.text for block in one.page.blocks]
        near = candidates(texts, [block.link_chars for block in one.page.blocks])
        words = word_scores[row_ends[at] : row_ends[at + 1]]
        weight = one.weights
        if lines:
            # all lines are judged, but a part of those that are far from any prose is enough to learn from
            weight = np.where(near, weight, weight * FAR * (np.arange(len(near)) % FAR == 0))
            near = np.ones(len(near), bool)
            measured.append(Lines(texts, words, one.title))
        else:
            told = [rule.kind if rule else "" for rule in read_wording(one.page, near)]
            names = name_scores[box_ends[at] : box_ends[at + 1]]
            measured.append(Blocks(one.page, np.where(near, words, 0).astype(np.float32), names, told, one.title))
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
        texts = (as_lines(one, whole) for one in samples for whole in (True, False))
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
