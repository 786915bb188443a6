"""Follow a newsroom from its first story to its last, and judge what came of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from tests.engines.judge import Terms, judge
from tests.engines.judge_verdict import Verdict
from tests.engines.judge_watch import Watch
from tests.engines.rounds import ingest_in_rounds
from tests.engines.streaming import Streaming, prism_options
from tests.engines.weight import Sample, Weight
from tests.newsroom.live import Apart, Cut, Log


def follow_in_rounds(cut: Cut, folder: Path, *, rate: float, port: int = 0) -> tuple[Log, Terms, Verdict]:
    """Ingest in rounds, and judge.

    Args:
        cut: The newsroom.
        folder: Where lake and logs go.
        rate: Requests a second to a host.
        port: Of all publishers; 0 for any.
    """
    lake = folder / "lake"
    with Apart(cut, folder / "room", rate=rate, port=port) as room, Watch(lake) as watch:
        terms = ingest_in_rounds(room, lake, rate=rate)
        log = room.close()
    return log, terms, heard(judge(log, lake, terms, watch.seen), watch)


def follow_by_stream(
    cut: Cut,
    folder: Path,
    *,
    rate: float,
    window: float,
    every: float,
    faults: Sequence[str] = (),
    options: Sequence[str] | None = None,
    port: int = 0,
) -> tuple[Log, Terms, Verdict]:
    """Stream, with what is done to it on the way, and judge.

    Args:
        cut: The newsroom.
        folder: Where lake and logs go.
        rate: Requests a second to a host.
        window: Seconds of a window.
        every: Seconds between two polls of a feed.
        faults: ``stop`` or ``kill``, each followed by a new start, spread over the timeline.
        options: Of the engine; Prism's by default.
        port: Of all publishers; 0 for any.
    """
    lake = folder / "lake"
    with (
        Apart(cut, folder / "room", rate=rate, port=port) as room,
        Watch(lake) as watch,
        Streaming(room, lake, window=window, every=every, options=options or prism_options()) as stream,
    ):
        stream.wait_for_commit()
        for number, fault in enumerate(faults, 1):
            room.wait_until(cut.seconds * number / (len(faults) + 1))
            stream.check()
            if fault == "stop":
                stream.stop()
            else:
                stream.kill()
            stream.start()
            stream.wait_for_commit()
        until = _end(room, stream)
        log = room.close()
        terms = stream.terms(rate=rate, until=until)
    return log, terms, heard(judge(log, lake, terms, watch.seen), watch)


def soak(
    cut: Cut, folder: Path, *, rate: float, window: float, every: float, look: float = 5.0
) -> tuple[list[Sample], Verdict]:
    """Stream for as long as a newsroom publishes, and weigh the stream all the while.

    Args:
        cut: The newsroom.
        folder: Where lake and logs go.
        rate: Requests a second to a host.
        window: Seconds of a window.
        every: Seconds between two polls of a feed.
        look: Seconds between two looks.
    """
    lake = folder / "lake"
    with (
        Apart(cut, folder / "room", rate=rate) as room,
        Watch(lake) as watch,
        Streaming(room, lake, window=window, every=every, options=prism_options()) as stream,
    ):
        stream.wait_for_commit()
        with Weight(stream.pid, every=look) as weight:
            room.wait_until(cut.seconds)
        until = _end(room, stream)
        log = room.close()
    verdict = heard(judge(log, lake, stream.terms(rate=rate, until=until), watch.seen), watch)
    return weight.samples, verdict | Verdict({}, {"not weighed": tuple(weight.faults)})


def _end(room: Apart, stream: Streaming) -> float:
    """Stop a stream when all that the newsroom had to say is due; when that was, in Unix seconds."""
    room.wait_until(room.cut.seconds)
    # What is served last is due two intervals later, as is what a start anew finds.
    time.sleep(3 * stream.every + stream.window)
    stream.check()
    until = time.time()
    stream.stop()
    return until


def heard(verdict: Verdict, watch: Watch) -> Verdict:
    """With what a reader met who looked at the lake all the while."""
    return verdict | Verdict({}, {"met by a reader": tuple(watch.faults)})
