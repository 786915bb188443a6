from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from pathlib import Path

import pytest

from transforms.fetching.gate import ClosedError, HostGate
from transforms.fetching.turns import SharedTurns
from transforms.lake.cells import update

HOST = "paper.example:443"


def turns(lake: Path) -> SharedTurns:
    return SharedTurns(lambda name, change: update(lake / f"{name}.json", change))


def test_turns_of_a_host_stand_a_spacing_apart_whoever_takes_them(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    starts = [taker.book(HOST, spacing=2.0, now=1000.0, patience=30.0).start for taker in (one, two, one, two)]
    assert starts == [1000.0, 1002.0, 1004.0, 1006.0]
    assert one.book("other.example:443", spacing=2.0, now=1000.0, patience=30.0).start == 1000.0


def test_the_slower_of_two_limits_holds_for_both(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    one.slow_down(HOST, spacing=10.0, now=1000.0)
    assert two.book(HOST, spacing=1.0, now=1001.0, patience=30.0).start == 1010.0
    assert one.book(HOST, spacing=1.0, now=1001.0, patience=30.0).start == 1020.0


def test_a_host_that_wants_to_be_left_alone_is_left_alone_by_all(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    one.close(HOST, 1100.0)
    assert two.book(HOST, spacing=1.0, now=1000.0, patience=30.0) == (None, 1100.0)
    assert two.book(HOST, spacing=1.0, now=1080.0, patience=30.0) == (1100.0, 1100.0)


def test_what_a_power_cut_left_of_a_record_says_nothing(tmp_path: Path):
    shared = turns(tmp_path)
    shared.book(HOST, spacing=2.0, now=1000.0, patience=30.0)
    (record,) = tmp_path.iterdir()
    assert json.loads(record.read_text())["next_start"] == 1002.0
    record.write_bytes(b'{"next_st')
    assert shared.book(HOST, spacing=2.0, now=1000.0, patience=30.0).start == 1000.0


def test_a_clock_that_was_wrong_once_closes_no_host_for_ever(tmp_path: Path):
    shared = turns(tmp_path)
    shared.book(HOST, spacing=2.0, now=9e9, patience=30.0)
    assert shared.book(HOST, spacing=2.0, now=1000.0, patience=30.0).start == 1000.0 + 86_400.0


def _ask(lake: str, times: int) -> list[float]:
    gate = HostGate(turns=turns(Path(lake)))

    async def run() -> list[float]:
        sent = []
        for _ in range(times):
            async with gate.turn(HOST, rate=10.0):
                await gate.starts(HOST, rate=10.0)
                sent.append(time.time())
        return sent

    return asyncio.run(run())


def test_processes_that_ask_one_host_keep_its_limit_together(tmp_path: Path):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        sent = sorted(at for some in pool.starmap(_ask, [(str(tmp_path), 6)] * 3) for at in some)
    # A booked start is no promise to the millisecond: the request leaves when the process gets the processor.
    assert len(sent) == 18
    assert sent[-1] - sent[0] >= 17 * 0.1 - 0.05


def test_a_pause_that_another_process_was_asked_for_refuses_a_request_unsent(tmp_path: Path):
    HostGate(turns=turns(tmp_path)).close(HOST, 600.0)
    gate = HostGate(turns=turns(tmp_path))

    async def ask() -> None:
        async with gate.turn(HOST):
            await gate.starts(HOST)

    with pytest.raises(ClosedError) as refused:
        asyncio.run(ask())
    assert refused.value.refusal.reason == "host_closed"


def test_a_host_that_was_given_up_is_tried_again_when_its_time_is_over():
    at = 1000.0
    gate = HostGate(give_up_after=1, give_up_for=300.0, clock=lambda: at)

    async def ask() -> None:
        async with gate.turn(HOST):
            await gate.starts(HOST)

    gate.failed(HOST, "connect", "refused")
    with pytest.raises(ClosedError):
        asyncio.run(ask())
    at = 1301.0
    asyncio.run(ask())
