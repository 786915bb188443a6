"""One process of a cluster on loopback, with a log of its own, started and ended by its id."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tools.engines.installing import HOUSE


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as listener:
        listener.bind((host, 0))
        return int(listener.getsockname()[1])


def until(holds: Callable[[], Any], what: str, seconds: float = 120) -> Any:
    """Wait until a condition holds and return what it gave; a refused connection is not yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if given := holds():
                return given
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"after {seconds:.0f} s still not so: {what}")


class Part:
    """One process of the cluster, with a log of its own."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, listens: tuple[str, int] | None = None) -> None:
        self.name = name
        self.listens = listens
        self._command = list(command)
        self._log = folder / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, cwd=HOUSE, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def kill(self) -> None:
        """Kill -9 the part and all it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def check(self) -> None:
        """Raise AssertionError if it ended by itself."""
        assert self.process is not None
        assert self.process.poll() is None, f"{self.name} ended:\n{self._log.read_text()[-4000:]}"
