#!/bin/sh
# Resolves pyproject.toml into lock files with hashes and without any registry's address.
set -eu
cd "$(dirname "$0")/.."
tools=.cache/lock-tools
[ -x "$tools/bin/uv" ] || { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet uv; }
compile() {
  "$tools/bin/uv" pip compile pyproject.toml --quiet --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}
compile -o requirements.lock
compile --extra dev -c requirements.lock -o requirements-dev.lock
npm install --package-lock-only
