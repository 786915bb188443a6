"""A stream on a Flink cluster, with parts of the cluster killed under it, and the judge's word on what came of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from tests.engines.flink import Cluster
from tests.engines.follow import heard
from tests.engines.judge import Terms, judge
from tests.engines.judge_verdict import Verdict
from tests.engines.judge_watch import Watch
from tests.engines.part import until
from tests.engines.streaming import Streaming
from tests.newsroom.live import Apart, Cut, Log

PATIENCE = 240.0
"""Seconds for what takes twenty on a machine that does nothing else."""

FAULTS = ("taskmanager", "pool", "jobmanager", "savepoint")


def follow_on_flink(
    cut: Cut,
    folder: Path,
    *,
    rate: float = 1.0,
    window: float = 10.0,
    every: float = 5.0,
    parallelism: int = 2,
    options: Sequence[str] = (),
    faults: Sequence[str] = (),
    port: int = 0,
) -> tuple[Log, Terms, Verdict]:
    """Stream on Flink, with what is done to it on the way, and judge.

    Args:
        cut: The newsroom.
        folder: Where lake and logs go.
        rate: Requests a second to a host.
        window: Seconds of a window.
        every: Seconds between two polls of a feed.
        parallelism: Of the job.
        options: More of them, of the runner.
        faults: Of :data:`FAULTS`: parts that are killed -9 and started again by whoever watches over them, or a stop
            with a savepoint and a start from it; spread over the timeline.
        port: Of all publishers; 0 for any.
    """
    lake = folder / "lake"
    with Cluster(folder / "cluster") as cluster:
        options = ["--runner=flink", *cluster.options, f"--parallelism={parallelism}", *options]
        options += ["--checkpointing_interval=3000"]
        with (
            Apart(cut, folder / "room", rate=rate, port=port) as room,
            Watch(lake) as watch,
            Streaming(room, lake, window=window, every=every, options=options) as stream,
        ):
            stream.wait_for_commit(patience=PATIENCE)
            for number, fault in enumerate(faults, 1):
                room.wait_until(cut.seconds * number / (len(faults) + 1))
                stream.check()
                _do(fault, cluster, stream, watch)
            room.wait_until(cut.seconds)
            # What is served last is due two intervals later, as is what a start anew finds.
            time.sleep(3 * every + window)
            end = time.time()
            stream.check()
            stream.stop(patience=PATIENCE)
            assert not cluster.jobs(), "the job that was stopped still runs"
            log = room.close()
            terms = stream.terms(rate=rate, until=end)
    return log, terms, heard(judge(log, lake, terms, watch.seen), watch)


def weigh_checkpoints(folder: Path, *, quiet: float, seconds: float) -> list[int]:
    """Bytes of the checkpoints of a stream that finds nothing new, a tick and a checkpoint every second.

    Args:
        folder: Where lake and logs go.
        quiet: Seconds to wait after the last story.
        seconds: For how long to look.
    """
    cut = Cut(stories=8, publishers=2, seconds=5.0, seed=1)
    with Cluster(folder / "cluster") as cluster:
        options = ["--runner=flink", *cluster.options, "--parallelism=1", "--checkpointing_interval=1000"]
        with (
            Apart(cut, folder / "room", rate=4.0) as room,
            Streaming(room, folder / "lake", window=5.0, every=2.0, options=options) as stream,
        ):
            stream.wait_for_commit(patience=PATIENCE)
            time.sleep(cut.seconds + quiet)
            job, sizes, end = cluster.job(), {}, time.monotonic() + seconds
            while time.monotonic() < end:
                stream.check()
                latest = cluster.ask(f"/jobs/{job}/checkpoints")["latest"]["completed"]
                sizes[latest["id"]] = int(latest["state_size"])
                time.sleep(0.5)
            stream.stop(patience=PATIENCE)
    return list(sizes.values())


def _do(fault: str, cluster: Cluster, stream: Streaming, watch: Watch) -> None:
    """Do it, and count the time until the next commit as an outage."""
    down = time.time()
    if fault == "savepoint":
        place = cluster.stop_with_savepoint()
        until(lambda: not stream.alive, "the launcher ends with its job", PATIENCE)
        _go_on(cluster, stream, place)
    elif fault == "jobmanager":
        cluster.kill(cluster.job_manager)
        until(cluster.restores, "the new job manager takes the job up", PATIENCE)
    else:
        before = cluster.restarts()
        cluster.kill(*(cluster.task_managers[:1] if fault == "taskmanager" else cluster.pools))
        until(lambda: cluster.restarts() > before, f"Flink restarts the job after {fault}", PATIENCE)
    known = set(watch.seen)
    until(lambda: set(watch.seen) - known, f"a commit after {fault}", PATIENCE)
    stream.outages.append((down, time.time()))


def _go_on(cluster: Cluster, stream: Streaming, place: str) -> None:
    """Hand the job over again until Flink has it: it is refused while workers of the old one hold the poll lease."""
    before = len(cluster.ask("/jobs")["jobs"])

    def handed_over() -> bool:
        if not stream.alive:
            stream.start(f"--savepoint_path={place}")
        return len(cluster.ask("/jobs")["jobs"]) > before

    until(handed_over, f"a job that goes on from {place}", PATIENCE)
