"""The units and lines that call wirelake on one machine are command lines that it takes. None of them is installed."""

from __future__ import annotations

import plistlib
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app
from pipelines.ending import BUSY, NO_ANSWER
from pipelines.stream.plan import LAST_READ, LAST_WAIT

HOUSE = Path(__file__).parents[2]
TIMER = HOUSE / "deploy" / "timer"
SERVICE = (TIMER / "wirelake.service").read_text(encoding="utf-8")
README = (HOUSE / "deploy" / "README.md").read_text(encoding="utf-8")
STREAM = (HOUSE / "docs" / "stream.md").read_text(encoding="utf-8")


def command_lines() -> dict[str, list[str]]:
    (started,) = re.findall(r"^ExecStart=(.+)$", SERVICE, re.MULTILINE)
    (streamed,) = re.findall(r"^    ExecStart=(.+)$", STREAM, re.MULTILINE)
    cron, weekly = re.findall(r"`(?:\S+ ){5}(/\S+/wirelake [^`]+)`", README)
    launched = plistlib.loads((TIMER / "wirelake.plist").read_bytes())["ProgramArguments"]
    return {
        "systemd": shlex.split(started),
        "systemd, a stream": shlex.split(streamed),
        "cron": shlex.split(cron),
        "cron, once a week": shlex.split(weekly),
        "launchd": launched,
    }


@pytest.mark.parametrize("where", command_lines())
def test_what_is_called_is_a_command_line_that_wirelake_takes(where: str):
    program, command, *words = command_lines()[where]
    assert program.endswith("/.venv/bin/wirelake")
    context = get_command(app).commands[command].make_context(command, words)  # type: ignore[attr-defined]
    assert context.params["lake"]
    assert command == "compact" or context.params["feeds"]
    assert not context.args


def test_codes_that_mend_themselves_are_no_failure_of_the_unit():
    (codes,) = re.findall(r"^SuccessExitStatus=(.+)$", SERVICE, re.MULTILINE)
    assert set(map(int, codes.split())) == {NO_ANSWER, BUSY}


def test_the_unit_may_write_where_its_lake_lies_and_a_stream_has_time_to_stop():
    lake = Path(command_lines()["systemd"][command_lines()["systemd"].index("--lake") + 1])
    (writable,) = re.findall(r"^ReadWritePaths=(.+)$", SERVICE, re.MULTILINE)
    assert lake.is_relative_to(writable)
    (stop,) = re.findall(r"^    TimeoutStopSec=(\d+)$", STREAM, re.MULTILINE)
    assert int(stop) > 2 * (LAST_WAIT + LAST_READ)


@pytest.mark.parametrize("name", re.findall(r"deploy/(timer/\S+?)(?:[\s*]|$)", README, re.MULTILINE))
def test_the_page_copies_what_is_there(name: str):
    assert list((HOUSE / "deploy").glob(f"{name}*")), name
