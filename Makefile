# EstroMod: `make dataset` builds and publishes everything, `make test` checks everything.
.DEFAULT_GOAL := help
.PHONY: help environment test-environment dataset test floors mutants check format release wheel lock clean
PYTHON ?= python3
FLOORS_PYTHON ?= python3.11
BIN := .venv/bin
FLOORS := .venv-floors
# Percent of lines that the tests must run; less without the documents, as tests that read them are skipped.
COVERAGE := $(if $(ESTROMOD_DOCUMENTS),97,88)

help:  ## show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

environment:
	@$(PYTHON) requirements/install.py dataset

test-environment:
	@$(PYTHON) requirements/install.py test

dataset: environment  ## set up .venv, then build, validate and publish the tables
	$(BIN)/python -m estromod_build build

test: test-environment  ## lint, type check and test everything
	@echo "the checks take about 5 minutes on two free cores"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m pytest -n 2 --cov --cov-fail-under=$(COVERAGE)

floors: test-environment  ## test the wheel on the lowest versions that it says it works with
	@$(FLOORS_PYTHON) requirements/install.py floors
	rm -rf $(FLOORS)/wheel
	$(BIN)/python -m hatchling build -t wheel -d $(FLOORS)/wheel
	$(FLOORS)/bin/python -m pip install -q --disable-pip-version-check --no-index --no-deps --force-reinstall $(FLOORS)/wheel/*.whl
	$(FLOORS)/bin/python -m pip check --disable-pip-version-check
	$(FLOORS)/bin/python -m pytest -n 2 @tests/wheel.args

mutants: test-environment  ## spoil the curated files in thousands of ways and see that check finds each (takes 10 minutes)
	$(BIN)/python tests/mutants.py 2 $(ESTROMOD_DOCUMENTS)

check: environment  ## check the curated files, and the documents if ESTROMOD_DOCUMENTS names their folder
	$(BIN)/python -m estromod_build check

format: test-environment  ## rewrite curated files and code in canonical form
	$(BIN)/python -m estromod_build format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

release: environment  ## pack the release archive into dist/
	$(BIN)/python -m estromod_build release

wheel: environment  ## build the wheel and the source archive into dist/
	$(BIN)/python -m hatchling build

lock: test-environment  ## renew every lock in requirements/
	$(BIN)/python requirements/lock.py
	$(BIN)/python -m pytest tests/test_locks.py

clean:  ## take away what make made
	rm -rf .coverage .venv $(FLOORS) .venv-validators .build dist
