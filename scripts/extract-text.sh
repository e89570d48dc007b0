#!/bin/sh
# Collects all text for people into app/translations/messages.pot and brings the English catalogue up to it.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
folder=app/translations
mkdir -p "$folder"
"$bin/pybabel" --quiet extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output --omit-header \
  -o "$folder/messages.pot" app
if [ -f "$folder/en/LC_MESSAGES/messages.po" ]; then
  "$bin/pybabel" --quiet update -i "$folder/messages.pot" -d "$folder" -l en --no-fuzzy-matching --omit-header
else
  "$bin/pybabel" --quiet init -i "$folder/messages.pot" -d "$folder" -l en
fi
rm "$folder/messages.pot"
