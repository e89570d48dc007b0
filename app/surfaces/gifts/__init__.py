"""Gifts by link: made at the checkout, told with a link and a printed card, opened by whoever gets it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("gifts", __name__)

from app.surfaces.gifts import giving, taking, wrapping  # noqa: E402,F401  (they add their routes)
