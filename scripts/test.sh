#!/bin/bash
# Every check and every test. Stops at the first that fails; pytest comes last, so that its summary ends the output.
# Ape compiles the contracts while style and types are checked; forge tests what Ape compiled, beside pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE # what one worker compiled the next one finds
export SOLCX_BINARY_PATH=$PWD/.tools/solc FOUNDRY_DISABLE_NIGHTLY_WARNING=1
bin=$PWD/.venv/bin
trees=$(ls -d chain points marketplace dao wallet app tests bench 2> /dev/null)
begun=$SECONDS

banner() { printf '\n── %s  (%d:%02d)\n' "$1" $(((SECONDS - begun) / 60)) $(((SECONDS - begun) % 60)); }

banner 'set-up; meanwhile Ape compiles the contracts'
make setup
trap 'kill $(jobs -p) 2> /dev/null || true' EXIT
"$bin/python" -m chain.deploying.compile &
compiled=$!
make setup-tests
chromium=$(scripts/find-chromium.sh)
export MUSUBI_CHROMIUM=$chromium

banner 'style: ruff'
"$bin/ruff" check $trees
"$bin/ruff" format --check --quiet $trees
banner 'known dangers: bandit'
"$bin/bandit" --quiet --recursive --configfile pyproject.toml chain points marketplace dao wallet app
banner 'who may import whom: import-linter'
"$bin/lint-imports"
banner 'types: mypy --strict'
"$bin/mypy"
wait "$compiled"
banner 'contracts: Ape tests; forge, fuzz and invariants go on beside pytest'
forge=$(ls -d node_modules/@foundry-rs/forge-*/bin/forge | head -1)
FORGE_SNAPSHOT_CHECK=true "$forge" test > .build/forge-test.log 2>&1 &
forged=$!
scripts/test-contracts.sh
banner 'pytest: SQLite, PostgreSQL, Chromium'
passed=0
"$bin/python" -m pytest -n 5 --dist loadgroup -q --ignore=tests/contracts "$@" || passed=$?
wait "$forged" || { cat .build/forge-test.log && exit 1; }
exit "$passed"
