"""PollFeeds: the PTransform over :func:`transforms.poll.poll.poll_all`."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Any, Final

import apache_beam as beam

from schemas.records import Feed, FeedState
from transforms.fetching.hosts import host_of
from transforms.fetching.network import Network, shared_gate
from transforms.fetching.stream import in_thread
from transforms.measure import measure_poll
from transforms.poll import schedule
from transforms.poll.poll import Polled, poll_all

POLLS: Final = "polls"
STATES: Final = "states"
ENTRIES: Final = "entries"
REJECTS: Final = "rejects"
HOSTS: Final = "hosts"


class PollFeeds(beam.PTransform):
    """Poll the feeds that are due.

    In: (Feed, FeedState or None). Out: `polls` (Poll, one for every feed in), `states` (FeedState), `entries` (Entry,
    all of each document that was read), `rejects` (Reject, for entries that cannot be used), `hosts` (HostState, the
    latest of a host counts). A feed that failed is a row of `polls` with its reason. Bounded input; one window.

    Entries of one document follow one another, after its poll and its state. One loop a shard, one gate a process, as
    in :class:`transforms.fetch.transform.FetchPages`.

    Args:
        network: Settings of the run.
        shards: Loops at most.
        part: Name of the archive's files of this step.
    """

    def __init__(self, network: Network, *, shards: int = 1, part: str = "feeds") -> None:
        super().__init__()
        if shards < 1:
            raise ValueError(f"PollFeeds needs at least 1 shard, not {shards}")
        self._network = network
        self._shards = shards
        self._part = part

    def expand(self, feeds: Any) -> Any:
        """Key by shard, group, poll."""
        return (
            feeds
            | "KeyByShard" >> beam.Map(_with_shard, self._shards)
            | "GroupByShard" >> beam.GroupByKey()
            | "PollShard"
            >> beam.ParDo(_PollShard(self._network, self._part)).with_outputs(POLLS, STATES, ENTRIES, REJECTS, HOSTS)
        )


_FeedAndState = tuple[Feed, FeedState | None]


def _with_shard(pair: _FeedAndState, shards: int) -> tuple[int, _FeedAndState]:
    host = host_of(schedule.address(*pair))
    return zlib.crc32(host.encode("utf-8", "replace")) % shards, pair


class _PollShard(beam.DoFn):
    def __init__(self, network: Network, part: str) -> None:
        self._network = network
        self._part = part

    def process(self, element: tuple[int, Iterable[_FeedAndState]]) -> Iterator[Any]:
        shard, feeds = element
        network = self._network
        gate = shared_gate(network)
        archive = network.open_archive(f"{self._part}-{shard:04d}")

        async def stream() -> AsyncGenerator[Polled, None]:
            async with (
                network.client(gate, archive=archive) as client,
                contextlib.aclosing(poll_all(feeds, client, run_id=network.run_id)) as found,
            ):
                async for polled in found:
                    yield polled

        closing = contextlib.closing(archive) if archive is not None else contextlib.nullcontext()
        with closing, contextlib.closing(in_thread(stream, name=f"poll {shard}")) as found:
            for polled in found:
                measure_poll(polled.poll)
                yield from _outputs(polled)
        for host in gate.changed():
            yield beam.pvalue.TaggedOutput(HOSTS, host)


def _outputs(polled: Polled) -> Iterator[Any]:
    yield beam.pvalue.TaggedOutput(POLLS, polled.poll)
    if polled.state is not None:
        yield beam.pvalue.TaggedOutput(STATES, polled.state)
    for entry in polled.entries:
        yield beam.pvalue.TaggedOutput(ENTRIES, entry)
    for reject in polled.rejects:
        yield beam.pvalue.TaggedOutput(REJECTS, reject)
