# pantau's two commands: `make demo` shows it at work, `make test` proves it. Everything else is a part of them.
#
# Needs Python 3.11 or newer, pip and make; uses uv where it is installed. All of it goes into the folder .venv here.

# The project's shared material (gold pages, articles): named here alone. Where it is absent, what needs it is skipped and says so.
SHARED ?= ../shared
ifneq ($(wildcard $(SHARED)/.),)
export PANTAU_SHARED := $(abspath $(SHARED))
endif

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint types imports unit shots gate bench train clean

help:
	@echo "make demo   set up .venv, read the sample pages, print the record, write the HTML report"
	@echo "make test   set up .venv, then lint, types, imports, the quality gate and the tests"
	@echo "make bench  measure speed and memory, then every benchmark whose files are there"
	@echo "make shots  every page of the desk as a picture, twice, into out/shots/"
	@echo "make train  learn the records' confidence from the gold pages, where they are"
	@echo "make clean  remove .venv and what was built"

demo: $(VENV)/.run
	$(BIN)/pantau demo

# The tests come last, so that pytest's closing line closes the run.
test: lint types imports gate unit

lint: $(VENV)/.test
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports

# In two halves side by side: the desk, and everything else, whose lines come first.
unit: $(VENV)/.test
	@mkdir -p out
	$(BIN)/pytest --ignore tests/web -o cache_dir=.pytest_cache/beside > out/tests-beside.txt 2>&1 & beside=$$!; \
	$(BIN)/pytest tests/web > out/tests-desk.txt 2>&1; desk=$$?; \
	wait $$beside; rest=$$?; cat out/tests-beside.txt out/tests-desk.txt; exit $$((desk + rest))

# Where there is a browser the tests take them too: .ci/run leaves them in out/shots/.
shots: $(VENV)/.test
	$(BIN)/pytest -q tests/web/test_shots.py

gate: $(VENV)/.test
	$(BIN)/python gold/gate.py --jobs $(JOBS)

# What is learned from data; without the gold pages it says that it was skipped.
train: $(VENV)/.test
	$(BIN)/python gold/train.py

# Other data: make bench DATA=folder GOLD=gold.jsonl PAGES=folder PAGE=out/figures.md
DATA ?= $(PANTAU_SHARED)/bench
GOLD ?= $(PANTAU_SHARED)/gold/gold.jsonl
PAGES ?= $(PANTAU_SHARED)/gold/pages
PAGE ?= docs/bench.md
given = $(if $(wildcard $(2)),$(1) $(2))

bench: $(VENV)/.bench
	$(BIN)/python bench/speed.py
	$(BIN)/pantau bench $(call given,--data,$(DATA)) $(call given,--gold,$(GOLD)) $(call given,--pages,$(PAGES)) --places gold/places.toml \
	  --json out/bench.json $(if $(wildcard $(DATA) $(GOLD)),--markdown $(PAGE))

clean:
	rm -rf $(VENV) build dist out pantau-report.html .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- setting up: done once, and again when pyproject.toml changes ------------------------------------------------------------

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(call install,-e .)
	touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(call install,-e '.[test]')
	touch $@ $(VENV)/.run

# Peers that `pantau bench` runs beside pantau: without them it runs all the same.
$(VENV)/.bench: $(VENV)/.test
	$(call install,-e '.[bench]') || echo "the peers could not be installed: their published figures are shown" >&2
	touch $@

# Debian ships `venv` without `ensurepip` unless python3-venv is installed: then the machine's own pip fills the empty environment.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "pantau needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@rm -rf $(VENV)
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PYTHON) $(VENV); \
	elif $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --quiet --python $(BIN)/python install pip; \
	fi || { echo "no virtual environment could be made: install uv, or the package python3-venv" >&2; exit 1; }

# The environment's own pip where it has one (uv makes environments without).
install = @echo "setting up $(VENV) ($(1))"; \
	if [ -x $(BIN)/pip ]; then $(BIN)/python -m pip install --quiet --disable-pip-version-check $(1); \
	else uv pip install --quiet --python $(BIN)/python $(1); fi
