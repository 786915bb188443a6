"""Beam's worker pool for Python, bound to one loopback address: `python -m tests.engines.pool HOST PORT`.

Beam's own `worker_pool_main` listens on every interface, which is right inside a pod and wrong on a shared machine.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import grpc
from apache_beam.portability.api import beam_fn_api_pb2_grpc
from apache_beam.runners.worker.worker_pool_main import BeamFnExternalWorkerPoolServicer
from apache_beam.utils.thread_pool_executor import shared_unbounded_instance


def main() -> None:
    host, port = sys.argv[1:]
    os.environ["PATH"] = (
        f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it starts workers as `python`
    )
    pool = BeamFnExternalWorkerPoolServicer(use_process=True)
    server = grpc.server(shared_unbounded_instance())
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    if server.add_insecure_port(f"{host}:{port}") != int(port):
        sys.exit(f"cannot listen on {host}:{port}")
    server.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    server.stop(0)
    os.killpg(0, signal.SIGKILL)  # the workers are of this group, and nobody else is


if __name__ == "__main__":
    main()
