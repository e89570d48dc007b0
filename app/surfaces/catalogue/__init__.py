"""Finding things to buy: the search page and the pieces of it that other pages show."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__)

from app.surfaces.catalogue import options, searching, words  # noqa: E402,F401  (they add their routes)
