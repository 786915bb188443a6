# What a newcomer types. Works with GNU make from 3.81 on (the one macOS carries).
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST_ARGS ?= -n 2
ENGINES_ARGS ?=
# Set to use a certain interpreter: make setup PYTHON=/usr/local/bin/python3.13
PYTHON ?=

# CPython 3.11 to 3.14 with its usual lock: the wheels of the lock are made for these.
SUITS := import sys, sysconfig, venv; sys.exit(not ((3, 11) <= sys.version_info < (3, 15) \
  and sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")))

.PHONY: help setup demo test lint types tests format docs dataflow lock clean engines engines-test engines-full

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## Put everything into .venv, once

demo: setup ## Run wirelake against its own newsroom on loopback, and query the lake it wrote
	@$(BIN)/wirelake demo

test: lint types tests ## Lint, types and tests: what every change must pass

lint: setup ## Style and docstrings, import arrows, dependencies
	$(BIN)/ruff check --output-format concise .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry .

types: setup ## mypy, strict
	$(BIN)/mypy

tests: setup ## pytest; PYTEST_ARGS='-k lake' narrows it
	$(BIN)/pytest -m "not engines" $(PYTEST_ARGS)

engines: setup ## Install Prism and Flink into .engines, for wirelake stream (needs Go, Java 17 and Maven)
	@$(BIN)/python -m tools.engines

engines-test: engines ## The cut of them that CI runs; ENGINES_ARGS='-k prism' narrows it
	WIRELAKE_ENGINES=required $(BIN)/pytest -n 0 -m "engines and not long" $(ENGINES_ARGS)

engines-full: engines ## All that is tested on engines
	WIRELAKE_ENGINES=required $(BIN)/pytest -n 0 -m engines $(ENGINES_ARGS)

format: setup ## Let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## Write again the pages of docs/ that are derived from the code
	$(BIN)/python docs/write.py

dataflow: .dataflow/.walked ## Follow the instructions of Dataflow's image in .dataflow, for the tests that need it

.dataflow/.walked: $(STAMP) deploy/dataflow/Dockerfile deploy/dataflow/requirements.lock
	rm -rf dist && $(BIN)/hatchling build --target wheel
	$(BIN)/python tools/walk_image.py deploy/dataflow/Dockerfile .dataflow
	touch $@

lock: ## Choose versions anew for all platforms and Pythons (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --group dev --extra objects --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	  --output-file requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --extra dataflow --generate-hashes --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --constraint requirements.lock \
	  --output-file deploy/dataflow/requirements.lock pyproject.toml

clean: ## Remove .venv, .dataflow and all caches; engines stay
	rm -rf $(VENV) .dataflow .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# An interpreter is tried by running it: a version manager's shim may be there and still refuse to start.
$(STAMP): requirements.lock pyproject.toml
	@set -e; \
	uv=; needs='$(SUITS)'; \
	if uv --version >/dev/null 2>&1; then uv=yes; else needs="import ensurepip; $$needs"; fi; \
	if [ -n '$(PYTHON)' ]; then candidates='$(PYTHON)'; \
	else candidates='python3.14 python3.13 python3.12 python3.11 python3 python'; fi; \
	python=; \
	if [ -z '$(PYTHON)' ] && $(BIN)/python -c "$$needs" >/dev/null 2>&1; then python=$(BIN)/python; \
	else \
	  for candidate in $$candidates; do \
	    if "$$candidate" -c "$$needs" >/dev/null 2>&1; then python=$$candidate; break; fi; \
	  done; \
	  if [ -n "$$uv" ] && [ -n "$$python" ]; then uv venv --quiet --clear --python "$$python" $(VENV); \
	  elif [ -n "$$python" ]; then "$$python" -m venv --clear $(VENV); \
	  elif [ -n "$$uv" ] && [ -z '$(PYTHON)' ]; then uv venv --quiet --clear --python '>=3.11,<3.15' $(VENV); \
	  else \
	    echo "wirelake needs CPython 3.11 to 3.14 with venv; none of these is one: $$candidates" >&2; \
	    echo "Install one (on Debian and Ubuntu also python3-venv), or name yours: make setup PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	  fi; \
	fi; \
	echo "Setting up $(VENV) with $$($(BIN)/python --version)"; \
	if [ -n "$$uv" ]; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock; \
	  uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .; \
	else \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .; \
	fi; \
	touch $(STAMP)
