# Musubi 結び. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
export SOLCX_BINARY_PATH := $(CURDIR)/.tools/solc
export FOUNDRY_DISABLE_NIGHTLY_WARNING := 1
TREES := chain points marketplace dao wallet app tests bench

.PHONY: help run test reset doctor setup setup-tests lint format types imports contracts unit journeys bench lock clean

help: ## list what can be made
	@printf 'Musubi 結び\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## bring up everything on this machine; Ctrl-C ends it
	@$(BIN)/musubi run $(ARGS)

test: ## every check and every test, as the CI does
	@scripts/test.sh

reset: setup ## start over: delete chain, database and pictures, after asking
	@$(BIN)/musubi reset $(ARGS)

doctor: setup ## look this installation over and explain each finding
	@$(BIN)/musubi doctor

setup: $(VENV)/.installed node_modules/.installed app/static/dist/.built $(VENV)/.translated ## install what is locked; does nothing when all is there

setup-tests: setup $(VENV)/.installed-dev ## also install what the tests need

lint: $(VENV)/.installed-dev ## style (ruff) and known dangers (bandit)
	@$(BIN)/ruff check $(wildcard $(TREES))
	@$(BIN)/ruff format --check $(wildcard $(TREES))
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml $(filter-out tests bench,$(wildcard $(TREES)))

format: $(VENV)/.installed-dev ## put the style right
	@$(BIN)/ruff check --fix $(wildcard $(TREES))
	@$(BIN)/ruff format $(wildcard $(TREES))

types: $(VENV)/.installed-dev ## types (mypy --strict)
	@$(BIN)/mypy

imports: $(VENV)/.installed-dev ## who may import whom (import-linter)
	@$(BIN)/lint-imports

contracts: setup ## compile the contracts with Ape
	@$(BIN)/python -m chain.deploying.compile

unit: setup-tests ## tests without a browser; ARGS="-k name" chooses
	@$(BIN)/python -m pytest --ignore=tests/journeys --ignore=tests/contracts $(ARGS)

journeys: setup-tests ## the four jobs in Chromium against the real processes
	@$(BIN)/python -m pytest tests/journeys $(ARGS)

bench: setup-tests ## the measurements of the README's table
	@$(BIN)/python -m bench $(ARGS)

lock: ## resolve the dependencies anew into the lock files
	@scripts/lock.sh

clean: ## delete what was built, not your data
	@rm -rf .build .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache app/static/dist test-results

# Set-up. Each step leaves a stamp and is skipped until what it reads has changed.
$(VENV)/.made: scripts/make-venv.sh
	@scripts/make-venv.sh $(VENV)
	@touch $@

$(VENV)/.installed: requirements.lock pyproject.toml $(VENV)/.made
	@echo '→ Python パッケージ / Python packages'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@scripts/install-command.sh $(VENV)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo '→ テスト用パッケージ / packages for tests'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.installed: package-lock.json package.json scripts/check-node.sh scripts/install-solc.sh
	@scripts/check-node.sh
	@echo '→ Node パッケージとコンパイラ / Node packages and the compiler'
	@npm ci --silent --no-progress
	@scripts/install-solc.sh
	@touch $@

app/static/dist/.built: node_modules/.installed $(wildcard app/frontend/* app/frontend/*/* app/static/css/*.css app/static/css/*/*.css scripts/build-styles.mjs)
	@echo '→ 画面の部品 / stylesheets and scripts'
	@npm run --silent build
	@touch $@

$(VENV)/.translated: $(VENV)/.installed $(wildcard app/translations/*/LC_MESSAGES/*.po)
	@if compgen -G 'app/translations/*/LC_MESSAGES/*.po' > /dev/null; then $(BIN)/pybabel --quiet compile -d app/translations; fi
	@touch $@
