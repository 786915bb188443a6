"""What shows one page, for which no lake is needed: ``wirelake strip | explain``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines import flags
from pipelines.ending import NO_ANSWER, USAGE, end_as_a_filter, fail, user_errors

# Each command imports what it needs when it runs: `query` need not wait for Beam.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.source import Source


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

    end_as_a_filter()
    with user_errors():
        proof = pull_proof(_read_named(page, allow_net or ()))
        if html is not None:
            _write_page(html, proof_page(proof))
        if as_json:
            typer.echo(json.dumps(proof.record(), ensure_ascii=not takes_all_letters(sys.stdout), indent=2))
        elif html is None:
            print_proof(proof, Console(), full=full)


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

    end_as_a_filter()
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
