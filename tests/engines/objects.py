"""A real object server on loopback, and what is in a lake that it holds."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from transforms.lake import Lake
from transforms.lake.objects import ObjectStore

BUCKET = "wire"
KEY, SECRET = "newsroom", "a-secret-of-loopback"


@contextmanager
def serving(program: Path, folder: Path) -> Iterator[dict[str, str]]:
    """A server with one bucket over a folder; the environment by which it is reached."""
    (folder / BUCKET).mkdir(parents=True)
    port = free_port()
    command = [program, "--port", f"127.0.0.1:{port}", "--quiet", "posix", folder]
    account = {"ROOT_ACCESS_KEY": KEY, "ROOT_SECRET_KEY": SECRET}
    with (folder.parent / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env={**os.environ, **account}, stdout=log, stderr=log)
    try:
        for _ in range(500):
            if server.poll() is not None:
                raise RuntimeError((folder.parent / "server.log").read_text())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def story_ids(address: str, table: str) -> tuple[list[str], list[str]]:
    """The stories of a table, by snapshot and by all there is under its name, one for each row, in order."""
    lake = Lake.open(address, create=False)
    live = [file.removeprefix(f"{address}/") for file in lake.snapshot().files[table]]
    return _column(lake.store, live), _column(lake.store, under(lake.store, table))


def under(store: ObjectStore, folder: str) -> list[str]:
    """Every object under a folder."""
    return sorted(meta["path"] for page in store.objects.list(f"{folder}/") for meta in page)


def _column(store: ObjectStore, files: list[str]) -> list[str]:
    return sorted(
        value
        for file in files
        for value in pq.read_table(io.BytesIO(store.read(file)), columns=["story_id"])["story_id"].to_pylist()
    )
