"""The docs say what the code does: derived pages are fresh, questions in SQL can be asked, reasons are all listed."""

from __future__ import annotations

import ast
import io
import json
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.query import run_query
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ingest
from tests.schemas.lakes import HandLake, attribution, event, story

HOUSE = Path(__file__).parents[1]
DOCS = HOUSE / "docs"
WRITE: dict[str, Any] = runpy.run_path(str(DOCS / "write.py"))
PAGES: dict[str, str] = WRITE["pages"]()
ASKING: tuple[Path, ...] = WRITE["ASKING"]


@pytest.mark.parametrize("page", PAGES)
def test_a_derived_page_is_fresh(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == PAGES[page], f"docs/{page} is stale: make docs"


@pytest.mark.parametrize(
    "question", [question for page in ASKING for question in WRITE["questions"](page.read_text(encoding="utf-8"))]
)
def test_a_question_of_the_docs_can_be_asked(tmp_path: Path, question: str) -> None:
    lake = HandLake(tmp_path / "lake")
    on = "2026-01-01"
    lake.commit([story("s1", "v1", on), attribution("s1", "v1", on, stance="denial"), event("s1", "v1", on)])
    run_query(lake.root, question, out=io.StringIO())


def test_the_newsrooms_lake_answers_every_question_as_the_docs_show(tmp_path: Path) -> None:
    """Columns and whether there are rows: the rows themselves change with every better model."""
    with Newsroom() as room:
        ingest(tmp_path / "lake", room.feeds)
    wrong = {}
    for page in ASKING:
        for question, shown in asked_and_shown(page.read_text(encoding="utf-8")):
            out = io.StringIO()
            run_query(tmp_path / "lake", question, style="json", out=out)
            rows = json.loads(out.getvalue())
            header = shown.strip("\n").splitlines()[0].split()
            if bool(rows) != ("(0 rows)" not in shown) or (rows and list(rows[0]) != header):
                wrong[question] = shown
    assert wrong == {}


def asked_and_shown(page: str) -> Iterator[tuple[str, str]]:
    """The questions of a page that have an answer below, and the answer."""
    yield from re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)```\n", page, re.DOTALL)


def test_answers_replace_earlier_answers(tmp_path: Path) -> None:
    lake = HandLake(tmp_path / "lake")
    page = "Ask:\n\n```sql\nSELECT count(*) AS stories FROM stories\n```\n\nDone.\n"
    before = WRITE["answered"](page, lake.root)
    assert "stories" in before.split("```text")[1]
    lake.commit([story("s1", "v1", "2026-01-01")])
    after = WRITE["answered"](before, lake.root)
    assert after == before.replace("      0\n", "      1\n")
    assert after.endswith("```\n\nDone.\n")


def reasons(path: Path) -> Iterator[str]:
    """Codes that a module gives: `reason="code"`, or the first of _refuse(), the second of refuse()."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        place = {"_refuse": 0, "refuse": 1}.get(name)
        given = [
            keyword.value for keyword in node.keywords if keyword.arg == "reason" and name in ("Refusal", "Reject")
        ]
        if place is not None and len(node.args) > place:
            given.append(node.args[place])
        for value in given:
            for part in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_every_reason_that_the_code_gives_is_explained() -> None:
    given = {
        code for room in ("transforms", "pipelines") for path in (HOUSE / room).rglob("*.py") for code in reasons(path)
    }
    assert {"no_text", "internal_error", "timeout"} <= given
    assert {code for code in given if f"| `{code}` |" not in PAGES["rejects.md"]} == set()


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    wanted = project["project"]["dependencies"] + extras + project["dependency-groups"]["dev"]
    names = {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in wanted}
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", (DOCS / "dependencies.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} - {"package", "---"} == names
