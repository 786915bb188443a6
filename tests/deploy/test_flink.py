"""What the manifests and images for Flink say of the code and of each other is so. None of it needs a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from apache_beam.options.pipeline_options import FlinkRunnerOptions, PortableOptions
from apache_beam.version import __version__ as beam
from typer.main import get_command

from pipelines.cli import app
from pipelines.config import read_feeds
from pipelines.stream.options import stream_options_of
from pipelines.stream.run import remote_runner
from tests.engines.flink import OF_THE_JOB_SERVER, SETTINGS
from tools.engines.flink import FLINK

HOUSE = Path(__file__).parents[2]
ROOM = HOUSE / "deploy" / "flink"
IMAGES = {
    f"wirelake-{name}": (ROOM / f"{file}.Dockerfile").read_text(encoding="utf-8")
    for name, file in (("flink", "cluster"), ("worker", "worker"))
}
README = (ROOM / "README.md").read_text(encoding="utf-8")


def documents() -> Iterator[dict[str, Any]]:
    for path in sorted(ROOM.glob("*.yaml")):
        yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


MANIFESTS = {(document["kind"], document["metadata"]["name"]): document for document in documents()}
CLUSTER = MANIFESTS["FlinkDeployment", "wirelake"]["spec"]
POD = MANIFESTS["Deployment", "wirelake-stream"]["spec"]["template"]["spec"]
(LAUNCHER,) = POD["containers"]
(JOB_SERVER,) = POD["initContainers"]
(POOL,) = CLUSTER["taskManager"]["podTemplate"]["spec"]["containers"]
OPTIONS = dict(word.removeprefix("--").split("=", 1) for word in LAUNCHER["args"])


def test_the_launcher_is_a_command_line_that_wirelake_takes(tmp_path: Path):
    command = get_command(app).commands["stream"]  # type: ignore[attr-defined]
    ours = {name for parameter in command.params for name in parameter.opts}
    for_the_runner = [word for word in LAUNCHER["args"] if word.partition("=")[0] not in ours]
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(MANIFESTS["ConfigMap", "wirelake-feeds"]["data"]["feeds.toml"])
    assert len(read_feeds(feeds)) == 1
    options = stream_options_of(
        lake=OPTIONS["lake"],
        runner=OPTIONS["runner"],
        feeds_file=feeds,
        window=OPTIONS["window"],
        runner_options=for_the_runner,
    )
    runner, settings = remote_runner(options, options.plan())
    assert runner == "FlinkRunner"
    portable = settings.view_as(PortableOptions)
    assert (portable.environment_type, portable.environment_config) == ("EXTERNAL", "localhost:50000")
    assert portable.job_endpoint == OPTIONS["job_endpoint"]
    assert f"--flink-master=http://{OPTIONS['flink_master']}" in JOB_SERVER["args"]


def test_the_runner_has_the_options_that_are_left():
    known = {option for kind in (FlinkRunnerOptions, PortableOptions) for option in kind([]).get_all_options()}
    named = {name for name in OPTIONS if name not in {"feeds", "lake", "window", "runner"}}
    assert named - known <= OF_THE_JOB_SERVER


def test_the_cluster_is_configured_as_the_one_that_is_tested():
    here = CLUSTER["flinkConfiguration"]
    assert all(isinstance(value, str) for value in here.values())
    shared = {
        key: str(value)
        for key, value in SETTINGS.items()
        if not key.startswith(("taskmanager.memory", "taskmanager.cpu"))
    }
    assert shared.items() <= here.items()
    slots = int(here["taskmanager.numberOfTaskSlots"]) * CLUSTER["taskManager"]["replicas"]
    assert slots >= int(OPTIONS["parallelism"])


def test_versions_are_those_that_make_engines_installs():
    assert f"FROM flink:{FLINK}-" in IMAGES["wirelake-flink"]
    assert CLUSTER["flinkVersion"] == "v" + "_".join(FLINK.split(".")[:2])
    assert f"_sdk:{beam}" in IMAGES["wirelake-worker"]


def test_images_are_built_here_and_from_what_is_there():
    assert {CLUSTER["image"], POOL["image"], LAUNCHER["image"], JOB_SERVER["image"]} == IMAGES.keys()
    for text in IMAGES.values():
        for sources in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE):
            for source in sources.split():
                assert (HOUSE / source).is_file() or source.startswith("dist/"), source


def test_ports_and_folders_meet():
    (port,) = POOL["ports"]
    assert OPTIONS["environment_config"] == f"localhost:{port['containerPort']}"
    assert f"--job-port={OPTIONS['job_endpoint'].partition(':')[2]}" in JOB_SERVER["args"]
    assert POOL["args"] == ["--worker_pool"]
    mounts = [container["volumeMounts"] for container in (POOL, LAUNCHER, JOB_SERVER)]
    mounts.append(CLUSTER["podTemplate"]["spec"]["containers"][0]["volumeMounts"])
    for mounted in mounts:
        assert {"name": "shared", "mountPath": "/shared"} in mounted
    for pod in (POD, CLUSTER["podTemplate"]["spec"]):
        claims = {
            volume["persistentVolumeClaim"]["claimName"] for volume in pod["volumes"] if volume["name"] == "shared"
        }
        assert ("PersistentVolumeClaim", *claims) in MANIFESTS
    folders = [value for key, value in CLUSTER["flinkConfiguration"].items() if value.startswith("file://")]
    assert len(folders) == 3
    assert all(folder.startswith("file:///shared/") for folder in folders)


@pytest.mark.parametrize("command", re.findall(r"^    (?:docker|kubectl)\s.+$", README, re.MULTILINE))
def test_the_page_names_what_is_there(command: str):
    for name in re.findall(r"(?:--file |-f )(\S+)", command):
        assert (HOUSE / name).is_file(), name
    for kind, name in re.findall(r"(flinkdeployment|deployment|configmap|pvc)/(\S+)", command):
        kinds = {"flinkdeployment": "FlinkDeployment", "deployment": "Deployment", "configmap": "ConfigMap"}
        assert (kinds.get(kind, "PersistentVolumeClaim"), name) in MANIFESTS or name == "wirelake"
