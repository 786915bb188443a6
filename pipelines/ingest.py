"""Ingest: one poll round over the feeds, committed in slices.

    feeds due ── PollFeeds ── DropSeen ── spool                    one pipeline
    spool ── tasks in slices, every host's turn in turn
    a slice ── FetchPages ── ReadStories ── WriteLake ── commit    one pipeline and one commit each

What a feed answered (its validators) is committed with the last of its entries: a run that dies before has promised
nothing, and the next one asks that feed anew.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipelines.exposition import of_run, write_metrics
from pipelines.journal import Journal
from pipelines.options import IngestOptions
from pipelines.polling import Polled, poll_feeds
from pipelines.progress import Watch, listening
from pipelines.reading import Desk, read_slice
from pipelines.report import Report
from pipelines.samples import read_samples
from pipelines.spool import Task, read_entry, read_spool, take_turns
from pipelines.workroom import Workroom, work_room
from schemas.records import Entry, FeedState
from transforms.fetching.archive import ReusableFetches
from transforms.fetching.network import Network, drop_gate
from transforms.lake import Draft, Lake, LakeState, NotALake
from transforms.lake.snapshot import read_root
from transforms.seen import remember_left


def run_ingest(options: IngestOptions, watch: Watch | None = None) -> Report:
    """Poll the feeds once and commit what is new.

    Args:
        options: What to do.
        watch: Told of the progress.

    Returns:
        What was done; all of it is committed.

    Raises:
        LeaseHeld: Another run polls this lake, or took over from this one.
        NotALake: The address is no lake, and none can be made there.
        LakeError: The lake was damaged, or written by a newer wirelake.
    """
    journal = Journal(options)
    watch = watch or Watch()
    with listening(journal.run_id, watch):
        try:
            if options.dry_run:
                _rehearse(options, journal, watch)
            else:
                _perform(options, journal, watch)
        finally:
            drop_gate(journal.run_id)
    report = journal.report()
    if options.metrics_file is not None and not options.dry_run:
        write_metrics(options.metrics_file, journal.tally, of_run(report), read_samples(options.metrics_file))
    return report


def _rehearse(options: IngestOptions, journal: Journal, watch: Watch) -> None:
    """Poll and judge; write nothing under the lake."""
    try:
        state = Lake.open(options.lake, create=False).state()
    except NotALake:
        state = LakeState()
    network = _network(options, journal, archive=None)
    with tempfile.TemporaryDirectory(prefix="wirelake-") as folder:
        journal.add_polls(poll_feeds(options, journal, network, state, spool=Path(folder), watch=watch))


def _perform(options: IngestOptions, journal: Journal, watch: Watch) -> None:
    """Take the lease, finish what a killed run left, poll, read, commit."""
    lake = Lake.open(options.lake)
    with lake.lease(journal.run_id):
        before = read_root(lake.store).seq
        journal.recovered = lake.recover() - before
        with work_room(lake.store, journal.run_id, raw=options.raw) as room:
            network = _network(options, journal, archive=str(room.folder))
            spool = room.spool(journal.run_id)
            with journal.spending("PollFeeds"):
                polled = poll_feeds(options, journal, network, lake.state(), spool=spool, watch=watch)
            journal.add_polls(polled)
            reuse = _reusable(room, polled, journal) if room.dead else None
            desk = Desk(options=options, lake=lake, network=network, room=room, entries=polled.entries, reuse=reuse)
            _commit_slices(desk, journal, polled, watch)
            room.leave()


def _reusable(room: Workroom, polled: Polled, journal: Journal) -> ReusableFetches:
    """What killed runs had fetched of stories of which their feeds still say what they said then."""
    then = {
        (entry.url, entry.fingerprint)
        for run_id in room.dead
        for entry in read_spool(room.spool(run_id) / polled.entries.name, Entry)
    }
    wanted = {task.url for task in polled.tasks if task.url is not None and (task.url, task.fingerprint) in then}
    return ReusableFetches(room.folder, room.dead, now=journal.started_at, wanted=wanted)


def _network(options: IngestOptions, journal: Journal, *, archive: str | None) -> Network:
    return Network(
        run_id=journal.run_id,
        limits=options.limits,
        allow=tuple(map(str, options.allow_net)),
        archive=archive,
        deadline=journal.deadline,
        contact=options.contact,
    )


def _commit_slices(desk: Desk, journal: Journal, polled: Polled, watch: Watch) -> None:
    """Read the tasks slice by slice and commit each; the first commit brings the polls, and there is always one.

    What the run was not to handle, or had no time for, is committed at its end as entries that wait for the next one.
    """
    tasks = take_turns(polled.tasks)
    waiting = Counter(feed_id for task in tasks for feed_id in task.feed_ids)
    states = {state.feed_id: state for state in polled.states}
    chosen = tasks[: desk.options.max_stories]
    size = desk.options.slice_size
    cuts = [chosen[at : at + size] for at in range(0, len(chosen), size)] or [[]]
    left = {task.offset: task for task in tasks}
    watch.stage("reading stories", len(chosen))
    for number, cut in enumerate(cuts):
        if number and journal.time_is_up():
            break
        first = number == 0
        commit_id = f"{journal.run_id}-{number:04d}"
        with journal.spending("ReadStories"):
            done = read_slice(desk, commit_id, cut, polled.rejects if first else ())
        for task in done.handled:
            del left[task.offset]
            waiting.subtract(task.feed_ids)
        complete = tuple(states.pop(feed_id) for feed_id in list(states) if waiting[feed_id] <= 0)
        journal.add_slice(done)
        draft = Draft(
            commit_id=commit_id,
            run_id=journal.run_id,
            files=done.receipt.files,
            ledger=(*polled.ledger, *done.receipt.ledger) if first else done.receipt.ledger,
            feeds=complete,
            hosts=(*polled.hosts, *done.hosts) if first else done.hosts,
            polls=polled.polls if first else (),
            run=journal.row(complete=not left),
        )
        with journal.spending("WriteLake"), journal.committing():
            desk.room.keep_raw()
            desk.lake.commit(draft)
    journal.left = len(left)
    if left:
        _commit_left(desk, journal, tuple(left.values()), tuple(states.values()))


def _commit_left(desk: Desk, journal: Journal, left: Sequence[Task], states: tuple[FeedState, ...]) -> None:
    """Commit what is left as entries that wait, and with them what their feeds answered."""
    now = journal.started_at
    journal.commits += 1
    draft = Draft(
        commit_id=f"{journal.run_id}-left",
        run_id=journal.run_id,
        ledger=tuple(remember_left(read_entry(desk.entries, task), now=now) for task in left),
        feeds=states,
        run=journal.row(complete=False),
    )
    with journal.committing():
        desk.lake.commit(draft)
