"""The stream as Beam steps: thin DoFns over what a shard does, and how they hang together.

    Clock ── a tick to every shard ── PollFeeds ── letters of fresh entries ── ReadStories
                                          └────────── parcels ──────────────────────┘
    parcels, by event time in windows ── GroupByKey ── CommitWindow

Event time is the tick's: a window holds what was polled and read in it, so nothing is late but what an engine
replays. What crosses a shuffle is bytes of some kilobytes: a tick, a letter or its place, the name of a parcel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import apache_beam as beam
import msgspec
from apache_beam.coders import BytesCoder, StrUtf8Coder
from apache_beam.transforms.trigger import AccumulationMode
from apache_beam.transforms.userstate import BagStateSpec, ReadModifyWriteStateSpec
from apache_beam.transforms.window import FixedWindows, GlobalWindows
from apache_beam.utils.timestamp import Duration

from pipelines.stream.alarm import AlarmClock
from pipelines.stream.clock import Clock, Tick, ended_path
from pipelines.stream.commit import Window, commit_window
from pipelines.stream.mail import Mail
from pipelines.stream.plan import Plan, window_id
from pipelines.stream.polling import PollState, poll_shard
from pipelines.stream.reading import read_shard
from pipelines.stream.under_way import ReadState
from pipelines.stream.worker import Worker, worker
from transforms.lake.manifest import encode
from transforms.measure import count, measure

LATENESS: Final = 7 * 86_400
"""Seconds for which a parcel that comes after its window is still taken, with the next one: longer than any outage."""

_LAST: Final = "last"
"""In the place of a parcel: the clock was stopped in this window."""

_MAIL: Final = "mail"
_PARCELS: Final = "parcels"


def build(pipeline: beam.Pipeline, plan: Plan, clock: type[Clock | AlarmClock] = Clock) -> None:
    """Add a stream's steps to a pipeline.

    Args:
        pipeline: The job.
        plan: The stream.
        clock: What gives its ticks.
    """
    ticks = pipeline | "Clock" >> clock(plan.lake, plan.stream, plan.tick)
    to_shards = ticks | "TickFeeds" >> beam.FlatMap(_to_shards, plan.shards).with_output_types(tuple[int, bytes])
    polled = to_shards | "PollFeeds" >> beam.ParDo(_PollFeeds(plan)).with_outputs(_MAIL, _PARCELS)
    letters = (
        polled[_MAIL] | "Letters" >> beam.Map(_same).with_output_types(tuple[int, bytes]),
        ticks | "TickPages" >> beam.FlatMap(_mail_to_shards, plan.shards).with_output_types(tuple[int, bytes]),
    ) | "Mail" >> beam.Flatten()
    read = letters | "ReadStories" >> beam.ParDo(_ReadStories(plan)).with_output_types(str)
    parcels = (
        polled[_PARCELS] | "Polls" >> beam.Map(_same).with_output_types(str),
        read,
        # A window in which nothing happened ends as well: what was carried over to it must not wait.
        ticks | "Beat" >> beam.Map(_beat).with_output_types(str),
    ) | "Parcels" >> beam.Flatten()
    _ = parcels | "CommitWindows" >> CommitWindows(plan)


class CommitWindows(beam.PTransform):
    """Commit each window's parcels once: ``PCollection[str] -> PCollection[str]``, parcels in, windows out.

    Args:
        plan: The stream.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def expand(self, parcels: Any) -> Any:
        """Window, group under one key, commit in one place."""
        return (
            parcels
            | "Window"
            >> beam.WindowInto(
                FixedWindows(self._plan.window),
                accumulation_mode=AccumulationMode.DISCARDING,
                allowed_lateness=Duration(LATENESS),
            )
            | "OneKey" >> beam.Map(_under_stream, self._plan.stream).with_output_types(tuple[str, str])
            | "GroupParcels" >> beam.GroupByKey()
            | "NameWindow" >> beam.Map(_with_window).with_output_types(tuple[str, bytes])
            # State lives in a window; what is carried over leaves its own.
            | "AllTime" >> beam.WindowInto(GlobalWindows())
            | "Commit" >> beam.ParDo(_Commit(self._plan)).with_output_types(str)
        )


