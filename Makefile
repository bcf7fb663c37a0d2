# `make run` starts the app, `make test` runs every test. Each sets itself up in .venv; nothing else is needed.
# `make check` is for while you work: style and all tests but those in a browser. `make timing` prints how fast the app is.
PYTHON ?= python3
BIN := .venv/bin
SPREAD := -n 2 --dist worksteal

.PHONY: run test check style timing

run: .venv/app
	$(BIN)/streamlit run streamlit_app.py

test: .venv/dev
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest $(SPREAD)

check: style
	$(BIN)/python -m pytest $(SPREAD) -m "not browser and not timing"

style: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

timing: .venv/dev
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -m timing

.venv/app: requirements.txt requirements-library.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade-strategy only-if-needed -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt requirements-onnx.txt .venv/app
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@
