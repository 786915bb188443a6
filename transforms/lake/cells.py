"""Small files of one machine that several workers change: read, decide, put, with nobody in between."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def update(path: Path, change: Callable[[bytes | None], bytes]) -> bytes:
    """Change a small file that others change too.

    It is not synced: what is kept so is worth nothing after a power cut.

    Args:
        path: The file; it is made when it is not there.
        change: Gives the new bytes for those read, None where there is none yet.

    Returns:
        The bytes put.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = os.pread(file, os.fstat(file).st_size, 0)
        data = change(before or None)
        os.pwrite(file, data, 0)
        os.ftruncate(file, len(data))
        return data
    finally:
        os.close(file)
