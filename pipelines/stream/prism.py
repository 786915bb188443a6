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

_HOLD: Final = 'exec 3<&0; "$@" <&- & it=$!; { cat <&3 >/dev/null; kill -9 $it; } 2>/dev/null & wait $it 2>/dev/null'
"""A shell that ends a program when the pipe to it closes: with this process, however that ends. A Prism whose workers
were killed does not always take its job for failed, and then would run on for ever, busily."""


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
    command = [str(program), f"--job_port={port}", "--serve_http=false"]
    command += ["--log_level=error", "--log_kind=text"]
    # A terminal's Ctrl-C, and a supervisor's signal to the group, go to the stream alone.
    hold = ["/bin/sh", "-c", _HOLD, "prism", *command]
    process = subprocess.Popen(hold, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - the user named it
    try:
        _wait_for(port, process)
        yield f"localhost:{port}"
    finally:
        _expect_silence()
        process.communicate()  # closes the pipe, and waits


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
