"""Prism, Beam's engine for one machine: built by Go from the release of Beam that wirelake stands on."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from tools.engines.installing import installed, need, put, run

BEAM = version("apache-beam")
VERSION = f"prism {BEAM}"
FOLDER = "bin"


def is_installed() -> bool:
    """Whether this version is there."""
    return installed(FOLDER, VERSION)


def install() -> bool:
    """Build `.engines/bin/prism`; Go checks what it downloads against its own checksum database.

    Returns:
        Whether it was not there yet.
    """
    return put(FOLDER, VERSION, _build)


def _build(folder: Path) -> None:
    go = need("go", "to build Prism", "Install Go 1.25 or newer from your system's packages or from go.dev.")
    command = f"github.com/apache/beam/sdks/v2/go/cmd/prism@v{BEAM}"
    run([go, "install", "-trimpath", "-ldflags=-s -w", command], {"GOBIN": str(folder), "GOFLAGS": "-modcacherw"})
