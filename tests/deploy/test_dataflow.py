"""What the Dataflow deployment says of the code is so: parameters, versions, names. None of it needs the cloud."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from apache_beam.io.localfilesystem import LocalFileSystem
from typer.main import get_command

from pipelines.cli import app
from tools.walk_image import instructions

HOUSE = Path(__file__).parents[2]
ROOM = HOUSE / "deploy" / "dataflow"
METADATA = json.loads((ROOM / "metadata.json").read_text(encoding="utf-8"))
PARAMETERS = {parameter["name"]: parameter for parameter in METADATA["parameters"]}
TERRAFORM = {path.name: path.read_text(encoding="utf-8") for path in ROOM.glob("*.tf")}
DOCKERFILE = tuple(instructions((ROOM / "Dockerfile").read_text(encoding="utf-8")))
LAUNCHED = {
    "lake": "gs://desk-wirelake/lake",
    "feeds": "feeds.toml",
    "window": "2m",
    "every": "90s",
    "shards": "12",
    "sdk_container_image": "registry.example/wirelake@sha256:00",
}
FOR_THE_RUNNER = ["--project=desk", "--region=us-central1", "--job_name=wirelake", "--sdk_container_image=i"]


def launch() -> Any:
    spec = importlib.util.spec_from_file_location("launch", ROOM / "launch.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locked(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_metadata_is_of_the_form_that_dataflow_reads() -> None:
    assert {"name", "description", "parameters", "streaming"} <= METADATA.keys()
    for parameter in METADATA["parameters"]:
        assert {"name", "label", "helpText", "paramType"} <= parameter.keys()
        assert parameter.keys() <= {*"name label helpText paramType isOptional defaultValue regexes".split()}
        assert re.fullmatch(r"[a-z][a-z0-9_]*", parameter["name"])
        assert parameter["paramType"] in {"TEXT", "NUMBER", "GCS_READ_FILE", "GCS_WRITE_FOLDER"}
        for regex in parameter.get("regexes", ()):
            assert "defaultValue" not in parameter or re.fullmatch(regex, parameter["defaultValue"])


def stream_command() -> Any:
    return get_command(app).commands["stream"]  # type: ignore[attr-defined]


def test_every_parameter_of_the_template_is_one_that_the_code_takes() -> None:
    options = {option.name: option for option in stream_command().params}
    for name, parameter in PARAMETERS.items():
        if name == "sdk_container_image":  # the runner's
            continue
        option = options[name]
        assert bool(parameter.get("isOptional")) or name in ("lake", "feeds"), name
        if "defaultValue" in parameter:
            assert parameter["defaultValue"] == option.default


def test_what_the_launcher_says_comes_out_as_the_options_of_a_stream() -> None:
    given = [f"--{name}={value}" for name, value in LAUNCHED.items() if name != "sdk_container_image"]
    command, *rest = launch().arguments([*given, "--runner=DataflowRunner", *FOR_THE_RUNNER])
    assert command == "stream"
    context = stream_command().make_context("stream", rest)
    found = {name: context.params[name] for name in ("lake", "feeds", "window", "every", "shards", "raw", "runner")}
    assert found == {
        "lake": LAUNCHED["lake"],
        "feeds": Path("feeds.toml"),
        "window": "2m",
        "every": "90s",
        "shards": 12,
        "raw": False,
        "runner": "dataflow",
    }
    assert context.args == FOR_THE_RUNNER


class Bucket(LocalFileSystem):
    """A bucket as Beam's filesystems see one, on this disk."""

    @classmethod
    def scheme(cls) -> str:
        return "bucket"

    def open(self, path: str, *args: Any, **kwargs: Any) -> Any:
        return super().open(path.removeprefix("bucket:/"), *args, **kwargs)


