"""What asks a lake: ``wirelake status | query | sql``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipelines import flags
from pipelines.ending import USAGE, end_as_a_filter, fail, user_errors

# Each command imports what it needs when it runs: `query` need not wait for Beam.
# ruff: noqa: PLC0415


def status(lake: flags.Lake) -> None:
    """Show the last runs, each feed's last success and failure, and rejects by reason."""
    from rich.console import Console

    from pipelines.status import print_status

    end_as_a_filter()
    with user_errors():
        print_status(lake, Console())


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

    if as_csv and as_json:
        fail("--csv and --json: choose one", USAGE)
    style = "csv" if as_csv else "json" if as_json or not sys.stdout.isatty() else "table"
    end_as_a_filter()
    with user_errors():
        run_query(lake, sql, style=style, out=sys.stdout)


def print_sql(lake: flags.Lake) -> None:
    """Print the statements that load the views into a DuckDB of one's own.

    [bold]duckdb -init <(wirelake sql --lake lake)[/bold]
    """
    from pipelines.query import lake_sql

    end_as_a_filter()
    with user_errors():
        typer.echo(lake_sql(lake))
