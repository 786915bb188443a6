"""Options that several commands have, and how a command line is read where Typer reads it otherwise."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

_COMMENT: Final = re.compile(r"--(?!\Z)(?![a-z-]+(?:=|\Z))")
"""A word that begins with `--` and is neither an option nor the end of options: SQL whose first line is a comment."""

Lake = Annotated[
    str,
    typer.Option(
        "--lake",
        metavar="LAKE",
        help="The lake: a folder, s3://BUCKET/PREFIX or gs://BUCKET/PREFIX; the first ingest makes it.",
    ),
]
FeedsFile = Annotated[
    Path | None,
    typer.Option("--feeds", metavar="FILE", help="Feeds as TOML (\\[\\[feed]] tables) or one address a line."),
]
FeedUrls = Annotated[list[str] | None, typer.Option("--feed", metavar="URL", help="A feed; may be repeated.")]
AllowNet = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-net",
        metavar="CIDR",
        help="A private network that may be asked, such as 10.1.0.0/16; may be repeated.",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="WHO",
        help="Who sites may write to, in the User-Agent: an e-mail address or a web page.",
    ),
]
Raw = Annotated[bool, typer.Option("--raw/--no-raw", help="Keep raw responses as WARC under LAKE/raw.")]
MetricsFile = Annotated[
    Path | None,
    typer.Option(
        "--metrics-file", metavar="FILE", help="Add what was done to this file for Prometheus, such as wirelake.prom."
    ),
]


class TakesSQL(TyperCommand):
    """Takes a word for SQL that begins with a comment where no option looks like it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options first, then what is SQL whatever it begins with."""
        sql = [word for word in args if _COMMENT.match(word)]
        if sql and "--" not in args:
            args = [*(word for word in args if word not in sql), "--", *sql]
        return super().parse_args(ctx, args)


def reflow(app: typer.Typer) -> None:
    """Let the terminal break the lines of commands' help, where their docstrings have the editor's."""
    for command in app.registered_commands:
        paragraphs = (inspect.getdoc(command.callback) or "").split("\n\n")
        command.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