def test_feeds_of_a_bucket_are_read_into_a_file(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text("[[feed]]\n")
    argument = launch().arguments([f"--feeds=bucket:/{feeds}"])[1]
    copy = Path(argument.removeprefix("--feeds="))
    assert copy != feeds
    assert copy.read_text() == "[[feed]]\n"


@pytest.mark.parametrize("job", re.findall(r"parameters = {(.*?)\n  }", TERRAFORM["main.tf"], re.DOTALL))
def test_terraform_gives_the_parameters_that_the_template_has(job: str) -> None:
    given = set(re.findall(r"^\s+(\w+)\s+=", job, re.MULTILINE))
    assert given <= PARAMETERS.keys()
    assert {name for name, parameter in PARAMETERS.items() if not parameter.get("isOptional")} <= given


def test_every_variable_of_terraform_is_declared_and_used() -> None:
    text = "\n".join(TERRAFORM.values())
    declared = set(re.findall(r'^variable "(\w+)"', text, re.MULTILINE))
    assert set(re.findall(r"\bvar\.(\w+)", text)) == declared
    resources = set(re.findall(r'^resource "(\w+)" "(\w+)"', text, re.MULTILINE))
    named = set(re.findall(r"\b(google_\w+)\.(\w+)\b", text))
    assert named <= resources


def test_batch_runs_use_options_that_ingest_has() -> None:
    (args,) = re.findall(r"args = \[(.*?)\]", TERRAFORM["batch.tf"], re.DOTALL)
    command, *words = re.findall(r'"([^"]+)"|local\.\w+', args)
    context = get_command(app).commands[command].make_context(command, [word or "gs://b/lake" for word in words])  # type: ignore[attr-defined]
    assert context.params["lake"] == "gs://b/lake"
    assert context.params["raw"] is False


def test_the_image_has_the_versions_of_the_lock() -> None:
    lock = locked(ROOM / "requirements.lock")
    (beam,) = [rest.rpartition(":")[2] for name, rest in DOCKERFILE if name == "FROM" and "beam_python" in rest]
    assert beam == lock["apache-beam"]
    pythons = {found for name, rest in DOCKERFILE if name == "FROM" for found in re.findall(r"python(3\.?\d+)", rest)}
    assert len({python.replace(".", "") for python in pythons}) == 1
    core = locked(HOUSE / "requirements.lock")
    assert {name: lock[name] for name in lock if name in core} == {name: core[name] for name in lock if name in core}
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split(r"[^a-z0-9-]", need)[0] for need in project["dependencies"]} <= lock.keys()


def test_the_image_copies_files_that_are_there_and_runs_one_of_them() -> None:
    copied = [rest.split()[:-1] for name, rest in DOCKERFILE if name == "COPY" and "--from=" not in rest]
    files = {file for part in copied for file in part if not file.startswith("dist/")}
    assert {file for file in files if not (HOUSE / file).is_file()} == set()
    kept = (ROOM / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line.removeprefix("!") for line in kept if line != "*"} == {*files, "dist/*.whl"}
    (workdir,) = [rest for name, rest in DOCKERFILE if name == "WORKDIR"]
    (entry,) = [rest.partition("=")[2] for name, rest in DOCKERFILE if name == "ENV"]
    assert entry in {f"{workdir}/{Path(file).name}" for file in files}
    assert not any(name in ("ENTRYPOINT", "CMD") for name, _ in DOCKERFILE)


def test_the_readme_names_nothing_that_is_not_there() -> None:
    text = (ROOM / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOM / link).exists(), link
    assert set(re.findall(r"--parameters (\w+)=", text)) <= PARAMETERS.keys()
    assert set(re.findall(r"-var (\w+)=", text)) <= set(
        re.findall(r'^variable "(\w+)"', TERRAFORM["variables.tf"], re.M)
    )


@pytest.fixture(scope="module")
def image() -> Path:
    """What following the image's instructions left; never missing in CI, where it is a step of its own."""
    if not (HOUSE / ".dataflow" / ".walked").exists():
        if os.environ.get("CI"):
            pytest.fail("`make dataflow` has not been run")
        pytest.skip("`make dataflow` makes the environment of the image that this test needs")
    return HOUSE / ".dataflow"


def test_the_image_that_was_walked_is_the_one_that_is_described(image: Path) -> None:
    walked = (image / "root/template/requirements.lock").read_text(encoding="utf-8")
    assert walked == (ROOM / "requirements.lock").read_text(encoding="utf-8")
    (entry,) = [rest.partition("=")[2] for name, rest in DOCKERFILE if name == "ENV"]
    assert (image / "root" / entry.lstrip("/")).is_file()
    assert (image / "venv/bin/wirelake").is_file()


def test_a_stream_translates_to_the_job_that_is_written_down(image: Path, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "https://example.org/rss.xml"\n')
    done = subprocess.run(
        [image / "venv/bin/python", "-m", "tests.deploy.describe_job", feeds],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (Path(__file__).parent / "dataflow_job.txt").read_text(encoding="utf-8")
