from __future__ import annotations

import asyncio
import gzip
import time
from collections import Counter
from pathlib import Path

import apache_beam as beam
import pytest

from schemas.records import Feed
from tests.fetching.loopback import Loopback, Request, drip, hang, reset, response, truncated
from tests.poll.documents import ALL, ATOM, JSON11, RSS20
from tests.poll.test_parse import BOMBS
from transforms.fetching import guard
from transforms.fetching.archive import Archive, read_archive
from transforms.fetching.client import Client
from transforms.fetching.gate import HostGate
from transforms.fetching.limits import Limits
from transforms.fetching.network import Network, drop_gate
from transforms.identify import feed_id
from transforms.poll.poll import poll_all
from transforms.poll.transform import PollFeeds

QUICK = Limits(read=0.5)
ALLOW = ("127.0.0.0/8",)
PLAIN = RSS20.replace("<ttl>30</ttl>", "").encode()


def feed_of(url, **more):
    return Feed(feed_id=feed_id(url), url=url, rate=1000.0, **more)


def poll(feeds, *, gate=None, **options):
    async def run():
        async with Client(gate or HostGate(), allow=guard.networks(ALLOW), **options) as client:
            return {polled.poll.feed_id: polled async for polled in poll_all(feeds, client, run_id="run")}

    return asyncio.run(run())


def poll_one(feed, state=None, **options):
    return poll([(feed, state)], **options)[feed.feed_id]


def conditional(body, etag='"1"'):
    async def answer(request: Request, reader, writer) -> None:
        known = request.headers.get("if-none-match") == etag
        writer.write(response(304, ETag=etag) if known else response(200, body, ETag=etag, Content_Type="text/xml"))
        await writer.drain()

    return answer


def test_a_feed_is_polled_then_not_modified_then_fetched_again(loopback: Loopback):
    site = loopback.site()
    site.answers["/feed"] = conditional(PLAIN)
    feed = feed_of(site.url("/feed"))
    first = poll_one(feed)
    assert (first.poll.outcome, first.poll.status, first.poll.format, first.poll.entries) == (
        "fetched",
        200,
        "rss20",
        2,
    )
    assert first.poll.bytes == len(PLAIN)
    assert len(first.entries) == 2
    second = poll_one(feed, first.state)
    assert (second.poll.outcome, second.poll.status, second.entries) == ("not_modified", 304, ())
    assert second.state.items == first.state.items
    site.answers["/feed"] = conditional(PLAIN.replace(b"adjourned", b"resume"), '"2"')
    third = poll_one(feed, second.state)
    assert third.poll.outcome == "fetched"
    assert {entry.fingerprint for entry in third.entries} != {entry.fingerprint for entry in first.entries}
    assert {entry.keys[0] for entry in third.entries} == {entry.keys[0] for entry in first.entries}


def test_the_same_bytes_without_validators_are_unchanged_and_archived_once(loopback: Loopback, tmp_path: Path):
    site = loopback.site()
    site.answers["/feed"] = response(200, gzip.compress(PLAIN), Content_Encoding="gzip")
    feed = feed_of(site.url("/feed"))
    archive = Archive(tmp_path, "run", "feeds")
    first = poll_one(feed, archive=archive)
    second = poll_one(feed, first.state, archive=archive)
    archive.close()
    assert (first.poll.outcome, second.poll.outcome, second.entries) == ("fetched", "unchanged", ())
    assert len(list(read_archive(tmp_path, "run"))) == 1


def test_a_feed_that_is_not_due_is_not_asked(loopback: Loopback):
    site = loopback.site()
    site.answers["/feed"] = response(200, PLAIN, Cache_Control="max-age=3600")
    feed = feed_of(site.url("/feed"))
    first = poll_one(feed)
    second = poll_one(feed, first.state)
    assert second.poll.outcome == "not_due"
    assert second.poll.next_due_at == first.poll.next_due_at
    assert second.state == first.state
    assert len(site.requests) == 1


def test_a_permanent_redirect_is_remembered(loopback: Loopback):
    site = loopback.site()
    site.answers["/old"] = response(301, Location="/new")
    site.answers["/new"] = response(200, PLAIN)
    feed = feed_of(site.url("/old"))
    first = poll_one(feed)
    assert (first.poll.url, first.state.url) == (site.url("/new"), site.url("/new"))
    poll_one(feed, first.state)
    assert site.paths() == ["/old", "/new", "/new"]


