# What one does with this checkout. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
PORT ?= 8000
BIN := $(VENV)/bin
# Tests wait for servers and browsers: three keep two cores busy.
WORKERS ?= 3
SPREAD = --numprocesses=$(WORKERS) --dist=loadfile
export CEDIC_HOME ?= .cedic
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run show test heavy axe setup clients lint types layers docs bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: show ## Set up, build from the embedded sample, show the region's blocs, open the portal
	$(BIN)/cedic serve --port $(PORT)

show: $(VENV)/run.stamp ## The same without the portal
	$(BIN)/cedic programme demonstrate --if-empty --without-build
	$(BIN)/cedic build
	$(BIN)/cedic overview

test: $(VENV)/test.stamp ## Set up and run the tests
	$(BIN)/python -m pytest $(SPREAD) -m "not heavy"

heavy: $(VENV)/test.stamp ## Run the longest tests: fuzzing, the crawl of all links, all pages of staff
	$(BIN)/python -m pytest $(SPREAD) -m heavy

setup: $(VENV)/test.stamp ## Set up all that development needs

axe: $(VENV)/test.stamp ## Look at every page in every language with axe; a quarter of an hour
	CEDIC_EVERY_LANGUAGE=1 $(BIN)/python -m pytest $(addprefix tests/web/test_,pages_in_a_browser.py staff_in_a_browser.py management_browser.py passkeys.py)

clients: $(VENV)/clients.stamp ## Set up a client of SDMX that needs libraries of its own time, for the tests

lint: $(VENV)/test.stamp ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp ## Check types
	$(BIN)/mypy

layers: $(VENV)/test.stamp ## Check that each floor imports only from below
	$(BIN)/lint-imports

docs: $(VENV)/test.stamp ## Build the documentation, warnings are errors
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build/html

bench: $(VENV)/test.stamp ## Measure speed and memory against named alternatives
	$(BIN)/python -m benchmarks

lock: $(VENV)/made.stamp ## Pin the newest versions: names, versions and hashes, no addresses
	$(BIN)/python -m pip install uv
	$(BIN)/uv pip compile pyproject.toml requirements/build.in --extra analysis --extra reports --extra web --extra postgres -o requirements/run.txt $(LOCK)
	$(BIN)/uv pip compile pyproject.toml requirements/build.in --extra dev -c requirements/run.txt -o requirements/test.txt $(LOCK)
	$(BIN)/uv pip compile pyproject.toml requirements/build.in --extra dev --extra spark -c requirements/test.txt -o requirements/spark.txt $(LOCK)
	$(BIN)/uv pip compile requirements/clients.in -o requirements/clients.txt $(LOCK)

LOCK := --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

clean: ## Remove the environment and everything made
	rm -rf $(VENV) .cedic docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "CEDIC needs Python 3.11 or later; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/made.stamp requirements/test.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/clients.stamp: $(VENV)/test.stamp requirements/clients.txt
	$(BIN)/python -m venv $(VENV)/pandasdmx
	$(VENV)/pandasdmx/bin/python -m pip install --quiet --require-hashes -r requirements/clients.txt
	@touch $@
