"""Fetches the pages of items. Without Beam."""

from __future__ import annotations

import contextlib
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from typing import Protocol, TypeVar

from schemas.columns import Instant
from schemas.records import Page, Refusal
from transforms.fetching.archive import ReusableFetches
from transforms.fetching.client import Client
from transforms.fetching.hosts import host_of
from transforms.fetching.reasons import refuse
from transforms.fetching.stream import Emit, as_they_come


class Wanted(Protocol):
    """Something whose page is wanted. Small: it waits in memory for its host's turn."""

    @property
    def url(self) -> str | None:
        """Absolute address."""

    @property
    def rate(self) -> float:
        """Requests a second at most, for each host it leads to."""


W = TypeVar("W", bound=Wanted)


async def fetch_all(
    items: Iterable[W], client: Client, *, reuse: ReusableFetches | None = None
) -> AsyncGenerator[tuple[W, Page | Refusal], None]:
    """Fetch the page of each item and yield it as it comes: each item once, with a page or a refusal.

    The pages of a host come one after the other, hosts all together, so a slow host holds up itself alone. No more is
    fetched ahead than the client's room allows.

    Args:
        items: What is wanted.
        client: Fetches; its room bounds requests and bytes.
        reuse: Pages that killed runs had fetched.
    """
    hosts: dict[str, deque[W]] = defaultdict(deque)
    for item in items:
        hosts[host_of(item.url or "")].append(item)

    def job(waiting: deque[W]) -> Callable[[Emit[tuple[W, Page | Refusal]]], Awaitable[None]]:
        async def run(emit: Emit[tuple[W, Page | Refusal]]) -> None:
            while waiting:
                item = waiting.popleft()
                page = await fetch_page(item, client, reuse=reuse)
                size = len(page.body) if isinstance(page, Page) else 0
                client.room.took(size)
                try:
                    await emit((item, page))
                finally:
                    client.room.took(-size)

        return run

    async with contextlib.aclosing(as_they_come([job(waiting) for waiting in hosts.values()])) as stream:
        async for found in stream:
            yield found


async def fetch_page(item: Wanted, client: Client, *, reuse: ReusableFetches | None = None) -> Page | Refusal:
    """Fetch the page of one item: from a killed run's archive where it is there, else from the network."""
    if not item.url:
        return refuse("fetch", "bad_url", "no address")
    kept = reuse.page(item.url) if reuse else None
    if kept is not None:
        return kept
    answer = await client.fetch(item.url, kind="page", rate=item.rate)
    if isinstance(answer, Refusal):
        return answer
    return Page(
        url=answer.url,
        body=answer.body,
        content_type=answer.header("content-type"),
        fetched_at=Instant(answer.started + int(answer.seconds * 1e6)),
        payload=answer.payload,
        seconds=answer.seconds,
    )
