"""An object store for one machine: VersityGW, an S3 server over a folder, built by Go from its own module.

It is here because it honours ``If-None-Match`` and ``If-Match`` when many ask at once, which most servers for tests do
not: of 32 puts at once exactly one wins (tests/engines/test_objects.py asks it again). Apache-2.0.
"""

from __future__ import annotations

from pathlib import Path

from tools.engines.installing import ENGINES, installed, need, put, run

RELEASE = "v1.8.0"
VERSION = f"versitygw {RELEASE}"
FOLDER = "object_server"


def is_installed() -> bool:
    """Whether this version is there."""
    return installed(FOLDER, VERSION)


def install() -> bool:
    """Build `.engines/object_server/versitygw`; Go checks what it downloads against its own checksum database.

    Returns:
        Whether it was not there yet.
    """
    return put(FOLDER, VERSION, _build)


def binary() -> Path:
    """Where the program is, once it is installed."""
    return ENGINES / FOLDER / "versitygw"


def _build(folder: Path) -> None:
    go = need("go", "to build an object server", "Install Go 1.25 or newer from your system's packages or from go.dev.")
    command = f"github.com/versity/versitygw/cmd/versitygw@{RELEASE}"
    run([go, "install", "-trimpath", "-ldflags=-s -w", command], {"GOBIN": str(folder), "GOFLAGS": "-modcacherw"})
