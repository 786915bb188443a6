"""Asking the lake in SQL: DuckDB with the views loaded, bound to one snapshot.

Imports neither Beam nor any step, so that a question is answered in well under a second.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

import duckdb
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.config import ConfigError
from schemas.views import SNAPSHOT, sql, statements
from transforms.lake.errors import NotALake
from transforms.lake.snapshot import read_root, read_snapshot
from transforms.lake.store import CONTROL, Store, open_store

STYLES: Final = ("table", "json", "csv")
"""How an answer is written."""

SHOWN_ROWS: Final = 500
"""Rows that a table on a terminal shows; JSON and CSV give all."""

_CELL: Final = 240
"""Characters of a cell that a table on a terminal shows."""

_NARROWEST: Final = 9
"""Columns of the terminal that a column of a table needs to be readable; with less, records stand one below another."""

_SHORT: Final = 14
"""Characters up to which a cell is worth keeping on one line."""

_HTTPFS: Final = """-- Once, from DuckDB's own host: INSTALL httpfs. In each session, before this: CREATE SECRET.
LOAD httpfs;

"""
"""What a DuckDB of one's own needs before it can read an object store. Keys are never printed."""

_BATCH: Final = 1_000
_ESCAPE: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_UNPRINTABLE: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)


class QueryError(ConfigError):
    """The SQL is not what DuckDB understands, or asks for what there is not; the message is one line."""


def lake_sql(lake: str | Path) -> str:
    """The statements that open the lake in a DuckDB of one's own, with its absolute path in them.

    Raises:
        LakeError: There is no lake there, or one of a newer wirelake.
    """
    store = open_store(lake)
    return (_HTTPFS if store.folder is None else "") + sql(_address(store, lake))


