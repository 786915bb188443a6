"""When a commit became visible: a reader that looks at the lake's snapshot over and over."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from schemas.views import SNAPSHOT
from tests.engines.judge_rows import open_views


class Watch(threading.Thread):
    """Notes by commit when its stories were first seen through the views; a context manager.

    Args:
        lake: The lake's folder; it need not exist yet.
        every: Seconds between two looks at the snapshot.

    Attributes:
        seen: Unix seconds by commit.
        faults: What went wrong for this reader; nothing ever should.
    """

    def __init__(self, lake: Path, *, every: float = 0.2) -> None:
        super().__init__(daemon=True)
        self.seen: dict[str, float] = {}
        self.faults: list[str] = []
        self._lake = lake
        self._every = every
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self.join(60)

    def run(self) -> None:
        """Look, and look a last time when told to stop."""
        snapshot, last = self._lake / SNAPSHOT, None
        while True:
            stopping = self._stopped.wait(self._every)
            mark = snapshot.stat() if snapshot.exists() else None
            if mark is not None and (mark.st_mtime_ns, mark.st_ino) != last:
                last = (mark.st_mtime_ns, mark.st_ino)
                try:
                    self._look()
                except Exception as error:  # noqa: BLE001 - whatever a reader meets is reported
                    self.faults.append(repr(error))
            if stopping:
                return

    def _look(self) -> None:
        with open_views(self._lake) as connection:
            commits = connection.execute('SELECT DISTINCT "commit" FROM stories').fetchall()
        at = time.time()
        for (commit,) in commits:
            self.seen.setdefault(commit, at)
