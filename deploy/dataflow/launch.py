"""What the flex template's launcher runs: its parameters as the command line of ``wirelake stream``.

The launcher calls it with ``--name=value`` for each parameter of metadata.json and with the options of the job
(``--project=…``, ``--job_name=…``, ``--template_location=…``), which go to the runner as they are.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path


def arguments(given: Sequence[str]) -> list[str]:
    """The command line of ``wirelake`` for the launcher's.

    Args:
        given: ``--name=value`` each; the runner is Dataflow's own name, or is not named.
    """
    # Raw responses are kept on disks only, and workers share none.
    return ["stream", *_translated(given), "--no-raw", "--runner=dataflow"]


def _translated(given: Sequence[str]) -> Iterator[str]:
    for argument in given:
        name, _, value = argument.partition("=")
        if name == "--runner":
            continue
        if name == "--feeds":
            yield f"--feeds={_local(value)}"
        else:
            yield argument


def _local(path: str) -> str:
    """A file of a bucket as one of this machine: feeds are read once, when the job is launched."""
    if "://" not in path:
        return path
    from apache_beam.io.filesystems import FileSystems  # noqa: PLC0415 - brings Google's libraries with it

    target = Path(tempfile.mkdtemp()) / Path(path).name
    with FileSystems.open(path) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return str(target)


def main() -> None:
    """Launch the job."""
    from pipelines.cli import app  # noqa: PLC0415 - the translation above is tested without it

    app(arguments(sys.argv[1:]))


if __name__ == "__main__":
    main()
