"""The clock: the one unbounded source, a tick every few seconds until it is told to stop.

Beam's PeriodicImpulse makes up for every tick that it missed: a job that comes back after an hour would be given
seven hundred at once. This clock goes on from now, and it can be stopped: then it gives a last tick and ends, the
watermark moves past all windows, and the job ends by itself with everything committed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import apache_beam as beam
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from transforms.lake.store import CONTROL, open_store

_END: Final = 1 << 52
"""Number of the tick that never comes: far beyond any clock, and exact as a float."""

_STOPPED: Final = _END - 2
"""Number of the last tick of a clock that was stopped. After it the clock waits once more before it ends: on Flink a
clock's end, or a watermark ahead of its tick, can overtake the tick, which is then late for its window."""


def stop_path(stream: str) -> str:
    """The mark that stops a stream's clock, relative to the lake."""
    return f"{CONTROL}/stream/{stream}.stop"


def ended_path(stream: str) -> str:
    """The mark that all is committed that a stopped clock has set off, relative to the lake."""
    return f"{CONTROL}/stream/{stream}.ended"


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick of the clock.

    Attributes:
        at: Unix seconds; the event time of all that it sets off.
        last: Whether the clock has been stopped.
    """

    at: float
    last: bool = False


class Clock(beam.PTransform):
    """Tick: ``PBegin -> PCollection[Tick]``, unbounded, each tick at its own time and never before it.

    Args:
        lake: The lake's address.
        stream: The stream, whose stop mark is looked for at every tick.
        every: Seconds between two ticks.
    """

    def __init__(self, lake: str, stream: str, every: float) -> None:
        super().__init__()
        self._ticking = _Ticking(lake, stream, every)

    def expand(self, begin: Any) -> Any:
        """Start once, tick for ever."""
        return begin | "Start" >> beam.Impulse() | "Tick" >> beam.ParDo(self._ticking)


class Undivided(OffsetRestrictionTracker):
    """Of a source that is one: it gives its rest back when it waits, and shares it never."""

    def try_split(self, fraction_of_remainder: float) -> Any:
        """Nothing, but when it waits."""
        return super().try_split(fraction_of_remainder) if fraction_of_remainder == 0 else None


class Positions(RestrictionProvider):
    """The positions of such a source, from 0 up to an end that is none of them."""

    # ruff: noqa: ARG002 - the signatures are Beam's
    def __init__(self, end: int) -> None:
        self._end = end

    def initial_restriction(self, element: bytes) -> OffsetRange:
        """All of them."""
        return OffsetRange(0, self._end)

    def create_tracker(self, restriction: OffsetRange) -> Undivided:
        """One that is not divided."""
        return Undivided(restriction)

    def restriction_size(self, element: bytes, restriction: OffsetRange) -> int:
        """All cost the same."""
        return 1

    def truncate(self, element: bytes, restriction: OffsetRange) -> None:
        """A drained job gets no further one."""


class _Ticking(beam.DoFn):
    def __init__(self, lake: str, stream: str, every: float) -> None:
        self._lake = lake
        self._stop = stop_path(stream)
        self._every = every

    @beam.DoFn.unbounded_per_element()
    def process(
        self,
        element: bytes,
        tracker: Any = beam.DoFn.RestrictionParam(Positions(_END)),  # noqa: B008 - Beam's way
        watermark: Any = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider()),  # noqa: B008
    ) -> Iterator[TimestampedValue]:
        first = tracker.current_restriction().start
        number = math.floor(time.time() / self._every)
        if first > _STOPPED:
            tracker.try_claim(_END - 1)
            return
        if open_store(self._lake).exists(self._stop):
            if tracker.try_claim(_STOPPED):
                at = max(number, first) * self._every
                yield TimestampedValue(Tick(at, last=True), Timestamp.of(at))
                watermark.set_watermark(Timestamp.of(at))
                tracker.defer_remainder(Timestamp.of(time.time() + max(self._every, 2.0)))
            return
        if number >= first:
            if not tracker.try_claim(number):
                return
            at = number * self._every
            yield TimestampedValue(Tick(at), Timestamp.of(at))
            watermark.set_watermark(Timestamp.of(at))
            first = number + 1
        tracker.defer_remainder(Timestamp.of(first * self._every))
