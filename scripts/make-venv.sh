#!/bin/sh
# Makes the virtual environment with the first suitable Python; says what to do when there is none.
set -eu
venv=$1
suitable='import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 12)))'
if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c "$suitable" 2>/dev/null; then
  exit 0
fi
for name in python3.11 python3.12 python3; do
  if command -v "$name" > /dev/null 2>&1 && "$name" -c "$suitable" 2> /dev/null; then
    echo "→ $("$name" --version) ($venv)"
    "$name" -m venv "$venv" && exit 0
    echo "✗ 仮想環境を作れませんでした。Debian / Ubuntu なら: apt-get install python3-venv" >&2
    echo "  The virtual environment could not be made. On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
  fi
done
echo "✗ Python 3.11 か 3.12 が見つかりません。入れてから、もう一度お試しください（https://www.python.org/）。" >&2
echo "  Python 3.11 or 3.12 was not found. Install it and try again (https://www.python.org/)." >&2
exit 1
