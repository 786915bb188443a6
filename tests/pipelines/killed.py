"""A run of its own process, to be killed: `python -m tests.pipelines.killed LAKE FEED…`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.pipelines.lakes import ingest

if __name__ == "__main__":
    ingest(Path(sys.argv[1]), sys.argv[2:], slice_size=8)
