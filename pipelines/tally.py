"""What the steps of finished pipelines counted and measured, added up over a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from apache_beam.runners.runner import PipelineResult


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution: how many values, their sum, the least and the most of them."""

    count: int
    total: float
    least: float
    most: float

    def __add__(self, other: Spread) -> Spread:
        """Both together."""
        return Spread(
            self.count + other.count,
            self.total + other.total,
            min(self.least, other.least),
            max(self.most, other.most),
        )

    @property
    def mean(self) -> float:
        """The mean value."""
        return self.total / self.count

    def later(self, by: float) -> Spread:
        """Every value so much larger."""
        return Spread(self.count, self.total + self.count * by, self.least + by, self.most + by)


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
        """What a pipeline has committed."""
        tally = cls()
        found = result.metrics().query()
        for counter in found["counters"]:
            tally.counters[counter.key.metric.namespace, counter.key.metric.name] += counter.result
        for distribution in found["distributions"]:
            data = distribution.result
            if data.count:
                key = (distribution.key.metric.namespace, distribution.key.metric.name)
                tally.measure(key, Spread(data.count, data.sum, data.min, data.max))
        return tally

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
            full.removeprefix(name): spread
            for (of, full), spread in self.spreads.items()
            if of == step and (full == name or not name)
        }

    def later(self, seconds: float) -> Tally:
        """The same with every story seen so much later."""
        spreads = {
            key: spread.later(seconds) if key[0] == "FeedLag" or key[1] == "lag_seconds" else spread
            for key, spread in self.spreads.items()
        }
        return Tally(Counter(self.counters), spreads)
