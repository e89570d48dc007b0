"""The form of a postal address of any country: the country first, then its own fields in its own order."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("addresses", __name__)

from app.surfaces.addresses import asking, words  # noqa: E402,F401  (they add their routes)
