"""Where a run works: a folder of this machine with its spool and its raw archive, whatever the lake's store is.

In a lake on a disk that folder is the lake itself. What a killed run had fetched is found there by the next one, which
does not fetch it again. In an object store it is a temporary folder: each commit is preceded by the upload of the raw
files that it names, whole, and what a killed run had fetched since its last commit is fetched again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transforms.lake import Store
from transforms.lake.store import CONTROL

SPOOLS: Final = f"{CONTROL}/spool"
"""Working files of runs, a folder each: a run that lives, or one that died."""

NO_RAW: Final = "no-raw"
"""Marks the spool of a run whose raw responses are not kept: they are there until it has committed, like the spool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workroom:
    """The working folder of a run.

    Attributes:
        store: The lake's.
        folder: Has `raw/` and the spools.
        run_id: The run.
        raw: Whether its raw responses are kept.
        dead: Runs that died and left their spools here, the oldest first.
    """

    store: Store
    folder: Path
    run_id: str
    raw: bool
    dead: tuple[str, ...]

    def spool(self, run_id: str) -> Path:
        """The spool of a run."""
        return self.folder / SPOOLS / run_id

    def keep_raw(self) -> None:
        """Bring the raw files written so far to the lake; call it before a commit that names their payloads."""
        if self.store.folder is not None or not self.raw:
            return
        for file in sorted((self.folder / "raw" / self.run_id).glob("*")):
            self.store.upload(f"raw/{self.run_id}/{file.name}", file)
            file.unlink()

    def leave(self) -> None:
        """Clear up. Only after the last commit: until then a next run would need what the dead ones had fetched."""
        for run_id in (*self.dead, self.run_id):
            if (self.spool(run_id) / NO_RAW).exists():
                shutil.rmtree(self.folder / "raw" / run_id, ignore_errors=True)
            shutil.rmtree(self.spool(run_id))


@contextmanager
def work_room(store: Store, run_id: str, *, raw: bool) -> Iterator[Workroom]:
    """Enter the working folder of a run.

    Args:
        store: The lake's; its poll lease is held.
        run_id: The run.
        raw: Whether its raw responses are kept.
    """
    if store.folder is not None:
        yield _enter(store, store.folder, run_id, raw)
        return
    with tempfile.TemporaryDirectory(prefix="wirelake-") as folder:
        yield _enter(store, Path(folder), run_id, raw)


def _enter(store: Store, folder: Path, run_id: str, raw: bool) -> Workroom:
    spools = folder / SPOOLS
    spools.mkdir(parents=True, exist_ok=True)
    dead = tuple(sorted(spool.name for spool in spools.iterdir() if spool.is_dir()))
    room = Workroom(store=store, folder=folder, run_id=run_id, raw=raw, dead=dead)
    room.spool(run_id).mkdir()
    if not raw:
        (room.spool(run_id) / NO_RAW).touch()
    return room
