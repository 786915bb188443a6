"""FetchPages: the PTransform over :func:`transforms.fetch.fetch.fetch_all`."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from typing import Any, Final

import apache_beam as beam

from schemas.records import Page, Refusal
from transforms.fetch.fetch import fetch_all
from transforms.fetching.archive import Archive, ReusableFetches
from transforms.fetching.hosts import host_of
from transforms.fetching.network import Network, shared_gate
from transforms.fetching.stream import in_thread
from transforms.measure import measure_fetch

PAGES: Final = "pages"
REFUSALS: Final = "refusals"
HOSTS: Final = "hosts"


def host_key(item: Any) -> str:
    """The host of an item's address: what shards are cut by."""
    return host_of(item.url or "")


class FetchPages(beam.PTransform):
    """Fetch the page of each item.

    In: items with `url` and `rate`; small, since they are grouped by shard and wait in memory (keep their text
    elsewhere). Out: `pages` (item, Page), `refusals` (item, Refusal), `hosts` (HostState, the latest of a host
    counts). Every item comes out once. Bounded input; one window.

    Each shard runs an event loop in a thread of its own and yields pages as they come, so that what follows in the
    same stage works while the network does. What is ahead of it is bounded in items and bytes. A retried bundle
    fetches again; the archive then holds a page twice.

    All hosts of a process pass one gate (:func:`transforms.fetching.network.shared_gate`). The driver may make it
    first, with what former runs know of hosts. On several machines, politeness holds for hosts of one shard; a redirect
    that crosses shards is spaced within its machine only.

    Args:
        network: Settings of the run.
        key: What items of one shard have in common; their host unless given.
        shards: Loops at most. More than one machine's worth of hosts needs more than one.
        part: Name of the archive's files of this step.
        reuse: Pages that killed runs had fetched.
    """

    def __init__(
        self,
        network: Network,
        *,
        key: Callable[[Any], str] = host_key,
        shards: int = 1,
        part: str = "pages",
        reuse: ReusableFetches | None = None,
    ) -> None:
        super().__init__()
        if shards < 1:
            raise ValueError(f"FetchPages needs at least 1 shard, not {shards}")
        self._network = network
        self._key = key
        self._shards = shards
        self._part = part
        self._reuse = reuse

    def expand(self, items: Any) -> Any:
        """Key by shard, group, fetch."""
        return (
            items
            | "KeyByShard" >> beam.Map(_with_shard, self._key, self._shards)
            | "GroupByShard" >> beam.GroupByKey()
            | "FetchShard"
            >> beam.ParDo(_FetchShard(self._network, self._part, self._reuse)).with_outputs(PAGES, REFUSALS, HOSTS)
        )


def _with_shard(item: Any, key: Callable[[Any], str], shards: int) -> tuple[int, Any]:
    return shard_of(key(item), shards), item


def shard_of(name: str, shards: int) -> int:
    """The shard of a name: the same in every process, unlike `hash`."""
    return zlib.crc32(name.encode("utf-8", "replace")) % shards


class _FetchShard(beam.DoFn):
    def __init__(self, network: Network, part: str, reuse: ReusableFetches | None) -> None:
        self._network = network
        self._part = part
        self._reuse = reuse

    def process(self, element: tuple[int, Iterable[Any]]) -> Iterator[Any]:
        shard, items = element
        network = self._network
        gate = shared_gate(network)
        archive = network.open_archive(f"{self._part}-{shard:04d}")

        async def stream() -> AsyncGenerator[tuple[Any, Page | Refusal], None]:
            async with (
                network.client(gate, archive=archive) as client,
                contextlib.aclosing(fetch_all(items, client, reuse=self._reuse)) as found,
            ):
                async for pair in found:
                    yield pair

        with _closing(archive), contextlib.closing(in_thread(stream, name=f"fetch {shard}")) as found:
            for item, page in found:
                measure_fetch(page)
                tag = PAGES if isinstance(page, Page) else REFUSALS
                yield beam.pvalue.TaggedOutput(tag, (item, page))
        for state in gate.changed():
            yield beam.pvalue.TaggedOutput(HOSTS, state)


def _closing(archive: Archive | None) -> contextlib.AbstractContextManager[object]:
    """Syncs and closes the archive before anything that names its payloads can be committed."""
    return contextlib.closing(archive) if archive is not None else contextlib.nullcontext()
