PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-training lint bench clean

$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.txt -e .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml requirements.txt requirements-test.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.txt -c requirements-test.txt -e '.[test]'
	@touch $@

demo: $(VENV)/.installed
	@rm -rf demo && mkdir demo
	@echo 'kg add data/strait data/world --reference data/strait/reference.ttl' && echo
	@$(BIN)/kg add --graph demo/graph data/strait data/world --reference data/strait/reference.ttl
	@echo && $(BIN)/kg tour --graph demo/graph
	@echo && $(BIN)/kg explore --graph demo/graph --output demo/explorer.html --title "Who stands where: sample articles"
	@echo && echo 'Open demo/explorer.html in a browser. Then: source $(BIN)/activate, and the tour of the README.'

test: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest

# In an environment of its own: where PyTorch is installed, every start of kg takes a second more.
.venv-training/.installed: pyproject.toml requirements.txt requirements-test.txt requirements-training.txt
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/pip install --quiet --disable-pip-version-check -r requirements-training.txt
	.venv-training/bin/pip install --quiet --disable-pip-version-check -c requirements.txt -c requirements-test.txt -e '.[test,train]'
	@touch $@

test-training: .venv-training/.installed
	.venv-training/bin/python -m pytest tests/learning tests/training

lint: $(VENV)/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if command -v npm >/dev/null; \
	then npm install --silent --no-package-lock --no-audit --no-fund && npm run --silent check; \
	else echo 'No npm here: the types of the scripts in kg/explorer/page were not checked.'; fi

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .venv-training node_modules demo
