"""Preparation: the vocabulary, the pretrained weights that are kept, and the windows of each epoch."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tools.fit_encoder.data import Sample, read_lines, samples_of
from tools.fit_encoder.idioms import passages
from tools.fit_encoder.roles import capitals_of
from transforms.language.pieces import WordPiece, cut_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the texts are, see :mod:`tools.fit_encoder.data`.

    Attributes:
        attributions: Who said what.
        events: Parties of events.
        places: Names of places.
        texts: Without annotations.
        idioms: Passages of our own wording to be drawn for each epoch.
        share: Part of the places, and of the plain texts, that is read in each epoch.
    """

    attributions: Sequence[Path]
    events: Sequence[Path] = ()
    places: Sequence[Path] = ()
    texts: Sequence[Path] = ()
    idioms: int = 500
    share: float = 0.5


def prepare(sources: Sources, pretrained: Path, out: Path, *, epochs: int, seed: int, kept: Path | None) -> None:
    """Write `vocabulary.txt`, `pretrained.pt` and `epoch0.pickle` … to a folder.

    Args:
        sources: The texts.
        pretrained: Folder of the pretrained model: `vocab.txt` and `model.safetensors`.
        out: Where to.
        epochs: How many epochs of windows; each is cut elsewhere.
        seed: Of all draws.
        kept: The room whose `vocabulary.txt` and `encoder.onnx` give words and word table, so that neither changes;
            None to cut the vocabulary anew, to what the texts need.
    """
    from safetensors.torch import load_file  # noqa: PLC0415 (needed here alone)

    out.mkdir(parents=True, exist_ok=True)
    state: dict[str, Tensor] = load_file(pretrained / "model.safetensors")
    if kept is not None:
        vocabulary = (kept / "vocabulary.txt").read_text("utf-8").split("\n")[:-1]
        words = word_table(kept / "encoder.onnx")
    else:
        whole = (pretrained / "vocab.txt").read_text("utf-8").split("\n")[:-1]
        paths = (*sources.attributions, *sources.events, *sources.places, *sources.texts)
        vocabulary = cut_vocabulary(whole, (record["text"] for path in paths for record in read_lines(path)))
        rows = {piece: row for row, piece in enumerate(whole)}
        words = state["embeddings.word_embeddings.weight"][[rows[piece] for piece in vocabulary]]
    (out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    state.pop("embeddings.word_embeddings.weight", None)
    torch.save({"words": words, "state": state}, out / "pretrained.pt")
    with ProcessPoolExecutor() as pool:
        jobs = [pool.submit(_epoch, sources, vocabulary, out, number, seed) for number in range(epochs)]
        for job in jobs:
            job.result()


def word_table(model: Path) -> Tensor:
    """The word table of an exported encoder, as it reads it."""
    import onnx  # noqa: PLC0415 (needed here alone)

    held = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in onnx.load(model).graph.initializer}
    numbers = held["words.weight_quantized"].astype("float32") - held["words.weight_zero_point"].astype("float32")
    return torch.from_numpy(numbers * held["words.weight_scale"])


def _epoch(sources: Sources, vocabulary: Sequence[str], out: Path, number: int, seed: int) -> None:
    dice = random.Random(f"{seed} {number}")
    tokenizer = WordPiece(vocabulary)
    told, events, places, texts = (
        [record for path in paths for record in read_lines(path)]
        for paths in (sources.attributions, sources.events, sources.places, sources.texts)
    )
    capitals = capitals_of(record["text"] for record in (*told, *texts))
    marked = [*told, *passages(sources.idioms, dice), *events, *_some(places, sources.share, dice)]
    bare = [{"text": record["text"]} for record in _some(texts, sources.share, dice)]
    samples: tuple[list[Sample], list[Sample]] = (
        [sample for record in marked for sample in samples_of(tokenizer, record, dice, capitals)],
        [sample for record in bare for sample in samples_of(tokenizer, record, dice, capitals)],
    )
    with (out / f"epoch{number}.pickle").open("wb") as file:
        pickle.dump(samples, file)


def _some(records: list[Any], share: float, dice: random.Random) -> list[Any]:
    return dice.sample(records, round(share * len(records)))
