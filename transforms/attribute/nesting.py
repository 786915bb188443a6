"""Nesting: which attribution stands within which."""

from __future__ import annotations

from typing import Final

from transforms.attribute.frames import Frame

_DEEPEST: Final = 20
"""Links followed upwards; no agency nests speech deeper than a handful."""


def position(frame: Frame) -> int:
    """Where a frame stands in the story: at its content, else at its cue."""
    if frame.content:
        return frame.content[0][0]
    return frame.cue[0][0] if frame.cue else 0


def parents_of(frames: list[Frame], seqs: dict[int, int]) -> list[int | None]:
    """For each frame the innermost other frame whose content holds its cue, or the link above it in a media chain."""
    pieces = sorted((start, -end, number) for number, frame in enumerate(frames) for start, end in frame.content)
    cues = sorted((frame.cue[0][0], number) for number, frame in enumerate(frames) if frame.cue)
    parents: list[int | None] = [None] * len(frames)
    stack: list[tuple[int, int]] = []
    which = 0
    for at, number in cues:
        while which < len(pieces) and pieces[which][0] <= at:
            start, minus_end, owner = pieces[which]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-minus_end, owner))
            which += 1
        while stack and stack[-1][0] <= at:
            stack.pop()
        holder = next((owner for end, owner in reversed(stack[-4:]) if end > at and owner != number), None)
        parents[number] = holder
    for number, frame in enumerate(frames):
        if frame.chain is not None:
            parents[number] = seqs.get(id(frame.chain))
    return _without_circles(parents)


def _without_circles(parents: list[int | None]) -> list[int | None]:
    """Two contents can each hold the other's cue where one is in pieces; the first link that closes a circle goes."""
    for number in range(len(parents)):
        above, steps = parents[number], 0
        while above is not None and above != number and steps < _DEEPEST:
            above, steps = parents[above], steps + 1
        if above is not None:
            parents[number] = None
    return parents
