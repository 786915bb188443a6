"""A run in a process of its own, to be killed or weighed: `python -m tests.pipelines.apart LAKE FEED…`.

It prints the most memory that it took, in bytes.
"""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

from tests.pipelines.lakes import QUICK, ingest


def peak_memory(status: Path = Path("/proc/self/status")) -> int:
    """The most memory that this program took, in bytes.

    Linux counts what the process was before it became this program into `ru_maxrss`: that of the tests.
    Elsewhere that is all there is: in bytes on macOS, in KiB on others.
    """
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    ingest(Path(sys.argv[1]), sys.argv[2:], slice_size=8, limits=QUICK)
    print(peak_memory())
