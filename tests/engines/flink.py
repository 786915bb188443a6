"""A Flink session cluster on loopback: what a Kubernetes operator runs as pods runs here as processes.

One job manager, two task managers each with a worker pool beside it, and Beam's job server. Every part is a process
group of its own, started and ended by its id; ports are free ones, bound to loopback. Both pools answer to the same
host and port, as sidecars do: each task manager resolves `sidecar` to an address of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

HOUSE = Path(__file__).parents[2]
OPENED = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in (
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
]
"""What Flink opens for itself on Java 17, as its own configuration does."""


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as listener:
        listener.bind((host, 0))
        return int(listener.getsockname()[1])


def until(holds: Callable[[], Any], what: str, seconds: float = 90) -> Any:
    """Wait until a condition holds and return what it gave; a refused connection is not yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if given := holds():
                return given
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"after {seconds:.0f} s still not so: {what}")


class Part:
    """One process of the cluster, with a log of its own."""

    def __init__(self, name: str, command: Sequence[str], folder: Path) -> None:
        self.name = name
        self.command = [str(word) for word in command]
        self.log = folder / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=HOUSE, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def kill(self) -> None:
        """Kill -9 the part and all it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Cluster:
    """The processes and their control; a context manager that leaves nothing behind but logs."""

    def __init__(
        self,
        engines: Path,
        folder: Path,
        *,
        task_managers: int = 2,
        slots: int = 2,
        settings: dict[str, Any] | None = None,
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.rest = free_port()
        self.job_port = free_port()
        self.pool_port = free_port("127.0.0.2")
        lib, beam = engines / "flink" / "lib", engines / "flink" / "beam"
        classes = f"{lib}/*:{beam}/*"
        self._write_configuration(slots, settings or {})
        logging = [f"-Dlog4j.configurationFile={folder}/conf/log4j.properties"]
        java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *OPENED, *logging]
        self.job_manager = Part(
            "jobmanager",
            [
                *java,
                "-Xmx384m",
                "-cp",
                classes,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                f"{folder}/conf",
                "--executionMode",
                "cluster",
            ],
            folder,
        )
        self.task_managers, self.pools = [], []
        for number in range(1, task_managers + 1):
            host = f"127.0.0.{number + 1}"
            hosts = folder / "conf" / f"hosts-{number}"
            hosts.write_text(f"127.0.0.1 localhost\n{host} sidecar\n")
            self.task_managers.append(
                Part(
                    f"taskmanager-{number}",
                    [
                        *java,
                        "-Xmx384m",
                        "-XX:MaxDirectMemorySize=256m",
                        f"-Djdk.net.hosts.file={hosts}",
                        "-cp",
                        classes,
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        "--configDir",
                        f"{folder}/conf",
                        f"-Dtaskmanager.resource-id=tm-{number}-{os.getpid()}",
                    ],
                    folder,
                )
            )
            self.pools.append(
                Part(f"pool-{number}", [sys.executable, "-m", "tests.engines.pool", host, str(self.pool_port)], folder)
            )
        self.job_server = Part(
            "jobserver",
            [
                *java,
                "-Xmx512m",
                "-cp",
                classes,
                "org.apache.beam.runners.flink.FlinkJobServerDriver",
                "--flink-master",
                f"http://127.0.0.1:{self.rest}",
                "--job-host",
                "127.0.0.1",
                "--job-port",
                str(self.job_port),
                "--artifact-port",
                str(free_port()),
                "--expansion-port",
                str(free_port()),
                "--artifacts-dir",
                f"{folder}/artifacts",
                "--flink-conf-dir",
                f"{folder}/conf",
            ],
            folder,
        )

    @property
    def parts(self) -> list[Part]:
        return [self.job_manager, *self.pools, *self.task_managers, self.job_server]

    def _write_configuration(self, slots: int, settings: dict[str, Any]) -> None:
        conf = self.folder / "conf"
        conf.mkdir(exist_ok=True)
        state = self.folder / "state"
        lines = {
            "jobmanager.rpc.address": "127.0.0.1",
            "jobmanager.rpc.port": free_port(),
            "jobmanager.bind-host": "127.0.0.1",
            "rest.address": "127.0.0.1",
            "rest.bind-address": "127.0.0.1",
            "rest.port": self.rest,
            "taskmanager.host": "127.0.0.1",
            "taskmanager.bind-host": "127.0.0.1",
            "taskmanager.numberOfTaskSlots": slots,
            "taskmanager.cpu.cores": 1.0,
            "taskmanager.memory.task.heap.size": "256m",
            "taskmanager.memory.task.off-heap.size": "0m",
            "taskmanager.memory.framework.heap.size": "96m",
            "taskmanager.memory.framework.off-heap.size": "96m",
            "taskmanager.memory.network.min": "64m",
            "taskmanager.memory.network.max": "64m",
            "taskmanager.memory.managed.size": "128m",
            "taskmanager.memory.jvm-metaspace.size": "192m",
            "taskmanager.memory.jvm-overhead.min": "64m",
            "taskmanager.memory.jvm-overhead.max": "64m",
            "io.tmp.dirs": self.folder / "tmp",
            "state.checkpoints.dir": f"file://{state}/checkpoints",
            "state.savepoints.dir": f"file://{state}/savepoints",
            "state.checkpoints.num-retained": 2,
            "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
            "restart-strategy.type": "fixed-delay",
            "restart-strategy.fixed-delay.attempts": 1000,
            "restart-strategy.fixed-delay.delay": "1 s",
            "heartbeat.interval": 5000,
            "heartbeat.timeout": 60000,
            "slot.request.timeout": 60000,
            "web.submit.enable": "false",
            "classloader.resolve-order": "parent-first",
        } | settings
        (conf / "flink-conf.yaml").write_text("".join(f"{key}: {value}\n" for key, value in lines.items()))
        (conf / "log4j.properties").write_text(
            "rootLogger.level = INFO\nrootLogger.appenderRef.console.ref = Console\nappender.console.name = Console\n"
            "appender.console.type = CONSOLE\nappender.console.layout.type = PatternLayout\n"
            "appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n\n"
        )

    def __enter__(self) -> Cluster:
        try:
            for part in self.parts:
                part.start()
            until(lambda: self.ask("/overview")["taskmanagers"] == len(self.task_managers), "task managers registered")
            until(lambda: socket.create_connection(("127.0.0.1", self.job_port)).close() or True, "job server listens")
            for number in range(len(self.pools)):
                at = (f"127.0.0.{number + 2}", self.pool_port)
                until(lambda at=at: socket.create_connection(at).close() or True, "worker pool listens")
        except BaseException:
            self.close()
            raise
        return self

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
            "--runner=PortableRunner",
            f"--job_endpoint=127.0.0.1:{self.job_port}",
            "--environment_type=EXTERNAL",
            f"--environment_config=sidecar:{self.pool_port}",
        ]
