from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.config import ConfigError
from pipelines.stream.options import StreamOptions, check_runner, duration, find_prism, stream_options_of
from pipelines.stream.passed import check_passed
from pipelines.stream.run import remote_runner

FEED = "http://ellery.example/feed"


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30.0), ("5m", 300.0), ("1h", 3600.0), ("1.5m", 90.0)])
def test_a_window_is_written_as_people_say_it(text: str, seconds: float):
    assert duration("--window", text, 5.0, 86_400.0) == seconds


@pytest.mark.parametrize("text", ["", "5", "5 minutes", "m", "-5m", "1d", "0s", "4s", "25h", "1e9s", "５m", "5m\n5m"])
def test_what_is_no_window_is_refused_in_one_line_that_names_it(text: str):
    with pytest.raises(ConfigError) as refused:
        duration("--window", text, 5.0, 86_400.0)
    assert "--window" in str(refused.value)


@pytest.mark.parametrize("runner", ["direct", "DirectRunner", "FnApiRunner", "InteractiveRunner"])
def test_the_in_process_engine_is_refused_and_told_what_to_use(runner: str):
    with pytest.raises(ConfigError, match=r"--runner prism .* `wirelake ingest`"):
        check_runner(runner)


def test_an_unknown_engine_is_told_those_there_are():
    with pytest.raises(ConfigError, match="use one of prism, flink, dataflow"):
        check_runner("spark")


def test_prism_is_found_by_its_option_then_the_variable_and_never_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program, other = tmp_path / "prism", tmp_path / "other"
    program.touch()
    other.touch()
    monkeypatch.setenv("WIRELAKE_PRISM", str(other))
    assert find_prism([f"--prism_location={program}"]) == program
    assert find_prism() == other
    monkeypatch.setenv("WIRELAKE_PRISM", "https://prism.example/prism.zip")
    with pytest.raises(ConfigError, match=r"WIRELAKE_PRISM .* there is no such file"):
        find_prism()
    with pytest.raises(ConfigError, match="there is no such file"):
        find_prism(["--prism_location=https://prism.example/prism.zip"])


@pytest.mark.parametrize(
    ("runner", "given", "says"),
    [
        ("flink", (), "name the job server"),
        ("flink", ("--job_endpoint=localhost:8099",), "name Flink's own address"),
        ("flink", ("--job_endpoint=localhost:8099", "--flink_master=[auto]"), "name Flink's own address"),
        ("flink", ("--flink_job_server_jar=https://jars.example/x.jar",), "there is no such file"),
        ("dataflow", (), "share no disk"),
    ],
)
def test_a_cluster_is_not_asked_for_what_it_would_miss(runner: str, given: tuple[str, ...], says: str):
    options = StreamOptions(lake="lake", feeds=(), runner=runner, runner_options=given)
    with pytest.raises(ConfigError, match=says):
        remote_runner(options, options.plan())


def test_options_of_the_runner_are_passed_as_they_are():
    options = stream_options_of(
        lake="lake",
        runner="flink",
        feed_urls=[FEED],
        runner_options=["--job_endpoint=localhost:8099", "--flink_master=localhost:8081", "--parallelism=4"],
    )
    plan = options.plan()
    name, settings = remote_runner(options, plan)
    said = settings.get_all_options(drop_default=True)
    assert name == "FlinkRunner"
    assert (said["job_endpoint"], said["parallelism"], said["streaming"]) == ("localhost:8099", 4, True)
    assert said["job_name"] == plan.stream


@pytest.mark.parametrize(
    ("every", "given", "bundle"),
    [
        ("2s", (), 250),  # a tick a second
        ("30s", (), 1000),
        ("1m", (), 1000),
        ("2s", ("--max_bundle_time_mills=15000",), 15_000),
    ],
)
def test_bundles_on_flink_are_short_beside_a_tick(every: str, given: tuple[str, ...], bundle: int):
    runner_options = ("--job_endpoint=localhost:8099", "--flink_master=localhost:8081", *given)
    options = stream_options_of(
        lake="lake", runner="flink", feed_urls=[FEED], every=every, runner_options=runner_options
    )
    said = remote_runner(options, options.plan())[1].get_all_options(retain_unknown_options=True)
    # Beam's job server knows them, its Python does not.
    assert said["finish_bundle_before_checkpointing"] is True
    assert int(said["max_bundle_time_mills"]) == bundle


@pytest.mark.parametrize(
    ("runner", "given", "says"),
    [
        ("prism", ["--widnow", "5m"], "is --window meant"),
        ("flink", ["--widnow=5m"], "is --window meant"),
        ("prism", ["--checkpointing_interval=3000"], "neither `wirelake stream` nor Beam knows"),
        ("prism", ["5m"], "5m: what goes to the engine is written --name=value"),
        ("prism", ["--streaming", "yes", "please"], "please: what goes"),
        ("prism", ["-w", "5m"], "-w: what goes"),
    ],
)
def test_a_slip_of_the_pen_is_not_passed_on(runner: str, given: list[str], says: str):
    with pytest.raises(ConfigError) as refused:
        check_passed(runner, given)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("runner", "given"),
    [
        ("flink", ["--checkpointing_interval=3000", "--parallelism", "4", "--flink_master=localhost:8081"]),
        ("prism", ["--prism_location=/opt/prism", "--experiments=use_loopback_process_worker"]),
        ("dataflow", ["--project=p", "--region", "europe-west1", "--num_workers=2"]),
    ],
)
def test_what_the_engine_knows_is_passed_on(runner: str, given: list[str]):
    check_passed(runner, given)


def test_a_streams_workers_know_whom_a_site_may_write_to():
    options = stream_options_of(lake="lake", runner="prism", feed_urls=[FEED], contact="desk@paper.example")
    assert options.plan().network.contact == "desk@paper.example"
    with pytest.raises(ConfigError, match="--contact the desk: must be an e-mail address or a web page"):
        stream_options_of(lake="lake", runner="prism", feed_urls=[FEED], contact="the desk")


@pytest.mark.parametrize(
    ("window", "every", "waits"),
    [(300.0, None, 100.0), (30.0, None, 60.0), (30.0, 5.0, 5.0)],
)
def test_a_feed_that_asks_for_nothing_is_polled_three_times_a_window_but_once_a_minute_at_most(
    window: float, every: float | None, waits: float
):
    options = stream_options_of(lake="lake", runner="prism", feed_urls=[FEED])
    assert (
        StreamOptions(lake="lake", feeds=options.feeds, runner="prism", window=window, every=every).plan().every
        == waits
    )


@pytest.mark.parametrize(
    "given",
    [
        ("--runner", "direct", "--feed", FEED),
        ("--runner", "prism", "--feed", FEED, "--window", "soon"),
        ("--runner", "prism"),
        ("--runner", "prism", "--feed", FEED, "--prism_location=/no/such/program"),
        ("--runner", "flink", "--feed", FEED),
        ("--runner", "prism", "--feed", FEED, "--widnow=5m"),
    ],
)
def test_a_mistake_is_one_line_and_code_2_before_anything_is_written(tmp_path: Path, given: tuple[str, ...]):
    lake = tmp_path / "lake"
    done = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "stream", "--lake", str(lake), *given],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("wirelake: ")
    assert done.stderr.count("\n") == 1
    assert not lake.exists()
