"""What the tests of the lake share."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from transforms.lake import Lake

STORY_TABLES = ("stories", "attributions", "events", "rejects")
ROOT = Path(__file__).parents[2]

Crash = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def crash() -> Iterator[Crash]:
    """Runs an ingest in a process of its own, which dies where it is told to."""
    command = [sys.executable, "-m", "tests.lake.crashing"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:

        def send(**job: Any) -> dict[str, Any]:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(json.dumps(job, default=str) + "\n")
            server.stdin.flush()
            answer = json.loads(server.stdout.readline())
            assert "failed" not in answer, f"the child of {job} raised"
            return answer

        yield send
        assert server.stdin is not None
        server.stdin.close()


def story_ids(lake: Path, table: str) -> tuple[list[str], list[str]]:
    """The stories of a table, by snapshot and by raw glob, one for each row, in order."""
    live = [Path(file) for file in Lake.open(lake, create=False).snapshot().files[table]]
    return _column(live), _column(sorted((lake / table).rglob("*.parquet")))


def _column(files: list[Path]) -> list[str]:
    """By pyarrow, file by file: a session of DuckDB for each of a thousand lakes takes minutes."""
    return sorted(
        value for file in files for value in pq.ParquetFile(file).read(columns=["story_id"])["story_id"].to_pylist()
    )
