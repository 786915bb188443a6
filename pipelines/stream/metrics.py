"""The metrics of a stream that runs, written for Prometheus from time to time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipelines.exposition import of_stream, write_metrics
from pipelines.samples import read_samples
from pipelines.tally import Tally

EVERY: Final = 15.0
"""Seconds between two writings: what a scrape of Prometheus takes by default."""

_log = logging.getLogger("wirelake.stream")


@contextmanager
def metrics_written(path: Path | None, counted: Callable[[], Tally], every: float = EVERY) -> Iterator[None]:
    """Write a job's metrics while the block runs, and once when it has ended well.

    An engine that does not answer, or a full disk, costs a line and not the stream: the file grows old, which is what
    its reader watches.

    Args:
        path: The file; None for none.
        counted: Says what the job has counted so far.
        every: Seconds between two writings.
    """
    if path is None:
        yield
        return
    before = read_samples(path)
    ended = threading.Event()

    def keep() -> None:
        while not ended.wait(every):
            try:
                write_metrics(path, counted(), of_stream(), before)
            except Exception as error:  # noqa: BLE001 - whatever a runner's client raises
                _log.warning("metrics are not written: %s", error)

    thread = threading.Thread(target=keep, name="metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    write_metrics(path, counted(), of_stream(), before)
