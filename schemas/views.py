"""The lake as an analyst meets it: SQL statements that give DuckDB 1.3 or later the tables and views of one snapshot.

A snapshot (``_lake/snapshot.json``) names the files of whole commits. The statements read it once, keep the lists of
files in variables of the session, and let the views read those lists: what is committed later stays unseen until
they run again, what is half written is never seen. Columns, types and partitions come from
:data:`schemas.tables.TABLES`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from schemas.macros import EXPRESSIONS, MACROS
from schemas.tables import TABLES, Table

SNAPSHOT: Final = "_lake/snapshot.json"
"""Where the snapshot lies, relative to the lake."""


def sql(lake: str) -> str:
    """The statements that open a lake in one's own DuckDB.

    Args:
        lake: Path of the lake, absolute, or relative to where DuckDB runs. Any character may stand in it.

    Returns:
        Statements, each ended by a semicolon and a line break, to be run in this order in one session. They set the
        session's time zone to UTC and make temporary views and macros, nothing that outlives the session.
    """
    return "\n".join(statements(lake))


def statements(lake: str) -> Iterator[str]:
    """The statements of :func:`sql`, one by one."""
    root = lake.rstrip("/") + "/"
    yield "SET TimeZone = 'UTC';\n"
    yield from _snapshot(root)
    for table in TABLES.values():
        # A view, and a macro, reads the foot of every file when it is made: so all are made over one file a table.
        yield f"SET VARIABLE wirelake_{table.name}_files = [{_empty(table, root)}];\n"
        yield _table_view(table)
    yield from (macro.sql for macro in EXPRESSIONS)
    yield from _VIEWS
    yield from (macro.sql for macro in MACROS)
    for table in TABLES.values():
        yield from _files(table, root)


def _snapshot(root: str) -> Iterator[str]:
    """Read the snapshot once; every list of files comes from this reading."""
    lists = {"segments": {table: ["VARCHAR"] for table in TABLES}, "manifests": ["VARCHAR"]}
    snapshot = _read(_literal(_verbatim(root) + SNAPSHOT), lists)
    yield f"SET VARIABLE wirelake_snapshot = (\n  SELECT it FROM {snapshot}\n);\n"
    yield _paths("manifests", "getvariable('wirelake_snapshot').manifests", root)


def _files(table: Table, root: str) -> Iterator[str]:
    """The list of a table's files: an empty one first, which has all columns, then those that its segments name."""
    folder = _literal(_verbatim(root))
    yield _paths(f"{table.name}_segments", f"getvariable('wirelake_snapshot').segments.{table.name}", root)
    segments = _read(f"getvariable('wirelake_{table.name}_segments')", {"files": [{"path": "VARCHAR"}]})
    yield (
        f"SET VARIABLE wirelake_{table.name}_files = (\n"
        f"  SELECT [{_empty(table, root)}] || coalesce(list({folder} || file.path ORDER BY file.path), [])\n"
        f"  FROM (SELECT unnest(it.files) AS file FROM {segments})\n);\n"
    )


def _empty(table: Table, root: str) -> str:
    """A table's empty file, as a literal."""
    return _literal(f"{_verbatim(root)}_lake/empty/{table.name}/{table.partition}=1970-01-01/empty.parquet")


def _paths(name: str, paths: str, root: str) -> str:
    """A variable with a list of JSON files. The snapshot heads it: it has none of their keys, and no list is empty."""
    folder, snapshot = _literal(_verbatim(root)), _literal(_verbatim(root) + SNAPSHOT)
    return (
        f"SET VARIABLE wirelake_{name} = (\n"
        f"  SELECT [{snapshot}] || coalesce(list({folder} || path), [])\n"
        f"  FROM (SELECT unnest({paths}) AS path)\n);\n"
    )


def _read(files: str, keys: object) -> str:
    """JSON files as rows with one struct `it`: the keys named, null where absent, whatever else the files hold.

    Not read_json: it sets memory aside for the largest object there may be, and takes five times as long.
    """
    return f"(SELECT from_json(content, {_literal(json.dumps(keys))}) AS it FROM read_text({files}))"


