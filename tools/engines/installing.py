"""What all engines' installers share: running a tool, checking digests, and putting a finished folder in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ENGINES = HOUSE / ".engines"


class CannotInstall(Exception):  # noqa: N818 - named for what is the case
    """An engine cannot be installed here; the message says what is missing and how to get it."""


def put(folder: str, version: str, fill: Callable[[Path], None], engines: Path = ENGINES) -> bool:
    """Have a folder filled, unless this version of it is there already.

    The folder appears whole or not at all: it is filled under another name, stamped, then renamed.

    Args:
        folder: Its name under `.engines`.
        version: What decides whether it has to be filled anew.
        fill: Fills the empty folder that it is given.
        engines: Where `.engines` is.

    Returns:
        Whether it had to be filled.
    """
    place = engines / folder
    if installed(folder, version, engines):
        return False
    filling = engines / f"{folder}.new"
    shutil.rmtree(filling, ignore_errors=True)
    filling.mkdir(parents=True)
    fill(filling)
    (filling / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    filling.rename(place)
    return True


def installed(folder: str, version: str, engines: Path = ENGINES) -> bool:
    """Whether this version of a folder of `.engines` is there."""
    stamp = engines / folder / "VERSION"
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == version


def need(program: str, what_for: str, how: str) -> str:
    """The path of a program.

    Raises:
        CannotInstall: It is not there.
    """
    found = shutil.which(program)
    if found is None:
        raise CannotInstall(f"`{program}` is needed {what_for} and is not on the PATH. {how}")
    return found


def run(command: Sequence[str | Path], variables: Mapping[str, str] | None = None) -> str:
    """Run a tool and return what it said.

    Raises:
        CannotInstall: It failed; the message carries its last lines.
    """
    words = [str(word) for word in command]
    done = subprocess.run(  # noqa: S603 - the tools that the installers name
        words, env={**os.environ, **(variables or {})}, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if done.returncode:
        tail = "\n    ".join(line for line in said.strip().splitlines()[-12:])
        raise CannotInstall(f"this failed with exit code {done.returncode}: {' '.join(words)}\n    {tail}")
    return said


def pip(*words: str) -> None:
    """Run pip for this interpreter; a virtual environment that was made without one gets the interpreter's own.

    Raises:
        CannotInstall: It failed.
    """
    if find_spec("pip") is None:
        run([sys.executable, "-m", "ensurepip"])
    run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words])


def check_digests(folder: Path, lock: Path) -> None:
    """Hold the files of a folder to the SHA-256 digests of a lock (lines of `DIGEST  NAME`): all of them, no others.

    Raises:
        CannotInstall: A file differs, is missing, or is not in the lock.
    """
    locked = {name: digest for digest, name in map(str.split, lock.read_text(encoding="utf-8").splitlines())}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    wrong = sorted(name for name in locked.keys() | found.keys() if locked.get(name) != found.get(name))
    if wrong:
        raise CannotInstall(f"not what {lock.relative_to(HOUSE)} has: {', '.join(wrong)}")
