"""DuckDB's extension httpfs, with the DuckDB that it was made for: to run what `wirelake sql` prints over a bucket.

    python -m tools.engines.httpfs        puts both into .engines/httpfs

DuckDB itself takes the extension from a host of its own (``INSTALL httpfs``). The package index has it too, but not for
the DuckDB that wirelake stands on: so the older pair is put apart, for the test in tests/engines/test_objects.py.
`wirelake query` needs neither.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

RELEASE: Final = "1.5.5"
VERSION: Final = f"httpfs {RELEASE}"
FOLDER: Final = "httpfs"
ENGINES: Final = Path(__file__).parents[2] / ".engines"


def install(folder: Path) -> Path:
    """Put DuckDB and the extension into a folder of packages.

    Args:
        folder: Made if it is not there.

    Returns:
        The extension. One that is there already in this version is kept.

    Raises:
        RuntimeError: pip could not; the message says why.
    """
    if extension(folder).is_file():
        return extension(folder)
    packages = [f"duckdb=={RELEASE}", f"duckdb-extension-httpfs=={RELEASE}"]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    done = subprocess.run(  # noqa: S603 - a fixed command
        [*pip, "--no-deps", "--target", str(folder), *packages], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{VERSION}: pip failed: {' '.join(done.stderr.strip().splitlines()[-2:])}")
    return extension(folder)


def extension(folder: Path = ENGINES / FOLDER) -> Path:
    """Where the extension is, once it is installed."""
    return folder / "duckdb_extension_httpfs" / "extensions" / f"v{RELEASE}" / "httpfs.duckdb_extension"


if __name__ == "__main__":
    try:
        print(install(ENGINES / FOLDER))
    except RuntimeError as error:
        sys.exit(str(error))
