"""Parties to violence as the encoder's head marks them: who did it, to whom, to what, with what.

The head stands on the pass that the attributions have made already. It was fitted on reports without capitals, where
rules that lean on names see little; beside names it fills what the rules leave empty.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from schemas.story import Span
from transforms.language.encoder import Reading, read_story
from transforms.language.lists import word_set

HEAD: Final = Path(__file__).with_name("parties.npz")
KINDS: Final = ("perpetrator", "group", "thing", "person", "people", "weapon")
"""Of the head's labels: perpetrators, their organisation, things, people by name, people by description, weapons."""
DOERS: Final = frozenset({"perpetrator", "group"})
SUFFERERS: Final = frozenset({"thing", "person", "people"})
MEANS: Final = frozenset({"weapon"})
LEAST: Final = 0.2
"""Least probability with which a word makes a phrase for a party."""
SURE: Final = 0.45
"""Least confidence of the surest phrase for a party; chosen on the development part of MUC-4."""
_EDGE: Final = 0.15
"""Least probability with which the words beside it belong to it: names and descriptions come whole."""
_ENTRY: Final = 0.15
"""How much surer a word may be of beginning a party than of going on with it where a likely word stands before it."""
_SMALL: Final = word_set(
    "the a an this that these those his her its their our my some any said such of in by from with at on for to and or",
    "s as who which whose - ' \" ` . , ; : ( ) [ ] / ’ “ ”",
)
"""Words and marks at which no party begins or ends."""

_lock: Final = threading.Lock()
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Party:
    """Words that name a party.

    Attributes:
        kind: One of :data:`KINDS`.
        span: Where they stand in the body.
        confidence: The mean probability of the words, between 0 and 1.
    """

    kind: str
    span: Span
    confidence: float


@cache
def _load() -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    if not HEAD.exists():
        _log.warning("No %s: parties to events are found by rules alone.", HEAD.name)
        return None
    with np.load(HEAD, allow_pickle=False) as held:
        return held["weight"].astype(np.float32).T, held["bias"].astype(np.float32)


def find_parties(body: str, paragraphs: Sequence[Span] = ()) -> tuple[Party, ...] | None:
    """The parties named in a story, in the order of the text; None where there are no weights.

    Args:
        body: The story's body.
        paragraphs: Its paragraphs, as the attributions were given them, so that the encoder's pass is not repeated.
    """
    with _lock:
        head = _load()
    readings = read_story(body, paragraphs) if head is not None else None
    if head is None or readings is None:
        return None
    return tuple(party for reading in readings for party in _parties(body, reading, *head))


def _parties(body: str, reading: Reading, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> list[Party]:
    scores = reading.hidden[reading.places] @ weight + bias
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    begins, goes_on = likely[:, 1::2], likely[:, 2::2]
    found: list[Party] = []
    done = 0
    for run, kind in _sure_runs(begins, goes_on):
        first, end = run.start, run.stop
        either = begins[:, kind] + goes_on[:, kind]
        confidence = float(either[first:end].mean())
        while first > done and either[first - 1] >= _EDGE and begins[first, kind] < goes_on[first, kind] + _ENTRY:
            first -= 1
        while end < len(either) and _EDGE <= either[end] < LEAST and goes_on[end, kind] >= begins[end, kind]:
            end += 1
        span = _trimmed(body, reading, first, end)
        if span is not None:
            found.append(Party(KINDS[kind], span, confidence))
        done = end
    return found


def _sure_runs(begins: NDArray[np.float32], goes_on: NDArray[np.float32]) -> list[tuple[range, int]]:
    """Runs of words of one kind that are likely enough to make a party, and the kind."""
    either = begins + goes_on
    kinds, sure = either.argmax(axis=1), either.max(axis=1)
    runs: list[tuple[range, int]] = []
    for at in np.flatnonzero(sure >= LEAST).tolist():
        kind = int(kinds[at])
        last, before = runs[-1] if runs else (range(0), -1)
        if before == kind and last.stop == at and goes_on[at, kind] >= begins[at, kind]:
            runs[-1] = range(last.start, at + 1), kind
        else:
            runs.append((range(at, at + 1), kind))
    return runs


def _trimmed(body: str, reading: Reading, first: int, end: int) -> Span | None:
    """Words of a reading without small ones and marks at their edges; None where nothing else is left."""
    starts, ends = reading.words.starts, reading.words.ends
    first, end = reading.first + first, reading.first + end
    while first < end and body[starts[first] : ends[first]].lower() in _SMALL:
        first += 1
    while end > first and body[starts[end - 1] : ends[end - 1]].lower() in _SMALL:
        end -= 1
    return Span(starts[first], ends[end - 1]) if first < end else None
