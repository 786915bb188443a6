"""What a stream on Prism weighs while it runs: memory of its processes, and the state that the engine keeps for it."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import grpc
from apache_beam.metrics.monitoring_infos import extract_metric_result_map_value
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

STATE: Final = "state_bytes:"
"""Distribution of the bytes of a step's state at every write of one, by step."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One look.

    Attributes:
        at: Seconds since the first look.
        worker: Bytes of memory of the stream's own process, where its workers run.
        engine: Bytes of Prism's.
        state: By step, the mean bytes of one key's state since the look before.
        written: How many states were written since then.
    """

    at: float
    worker: int
    engine: int
    state: dict[str, float]
    written: int


class Weight(threading.Thread):
    """Samples a stream's weight; a context manager.

    Args:
        pid: The stream's process; Prism is its child.
        every: Seconds between two looks.

    Attributes:
        samples: What was seen.
        faults: Why a look saw nothing.
    """

    def __init__(self, pid: int, *, every: float) -> None:
        super().__init__(daemon=True)
        self.samples: list[Sample] = []
        self.faults: list[str] = []
        self._pid = pid
        self._every = every
        self._totals: dict[str, tuple[int, int]] = {}
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self.join(60)

    def run(self) -> None:
        """Look until told to stop."""
        begun = time.monotonic()
        engine = _child(self._pid)
        with grpc.insecure_channel(f"localhost:{_option(engine, '--job_port')}") as channel:
            jobs = beam_job_api_pb2_grpc.JobServiceStub(channel)
            while not self._stopped.wait(self._every):
                try:
                    state, written = self._state(jobs)
                    sample = Sample(time.monotonic() - begun, _resident(self._pid), _resident(engine), state, written)
                except (OSError, grpc.RpcError) as error:
                    self.faults.append(f"{time.monotonic() - begun:.0f} s: {error!r}"[:300])
                else:
                    self.samples.append(sample)

    def _state(self, jobs: beam_job_api_pb2_grpc.JobServiceStub) -> tuple[dict[str, float], int]:
        (job,) = jobs.GetJobs(beam_job_api_pb2.GetJobsRequest(), timeout=10).job_info
        request = beam_job_api_pb2.GetJobMetricsRequest(job_id=job.job_id)
        state, written = {}, 0
        for info in jobs.GetJobMetrics(request, timeout=10).metrics.committed:
            name = info.labels.get("NAME", "")
            if not name.startswith(STATE):
                continue
            found = extract_metric_result_map_value(info)
            before = self._totals.get(name, (0, 0))
            self._totals[name] = (found.count, found.sum)
            count = found.count - before[0]
            if count > 0:
                state[name.removeprefix(STATE)] = (found.sum - before[1]) / count
                written += count
        return state, written


def table(samples: Sequence[Sample], rows: int = 12) -> str:
    """Samples for a person, about so many of them."""
    steps = sorted({step for sample in samples for step in sample.state})
    lines = ["  seconds  worker MB  Prism MB" + "".join(f"  {step} bytes" for step in steps)]
    for sample in samples[:: max(1, len(samples) // rows)]:
        state = "".join(f"  {sample.state.get(step, 0):>{len(step) + 6},.0f}" for step in steps)
        lines.append(f"  {sample.at:>7.0f}  {sample.worker / 1e6:>9.0f}  {sample.engine / 1e6:>8.0f}{state}")
    return "\n".join(lines)


def growth(values: Sequence[float]) -> float:
    """The middle of the last third over the middle of the third before it: 1 where nothing grows.

    The first third is left out: code is loaded and buffers are filled then.
    """
    third = len(values) // 3
    return statistics.median(values[-third:]) / statistics.median(values[-2 * third : -third])


def _child(pid: int, *, patience: float = 60.0) -> int:
    """The process of Prism, which a stream starts in the care of a shell."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        held = [grandchild for child in _children(pid) for grandchild in _children(child)]
        for process in held:
            if "--job_port=" in Path(f"/proc/{process}/cmdline").read_text():
                return process
        time.sleep(0.2)
    raise TimeoutError(f"process {pid} started no Prism within {patience:g} s")


def _children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return list(map(int, found.stdout.split()))


def _option(pid: int, name: str) -> str:
    arguments = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return next(text.partition("=")[2] for text in arguments if text.startswith(f"{name}="))


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds now (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
