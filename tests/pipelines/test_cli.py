"""The command line as a person or a timer meets it: exit codes, one line for a mistake, help that teaches."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.newsroom import Newsroom
from tests.pipelines.lakes import assert_once
from transforms.lake import Draft, Lake

COMMANDS = ("ingest", "compact", "status", "query", "sql", "strip", "explain", "demo")


def wirelake(*arguments: str | Path, timeout: float = 120, before: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"{before}from pipelines.__main__ import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_every_option(command: str):
    shown = wirelake(command, "--help")
    assert shown.returncode == 0
    assert len(shown.stdout.splitlines()) > 5


def test_a_mistake_costs_one_line_and_code_2(tmp_path: Path):
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "https://ellery.example/rss"\nrates = 3\n')
    (link := tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for arguments in (
        ("ingest", "--lake", tmp_path / "lake", "--feeds", feeds),
        ("ingest", "--lake", tmp_path / "lake"),
        ("ingest", "--lake", tmp_path / "lake", "--feed", "http://a.example/rss", "--contact", "the desk"),
        ("ingest", "--lake", tmp_path / "lake", "--feed", "https://a.example/", "--allow-net", "ten"),
        ("ingest", "--lake", tmp_path / "lake", "--feed", "http://a.example/\udcff"),
        ("ingest", "--lake", "gs://bucket/lake", "--feed", "https://a.example/"),
        ("ingest", "--lake", feeds, "--feed", "https://a.example/"),
        ("ingest", "--lake", feeds / "lake", "--feed", "https://a.example/"),
        ("ingest", "--lake", tmp_path / ("l" * 300), "--feed", "https://a.example/"),
        ("ingest", "--lake", link, "--feed", "https://a.example/"),
        ("demo", "--lake", feeds),
        ("query", "--lake", tmp_path / "nowhere", "--csv", "--json", "SELECT 1"),
        ("query", "--lake", tmp_path / "nowhere", "SELECT 1"),
        ("compact", "--lake", tmp_path / "nowhere"),
        ("compact", "--lake", feeds),
        ("status", "--lake", tmp_path / "nowhere"),
        ("sql", "--lake", tmp_path / "nowhere"),
        ("explain", tmp_path / "nowhere.txt"),
        ("explain", tmp_path),
        ("explain", "ftp://ellery.example/story"),
        ("explain", "http://127.0.0.1:1/story"),
        ("explain", feeds, "--published", "yesterday"),
        ("explain", feeds, "--published", "1066-10-14"),
        ("explain", feeds, "--html", tmp_path / "no" / "folder.html"),
    ):
        failed = wirelake(*arguments)
        assert failed.returncode == 2, (arguments, failed.stderr)
        assert failed.stderr.startswith("wirelake: "), failed.stderr
        assert failed.stderr.count("\n") == 1
    assert "line 3" in wirelake("ingest", "--lake", tmp_path / "lake", "--feeds", feeds).stderr
    assert sorted(tmp_path.iterdir()) == [feeds, link]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ingest",), "wirelake ingest: missing option '--lake'"),
        (("query", "--lake", "lake"), "wirelake query: missing argument 'SQL'"),
        (("ingest", "--lakes", "lake"), "wirelake ingest: no such option: --lakes (Possible options: --lake)"),
        (("ingest", "--lake", "lake", "--max-stories", "few"), "wirelake ingest: invalid value for '--max-stories'"),
        (("poll",), "wirelake: no such command 'poll'"),
    ],
)
def test_a_command_line_that_makes_no_sense_costs_one_line_and_names_the_help(arguments: tuple[str, ...], told: str):
    failed = wirelake(*arguments)
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (2, "", 1), failed.stderr
    assert failed.stderr.startswith(told)
    assert failed.stderr.endswith(" -h says what it takes\n")


def test_without_a_command_the_help_is_shown():
    assert (shown := wirelake()).returncode == 0
    assert shown.stdout == wirelake("--help").stdout


def test_a_disk_that_is_full_costs_one_line_and_what_was_committed_stays(tmp_path: Path):
    lake = tmp_path / "lake"
    small = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); "
    with Newsroom() as room:
        arguments = ("ingest", "--lake", lake, "--feed", room.feeds[4], "--allow-net", "127.0.0.0/8", "--no-raw")
        full = wirelake(*arguments, before=small)
        assert (full.returncode, full.stderr.count("\n")) == (74, 1), full.stderr
        assert f"wirelake: {lake}: File too large; what was committed stays" in full.stderr
        assert wirelake(*arguments).returncode == 0
    assert assert_once(lake) > 3


def test_the_version_is_told():
    assert re.fullmatch(r"wirelake \d+\.\d+\.\d+\n", wirelake("--version").stdout)


def test_a_run_that_no_feed_answers_commits_and_says_so(tmp_path: Path):
    with Newsroom(stories=()) as room:
        gone = room.faulty_feed("404")
        run = wirelake("ingest", "--lake", tmp_path / "lake", "--feed", gone, "--allow-net", "127.0.0.0/8")
    told = f"wirelake: no feed answered: http_404 (1), such as {gone}: HTTP 404\n"
    assert (run.returncode, run.stderr) == (3, told)
    rows = json.loads(wirelake("query", "--lake", tmp_path / "lake", "SELECT outcome, reason FROM polls").stdout)
    assert rows == [{"outcome": "failed", "reason": "http_404"}]


def test_the_way_of_a_user(tmp_path: Path):
    lake = tmp_path / "a lake's folder"
    with Newsroom() as room:
        feeds = tmp_path / "feeds.txt"
        feeds.write_text("\n".join(room.feeds[:4]))
        run = wirelake("ingest", "--lake", lake, "--feeds", feeds, "--allow-net", "127.0.0.0/8", "--max-stories", "6")
        assert run.returncode == 0, run.stderr
        assert run.stderr == ""
        for words in ("stories new", "not modified", "rejected", "rows of attributions", "time"):
            assert words in run.stdout
        with Lake.open(lake).lease("another-run"):
            busy = wirelake("ingest", "--lake", lake, "--feeds", feeds, "--allow-net", "127.0.0.0/8")
        assert (busy.returncode, busy.stderr.count("\n")) == (75, 1)
        assert "another-run" in busy.stderr
    rows = json.loads(
        wirelake("query", "--lake", lake, "SELECT count(*) AS n, min(published_at) AS first FROM stories").stdout
    )
    assert rows[0]["n"] == 6
    assert rows[0]["first"].endswith("Z")
    csv = wirelake("query", "--lake", lake, "--csv", "SELECT title FROM stories_latest").stdout
    assert len(csv.splitlines()) == 7
    wrong = wirelake("query", "--lake", lake, "SELECT nothing FROM nowhere")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    status = wirelake("status", "--lake", lake)
    assert status.returncode == 0
    assert "partial" in status.stdout
    assert "CREATE OR REPLACE" in wirelake("sql", "--lake", lake).stdout


@pytest.mark.parametrize("delay", [0.05, 0.2, 0.4, 0.8])
def test_an_interruption_while_python_imports_costs_one_line(tmp_path: Path, delay: float):
    """Whatever it falls on: the imports before a command is known, and those of the command."""
    ready = tmp_path / "ready"
    code = (
        # As at a terminal: whoever runs the tests in the background may have Ctrl-C ignored, and children inherit that.
        "import pathlib, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        f"from pipelines.__main__ import main; pathlib.Path({str(ready)!r}).touch(); main()"
    )
    command = [sys.executable, "-c", code, "ingest", "--lake", tmp_path / "lake", "--feed", "http://192.0.2.1/rss"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not ready.exists() and process.poll() is None:
        time.sleep(0.005)
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.startswith("wirelake: interrupted")
    assert said.count("\n") == 1


def test_an_address_that_no_feed_can_have_is_named_with_what_is_wrong_with_it(tmp_path: Path):
    run = wirelake("ingest", "--lake", tmp_path / "lake", "--feed", "http://127.0.0.1:25/rss")
    assert run.returncode == 3
    assert run.stderr.endswith("bad_url (1), such as http://127.0.0.1:25/rss: port 25 belongs to another protocol\n")


def test_sql_may_begin_with_a_comment(tmp_path: Path):
    Lake.open(tmp_path / "lake").commit(Draft(commit_id="first", run_id="a-run"))
    for sql in ("-- how many\nSELECT 1 AS n", "--how many\nSELECT 1 AS n"):
        for arguments in (("--csv", "--lake", tmp_path / "lake", sql), (sql, "--csv", "--lake", tmp_path / "lake")):
            asked = wirelake("query", *arguments)
            assert (asked.returncode, asked.stdout, asked.stderr) == (0, "n\n1\n", "")
    wrong = wirelake("query", "--lake", tmp_path / "lake", "--cvs", "SELECT 1")
    assert wrong.returncode == 2
    assert "--csv" in wrong.stderr


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path):
    Lake.open(tmp_path / "lake").commit(Draft(commit_id="first", run_id="a-run"))
    code = "from pipelines.__main__ import main; main()"
    query = "SELECT range FROM range(500000)"
    command = (
        f"{sys.executable} -c '{code}' query --csv --lake {tmp_path}/lake '{query}' | head -1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGPIPE, "range\n", "")


@pytest.mark.parametrize("command", [("query", "SELECT 1"), ("status",), ("sql",), ("compact",)], ids=" ".join)
def test_all_that_answer_end_alike_when_the_reader_is_gone(tmp_path: Path, command: tuple[str, ...]):
    Lake.open(tmp_path / "lake").commit(Draft(commit_id="first", run_id="a-run"))
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-c", "from pipelines.cli import main; main()", *command, "--lake", tmp_path / "lake"]
    done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


@pytest.mark.parametrize(
    ("command", "closed", "code", "said"),
    [
        ("query --lake {lake} 'SELECT 1'", ">&-", 0, ""),
        ("query --lake {lake}/nowhere 'SELECT 1'", ">&-", 2, "wirelake: {lake}/nowhere"),
        ("status --lake {lake}", ">&-", 0, ""),
        ("status --lake {lake}", "<&- >&- 2>&-", 0, ""),
        ("strip -", "<&-", 2, "wirelake: standard input"),
    ],
)
def test_a_closed_stream_is_as_good_as_an_empty_one(tmp_path: Path, command: str, closed: str, code: int, said: str):
    lake = tmp_path / "lake"
    Lake.open(lake).commit(Draft(commit_id="first", run_id="a-run"))
    line = f"{sys.executable} -c 'from pipelines.cli import main; main()' {command.format(lake=lake)} {closed}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith(said.format(lake=lake))
    assert done.stderr.count("\n") == bool(said)


def test_a_story_is_explained_from_its_address_and_as_a_page(tmp_path: Path):
    with Newsroom() as room:
        address = room.feeds[0].replace("/feed/", "/2025/11/20/ceasefire-pass/")
        shown = wirelake("explain", address, "--allow-net", "127.0.0.0/8", "--html", tmp_path / "story.html")
        gone = wirelake("explain", address.replace("pass", "nowhere"), "--allow-net", "127.0.0.0/8")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "", "")
    assert "published 2025-11-20" in (tmp_path / "story.html").read_text("utf-8")
    assert (gone.returncode, gone.stderr.count("\n")) == (3, 1)
    assert "http_404" in gone.stderr
