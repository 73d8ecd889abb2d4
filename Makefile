# Sextant. `make` shows what there is. Python 3.11 or newer is all it needs; another one: make PYTHON=python3.13 demo
PYTHON ?= python3
PORT ?= 8000
PY = .venv/bin/python

# Keep byte code whatever the environment says: without it each of a run's hundred processes compiles all it imports.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser demo test check format bench soak stop lock

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: ## Install everything into .venv (a second run costs nothing)
	@$(PYTHON) -m config.setup

setup-browser:
	@$(PYTHON) -m config.setup --browser

demo: setup ## Load a demo company and serve it on http://127.0.0.1:8000 (PORT=8001 for another port)
	@$(PY) manage.py demo --port $(PORT)

stop: setup ## Stop what runs here, embedded servers included
	@$(PY) manage.py stop

test: setup-browser ## Run every test, browser included
	$(PY) -m pytest -n 2 --dist loadgroup

check: setup ## Format, lint, types, room borders, Django's own checks
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	$(PY) manage.py check
	PYTHONWARNINGS=ignore::RuntimeWarning $(PY) manage.py makemigrations --check --dry-run

format: setup ## Format and mend what can be mended
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

bench: setup ## Measure; prints JSON
	@$(PY) -m bench

soak: setup-browser ## Long kill and load tests (each release)
	$(PY) -m pytest -n 2 --dist loadgroup -m "soak or slow"

LOCK = .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: setup ## Turn requirements*.in into lock files with hashes and no addresses, for every Python and system
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-dev.in -o requirements-dev.lock
