"""The demo: the built-in newsroom on loopback, the real ingest against it, the first query over what it wrote."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path
from shutil import which
from typing import Any, Final

from rich.console import Console

from pipelines.config import ConfigError, feeds_of_urls
from pipelines.ingest import run_ingest
from pipelines.options import IngestOptions, network
from pipelines.progress import watched
from pipelines.query import run_query
from pipelines.report import print_report
from transforms.lake import Lake
from transforms.lake.store import CONTROL

MARKER: Final = f"{CONTROL}/demo"
"""Marks a lake that a demo made, and that the next one may replace."""

FIRST_QUERY: Final = """\
SELECT who, stance, content, count(DISTINCT outlet) AS outlets
FROM who_said_what
WHERE anonymous
GROUP BY who, stance, content
ORDER BY outlets DESC, who, content
LIMIT 8"""
"""The query that the README begins with: who speaks without a name, and how many outlets carried it."""


def run_demo(lake: Path, console: Console) -> int:
    """Run the demo into a lake of its own.

    Args:
        lake: Its folder; the lake of an earlier demo is replaced.
        console: Where everything is printed.

    Returns:
        The exit code.

    Raises:
        ConfigError: The folder holds something else, or the newsroom is not there.
        LeaseHeld: Another demo writes there.
    """
    newsroom = _newsroom()
    if lake.exists() and (not lake.is_dir() or any(lake.iterdir())):
        if not (lake / MARKER).exists():
            raise ConfigError(f"{lake} is something else than the lake of an earlier demo: name another with --lake")
        with Lake.open(lake).lease("wirelake demo"):
            shutil.rmtree(lake)
    Lake.open(lake)
    (lake / MARKER).touch()
    with newsroom.Newsroom() as room:
        console.print(f"The newsroom is open: {len(room.feeds)} feeds on loopback, such as {room.feeds[0]}\n")
        options = IngestOptions(lake=str(lake), feeds=feeds_of_urls(room.feeds), allow_net=(network("127.0.0.0/8"),))
        with watched(Console(stderr=True)) as watch:
            report = run_ingest(options, watch)
    print_report(report, console)
    console.print(f"\nThe lake lies in {lake}. The first query:\n")
    console.print(
        f'{_command()} query --lake {lake} "{FIRST_QUERY}"\n',
        style="bold",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    run_query(str(lake), FIRST_QUERY, style="table", out=sys.stdout)
    return 0


def _command() -> str:
    """How this command was called, so that what the demo shows can be copied: `make` calls it by its path."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "wirelake" and len(called.parts) > 1 and not which("wirelake") else "wirelake"


def _newsroom() -> Any:
    """The newsroom of the checkout; an installed wheel has none."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    try:
        return importlib.import_module("tests.newsroom")
    except ModuleNotFoundError:
        raise ConfigError("the newsroom is part of the source tree: run the demo from a clone (make demo)") from None
    finally:
        sys.path.pop(0)
