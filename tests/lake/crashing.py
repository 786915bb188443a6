"""Runs that die on demand: reads jobs as JSON lines, forks for each, answers how it ended.

The process itself never has a second thread, so that forking it is safe, and a fork saves the imports.
A job: {"lake", "run_id", "stories", "slice_of", "at"}, and if it shall "die_at" (a step, from 1), "checkpoint_every"
(commits), be "lockless" (see tests.lake.rows), "compact" and not ingest, "report" into another file than beside the
lake. The answer:
{"signal": the one it died of or null, "steps": all it announced}.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.compact import run_compact
from tests.lake.rows import ingest, open_lake
from transforms.lake import state


class Killer:
    """Counts steps; kills the process before the n-th."""

    def __init__(self, die_at: int | None) -> None:
        self.die_at, self.steps = die_at, 0
        self.names: list[str] = []

    def __call__(self, what: str, path: str) -> None:
        self.steps += 1
        if self.die_at is None:
            self.names.append(f"{what} {path}")
        elif self.steps == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def run(job: dict[str, Any]) -> dict[str, Any]:
    report = Path(job.get("report", f"{job['lake']}.report"))
    child = os.fork()
    if child == 0:
        status = 1
        try:
            state.EVERY = job.get("checkpoint_every", state.EVERY)
            killer = Killer(job.get("die_at"))
            how = {"on_step": killer, "lockless": job.get("lockless", False)}
            if job.get("compact"):
                run_compact(open_lake(job["lake"], job["at"], **how), today="2027-01-01")
            else:
                ingest(job["lake"], job["run_id"], job["stories"], job["slice_of"], job["at"], **how)
            report.write_text("\n".join(killer.names))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status)}
    if os.WEXITSTATUS(status):
        return {"failed": os.WEXITSTATUS(status)}
    return {"signal": None, "steps": report.read_text().split("\n")}


if __name__ == "__main__":
    pa.set_cpu_count(1)
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
