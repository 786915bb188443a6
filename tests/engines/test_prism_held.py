"""Prism lives as long as the stream that started it, however that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.stream.prism import EngineFailed, prism_server
from tests.engines.streaming import PRISM, ROOT

HOLDER = """
import sys, time
from pathlib import Path
from pipelines.stream.prism import prism_server
with prism_server(Path(sys.argv[1])) as endpoint:
    print(endpoint, flush=True)
    time.sleep(600)
"""


def running(port: str) -> bool:
    """Whether a Prism of this port is alive."""
    found = subprocess.run(["pgrep", "-f", f"^{PRISM} --job_port={port} "], capture_output=True, check=False)
    return found.returncode == 0


def ends(port: str) -> bool:
    """Whether it ends within some seconds."""
    deadline = time.monotonic() + 30
    while running(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not running(port)


@pytest.mark.engines("prism")
def test_prism_ends_with_its_block():
    with prism_server(PRISM) as endpoint:
        port = endpoint.rpartition(":")[2]
        assert running(port)
    assert ends(port)


@pytest.mark.engines("prism")
def test_prism_ends_with_a_stream_that_is_killed():
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, PRISM], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    port = holder.stdout.readline().strip().rpartition(":")[2]
    assert running(port)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert ends(port)


def test_a_program_that_ends_at_once_is_told_of_at_once(tmp_path: Path):
    program = tmp_path / "prism"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    begun = time.monotonic()
    with pytest.raises(EngineFailed, match="ended with 3"), prism_server(program):
        pass
    assert time.monotonic() - begun < 20
