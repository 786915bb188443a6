"""Ends a stream's job on Flink, by Flink's own interface: Beam's job server lets go of a job and leaves it running."""

from __future__ import annotations

import http.client
import json
import time
import urllib.request
from collections.abc import Sequence
from typing import Any, Final

from pipelines.config import ConfigError
from pipelines.stream.prism import EngineFailed

_LONGEST: Final = 1000
"""Milliseconds of a bundle, which is the runner's own default."""

_BUNDLES_A_TICK: Final = 4

_ENDED: Final = frozenset({"FINISHED", "CANCELED", "FAILED"})
_LARGEST: Final = 10_000_000
"""Bytes of an answer: some tens of thousands of jobs."""
_PATIENCE: Final = 90.0
"""Seconds to wait for Flink: a job manager that was killed is back by then, and a task has let go of its worker."""


def options_of(given: Sequence[str], tick: float) -> list[str]:
    """What a job is run with beside the options given, which win.

    * ``--finish_bundle_before_checkpointing``: without it Beam's runner ends a bundle at a checkpoint, keeps what the
      bundle gave, and sends it on with the next bundle: the clock's first element has none after it, nor has what a
      stopped clock set off.
    * ``--max_bundle_time_mills``: what a step gives is sent on when its bundle ends, and the runner looks for that
      every half of this time, so a tick is up to one and a half times as late at each step. With the runner's second, a
      feed that was to be asked every two seconds was asked every three (measured).

    Args:
        given: The runner's options, as on the command line.
        tick: Seconds between two ticks of the stream's clock.
    """
    bundle = min(int(1000 * tick / _BUNDLES_A_TICK), _LONGEST)
    names = {text.partition("=")[0] for text in given}
    ours = ("--finish_bundle_before_checkpointing", f"--max_bundle_time_mills={bundle}")
    return [text for text in ours if text.partition("=")[0] not in names]


def master_of(given: Sequence[str]) -> str:
    """The address of Flink's interface, as ``--flink_master=HOST:PORT`` among the runner's options says.

    Raises:
        ConfigError: It is not named.
    """
    given_as = next((text.partition("=")[2] for text in given if text.startswith("--flink_master=")), "")
    host = given_as.removeprefix("http://").removeprefix("https://").rstrip("/")
    if ":" not in host:
        raise ConfigError(
            "--runner flink: name Flink's own address, --flink_master=HOST:PORT; a stop ends the job there"
        )
    return f"https://{host}" if given_as.startswith("https://") else f"http://{host}"


def cancel_job(master: str, name: str, *, patience: float = _PATIENCE) -> None:
    """Cancel a job and wait until it holds no slot and no worker any more.

    Args:
        master: Address of Flink's interface.
        name: The job's name. None of that name that runs is fine.
        patience: Seconds to wait, also for a Flink that does not answer at once.

    Raises:
        EngineFailed: It may still be there.
    """
    end = time.monotonic() + patience
    last = "it is still being cancelled"
    while time.monotonic() < end:
        try:
            running = [job for job in _ask(master, "/jobs/overview")["jobs"] if _runs(job, name)]
            if not running:
                return
            for job in running:
                if job["state"] != "CANCELLING":
                    _ask(master, f"/jobs/{job['jid']}", "PATCH")
        except (OSError, http.client.HTTPException, ValueError) as error:
            last = str(error)
        time.sleep(0.5)
    raise EngineFailed(f"the job {name} may still run on Flink at {master}, cancel it there: {last}")


def _runs(job: dict[str, Any], name: str) -> bool:
    return job["name"] == name and job["state"] not in _ENDED


def _ask(master: str, path: str, method: str = "GET") -> Any:
    """What Flink's interface says; nothing is an empty object."""
    request = urllib.request.Request(f"{master}{path}", method=method)  # noqa: S310 - HTTP, by `master_of`
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return json.loads(answer.read(_LARGEST) or b"{}")