class _Group(msgspec.Struct, frozen=True):
    window: Window
    parcels: tuple[str, ...]
    last: bool


class _Step(beam.DoFn):
    """Knows its process's worker."""

    _worker: Worker

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def setup(self) -> None:
        self._worker = worker(self._plan)


class _PollFeeds(_Step):
    STATE = ReadModifyWriteStateSpec("feeds", BytesCoder())

    def process(
        self,
        element: tuple[int, bytes],
        held: Any = beam.DoFn.StateParam(STATE),  # noqa: B008 - Beam's way
    ) -> Iterator[Any]:
        shard, tick = element
        state = _read_state(held, PollState)
        mail, parcel = poll_shard(shard, msgspec.json.decode(tick, type=Tick), state, self._worker)
        _write_state(held, state, "PollFeeds")
        for to, letter in mail:
            yield beam.pvalue.TaggedOutput(_MAIL, (to, encode(letter)))
        if parcel is not None:
            yield beam.pvalue.TaggedOutput(_PARCELS, parcel)


class _ReadStories(_Step):
    STATE = ReadModifyWriteStateSpec("stories", BytesCoder())

    def process(
        self,
        element: tuple[int, bytes],
        held: Any = beam.DoFn.StateParam(STATE),  # noqa: B008 - Beam's way
    ) -> Iterator[str]:
        shard, letter = element
        state = _read_state(held, ReadState)
        parcel = read_shard(shard, msgspec.json.decode(letter, type=Mail), state, self._worker)
        _write_state(held, state, "ReadStories")
        if parcel is not None:
            yield parcel


class _Commit(_Step):
    CARRIED = BagStateSpec("carried", StrUtf8Coder())

    def setup(self) -> None:
        super().setup()
        self._worker.hold_lease()

    def process(
        self,
        element: tuple[str, bytes],
        carried: Any = beam.DoFn.StateParam(CARRIED),  # noqa: B008 - Beam's way
    ) -> Iterator[str]:
        group = msgspec.json.decode(element[1], type=_Group)
        before = tuple(carried.read())
        after = commit_window(group.window, (*before, *group.parcels), self._worker)
        if before:
            carried.clear()
        for parcel in after:
            carried.add(parcel)
        count("CommitWindows", "carried", len(after))
        if group.last:
            self._worker.store.replace(ended_path(self._plan.stream), b"")
        yield window_id(self._plan.stream, group.window.start)


def _read_state(held: Any, kind: type[Any]) -> Any:
    data = held.read()
    return kind() if data is None else msgspec.json.decode(data, type=kind)


def _write_state(held: Any, state: Any, step: str) -> None:
    data = encode(state)
    held.write(data)
    measure("CommitWindows", f"state_bytes:{step}", len(data))


def _to_shards(tick: Tick, shards: int) -> Iterator[tuple[int, bytes]]:
    data = encode(tick)
    return ((shard, data) for shard in range(shards))


def _mail_to_shards(tick: Tick, shards: int) -> Iterator[tuple[int, bytes]]:
    data = encode(Mail(tick))
    return ((shard, data) for shard in range(shards))


def _same(element: Any) -> Any:
    return element


def _beat(tick: Tick) -> str:
    return _LAST if tick.last else ""


def _under_stream(parcel: str, stream: str) -> tuple[str, str]:
    return stream, parcel


def _with_window(grouped: tuple[str, Iterable[str]], window: Any = beam.DoFn.WindowParam) -> tuple[str, bytes]:
    key, parcels = grouped
    held = set(parcels)
    names = tuple(sorted(held - {"", _LAST}))
    return key, encode(_Group(Window(float(window.start), float(window.end)), names, _LAST in held))
