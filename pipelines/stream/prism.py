"""Prism on this machine: a child in a session of its own, so that what stops the stream does not kill its engine."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

STARTS_WITHIN: Final = 30.0
"""Seconds."""

IDLE: Final = "20s"
"""Time after which a Prism without a job ends by itself: one whose stream was killed."""


class EngineFailed(Exception):  # noqa: N818 - named for what is the case
    """The engine, or the job on it, ended by itself; the message says what is known."""


@contextmanager
def prism_server(program: Path) -> Iterator[str]:
    """Run Prism for the length of the block.

    Yields:
        Its job endpoint, `localhost:port`.

    Raises:
        EngineFailed: It does not start.
    """
    port = _free_port()
    command = [str(program), f"--job_port={port}", "--serve_http=false", f"--idle_shutdown_timeout={IDLE}"]
    command += ["--log_level=error", "--log_kind=text"]
    # A terminal's Ctrl-C, and a supervisor's signal to the group, go to the stream alone.
    process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - the program that the user named
    try:
        _wait_for(port, process)
        yield f"localhost:{port}"
    finally:
        _expect_silence()
        process.kill()
        process.wait()


def _expect_silence() -> None:
    """Let Beam's threads, which read from an engine that is gone, end without a traceback each."""
    before = threading.excepthook

    def hook(raised: threading.ExceptHookArgs) -> None:
        if raised.exc_type.__module__.partition(".")[0] != "grpc":
            before(raised)

    threading.excepthook = hook


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("localhost", port), 1.0).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise EngineFailed(f"Prism does not start: {process.args!r} ended with {process.poll()}")
