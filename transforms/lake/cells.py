"""Small files of a lake that several workers change: read, decide, put, with nobody in between."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable

from transforms.lake.store import LocalStore


def update(store: LocalStore, path: str, change: Callable[[bytes | None], bytes]) -> bytes:
    """Change a small file that others change too.

    It is not synced: what is kept so is worth nothing after a power cut.

    Args:
        store: Where it is.
        path: The file.
        change: Gives the new bytes for those read, None where there is none yet.

    Returns:
        The bytes put.
    """
    target = store.local(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = os.pread(file, os.fstat(file).st_size, 0)
        data = change(before or None)
        os.pwrite(file, data, 0)
        os.ftruncate(file, len(data))
        return data
    finally:
        os.close(file)
