"""Follow a newsroom on its timeline and judge what came of it: ``python -m benchmarks.streaming HOW [options]``.

HOW is ``rounds`` (`wirelake ingest` again and again), ``prism`` and ``flink`` (`wirelake stream` on them) or ``soak``
(on Prism for long, its memory and its state weighed all the while). What is printed is the judge's verdict: what was
due and is missing, what is there twice or was never served, which host was asked too often, and how long a story took
from its feed to a reader of the lake.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.engines.follow import follow_by_stream, follow_in_rounds, soak
from tests.engines.judge import Terms
from tests.engines.judge_compare import compare
from tests.engines.judge_verdict import Verdict
from tests.engines.on_flink import FAULTS, follow_on_flink
from tests.engines.weight import growth, table
from tests.newsroom.live import Cut, Log


def main() -> None:
    """Run one, and print its verdict."""
    options = _options()
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
        terms, verdict = _follow(cut, folder, options)
        if options.against is not None:
            verdict |= compare(_kept(options.against), _kept(folder), terms)
    print(verdict.table())
    print(f"  load before {before:.1f}, after {os.getloadavg()[0]:.1f}")
    sys.exit(not verdict.good)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming", description=__doc__)
    parser.add_argument("how", choices=["rounds", "prism", "flink", "soak"])
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--publishers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.0, help="requests a second to a host")
    parser.add_argument("--window", type=float, default=10.0, help="seconds of a window")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two polls of a feed")
    parser.add_argument("--parallelism", type=int, default=2, help="on Flink")
    parser.add_argument(
        "--fault",
        action="append",
        choices=["stop", "kill", *FAULTS],
        default=[],
        help="may be repeated; stop and kill on Prism, the others on Flink",
    )
    parser.add_argument("--port", type=int, default=0, help="of all publishers; the same twice to compare")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep lake and logs here")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="compare with what an earlier run kept there")
    return parser.parse_args()


def _kept(folder: Path) -> tuple[Log, Path]:
    """The log and the lake of a run."""
    return Log.read(folder / "room" / "newsroom.jsonl"), folder / "lake"


def _follow(cut: Cut, folder: Path, options: argparse.Namespace) -> tuple[Terms, Verdict]:
    if options.how == "rounds":
        _, terms, verdict = follow_in_rounds(cut, folder, rate=options.rate, port=options.port)
        return terms, verdict
    how = {name: getattr(options, name) for name in ("rate", "window", "every", "port")} | {"faults": options.fault}
    if options.how == "prism":
        _, terms, verdict = follow_by_stream(cut, folder, **how)
        return terms, verdict
    if options.how == "flink":
        _, terms, verdict = follow_on_flink(cut, folder, parallelism=options.parallelism, **how)
        return terms, verdict
    samples, verdict = soak(cut, folder, rate=options.rate, window=options.window, every=options.every)
    print(table(samples))
    for name, values in (
        ("worker", [sample.worker for sample in samples]),
        ("Prism", [sample.engine for sample in samples]),
        *((step, [one.state[step] for one in samples if step in one.state]) for step in ("PollFeeds", "ReadStories")),
    ):
        print(f"  {name}: last third over the third before it {growth(values):.2f}")
    return Terms(interval=options.every, rate=options.rate), verdict


if __name__ == "__main__":
    main()
