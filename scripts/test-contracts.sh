#!/bin/bash
# The contracts under Ape, on its own chain; the repository's other tests run without Ape's plugin.
set -euo pipefail
cd "$(dirname "$0")/.."
export SOLCX_BINARY_PATH=$PWD/.tools/solc
exec .venv/bin/python -m pytest -c tests/contracts/ape/pytest.ini --rootdir tests/contracts/ape -q -p ape_test tests/contracts/ape --network ethereum:local:test "$@"
