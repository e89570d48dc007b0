#!/bin/sh
# Puts the executable `solc-vX.Y.Z` where py-solc-x looks (SOLCX_BINARY_PATH); it runs the compiler from npm.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
version=$(node -p "require('$root/node_modules/solc/package.json').version")
mkdir -p "$root/.tools/solc"
target="$root/.tools/solc/solc-v$version"
printf '#!/bin/sh\nexec node "%s/scripts/solc.cjs" "$@"\n' "$root" > "$target"
chmod +x "$target"
ln -sf "solc-v$version" "$root/.tools/solc/solc"
