# `make run` starts the app, `make test` runs every test. Each sets itself up in .venv; nothing else is needed.
# `make check` is for while you work: style, types and the quick tests. `make timing` prints how fast the app is for one
# reader, `make look` keeps a picture of every lesson in test-output/, `make load` is for a class: `make load N=60 WAVES=3`.
PYTHON ?= python3
BIN := .venv/bin
SPREAD := -n 3 --dist worksteal

N := 30
WAVES := 1

.PHONY: run test check style timing load look

run: .venv/app
	$(BIN)/streamlit run streamlit_app.py

test: style
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest $(SPREAD)

check: style
	$(BIN)/python -m pytest $(SPREAD) -m "not browser and not timing and not slow"

style: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --quiet

look: .venv/dev
	$(BIN)/python -m tests.browser.chromium
	LOOK=1 $(BIN)/python -m pytest $(SPREAD) tests/browser/test_lessons.py

timing: .venv/dev
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -m timing

load: .venv/dev
	$(BIN)/python -m tests.load -n $(N) --waves $(WAVES)

.venv/app: requirements.txt requirements-library.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade-strategy only-if-needed -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt requirements-onnx.txt .venv/app
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@
