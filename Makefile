# `make run` starts the app, `make test` runs every test. Each sets itself up in .venv; nothing else is needed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test

run: .venv/app
	$(BIN)/streamlit run streamlit_app.py

test: .venv/dev
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest

.venv/app: requirements.txt requirements-library.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade-strategy only-if-needed -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt requirements-onnx.txt .venv/app
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@