def open_lake(lake: str | Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with the lake's views, bound to the snapshot that is current now; its time zone is UTC.

    Raises:
        LakeError: There is no lake there, or one of a newer wirelake.
    """
    store = open_store(lake)
    connection = duckdb.connect()
    address = _address(store, lake)
    files = store.file_system()
    if files is not None:
        files.warm(file for of_table in read_snapshot(store).files.values() for file in of_table)
        connection.register_filesystem(files)
    for statement in statements(address):
        connection.execute(statement)
    return connection


def _address(store: Store, lake: str | Path) -> str:
    """How DuckDB names a lake that can be read: an absolute path, or an address.

    Args:
        store: The lake's.
        lake: As it was given.

    Raises:
        LakeError: It cannot.
    """
    read_root(store)
    if not store.exists(SNAPSHOT):
        what = "nothing has been committed to this lake yet" if store.exists(CONTROL) else "there is no lake"
        raise NotALake(f"{lake}: {what}; `wirelake ingest --lake {lake}` mends that")
    return store.address if store.folder is None else str(store.folder.resolve())


def run_query(lake: str | Path, query: str, *, style: str = "table", out: TextIO, width: int | None = None) -> None:
    """Answer a query.

    Args:
        lake: Folder of the lake.
        query: DuckDB SQL; of several statements the last one's rows are the answer.
        style: ``table`` for eyes (at most :data:`SHOWN_ROWS` rows), ``json`` (one array of objects), ``csv``. In the
            latter two, times are ISO 8601 (``…Z`` in UTC) and what is nested in a CSV field is JSON.
        out: Where the answer goes.
        width: Columns of the terminal; asked of the terminal where not given.

    Raises:
        LakeError: There is no lake there, or one of a newer wirelake.
        QueryError: The query failed.
        ValueError: There is no such style.
    """
    if style not in STYLES:
        raise ValueError(f"style {style!r}: must be one of {', '.join(STYLES)}")
    connection = open_lake(lake)
    try:
        if not connection.extract_statements(query):
            raise QueryError('there is no statement in the SQL; ask for instance "FROM stories_latest LIMIT 5"')
        answer = connection.execute(query)
        names = unique([str(column[0]) for column in answer.description or ()])
        rows = _rows(answer) if names else iter(())
        if style == "json":
            _write_json(names, rows, out)
        elif style == "csv":
            _write_csv(names, rows, out)
        else:
            _print_table(names, rows, Console(file=out, width=width))
    except (duckdb.InternalException, duckdb.FatalException):
        raise
    except duckdb.Error as error:
        raise QueryError(one_line(error)) from error


def _rows(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := answer.fetchmany(_BATCH):
        yield from batch


def one_line(error: duckdb.Error) -> str:
    """DuckDB's message without the picture of the statement below it."""
    return " ".join(re.split(r"\n\s*LINE \d+:", str(error))[0].split())


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns, later ones of the same name numbered, since an object has each key once."""
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        result.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return result


def jsonable(value: Any) -> Any:
    """A value of DuckDB as JSON has it; infinities and NaN, which JSON cannot say, become null."""
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (bool, int, float, str)) else _text(value)


def _text(value: Any) -> str:
    """A value that JSON has no form of its own for: times in ISO 8601, bytes in hexadecimal digits."""
    if isinstance(value, dt.datetime):
        return iso(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


def iso(moment: dt.datetime) -> str:
    """A time in ISO 8601, UTC as ``Z``; without any zone where SQL gave none."""
    if moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"


def takes_all_letters(out: TextIO) -> bool:
    """Whether an output can be written any letter; of others JSON knows escapes. What has no encoding takes all."""
    return (out.encoding or "utf-8").lower().startswith("utf")


def _write_json(names: Sequence[str], rows: Iterator[tuple[Any, ...]], out: TextIO) -> None:
    """One array, an object a row, a line an object."""
    out.write("[")
    separator = "\n"
    escaped = not takes_all_letters(out)
    for row in rows:
        values = jsonable(dict(zip(names, row, strict=True)))
        out.write(separator + json.dumps(values, ensure_ascii=escaped))
        separator = ",\n"
    out.write("\n]\n" if separator != "\n" else "]\n")


def _write_csv(names: Sequence[str], rows: Iterator[tuple[Any, ...]], out: TextIO) -> None:
    """RFC 4180 but for the line ends, which are the terminal's; null is an empty field."""
    writer = csv.writer(out, lineterminator="\n")
    if names:
        writer.writerow(names)
    for row in rows:
        writer.writerow([_field(value) for value in row])


def _field(value: Any) -> str:
    """A value as text: JSON for what is nested, nothing for null."""
    if value is None:
        return ""
    plain = jsonable(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _print_table(names: Sequence[str], rows: Iterator[tuple[Any, ...]], console: Console) -> None:
    """The first rows as a table, or one below another where the terminal is too narrow for their columns."""
    shown = list(islice(rows, SHOWN_ROWS))
    more = next(rows, None) is not None
    if not names or (list(names) == ["Success"] and not shown):
        return
    if list(names) == ["explain_key", "explain_value"]:
        for _, plan in shown:
            console.out(plan, highlight=False)
        return
    if len(names) * _NARROWEST > console.width:
        _print_records(names, shown, console)
    else:
        console.print(table_of(names, shown))
    rest = f"the first {len(shown)} rows; --csv or --json gives all" if more else plural(len(shown), "row")
    console.print(f"[dim]({rest})[/dim]", highlight=False)


def table_of(names: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str | None = None) -> Table:
    """A table for a terminal: numbers to the right, long texts folded, whatever could move the cursor taken out."""
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", padding=(0, 1, 0, 0))
    for number, name in enumerate(names):
        values = [row[number] for row in rows if row[number] is not None]
        numeric = bool(values) and all(_is_number(value) for value in values)
        short = all(len(cell(value)) <= _SHORT for value in (name, *values))
        table.add_column(
            Text(cell(name)), justify="right" if numeric else "left", overflow="fold", no_wrap=short and len(names) > 1
        )
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    return table


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _print_records(names: Sequence[str], rows: Sequence[Sequence[Any]], console: Console) -> None:
    """Every row as lines of name and value, one line each."""
    longest = max((len(name) for name in names), default=0)
    for number, row in enumerate(rows, 1):
        console.rule(f"row {number}", align="left", style="dim")
        for name, value in zip(names, row, strict=True):
            line = Text(cell(name).ljust(longest) + "  ", style="bold") + Text(cell(value), style="not bold")
            console.print(line, no_wrap=True, overflow="ellipsis", crop=True)


def cell(value: Any) -> str:
    """A value as one line for a terminal. Control and direction marks of fetched text never reach the terminal."""
    text = iso(value).replace("T", " ") if isinstance(value, dt.datetime) else _field(value)
    text = printable(text[: _CELL * 4]).strip()
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def printable(text: str) -> str:
    """Fetched text as a terminal or page may have it: white space and what steers either become single spaces."""
    return _UNPRINTABLE.sub(" ", _ESCAPE.sub("", text))


def plural(count: int, noun: str, several: str | None = None) -> str:
    """`1 row`, `2 rows`, `1,000 stories`."""
    return f"{count:,} {noun if count == 1 else several or noun + 's'}"
