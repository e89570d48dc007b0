#!/bin/sh
# Brings app/translations/en up to the texts for people in app/: new ones stand there empty, gone ones go.
# Without dates, places and guesses, so that a change shows only the texts that changed.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
folder=app/translations
english=$folder/en/LC_MESSAGES/messages.po
found=$(mktemp)
trap 'rm -f "$found"' EXIT
"$bin/pybabel" --quiet extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output --no-wrap \
  --omit-header -o "$found" app
"$bin/pybabel" --quiet update -i "$found" -d "$folder" -l en --ignore-obsolete --no-fuzzy-matching --no-wrap
sed '/^"\(POT-Creation-Date\|PO-Revision-Date\|Last-Translator\|Generated-By\|Report-Msgid-Bugs-To\|Language-Team\|Project-Id-Version\): /d' "$english" > "$found"
cat "$found" > "$english"
"$bin/pybabel" --quiet compile -d "$folder"
