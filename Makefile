PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench clean

$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.txt -e .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml requirements.txt requirements-test.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.txt -c requirements-test.txt -e '.[test]'
	@touch $@

test: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) demo
