# The commands of a developer's day; `make help` lists them. Everything runs from .venv, made from requirements.lock.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m
CORE := build/core-venv
N ?= 100
# Many tests wait for programs of ours more than they compute.
WORKERS ?= $(shell expr $$(nproc) + 1)

PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-config --quiet
# What tests/unit needs beside the programs themselves; PySide6 is left out on purpose.
CORE_TOOLS := aiosmtpd hypothesis keyring psutil pytest pytest-randomly pytest-timeout trustme

.DEFAULT_GOAL := help
.PHONY: help setup system system-to-build test quick core-test lint types format demo chaos bench packages packages-windows docs translations lock clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):[^#]*##\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: system $(BIN)/.ready translations  ## make .venv, with all that is needed, if it is not there yet

system:
	@$(PYTHON) installer/system_packages.py

# A build machine gets neither the desktop nor the servers of the tests.
system-to-build:
	@$(PYTHON) installer/system_packages.py packages

$(BIN)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or later is needed')"
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP_INSTALL) --require-hashes --only-binary=:all: -r requirements.lock
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

translations: $(BIN)/.ready
	@if [ -f shared/qt/i18n.py ]; then $(RUN) shared.qt.i18n compile; fi

test: setup  ## everything: style, types, imports, translations, all tests
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint core-test
	$(RUN) pytest --numprocesses $(WORKERS) --dist worksteal --without-core

quick: setup  ## the tests that take seconds
	$(BIN)/ruff check --quiet .
	$(RUN) pytest -m "not slow and not screen" tests/unit tests/architecture tests/gui

core-test: $(CORE)/bin/.ready  ## tests/unit without PySide6 installed
	$(CORE)/bin/python -m pytest tests/unit

$(CORE)/bin/.ready: requirements-core.lock pyproject.toml
	$(PYTHON) -m venv $(CORE)
	$(CORE)/bin/python $(PIP_INSTALL) --require-hashes --only-binary=:all: -r requirements-core.lock
	@touch $@

lint: $(BIN)/.ready types  ## ruff, mypy, import contracts, complete translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@if [ -f shared/qt/i18n.py ]; then $(RUN) shared.qt.i18n check; fi

types: $(BIN)/.ready
	$(RUN) mypy

format: $(BIN)/.ready  ## put the code into its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

demo: setup  ## the whole product on this machine, in windows; SMOKE=1 plays a story unattended
	$(RUN) tests.demo $(if $(SMOKE),--smoke)

chaos: setup  ## kill the relay N times under load and count lost, doubled and reordered messages
	$(RUN) tests.chaos --kills $(N)

bench: setup  ## the relay's figures, each beside the limit of the engine under it
	$(RUN) tests.bench

packages: system-to-build $(BIN)/.ready translations  ## agent, console and relay as packages in build/packages, with their parts and checksums
	$(RUN) installer build agent console relay
	$(RUN) installer package deb agent console relay
	$(RUN) installer package tar agent console

packages-windows: setup  ## agent and console frozen under Wine, as MSIs, installed and tried there; 10 minutes
	@$(PYTHON) installer/system_packages.py wine
	$(RUN) installer.wine
	$(RUN) tests.windows

docs: setup  ## write the generated parts of docs/ anew
	$(RUN) tests.docs

lock:  ## resolve the dependencies anew (needs uv)
	$(LOCK) --all-extras --output-file requirements.lock
	printf '%s\n' $(CORE_TOOLS) | $(LOCK) - --extra relay --constraint requirements.lock --output-file requirements-core.lock

clean:  ## remove what was made here, the virtual environments too
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
