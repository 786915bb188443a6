"""Rows for eyes: a table where the terminal is wide enough for it, else one record below another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.values import iso, text_of

_CELL: Final = 240
"""Characters of a cell that a terminal shows."""

_SHORT: Final = 14
"""Characters up to which a cell is kept on one line: half a number is a wrong one."""

_FOLDED: Final = 7
"""Characters that a column of longer texts needs."""

_ESCAPE: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_UNPRINTABLE: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)


def print_rows(
    console: Console, names: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str | None = None
) -> None:
    """Print rows; whatever could move the cursor is taken out.

    Args:
        console: The terminal.
        names: Of the columns.
        rows: A value a column each.
        title: What stands above them.
    """
    heads = [cell(name) for name in names]
    cells = [[cell(value) for value in row] for row in rows]
    longest = [max(map(cell_len, column)) for column in zip(heads, *cells, strict=True)]
    least = sum(length if length <= _SHORT else _FOLDED for length in longest) + 2 * len(heads) + 1
    if least > console.width:
        _print_records(console, heads, cells, title)
        return
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(
            Text(head),
            justify="right" if _are_numbers([row[number] for row in rows]) else "left",
            overflow="fold",
            no_wrap=longest[number] <= _SHORT and len(heads) > 1,
        )
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)


def _are_numbers(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, (int, float, Decimal)) and type(value) is not bool for value in known)


def _print_records(console: Console, heads: Sequence[str], cells: Sequence[Sequence[str]], title: str | None) -> None:
    """Every row as lines of name and value: texts cut to one line, but no address, of which a half is worth nothing."""
    if title is not None:
        console.print(Text(title, style="bold"))
    for number, row in enumerate(cells, 1):
        console.rule(f"row {number}", align="left", style="dim")
        record = Table.grid(padding=(0, 2, 0, 0))
        record.add_column(no_wrap=True, style="bold")
        record.add_column(overflow="fold")
        for head, value in zip(heads, row, strict=True):
            cut = " " in value
            record.add_row(Text(head), Text(value, no_wrap=cut, overflow="ellipsis" if cut else "fold"))
        console.print(record)


def cell(value: Any) -> str:
    """A value as one line for a terminal. Control and direction marks of fetched text never reach the terminal."""
    text = iso(value).replace("T", " ") if isinstance(value, dt.datetime) else text_of(value)
    text = printable(text[: _CELL * 4]).strip()
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def printable(text: str) -> str:
    """Fetched text as a terminal or page may have it: white space and what steers either become single spaces."""
    return _UNPRINTABLE.sub(" ", _ESCAPE.sub("", text))


def plural(count: int, noun: str, several: str | None = None) -> str:
    """`1 row`, `2 rows`, `1,000 stories`."""
    return f"{count:,} {noun if count == 1 else several or noun + 's'}"
