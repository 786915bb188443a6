"""What the steps of pipelines counted and measured, added up over a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from apache_beam.runners.runner import PipelineResult

from transforms.measure import HERE, Spread

_ENGINES: Final = "beam"
"""Namespace of what engines count of their own accord."""


@dataclass
class Tally:
    """Metrics of :mod:`transforms.measure` by step and name.

    Attributes:
        counters: Counts.
        spreads: Distributions, in the units of the engine.
    """

    counters: Counter[tuple[str, str]] = field(default_factory=Counter)
    spreads: dict[tuple[str, str], Spread] = field(default_factory=dict)

    @classmethod
    def of(cls, result: PipelineResult) -> Tally:
        """What a pipeline has counted so far: what is committed, where its engine knows, else what was attempted."""
        tally = cls()
        # Beam asks the job server once and keeps the answer; a job that runs on has a new one.
        result._metrics = None
        found = result.metrics().query()
        for counter in found["counters"]:
            name = counter.key.metric
            if name.namespace != _ENGINES:
                tally.counters[name.namespace, name.name] += counter.result or 0
        for distribution in found["distributions"]:
            name, data = distribution.key.metric, distribution.result
            if name.namespace != _ENGINES and data is not None and data.count:
                tally.measure((name.namespace, name.name), Spread(data.count, data.sum, data.min, data.max))
        return tally

    @classmethod
    def here(cls) -> Tally:
        """What the steps have counted so far in this process."""
        return cls(*HERE.read())

    def add(self, other: Tally) -> None:
        """Take over another's."""
        self.counters.update(other.counters)
        for key, spread in other.spreads.items():
            self.measure(key, spread)

    def measure(self, key: tuple[str, str], spread: Spread) -> None:
        """Add values to a distribution."""
        known = self.spreads.get(key)
        self.spreads[key] = spread if known is None else known + spread

    def by(self, step: str, name: str) -> Counter[str]:
        """The counts of a metric by its label."""
        return Counter(
            {
                full.partition(":")[2]: number
                for (of, full), number in self.counters.items()
                if of == step and full.partition(":")[0] == name
            }
        )

    def spread(self, step: str, name: str) -> dict[str, Spread]:
        """A distribution by its label, which is empty where it has none; an empty name is that of every label."""
        return {
            full.partition(":")[2] if name else full: spread
            for (of, full), spread in self.spreads.items()
            if of == step and (full.partition(":")[0] == name or not name)
        }

    def later(self, seconds: float) -> Tally:
        """The same with every story seen so much later."""
        spreads = {
            key: spread.later(seconds) if key[0] == "FeedLag" or key[1] == "lag_seconds" else spread
            for key, spread in self.spreads.items()
        }
        return Tally(Counter(self.counters), spreads)