def _table_view(table: Table) -> str:
    """The view of a table, its columns in the order of the specification, its partition last."""
    names = ", ".join([_name(column.name) for column in table.columns] + [table.partition])
    rows = (
        f"SELECT {names}\n"
        f"FROM read_parquet(getvariable('wirelake_{table.name}_files'), union_by_name = true,\n"
        f"  hive_partitioning = true, hive_types = {{'{table.partition}': DATE}})"
    )
    if table.folded:
        rows += f"\nUNION ALL\n{_logbook(table)}"
    if table.name == "runs":
        rows = (
            f"SELECT * FROM (\n{rows}\n)\n"
            f"QUALIFY row_number() OVER (PARTITION BY {table.partition}, run_id ORDER BY updated_at DESC, commits DESC)"
            " = 1"
        )
    return f"-- {table.says}\nCREATE OR REPLACE TEMP VIEW {table.name} AS\n{rows};\n"


def _logbook(table: Table) -> str:
    """The rows of a table that still ride in manifests: a list under `polls`, at most one under `run`."""
    structure: object = {column.name: _json_type(column.type) for column in table.columns} | {table.partition: "DATE"}
    keys, row = (
        ({"polls": [structure]}, "unnest(it.polls)") if table.name == "polls" else ({"run": structure}, "it.run")
    )
    values = [
        f"make_timestamptz(row.{_name(column.name)})"
        if pa.types.is_timestamp(column.type)
        else f"row.{_name(column.name)}"
        for column in table.columns
    ]
    manifests = _read("getvariable('wirelake_manifests')", keys)
    return (
        f"SELECT {', '.join(values)}, row.{table.partition}\n"
        f"FROM (SELECT {row} AS row FROM {manifests})\n"
        "WHERE row IS NOT NULL"
    )


def _json_type(kind: pa.DataType) -> object:
    """How from_json is told the type of a column: instants stand as whole microseconds in a manifest.

    Raises:
        KeyError: A folded table has a column of a type that manifests do not carry.
    """
    if pa.types.is_timestamp(kind):
        return "BIGINT"
    if pa.types.is_list(kind):
        return [_json_type(kind.value_type)]
    if pa.types.is_struct(kind):
        return {field.name: _json_type(field.type) for field in kind}
    return _SCALARS[kind]


_SCALARS: Final = {
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
}


def _name(column: str) -> str:
    """A column's name as an identifier: some are words of SQL."""
    return f'"{column}"'


def _literal(text: str) -> str:
    """A text as a string literal."""
    return "'" + text.replace("'", "''") + "'"


def _verbatim(path: str) -> str:
    """A path in which DuckDB reads the characters of its patterns as themselves."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)


# Windows are partitioned by published_date first: DuckDB then pushes a filter on it below the window, to the files.
_VIEWS: Final = (
    "-- Every version of every story, with its number (from 1, in order of fetching) and when the next one came.\n"
    "CREATE OR REPLACE TEMP VIEW story_versions AS\n"
    "SELECT *, row_number() OVER story AS version_number, lead(fetched_at) OVER story AS superseded_at,\n"
    '  lead("version") OVER story IS NULL AS is_latest\n'
    "FROM stories\n"
    'WINDOW story AS (PARTITION BY published_date, story_id ORDER BY fetched_at, "version");\n',
    "-- The latest version of every story.\n"
    "CREATE OR REPLACE TEMP VIEW stories_latest AS\n"
    "SELECT * FROM story_versions WHERE is_latest;\n",
    "-- The attributions of the latest version of every story.\n"
    "CREATE OR REPLACE TEMP VIEW attributions_latest AS\n"
    "SELECT attributions.* FROM attributions\n"
    'JOIN (SELECT published_date, story_id, "version" FROM stories_latest) AS latest\n'
    'USING (published_date, story_id, "version");\n',
    "-- The events of the latest version of every story.\n"
    "CREATE OR REPLACE TEMP VIEW events_latest AS\n"
    "SELECT events.* FROM events\n"
    'JOIN (SELECT published_date, story_id, "version" FROM stories_latest) AS latest\n'
    'USING (published_date, story_id, "version");\n',
    "-- Who said what, as of the latest versions: one row a statement, refusal or silence, beside its story.\n"
    "CREATE OR REPLACE TEMP VIEW who_said_what AS\n"
    "SELECT latest.published_at, latest.outlet, latest.agency,\n"
    "  coalesce(said.speaker, said.source) AS who, said.role, said.affiliation, said.country, said.source_kind,\n"
    "  said.anonymous, said.stance, said.quote_type, said.content, said.told_to, said.confidence,\n"
    '  latest.title, latest.url, published_date, story_id, "version", said.seq\n'
    "FROM attributions AS said\n"
    'JOIN stories_latest AS latest USING (published_date, story_id, "version");\n',
)
