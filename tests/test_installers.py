"""The installers of engines: nothing twice, nothing half, nothing that is not in the lock, and a plain word for what is
missing. What they download is proven by the tests on engines."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tools.engines import INSTALLERS, installing
from tools.engines.__main__ import main
from tools.engines.installing import CannotInstall, check_digests, installed, need, put, run


def test_a_folder_is_filled_once_for_a_version(tmp_path: Path):
    filled = []

    def fill(folder: Path) -> None:
        (folder / "jar").write_text(str(len(filled)))
        filled.append(folder)

    assert put("engine", "1", fill, tmp_path)
    assert not put("engine", "1", fill, tmp_path)
    assert put("engine", "2", fill, tmp_path)
    assert (len(filled), (tmp_path / "engine" / "jar").read_text()) == (2, "1")
    assert (installed("engine", "2", tmp_path), installed("engine", "1", tmp_path)) == (True, False)


def test_what_could_not_be_filled_is_not_there_and_what_was_there_stays(tmp_path: Path):
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise CannotInstall("no")

    put("engine", "1", lambda folder: (folder / "whole").touch(), tmp_path)
    with pytest.raises(CannotInstall):
        put("engine", "2", fail, tmp_path)
    assert (tmp_path / "engine" / "whole").exists()
    assert installed("engine", "1", tmp_path)


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ({"a": b"1", "b": b"2"}, ""),
        ({"a": b"1"}, "b"),
        ({"a": b"1", "b": b"3"}, "b"),
        ({"a": b"1", "b": b"2", "c": b""}, "c"),
    ],
)
def test_files_are_held_to_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: dict[str, bytes], wrong: str
):
    monkeypatch.setattr(installing, "HOUSE", tmp_path)
    lock = tmp_path / "lock"
    locked = {name: hashlib.sha256(data).hexdigest() for name, data in (("a", b"1"), ("b", b"2"))}
    lock.write_text("".join(f"{digest}  {name}\n" for name, digest in locked.items()))
    folder = tmp_path / "jars"
    folder.mkdir()
    for name, data in found.items():
        (folder / name).write_bytes(data)
    if not wrong:
        check_digests(folder, lock)
    else:
        with pytest.raises(CannotInstall, match=f": {wrong}$"):
            check_digests(folder, lock)


def test_a_missing_program_is_named_with_what_it_is_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotInstall, match=r"`mvn` is needed to fetch it .* Install Maven"):
        need("mvn", "to fetch it", "Install Maven.")


def test_a_tool_that_fails_is_quoted():
    with pytest.raises(CannotInstall, match=r"exit code 3: .*\n +what went wrong"):
        run([sys.executable, "-c", "print('what went wrong'); raise SystemExit(3)"])


def test_only_engines_have_installers(capsys: pytest.CaptureFixture[str]):
    assert main(["spark"]) == 2
    assert f"spark; there are {', '.join(INSTALLERS)}" in capsys.readouterr().err


def test_the_step_says_what_is_missing_and_fails(tmp_path: Path):
    step = subprocess.run(
        [sys.executable, "-c", f"""
import pathlib, sys
from tools.engines import installing, __main__
installing.put.__defaults__ = (pathlib.Path({str(tmp_path)!r}),)
installing.installed.__defaults__ = (pathlib.Path({str(tmp_path)!r}),)
sys.exit(__main__.main(["prism", "flink", "object_server"]))"""],
        env={"PATH": ""}, cwd=installing.HOUSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert step.returncode == 1
    assert "`go` is needed to build Prism" in step.stderr
    assert "`java` is needed to run Flink" in step.stderr
    assert "`go` is needed to build an object server" in step.stderr
    assert not list(tmp_path.glob("*/VERSION"))
