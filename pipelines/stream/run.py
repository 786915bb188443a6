"""Runs a stream: on Prism in this process's care until it is told to stop, on a cluster by handing the job over."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.prism_runner import PrismRunner
from apache_beam.runners.runner import PipelineState

from pipelines.config import ConfigError
from pipelines.stream.alarm import clock_of
from pipelines.stream.clock import ended_path, stop_path
from pipelines.stream.commit import rescue
from pipelines.stream.flink import cancel_job, master_of, options_of
from pipelines.stream.metrics import metrics_written
from pipelines.stream.options import StreamOptions, find_prism
from pipelines.stream.passed import check_passed
from pipelines.stream.plan import Plan
from pipelines.stream.prism import EngineFailed, prism_server
from pipelines.stream.steps import build
from pipelines.stream.worker import close_worker, forget_turns, worker
from pipelines.tally import Tally
from transforms.lake import Lake, Store
from transforms.measure import HERE

_ENDLESS: Final = ("--streaming", "--job_server_timeout=1000000000")
"""Beam takes a job that says nothing for that many seconds for lost; its default is a minute."""

_log = logging.getLogger("wirelake.stream")


def run_stream(options: StreamOptions) -> None:
    """Run a stream until it is stopped.

    SIGTERM and Ctrl-C stop the clock: what is under way is committed, and the job ends. A second one ends it at once;
    what was not committed the next start asks for again.

    Raises:
        ConfigError: The engine is not there, or would not take an option.
        LeaseHeld: Another run polls this lake.
        LakeError: The lake was damaged, or written by a newer wirelake.
        KeyboardInterrupt: It was told twice.
        EngineFailed: The engine or the job failed.
    """
    check_passed(options.runner, options.runner_options)
    if options.runner == "prism":
        _run_on_prism(options, find_prism(options.runner_options))
    else:
        _run_elsewhere(options)


def _run_on_prism(options: StreamOptions, program: Path) -> None:
    """Run with the workers in this process, which holds the lake's poll lease."""
    plan = options.plan()
    here = worker(plan)
    try:
        here.hold_lease()
        with _told(), _quiet(), prism_server(program) as endpoint:
            rescue(here)
            here.lake.recover()
            forget_turns(here.store, time.time())
            here.store.discard(stop_path("").rpartition("/")[0])
            pipeline = beam.Pipeline(runner=PrismRunner(), options=prism_options(options, endpoint))
            build(pipeline, plan)
            HERE.clear()
            _run_to_its_end(pipeline, here.store, plan, options.metrics_file, here=True)
            _log.info("%s: stopped; what was polled is committed", plan.stream)
    finally:
        close_worker(plan.stream)
        here.store.delete([stop_path(plan.stream), ended_path(plan.stream)])


def _run_elsewhere(options: StreamOptions) -> None:
    """Hand the job to a cluster and wait for its end; there the worker that commits holds the poll lease."""
    plan = options.plan()
    runner, settings = remote_runner(options, plan)
    lake = Lake.open(options.lake)
    with lake.lease(plan.stream):  # nobody else polls: said here, before a job starts
        forget_turns(lake.store, time.time())
    with _told(), _quiet():
        pipeline = beam.Pipeline(runner=runner, options=settings)
        build(pipeline, plan, clock_of(options.runner))
        try:
            _run_to_its_end(pipeline, lake.store, plan, options.metrics_file, cancel=_cancel(options, plan))
        finally:
            lake.store.delete([stop_path(plan.stream), ended_path(plan.stream)])


def _cancel(options: StreamOptions, plan: Plan) -> Callable[[Any], None]:
    """How a job is cancelled on a cluster; on Flink it is found by its name."""
    if options.runner != "flink":
        return _cancel_by_beam
    master = master_of(options.runner_options)
    return lambda _: cancel_job(master, plan.stream)


def _cancel_by_beam(result: Any) -> None:
    result.cancel()


def _run_to_its_end(
    pipeline: beam.Pipeline,
    store: Store,
    plan: Plan,
    metrics_file: Path | None,
    *,
    here: bool = False,
    cancel: Callable[[Any], None] | None = None,
) -> None:
    """Wait for the job's end.

    Args:
        pipeline: The job.
        store: The lake's.
        plan: The stream.
        metrics_file: Where its metrics are written as it goes; None for nowhere.
        here: Whether its steps run in this process, which knows what they count better than the engine does.
        cancel: Cancels the job, also one that was stopped, when all is committed: with checkpoints, Flink keeps a job
            whose sources have ended. None where a stopped job ends by itself.
    """
    with _stopping(store, plan, cancel) as stop:
        result = stop.result = pipeline.run()
        _log.info("%s: %d feeds, a window every %g s", plan.stream, len(plan.feeds), plan.window)
        try:
            with metrics_written(metrics_file, Tally.here if here else partial(Tally.of, result)):
                state = result.wait_until_finish()
        except Exception as error:
            if not stop.cancelled:
                raise EngineFailed(f"the job failed: {error}") from error
    stop.join()
    if stop.twice:
        raise KeyboardInterrupt
    if not stop.cancelled and state != PipelineState.DONE:
        raise EngineFailed(f"the job ended as {state}")


