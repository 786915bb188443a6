from __future__ import annotations

import asyncio
import itertools
import json
import multiprocessing
import time
from pathlib import Path

import pytest

from transforms.fetching.gate import ClosedError, HostGate
from transforms.fetching.turns import HOLD, LONGEST, SharedTurns, is_over
from transforms.lake.cells import update

HOST = "paper.example:443"


def turns(lake: Path, group: str = "stream-a") -> SharedTurns:
    return SharedTurns(lambda name, change: update(lake / f"{name}.json", change), group)


def ask(shared: SharedTurns, name: str, now: float, spacing: float = 2.0, host: str = HOST) -> float | None:
    return shared.take(host, name, spacing=spacing, now=now, patience=30.0).start


def test_a_turn_is_one_requests_and_the_next_a_spacing_after_it_arrived(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    assert ask(one, "a", 1000.0) == 1000.0
    assert ask(two, "b", 1000.5) is None
    assert ask(two, "b", 1009.9) is None, "it is on its way still"
    assert ask(two, "b", 1009.0, host="other.example:443") == 1009.0
    one.give_back(HOST, "a", spacing=2.0, now=1009.9)
    assert ask(two, "b", 1010.5) == 1011.9


def test_the_turn_of_a_process_that_died_comes_to_an_end(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    ask(one, "a", 1000.0)
    assert ask(two, "b", 1000.0 + HOLD - 1) is None
    assert ask(two, "b", 1000.0 + HOLD + 1) == 1000.0 + HOLD + 1
    one.give_back(HOST, "a", spacing=2.0, now=1000.0 + HOLD + 2)
    assert ask(one, "c", 1000.0 + HOLD + 3) is None, "what was given back late is another's by now"


def test_what_a_stream_held_that_is_gone_holds_nobody_up(tmp_path: Path):
    ask(turns(tmp_path, "stream-a"), "a", 1000.0)
    assert ask(turns(tmp_path, "stream-b"), "b", 1001.0) == 1002.0


def test_the_slower_of_two_limits_holds_for_both(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    one.slow_down(HOST, spacing=10.0, now=1000.0)
    assert ask(two, "a", 1001.0) == 1010.0
    two.give_back(HOST, "a", spacing=2.0, now=1010.0)
    assert ask(one, "b", 1011.0) == 1020.0


def test_a_host_that_wants_to_be_left_alone_is_left_alone_by_all(tmp_path: Path):
    one, two = turns(tmp_path), turns(tmp_path)
    one.close(HOST, 1100.0)
    assert two.take(HOST, "a", spacing=1.0, now=1000.0, patience=30.0) == (None, 1100.0)
    assert two.take(HOST, "a", spacing=1.0, now=1080.0, patience=30.0) == (1100.0, 0.0)


def test_a_host_of_the_longest_name_has_its_turns(tmp_path: Path):
    hosts = [f"{'.'.join([letter * 60] * 4)}.example:443" for letter in "ab"]
    shared = turns(tmp_path)
    assert [ask(shared, "x", 1000.0, host=host) for host in (*hosts, *hosts)] == [1000.0, 1000.0, None, None]


def test_what_a_power_cut_left_of_a_record_says_nothing(tmp_path: Path):
    shared = turns(tmp_path)
    ask(shared, "a", 1000.0)
    (record,) = tmp_path.iterdir()
    assert json.loads(record.read_text())["next_start"] == 1002.0
    record.write_bytes(b'{"next_st')
    assert ask(shared, "b", 1000.0) == 1000.0


def test_a_clock_that_was_wrong_once_closes_no_host_for_ever(tmp_path: Path):
    shared = turns(tmp_path)
    ask(shared, "a", 9e9)
    shared.give_back(HOST, "a", spacing=2.0, now=9e9)
    assert ask(shared, "b", 1000.0) == 1000.0 + 86_400.0


def test_a_record_is_over_a_day_after_its_last_turn_or_pause(tmp_path: Path):
    shared = turns(tmp_path)
    ask(shared, "a", 1000.0)
    (record,) = tmp_path.iterdir()
    assert not is_over(record.read_bytes(), 1000.0 + HOLD + LONGEST)
    assert is_over(record.read_bytes(), 1000.0 + HOLD + LONGEST + 1)
    shared.close(HOST, 5000.0)
    assert not is_over(record.read_bytes(), 5000.0 + LONGEST)
    assert is_over(record.read_bytes(), 5000.0 + LONGEST + 1)
    assert is_over(b"", 1e9)
    assert is_over(b'{"next_st', 1e9)


def _ask_often(lake: str, times: int) -> list[float]:
    gate = HostGate(turns=turns(Path(lake)))

    async def run() -> list[float]:
        sent = []
        for _ in range(times):
            async with gate.turn(HOST, rate=10.0):
                request = await gate.starts(HOST, rate=10.0)
                sent.append(time.time())
                await gate.arrived(request)
        return sent

    return asyncio.run(run())


def test_processes_that_ask_one_host_keep_its_limit_together(tmp_path: Path):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        sent = sorted(at for some in pool.starmap(_ask_often, [(str(tmp_path), 6)] * 3) for at in some)
    assert len(sent) == 18
    assert min(after - before for before, after in itertools.pairwise(sent)) >= 0.1


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
