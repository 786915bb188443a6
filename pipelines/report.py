"""What a run did, as a person reads it at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from pipelines.listing import printable
from schemas.logbook import Poll


@dataclass(slots=True)
class Report:
    """The tallies of a run, grown while it goes.

    Attributes:
        lake: The lake it wrote to.
        run_id: The run.
        feeds: Feeds configured.
        polled: Feeds asked.
        outcomes: Polls by outcome: fetched, not_modified, unchanged, failed.
        not_due: Feeds not asked because their time had not come.
        entries: Entries by verdict: new, edited, known, again (failed before, tried again).
        rows: Rows committed, by table.
        new: Stories committed in their first version.
        edited: Stories committed in a later version.
        rejects: Rejects committed, by reason.
        failures: Failed polls, by reason.
        failed: One of them, whose words stand for all; None where there is none.
        left: Entries left to the next run by ``--max-stories`` or ``--max-minutes``.
        passed_through: Stories in languages that the extractors do not read.
        reused: Pages taken from what a killed run had fetched.
        recovered: Commits of a killed run that this one finished.
        commits: Commits made.
        wall_seconds: Wall time so far.
        cpu_seconds: CPU time of the process so far.
        dry: Whether nothing was to be written.
    """

    lake: str
    run_id: str
    feeds: int = 0
    polled: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    not_due: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    new: int = 0
    edited: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    failed: Poll | None = None
    left: int = 0
    passed_through: int = 0
    reused: int = 0
    recovered: int = 0
    commits: int = 0
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    dry: bool = False

    @property
    def answered(self) -> int:
        """Feeds that answered with a feed or with "not modified"."""
        return self.polled - self.outcomes["failed"]

    @property
    def silence(self) -> str | None:
        """Why no feed answered, in words; None where one did, or none was asked."""
        if self.answered or self.failed is None:
            return None
        reasons = ", ".join(f"{reason} ({count})" for reason, count in self.failures.most_common())
        url, words = printable(self.failed.url), printable(self.failed.message or "")
        return f"no feed answered: {reasons}, such as {words if words.startswith(url) else f'{url}: {words}'}"


def print_report(report: Report, console: Console) -> None:
    """Print the run as a table of two columns."""
    table = Table(title="dry run, nothing written" if report.dry else f"run {report.run_id}", title_justify="left")
    table.add_column("what", no_wrap=True)
    table.add_column("how many", justify="right")
    for what, number in _lines(report):
        table.add_row(what, number)
    console.print(table)


def _lines(report: Report) -> list[tuple[str, str]]:
    """The lines of the table; a line that says zero is left out unless its zero is news."""
    lines = [("feeds", f"{report.feeds:,}"), ("  polled", f"{report.polled:,}")]
    lines += _counts({"  not due": report.not_due})
    lines += [("  not modified", f"{report.outcomes['not_modified'] + report.outcomes['unchanged']:,}")]
    lines += _counts({f"  failed: {reason}": count for reason, count in report.failures.most_common()})
    if report.dry:
        lines += _counts({f"entries {verdict}": count for verdict, count in sorted(report.entries.items())})
    else:
        lines += [("stories new", f"{report.new:,}"), ("stories edited", f"{report.edited:,}")]
    lines += _counts({"entries left to the next run": report.left, "in other languages": report.passed_through})
    lines += _counts({"pages a killed run had fetched": report.reused, "commits it had left": report.recovered})
    if not report.dry:
        lines += [("rejected", f"{sum(report.rejects.values()):,}")]
        lines += _counts({f"  {reason}": count for reason, count in report.rejects.most_common()})
        lines += [(f"rows of {table}", f"{report.rows[table]:,}") for table in ("stories", "attributions", "events")]
        lines += [("commits", f"{report.commits:,}")]
    lines += [("time", f"{report.wall_seconds:.1f} s ({report.cpu_seconds:.1f} s of CPU)")]
    return lines


def _counts(counts: dict[str, int]) -> list[tuple[str, str]]:
    return [(what, f"{count:,}") for what, count in counts.items() if count]
