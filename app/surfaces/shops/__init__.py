"""Shops for everybody: list, map, the page of one; and the form with which a shop applies to take part."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("shops", __name__)

from app.surfaces.shops import applying, browsing, looking_up, words  # noqa: E402,F401  (they add their routes)
