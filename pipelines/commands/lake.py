"""What fills a lake and keeps it: ``wirelake ingest | stream | compact | demo``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines import flags
from pipelines.ending import FAULT, NO_ANSWER, end_as_a_filter, fail, user_errors

# Each command imports what it needs when it runs: `query` need not wait for Beam.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from pipelines.options import IngestOptions


@contextmanager
def _quiet_imports() -> Iterator[None]:
    """Keep Beam from warning, on import, of cloud libraries that nobody asked for."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


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
    end_as_a_filter()
    print_report(report, Console())
    if report.silence is not None:
        fail(report.silence, NO_ANSWER)


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
        end_as_a_filter()
        print_compaction(run, Console())


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
