"""The command line: ``wirelake ingest | stream | compact | status | query | sql | strip | explain | demo``.

How they end, and with which exit code: :mod:`pipelines.ending`.
"""

from __future__ import annotations

import io
import json
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from pipelines import flags
from pipelines.ending import FAULT, NO_ANSWER, USAGE, fail, misused, user_errors

# Each command imports what it needs when it runs: `query` need not wait for Beam.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.options import IngestOptions
    from pipelines.source import Source

app = typer.Typer(
    name="wirelake",
    help="RSS feeds of agency stories in, Parquet that an analyst can trust out: who said what, what happened.",
    epilog="Exit codes: 0 done, 1 a fault of ours, 2 usage or configuration, 3 no answer, "
    "74 a disk gave out, 75 another run polls this lake, 130 interrupted.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"wirelake {version('wirelake')}")
        raise typer.Exit


@app.callback()
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


@contextmanager
def _quiet_imports() -> Iterator[None]:
    """Keep Beam from warning, on import, of cloud libraries that nobody asked for."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@app.command()
def ingest(
    *,
    lake: flags.Lake,
    feeds: flags.FeedsFile = None,
    feed: flags.FeedUrls = None,
    allow_net: flags.AllowNet = None,
    contact: flags.Contact = None,
    max_stories: Annotated[
        int | None,
        typer.Option("--max-stories", metavar="N", min=1, help="Stop after so many entries; the next run goes on."),
    ] = None,
    max_minutes: Annotated[
        float | None,
        typer.Option(
            "--max-minutes",
            metavar="MINUTES",
            min=0.01,
            help="Begin nothing new after so many minutes; the next run goes on.",
        ),
    ] = None,
    raw: flags.Raw = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Poll the feeds and say what would be fetched; write nothing.")
    ] = False,
    metrics_file: flags.MetricsFile = None,
) -> None:
    """Poll the feeds once and commit what is new.

    What is new, edited or already held is decided by the lake, so a timer may call this as often as it likes:
    a feed is not asked before it is due, a page is fetched once, a run that was killed is finished by the next.

    [bold]wirelake ingest --feeds feeds.toml --lake lake[/bold]
    """
    from pipelines.options import options_of

    with user_errors(writes=lake):
        options = options_of(
            lake=lake,
            feeds_file=feeds,
            feed_urls=feed or (),
            allow_net=allow_net or (),
            contact=contact,
            max_stories=max_stories,
            max_minutes=max_minutes,
            raw=raw,
            dry_run=dry_run,
            metrics_file=metrics_file,
        )
        _ingest(options)


def _ingest(options: IngestOptions) -> None:
    """Run an ingest with its progress and its report."""
    from rich.console import Console

    with _quiet_imports():
        from pipelines.ingest import run_ingest
    from pipelines.progress import watched
    from pipelines.report import print_report

    with watched(Console(stderr=True)) as progress:
        report = run_ingest(options, progress)
    print_report(report, Console())
    if report.polled and not report.answered:
        reasons = ", ".join(f"{reason} ({count})" for reason, count in report.failures.most_common())
        fail(f"no feed answered: {reasons}", NO_ANSWER)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def stream(
    context: typer.Context,
    *,
    lake: flags.Lake,
    runner: Annotated[
        str, typer.Option("--runner", metavar="ENGINE", help="prism (one machine), flink or dataflow (many).")
    ],
    feeds: flags.FeedsFile = None,
    feed: flags.FeedUrls = None,
    window: Annotated[
        str, typer.Option("--window", metavar="TIME", help="Length of a window, one commit each: 30s, 5m, 1h.")
    ] = "5m",
    every: Annotated[
        str | None,
        typer.Option(
            "--every",
            metavar="TIME",
            help="Time between two polls of a feed that names none itself; else a third of the window, "
            "and a minute at least.",
        ),
    ] = None,
    shards: Annotated[
        int | None, typer.Option("--shards", metavar="N", min=1, max=1024, help="Keys over which hosts are spread.")
    ] = None,
    allow_net: flags.AllowNet = None,
    contact: flags.Contact = None,
    raw: flags.Raw = True,
    metrics_file: flags.MetricsFile = None,
) -> None:
    """Poll feeds for ever and commit what is new, one commit a window.

    Ctrl-C or SIGTERM stops it: what is under way is committed first. It may be killed and started anew: nothing is
    lost, and nothing is there twice. Options that are not listed here go to the engine as they are.

    [bold]wirelake stream --feeds feeds.toml --lake lake --window 5m --runner prism[/bold]
    """
    from pipelines.stream.options import stream_options_of

    with user_errors(writes=lake):
        options = stream_options_of(
            lake=lake,
            runner=runner,
            feeds_file=feeds,
            feed_urls=feed or (),
            window=window,
            every=every,
            shards=shards,
            allow_net=allow_net or (),
            contact=contact,
            raw=raw,
            metrics_file=metrics_file,
            runner_options=context.args,
        )
        with _quiet_imports():
            from pipelines.stream.prism import EngineFailed
            from pipelines.stream.run import run_stream
        try:
            run_stream(options)
        except EngineFailed as error:
            fail(f"{error}; what was committed stays, and a new start goes on from there", FAULT)


@app.command()
def compact(
    *,
    lake: flags.Lake,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be replaced; write nothing.")] = False,
) -> None:
    """Write the many small files of a table and day anew as one, so that queries open few.

    No row changes. It may run beside ingest, stream and queries: files that are replaced stay for an hour.

    [bold]wirelake compact --lake lake[/bold]
    """
    from rich.console import Console

    from pipelines.compact import print_compaction, run_compact
    from pipelines.progress import watched
    from transforms.lake import Lake

    with user_errors(writes=lake):
        with watched(Console(stderr=True)) as progress:
            run = run_compact(Lake.open(lake, create=False), progress, dry_run=dry_run)
        print_compaction(run, Console())


@app.command()
def status(lake: flags.Lake) -> None:
    """Show the last runs, each feed's last success and failure, and rejects by reason."""
    from rich.console import Console

    from pipelines.status import print_status

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)

    with user_errors():
        print_status(lake, Console())


