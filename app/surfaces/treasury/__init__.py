"""Treasuries (金庫) of communities: each line with its transaction, what a year brought and cost, and its plan."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("treasury", __name__)

from app.surfaces.treasury import showing, words  # noqa: E402,F401  (they add their routes)
