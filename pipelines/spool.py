"""A run's working file: entries with their texts on disk, so that only references cross a shuffle.

Beam's local engine holds every GroupByKey in memory; a feed may carry megabytes of markup. The spool is one JSON line
an entry under the lake's control folder, gone when the run has ended; the next run removes a dead one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from schemas.records import Entry
from transforms.carried import choose_source

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Task:
    """A reference to a spooled entry: what a fetch needs to know, and where the rest stands.

    Attributes:
        url: The page to fetch; None when the feed carries the text.
        rate: Requests a second at most for its host.
        story_id: The story, once a run.
        feed_id: The feed whose state waits for this entry; empty for one tried again.
        offset: Where its line begins in the spool.
        length: Bytes of the line.
    """

    url: str | None
    rate: float
    story_id: str
    feed_id: str
    offset: int
    length: int


def write_entries(path: Path, entries: Iterable[tuple[Entry, bool]]) -> Iterator[Task]:
    """Append entries to a spool and yield their tasks.

    Args:
        path: The spool, created when missing.
        entries: Each with whether its feed waits for it.
    """
    with path.open("ab") as file:
        for entry, from_feed in entries:
            line = _ENCODER.encode(entry) + b"\n"
            offset = file.tell()
            file.write(line)
            yield Task(
                url=entry.url if choose_source(entry).kind == "page" else None,
                rate=entry.rate,
                story_id=entry.story_id,
                feed_id=entry.feed_id if from_feed else "",
                offset=offset,
                length=len(line),
            )


def read_entry(path: Path, task: Task) -> Entry:
    """The entry of a task."""
    with path.open("rb") as file:
        file.seek(task.offset)
        return _DECODER.decode(file.read(task.length))


def cut_slices(tasks: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """Cut tasks into slices of at most ``size``, every host's turn in turn.

    Round after round each host gives one task, so that a slice holds as many hosts as there are: spacing is waited for
    side by side, and hosts that hang do so together.
    """
    queues: dict[str, list[Task]] = {}
    for task in tasks:
        queues.setdefault(_host(task.url), []).append(task)
    for queue in queues.values():
        queue.reverse()
    batch: list[Task] = []
    while queues:
        for host in list(queues):
            batch.append(queues[host].pop())
            if not queues[host]:
                del queues[host]
            if len(batch) == size:
                yield batch
                batch = []
    if batch:
        yield batch


def _host(url: str | None) -> str:
    """Host and port of an address as written; empty for a task without a page."""
    return url.split("/", 3)[2].lower() if url and url.count("/") >= 2 else ""