def remote_runner(options: StreamOptions, plan: Plan) -> tuple[str, PipelineOptions]:
    """Beam's name for a cluster's runner, and its options.

    Args:
        options: As given.
        plan: The stream, whose name the job has on Flink.

    Raises:
        ConfigError: Something is missing that Beam would fetch from the network, or find missing much later.
    """
    given = options.runner_options
    names = {text.partition("=")[0] for text in given}
    if options.runner == "flink":
        if not names & {"--job_endpoint", "--flink_job_server_jar"}:
            raise ConfigError(
                "--runner flink: name the job server, --job_endpoint=HOST:PORT of one that runs or "
                "--flink_job_server_jar=FILE; Beam would fetch one from the network otherwise"
            )
        jar = next((text.partition("=")[2] for text in given if text.startswith("--flink_job_server_jar=")), None)
        if jar is not None and not Path(jar).is_file():
            raise ConfigError(f"--flink_job_server_jar {jar}: there is no such file")
        master_of(given)
        return "FlinkRunner", PipelineOptions(
            [*_ENDLESS, *options_of(given, plan.tick), *given, f"--job_name={plan.stream}"], pipeline_type_check=False
        )
    if "://" not in options.lake:
        raise ConfigError(
            f"--lake {options.lake}: workers on Dataflow share no disk; use a lake such as gs://bucket/lake"
        )
    return "DataflowRunner", PipelineOptions(
        ["--streaming", "--enable_streaming_engine", *given], pipeline_type_check=False
    )


def prism_options(options: StreamOptions, endpoint: str) -> PipelineOptions:
    """Beam's options for a stream on the Prism at an endpoint.

    Prism splits a piece of work that takes long, between two elements of one key too; then both parts run at once and
    one part's state is lost (2.77, ``splitBundle``). So it is told not to split; the clock shares nothing anyway.
    """
    return PipelineOptions(
        [
            f"--job_endpoint={endpoint}",
            "--environment_type=LOOPBACK",
            "--experiments=prism_disable_sdf_split",
            *_ENDLESS,
            *(text for text in options.runner_options if not text.startswith("--prism_location=")),
        ],
        pipeline_type_check=False,
    )


class _Stop:
    """Answers SIGINT and SIGTERM: the first stops the clock, the second the job."""

    def __init__(self, store: Store, stream: str, cancel: Callable[[Any], None] | None) -> None:
        self.result: Any = None
        self.asked = self.twice = self.cancelled = False
        self._store = store
        self._stream = stream
        self._cancel = cancel
        self._waiter = threading.Thread(target=self._cancel_when_ended, daemon=True)
        self._fault: EngineFailed | None = None

    def told(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's signature
        if self.asked:
            self.twice = True
            if self.result is not None:
                self._end()
            return
        self.asked = True
        _log.info("stopping: what is under way is committed; once more ends it at once")
        self._store.replace(stop_path(self._stream), b"")
        if self._cancel is not None:
            self._waiter.start()

    def heard(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - a filter's signature
        """What Beam logs of a job is heard until it is cancelled: that it was is no fault."""
        return not self.cancelled

    def join(self) -> None:
        """Wait until a job that is being cancelled is gone.

        Raises:
            EngineFailed: It may still be there.
        """
        if self.cancelled and not self.twice:
            self._waiter.join()
        if self._fault is not None:
            raise self._fault

    def _cancel_when_ended(self) -> None:
        while not self._store.exists(ended_path(self._stream)):
            time.sleep(1)
        self._end()

    def _end(self) -> None:
        self.cancelled = True
        try:
            (self._cancel or _cancel_by_beam)(self.result)
        except EngineFailed as fault:
            self._fault = fault
            self.result.cancel()  # nobody waits for it any longer


@contextmanager
def _stopping(store: Store, plan: Plan, cancel: Callable[[Any], None] | None) -> Iterator[_Stop]:
    """Let signals stop the stream."""
    stop = _Stop(store, plan.stream, cancel)
    before = {number: signal.signal(number, stop.told) for number in (signal.SIGINT, signal.SIGTERM)}
    logging.root.addFilter(stop.heard)
    try:
        yield stop
    finally:
        logging.root.removeFilter(stop.heard)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _told() -> Iterator[None]:
    """A line on standard error for every window."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    before = _log.level
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
    try:
        yield
    finally:
        _log.removeHandler(handler)
        _log.setLevel(before)
        _log.propagate = True


@contextmanager
def _quiet() -> Iterator[None]:
    """Beam and Prism speak of faults only."""
    names = ("apache_beam", "PrismRunner")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
