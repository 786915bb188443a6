"""Runs that die on demand: reads jobs as JSON lines, forks for each, answers how it ended.

The process itself never has a second thread, so that forking it is safe, and a fork saves the imports.
A job: {"lake", "run_id", "stories", "slice_of", "at", "die_at"}; die_at null lets it live. The answer: {"signal"
or null, "steps": how many steps it announced}.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pyarrow as pa

from tests.lake.rows import ingest


class Killer:
    """Counts steps; kills the process before the n-th."""

    def __init__(self, die_at: int | None, report: Path) -> None:
        self.die_at, self.report, self.steps, self.names = die_at, report, 0, []

    def __call__(self, what: str, path: str) -> None:
        self.steps += 1
        if self.die_at is None:
            self.names.append(f"{what} {path}")
        elif self.steps == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def run(job: dict) -> dict:
    report = Path(f"{job['lake']}.report")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            killer = Killer(job.get("die_at"), report)
            ingest(job["lake"], job["run_id"], job["stories"], job["slice_of"], job["at"], killer)
            report.write_text("\n".join(killer.names))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status), "steps": []}
    if os.WEXITSTATUS(status):
        return {"failed": os.WEXITSTATUS(status)}
    return {"signal": None, "steps": report.read_text().split("\n")}


if __name__ == "__main__":
    pa.set_cpu_count(1)
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
