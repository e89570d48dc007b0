#!/bin/sh
# Puts this tree on the virtual environment's path and `musubi` in its bin: no build, no network.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
venv=$(cd "$1" && pwd)
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$root" > "$site/musubi.pth"
cat > "$venv/bin/musubi" <<COMMAND
#!$venv/bin/python
from app.cli import main

main(prog_name="musubi")
COMMAND
chmod +x "$venv/bin/musubi"
