from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from transforms.fetching.client import Client
from transforms.fetching.courier import Courier
from transforms.fetching.gate import HostGate


@pytest.fixture
def courier() -> Iterator[Courier[str]]:
    made: Courier[str] = Courier(lambda: Client(HostGate()), len)
    yield made
    made.close()


def after(seconds: float, answer: str) -> Callable[[Client], object]:
    async def run(client: Client) -> str:
        await asyncio.sleep(seconds)
        return answer

    return run


def test_nobody_waits_for_an_errand_and_each_answer_is_taken_once(courier: Courier[str]):
    assert courier.send("me", "slow", after(0.2, "late"))
    assert courier.send("me", "quick", after(0.0, "soon"))
    assert courier.take("me", wait=5.0) == ("quick", "soon")
    assert courier.under_way("me") == 1
    assert courier.take("me", wait=5.0) == ("slow", "late")
    assert courier.take("me", wait=5.0) is None


def test_an_errand_that_is_under_way_or_back_is_not_done_twice(courier: Courier[str]):
    assert courier.send("me", "it", after(0.05, "one"))
    assert not courier.send("me", "it", after(0.0, "two"))
    assert courier.has("me", "it")
    assert courier.send("you", "it", after(0.0, "three"))
    assert courier.take("you", wait=5.0) == ("it", "three")
    assert courier.take("me", wait=5.0) == ("it", "one")
    assert not courier.has("me", "it")


def test_what_an_errand_raises_is_raised_where_it_is_taken(courier: Courier[str]):
    async def fail(client: Client) -> str:
        raise LookupError("ours")

    courier.send("me", "it", fail)
    with pytest.raises(LookupError, match="ours"):
        courier.take("me", wait=5.0)


def test_answers_that_nobody_takes_hold_further_requests_back(courier: Courier[str]):
    sent: list[str] = []

    async def heavy(client: Client) -> str:
        async with client.room:
            sent.append("heavy")
        return "x" * (65 << 20)

    async def light(client: Client) -> str:
        await asyncio.sleep(0.3)
        async with client.room:
            sent.append("light")
        return ""

    courier.send("me", "heavy", heavy)
    courier.send("me", "light", light)
    time.sleep(0.8)
    assert sent == ["heavy"]
    assert courier.take("me")[0] == "heavy"
    assert courier.take("me", wait=5.0) == ("light", "")


def test_answers_of_an_owner_that_is_served_elsewhere_make_room(courier: Courier[str], monkeypatch: pytest.MonkeyPatch):
    """An engine moved its key to another process: it never comes again, and the others go on."""
    monkeypatch.setattr("transforms.fetching.courier.GONE", 0.5)

    async def heavy(client: Client) -> str:
        return "x" * (65 << 20)

    async def light(client: Client) -> str:
        async with client.room:
            return "light"

    courier.send("gone", "heavy", heavy)
    while courier.under_way("gone"):
        time.sleep(0.01)
    courier.send("here", "light", light)
    deadline = time.monotonic() + 60
    while (back := courier.take("here", wait=0.05)) is None:
        assert time.monotonic() < deadline
    assert back == ("light", "light")
    assert not courier.has("gone", "heavy")
    assert courier.send("gone", "heavy", after(0.0, "again")), "should it come back, it asks again"
    assert courier.take("gone", wait=5.0) == ("heavy", "again")


def test_answers_wait_for_an_engine_that_stood_still(courier: Courier[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("transforms.fetching.courier.GONE", 0.5)
    monkeypatch.setattr("transforms.fetching.courier.LULL", 0.1)
    for owner in ("one", "two"):
        courier.send(owner, "it", after(0.0, owner))
        while courier.under_way(owner):
            time.sleep(0.01)
    time.sleep(1.0)
    assert courier.take("one") == ("it", "one")
    assert courier.take("two") == ("it", "two")


def test_who_is_called_home_waits_outside_no_longer_and_brings_what_it_has(courier: Courier[str]):
    at_work = threading.Event()

    async def waits(client: Client) -> str:
        try:
            async with courier.outside():
                await asyncio.sleep(60)
        except TimeoutError:
            return "empty-handed"
        return "late"

    async def works(client: Client) -> str:
        async with courier.outside():
            await asyncio.sleep(0)
        await asyncio.get_running_loop().run_in_executor(None, at_work.wait, 60)
        return "done"

    courier.send("me", "works", works)
    courier.send("me", "waits", waits)
    assert courier.take("me", wait=0.2) is None
    courier.call_home()
    assert courier.take("me", wait=30.0) == ("waits", "empty-handed")
    at_work.set()
    assert courier.take("me", wait=30.0) == ("works", "done")
    courier.send("me", "later", waits)
    assert courier.take("me", wait=30.0) == ("later", "empty-handed")


def test_closing_gives_up_what_is_under_way():
    made: Courier[str] = Courier(lambda: Client(HostGate()), len)
    made.send("me", "it", after(60.0, "never"))
    made.close()
    assert made.take("me") is None


def test_a_client_is_renewed_and_the_old_one_ends_when_its_last_errand_is_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("transforms.fetching.courier.RENEW", 0.0)
    ended: list[int] = []

    class Counted(Client):
        async def __aexit__(self, *raised: object) -> None:
            ended.append(id(self))

    made: Courier[str] = Courier(lambda: Counted(HostGate()), len)
    try:
        for number in range(5):
            made.send("me", str(number), after(0.3 - number / 20, "back"))
        for _ in range(5):
            assert made.take("me", wait=5.0) is not None
        assert len(ended) == len(set(ended)) == 4
        assert len(made._using) == 1
    finally:
        made.close()
    assert len(ended) == 5
