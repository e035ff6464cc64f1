# Every target does all it needs, from a bare Debian 12 on. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run check test windows bench fuzz pictures gallery packages lint types rules clean
MAKEFLAGS += --no-print-directory

export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV
PYTHON := .venv/bin/python
UV = $(shell command -v uv || echo python3 -m uv)
WORKERS ?= 2
INPUTS ?= 1000000

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## system packages, uv and .venv; nothing when all is there
	@installer/setup.sh

run: setup ## the window on a sample site; without a display a walk through all desks, pictures in out/
	@$(PYTHON) -m installer.run

check: setup lint types rules ## lock file, ruff, types (strict), import contracts and house rules

test: setup lint types ## check and all tests
	$(PYTHON) -m pytest -q -n $(WORKERS) --dist loadfile

windows: setup ## the tests that run Windows' own Python under Wine
	$(PYTHON) -m pytest -q -n $(WORKERS) --dist loadfile tests/windows

bench: setup ## every measure beside its yardstick, into out/bench.json
	@$(PYTHON) -m tests.bench -o out/bench.json

fuzz: setup ## every property, tried twenty times as often; then a million spoiled INPUTS for every parser
	KAODIAN_FUZZ=20 $(PYTHON) -m pytest -q -n $(WORKERS) -m hypothesis
	nice $(PYTHON) -m tests.fuzz --inputs $(INPUTS) --workers $(WORKERS) -o out/fuzz-findings.tsv

pictures: setup ## every form into out/forms, the help's pictures anew
	@$(PYTHON) -m tests.forms gallery out/forms
	@$(PYTHON) -m installer.help_pictures

packages: ## a Windows installer and a Debian package in dist/, each proved on a machine without anything of ours
	@installer/setup.sh installer/packages/tools-debian.txt
	@$(PYTHON) -m installer.packages

gallery: setup ## every control of the windows on one page; Ctrl+T turns light and dark
	@$(PYTHON) -m desktop.ui.gallery

lint: setup ## lock file and ruff only
	@$(UV) lock --check --quiet || { echo "uv.lock is behind pyproject.toml: run 'uv lock'"; exit 1; }
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --quiet .

types: setup ## mypy only
	$(PYTHON) -m mypy

rules: setup ## import contracts and house rules only
	$(PYTHON) -m pytest -q tests/architecture

clean: ## everything made here: .venv, out, caches
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
