"""The clock for Flink: timers of keyed state give the ticks.

Beam's runner for Flink keeps what a source gives back when it waits (``defer_remainder``) under a new name each time
and forgets none: checkpoints and memory grow with every tick, until the task manager dies of it (Beam's issue 27648;
mended in a runner newer than the one that is to be had). A timer that sets itself anew leaves nothing behind.

But the runner drops timers whose input has come to the end of time, as that of an Impulse has. So a splittable source
stays open before them: it gives back its rest twice, and then sleeps for good, its watermark in a far future. What
holds the stream's time is the timer.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any, Final

import apache_beam as beam
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import TimerSpec, on_timer
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from pipelines.stream.clock import Clock, Positions, Tick, stop_path
from transforms.lake.store import open_store

_FAR: Final = 100 * 365 * 86_400.0
"""Seconds for which the source sleeps, and that its watermark is ahead: longer than any stream."""

_HEAD_START: Final = 5.0
"""Seconds that the element which starts the timer has before its source's watermark leaps: it must not be overtaken."""


def clock_of(runner: str) -> type[Clock | AlarmClock]:
    """What gives the ticks of a stream on a runner."""
    return AlarmClock if runner == "flink" else Clock


class AlarmClock(beam.PTransform):
    """Tick as :class:`pipelines.stream.clock.Clock` does: ``PBegin -> PCollection[Tick]``.

    Args:
        lake: The lake's address.
        stream: The stream, whose stop mark is looked for at every tick.
        every: Seconds between two ticks.
    """

    def __init__(self, lake: str, stream: str, every: float) -> None:
        super().__init__()
        self._ringing = _Ringing(lake, stream, every)

    def expand(self, begin: Any) -> Any:
        """Start once, stay open, ring for ever."""
        return (
            begin
            | "Start" >> beam.Impulse()
            | "StayOpen" >> beam.ParDo(_StayingOpen()).with_output_types(tuple[bytes, bytes])
            | "Tick" >> beam.ParDo(self._ringing)
        )


class _StayingOpen(beam.DoFn):
    """Starts the timer, then lets its input's time run ahead, then sleeps."""

    # ruff: noqa: ARG002 - the signatures are Beam's
    @beam.DoFn.unbounded_per_element()
    def process(
        self,
        element: bytes,
        tracker: Any = beam.DoFn.RestrictionParam(Positions(3)),  # noqa: B008 - Beam's way
        watermark: Any = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider()),  # noqa: B008
    ) -> Iterator[TimestampedValue]:
        step = tracker.current_restriction().start
        if not tracker.try_claim(step):
            return
        now = time.time()
        if step == 0:
            yield TimestampedValue((b"", b""), Timestamp.of(now))
            watermark.set_watermark(Timestamp.of(now))
            tracker.defer_remainder(Timestamp.of(now + _HEAD_START))
        elif step == 1:
            watermark.set_watermark(Timestamp.of(now + _FAR))
            tracker.defer_remainder(Timestamp.of(now + _FAR))


class _Ringing(beam.DoFn):
    """A timer holds its stream's watermark at the time of the one before it: at the tick that was given last."""

    TICK = TimerSpec("tick", TimeDomain.REAL_TIME)
    END = TimerSpec("end", TimeDomain.REAL_TIME)

    def __init__(self, lake: str, stream: str, every: float) -> None:
        self._lake = lake
        self._stop = stop_path(stream)
        self._every = every

    def process(
        self,
        element: tuple[bytes, bytes],
        tick: Any = beam.DoFn.TimerParam(TICK),  # noqa: B008 - Beam's way
    ) -> None:
        """Set the first one."""
        tick.set(Timestamp.of(self._latest(time.time()) + self._every))

    @on_timer(TICK)
    def ring(
        self,
        due: Any = beam.DoFn.TimestampParam,
        tick: Any = beam.DoFn.TimerParam(TICK),  # noqa: B008
        end: Any = beam.DoFn.TimerParam(END),  # noqa: B008
    ) -> Iterator[TimestampedValue]:
        """Give a tick, and set the next; ticks that were missed are not made up for."""
        now = time.time()
        at = max(self._latest(now), due.micros / 1e6)
        last = open_store(self._lake).exists(self._stop)
        yield TimestampedValue(Tick(at, last), Timestamp.of(at))
        if last:
            # Time goes on to its end when no timer is left, and must not overtake the last tick.
            end.set(Timestamp.of(now + max(self._every, 2.0)))
        else:
            tick.set(Timestamp.of(at + self._every))

    @on_timer(END)
    def end(self) -> None:
        """Hold time back no longer."""

    def _latest(self, now: float) -> float:
        """The time of the tick that is due by now."""
        return math.floor(now / self._every) * self._every
