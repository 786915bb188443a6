"""A run in a process of its own, to be killed or weighed: `python -m tests.pipelines.apart LAKE FEED…`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.pipelines.lakes import ingest

if __name__ == "__main__":
    ingest(Path(sys.argv[1]), sys.argv[2:], slice_size=8)