def test_every_fault_is_a_row_and_healthy_feeds_arrive(loopback: Loopback):
    faults = {
        "reset": (reset, "reset"),
        "truncated": (truncated, "truncated"),
        "missing": (response(404), "http_404"),
        "gone": (response(410), "http_410"),
        "busy": (response(429, Retry_After="5"), "http_429"),
        "broken": (response(500), "http_5xx"),
        "empty": (response(200), "empty"),
        "page": (response(200, b"<html><body>Sorry</body></html>", Content_Type="text/html"), "not_a_feed"),
        "binary": (response(200, bytes(range(256)) * 20), "not_a_feed"),
        "malformed": (response(200, b"<rss><channel><title>x</ti"), "malformed"),
        "bomb": (response(200, BOMBS["nested"].encode()), "entity_bomb"),
        "packed": (response(200, gzip.compress(b" " * (64 << 20)), Content_Encoding="gzip"), "decompression_bomb"),
        "loop": (response(302, Location="/feed"), "redirect_loop"),
        "inward": (response(302, Location="http://10.0.0.1/"), "refused_address"),
    }
    good = {"rss": PLAIN, "atom": ATOM.encode(), "json": JSON11.encode()}
    feeds, expected = [], {}
    for number, (name, (answer, reason)) in enumerate(faults.items(), 1):
        site = loopback.site(f"127.0.8.{number}")
        site.answers["/feed"] = answer
        feeds.append((feed_of(site.url("/feed")), None))
        expected[feeds[-1][0].feed_id] = (name, "failed", reason)
    for number, (name, body) in enumerate(good.items(), 100):
        site = loopback.site(f"127.0.8.{number}")
        site.answers["/feed"] = response(200, body)
        feeds.append((feed_of(site.url("/feed")), None))
        expected[feeds[-1][0].feed_id] = (name, "fetched", None)
    found = poll(feeds)
    got = {key: (expected[key][0], polled.poll.outcome, polled.poll.reason) for key, polled in found.items()}
    assert got == expected
    failed = [polled for polled in found.values() if polled.poll.outcome == "failed"]
    assert all(polled.poll.message for polled in failed)
    assert all(polled.state.failures == 1 for polled in failed)
    assert {polled.poll.status for polled in failed} >= {404, 410, 429, 500, 200}


@pytest.mark.parametrize(("answer", "reason"), [(hang, "read_timeout"), (drip, "timeout")])
def test_a_feed_that_takes_too_long_is_a_row_as_well(loopback: Loopback, answer, reason):
    site = loopback.site()
    site.answers["/feed"] = answer
    found = poll_one(feed_of(site.url("/feed")), limits=Limits(read=0.5, whole=1.0))
    assert (found.poll.outcome, found.poll.reason, found.state.failures) == ("failed", reason, 1)


def test_fifty_hanging_feeds_cost_one_time_limit_together(loopback: Loopback):
    feeds = []
    for number in range(1, 51):
        site = loopback.site(f"127.0.9.{number}")
        site.answers["/feed"] = hang
        feeds.append((feed_of(site.url("/feed")), None))
    started = time.monotonic()
    found = poll(feeds, limits=QUICK)
    # One after the other they would cost fifty; less than ten leaves room for a busy machine.
    assert time.monotonic() - started < 10 * QUICK.read
    assert Counter(polled.poll.reason for polled in found.values()) == {"read_timeout": 50}


def test_many_feeds_of_one_host_are_asked_one_after_the_other(loopback: Loopback):
    site = loopback.site()
    feeds = []
    for number, name in enumerate(sorted(ALL)):
        site.answers[f"/{number}"] = response(200, ALL[name].encode())
        feeds.append((Feed(feed_id=feed_id(str(number)), url=site.url(f"/{number}"), rate=20.0), None))
    assert all(polled.poll.outcome == "fetched" for polled in poll(feeds).values())
    times = [request.at for request in site.requests]
    assert times[-1] - times[0] > 6 * 0.04


def test_an_unusable_entry_is_a_reject_with_its_feed(loopback: Loopback):
    site = loopback.site()
    site.answers["/feed"] = response(200, JSON11.encode())
    polled = poll_one(feed_of(site.url("/feed")))
    (reject,) = polled.rejects
    assert (reject.stage, reject.reason, reject.transient) == ("poll", "no_address_no_text", False)
    assert reject.feed_id == polled.poll.feed_id
    assert polled.poll.invalid == 1


def write_down(element, path):
    with open(path, "a") as file:  # noqa: PTH123 (runs in a worker)
        file.write(f"{element}\n")


def test_the_transform_yields_polls_states_entries_and_rejects(loopback: Loopback, tmp_path: Path):
    feeds = []
    for number, name in enumerate(sorted(ALL), 1):
        site = loopback.site(f"127.0.10.{number}")
        site.answers["/feed"] = response(200, ALL[name].encode())
        feeds.append((feed_of(site.url("/feed")), None))
    network = Network(run_id="run-poll", allow=ALLOW)
    outputs = ("polls", "states", "entries", "rejects", "hosts")
    try:
        with beam.Pipeline(runner="FnApiRunner") as pipeline:
            out = pipeline | beam.Create(feeds) | PollFeeds(network, shards=2)
            for name in outputs:
                _ = out[name] | f"Write{name}" >> beam.Map(write_down, str(tmp_path / name))
    finally:
        drop_gate("run-poll")
    counts = {name: len((tmp_path / name).read_text().splitlines()) for name in outputs}
    assert counts == {"polls": 7, "states": 7, "entries": 9, "rejects": 1, "hosts": 7}
