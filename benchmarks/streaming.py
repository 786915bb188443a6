"""Follow a newsroom on its timeline and judge what came of it: ``python -m benchmarks.streaming HOW [options]``.

HOW is ``rounds`` (`wirelake ingest` again and again) or ``prism`` (`wirelake stream`). What is printed is the judge's
verdict: what was due and is missing, what is there twice or was never served, which host was asked too often, and how
long a story took from its feed to a reader of the lake.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.engines.judge import Terms, judge
from tests.engines.judge_verdict import Verdict
from tests.engines.judge_watch import Watch
from tests.engines.rounds import ingest_in_rounds
from tests.engines.streaming import Streaming, prism_options
from tests.newsroom.live import Apart, Cut, Log


def follow_in_rounds(cut: Cut, folder: Path, *, rate: float) -> Verdict:
    """Ingest in rounds, and judge."""
    lake = folder / "lake"
    with Apart(cut, folder / "room", rate=rate) as room, Watch(lake) as watch:
        terms = ingest_in_rounds(room, lake, rate=rate)
        log = room.close()
    return judge(log, lake, terms, watch.seen)


def follow_on_prism(
    cut: Cut, folder: Path, *, rate: float, window: float, every: float, faults: tuple[str, ...] = ()
) -> tuple[Log, Terms, Verdict]:
    """Stream on Prism, with what is done to it on the way, and judge.

    Args:
        cut: The newsroom.
        folder: Where lake and logs go.
        rate: Requests a second to a host.
        window: Seconds of a window.
        every: Seconds between two polls of a feed.
        faults: ``stop`` or ``kill``, each followed by a new start, spread over the timeline.
    """
    lake = folder / "lake"
    with (
        Apart(cut, folder / "room", rate=rate) as room,
        Watch(lake) as watch,
        Streaming(room, lake, window=window, every=every, options=prism_options()) as stream,
    ):
        for number, fault in enumerate(faults, 1):
            room.wait_until(cut.seconds * number / (len(faults) + 1))
            stream.check()
            if fault == "stop":
                assert stream.stop() == 0, stream.said
            else:
                stream.kill()
            stream.restart()
        room.wait_until(cut.seconds)
        # What is served last is due two intervals later, as is what a start anew finds.
        time.sleep(3 * every + window)
        until = time.time()
        stream.check()
        assert stream.stop() == 0, stream.said
        log = room.close()
        terms = stream.terms(rate=rate, until=until)
    verdict = judge(log, lake, terms, watch.seen)
    return log, terms, verdict if not watch.faults else verdict | Verdict({}, {"a reader met": tuple(watch.faults)})


def main() -> None:
    """Run one, and print its verdict."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming", description=__doc__)
    parser.add_argument("how", choices=["rounds", "prism"])
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--publishers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.0, help="requests a second to a host")
    parser.add_argument("--window", type=float, default=10.0, help="seconds of a window")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two polls of a feed")
    parser.add_argument("--fault", action="append", choices=["stop", "kill"], default=[], help="may be repeated")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep lake and logs here")
    options = parser.parse_args()
    cut = Cut(
        stories=options.stories,
        publishers=options.publishers,
        seconds=options.seconds,
        seed=options.seed,
        crawl_delay=2 / options.rate,
    )
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        before = os.getloadavg()[0]
        if options.how == "rounds":
            verdict = follow_in_rounds(cut, folder, rate=options.rate)
        else:
            _, _, verdict = follow_on_prism(
                cut,
                folder,
                rate=options.rate,
                window=options.window,
                every=options.every,
                faults=tuple(options.fault),
            )
    print(verdict.table())
    print(f"  load before {before:.1f}, after {os.getloadavg()[0]:.1f}")
    sys.exit(not verdict.good)


if __name__ == "__main__":
    main()
