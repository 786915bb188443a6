"""The command line: ``wirelake ingest | stream | compact | status | query | sql | strip | explain | demo``.

How they end, and with which exit code: :mod:`pipelines.ending`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from pipelines import flags
from pipelines.commands import lake, page, question
from pipelines.ending import misused

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
        from importlib.metadata import version  # noqa: PLC0415 - rarely asked for

        typer.echo(f"wirelake {version('wirelake')}")
        raise typer.Exit


@app.callback()
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


app.command()(lake.ingest)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(lake.stream)
app.command()(lake.compact)
app.command()(question.status)
app.command(cls=flags.TakesSQL)(question.query)
app.command(name="sql")(question.print_sql)
app.command()(page.strip)
app.command()(page.explain)
app.command()(lake.demo)
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
