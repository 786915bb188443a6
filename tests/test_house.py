"""The house rules that a program can check and no linter of the shelf does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = ("schemas", "transforms", "pipelines", "deploy", "tests", "benchmarks", "tools", "docs")
PRODUCT = ("schemas", "transforms", "pipelines")

LONGEST_FILE = 450
LONGEST_FUNCTION = 60
"""Lines without the docstring. Most are under 20."""

STEP_MODULES = re.compile(r"transforms\.(?:\w+\.(?:step|transform|write)|drop_seen|measure)")
HTTP_MODULES = re.compile(r"transforms\.(?:fetching|fetch|poll)\b.*")

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core", "stuff", "tools", "lib"}
NOT_A_STEP = re.compile(r"Transform|Source|Sink|Reader|Writer|Fn|Manager|Helper")
"""Words that the style guide of Beam's PTransforms keeps out of their names: a step is a verb phrase."""

ELSEWHERE = re.compile(r"(?<![\w.:/$~-])/(?:work|root|home|Users)/\w")
REGISTRY = re.compile(r"pythonhosted\.org|pypi\.org/simple|(?<!no-emit-)(?:extra-index-url|index-url|find-links)\b")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|HACK)\b|#\s*[-=#*]{4,}")


@cache
def python_files(*rooms: str) -> tuple[Path, ...]:
    return tuple(sorted(path for room in rooms for path in (HOUSE / room).rglob("*.py")))


def text_files() -> Iterator[Path]:
    """Every text file of the tree but this one, whose patterns name what they look for."""
    tops = [path for path in HOUSE.iterdir() if path.is_file() and path.name != ".git"]  # a worktree's is a file
    below = [path for room in (*ROOMS, ".ci") for path in (HOUSE / room).rglob("*") if path.is_file()]
    for path in sorted(tops + below):
        if path == Path(__file__) or "__pycache__" in path.parts:
            continue
        if b"\0" not in path.read_bytes()[:4096]:
            yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*ROOMS)}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {}
    for path in python_files(*ROOMS):
        for node in ast.walk(tree(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                docstring = ast.get_docstring(node, clean=False)
                lines = (node.end_lineno or 0) - node.lineno + 1 - (len(docstring.splitlines()) if docstring else 0)
                if lines > LONGEST_FUNCTION:
                    long[f"{name(path)}:{node.name}"] = lines
    assert long == {}


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        (ELSEWHERE, "a path of somebody's machine"),
        (REGISTRY, "a package registry"),
        (UNFINISHED, "a note to finish it"),
    ],
    ids=["machine", "registry", "unfinished"],
)
def test_the_tree_names_nothing_of_the_place_it_was_made_in(pattern: re.Pattern[str], what: str) -> None:
    found = []
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name(path)}:{number}: {what}: {line.strip()[:80]}")
    assert found == []


def test_the_lock_has_a_hash_for_everything() -> None:
    lines = (HOUSE / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if "==" in line and not line.lstrip().startswith(("#", "--hash"))]
    assert len(pinned) > 50
    for number, line in enumerate(lines):
        if line in pinned:
            assert line.endswith("\\"), line
            assert lines[number + 1].lstrip().startswith("--hash=sha256:"), line


def test_modules_are_named_for_what_they_are_about() -> None:
    assert [name(path) for path in python_files(*PRODUCT) if path.stem in VAGUE] == []


def test_steps_are_verb_phrases_and_their_machinery_is_private() -> None:
    for path in python_files(*PRODUCT):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = " ".join(ast.unparse(base) for base in node.bases)
            if "PTransform" in bases:
                assert not NOT_A_STEP.search(node.name), f"{name(path)}: {node.name}"
            if "DoFn" in bases:
                assert node.name.startswith("_"), f"{name(path)}: {node.name}"


def test_a_room_imports_absolutely() -> None:
    relative = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_what_reads_text_loads_neither_beam_nor_an_http_client() -> None:
    pure = [
        module
        for module in map(module_name, python_files("schemas", "transforms"))
        if not STEP_MODULES.fullmatch(module) and not HTTP_MODULES.fullmatch(module)
    ]
    assert "transforms.lake.lake" in pure
    script = (
        "import importlib, sys\n"
        "for module in sys.argv[1:]: importlib.import_module(module)\n"
        "print(*[name for name in ('apache_beam', 'httpx', 'httpcore') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *pure, "pipelines.query", "pipelines.status", "pipelines.story"],
        capture_output=True,
        text=True,
        check=False,
        cwd=HOUSE,
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_nothing_of_the_product_imports_tests_or_benchmarks() -> None:
    outside = ("tests", "benchmarks", "deploy", "tools", "docs")
    found = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(*PRODUCT)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in outside)
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] in outside for alias in node.names))
    ]
    assert [entry for entry in found if not entry.startswith("pipelines/demo")] == []
