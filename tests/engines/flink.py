"""A Flink session cluster on loopback: what a Kubernetes operator runs as pods runs here as processes.

One job manager, two task managers each with a worker pool beside it, Beam's job server, and ZooKeeper, which Flink
brings along, where Kubernetes keeps what a job manager must not forget. Every part is a process group of its own,
started and ended by its id; ports are free ones, bound to loopback. Both pools answer to the same host and port, as
sidecars do: each task manager resolves `sidecar` to an address of its own.
"""

from __future__ import annotations

import json
import socket
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.engines.part import Part, free_port, until
from tools.engines.installing import ENGINES

OPENED: Final = (
    "java.lang",
    "java.net",
    "java.io",
    "java.nio",
    "sun.nio.ch",
    "java.lang.reflect",
    "java.text",
    "java.time",
    "java.util",
    "java.util.concurrent",
    "java.util.concurrent.atomic",
    "java.util.concurrent.locks",
)
"""What Flink opens for itself on Java 17, as its own configuration does."""


_FLINK = "org.apache.flink.runtime"
_ZOOKEEPER = "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain"
SETTINGS: Final[dict[str, Any]] = {
    "taskmanager.cpu.cores": 1.0,
    "taskmanager.memory.framework.heap.size": "96m",
    "taskmanager.memory.framework.off-heap.size": "96m",
    "taskmanager.memory.jvm-metaspace.size": "192m",
    "taskmanager.memory.jvm-overhead.max": "64m",
    "taskmanager.memory.jvm-overhead.min": "64m",
    "taskmanager.memory.managed.size": "128m",
    "taskmanager.memory.network.max": "64m",
    "taskmanager.memory.network.min": "64m",
    "taskmanager.memory.task.heap.size": "256m",
    "taskmanager.memory.task.off-heap.size": "0m",
    "taskmanager.load-balance.mode": "SLOTS",  # a job has something to lose on every task manager
    "taskmanager.numberOfTaskSlots": 2,
    "classloader.resolve-order": "parent-first",  # the runner's classes are the cluster's own
    "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
    "heartbeat.timeout": 60000,  # milliseconds: a busy machine must not be taken for a dead one
    "restart-strategy.fixed-delay.attempts": 1000,
    "restart-strategy.fixed-delay.delay": "1 s",
    "restart-strategy.type": "fixed-delay",
    "state.checkpoints.num-retained": 2,
}
"""As deploy/flink has it, but for sizes. Without Flink's own scripts nothing is worked out from a total."""

OF_THE_JOB_SERVER: Final = {
    "checkpointing_interval",
    "finish_bundle_before_checkpointing",
    "max_bundle_time_mills",
    "parallelism",
    "savepoint_path",
}
"""Options that Beam's Python does not know and its job server is asked for."""

_LOG4J = """
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = Console
appender.console.name = Console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
"""


