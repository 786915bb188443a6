"""What the steps count and measure: metrics of Beam, so that every engine shows them in an interface of its own.

A metric stands under the name of its step. What a count is of (an outcome, a reason) follows a colon in its name:
``PollFeeds / polls:not_modified``. Distributions hold whole numbers, which is all that engines take.

A process keeps count for itself too (:data:`HERE`): Prism loses a count where two bundles at once bring a name that it
has not met yet (2.77: in one of twelve streams of twelve stories).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from apache_beam.metrics import Metrics

from schemas.logbook import Poll
from schemas.records import Page, Refusal, StagedFile


@dataclass(frozen=True, slots=True)
class Measure:
    """The specification of a metric.

    Attributes:
        step: Its step: the metric's namespace.
        name: Its name; of what, where it has a label, comes after a colon. Empty when the label is all of it.
        family: Its name in Prometheus' form, without ``wirelake_``; a counter's gets ``_total`` at its end.
        says: What it is, for the docs and for Prometheus.
        label: What the part after the colon is; None when there is none.
        unit: Size of its unit in Prometheus' unit of the family: 0.001 for milliseconds in a family of seconds. None
            for a counter; else it is a distribution.
    """

    step: str
    name: str
    family: str
    says: str
    label: str | None = None
    unit: float | None = None


MEASURES: Final = (
    Measure("PollFeeds", "polls", "polls", "Feeds asked, or not asked because they were not due.", "outcome"),
    Measure("PollFeeds", "entries", "feed_entries", "Entries read from feeds."),
    Measure("PollFeeds", "bytes", "feed_bytes", "Size of a feed after decompression.", unit=1),
    Measure("PollFeeds", "milliseconds", "poll_seconds", "From a feed's request to its last byte.", unit=1e-3),
    Measure("DropSeen", "entries", "entries", "Entries by what the lake knew of them.", "verdict"),
    Measure("FetchPages", "fetches", "fetches", "Pages: fetched, reused from a killed run, or why not.", "outcome"),
    Measure("FetchPages", "bytes", "page_bytes", "Size of a page after decompression.", unit=1),
    Measure("FetchPages", "milliseconds", "fetch_seconds", "From a page's request to its last byte.", unit=1e-3),
    Measure("ReadStories", "stories", "stories", "Stories read: new, edited, or unchanged.", "change"),
    Measure("ReadStories", "kinds", "story_kinds", "New versions by the kind of their page.", "kind"),
    Measure("ReadStories", "languages", "story_languages", "New versions by their language.", "language"),
    Measure("ReadStories", "rejects", "rejects", "Stories that could not be fetched or read.", "reason"),
    Measure("ReadStories", "cpu_milliseconds", "story_cpu_seconds", "CPU of reading one story.", unit=1e-3),
    Measure("ReadStories", "lag_seconds", "lag_seconds", "From a new story's publication to its commit.", unit=1),
    Measure("FeedLag", "", "feed_lag_seconds", "The same, feed by feed.", "feed_id", unit=1),
    Measure("ExtractAttributions", "attributions", "attributions", "Attributions found.", "stance"),
    Measure("ExtractEvents", "events", "events", "Events found; `none` are calamities.", "type"),
    Measure("WriteLake", "rows", "rows", "Rows staged for the lake.", "table"),
    Measure("WriteLake", "bytes", "file_bytes", "Size of a Parquet file.", unit=1),
    Measure("WriteLake", "commit_milliseconds", "commit_seconds", "From a commit's begin to its end.", unit=1e-3),
    Measure("CommitWindows", "carried", "carried_parcels", "Parcels that came after their window's commit."),
    Measure("CommitWindows", "state_bytes", "state_bytes", "State of a shard of a stream.", "step", unit=1),
)
"""Every metric there is."""


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


class Meter:
    """Counts and distributions by step and name, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counters: Counter[tuple[str, str]] = Counter()
        self._spreads: dict[tuple[str, str], Spread] = {}

    def count(self, step: str, name: str, by: int) -> None:
        """Add to a count."""
        with self._lock:
            self._counters[step, name] += by

    def measure(self, step: str, name: str, value: float) -> None:
        """Add a value to a distribution."""
        one = Spread(1, value, value, value)
        with self._lock:
            known = self._spreads.get((step, name))
            self._spreads[step, name] = one if known is None else known + one

    def read(self) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], Spread]]:
        """The counts and the distributions so far."""
        with self._lock:
            return Counter(self._counters), dict(self._spreads)

    def clear(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counters.clear()
            self._spreads.clear()


HERE: Final = Meter()
"""What this process has counted and measured."""

_KNOWN: Final = {(measure.step, measure.name): measure for measure in MEASURES}


def measure_of(step: str, name: str) -> Measure | None:
    """The specification of a metric of Beam; None when it is none of ours."""
    return _KNOWN.get((step, name.partition(":")[0])) or _KNOWN.get((step, ""))


def count(step: str, name: str, by: int = 1) -> None:
    """Add to a counter of a step.

    Raises:
        KeyError: No such counter is specified.
    """
    _metric(step, name, spread=False).inc(by)
    HERE.count(step, name, by)


def measure(step: str, name: str, value: float) -> None:
    """Add a value to a distribution of a step; it is rounded to a whole number.

    Raises:
        KeyError: No such distribution is specified.
    """
    _metric(step, name, spread=True).update(round(value))
    HERE.measure(step, name, round(value))


def measure_poll(poll: Poll) -> None:
    """Count a poll by its outcome."""
    count("PollFeeds", f"polls:{poll.outcome}")
    count("PollFeeds", "entries", poll.entries)
    if poll.bytes is not None:
        measure("PollFeeds", "bytes", poll.bytes)
    if poll.seconds is not None:
        measure("PollFeeds", "milliseconds", poll.seconds * 1e3)


def measure_fetch(page: Page | Refusal) -> None:
    """Count a fetch by its outcome: a page fetched now, one that a killed run had fetched, or a reason."""
    if isinstance(page, Refusal):
        count("FetchPages", f"fetches:{page.reason}")
    elif page.seconds is None:
        count("FetchPages", "fetches:reused")
    else:
        count("FetchPages", "fetches:fetched")
        measure("FetchPages", "bytes", len(page.body))
        measure("FetchPages", "milliseconds", page.seconds * 1e3)


def measure_files(files: Iterable[StagedFile]) -> None:
    """Count rows on their way to the lake, and measure their files."""
    for file in files:
        count("WriteLake", f"rows:{file.table}", file.rows)
        measure("WriteLake", "bytes", file.bytes)


@cache
def _metric(step: str, name: str, *, spread: bool) -> Any:
    found = measure_of(step, name)
    if found is None or (found.unit is not None) is not spread or (found.label is None and ":" in name):
        raise KeyError(f"{step} has no {'distribution' if spread else 'counter'} {name}")
    return (Metrics.distribution if spread else Metrics.counter)(step, name)
