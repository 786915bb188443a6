"""The encoder: one pass over a story, for every extractor that reads it.

Four layers of a small transformer turn each piece of each word into a vector of what it means where it stands. The
extractors put heads of their own on these; the pass itself is made once a story.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from schemas.story import Span
from transforms.language.pieces import WordPiece, Words
from transforms.language.windows import LENGTH, Segment, pack, segments_of

WIDTH: Final = 384
"""Numbers in the vector of a piece."""

MOST_PIECES: Final = 8_192
"""Pieces of a story that are read, some 6,000 words: what follows is left to the rules, so that memory is bounded."""

WEIGHTS: Final = Path(__file__).with_name("encoder.onnx")
_VOCABULARY: Final = Path(__file__).with_name("vocabulary.txt")
_log: Final = logging.getLogger(__name__)
_lock: Final = threading.Lock()

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph, or a part of one that is too long, as the encoder read it.

    Attributes:
        words: The words of the paragraph.
        first: The first word of this part.
        last: One past its last.
        hidden: A row for each piece of the part.
        places: For each word of the part the row of its first piece.
    """

    words: Words
    first: int
    last: int
    hidden: Array
    places: NDArray[np.intp]


class Encoder:
    """The weights in memory, and what cuts text into their pieces."""

    def __init__(self, weights: Path = WEIGHTS, vocabulary: Path = _VOCABULARY) -> None:
        """Load both.

        Raises:
            OSError: A file is missing or cannot be read.
        """
        self._tokenizer = WordPiece(vocabulary.read_text("utf-8").split("\n")[:-1])
        self._session = open_session(str(weights))

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Reading]:
        """Run the encoder over the paragraphs of a text, up to `MOST_PIECES`."""
        segments: list[Segment] = []
        left = MOST_PIECES
        for start, end in paragraphs:
            words = self._tokenizer.read(text, start, min(end, start + 8 * left))
            for segment in segments_of(text, words, LENGTH):
                left -= segment.pieces
                if left < 0:
                    break
                segments.append(segment)
            if left <= 0:
                break
        found = []
        for window in pack(self._tokenizer, segments, lambda: LENGTH):
            pieces = {"pieces": np.array([window.pieces], np.int64), "signs": np.array([window.signs], np.int64)}
            hidden = self._session.run(["hidden"], pieces)[0][0]
            for segment, places in window.segments:
                rows = hidden[places[0] : places[0] + segment.pieces]
                found.append(Reading(segment.words, segment.first, segment.last, rows, np.array(places) - places[0]))
        return found


def open_session(model: str | bytes) -> Any:
    """A model, by its path or its bytes, on onnxruntime, on one thread: Beam brings the parallel workers."""
    import onnxruntime  # noqa: PLC0415 (a process that reads no story never pays)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    # Fused with its residual, the normalisation of one window costs a third more than the two apart.
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def load_encoder() -> Encoder | None:
    """The encoder of this process, loaded once; None, and one line in the log, where it is not there."""
    with _lock:
        return _load()


@cache
def _load() -> Encoder | None:
    missing = next((path.name for path in (WEIGHTS, _VOCABULARY) if not path.exists()), None)
    if missing is None and find_spec("onnxruntime") is None:
        missing = "the package onnxruntime"
    if missing is not None:
        _log.warning("No %s: stories are read by rules alone, which find fewer attributions.", missing)
        return None
    return Encoder()


def read_story(text: str, paragraphs: Sequence[Span] = ()) -> list[Reading] | None:
    """What the encoder makes of a story; the last story is remembered, so that each is read once.

    Args:
        text: The story's body.
        paragraphs: Its paragraphs; when empty, every line is one.

    Returns:
        Its paragraphs in order; None where there is no encoder.
    """
    encoder = load_encoder()
    if encoder is None:
        return None
    return _remembered(encoder, text, tuple((span.start, span.end) for span in paragraphs))


@lru_cache(maxsize=1)
def _remembered(encoder: Encoder, text: str, paragraphs: tuple[tuple[int, int], ...]) -> list[Reading]:
    return encoder.read(text, paragraphs or _lines(text))


def _lines(text: str) -> list[tuple[int, int]]:
    bounds, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            bounds.append((at, at + len(line)))
        at += len(line) + 1
    return bounds
