"""Whatever a feed or a page does: the run commits, the healthy stories arrive, the fault is a row with its reason."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.newsroom import FAULTS, Newsroom
from tests.pipelines.lakes import QUICK, ask, assert_once, ingest

FEED_FAULTS = sorted(FAULTS)
PAGE_FAULTS = sorted(FAULTS)
TIMELY = {name for name, fault in FAULTS.items() if "timeout" in fault.page}
"""Faults that only a limit of time ends. All others must meet their own bound, however busy the machine is."""
PATIENT = replace(QUICK, connect=30.0, read=60.0, whole=120.0)


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(stories=()) as room:
        yield room


def feeds_with(room: Newsroom, faults: Collection[str], first: int) -> list[str]:
    """Feeds that bring faults, of a feed and of a page, and five healthy stories with numbers from the first on."""
    healthy = [room.faulty_page("redirect_shared", first + number) for number in range(5)]
    feeds = [room.faulty_feed(name) for name in FEED_FAULTS if name in faults]
    feeds += [room.feed_of(room.faulty_page(name, 1)) for name in PAGE_FAULTS if name in faults]
    return [*feeds, room.feed_of(*healthy)]


@pytest.fixture(scope="module")
def lakes(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run over every fault that time ends, and one over all others, each beside healthy stories."""
    hurried, patient = (tmp_path_factory.mktemp("faults") / name for name in ("hurried", "patient"))
    assert ingest(hurried, feeds_with(room, TIMELY, 900), limits=QUICK).commits == 1
    assert ingest(patient, feeds_with(room, FAULTS.keys() - TIMELY, 800), limits=PATIENT).commits == 1
    return hurried, patient


def host(url: str) -> str:
    return url.split("/")[2]


@pytest.mark.parametrize("name", FEED_FAULTS)
def test_a_fault_of_a_feed_is_a_row_with_its_reason(room: Newsroom, lakes: tuple[Path, Path], name: str):
    url = room.faulty_feed(name)
    ((outcome, reason),) = ask(
        lakes[name not in TIMELY], f"SELECT outcome, reason FROM polls WHERE url = '{url}' OR url LIKE '%{name}%'"
    ) or [("none", None)]
    expected = FAULTS[name].feed
    assert (reason in expected and outcome == "failed") if expected else outcome == "fetched"


@pytest.mark.parametrize("name", PAGE_FAULTS)
def test_a_fault_of_a_page_is_a_reject_with_its_reason(room: Newsroom, lakes: tuple[Path, Path], name: str):
    url = room.faulty_page(name, 1)
    found = ask(lakes[name not in TIMELY], f"SELECT reason FROM rejects WHERE url = '{url}'")
    expected = FAULTS[name].page
    if expected:
        assert [reason for (reason,) in found if reason in expected] == [found[0][0]]
    else:
        assert found == []


def test_healthy_stories_arrive_beside_every_fault(lakes: tuple[Path, Path]):
    healthy = [name for name in PAGE_FAULTS if not FAULTS[name].page]
    healthy_feeds = [name for name in FEED_FAULTS if not FAULTS[name].feed and not FAULTS[name].page]
    assert [assert_once(lake) for lake in lakes] == [5, 5 + len(healthy) + len(healthy_feeds)]


def test_nothing_ever_connects_to_a_refused_address(lakes: tuple[Path, Path]):
    messages = ask(
        lakes[1], "SELECT reason, message FROM rejects WHERE message LIKE '%169.254%' OR message LIKE '%10.0.0.1%'"
    )
    assert messages
    assert {reason for reason, _ in messages} <= {"refused_address", "bad_redirect"}


def test_memory_stays_under_a_gibibyte(room: Newsroom, tmp_path: Path):
    command = [sys.executable, "-m", "tests.pipelines.apart", str(tmp_path / "lake"), *feeds_with(room, FAULTS, 900)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 2**26 < int(run.stdout) < 2**30


@pytest.mark.parametrize("status", ["/proc/self/status", "/nowhere"])
def test_what_a_program_weighs_is_in_bytes_by_either_way(status: str):
    code = f"from tests.pipelines.apart import *; held = b'x' * 2**28; print(peak_memory(Path({status!r})))"
    weighed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 2**28 < int(weighed.stdout) < 2**33


def test_fifty_hanging_hosts_cost_one_time_limit_together(room: Newsroom, tmp_path: Path):
    pages = [room.faulty_page("hang", 100 + number) for number in range(50)]
    begun = time.monotonic()
    report = ingest(tmp_path / "lake", [room.feed_of(*pages)], limits=QUICK)
    assert sum(report.rejects.values()) == 50
    # One after the other they would cost fifty; less than ten leaves room for a busy machine.
    assert time.monotonic() - begun < 10 * QUICK.read


def test_a_page_that_failed_once_arrives_with_the_next_run_though_its_feed_says_nothing_new(
    room: Newsroom, tmp_path: Path
):
    lake = tmp_path / "lake"
    feed = room.feed_of(room.faulty_page("503_once", 7))
    first = ingest(lake, [feed])
    assert (first.new, dict(first.rejects)) == (0, {"http_5xx": 1})
    second = ingest(lake, [feed])
    assert second.outcomes["not_modified"] == 1
    assert second.new == 1
    assert ask(lake, "SELECT attempts, transient FROM rejects") == [(1, True)]
    third = ingest(lake, [feed])
    assert (third.new, sum(third.rejects.values())) == (0, 0)
    assert_once(lake)
