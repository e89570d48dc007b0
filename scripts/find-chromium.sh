#!/bin/sh
# Prints the path of a Chromium for the journeys; installs Debian's where we may, else says what to do.
set -eu
for name in "${MUSUBI_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" > /dev/null 2>&1; then
    command -v "$name"
    exit 0
  fi
done
own=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)' 2> /dev/null || true)
if [ -n "$own" ] && [ -x "$own" ]; then
  echo "$own"
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
  { apt-get update -q && apt-get install -yq --no-install-recommends chromium; } >&2
  command -v chromium
  exit 0
fi
echo "✗ Chromium が見つかりません。apt install chromium か、.venv/bin/playwright install chromium を実行してください。" >&2
echo "  No Chromium was found. Run apt install chromium, or .venv/bin/playwright install chromium." >&2
exit 1
