"""A person's points: what there is and until when, the code to pay with, and what happened to them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("points", __name__)

from app.surfaces.points import balance, card, code, gifts, preview, scan  # noqa: E402,F401  (they add their routes)
