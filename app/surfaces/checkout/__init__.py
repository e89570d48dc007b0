"""The cart, the checkout with its one payment, and the list of one's orders."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("checkout", __name__)

from app.surfaces.checkout import carts, charging, giving_back, notices, past, paying  # noqa: E402,F401  (they add their routes)
