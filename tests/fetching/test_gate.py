from __future__ import annotations

import asyncio
import threading
import time

import pytest

from schemas.records import HostState
from transforms.fetching.gate import DAY, ClosedError, HostGate
from transforms.fetching.hosts import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Paper.Example/a", "paper.example:443"),
        ("http://paper.example./a", "paper.example:80"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("https:///a", ""),
        ("http://paper.example:x/", ""),
    ],
)
def test_a_host_has_one_gate_however_its_name_is_written(url, host):
    assert host_of(url) == host


async def pass_through(gate, host="a:80", rate=1000.0, times=None, seconds=0.0):
    async with gate.turn(host, rate=rate):
        if times is not None:
            times.append(time.monotonic())
        await asyncio.sleep(seconds)


def test_requests_of_a_host_are_spaced_and_hosts_do_not_wait_for_each_other():
    async def run():
        gate, mine, other = HostGate(), [], []
        await asyncio.gather(
            *(pass_through(gate, "a:80", 10, mine) for _ in range(4)),
            *(pass_through(gate, "b:80", 10, other) for _ in range(2)),
        )
        return mine, other

    mine, other = asyncio.run(run())
    assert mine[-1] - mine[0] > 0.27
    assert other[0] < mine[1]
    assert other[1] < mine[2]


def test_one_request_at_a_time_however_long_it_takes():
    async def run():
        gate, busy, most = HostGate(), 0, 0

        async def one():
            nonlocal busy, most
            async with gate.turn("a:80", rate=1000):
                busy += 1
                most = max(most, busy)
                await asyncio.sleep(0.01)
                busy -= 1

        await asyncio.gather(*(one() for _ in range(10)))
        return most

    assert asyncio.run(run()) == 1


def test_a_cancelled_waiter_hands_its_turn_on():
    async def run():
        gate = HostGate()
        first = asyncio.create_task(pass_through(gate, seconds=0.05))
        await asyncio.sleep(0.01)
        waiting = [asyncio.create_task(pass_through(gate)) for _ in range(3)]
        await asyncio.sleep(0.01)
        waiting[0].cancel()
        await first
        waiting[1].cancel()
        await asyncio.wait_for(waiting[2], 1)
        await asyncio.wait_for(pass_through(gate), 1)

    asyncio.run(run())


def test_a_waiter_cancelled_while_it_sleeps_for_its_spacing_lets_go():
    async def run():
        gate = HostGate()
        await pass_through(gate, rate=1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pass_through(gate), 0.02)
        await asyncio.wait_for(pass_through(gate), 2)

    asyncio.run(run())


def test_loops_in_several_threads_share_the_turn():
    gate, times, lock = HostGate(), [], threading.Lock()

    def work():
        async def run():
            for _ in range(4):
                async with gate.turn("a:80", rate=50):
                    with lock:
                        times.append(time.monotonic())

        asyncio.run(run())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(times) == 16
    assert max(times) - min(times) > 15 * 0.018


def test_two_failures_in_a_row_give_a_host_up_and_an_answer_between_them_does_not():
    async def run():
        gate = HostGate()
        gate.failed("a:80", "read_timeout", "nothing came")
        gate.answered("a:80")
        gate.failed("a:80", "read_timeout", "nothing came")
        await pass_through(gate)
        gate.failed("a:80", "connect", "refused")
        with pytest.raises(ClosedError) as closed:
            await pass_through(gate)
        return closed.value.refusal

    refusal = asyncio.run(run())
    assert (refusal.reason, refusal.transient) == ("host_unavailable", True)


def test_failures_of_a_page_do_not_count_against_its_host():
    gate = HostGate()
    for _ in range(5):
        gate.failed("a:80", "too_large", "large")
    asyncio.run(pass_through(gate))


def test_a_short_pause_is_waited_for_and_a_long_one_is_refused():
    async def run():
        gate = HostGate(max_wait=1)
        gate.close("a:80", 0.1)
        started = time.monotonic()
        await pass_through(gate)
        assert 0.09 < time.monotonic() - started < 2
        gate.close("a:80", 100)
        with pytest.raises(ClosedError) as closed:
            await pass_through(gate)
        assert closed.value.refusal.retry_after == pytest.approx(100, abs=1)

    asyncio.run(run())


def test_what_is_known_of_a_host_outlives_the_run():
    now = 1_000_000.0
    gate = HostGate(clock=lambda: now)
    gate.close("a:80", 500)
    gate.remember_robots("b:80", "User-agent: *\nDisallow: /x", DAY)
    gate.answered("c:80")
    states = gate.states()
    assert [state.host for state in states] == ["a:80", "b:80"]
    again = HostGate(states, clock=lambda: now + 10)
    assert again.robots("b:80") == "User-agent: *\nDisallow: /x"
    with pytest.raises(ClosedError):
        asyncio.run(pass_through(again, "a:80"))
    late = HostGate(states, clock=lambda: now + DAY + 1)
    assert late.robots("b:80") is None
    assert late.states() == ()


def test_a_clock_that_was_wrong_once_does_not_close_a_host_for_ever():
    state = HostState(host="a:80", next_allowed_at=int(9e15))
    gate = HostGate([state], clock=lambda: 1_000.0, max_wait=30)
    with pytest.raises(ClosedError) as closed:
        asyncio.run(pass_through(gate))
    assert closed.value.refusal.retry_after <= DAY


def test_changed_hosts_are_said_once():
    gate = HostGate()
    asyncio.run(pass_through(gate))
    assert [state.host for state in gate.changed()] == ["a:80"]
    assert gate.changed() == ()


def test_the_spacing_that_robots_txt_asks_for_outlives_the_run_as_long_as_robots_txt_counts():
    def spaced(gate: HostGate) -> float:
        times: list[float] = []

        async def run():
            for _ in range(2):
                await pass_through(gate, times=times)

        asyncio.run(run())
        return times[1] - times[0]

    gate = HostGate()
    gate.remember_robots("a:80", "User-agent: *\nCrawl-delay: 1", DAY)
    gate.slow_down("a:80", 1.0)
    states = gate.states()
    assert spaced(HostGate(states)) > 0.99
    assert spaced(HostGate(states, clock=lambda: time.time() + 2 * DAY)) < 0.9
    again = HostGate(states)
    again.remember_robots("a:80", "", DAY)
    assert [state.spacing for state in again.states()] == [0.0]
