from __future__ import annotations

import asyncio
import time
import tracemalloc
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import apache_beam as beam
import pytest

from schemas.records import Page, Refusal
from tests.fetching.loopback import Loopback, hang, html, response
from transforms.fetch.fetch import fetch_all
from transforms.fetch.transform import FetchPages, shard_of
from transforms.fetching import guard
from transforms.fetching.archive import Archive, ReusableFetches, read_archive, read_payload
from transforms.fetching.client import Client
from transforms.fetching.gate import HostGate
from transforms.fetching.limits import Limits
from transforms.fetching.network import Network, drop_gate, shared_gate
from transforms.fetching.stream import in_thread

QUICK = Limits(read=0.5)
ALLOW = ("127.0.0.0/8",)


@dataclass(frozen=True)
class Story:
    url: str | None
    rate: float = 1000.0


def fetch(stories, *, gate=None, reuse=None, limits=None, **options):
    async def run():
        client = Client(gate or HostGate(), limits=limits, allow=guard.networks(ALLOW), **options)
        async with client:
            return [pair async for pair in fetch_all(stories, client, reuse=reuse)]

    return asyncio.run(run())


def test_every_item_comes_out_once_with_a_page_or_a_refusal(loopback: Loopback):
    sites = [loopback.site(f"127.0.1.{n}") for n in range(1, 6)]
    stories = [Story(None)]
    for site in sites:
        for number in range(4):
            site.answers[f"/{number}"] = html(f"{site.host} {number}")
            stories.append(Story(site.url(f"/{number}")))
        stories.append(Story(site.url("/missing")))
    found = fetch(stories)
    assert Counter(story for story, _ in found) == Counter(stories)
    pages = {story.url: page for story, page in found if isinstance(page, Page)}
    assert len(pages) == 20
    assert all(url.split("/")[-1].encode() in page.body for url, page in pages.items())
    assert Counter(page.reason for _, page in found if isinstance(page, Refusal)) == {"http_404": 5, "bad_url": 1}


def test_fifty_hanging_hosts_of_ten_pages_cost_one_time_limit_together(loopback: Loopback):
    sites = [loopback.site(f"127.0.2.{n}") for n in range(1, 51)]
    for site in sites:
        site.answers["/robots.txt"] = hang
    healthy = loopback.site("127.0.3.1")
    healthy.answers["/story"] = html()
    stories = [Story(site.url(f"/{n}")) for site in sites for n in range(10)] + [Story(healthy.url("/story"))]
    started = time.monotonic()
    found = fetch(stories, limits=QUICK)
    # Each host costs two limits, a hundred one after the other; less than twenty leaves room for a busy machine.
    assert time.monotonic() - started < 20 * QUICK.read
    assert Counter(type(page).__name__ for _, page in found) == {"Refusal": 500, "Page": 1}
    assert all(page.transient for _, page in found if isinstance(page, Refusal))


def test_a_host_whose_pages_hang_is_given_up_after_two(loopback: Loopback):
    site = loopback.site()
    for number in range(10):
        site.answers[f"/{number}"] = hang
    found = fetch([Story(site.url(f"/{n}")) for n in range(10)], limits=QUICK)
    assert Counter(page.reason for _, page in found) == {"read_timeout": 2, "host_unavailable": 8}


def test_fifty_sites_redirecting_to_one_host_are_spaced_there_and_hold_nobody_up(loopback: Loopback):
    target = loopback.site("127.0.4.200")
    target.answers["/story"] = html()
    sites = [loopback.site(f"127.0.4.{n}") for n in range(1, 51)]
    other = loopback.site("127.0.5.1")
    other.answers["/story"] = html()
    for site in sites:
        site.answers["/story"] = response(302, Location=target.url("/story"))
    done = {}

    async def run():
        async with Client(HostGate(), allow=guard.networks(ALLOW), concurrency=4) as client:
            stories = [*(Story(site.url("/story"), 40.0) for site in sites), Story(other.url("/story"), 40.0)]
            async for story, page in fetch_all(stories, client):
                done[story.url] = page

    asyncio.run(run())
    assert all(isinstance(page, Page) for page in done.values())
    assert list(done).index(other.url("/story")) < 25, "it waited for pages of another host"
    times = [request.at for request in target.requests]
    assert len(times) == 51
    # The server sees arrivals, which jitter on a busy machine: the whole is what can be judged.
    assert times[-1] - times[0] > 50 * 0.0225


def test_items_not_begun_by_the_deadline_come_back_to_be_tried_again(loopback: Loopback):
    site = loopback.site()
    for number in range(20):
        site.answers[f"/{number}"] = html()
    stories = [Story(site.url(f"/{n}"), 10.0) for n in range(20)]
    found = fetch(stories, deadline=time.time() + 1.05)
    reasons = Counter(page.reason if isinstance(page, Refusal) else "page" for _, page in found)
    assert reasons["page"] in range(1, 12)
    assert reasons["page"] + reasons["out_of_time"] == 20
    assert all(page.transient for _, page in found if isinstance(page, Refusal))


