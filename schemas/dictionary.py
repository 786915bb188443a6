"""The data dictionary: what every column of tables and macros says, as ``docs/tables.md`` and ``docs/macros.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from schemas.macros import EXPRESSIONS, MACROS, Macro
from schemas.tables import SCHEMA_VERSION, TABLES, Table

_SCALARS: Final = {
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
}

_INTRODUCTION: Final = f"""\
# Tables

Written from the specification in `schemas/` by `make docs`; schema version {SCHEMA_VERSION}.

* A table is a folder of the lake with one subfolder a day: `stories/published_date=2026-11-22/….parquet`. The day is a
  column in SQL and stands in no file.
* Null always means "not known". A list is never null; it is empty where there is nothing.
* Times are UTC, to the microsecond. Days are UTC days.
* A span is a half-open range of characters (Unicode code points, from 0) of `stories.body`. Several belong together
  where what they mark is interrupted. In SQL, `words(body, spans)` gives the text.
* `x[].y` is the field `y` of every element of the list `x`; `x.y` is the field `y` of the struct `x`.
* Every sentence below is also in the files, as the metadata `description` of the column.

The views made from these tables are in [lake.md](lake.md), the macros in [macros.md](macros.md).
"""


def dictionary() -> str:
    """The page, in Markdown, ended by a line break."""
    return _INTRODUCTION + "".join(_section(table) for table in TABLES.values())


_MACROS: Final = """\
# Macros

Written from the specification in `schemas/macros.py` by `make docs`. The macros come with the views, in `wirelake
query` and in `wirelake sql`, and read the same snapshot. [who-said-what.md](who-said-what.md) and
[what-happened.md](what-happened.md) use them.

* Null means "all"; a parameter with a value of its own (`since := NULL`) may be left out:
  `said('Kern', since := DATE '2026-11-01')`. A `since` is a day, compared with `published_date`: only the files of the
  days from there on are opened.
* **Once a text.** A story that many outlets print is one text, and stands once here, as its longest copy has it;
  `copies` and `outlets` say who printed it. Copies are found by `cluster_id`, which misses one that was cut or
  rewritten a good deal: that copy then counts as a text of its own. Two reporters' texts about one thing are two.
* The latest version of each story counts.
"""


def macros() -> str:
    """The page of macros, in Markdown, ended by a line break."""
    words = [f"| `{macro.call}` | {macro.says} |" for macro in EXPRESSIONS]
    expressions = ["\n## In an expression\n", "| macro | |", "| --- | --- |", *words]
    return _MACROS + "\n".join(expressions) + "\n" + "".join(map(_macro, MACROS))


def _macro(macro: Macro) -> str:
    """One macro that gives rows."""
    lines = [f"\n## {macro.call}\n", f"{macro.says}\n"]
    if macro.like is not None:
        lines.append(f"Columns: those of `{macro.like}`.")
    else:
        lines += ["| column | |", "| --- | --- |", *(f"| `{name}` | {says} |" for name, says in macro.columns)]
    return "\n".join(lines) + "\n"


def _section(table: Table) -> str:
    """One table: how it is laid out, and its columns."""
    folded = " Rows ride in the commits' manifests first and are folded into files once a day." if table.folded else ""
    bloom = f" Bloom filters: {_codes(table.bloom)}." if table.bloom else ""
    lines = [
        f"\n## {table.name}\n",
        f"{table.says}{folded}\n",
        f"Partition: `{table.partition}` (DATE), {_lower(table.partition_says)} "
        f"Sorted by {_codes(table.sort)}.{bloom}\n",
        "| column | type | null | |",
        "| --- | --- | --- | --- |",
    ]
    for column in table.columns:
        lines += _rows(column.name, column.type, column.nullable, column.says)
    return "\n".join(lines) + "\n"


def _rows(path: str, kind: pa.DataType, nullable: bool, says: str) -> Iterator[str]:
    """A row for a column and, where it holds structs other than spans, one for each of their fields."""
    shown, inner = sql_type(kind), kind
    while pa.types.is_list(inner):
        path, inner = f"{path}[]", inner.value_type
    name = path.removesuffix("[]") if inner is not kind else path
    sentence = says.replace("|", "\\|")
    yield f"| `{name}` | {shown} | {'yes' if nullable else ''} | {sentence} |"
    if pa.types.is_struct(inner) and shown != "SPAN[]":
        for field in inner:
            description = (field.metadata or {}).get(b"description", b"").decode()
            yield from _rows(f"{path}.{field.name}", field.type, field.nullable, description)


def sql_type(kind: pa.DataType) -> str:
    """The name of a type in the dictionary: DuckDB's, with SPAN for the struct of start and end."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return "SPAN" if [field.name for field in kind] == ["start", "end"] else "STRUCT"
    return _SCALARS[kind]


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _lower(sentence: str) -> str:
    """A sentence that continues another: its first letter small, unless its first word is an abbreviation."""
    return sentence if sentence[:2].isupper() else sentence[0].lower() + sentence[1:]
