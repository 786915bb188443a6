"""A run's working files: what a pipeline hands to its driver, so that only references cross a shuffle.

Beam's local engine holds every GroupByKey in memory, and a feed may carry megabytes of markup. A spool is one JSON line
an element, in a folder of the run under the lake's control folder; it is gone when the run has ended, and the next run
removes a dead one's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any, TypeVar

import apache_beam as beam
import msgspec

from pipelines.progress import tell
from schemas.records import Entry
from transforms.carried import choose_source
from transforms.lake.manifest import encode

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Task:
    """A reference to a spooled entry: what a fetch needs to know, and where the rest stands.

    Attributes:
        url: The page to fetch; None when the feed carries the text.
        rate: Requests a second at most for its host.
        keys: Identity keys of the entry.
        change: new or edited.
        feed_ids: The feeds whose states wait for this entry; none for one tried again.
        fingerprint: Of what the feed says of it.
        offset: Where its line begins in the spool.
        length: Bytes of the line.
    """

    url: str | None
    rate: float
    keys: tuple[str, ...]
    change: str
    feed_ids: tuple[str, ...]
    fingerprint: str
    offset: int
    length: int


@dataclass
class Spool(beam.PTransform):
    """Append elements to a file as JSON lines; for one worker of a bounded run.

    Attributes:
        path: The file, created when missing.
        run_id: The run whose progress an element is; None when it is none.
    """

    path: Path
    run_id: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, elements: beam.PCollection) -> beam.PCollection:
        """Apply the transform; nothing comes out."""
        return elements | "Append" >> beam.ParDo(_Append(self.path, self.run_id))


class _Append(beam.DoFn):
    _file: IO[bytes]

    def __init__(self, path: Path, run_id: str | None) -> None:
        self._path = path
        self._run_id = run_id

    def start_bundle(self) -> None:
        self._file = self._path.open("ab")

    def process(self, element: Any) -> None:
        self._file.write(encode(element) + b"\n")
        if self._run_id is not None:
            tell(self._run_id)

    def finish_bundle(self) -> None:
        self._file.close()


def append(path: Path, elements: Iterable[object]) -> None:
    """Append elements to a spool from the driver."""
    with path.open("ab") as file:
        file.writelines(encode(element) + b"\n" for element in elements)


def read_spool(path: Path, kind: type[_T]) -> Iterator[_T]:
    """The elements of a spool, none when the file is missing."""
    decoder = msgspec.json.Decoder(kind)
    if path.exists():
        with path.open("rb") as file:
            yield from map(decoder.decode, file)


def tasks_of(path: Path, from_feed: Callable[[int], bool]) -> Iterator[Task]:
    """The tasks of a spool of entries, in its order.

    Args:
        path: The spool; a missing one holds none.
        from_feed: Whether the feed's state waits for the entry at an offset.
    """
    if not path.exists():
        return
    decoder = msgspec.json.Decoder(Entry)
    offset = 0
    with path.open("rb") as file:
        for line in file:
            entry = decoder.decode(line)
            yield Task(
                url=entry.url if choose_source(entry).kind == "page" else None,
                rate=entry.rate,
                keys=entry.keys,
                change=entry.change,
                feed_ids=(entry.feed_id,) if from_feed(offset) else (),
                fingerprint=entry.fingerprint,
                offset=offset,
                length=len(line),
            )
            offset += len(line)


def read_entry(path: Path, task: Task) -> Entry:
    """The entry of a task."""
    with path.open("rb") as file:
        file.seek(task.offset)
        return msgspec.json.decode(file.read(task.length), type=Entry)


def take_turns(tasks: Iterable[Task]) -> list[Task]:
    """The tasks in an order in which every host has its turn in turn.

    Round after round each host gives one, so that any piece of the order holds as many hosts as there are: spacing is
    waited for side by side, and hosts that hang do so together.
    """
    hosts: dict[str, list[Task]] = {}
    for task in tasks:
        hosts.setdefault(_host(task.url), []).append(task)
    return [task for round_ in zip_longest(*hosts.values()) for task in round_ if task is not None]


def _host(url: str | None) -> str:
    """Host and port of an address as written; empty for a task without a page."""
    return url.split("/", 3)[2].lower() if url and url.count("/") >= 2 else ""
