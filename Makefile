# Each target does its own set-up: Python packages, browser, fonts (tools/setup.sh is quick when nothing is to do).

PY := .venv/bin/python
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench

help: ## This list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

setup: ## Python packages, browser and fonts (the others call it)
	@sh tools/setup.sh

demo: setup ## A school week on a pretend Facebook and Instagram (make demo ARGS=--once ends by itself)
	@$(PY) -m bot demo $(ARGS)

test: setup ## All tests
	@$(PY) -m pytest -n 2 --dist worksteal $(TESTS) $(ARGS)

lint: setup ## Format, lint, types, import contracts, lock files
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@! grep -nE 'https?://' requirements*.lock || (echo 'a lock file holds an address' >&2; exit 1)

bench: setup ## Figures beside their yardsticks (make bench ARGS="judge --comments FILE")
	@$(PY) -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements-bench.lock
	@$(PY) -m benchmarks $(ARGS)
