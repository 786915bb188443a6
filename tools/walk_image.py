"""Walk the instructions of a Dockerfile without a container engine: ``python tools/walk_image.py DOCKERFILE TARGET``.

COPY copies from the tree into TARGET/root, RUN runs there with TARGET/venv for the image's Python, ENV and WORKDIR
hold for what follows. What only a container engine can do (FROM, COPY --from) is said and passed over; an instruction
that is not known here is an error. What the walk does not show: the base image, its own packages, its entry point.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """The instructions of a Dockerfile: name and the rest, continued lines joined."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n", " ", "\n".join(lines)).splitlines():
        name, _, rest = line.strip().partition(" ")
        yield name.upper(), rest.strip()


class Walk:
    """An image as far as it has come.

    Args:
        context: The folder that COPY copies from.
        target: Where the image's files and its Python go; replaced.
    """

    def __init__(self, context: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        self._context = context
        self._root = target / "root"
        self._root.mkdir(parents=True)
        self._workdir = self._root
        venv.create(target / "venv", with_pip=True)
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
        pip = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP"))}
        self._env = {**kept, **pip, "PATH": f"{(target / 'venv/bin').resolve()}:/usr/bin:/bin"}

    def take(self, name: str, rest: str) -> None:
        """Follow an instruction.

        Raises:
            SystemExit: It is not known here.
            CalledProcessError: What it runs failed.
        """
        print(f"{name} {rest}", flush=True)
        if name == "FROM" or (name == "COPY" and rest.startswith("--from=")):
            print("    only with a container engine", flush=True)
        elif name == "WORKDIR":
            self._workdir = self._inside(rest)
            self._workdir.mkdir(parents=True, exist_ok=True)
        elif name == "ENV":
            key, _, value = rest.partition("=")
            self._env[key] = value.strip('"')
        elif name == "COPY":
            *sources, to = shlex.split(rest)
            for source in sources:
                self._copy(source, self._inside(to))
        elif name == "RUN":
            subprocess.run(rest, shell=True, cwd=self._workdir, env=self._env, check=True)  # noqa: S602 - it is a shell's
        else:
            raise SystemExit(f"{name}: not known here")

    def _inside(self, path: str) -> Path:
        return self._root / path.lstrip("/") if path.startswith("/") else self._workdir / path

    def _copy(self, pattern: str, to: Path) -> None:
        found = sorted(self._context.glob(pattern))
        if not found:
            raise SystemExit(f"COPY {pattern}: nothing there")
        for path in found:
            if path.is_dir():
                shutil.copytree(path, to, dirs_exist_ok=True)
            else:
                shutil.copy(path, to)


def main() -> None:
    """Walk from the root of the repository."""
    dockerfile, target = map(Path, sys.argv[1:])
    walk = Walk(Path(), target)
    for name, rest in instructions(dockerfile.read_text(encoding="utf-8")):
        walk.take(name, rest)


if __name__ == "__main__":
    main()
