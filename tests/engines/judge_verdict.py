"""What a judge says: counts, and faults by kind with the first examples of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

EXAMPLES: Final = 3
"""Faults of a kind that are shown."""

_WIDTH: Final = 118


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement.

    Attributes:
        counts: What was looked at, and measured.
        faults: By kind, each fault in words; a kind that was looked for and not met is there, and empty.
    """

    counts: Mapping[str, float]
    faults: Mapping[str, tuple[str, ...]]

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not any(self.faults.values())

    @property
    def found(self) -> set[str]:
        """The kinds of fault met."""
        return {kind for kind, these in self.faults.items() if these}

    def __or__(self, other: Verdict) -> Verdict:
        """Both judgements as one."""
        return Verdict({**self.counts, **other.counts}, {**self.faults, **other.faults})

    def table(self) -> str:
        """For a person: a line a count, a line a kind of fault, and its first examples."""
        wide = max(map(len, (*self.counts, *self.faults)))
        lines = [f"  {name:<{wide}}  {value:>10,.10g}" for name, value in self.counts.items()]
        for kind, these in self.faults.items():
            lines.append(f"{'!' if these else ' '} {kind:<{wide}}  {len(these):>10}")
            lines += [f"      {text}"[:_WIDTH] for text in these[:EXAMPLES]]
        return "\n".join(lines)


@dataclass
class Findings:
    """Faults while they are gathered.

    Attributes:
        kinds: What is looked for.
    """

    kinds: Iterable[str]
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._faults: dict[str, list[str]] = {kind: [] for kind in self.kinds}

    def add(self, kind: str, what: str) -> None:
        """One fault.

        Raises:
            KeyError: This kind is not looked for.
        """
        self._faults[kind].append(what)

    def verdict(self) -> Verdict:
        """All of it."""
        return Verdict(dict(self.counts), {kind: tuple(these) for kind, these in self._faults.items()})