@app.command(cls=flags.TakesSQL)
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help='DuckDB SQL, such as "FROM stories_latest LIMIT 5".')],
    lake: flags.Lake,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, as is done anyway when the output is piped.")
    ] = False,
) -> None:
    """Ask the lake in SQL: a table on a terminal, JSON when piped.

    DuckDB with the views loaded (stories, stories_latest, attributions, events, who_said_what …) and macros over them
    (said('Kern'), deadliest(10) …), bound to the last whole commit, times in UTC.

    [bold]wirelake query --lake lake "FROM who_said_what WHERE stance = 'denial'"[/bold]
    """
    from pipelines.query import run_query

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that stops early ends us as it ends every other filter

    if as_csv and as_json:
        fail("--csv and --json: choose one", USAGE)
    style = "csv" if as_csv else "json" if as_json or not sys.stdout.isatty() else "table"
    with user_errors():
        run_query(lake, sql, style=style, out=sys.stdout)


@app.command(name="sql")
def print_sql(lake: flags.Lake) -> None:
    """Print the statements that load the views into a DuckDB of one's own.

    [bold]duckdb -init <(wirelake sql --lake lake)[/bold]
    """
    from pipelines.query import lake_sql

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)

    with user_errors():
        typer.echo(lake_sql(lake))


@app.command()
def strip(
    page: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="A page or plain text: a file, an address, or standard input.")
    ],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one HTML page, nothing else needed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: metadata, and every block in order.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Show removed text whole, not only its beginning.")] = False,
    allow_net: flags.AllowNet = None,
) -> None:
    """Show what is kept of a page, what is removed, and why: every block with its kind, rule and place.

    An address is asked as ingest asks it: robots.txt binds, private networks must be named. Nothing is stored.

    [bold]wirelake strip page.html --html proof.html[/bold]
    """
    from rich.console import Console

    from pipelines.proof import print_proof, pull_proof
    from pipelines.proof_page import proof_page
    from pipelines.query import takes_all_letters

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)

    with user_errors():
        proof = pull_proof(_read_named(page, allow_net or ()))
        if html is not None:
            _write_page(html, proof_page(proof))
        if as_json:
            typer.echo(json.dumps(proof.record(), ensure_ascii=not takes_all_letters(sys.stdout), indent=2))
        elif html is None:
            print_proof(proof, Console(), full=full)


@app.command()
def explain(
    *,
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="A page or a plain text: a file, an address, or piped in (-).")
    ],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained page instead.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help="Day of publication, 2026-11-27, from which days are counted."
        ),
    ] = None,
    allow_net: flags.AllowNet = None,
) -> None:
    """Show one story with everything that is read off it: who says what, what happened, on whose word.

    The story takes the way that ingest sends it; nothing is stored.

    [bold]wirelake explain story.html --html explained.html[/bold]
    """
    from rich.console import Console

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)

    with user_errors():
        _explain(source, html, published, allow_net or (), Console())


def _explain(where: str, html: Path | None, published: str | None, allow_net: Sequence[str], console: Console) -> None:
    """Read a story and show it."""
    from pipelines.explain import page, print_reading, read_one
    from schemas.columns import day as schema_day
    from transforms.lake.lake import now

    try:
        day = None if published is None else schema_day(published)
    except ValueError:
        fail(f"--published {published}: must be a day such as 2026-11-27", USAGE)
    reading = read_one(_read_named(where, allow_net), published=day, now=now())
    if html is None:
        print_reading(reading, console)
    else:
        _write_page(html, page(reading))


def _read_named(where: str, allow_net: Sequence[str]) -> Source:
    """Read the file, the address or the standard input that a person named."""
    from pipelines.source import NoAnswerError, read_source

    try:
        return read_source(where, allow_net=allow_net)
    except NoAnswerError as error:
        fail(str(error), NO_ANSWER)


def _write_page(path: Path, page: str) -> None:
    """Write what ``--html`` asks for."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        fail(f"--html {path}: {error.strerror}", USAGE)


@app.command()
def demo(
    lake: Annotated[
        Path,
        typer.Option("--lake", metavar="LAKE", help="Where to write the demo's lake; an earlier demo's is replaced."),
    ] = Path("demo-lake"),
) -> None:
    """Start the built-in newsroom on loopback, ingest it, and run the first query over the lake it wrote."""
    from rich.console import Console

    with _quiet_imports():
        from pipelines.demo import run_demo

    with user_errors(writes=str(lake)):
        raise typer.Exit(run_demo(lake, Console()))


flags.reflow(app)


def _open_the_closed() -> None:
    """Let what is said to a closed stream be lost, as a shell's ``>&-`` asks, and no file of a lake get its number.

    Each gets its own: the lowest that is free.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path("/dev/null").open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def main() -> None:
    """The entry point. A character that the encoding of standard output lacks is replaced and ends no command."""
    _open_the_closed()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], prog_name="wirelake", standalone_mode=False))
    except TyperException as error:
        misused(error)
