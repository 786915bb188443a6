"""Flink and Beam's job server for it: jars only, to be run by a Java runtime of 11 or 17.

Beam's job server speaks the portable protocol, which is older than both releases: the SDK in use is newer than the
runner. The runner is the newest that resolves whole from Maven's default repository; `docs/engines.md` has what was
tried. Flink is the release line that this runner was made for.
"""

from __future__ import annotations

import re
import tarfile
import tempfile
from pathlib import Path

from tools.engines.installing import CannotInstall, check_digests, installed, need, pip, put, run

HERE = Path(__file__).parent
FLINK = (HERE / "flink.lock").read_text(encoding="utf-8").split()[0].partition("==")[2]
RUNNER = re.findall(r"<version>(.+)</version>", (HERE / "pom.xml").read_text(encoding="utf-8"))[-1]
VERSION = f"Flink {FLINK} with Beam's runner {RUNNER}"
FOLDER = "flink"

_KEPT = re.compile(r"[^/]+/deps/lib/((?:flink-dist|log4j)[^/]+\.jar)")
"""Flink's own jars that a job of Beam needs: no SQL."""


def is_installed() -> bool:
    """Whether this version is there."""
    return installed(FOLDER, VERSION)


def install() -> bool:
    """Put Flink's jars into `.engines/flink/lib`, the job server's into `.engines/flink/beam`.

    Returns:
        Whether they were not there yet.
    """
    return put(FOLDER, VERSION, _fill)


def _fill(folder: Path) -> None:
    _check_java()
    (folder / "lib").mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        lock = f"--requirement={HERE / 'flink.lock'}"
        pip("download", "--no-deps", "--no-binary=:all:", "--require-hashes", f"--dest={scratch}", lock)
        (archive,) = Path(scratch).glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            for member in tar:
                if kept := _KEPT.fullmatch(member.name):
                    data = tar.extractfile(member)
                    (folder / "lib" / kept[1]).write_bytes(data.read() if data is not None else b"")
    mvn = need("mvn", "to fetch Beam's job server for Flink", "Install Maven from your system's packages.")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'beam'}"]
    run([mvn, "--batch-mode", "--quiet", "--file", HERE / "pom.xml", *goal])
    check_digests(folder / "beam", HERE / "jars.lock")


def _check_java() -> None:
    java = need(
        "java", "to run Flink", "Install a Java runtime 17 from your system's packages (openjdk-17-jre-headless)."
    )
    said = run([java, "-version"])
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) not in {11, 17}:
        raise CannotInstall(f"Flink {FLINK} runs on Java 11 or 17; `java -version` says: {said.strip()}")
