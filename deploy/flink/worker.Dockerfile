# wirelake on Beam's Python: the worker pool beside each task manager, and the launcher that hands the job over.
# Build from the root of the repository, after `pip wheel --no-deps --wheel-dir dist .`:
#   docker build --file deploy/flink/worker.Dockerfile --tag wirelake-worker .
FROM apache/beam_python3.11_sdk:2.77.0
WORKDIR /wirelake
COPY requirements.lock ./
COPY dist/wirelake-*.whl ./
# All that the job needs is here, so that a worker that starts installs nothing.
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
RUN pip install --no-cache-dir --no-deps wirelake-*.whl
RUN pip check
RUN wirelake --help
# The entry point stays Beam's, /opt/apache/beam/boot: with --worker_pool it waits for a task manager to ask for workers.
