"""An object store for one machine: VersityGW, an S3 server over a folder, built by Go from its own module.

    python -m tools.engines.object_server        puts it into .engines/object_server

It is here because it honours ``If-None-Match`` and ``If-Match`` when many ask at once, which most servers for tests do
not: of 32 puts at once exactly one wins (tests/engines/test_objects.py asks it again). Apache-2.0.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

RELEASE: Final = "v1.8.0"
VERSION: Final = f"versitygw {RELEASE}"
FOLDER: Final = "object_server"
ENGINES: Final = Path(__file__).parents[2] / ".engines"


def install(folder: Path) -> Path:
    """Build the server into a folder; Go checks what it downloads against its checksum database.

    Args:
        folder: Made if it is not there.

    Returns:
        The program. One that is there already in this version is kept.

    Raises:
        RuntimeError: There is no Go, or it cannot build it; the message says what to do.
    """
    program, stamp = binary(folder), folder / "VERSION"
    if program.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == VERSION:
        return program
    go = shutil.which("go")
    if go is None:
        raise RuntimeError(f"{VERSION} is built by Go: install Go 1.25 or newer, so that `go version` works")
    folder.mkdir(parents=True, exist_ok=True)
    module = f"github.com/versity/versitygw/cmd/versitygw@{RELEASE}"
    done = subprocess.run(  # noqa: S603 - a fixed command
        [go, "install", "-trimpath", "-ldflags=-s -w", module],
        env={**os.environ, "GOBIN": str(folder.resolve()), "GOFLAGS": "-modcacherw"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = " ".join(done.stderr.strip().splitlines()[-3:])
        raise RuntimeError(f"{VERSION}: go install failed with exit code {done.returncode}: {last}")
    stamp.write_text(f"{VERSION}\n", encoding="utf-8")
    return program


def binary(folder: Path = ENGINES / FOLDER) -> Path:
    """Where the program is, once it is installed."""
    return folder / "versitygw"


if __name__ == "__main__":
    try:
        print(install(ENGINES / FOLDER))
    except RuntimeError as error:
        sys.exit(str(error))
