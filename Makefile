# Two commands: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/data
VENV := .venv
BIN := $(VENV)/bin
export HOST PORT DATA_DIR

.PHONY: run test test-all test-machines test-provider image lint format requirements bench bench-quality bench-kickoff bench-decisions bench-gathering bench-wording bench-writing bench-import bench-proposals bench-hostile bench-writers bench-backup bench-wall bench-wall-week bench-insights bench-faults bench-pages

run: $(VENV)/.run
	@exec $(BIN)/python manage.py serve

# All tests on SQLite, those on PostgreSQL whose outcome it can change, and the browser's.
test: $(VENV)/.test
	@$(BIN)/python -m tests.run

# All tests on both databases, the browser's, several machines, and the container's image.
test-all: $(VENV)/.test
	@$(BIN)/python -m tests.run all

# nginx, three servers, PgBouncer and one PostgreSQL under load: about three minutes.
test-machines: $(VENV)/.test
	@$(BIN)/python -m tests.machines

# Joiners and leavers with a certified provider of OpenID Connect from npm: needs Node.js, half a minute.
test-provider: $(VENV)/.test
	@$(BIN)/python -m tests.provider

# Build the container's image without an engine, run it and look at it: some minutes, as root on Debian.
image: $(VENV)/.test
	@$(BIN)/python -m tests.image

lint: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/oxlint static

format: $(VENV)/.test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Retros needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what Retros needs (first start only)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt | $(BIN)/python
	@echo "Installing what the tests need (first time only)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $(VENV)/.run $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# How fast search, kickoff and saving are on both databases: CORPUS, if given, holds real texts to
# draw documents from; SIZES are numbers of documents. Beside Tantivy, which only this needs.
bench: $(VENV)/.bench
	@$(BIN)/python -m tests.bench.speed "$(CORPUS)" "$(SIZES)"

# How well search and kickoff find: FOLDER holds docs.jsonl, queries.jsonl and qrels.tsv.
bench-quality: $(VENV)/.test
	@$(BIN)/python -m tests.bench.quality "$(FOLDER)"

# How well a kickoff finds: FOLDER holds briefs.jsonl, items.jsonl and judgements.tsv, JUDGMENTS more.
bench-kickoff: $(VENV)/.test
	@$(BIN)/python -m tests.bench.kickoff "$(FOLDER)" "$(JUDGMENTS)"

# How long the pages of decisions take beside the list of retrospectives, at SIZE of them.
bench-decisions: $(VENV)/.test
	@$(BIN)/python -m tests.bench.decisions "$(SIZE)"

# How often the hints on wording are right: CORPUS, if given, holds published retrospectives.
bench-wording: $(VENV)/.test
	@$(BIN)/python -m tests.bench.wording "$(CORPUS)"

# Thirty people who write twenty thoughts each, as fast as they can, on both databases.
bench-gathering: $(VENV)/.test
	@$(BIN)/python -m tests.bench.gathering

# How long the short form and the whole story take in Chromium, from the home page to published.
bench-writing: $(VENV)/.test
	@$(BIN)/python -m tests.bench.writing_time

# What an import makes of real documents: CORPUS holds originals/, retrospectives.jsonl, headings.csv.
bench-import: $(VENV)/.test
	@$(BIN)/python -m tests.bench.imports "$(CORPUS)"

# How often a sentence that is proposed as a lesson is one: CORPUS holds retrospectives.jsonl.
bench-proposals: $(VENV)/.test
	@$(BIN)/python -m tests.bench.proposals "$(CORPUS)"

# Whether texts that try to run do so in an import: CORPUS is a JSON file, {"markdown": […], "html": […]}.
bench-hostile: $(VENV)/.test
	@$(BIN)/python -m tests.bench.hostile "$(CORPUS)"

# 32 writers × 50 saves on one item and on their own, and 20 × kill -9, on both databases: minutes.
bench-writers: $(VENV)/.test
	@$(BIN)/python -m tests.bench.writers

# Backup, drill and restore while 8 people write, on both databases: SIZES is a number of documents.
bench-backup: $(VENV)/.test
	@$(BIN)/python -m tests.bench.backups $(SIZES)

# A thousand screens that poll, against one process: about a minute.
bench-wall: $(VENV)/.test
	@$(BIN)/python -m tests.bench.wall

# What Chromium holds after each of seven days of a screen, with a question every twenty seconds:
# about half an hour.
bench-wall-week: $(VENV)/.test
	@LIVED=3600 $(BIN)/python -m pytest -s tests/browser/screens/test_lasting.py -k week

# How long counting for insights and their pages take beside a list, at SIZE retrospectives: minutes.
bench-insights: $(VENV)/.bench
	@$(BIN)/python -m tests.bench.insights "$(SIZE)"

# What each page costs on both databases, beside a bare view, DokuWiki and Fossil (if installed; Debian
# has both): SIZES are numbers of documents. A quarter of an hour.
bench-pages: $(VENV)/.test
	@$(BIN)/python -m tests.bench.pages "$(SIZES)"

# Which of twenty planted faults `make test` and `make test-all` notice; NAMES, if given, are some of
# them. About half an hour.
bench-faults: $(VENV)/.test
	@$(BIN)/python -m tests.bench.faults $(NAMES)

# Compile the pinned, hashed requirements from the ranges in pyproject.toml.
requirements:
	@$(PYTHON) -m venv $(VENV)-compile && $(VENV)-compile/bin/pip install --quiet pip-tools
	@for extra in "" "--extra test --extra otel --extra sentry" "--extra bench"; do \
		set -- $$extra; name=$${2:+-$$2}; \
		CUSTOM_COMPILE_COMMAND="make requirements" $(VENV)-compile/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
			--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $$extra -o requirements$$name.txt pyproject.toml; \
	done; rm -rf $(VENV)-compile
