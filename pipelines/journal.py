"""The journal of a run: its name, its clock, and every count that goes into ``runs`` and the report."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed
from typing import TYPE_CHECKING, Final

from pipelines.options import IngestOptions
from pipelines.report import Report
from pipelines.story import EXTRACTORS, READ_LANGUAGES
from pipelines.tally import Tally
from schemas.columns import Instant
from schemas.logbook import Lag, Poll, Run, Step
from transforms.lake.lake import now
from transforms.lake.manifest import new_run_id
from transforms.measure import Spread

if TYPE_CHECKING:
    from pipelines.polling import Polled
    from pipelines.reading import SliceDone

_VERSIONS: Final = ("wirelake", "apache-beam", "pyarrow")


class Journal:
    """What a run has done so far.

    Attributes:
        run_id: Start time and a random part; sorts by time.
        started_at: When it started: the first sight of everything that it finds new.
        recovered: Commits of a killed run that this one finished.
        left: Entries left to the next run.
        commits: Commits made, the next one included while it is made.
        tally: What the steps counted and measured; the lag of a story reaches up to its commit.
    """

    def __init__(self, options: IngestOptions) -> None:
        self._options = options
        self.started_at: Instant = now()
        self.run_id: str = new_run_id(self.started_at)
        self.recovered = 0
        self.left = 0
        self._wall, self._cpu = time.monotonic(), time.process_time()
        self.commits = 0
        self._not_due = 0
        self._outcomes: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._failed: Poll | None = None
        self._verdicts: Counter[str] = Counter()
        self.tally = Tally()
        self._rows: Counter[str] = Counter()
        self._rejects: Counter[str] = Counter()
        self._seconds: dict[str, float] = {}

    @property
    def deadline(self) -> float | None:
        """Unix seconds after which nothing new is begun; None for no limit."""
        minutes = self._options.max_minutes
        return None if minutes is None else self.started_at / 1e6 + minutes * 60

    def time_is_up(self) -> bool:
        """Whether the run is past its deadline."""
        return self.deadline is not None and time.time() >= self.deadline

    @contextmanager
    def spending(self, step: str) -> Iterator[None]:
        """Count the CPU time of the block as a step's."""
        begun = time.process_time()
        try:
            yield
        finally:
            self._seconds[step] = self._seconds.get(step, 0.0) + time.process_time() - begun

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Measure how long the commit in the block takes."""
        begun = time.monotonic()
        yield
        took = (time.monotonic() - begun) * 1e3
        self.tally.measure(("WriteLake", "commit_milliseconds"), Spread(1, took, took, took))

    def add_polls(self, polled: Polled) -> None:
        """Count a poll round."""
        self._not_due = polled.not_due
        self.tally.add(polled.tally)
        self._verdicts.update(polled.verdicts)
        self._outcomes.update(poll.outcome for poll in polled.polls)
        self._failures.update(poll.reason for poll in polled.polls if poll.reason is not None)
        self._failed = next((poll for poll in polled.polls if poll.reason is not None), None)

    def add_slice(self, done: SliceDone) -> None:
        """Count a slice that is about to be committed."""
        self.commits += 1
        self.tally.add(done.tally.later((now() - done.since) / 1e6))
        self._rejects.update(done.rejects)
        for file in done.receipt.files:
            self._rows[file.table] += file.rows

    def row(self, *, complete: bool) -> Run:
        """The run's row as far as it has come."""
        report = self.report()
        return Run(
            run_id=self.run_id,
            pipeline="ingest",
            started_at=self.started_at,
            updated_at=now(),
            outcome="complete" if complete else "partial",
            commits=self.commits,
            feeds=report.feeds,
            polled=report.polled,
            answered=report.answered,
            stories=self._rows["stories"],
            new=report.new,
            edited=report.edited,
            rejects=self._rows["rejects"],
            attributions=self._rows["attributions"],
            events=self._rows["events"],
            passed_through=report.passed_through,
            steps=self._steps(),
            lags=self._lags(),
            wall_seconds=report.wall_seconds,
            cpu_seconds=report.cpu_seconds,
            versions=(
                *(f"{name}=={installed(name)}" for name in _VERSIONS),
                *(f"{extractor.name}=={extractor.version}" for extractor in EXTRACTORS),
            ),
        )

    def report(self) -> Report:
        """The run as a person reads it."""
        changes, languages = self.tally.by("ReadStories", "stories"), self.tally.by("ReadStories", "languages")
        return Report(
            lake=self._options.lake,
            run_id=self.run_id,
            feeds=len(self._options.feeds),
            polled=self._outcomes.total(),
            outcomes=Counter(self._outcomes),
            not_due=self._not_due,
            entries=Counter(self._verdicts),
            rows=Counter(self._rows),
            new=changes["new"],
            edited=changes["edited"],
            rejects=Counter(self._rejects),
            failures=Counter(self._failures),
            failed=self._failed,
            left=self.left,
            passed_through=sum(number for code, number in languages.items() if code not in READ_LANGUAGES),
            reused=self.tally.by("FetchPages", "fetches")["reused"],
            recovered=self.recovered,
            commits=self.commits,
            wall_seconds=time.monotonic() - self._wall,
            cpu_seconds=time.process_time() - self._cpu,
            dry=self._options.dry_run,
        )

    def _steps(self) -> tuple[Step, ...]:
        """What went into each step and came out of it."""
        entries, rows, languages = self._verdicts, self._rows, self.tally.by("ReadStories", "languages")
        fresh = entries["new"] + entries["edited"]
        polled, failed = self._outcomes.total(), self._outcomes["failed"]
        fetches = self.tally.by("FetchPages", "fetches")
        del fetches["out_of_time"]  # left to the next run
        fetched = fetches["fetched"] + fetches["reused"]
        not_fetched = fetches.total() - fetched
        not_read = self.tally.by("ReadStories", "rejects").total() - not_fetched
        read = self.tally.by("ReadStories", "stories").total() + not_read
        in_english = sum(languages[code] for code in READ_LANGUAGES)
        steps = (
            Step(name="PollFeeds", read=polled, written=polled - failed, rejected=failed),
            Step(name="DropSeen", read=fresh + entries["known"], written=fresh),
            Step(name="FetchPages", read=fetches.total(), written=fetched, rejected=not_fetched),
            Step(name="ReadStories", read=read, written=rows["stories"], rejected=not_read),
            Step(name="ExtractAttributions", read=in_english, written=rows["attributions"]),
            Step(name="ExtractEvents", read=in_english, written=rows["events"]),
            Step(name="WriteLake", read=rows.total(), written=rows.total()),
        )
        return tuple(dataclasses.replace(step, seconds=self._seconds.get(step.name)) for step in steps)

    def _lags(self) -> tuple[Lag, ...]:
        """How late the new stories of each feed were."""
        return tuple(
            Lag(feed_id=feed_id, stories=spread.count, mean=spread.mean, most=spread.most)
            for feed_id, spread in sorted(self.tally.spread("FeedLag", "").items())
        )
