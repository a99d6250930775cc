# `make demo` shows the program, `make test` proves it. Both make ready whatever they need.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON := .venv/bin/python
PYBABEL := .venv/bin/pybabel
SOURCES := models reports ui ecocuenca_desktop.py
ENGLISH := models/locale/en/LC_MESSAGES/ecocuenca

.PHONY: help
help: ## say what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

.PHONY: demo
demo: ready ## open the program on a month of sample records
	$(PYTHON) ecocuenca_desktop.py demo

.PHONY: run
run: ready ## open the program on the file used last
	$(PYTHON) ecocuenca_desktop.py

# Temporary files in memory, where it has room for them: the disk takes a quarter of the time.
export PYTEST_DEBUG_TEMPROOT := $(shell df --output=avail -B1G /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 7 { print "/dev/shm" }')

.PHONY: test
test: ready-for-tests ## check style, types and imports, then run every test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: nightly
nightly: ready-for-the-night ## try the reliability bar at its full size (hours, as root for R3)
	HYPOTHESIS_PROFILE=nightly $(PYTHON) -m pytest tests tests/nightly_below_files.py -m bar \
		--numprocesses auto --timeout 14400

.PHONY: bench
bench: ready-for-tests ## measure times, one file of tests/benchmarks after the other
	for bench in tests/benchmarks/bench_*.py; do PYTHONPATH=. $(PYTHON) "$$bench"; done

.PHONY: windows
windows: ready-to-build ## build the Windows set-up and the folder for a USB stick into dist/
	$(PYTHON) -m installer.windows.build

.PHONY: deb
deb: ready-to-build ## build the Debian package into dist/
	$(PYTHON) -m installer.linux.build

.PHONY: prove
prove: windows deb ## build both once more and compare, install, use, upgrade, take away (as root)
	$(PYTHON) -m installer.prove

.PHONY: audit
audit: ready-to-build ## look at the signatures of the Python that goes along on Windows
	$(PYTHON) -m installer.windows.audit

.PHONY: format
format: ready ## lay out the code as `make test` wants it
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

# No line numbers and one fixed order: what changes in the catalogue is what changed on screen.
.PHONY: catalog
catalog: ready ## gather the Spanish sentences, then compile their English
	mkdir -p build
	$(PYBABEL) -q extract $(SOURCES) --output build/ecocuenca.pot --no-default-keywords \
		-k _ -k N_ -k ngettext:1,2 --no-wrap --sort-output --add-location file
	$(PYBABEL) -q update --locale en --input-file build/ecocuenca.pot --output-file $(ENGLISH).po \
		--init-missing --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(PYBABEL) -q compile --locale en --input-file $(ENGLISH).po --output-file $(ENGLISH).mo --statistics

# uv can resolve for every system at once; pip-tools leaves out what only Windows needs.
UV := build/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: lock
lock: ## pin the requirements again, each file with its hashes
	python3 -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet uv==0.13.9
	$(UV) requirements.in --output-file requirements.txt
	$(UV) requirements-dev.in --output-file requirements-dev.txt

.PHONY: clean
clean: ## remove what make and the caches wrote
	rm -rf .venv build dist .coverage htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.PHONY: ready
ready:
	@.ci/ready

.PHONY: ready-for-the-night
ready-for-the-night:
	@.ci/ready for-the-night

.PHONY: ready-for-tests
ready-for-tests:
	@.ci/ready with-virtual-screen

.PHONY: ready-to-build
ready-to-build:
	@.ci/ready with-installer-tools