def test_a_page_of_a_killed_run_is_not_asked_for_again(loopback: Loopback, tmp_path: Path):
    site = loopback.site()
    site.answers["/moved"] = response(301, Location="/story")
    site.answers["/story"] = html("once")
    archive = Archive(tmp_path, "killed", "pages")
    first = fetch([Story(site.url("/moved"))], archive=archive)
    archive.close()
    asked = len(site.requests)
    reuse = ReusableFetches(tmp_path, ["killed"], now=int(time.time() * 1e6))
    second = fetch([Story(site.url("/moved"))], reuse=reuse)
    assert len(site.requests) == asked
    assert second[0][1].body == first[0][1].body
    assert (second[0][1].url, second[0][1].payload) == (site.url("/story"), first[0][1].payload)


def test_a_slow_consumer_keeps_memory_flat(loopback: Loopback):
    large = b"<html>" + b"x" * (4 << 20)
    sites = [loopback.site(f"127.0.6.{n}") for n in range(1, 101)]
    for site in sites:
        site.answers["/story"] = response(200, large, Content_Type="text/html")

    async def stream():
        async with Client(HostGate(), allow=guard.networks(ALLOW)) as client:
            async for pair in fetch_all([Story(site.url("/story")) for site in sites], client):
                yield pair

    count = 0
    tracemalloc.start()
    for _, page in in_thread(stream):
        assert isinstance(page, Page), page
        count += 1
        time.sleep(0.01)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100
    assert most < 300 << 20  # all together are 400 MiB


def write_down(element, path):
    with open(path, "a") as file:  # noqa: PTH123 (runs in a worker)
        file.write(f"{element}\n")


def test_the_transform_yields_pages_refusals_and_hosts(loopback: Loopback, tmp_path: Path):
    sites = [loopback.site(f"127.0.7.{n}") for n in range(1, 4)]
    for site in sites:
        site.answers["/story"] = html()
        site.answers["/robots.txt"] = response(200, b"User-agent: *\nDisallow: /no")
    stories = [Story(site.url(path)) for site in sites for path in ("/story", "/no")]
    lake = tmp_path / "lake"
    network = Network(run_id="run-transform", allow=ALLOW, archive=str(lake))
    try:
        with beam.Pipeline(runner="FnApiRunner") as pipeline:
            out = pipeline | beam.Create(stories) | FetchPages(network, shards=2)
            for name in ("pages", "refusals", "hosts"):
                _ = out[name] | f"Write{name}" >> beam.Map(write_down, str(tmp_path / name))
    finally:
        states = drop_gate("run-transform")
    assert len((tmp_path / "pages").read_text().splitlines()) == 3
    assert "payload='raw/run-transform/pages-000" in (tmp_path / "pages").read_text()
    assert (tmp_path / "refusals").read_text().count("reason='robots'") == 3
    assert {state.host for state in states} == {f"{site.host}:{site.port}" for site in sites}
    assert len((tmp_path / "hosts").read_text().splitlines()) >= 3
    assert sum(kept.status == 200 and kept.url.endswith("/story") for kept in read_archive(lake, "run-transform")) == 3


def test_the_payload_of_a_page_is_durable_and_readable(loopback: Loopback, tmp_path: Path):
    site = loopback.site()
    site.answers["/story"] = html("kept")
    archive = Archive(tmp_path, "run", "pages")
    ((_, page),) = fetch([Story(site.url("/story"))], archive=archive)
    archive.close()
    kept = read_payload(tmp_path, page.payload)
    assert kept is not None
    assert kept.page().body == page.body


def test_a_gate_is_shared_by_the_phases_of_a_run_and_dropped_with_it():
    network = Network(run_id="run-gate")
    gate = shared_gate(network)
    assert shared_gate(network) is gate
    drop_gate("run-gate")
    assert shared_gate(network) is not gate
    drop_gate("run-gate")


def test_mistakes_are_said_at_construction():
    with pytest.raises(ValueError, match="127"):
        Network(run_id="r", allow=("nonsense",))
    with pytest.raises(ValueError, match="at least 1"):
        Network(run_id="r", concurrency=0)
    with pytest.raises(ValueError, match="at least 1 shard"):
        FetchPages(Network(run_id="r"), shards=0)
    with pytest.raises(ValueError, match=r"Limits\.read"):
        Limits(read=0)


def test_shards_are_the_same_in_every_process():
    assert [shard_of(f"{n}.example:443", 4) for n in range(5)] == [3, 2, 0, 1, 1]
    assert {shard_of(f"{n}.example:443", 4) for n in range(100)} == {0, 1, 2, 3}
