"""Connections kept and closed, on real sockets."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable

import httpx
import pytest

from tests.fetching.loopback import Loopback, Site, hang, html
from transforms.fetching import guard, transport
from transforms.fetching.transport import GuardedBackend, GuardedTransport


def made(keep: int = 64) -> GuardedTransport:
    backend = GuardedBackend(allow=guard.networks(["127.0.0.0/8"]), resolver=guard.resolve, dns_seconds=1.0)
    return GuardedTransport(backend, tls=ssl.create_default_context(), keep=keep)


async def ask(through: GuardedTransport, site: Site, path: str = "/a") -> int:
    timeout = {"connect": 5.0, "read": 5.0, "write": 5.0, "pool": None}
    headers = {"Host": f"{site.host}:{site.port}"}
    request = httpx.Request("GET", site.url(path), headers=headers, extensions={"timeout": timeout})
    answer = await through.handle_async_request(request)
    async for _ in answer.stream:  # type: ignore[union-attr]
        pass
    await answer.stream.aclose()  # type: ignore[union-attr]
    return answer.status_code


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5.0):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture
def sites(loopback: Loopback) -> list[Site]:
    found = [loopback.site() for _ in range(3)]
    for site in found:
        site.answers["/a"] = html()
        site.answers["/hangs"] = hang
    return found


def test_a_connection_serves_one_request_after_the_other(sites: list[Site]):
    async def run() -> None:
        through = made()
        for _ in range(3):
            assert [await ask(through, site) for site in sites] == [200] * 3
        assert [site.connections for site in sites] == [1] * 3
        await through.aclose()
        await until(lambda: not any(site.open for site in sites))

    asyncio.run(run())


def test_requests_to_one_site_at_once_have_a_connection_each(sites: list[Site]):
    async def run() -> None:
        through = made()
        slow = asyncio.create_task(ask(through, sites[0], "/hangs"))
        await until(lambda: sites[0].paths() == ["/hangs"])
        assert await ask(through, sites[0]) == 200
        assert sites[0].connections == 2
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        assert await ask(through, sites[0]) == 200
        await through.aclose()
        await until(lambda: sites[0].open == 1)  # the one that hangs: the server does not look

    asyncio.run(run())


def test_no_more_idle_connections_are_kept_than_was_said_those_used_last(sites: list[Site]):
    async def run() -> None:
        through = made(keep=2)
        for site in sites:
            await ask(through, site)
        await until(lambda: [site.open for site in sites] == [0, 1, 1])
        await through.aclose()

    asyncio.run(run())


def test_a_connection_that_nobody_needs_any_more_is_closed_when_another_site_is_asked(
    sites: list[Site], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transport, "_KEPT", 0.05)

    async def run() -> None:
        through = made()
        await ask(through, sites[0])
        await asyncio.sleep(0.1)
        await ask(through, sites[1])
        await until(lambda: [site.open for site in sites[:2]] == [0, 1])
        await through.aclose()

    asyncio.run(run())


def test_a_request_costs_the_same_with_many_sites_as_with_few(loopback: Loopback):
    """CPU of this thread alone: the sites are served by another."""

    async def cost(through: GuardedTransport, several: list[Site]) -> float:
        for site in several:
            await ask(through, site)
        begun = time.thread_time()
        for site in several * (120 // len(several)):
            await ask(through, site)
        return time.thread_time() - begun

    async def run() -> None:
        through = made(keep=200)
        sites = [loopback.site() for _ in range(120)]
        for site in sites:
            site.answers["/a"] = html()
        few = min([await cost(through, sites[:2]) for _ in range(3)])
        many = min([await cost(through, sites) for _ in range(3)])
        await through.aclose()
        assert many < 3 * few

    asyncio.run(run())
