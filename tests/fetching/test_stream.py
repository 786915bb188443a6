from __future__ import annotations

import asyncio
import threading
import time

import pytest

from transforms.fetching.stream import Room, as_they_come, in_thread


def emitting(*values, seconds=0.0, fail=False):
    async def job(emit):
        for value in values:
            await asyncio.sleep(seconds)
            await emit(value)
        if fail:
            raise RuntimeError("broken")

    return job


def test_everything_that_jobs_emit_arrives():
    got = list(
        in_thread(lambda: as_they_come([emitting(*range(number * 100, number * 100 + 50)) for number in range(20)]))
    )
    assert sorted(got) == sorted(number * 100 + step for number in range(20) for step in range(50))
    assert list(in_thread(lambda: as_they_come([]))) == []


def test_an_error_of_a_job_is_the_consumers_and_ends_the_others():
    ended = threading.Event()

    async def long(emit):
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    with pytest.raises(RuntimeError, match="broken"):
        list(in_thread(lambda: as_they_come([emitting(1, fail=True), long])))
    assert ended.is_set()


def test_a_consumer_that_stops_stops_the_jobs_and_the_thread():
    ended = threading.Event()
    before = threading.active_count()

    async def endless(emit):
        try:
            while True:
                await emit(1)
        finally:
            ended.set()

    stream = in_thread(lambda: as_they_come([endless]))
    assert next(stream) == 1
    stream.close()
    assert ended.is_set()
    assert threading.active_count() == before


def test_a_slow_consumer_slows_the_jobs_down():
    made = []

    async def job(emit):
        for number in range(100):
            made.append(number)
            await emit(number)

    stream = in_thread(lambda: as_they_come([job]), ahead=2)
    next(stream)
    time.sleep(0.2)
    assert len(made) < 8
    assert sum(1 for _ in stream) == 99


def test_the_consumer_works_while_the_loop_fetches():
    fetched = threading.Semaphore(0)

    async def job(emit):
        for number in range(10):
            await emit(number)
            fetched.release()

    stream = in_thread(lambda: as_they_come([job]))
    assert next(stream) == 0
    assert all(fetched.acquire(timeout=10) for _ in range(3)), "nothing came while the first one was worked on"
    assert list(stream) == list(range(1, 10))


def test_no_request_starts_while_too_many_bytes_wait():
    async def run():
        room = Room(10, most_bytes=100)
        async with room:
            room.took(150)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), room:
                pass
        room.took(-100)
        async with asyncio.timeout(0.05), room:
            return True

    assert asyncio.run(run())
