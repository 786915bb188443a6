"""Asking the lake in SQL: DuckDB with the views loaded, bound to one snapshot.

Imports neither Beam nor any step, so that a question is answered in well under a second.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

import duckdb
from rich.console import Console

from pipelines.config import ConfigError
from pipelines.listing import plural, print_rows
from pipelines.values import jsonable, text_of
from schemas.views import SNAPSHOT, sql, statements
from transforms.lake.errors import NotALake
from transforms.lake.snapshot import read_root, read_snapshot
from transforms.lake.store import CONTROL, Store, open_store

STYLES: Final = ("table", "json", "csv")
"""How an answer is written."""

SHOWN_ROWS: Final = 500
"""Rows that a table on a terminal shows; JSON and CSV give all."""

_HTTPFS: Final = """-- Once, from DuckDB's own host: INSTALL httpfs. In each session, before this: CREATE SECRET.
LOAD httpfs;

"""
"""What a DuckDB of one's own needs before it can read an object store. Keys are never printed."""

_BATCH: Final = 1_000


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
        writer.writerow([text_of(value) for value in row])


def _print_table(names: Sequence[str], rows: Iterator[tuple[Any, ...]], console: Console) -> None:
    """The first rows for eyes, and how many there are."""
    shown = list(islice(rows, SHOWN_ROWS))
    more = next(rows, None) is not None
    if not names or (list(names) == ["Success"] and not shown):
        return
    if list(names) == ["explain_key", "explain_value"]:
        for _, plan in shown:
            console.out(plan, highlight=False)
        return
    print_rows(console, names, shown)
    rest = f"the first {len(shown)} rows; --csv or --json gives all" if more else plural(len(shown), "row")
    console.print(f"[dim]({rest})[/dim]", highlight=False)
