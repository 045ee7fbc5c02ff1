# make demo and make test do all their own set-up in .venv; they need Python 3.11 or later, git and a C toolchain.
PYTHON ?= $(shell for one in python3.11 python3.12 python3.13 python3; do \
  $$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$one; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV := $(BIN)/uv pip
# Training has an environment of its own, with PyTorch: nothing that reads articles needs it.
LEARN := .venv-training
# The batches of sentences that were written first.
FIRST := amber,birch,cedar,delta,ember,flint,garnet,hazel,iris,opal
LEARNT := src/dragoman/coding/learned
# Processes that run the tests: one file is run by one of them, which makes its shared parts (reader, PostgreSQL) itself.
WORKERS ?= 2
# The example desk, read and watched, as the first look at dragoman.
DEMO := .demo/desk.db
# One thread a process: parsing small batches gains nothing from more, and loses much under load.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export VIRTUAL_ENV := $(CURDIR)/$(VENV)

.PHONY: help demo test ready both machine lint types layers unit postgres chromium apertium assets accuracy floors speed store ties alerts screen places kills \
  scale lake archive exports foreign web pictures picture docs lock training clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## */\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

demo: $(STAMP) assets $(DEMO)  ## open the desk with the example store in the browser
	$(BIN)/dragoman serve --store $(DEMO) --open

$(DEMO): $(STAMP) examples/russia-north-korea/dispatches.jsonl examples/watch/rules.toml
	mkdir -p $(@D) && rm -f $(@D)/*
	$(BIN)/dragoman add examples/russia-north-korea --store $(@D)/new.db
	$(BIN)/dragoman watch add --file examples/watch/rules.toml --store $(@D)/new.db
	$(BIN)/dragoman watch run --no-send --store $(@D)/new.db
	mv $(@D)/new.db $@

test: lint layers ready both  ## everything that must pass

# The tests wait now and then, for databases, browsers and killed programs; the figures take what they leave.
both: $(STAMP)
	$(MAKE) -j2 unit accuracy

# Types take one core for a minute; what the tests need of the machine is fetched meanwhile.
ready: $(STAMP)  ## types, and what the tests need
	$(MAKE) -j2 --output-sync=target types machine

machine: $(STAMP)  ## databases, browser and pages for the tests
	$(MAKE) postgres
	$(MAKE) chromium
	$(MAKE) apertium
	$(MAKE) assets

lint: $(STAMP)  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## types, strictly
	$(BIN)/mypy

layers: $(STAMP)  ## imports run downwards only
	$(BIN)/lint-imports

unit: $(STAMP) assets postgres chromium apertium  ## the tests
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

# The store's tests run on a real PostgreSQL as well; Debian's package is all that they need.
postgres:  ## install PostgreSQL where it is missing and may be installed
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >/dev/null; } || \
	echo "PostgreSQL is not installed: half of the store's tests will not run (apt-get install postgresql)"

# The pages are tested in a real browser.
chromium:  ## install Debian's Chromium where no browser of its kind is there and it may be installed
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || \
	echo "Chromium is not installed: the pages are not tested (apt-get install chromium)"

# Translation is tested with a real translator: 15 MB, with the pair of Spanish and English.
apertium:  ## install Apertium where it is missing and may be installed
	@apertium -l 2>/dev/null | grep -q spa-eng || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends apertium apertium-eng-spa >/dev/null; } || \
	echo "Apertium is not installed: its tests will fail (apt-get install apertium apertium-eng-spa)"

assets: $(STAMP)  ## build the scripts and styles of the pages where they are not fresh
	@$(BIN)/python hatch_build.py

accuracy: $(STAMP)  ## the figures on gold against the floors in benchmarks/floors.json
	nice -n 5 $(BIN)/python benchmarks/floors.py

floors: $(STAMP)  ## lift the floors to what is measured; none is lowered
	$(BIN)/python benchmarks/floors.py --raise

speed: $(STAMP)  ## the whole reader beside the stock parser, in one run
	$(BIN)/python benchmarks/speed.py

store: $(STAMP)  ## adding to a store and asking it, at 10,000 and 100,000 event mentions
	$(BIN)/python benchmarks/store.py

ties: $(STAMP)  ## ties of states asked of 100,000 and 1,000,000 events, and how calm and how keen changes are
	$(BIN)/python benchmarks/ties.py

alerts: $(STAMP)  ## false alarms and delays of alerts of a changed rate, by simulation
	$(BIN)/python benchmarks/alerts.py

screen: $(STAMP)  ## a store's names held against a long list
	$(BIN)/python benchmarks/screen.py

places: $(STAMP)  ## places after parsing, opening the gazetteer, importing a made-up GeoNames dump of 2,000,000 places
	$(BIN)/python -m benchmarks.places

scale: $(STAMP)  ## coding 2,000 articles in bulk beside the stock parser: one process, two, Ray; whether all rows agree
	$(BIN)/python -m benchmarks.scale

lake: $(STAMP)  ## ties and finds asked of 10,000,000 made-up events in Parquet
	$(BIN)/python -m benchmarks.lake --events 10000000

archive: $(STAMP)  ## a made archive of 300 MB: what filters save, and what they lose
	$(BIN)/python -m benchmarks.archive

exports: $(STAMP)  ## a million made-up events into every format, with time and memory
	$(BIN)/python -m benchmarks.exports --events 1000000

foreign: $(STAMP)  ## a made-up day of GDELT and year of POLECAT, imported
	$(BIN)/python -m benchmarks.foreign

web: $(STAMP) assets  ## the desk in the browser at 1,000,000 events: times, weights, fifty clients
	$(BIN)/python -m benchmarks.web

kills: $(STAMP)  ## adding killed at random moments, resumed, and compared with an undisturbed store
	$(BIN)/python -m benchmarks.kills

pictures: $(STAMP) assets chromium  ## every page of the desk, light, dark and on a phone, into docs/pictures
	DRAGOMAN_PICTURES=$(CURDIR)/docs/pictures $(BIN)/python -m pytest tests/web/test_pictures.py

picture: $(STAMP)  ## the pictures: a real brief, and the ties of the example desk
	$(BIN)/python docs/make.py picture

docs: $(STAMP)  ## the pages and tables that are made from the code
	$(BIN)/python docs/make.py reference

lock: $(VENV)/.uv  ## resolve anew and pin with hashes, without the addresses of indexes
	$(UV) compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock
	$(UV) compile pyproject.toml --group training --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file training/requirements.lock

# Six layers first, which teach the four that are kept, on the ten batches written first; then on with all
# (training/README.md).
training: $(LEARN)/.installed  ## train the encoder and the linear models anew from the own-written sentences: about two hours on a core
	mkdir -p .training
	$(LEARN)/bin/python training/train.py --out .training/teacher.npz --batches $(FIRST) \
	  --epochs 3 --none 0.25 --held 0.03 --threads 1
	$(LEARN)/bin/python training/train.py --out .training/student.npz --batches $(FIRST) \
	  --teacher .training/teacher.npz --layers 0,1,2,3 \
	  --epochs 3 --none 0.25 --held 0.03 --threads 1
	$(LEARN)/bin/python training/train.py --out $(LEARNT)/weights.npz \
	  --begin .training/student.npz --layers 0,1,2,3 \
	  --epochs 2 --rate 1e-4 --seed 11 --none 0.25 --held 0.03 --threads 1
	$(LEARN)/bin/python -m training.links
	$(LEARN)/bin/python -m training.factuality
	$(LEARN)/bin/python -m training.modes

clean:  ## remove everything that is made here
	rm -rf $(VENV) $(LEARN) .training front/node_modules src/dragoman/web/dist .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(VENV)/.uv: requirements-uv.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name one: make PYTHON=/path/to/python"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-uv.lock
	@touch $@

# Compiled here, also where the environment keeps Python from it: every command then starts in a third of the time.
$(STAMP): $(VENV)/.uv requirements.lock pyproject.toml
	$(UV) sync --quiet --require-hashes --compile-bytecode requirements-uv.lock requirements.lock
	$(UV) install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

# The package goes in as an editable wheel made here, so that all that is downloaded has its hash in the lock.
$(LEARN)/.installed: $(STAMP) training/requirements.lock
	test -x $(LEARN)/bin/python || $(PYTHON) -m venv $(LEARN)
	$(UV) sync --python $(LEARN)/bin/python --quiet --require-hashes training/requirements.lock
	rm -rf .training/wheel && $(BIN)/python -m hatchling build -t wheel:editable -d .training/wheel
	$(UV) install --python $(LEARN)/bin/python --quiet --no-deps .training/wheel/*.whl
	@touch $@
