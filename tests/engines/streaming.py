"""`wirelake stream` in a process of its own: to be followed, stopped, killed, and started anew."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from schemas.views import SNAPSHOT
from tests.engines.judge import Terms
from tests.newsroom.live import Apart

ROOT = Path(__file__).parents[2]

WIRELAKE = Path(sys.executable).with_name("wirelake")

PRISM = ROOT / ".engines" / "bin" / "prism"
"""Where `make engines` puts it."""


class Streaming:
    """A stream that can be started again; a context manager that kills what is left of it.

    Args:
        room: What it follows.
        lake: Where to.
        window: Seconds of a window.
        every: Seconds between two polls of a feed.
        options: Of the engine, ``--runner`` first.

    Attributes:
        outages: From when to when it was down, in Unix seconds: until its first commit, and from its end until the
            first commit of the next.
        said: What it wrote to standard error.
    """

    def __init__(self, room: Apart, lake: Path, *, window: float, every: float, options: Sequence[str]) -> None:
        self.window = window
        self.every = every
        self.outages: list[tuple[float, float]] = []
        self._room = room
        self._lake = lake
        self._process: subprocess.Popen[bytes] | None = None
        self._down_since = 0.0
        self._before = ""
        self._errors = lake.with_name(f"{lake.name}.log")
        self._command = [WIRELAKE, "stream", "--feeds", room.feeds, "--lake", lake, "--allow-net", "127.0.0.0/8"]
        self._command += ["--window", f"{window:g}s", "--every", f"{every:g}s", *options]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    @property
    def said(self) -> str:
        """What it wrote to standard error, the last pages of it."""
        return self._errors.read_text("utf-8", "replace")[-8000:] if self._errors.exists() else ""

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self, *more: str) -> None:
        """Start it, with further options; the engine takes some seconds."""
        self._before = self._stream()
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen([*self._command, *more], cwd=ROOT, stderr=errors, stdout=errors)

    def check(self) -> None:
        """Raise AssertionError if it ended by itself."""
        assert self._process is not None
        assert self._process.poll() is None, f"it ended with {self._process.returncode}:\n{self.said}"

    def stop(self, *, patience: float = 120.0) -> None:
        """Tell it to stop, as a service manager does, and see that it ends well."""
        assert self._process is not None
        self._down_since = time.time()
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end within {patience:g} s:\n{self.said}") from None
        assert code == 0, f"it stopped with {code}:\n{self.said}"

    def kill(self) -> None:
        """End it without a word, as a machine that loses power."""
        assert self._process is not None
        self._down_since = time.time()
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(60)

    def wait_for_commit(self, *, patience: float = 120.0) -> None:
        """Wait until it works after a start; the time since it was down counts as an outage."""
        deadline = time.monotonic() + patience
        # A start commits first what a killed stream had read, under the name `rescue-stream-…`.
        while not (now := self._stream()).startswith("stream-") or now == self._before:
            self.check()
            assert time.monotonic() < deadline, f"no commit within {patience:g} s:\n{self.said}"
            time.sleep(0.1)
        self.outages.append((self._down_since, time.time()))

    def _stream(self) -> str:
        """The stream of the lake's last commit; empty where there is none."""
        snapshot = self._lake / SNAPSHOT
        commit_id = json.loads(snapshot.read_bytes())["commit_id"] if snapshot.exists() else None
        return (commit_id or "").partition("-")[2]

    def terms(self, *, rate: float, until: float | None = None) -> Terms:
        """What it had promised."""
        return Terms(interval=self.every, rate=rate, outages=tuple(self.outages), until=until)


def prism_options() -> list[str]:
    """Options that run a stream on the Prism of this tree."""
    return ["--runner", "prism", f"--prism_location={PRISM}"]
