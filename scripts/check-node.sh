#!/bin/sh
# Says what to do when there is no Node.js 20 or newer.
set -eu
if command -v node > /dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
  exit 0
fi
echo "✗ Node.js 20 以上が見つかりません。入れてから、もう一度お試しください（https://nodejs.org/）。" >&2
echo "  Node.js 20 or newer was not found. Install it and try again (https://nodejs.org/)." >&2
exit 1
