"""The spacing of requests as the host sees it."""

from __future__ import annotations

import asyncio

from tests.fetching.loopback import Loopback, response
from transforms.fetching import guard
from transforms.fetching.client import Client
from transforms.fetching.gate import HostGate

LOOPBACK = guard.networks(["127.0.0.0/8"])


def test_requests_are_spaced_from_when_they_leave_not_from_when_their_turn_came(loopback: Loopback):
    site = loopback.site()
    site.answers["/feed"] = response(200, b"<rss/>", Content_Type="text/xml")

    async def slow(host, port):
        await asyncio.sleep(0.5)
        return ["127.0.0.1"]

    async def run():
        async with Client(HostGate(), allow=LOOPBACK, resolver=slow) as client:
            for _ in range(2):
                answer = await client.fetch(f"http://paper.example:{site.port}/feed", kind="feed", rate=4.0)
                assert answer.status == 200

    asyncio.run(run())
    first, second = (request.at for request in site.requests)
    assert second - first > 0.24
