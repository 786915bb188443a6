"""One naming of an event, with who and what stands beside the word that names it."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.event.chunks import Phrase
from transforms.event.lexicon import Trigger


@dataclass(slots=True)
class Mention:
    """One naming of an event."""

    at: int
    """Index of the trigger token."""
    end: int
    trigger: Trigger
    modes: set[str] = field(default_factory=set)
    actors: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    instruments: list[Phrase] = field(default_factory=list)
    mood: str = "real"
    negated: bool = False
    another: bool = False
    """Whether the words say that it is not the one named before: `another attack`, `a separate attack`."""
    definite: bool = False
    """Whether the words point back: `the attack`."""
