"""Invented stories as rows, and the run that a crash test repeats. Imports no Beam: a child process starts quickly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from uuid import uuid4

from schemas.attribution import Attribution
from schemas.columns import Instant, day_of, iso_day
from schemas.event import Event
from schemas.logbook import Poll, Reject, Run
from schemas.records import Entry, FeedState, HostState, LedgerEntry
from schemas.story import Removed, Span, Story, StoryKey
from schemas.tables import TableRow
from transforms.lake import Draft, Lake, LakeDamaged, LocalStore, open_store, write_rows
from transforms.lake.lease import SEIZED, take, timed_lock
from transforms.lake.store import Held, LockTaken, OnStep, Version

NOON = Instant(1_790_000_000_000_000)
"""A moment of September 2026."""
DAY = 86_400_000_000


def story_id(number: int) -> str:
    return f"{number * 2654435761 % 2**32:08x}{number:024x}"


def rows(number: int, day: str | None = None, words: int = 60, at: Instant = NOON) -> list[TableRow]:
    """Story, attribution, event and reject of one number."""
    key = StoryKey(story_id=story_id(number), version=f"{number:016x}")
    body = f"The council of Ostrava Minor met. {'Bridge ' * words}"
    day = day or iso_day(day_of(at))
    url = f"https://wire.example/{number}"
    story = Story(
        url=url,
        canonical_url=url,
        feed_id="feed",
        title=f"Council meets, again {number}",
        body=body,
        paragraphs=(Span(0, len(body)),),
        word_count=words + 6,
        removed=(Removed(kind="share", text="Share", rule="class", position=0),),
        first_seen_at=at,
        fetched_at=at,
        content_source="page",
        content_reason="configured",
        content_hash=f"{number:016x}",
        signature=tuple(range(32)),
        cluster_id=f"{number:016x}",
        commit="commit",
    )
    said = Attribution(seq=0, source="Mayor Ilse Brandt", quote_type="direct", source_kind="official", content=body[:9])
    event = Event(event_id=f"{number:032x}", seq=0, type="CONSULT", trigger="met")
    reject = Reject(
        run_id="run",
        stage="wire",
        reason="test",
        transient=False,
        message=str(number),
        story_id=key.story_id,
        first_at=at,
        rejected_at=at,
    )
    return [
        TableRow("stories", day, (key, story)),
        TableRow("attributions", day, (key, said)),
        TableRow("events", day, (key, event)),
        TableRow("rejects", day, (reject,)),
    ]


def ledger_entry(number: int, state: str = "held", at: Instant = NOON) -> LedgerEntry:
    keys = (f"guid-{number}", f"url-{number}")
    entry = Entry(feed_id="feed", url=f"https://wire.example/{number}", guid=None, keys=keys, fingerprint="f")
    return LedgerEntry(
        story_id=story_id(number),
        keys=keys,
        feed_id="feed",
        fingerprint="f",
        state=state,
        first_seen_at=at,
        seen_at=at,
        entry=entry if state == "pending" else None,
    )


def run_row(run_id: str, at: Instant, outcome: str = "complete") -> Run:
    return Run(run_id=run_id, pipeline="ingest", started_at=at, updated_at=at, outcome=outcome)


def draft(
    lake: Lake, run_id: str, name: str, numbers: Sequence[int], at: Instant = NOON, *, outcome: str = "complete"
) -> Draft:
    """Stage the rows of stories and say what is to be committed with them."""
    files = write_rows(lake.store, name, [row for number in numbers for row in rows(number)])
    return Draft(
        commit_id=name,
        run_id=run_id,
        files=files,
        ledger=tuple(ledger_entry(number) for number in numbers),
        feeds=(FeedState(feed_id="feed", url="u", configured_url="u", etag=name, last_success_at=at),),
        hosts=(HostState(host="wire.example:443", next_allowed_at=Instant(at + DAY)),),
        polls=(Poll(run_id=run_id, feed_id="feed", url="u", polled_at=at, outcome="fetched"),),
        run=run_row(run_id, at, outcome),
    )


class Clock:
    """A clock that a test sets."""

    def __init__(self, at: int = NOON) -> None:
        self.at = at

    def __call__(self) -> Instant:
        return Instant(self.at)


class Running:
    """A clock that runs from noon of that day on, and says the same in every process that is told when it began.

    What the stories are dated by must not grow old while the tests do: a lake forgets after 90 days.

    Args:
        begun: When it was noon, in nanoseconds of the machine's clock.
        ahead: Microseconds by which it is ahead.
    """

    def __init__(self, begun: int, ahead: int = 0) -> None:
        self.begun = begun
        self.ahead = ahead

    def __call__(self) -> Instant:
        return Instant(NOON + (time.time_ns() - self.begun) // 1000 + self.ahead)


class Lockless(LocalStore):
    """A disk that behaves like an object store: nothing dies with its holder, and committers meet in the log alone.

    A step is a request: what is asked for happens whole or not at all.
    """

    def __init__(self, root: str | Path, on_step: OnStep | None = None) -> None:
        super().__init__(root)
        self.folder = None
        self.on_request = on_step

    def _asking(self, what: str, path: str) -> None:
        if self.on_request is not None:
            self.on_request(what, path)

    def put_if_absent(self, path: str, data: bytes) -> None:
        self._asking("put", path)
        super().put_if_absent(path, data)

    def put_if_version(self, path: str, data: bytes, version: Version | None) -> Version:
        self._asking("put", path)
        return super().put_if_version(path, data, version)

    def stage(self, files: Mapping[str, bytes | memoryview]) -> None:
        for path, data in files.items():
            self._asking("put", path)
            self.replace(path, bytes(data))

    def publish(self, moves: Sequence[tuple[str, str]]) -> None:
        for staged, final in moves:
            self._asking("copy", final)
            try:
                self.replace(final, self.read(staged))
            except FileNotFoundError:
                if not self.exists(final):
                    raise LakeDamaged(f"{final}: neither in its place nor staged") from None

    def delete(self, paths: Iterable[str]) -> None:
        paths = list(paths)
        for path in paths[:1]:
            self._asking("delete", path)
        super().delete(paths)

    def discard(self, folder: str) -> None:
        self._asking("delete", folder)
        super().discard(folder)

    def lock(self, path: str, note: bytes, clock: Callable[[], Instant]) -> AbstractContextManager[Held]:
        return timed_lock(self, path, note, clock)

    def seize(self, path: str, clock: Callable[[], Instant]) -> bool:
        try:
            take(self, path, b"", clock, state=SEIZED)
        except LockTaken:
            return False
        return True

    def turn(self, path: str, note: bytes, wait: float) -> AbstractContextManager[None]:  # noqa: ARG002
        return nullcontext()

    def _temporary(self, path: str) -> Path:  # noqa: ARG002
        """An object store has no temporary files, so nobody may take them for leftovers."""
        return self._parent(f"{uuid4().hex}.tmp")

    def _sync_folder(self, folder: Path) -> None:
        """Nobody cuts the power here."""


def open_lake(path: Path | str, at: Instant, *, on_step: OnStep | None = None, lockless: bool = False) -> Lake:
    """A lake whose clock stands still."""
    return Lake.over(Lockless(path, on_step) if lockless else open_store(path, on_step), clock=Clock(at))


def ingest(
    path: Path | str,
    run_id: str,
    stories: int,
    slice_of: int,
    at: Instant,
    *,
    on_step: OnStep | None = None,
    lockless: bool = False,
) -> None:
    """One run: recover, then commit in slices the stories that the lake does not hold."""
    lake = open_lake(path, at, on_step=on_step, lockless=lockless)
    with lake.lease(run_id):
        lake.recover()
        found = lake.state().ledger.find(f"url-{number}" for number in range(stories))
        new = [number for number in range(stories) if f"url-{number}" not in found]
        for start in range(0, len(new), slice_of):
            last = start + slice_of >= len(new)
            name = f"{run_id}-{start:04d}"
            numbers = new[start : start + slice_of]
            lake.commit(draft(lake, run_id, name, numbers, at, outcome="complete" if last else "partial"))
