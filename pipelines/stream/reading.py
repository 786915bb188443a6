"""Pages asked for and stories read: what a shard of page hosts does at a tick, or with a letter of fresh entries.

A story that is being fetched is remembered by the engine, its words in their order: the second version of a story is
judged by the first even while the lake has neither. What there is no room for waits in the lake, as an entry to be
tried, and is taken up from there: so the engine keeps what is on its way and no more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from pipelines.counts import count_outcome, first_published
from pipelines.outcome import Reading, outcome_of
from pipelines.stream.mail import Mail
from pipelines.stream.outbox import Outbox
from pipelines.stream.plan import LAST_READ, LAST_WAIT, page_host, shard_of
from pipelines.stream.under_way import NOBODY, OnWay, ReadState, UnderWay
from pipelines.stream.worker import Worker, now
from schemas.columns import Instant
from schemas.records import Entry, LedgerEntry, Page, Refusal
from transforms.carried import choose_source
from transforms.fetch.fetch import fetch_page
from transforms.fetching.client import Client
from transforms.fetching.reasons import refuse
from transforms.lake.parcel import Word
from transforms.measure import measure_fetch
from transforms.seen import due_again, judge, merge_sight, remember_left, remember_sight


def read_shard(shard: int, mail: Mail, state: ReadState, worker: Worker) -> str | None:
    """Take what has come back, judge what is fresh, and ask for its pages.

    Args:
        shard: Which.
        mail: A tick, or fresh entries.
        state: What it has on its way; changed.
        worker: The process's.

    Returns:
        The parcel with what became of entries, None where nothing did.
    """
    worker.view.refresh(worker.plan.tick / 4)
    last = mail.tick.last
    reader = _Reader(shard, state, worker)
    reader.forget()
    letter = bool(mail.entries) or mail.folder is not None
    if letter:
        reader.accept(mail.read(worker.store))
        if mail.folder is not None:
            reader.box.spent.append(mail.folder)
    elif not last:
        reader.take_up()
    if last or not letter:
        # At ticks only: letters are many, and each parcel with rows is a file a table to be written, synced and merged.
        reader.receive(last=last)
    return reader.box.seal()


class _Reader:
    """One go of a shard."""

    def __init__(self, shard: int, state: ReadState, worker: Worker) -> None:
        self.box = Outbox(worker, "ReadStories")
        self._shard = shard
        self._worker = worker
        self._owner = f"read {shard}"
        self._under_way = UnderWay(state)

    def forget(self) -> None:
        """Drop what the lake has; ask again for pages whose errands died with a worker."""
        oldest = now() - self._worker.plan.retention
        for story_id, on_way in list(self._under_way.stories.items()):
            if on_way.flying is not None:
                if not self._worker.courier.has(self._owner, _errand(on_way.flying)):
                    self._send(on_way.flying, on_way.host)
                continue
            if on_way.line.seen_at < oldest or self._held(on_way.line):
                del self._under_way.stories[story_id]

    def receive(self, *, last: bool) -> None:
        """Take what has been read.

        Args:
            last: Whether to wait for hosts, then for what they gave to be read: as long as all shards may at the end.
        """
        courier, farewell = self._worker.courier, self._worker.farewell
        while (back := courier.take(self._owner, wait=farewell.left("fetch", LAST_WAIT) if last else 0.0)) is not None:
            self._take(*back)
        if last and not farewell.left("fetch", LAST_WAIT):
            courier.call_home()
            while (back := courier.take(self._owner, wait=farewell.left("read", LAST_READ))) is not None:
                self._take(*back)

    def _take(self, name: str, reading: Reading) -> None:
        on_way = self._under_way.stories.get(name.partition(" ")[0])
        # What came for an attempt that the engine has forgotten, replaying it, is asked for anew.
        if on_way is None or on_way.flying is None or _errand(on_way.flying) != name:
            return
        if isinstance(reading.page, Refusal) and reading.page.reason == "out_of_time":
            # The lake has it, and what was put off of it, as what waits.
            self._under_way.come_back(on_way)
            self._under_way.next_of(on_way)
        else:
            self._end(on_way, on_way.flying, reading)

    def accept(self, entries: Iterable[Entry]) -> None:
        """Judge entries as they stand in feeds."""
        for entry in entries:
            on_way = self._under_way.find(entry.keys)
            known = on_way.line if on_way is not None else self._known(entry.keys)
            verdict, judged = judge(entry, known, self._time(known))
            if verdict == "known":
                self._see(entry, known, on_way)
            elif on_way is not None and on_way.flying is not None:
                # Its turn comes when the page under way is here; should this job end before, the lake has it.
                line = remember_left(judged, now=self._time(known))
                self.box.words.append(Word(line=line))
                if not self._under_way.put_off(on_way, entry):
                    on_way.line = replace(line, entry=None)
            else:
                self.box.counts[f"judged_{verdict}"] += 1
                self._begin(judged, known, on_way)

    def take_up(self) -> None:
        """Try again what waits in the lake and is due, as far as there is room."""
        view, plan = self._worker.view, self._worker.plan
        for host in view.groups():
            if shard_of(host, plan.shards) != self._shard:
                continue
            for known in view.waiting(host):
                if not self._under_way.room(host):
                    break
                on_way = self._under_way.stories.get(known.story_id)
                if on_way is not None and (on_way.flying is not None or on_way.line.seen_at > known.seen_at):
                    continue
                for entry in due_again((known,), now()):
                    self._begin(entry, known, on_way, told=True)

    def _begin(self, entry: Entry, known: LedgerEntry | None, on_way: OnWay | None, *, told: bool = False) -> None:
        """Have an entry's page fetched and read, or the text that its feed carries.

        Args:
            entry: As judged.
            known: What was known of it.
            on_way: Its place, if it has one.
            told: Whether the lake knows that it waits.
        """
        line = remember_left(entry, now=self._time(known))
        bare = replace(line, entry=None)
        on_way = on_way or OnWay(bare)
        on_way.line = bare
        self._under_way.put(on_way)
        if not told:
            self.box.words.append(Word(line=line))
        if self._under_way.room() and self._under_way.room(host := _waits_for(entry)):
            self._under_way.set_out(on_way, entry, host)
            self._send(entry, host)

    def _end(self, on_way: OnWay, entry: Entry, reading: Reading) -> None:
        """Keep what was read, and go on with what the story's feed has said meanwhile."""
        superseded = on_way.superseded
        self._under_way.come_back(on_way)
        # Names that other feeds gave it while it was under way.
        entry = replace(entry, keys=on_way.line.keys, prints=on_way.line.prints)
        if reading.page is not None:
            measure_fetch(reading.page)
        # What waits in the lake stays the last word on it.
        at = self._time(on_way.line) if superseded is None else Instant(superseded.seen_at - 1)
        outcome = outcome_of(entry, reading, run_id=self.box.parcel_id, now=at, keep=self._worker.plan.raw)
        count_outcome(entry, outcome, reading.cpu)
        self.box.cpu += reading.cpu
        published = first_published(entry, outcome)
        if published is not None:
            self.box.published.setdefault(entry.feed_id, []).append(published)
        self.box.counts.update(outcome.counts)
        self.box.add(outcome.rows)
        self.box.words.append(Word(line=outcome.memory, version=outcome.version))
        memory = replace(outcome.memory, entry=None)
        if superseded is not None:
            memory = replace(superseded, versions=memory.versions, published_day=memory.published_day)
        on_way.line = memory
        self._under_way.put(on_way)
        following = self._under_way.next_of(on_way)
        if following is not None:
            self.accept((following,))

    def _see(self, entry: Entry, known: LedgerEntry | None, on_way: OnWay | None) -> None:
        """Note the names of a known story, where they are new."""
        sight = remember_sight(entry, known) if known is not None else None
        if sight is not None:
            self.box.sights.append(sight)
            if on_way is not None:
                on_way.line = merge_sight(on_way.line, sight)
                self._under_way.put(on_way)

    def _send(self, entry: Entry, host: str) -> None:
        self._worker.courier.send(self._owner, _errand(entry), partial(_fetch, self._worker, entry, host))

    def _known(self, keys: tuple[str, ...]) -> LedgerEntry | None:
        found = self._worker.view.find(keys)
        return next((found[key] for key in keys if key in found), None)

    def _held(self, line: LedgerEntry) -> bool:
        """Whether the lake has a word as new as this one, or knows the story by another name."""
        known = self._known(line.keys)
        return known is not None and (known.story_id != line.story_id or known.seen_at >= line.seen_at)

    def _time(self, known: LedgerEntry | None) -> Instant:
        """The present, after all that is known: words of a story stand in the order of their times."""
        return Instant(max(now(), known.seen_at + 1 if known is not None else 0))


async def _fetch(worker: Worker, entry: Entry, host: str, client: Client) -> Reading:
    """Read an entry as soon as its page is there: no bundle of the engine waits for that, and it waits for none."""
    page = await _page(worker, entry, client) if host != NOBODY else None
    if isinstance(page, Refusal):
        return Reading(page, page)
    size = len(page.body) if page is not None else 0
    client.room.took(size)
    try:
        async with worker.places:
            return await asyncio.get_running_loop().run_in_executor(worker.readers, worker.read, entry, page)
    finally:
        client.room.took(-size)


async def _page(worker: Worker, entry: Entry, client: Client) -> Page | Refusal:
    """The page of an entry, as long as hosts are waited for."""
    try:
        async with worker.courier.outside():
            return await fetch_page(entry, client)
    except TimeoutError:
        return refuse("fetch", "out_of_time", "the stream was stopped before the page came")


def _waits_for(entry: Entry) -> str:
    """The host that an entry's page is asked of; nobody where the feed carries its text."""
    return page_host(entry) if choose_source(entry).kind == "page" else NOBODY


def _errand(entry: Entry) -> str:
    return f"{entry.story_id} {entry.fingerprint}"
