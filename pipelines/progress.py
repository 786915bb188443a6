"""Progress of a run: a line that moves on a terminal, nothing in a log.

The steps of a bounded run work in this process; they tell what they have done through :func:`tell`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

_listeners: dict[str, Watch] = {}


class Watch:
    """What a run tells of its progress; silent unless it has a bar to move."""

    def __init__(self, bar: Progress | None = None) -> None:
        self._bar = bar
        self._task = bar.add_task("starting", total=None) if bar is not None else None

    def stage(self, name: str, total: int | None) -> None:
        """A new stage begins, with so many things to do if that is known."""
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, description=name, total=total)

    def advance(self, count: int = 1) -> None:
        """So many more things are done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)


@contextmanager
def watched(console: Console) -> Iterator[Watch]:
    """A watch that moves a bar on the console if it is a terminal, and says nothing else."""
    if not console.is_terminal:
        yield Watch()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Watch(bar)


@contextmanager
def listening(run_id: str, watch: Watch) -> Iterator[None]:
    """Let the steps of a run tell this watch."""
    _listeners[run_id] = watch
    try:
        yield
    finally:
        del _listeners[run_id]


def tell(run_id: str, count: int = 1) -> None:
    """Tell the run's watch that so many things are done; on a worker elsewhere nobody listens."""
    watch = _listeners.get(run_id)
    if watch is not None:
        watch.advance(count)
