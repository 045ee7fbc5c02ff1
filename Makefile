# make demo and make test do all their own set-up in .venv; they need Python 3.11 or later, git and a C toolchain.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# One thread a process: parsing small batches gains nothing from more, and loses much under load.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
EXAMPLES := $(wildcard examples/*.txt examples/*.html examples/*.json)

.PHONY: demo test lint types layers unit accuracy speed lock picture docs clean

demo: $(STAMP)  ## read the example articles and show the briefs
	$(BIN)/dragoman read $(EXAMPLES)

test: lint types layers unit accuracy  ## everything that must pass

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/python -m pytest

accuracy: $(STAMP)  ## figures on the gold against the floors in benchmarks/floors.json
	$(BIN)/python benchmarks/floors.py

speed: $(STAMP)  ## the whole reader beside the stock parser, in one run
	$(BIN)/python benchmarks/speed.py

picture: $(STAMP)  ## the README's picture, from a real brief
	$(BIN)/python docs/make.py picture

docs: $(STAMP)  ## the generated pages of docs/reference
	$(BIN)/python docs/make.py reference

lock: $(VENV)/.uv  ## resolve anew and pin with hashes, without the addresses of indexes
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(VENV)/.uv: requirements-uv.lock
	$(PYTHON) -c 'import sys; sys.exit("dragoman needs Python 3.11 or later, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-uv.lock
	touch $@

$(STAMP): $(VENV)/.uv requirements.lock pyproject.toml
	test -x $(BIN)/uv
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --require-hashes --requirement requirements.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
