"""What the rules alone find in a text."""

from __future__ import annotations

from transforms.attribute.findings import find_frames
from transforms.attribute.frames import Chars
from transforms.attribute.passages import read_passage

Told = tuple[str, str, str]
"""Source, cue and content; pieces joined by an ellipsis."""


def told(text: str) -> list[Told]:
    """Every frame of a text, in the order of their cues."""
    return [
        (_words(text, frame.source), _words(text, frame.cue), _words(text, frame.content))
        for frame in find_frames(text, read_passage(text, ()))
    ]


def _words(text: str, spans: list[Chars]) -> str:
    return " … ".join(text[start:end] for start, end in spans)
