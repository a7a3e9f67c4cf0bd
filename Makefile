# `make run` does the whole job on the sample filings, `make test` tests it; both work on a fresh machine with Python
# 3.11 or later. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
OUT := out
# Reference filings with their gold and the program that compares: where they lie beside this folder, if they do.
REFERENCE ?= ../shared
CODE := jixiao schema normalizers extractors pipeline corpus tests
WORKERS ?= 2
COUNT ?= 500
SCANS ?= 100
SEED ?= 1

.PHONY: help run setup tools tasks image docs pages paddleocr test check format lint types contracts score evaluate bench screenshots constraints clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

run: setup ## read the sample filings into a database, export CSV tables, say what came out
	@mkdir -p $(OUT)
	@status=0; again=; [ ! -e $(OUT)/jixiao.db ] || again=yes; \
	$(BIN)/jixiao ingest corpus/samples --db $(OUT)/jixiao.db || status=$$?; \
	[ -z "$$again" ] || $(BIN)/jixiao rebuild --db $(OUT)/jixiao.db || status=$$?; \
	$(BIN)/jixiao export --db $(OUT)/jixiao.db --out $(OUT)/csv; \
	echo; echo "Next / 接着: $(BIN)/jixiao review --db $(OUT)/jixiao.db"; \
	echo "Your own folder / 自己的文件夹: $(BIN)/jixiao ingest FOLDER --db my.db (after 'source $(BIN)/activate': jixiao ingest …)"; \
	exit $$status

setup: .venv/installed ## make .venv with jixiao and its tools, at the versions of constraints.txt

.venv/installed: pyproject.toml constraints.txt
	@python=$$(bash .ci/prepare); [ -x $(BIN)/python ] || "$$python" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

tools: .venv/tools ## add Datasette, DuckDB, pandas, pyarrow and mkdocs to .venv: 500 MB, for their tests

.venv/tools: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,tools]'
	@touch $@

tasks: tools ## do what users do, from installation to a nightly rebuild, in both languages
	@$(BIN)/python -m tests.tasks

image: setup ## do the steps of the Dockerfile in out/image and read a filing there, as root with debootstrap: 3 GB
	@$(BIN)/python -m tests.image $(OUT)/image

docs: tools ## build the pages of docs/ into out/docs
	@mkdir -p $(OUT); $(BIN)/mkdocs build --quiet --strict --site-dir $(OUT)/docs

pages: setup ## write docs/commands.md and docs/columns.md from the code
	@$(BIN)/python -m tests.docs.pages

paddleocr: .venv-paddle/installed ## make .venv-paddle with the OCR engine paddleocr: 700 MB

# An environment of its own: paddleocr brings an OpenCV that would take the place of ours.
.venv-paddle/installed: constraints-paddleocr.txt
	@python=$$(bash .ci/prepare); [ -x .venv-paddle/bin/python ] || "$$python" -m venv .venv-paddle
	@.venv-paddle/bin/python -m pip install --quiet --disable-pip-version-check -c $< paddleocr onnxruntime
	@touch $@

test: setup ## run the tests
	@for tool in fonts browser ocr server archives office; do bash .ci/prepare $$tool; done
	@$(BIN)/pytest -n $(WORKERS) -m 'not slow'

check: format lint types contracts test ## format, lint, types, import contracts and tests

format: setup
	@$(BIN)/ruff format --check $(CODE)

lint: setup
	@$(BIN)/ruff check $(CODE)

types: setup
	@$(BIN)/mypy

contracts: setup
	@$(BIN)/lint-imports

score: setup ## compare with the reference filings, where they are there; MISSES=N lists N misses a filing
	@if [ ! -d $(REFERENCE)/seeds ]; then echo "There are no reference filings in $(REFERENCE): nothing to score."; exit 0; fi; \
	REFERENCE=$(REFERENCE) $(BIN)/pytest -q tests/normalizers/test_reference_tables.py; \
	$(call into,score,$(REFERENCE)/seeds $(REFERENCE)/examples); \
	echo "seeds:"; $(judge) $(REFERENCE)/gold; echo "examples:"; $(judge) $(REFERENCE)/examples/*/; \
	if [ -d $(REFERENCE)/blind ]; then { $(call into,blind,$(REFERENCE)/blind); } 2>/dev/null; \
	  echo "Filings to measure on, by channel:"; $(BIN)/python $(REFERENCE)/blind.py $(OUT)/blind; fi

judge = $(BIN)/python -m corpus.reference --misses $${MISSES:-0} $(REFERENCE)/score.py $(OUT)/score
# The export of these files, from a new database; recognised pages are kept.
into = mkdir -p $(OUT); rm -rf $(OUT)/$(1) $(OUT)/$(1).db $(OUT)/$(1).db-* $(OUT)/$(1).db.archive; \
	{ $(BIN)/jixiao ingest $(2) --db $(OUT)/$(1).db || true; } >/dev/null; \
	$(BIN)/jixiao export --db $(OUT)/$(1).db --out $(OUT)/$(1) >/dev/null

evaluate: setup ## make COUNT filings and SCANS scans with known truth, read them with all words and without, compare; then the slow tests
	@bash .ci/prepare fonts
	@mkdir -p $(OUT); rm -rf $(OUT)/evaluate.db* $(OUT)/evaluate
	@$(BIN)/jixiao corpus make $(OUT)/evaluate --count $(COUNT) --seed $(SEED) --as docx,pdf,text
	@$(BIN)/jixiao corpus make $(OUT)/evaluate --count $(SCANS) --seed $(SEED) --as scan
	@$(BIN)/jixiao ingest $(OUT)/evaluate --db $(OUT)/evaluate.db >/dev/null || true
	@$(BIN)/jixiao evaluate $(OUT)/evaluate --db $(OUT)/evaluate.db --unseen-words
	@$(BIN)/pytest -m slow || [ $$? = 5 ]

bench: setup ## filings a second and peak memory, beside their floor
	@for bench in tests/benchmarks/bench_*.py; do $(BIN)/python -m "$$(sed 's|/|.|g; s|\.py$$||' <<<"$$bench")"; done

screenshots: setup ## pictures of the review into docs/review
	@for tool in fonts browser ocr; do bash .ci/prepare $$tool; done
	@$(BIN)/python -m tests.review.screenshots docs/review

constraints: setup ## write the versions now installed into constraints.txt
	@{ head -1 constraints.txt; $(BIN)/pip freeze --exclude-editable | grep -v '^#'; } > constraints.new
	@mv constraints.new constraints.txt

clean: ## remove the environment and everything made
	@rm -rf .venv .venv-paddle $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
