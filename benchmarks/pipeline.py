"""What the pipeline costs: CPU a story against a plain loop, and time and memory as the number of stories grows.

    python -m benchmarks.pipeline cost  [--stories 1000] [--repeat 3]
    python -m benchmarks.pipeline scale [--small 1000] [--large 10000]

``cost`` reads the same generated stories, served on loopback by a newsroom of its own process, in three ways, in turn:

* ``wirelake``   the real ingest: polls, fetches, reads, writes, commits;
* ``functions``  the pure functions that it is made of, in a plain loop over httpx, nothing written;
* ``usual``      what people write today: feedparser, httpx, trafilatura, nothing written.

CPU is user and system time of the reading process after its imports, over the stories read; a ratio is of medians.
``scale`` runs the ingest over a small and a large newsroom and compares peak memory and time.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FEED_SIZE = 100
"""Stories a feed; each feed is a host of its own."""


@contextmanager
def newsroom(stories: int) -> Iterator[list[str]]:
    """The feeds of a newsroom in a process of its own, so that its CPU and memory are not counted."""
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "feeds.toml"
        feeds = max(1, stories // FEED_SIZE)
        command = [sys.executable, "-m", "tests.newsroom", "--generated", str(stories), "--generated-feeds", str(feeds)]
        server = subprocess.Popen(
            [*command, "--generated-only", "--write-feeds", str(listing)], stdout=subprocess.DEVNULL
        )
        try:
            while not listing.exists() or listing.read_text().count("url") < feeds:
                if server.poll() is not None:
                    raise SystemExit("the newsroom did not start")
                time.sleep(0.05)
            yield [line.split('"')[1] for line in listing.read_text().splitlines() if line.startswith("url")]
        finally:
            server.terminate()
            server.wait()


def measure(way: str, feeds: list[str]) -> dict[str, Any]:
    """One reading of all feeds in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pipeline", "read", way],
        input=json.dumps(feeds),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def read(way: str, feeds: list[str]) -> dict[str, Any]:
    """Read all feeds in this process."""
    reader = {"wirelake": _wirelake, "functions": _functions, "usual": _usual}[way](feeds)
    cpu, wall = time.process_time(), time.monotonic()
    stories = next(reader)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {
        "stories": stories,
        "cpu": time.process_time() - cpu,
        "wall": time.monotonic() - wall,
        "peak_mib": peak,
    }


def _ready(reader: Iterator[int]) -> Iterator[int]:
    """A reader with its imports done: up to its first, empty, answer."""
    next(reader)
    return reader


def _wirelake(feeds: list[str]) -> Iterator[int]:
    from dataclasses import replace

    from pipelines.config import feeds_of_urls
    from pipelines.ingest import run_ingest
    from pipelines.options import IngestOptions, network

    def reader() -> Iterator[int]:
        yield 0
        with tempfile.TemporaryDirectory() as folder:
            configured = tuple(replace(feed, rate=50.0) for feed in feeds_of_urls(feeds))
            lake = str(Path(folder) / "lake")
            yield run_ingest(IngestOptions(lake=lake, feeds=configured, allow_net=(network("127.0.0.0/8"),))).new

    return _ready(reader())


def _functions(feeds: list[str]) -> Iterator[int]:
    import httpx

    from pipelines.config import feeds_of_urls
    from pipelines.story import ReadStory, read_story
    from schemas.records import Page
    from transforms.lake.lake import now
    from transforms.poll.parse import ParsedFeed, parse_feed
    from transforms.seen import judge

    def reader() -> Iterator[int]:
        yield 0
        stories = 0
        with httpx.Client() as client:
            for feed in feeds_of_urls(feeds):
                answer = client.get(feed.url)
                content_type = answer.headers.get("content-type")
                parsed = parse_feed(answer.content, content_type=content_type, url=feed.url, feed=feed)
                for entry in parsed.entries if isinstance(parsed, ParsedFeed) else ():
                    _, fresh = judge(entry, None, now())
                    got = client.get(fresh.url or "")
                    page = Page(
                        url=str(got.url), body=got.content, content_type=got.headers["content-type"], fetched_at=now()
                    )
                    stories += isinstance(read_story(fresh, page, commit="none", now=now()), ReadStory)
        yield stories

    return _ready(reader())


def _usual(feeds: list[str]) -> Iterator[int]:
    import feedparser
    import httpx
    import trafilatura

    def reader() -> Iterator[int]:
        yield 0
        stories = 0
        with httpx.Client() as client:
            for feed in feeds:
                for entry in feedparser.parse(client.get(feed).content).entries:
                    stories += bool(trafilatura.bare_extraction(client.get(entry.link).text, with_metadata=True))
        yield stories

    return _ready(reader())


def cost(stories: int, repeat: int) -> None:
    """Print the cost of a story in the three ways, readings taken in turn."""
    found: dict[str, list[float]] = {}
    with newsroom(stories) as feeds:
        for _ in range(repeat):
            for way in ("wirelake", "functions", "usual"):
                figures = measure(way, feeds)
                if figures["stories"] != stories:
                    raise SystemExit(f"{way} read {figures['stories']} of {stories} stories")
                found.setdefault(way, []).append(figures["cpu"] / stories * 1e3)
    base = statistics.median(found["functions"])
    print(f"{stories} generated stories, {repeat} readings each, in turn\n")
    print(f"{'way':12}{'CPU ms a story':>16}{'min-max':>16}{'to functions':>14}")
    for way, costs in found.items():
        median = statistics.median(costs)
        print(f"{way:12}{median:16.2f}{f'{min(costs):.2f}-{max(costs):.2f}':>16}{median / base:14.2f}")


def scale(small: int, large: int) -> None:
    """Print time and peak memory of an ingest of few and of many stories."""
    rows = []
    for stories in (small, large):
        with newsroom(stories) as feeds:
            rows.append(figures := measure("wirelake", feeds))
        if figures["stories"] != stories:
            raise SystemExit(f"{figures['stories']} of {stories} stories arrived")
        print(
            f"{stories:7} stories: {figures['wall']:7.1f} s, {figures['cpu'] / stories * 1e3:6.2f} CPU ms a story, "
            f"peak {figures['peak_mib']:.0f} MiB",
            flush=True,
        )
    one, many = rows
    per_story = (many["wall"] / large) / (one["wall"] / small)
    print(f"peak memory {many['peak_mib'] / one['peak_mib']:.2f} times, time a story {per_story:.2f} times")


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    costs = commands.add_parser("cost")
    costs.add_argument("--stories", type=int, default=1000)
    costs.add_argument("--repeat", type=int, default=3)
    scales = commands.add_parser("scale")
    scales.add_argument("--small", type=int, default=1000)
    scales.add_argument("--large", type=int, default=10000)
    commands.add_parser("read").add_argument("way")
    arguments = parser.parse_args()
    if arguments.command == "cost":
        cost(arguments.stories, arguments.repeat)
    elif arguments.command == "scale":
        scale(arguments.small, arguments.large)
    else:
        print(json.dumps(read(arguments.way, json.loads(sys.stdin.read()))))


if __name__ == "__main__":
    main()
