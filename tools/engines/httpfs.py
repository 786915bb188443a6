"""DuckDB's extension httpfs, with the DuckDB that it was made for: to run what `wirelake sql` prints over a bucket.

DuckDB itself takes the extension from a host of its own (``INSTALL httpfs``). The package index has it too, but not for
the DuckDB that wirelake stands on: so the older pair is put apart, for the test in tests/engines/test_objects.py.
`wirelake query` needs neither.
"""

from __future__ import annotations

from pathlib import Path

from tools.engines.installing import ENGINES, installed, pip, put

HERE = Path(__file__).parent
RELEASE = (HERE / "httpfs.lock").read_text(encoding="utf-8").split()[0].partition("==")[2]
VERSION = f"DuckDB {RELEASE} with httpfs"
FOLDER = "httpfs"


def is_installed() -> bool:
    """Whether this version is there."""
    return installed(FOLDER, VERSION)


def install() -> bool:
    """Put DuckDB and the extension into `.engines/httpfs`, a folder of packages.

    Returns:
        Whether they were not there yet.
    """
    return put(FOLDER, VERSION, _fill)


def extension() -> Path:
    """Where the extension is, once it is installed."""
    return packages() / "duckdb_extension_httpfs" / "extensions" / f"v{RELEASE}" / "httpfs.duckdb_extension"


def packages() -> Path:
    """The folder of packages, for PYTHONPATH."""
    return ENGINES / FOLDER


def _fill(folder: Path) -> None:
    lock = f"--requirement={HERE / 'httpfs.lock'}"
    pip("install", "--only-binary=:all:", "--no-deps", "--require-hashes", f"--target={folder}", lock)