class Cluster:
    """The processes and their control; a context manager that leaves nothing behind but logs.

    Args:
        folder: For configuration, logs, checkpoints and savepoints.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rest, self.job_port, self.pool_port = free_port(), free_port(), free_port("127.0.0.2")
        self._zookeeper_port = free_port()
        self._configure()
        self.zookeeper = self._java("zookeeper", _ZOOKEEPER, f"{folder}/conf/zoo.cfg")
        self.zookeeper.listens = ("127.0.0.1", self._zookeeper_port)
        self.job_manager = self._java(
            "jobmanager", f"{_FLINK}.entrypoint.StandaloneSessionClusterEntrypoint", "--executionMode", "cluster"
        )
        sidecars = [(number, f"127.0.0.{number + 1}") for number in (1, 2)]
        self.pools = [
            Part(
                f"pool-{number}",
                [sys.executable, "-m", "tests.engines.pool", host, str(self.pool_port)],
                folder,
                (host, self.pool_port),
            )
            for number, host in sidecars
        ]
        self.task_managers = [
            self._java(f"taskmanager-{number}", f"{_FLINK}.taskexecutor.TaskManagerRunner", sidecar=host)
            for number, host in sidecars
        ]
        self.job_server = self._job_server()
        self.parts = [self.zookeeper, self.job_manager, *self.pools, *self.task_managers, self.job_server]

    def _java(self, name: str, main: str, *arguments: str, sidecar: str = "127.0.0.1") -> Part:
        """A part that is a Java process, in which the host `sidecar` has this address."""
        hosts = self.folder / "conf" / f"{name}.hosts"
        hosts.write_text(f"127.0.0.1 localhost {socket.gethostname()}\n{sidecar} sidecar\n")
        command = ["java", "-Xmx384m", "-XX:MaxDirectMemorySize=256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        command += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        command += [f"-Dlog4j.configurationFile={self.folder}/conf/log4j.properties", f"-Djdk.net.hosts.file={hosts}"]
        command += ["-cp", f"{ENGINES}/flink/lib/*:{ENGINES}/flink/beam/*", main]
        if main.startswith(_FLINK):
            command += ["--configDir", f"{self.folder}/conf"]
        return Part(name, [*command, *arguments], self.folder)

    def _job_server(self) -> Part:
        options = {
            "flink-master": f"http://127.0.0.1:{self.rest}",
            "flink-conf-dir": self.folder / "conf",
            "job-host": "127.0.0.1",
            "job-port": self.job_port,
            "artifact-port": free_port(),
            "expansion-port": free_port(),
            "artifacts-dir": self.folder / "artifacts",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        part = self._java("jobserver", "org.apache.beam.runners.flink.FlinkJobServerDriver", *words)
        part.listens = ("127.0.0.1", self.job_port)
        return part

    def _configure(self) -> None:
        state = f"file://{self.folder}/state"
        here = {
            "jobmanager.rpc.address": "127.0.0.1",
            "jobmanager.rpc.port": free_port(),
            "jobmanager.bind-host": "127.0.0.1",
            "rest.address": "127.0.0.1",
            "rest.bind-address": "127.0.0.1",
            "rest.port": self.rest,
            "taskmanager.host": "127.0.0.1",
            "taskmanager.bind-host": "127.0.0.1",
            "high-availability.type": "zookeeper",
            "high-availability.storageDir": f"{state}/ha",
            "high-availability.zookeeper.client.session-timeout": 10000,  # milliseconds: then its successor leads
            "high-availability.zookeeper.quorum": f"127.0.0.1:{self._zookeeper_port}",
            "io.tmp.dirs": self.folder / "tmp",
            "state.checkpoints.dir": f"{state}/checkpoints",
            "state.savepoints.dir": f"{state}/savepoints",
        }
        conf = self.folder / "conf"
        conf.mkdir(parents=True)
        (conf / "flink-conf.yaml").write_text("".join(f"{key}: {value}\n" for key, value in (SETTINGS | here).items()))
        (conf / "log4j.properties").write_text(_LOG4J)
        zoo = {"dataDir": f"{self.folder}/zookeeper", "clientPort": self._zookeeper_port}
        zoo |= {"clientPortAddress": "127.0.0.1", "admin.enableServer": "false", "tickTime": 2000}
        (conf / "zoo.cfg").write_text("".join(f"{key}={value}\n" for key, value in zoo.items()))

    def __enter__(self) -> Self:
        try:
            for part in self.parts:
                part.start()
            self._until_all_run()
        except BaseException:
            self.close()
            raise
        return self

    def _until_all_run(self) -> None:
        until(lambda: self._check() or self.ask("/overview")["taskmanagers"] == 2, "both task managers are registered")
        for part in self.parts:
            if part.listens is not None:
                until(lambda at=part.listens: socket.create_connection(at).close() or True, f"{part.name} listens")

    def _check(self) -> None:
        for part in self.parts:
            part.check()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for part in reversed(self.parts):
            part.kill()

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask Flink's REST interface and return its JSON."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.rest}{path}",
            headers={"Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"{}")

    @property
    def options(self) -> list[str]:
        """What a Python pipeline is started with to run here."""
        return [
            f"--job_endpoint=127.0.0.1:{self.job_port}",
            f"--flink_master=127.0.0.1:{self.rest}",
            "--environment_type=EXTERNAL",
            f"--environment_config=sidecar:{self.pool_port}",
        ]

    def kill(self, *parts: Part) -> None:
        """Kill -9 parts of the cluster; a second later they are started again, as whoever watches over them does."""
        for part in parts:
            part.kill()
        time.sleep(1)
        for part in parts:
            part.start()

    def jobs(self) -> list[str]:
        """The ids of the jobs that have not ended."""
        ended = {"FINISHED", "CANCELED", "FAILED"}
        return [str(job["jid"]) for job in self.ask("/jobs/overview")["jobs"] if job["state"] not in ended]

    def job(self) -> str:
        """The id of the one job that has not ended."""
        (job,) = self.jobs()
        return job

    def restarts(self) -> int:
        """How often Flink has restarted the job."""
        job = f"/jobs/{self.job()}"
        vertices = [vertex["id"] for vertex in self.ask(job)["vertices"]]
        parts = [part for vertex in vertices for part in self.ask(f"{job}/vertices/{vertex}")["subtasks"]]
        return max((int(part["attempt"]) for part in parts), default=0)

    def restores(self) -> int:
        """How often the job that runs now, under this job manager, was restored from a checkpoint."""
        return int(self.ask(f"/jobs/{self.job()}/checkpoints")["counts"]["restored"])

    def stop_with_savepoint(self) -> str:
        """Stop the job; the address of its savepoint."""
        job = self.job()
        request = self.ask(f"/jobs/{job}/stop", {"drain": False})["request-id"]

        def finished() -> Any:
            answer = self.ask(f"/jobs/{job}/savepoints/{request}")
            return answer["status"]["id"] == "COMPLETED" and answer["operation"]

        return str(until(finished, "a savepoint")["location"])
