"""The officer's console: point programs, grants by list, merchants, settlement, and where every yen is."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("console", __name__)

from app.surfaces.console import acts, books, campaigns, card, cards, draws, home, merchants, programs, settlements  # noqa: E402,F401  (routes)
