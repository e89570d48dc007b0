"""Texts in the visitor's language: both stand beside each other where they are used."""

from __future__ import annotations

from flask import g, request, session

LANGUAGES = ("ja", "en")


def language() -> str:
    """Chosen by `?lang=`, else the browser's first that we speak, else Japanese."""
    if "language" not in g:
        asked = request.args.get("lang", "")
        if asked in LANGUAGES:
            session["language"] = asked
        g.language = session.get("language") or request.accept_languages.best_match(LANGUAGES, "ja")
    return str(g.language)


def t(ja: str, en: str) -> str:
    return en if language() == "en" else ja
