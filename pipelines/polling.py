"""The first half of a run: ask the feeds, and find out what the lake does not know yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import apache_beam as beam

from pipelines.journal import Journal
from pipelines.options import IngestOptions
from pipelines.progress import Watch
from pipelines.runner import run_bounded
from pipelines.spool import Spool, Task, append, read_spool, tasks_of
from pipelines.tally import Tally
from schemas.columns import Instant
from schemas.logbook import Poll, Reject
from schemas.records import Entry, Feed, FeedState, HostState, LedgerEntry
from transforms.drop_seen import DropSeen, Judged
from transforms.fetching.network import Network, shared_gate
from transforms.lake import LakeState
from transforms.poll.schedule import due
from transforms.poll.transform import ENTRIES, HOSTS, POLLS, REJECTS, STATES, PollFeeds
from transforms.seen import due_again

_POLLS: Final = "polls.jsonl"
_STATES: Final = "states.jsonl"
_REJECTS: Final = "rejects.jsonl"
_ENTRIES: Final = "entries.jsonl"
_KNOWN: Final = "known.jsonl"
_MEMORIES: Final = "memories.jsonl"
_HOSTS: Final = "hosts.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll round brought.

    Attributes:
        polls: A row for every feed asked.
        states: What to remember of each, once all its entries are handled.
        rejects: Entries with neither an address nor a text; a feed that failed is a row of polls.
        hosts: What to remember of the feeds' hosts.
        entries: The spool that the tasks refer to.
        tasks: What is new or edited, or due again; each story once.
        ledger: New names of known stories, and known stories that another feed names.
        verdicts: How many entries were new, edited, known; and `again`, which no feed named.
        tally: What the steps counted.
        not_due: Feeds that were not asked.
    """

    polls: tuple[Poll, ...]
    states: tuple[FeedState, ...]
    rejects: tuple[Reject, ...]
    hosts: tuple[HostState, ...]
    entries: Path
    tasks: tuple[Task, ...]
    ledger: tuple[LedgerEntry, ...]
    verdicts: Counter[str]
    tally: Tally
    not_due: int


def poll_feeds(
    options: IngestOptions, journal: Journal, network: Network, state: LakeState, *, spool: Path, watch: Watch
) -> Polled:
    """Ask the feeds that are due, and judge what they say.

    Args:
        options: The feeds, and the lake.
        journal: The run.
        network: How requests are made.
        state: What the lake remembers.
        spool: Folder for what is too large for memory.
        watch: Told of the progress.
    """
    asked = [
        (feed, known)
        for feed in options.feeds
        for known in [state.feeds.get(feed.feed_id)]
        if due(feed, known, journal.started_at)
    ]
    watch.stage("polling feeds", len(asked))
    shared_gate(network, state.hosts.values())
    tally = Tally()
    if asked:
        tally = Tally.of(run_bounded(_pipeline(asked, network, options.lake, journal.started_at, spool)))
    again = due_again(tuple(state.ledger.pending()), journal.started_at)
    tasks, fresh = _tasks(spool, again)
    known = Counter(read_spool(spool / _KNOWN, str))
    # A feed that the run had no time to ask was not polled.
    rows = [poll for poll in read_spool(spool / _POLLS, Poll) if poll.reason != "out_of_time"]
    polls = tuple(
        replace(
            poll,
            new=fresh[poll.feed_id, "new"],
            edited=fresh[poll.feed_id, "edited"],
            known=known[poll.feed_id] + fresh[poll.feed_id, "known"],
        )
        for poll in rows
    )
    verdicts = Counter(again=len(again), known=known.total())
    for (_, verdict), count in fresh.items():
        verdicts[verdict] += count
    return Polled(
        polls=polls,
        states=tuple(read_spool(spool / _STATES, FeedState)),
        rejects=tuple(read_spool(spool / _REJECTS, Reject)),
        hosts=tuple(read_spool(spool / _HOSTS, HostState)),
        entries=spool / _ENTRIES,
        tasks=tasks,
        ledger=tuple(read_spool(spool / _MEMORIES, LedgerEntry)),
        verdicts=verdicts,
        tally=tally,
        not_due=len(options.feeds) - len(polls),
    )


def _pipeline(
    asked: list[tuple[Feed, FeedState | None]],
    network: Network,
    lake: str,
    now: Instant,
    spool: Path,
) -> Callable[[beam.Pipeline], None]:
    def build(pipeline: beam.Pipeline) -> None:
        polled = pipeline | "FeedsDue" >> beam.Create(asked) | "PollFeeds" >> PollFeeds(network)
        judged = polled[ENTRIES] | "DropSeen" >> DropSeen(lake, now)
        _ = polled[POLLS] | "SpoolPolls" >> Spool(spool / _POLLS, network.run_id)
        _ = polled[STATES] | "SpoolStates" >> Spool(spool / _STATES)
        _ = polled[REJECTS] | "SpoolRejects" >> Spool(spool / _REJECTS)
        _ = polled[HOSTS] | "SpoolHosts" >> Spool(spool / _HOSTS)
        _ = judged | "Fresh" >> beam.FlatMap(_fresh) | "SpoolEntries" >> Spool(spool / _ENTRIES)
        _ = judged | "Known" >> beam.FlatMap(_known) | "SpoolKnown" >> Spool(spool / _KNOWN)
        _ = judged | "Memories" >> beam.FlatMap(_memories) | "SpoolMemories" >> Spool(spool / _MEMORIES)

    return build


def _fresh(judged: Judged) -> Iterator[Entry]:
    if judged.verdict != "known":
        yield judged.entry


def _known(judged: Judged) -> Iterator[str]:
    if judged.verdict == "known":
        yield judged.entry.feed_id


def _memories(judged: Judged) -> Iterator[LedgerEntry]:
    if judged.memory is not None:
        yield judged.memory


def _tasks(spool: Path, again: Iterable[Entry]) -> tuple[tuple[Task, ...], Counter[tuple[str, str]]]:
    """The run's tasks, each story once, and how many entries of each feed had which verdict.

    Two feeds of one paper name the same story; the first one's entry is read, the other's is known by then. What failed
    before is tried again only if no feed says something newer of it.
    """
    path = spool / _ENTRIES
    waiting_until = path.stat().st_size if path.exists() else 0
    append(path, again)
    taken: dict[str, int] = {}
    tasks: list[Task] = []
    verdicts: Counter[tuple[str, str]] = Counter()
    for task in tasks_of(path, lambda offset: offset < waiting_until):
        first = next((taken[key] for key in task.keys if key in taken), None)
        for feed_id in task.feed_ids:
            verdicts[feed_id, task.change if first is None else "known"] += 1
        if first is None:
            taken.update((key, len(tasks)) for key in task.keys)
            tasks.append(task)
        else:
            # Both feeds wait for it: neither may hide it behind a 304 before it is in the lake.
            tasks[first] = replace(tasks[first], feed_ids=(*tasks[first].feed_ids, *task.feed_ids))
    return tuple(tasks), verdicts
