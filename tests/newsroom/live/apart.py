"""A live newsroom in a process of its own: what reads it takes no time from it."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.newsroom.live.log import Log
from tests.newsroom.live.plan import Cut

ROOT = Path(__file__).parents[3]


class Apart:
    """Starts the newsroom, and stops it when its block ends; a context manager.

    Args:
        cut: Its size.
        folder: Where its files go.
        rate: Requests a second that its feeds file allows each host.
        port: Of every site; 0 takes a free one. The same port twice gives the same addresses twice.

    Attributes:
        feeds: The feeds file.
    """

    def __init__(self, cut: Cut, folder: Path, *, rate: float = 1.0, port: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.cut = cut
        self.feeds = folder / "feeds.toml"
        self._log = folder / "newsroom.jsonl"
        self._began = self._log.with_suffix(".began")
        self._command = [sys.executable, "-m", "tests.newsroom.live", "--feeds", self.feeds, "--log", self._log]
        self._command += ["--rate", str(rate), "--port", str(port)]
        for name, value in asdict(cut).items():
            self._command += [f"--{name.replace('_', '-')}", str(value)]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, cwd=ROOT)
        deadline = time.monotonic() + 60
        while not self.feeds.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the newsroom did not open")
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(60)

    @property
    def began(self) -> float | None:
        """Unix seconds at which the timeline began; None while nobody has asked."""
        return float(self._began.read_text()) if self._began.exists() else None

    def wait_until(self, seconds: float, *, patience: float = 120.0) -> None:
        """Wait until so many seconds of the timeline are over.

        Raises:
            TimeoutError: Nobody asked the newsroom for so long that it did not begin.
        """
        deadline = time.monotonic() + patience
        while (began := self.began) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no request reached the newsroom in {patience:g} s")
            time.sleep(0.05)
        time.sleep(max(0.0, began + seconds - time.time()))

    def close(self) -> Log:
        """Stop serving, if it has not stopped; what happened."""
        self._process.terminate()
        self._process.wait(60)
        return Log.read(self._log)
