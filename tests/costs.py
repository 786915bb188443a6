"""What a call costs, on a machine that others use too."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object], *, times: int = 2) -> float:
    """The least CPU time of several calls, in seconds.

    The collector is off meanwhile: one full collection walks all that the test session has ever loaded, which costs
    more than many a call, and falls on whichever is running.
    """
    gc.collect()
    gc.disable()
    try:
        return min(_once(call) for _ in range(times))
    finally:
        gc.enable()


def _once(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
